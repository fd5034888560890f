//! What each role may do: read and write, read, manage loggers only, nothing.

use crate::client::{ACCOUNT, Bench, LOGGERS, PORT, minimal, token_of, with};
use serde_json::{Value, json};

const RESOURCES: [&str; 5] =
    ["/v2.0/vpcs", "/v2.0/vpcsubnets", "/v2.0/ports", "/v2.0/networks", "/v2.0/subnets"];
const LOGGING: [&str; 2] = [LOGGERS, "/v2.0/flowlog-logging-ports"];

fn token(bench: &Bench, account: &str, tenant: &str) -> String {
    token_of(
        &bench.sign_in(&format!("flowlog-{account}"), &format!("emulator-{account}"), tenant).expect(200),
    )
}

/// The status of a list and of one of its rows.
#[track_caller]
fn reads(bench: &Bench, token: &str, path: &str, expect: u16) {
    let id = bench.rows(path)[0]["id"].as_str().expect("an id").to_owned();
    for path in [path.to_owned(), format!("{path}/{id}")] {
        let answer = bench.send_as(Some(token), "GET", &path, &[], None).expect(expect);
        if expect == 403 {
            assert_eq!(answer.json()["NeutronError"]["type"], "PolicyNotAuthorized");
            answer.neutron_message();
        }
    }
}

#[test]
fn reading() {
    let bench = Bench::full();
    let tenant = bench.emulator.tenant_id();
    for (account, logging, resources) in
        [("admin", 200, 200), ("member", 200, 200), ("operator", 200, 403), ("outsider", 403, 403)]
    {
        let token = token(&bench, account, &tenant);
        LOGGING.iter().for_each(|path| reads(&bench, &token, path, logging));
        RESOURCES.iter().for_each(|path| reads(&bench, &token, path, resources));
    }
}

#[test]
fn writing() {
    let bench = Bench::empty();
    let tenant = bench.emulator.tenant_id();
    for (account, good) in [("admin", true), ("member", false), ("operator", true), ("outsider", false)] {
        let token = token(&bench, account, &tenant);
        let send = |method: &str, path: &str, body: Option<Value>| {
            let body = body.map(|body| json!({ "flowlog_logger": body }).to_string());
            bench.send_as(Some(&token), method, path, &[], body.as_deref())
        };
        let id = bench.create(&minimal()).expect(201).json()["flowlog_logger"]["id"].clone();
        let path = format!("{LOGGERS}/{}", id.as_str().expect("an id"));
        let code = |status: u16| if good { status } else { 403 };
        send("POST", LOGGERS, Some(minimal())).expect(code(201));
        send("PUT", &path, Some(json!({ "name": "renamed" }))).expect(code(200));
        send("DELETE", &path, None).expect(code(204));
        let may_delete_ports = account == "admin";
        let spare = bench.rows("/v2.0/ports")[40]["id"].clone();
        let spare = format!("/v2.0/ports/{}", spare.as_str().expect("an id"));
        send("DELETE", &spare, None).expect(if may_delete_ports { 204 } else { 403 });
    }
}

#[test]
fn an_operator_creates_for_a_port_it_may_not_look_at() {
    let bench = Bench::empty();
    let token = token(&bench, "operator", &bench.emulator.tenant_id());
    let body = json!({ "flowlog_logger": with(minimal(), "resource_id", json!(PORT)) }).to_string();
    let created = bench.send_as(Some(&token), "POST", LOGGERS, &[], Some(&body)).expect(201).json();
    assert_eq!(bench.logger(created["flowlog_logger"]["id"].as_str().expect("an id"))["status"], "ACTIVE");
    bench.send_as(Some(&token), "GET", &format!("/v2.0/ports/{PORT}"), &[], None).expect(403);
}

#[test]
fn roles_stand_in_the_answer_of_identity() {
    let bench = Bench::full();
    for (account, role) in [
        ("admin", "ADMIN"),
        ("member", "MEMBER"),
        ("operator", "Flow Log ADMIN"),
        ("outsider", "BILLING VIEWER"),
    ] {
        let (user, password) = (format!("flowlog-{account}"), format!("emulator-{account}"));
        let answer = bench.sign_in(&user, &password, &bench.emulator.tenant_id()).expect(200).json();
        assert_eq!(answer["access"]["user"]["roles"], json!([{ "name": role }]));
    }
}

#[test]
fn object_storage_by_role_and_by_access_policy() {
    let bench = Bench::empty();
    let tenant = bench.emulator.storage_tenant_id();
    let owner = token(&bench, "admin", &tenant);
    let at = |token: &str, method: &str, path: &str| {
        bench.send_as(Some(token), method, &format!("/v1/{ACCOUNT}{path}"), &[], Some("x")).status
    };
    assert_eq!(at(&owner, "PUT", "/flowlog-test/a"), 201);
    let all = |token: &str| {
        [
            ("GET", ""),
            ("GET", "/flowlog-test"),
            ("GET", "/flowlog-test/a"),
            ("PUT", "/flowlog-test/b"),
            ("POST", "/flowlog-test"),
        ]
        .map(|(method, path)| {
            let body = (method != "GET").then_some("x");
            bench.send_as(Some(token), method, &format!("/v1/{ACCOUNT}{path}"), &[], body).status
        })
    };
    let operator = token(&bench, "operator", &tenant);
    assert_eq!(all(&owner), [200, 200, 200, 201, 204]);
    assert_eq!(all(&token(&bench, "member", &tenant)), [200, 200, 200, 403, 403]);
    assert_eq!(all(&operator), [403; 5]);
    assert_eq!(all(&token(&bench, "outsider", &tenant)), [403; 5]);
    let policy = |header: &str, value: &str| {
        let path = format!("/v1/{ACCOUNT}/flowlog-test");
        bench.send_as(Some(&owner), "POST", &path, &[(header, value)], Some("")).expect(204);
    };
    let user = bench.emulator.realms()[0].accounts[2].id;
    policy("X-Container-Read", &format!("{tenant}:{user}"));
    assert_eq!(all(&operator), [403, 200, 200, 403, 403]);
    policy("X-Container-Write", &format!("*:{user}"));
    assert_eq!(all(&operator), [403, 200, 200, 201, 403], "objects alone, not the container");
    policy("X-Container-Read", "");
    assert_eq!(all(&operator), [403, 403, 403, 201, 403]);
}

#[test]
fn a_public_container_needs_no_token() {
    let bench = Bench::empty();
    let owner = bench.storage_token();
    let path = format!("/v1/{ACCOUNT}/flowlog-test");
    let object = format!("{path}/a");
    bench.send_as(Some(&owner), "PUT", &object, &[], Some("x")).expect(201);
    let nobody = || [&path, &object].map(|path| bench.send_as(None, "GET", path, &[], None).status);
    let policy = |value: &str| {
        bench.send_as(Some(&owner), "POST", &path, &[("X-Container-Read", value)], Some("")).status
    };
    assert_eq!(nobody(), [401, 401]);
    assert_eq!(policy(".r:*"), 204);
    assert_eq!(nobody(), [401, 200]);
    assert_eq!(policy(".r:*,.rlistings"), 204);
    assert_eq!(nobody(), [200, 200]);
    assert_eq!(
        bench.send_as(None, "GET", &path, &[], None).header("x-container-read"),
        "",
        "for the owner alone"
    );
    assert_eq!(
        bench.send_as(Some(&owner), "GET", &path, &[], None).header("x-container-read"),
        ".r:*,.rlistings"
    );
    bench.send_as(Some("unknown"), "GET", &object, &[], None).expect(401);
    assert_eq!(policy(".rlistings"), 400);
    assert_eq!(policy("nobody"), 400);
    assert_eq!(nobody(), [200, 200], "a refused policy changes nothing");
}
