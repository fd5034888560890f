//! Tokens: issued, refused, expired, revoked.

use crate::client::{Bench, LOGGERS, token_of, wait_for};
use flowlog_emulator::Options;
use serde_json::{Value, json};

/// A Keystone error with this code, whose shape is checked, and its message.
#[track_caller]
fn keystone(answer: crate::client::Answer, code: u16, title: &str) -> String {
    let body = answer.expect(code).json();
    assert_eq!((&body["error"]["code"], &body["error"]["title"]), (&json!(code), &json!(title)));
    assert_eq!(body["error"].as_object().map(serde_json::Map::len), Some(3));
    body["error"]["message"].as_str().expect("a message").to_owned()
}

fn post(bench: &Bench, body: &str) -> crate::client::Answer {
    bench.send_as(None, "POST", "/v2.0/tokens", &[("content-type", "application/json")], Some(body))
}

#[test]
fn a_token_with_a_catalog() {
    let bench = Bench::full();
    let emulator = &bench.emulator;
    let answer =
        bench.sign_in(&emulator.user_name(), &emulator.password(), &emulator.tenant_id()).expect(200);
    let access = &answer.json()["access"];
    assert_eq!(access["token"]["tenant"]["id"], emulator.tenant_id());
    assert_eq!(access["user"]["name"], emulator.user_name());
    let urls: Vec<(&str, &str)> = access["serviceCatalog"]
        .as_array()
        .expect("a catalog")
        .iter()
        .filter_map(|entry| Some((entry["type"].as_str()?, entry["endpoints"][0]["publicURL"].as_str()?)))
        .collect();
    let origin = emulator.url();
    let storage = format!("{origin}/v1/AUTH_{}", emulator.storage_tenant_id());
    let identity = format!("{origin}/v2.0");
    assert_eq!(
        urls,
        [("network", origin.as_str()), ("object-store", storage.as_str()), ("identity", identity.as_str())]
    );
    for key in ["expires", "issued_at"] {
        assert_eq!(access["token"][key].as_str().map(str::len), Some(20), "{key}");
    }
    bench.send_as(Some(&token_of(&answer)), "GET", LOGGERS, &[], None).expect(200);
}

#[test]
fn a_tenant_by_name_and_a_token_for_a_token() {
    let bench = Bench::full();
    let (user, password) = (bench.emulator.user_name(), bench.emulator.password());
    let body = json!({ "auth": {
        "tenantName": "sample-project", "passwordCredentials": { "username": user, "password": password } } });
    let token = token_of(&post(&bench, &body.to_string()).expect(200));
    let body =
        json!({ "auth": { "tenantId": bench.emulator.storage_tenant_id(), "token": { "id": token } } });
    let answer = post(&bench, &body.to_string()).expect(200).json();
    assert_eq!(answer["access"]["token"]["tenant"]["id"], bench.emulator.storage_tenant_id());
    let tenants = bench.send_as(Some(&token), "GET", "/v2.0/tenants", &[], None).expect(200).json();
    assert_eq!(tenants["tenants"].as_array().map(Vec::len), Some(2));
}

#[test]
fn refusals() {
    let bench = Bench::full();
    let emulator = &bench.emulator;
    let (user, password, tenant) = (emulator.user_name(), emulator.password(), emulator.tenant_id());
    let unauthorized = |user: &str, password: &str, tenant: &str| {
        keystone(bench.sign_in(user, password, tenant), 401, "Unauthorized")
    };
    assert_eq!(unauthorized(&user, "wrong", &tenant), "Invalid user / password");
    assert_eq!(unauthorized("nobody", &password, &tenant), "Invalid user / password");
    assert_eq!(unauthorized(&user, &password, "ffff"), "Could not find project: ffff.");
    let bad = |body: Value| keystone(post(&bench, &body.to_string()), 400, "Bad Request");
    assert!(bad(json!({})).contains("auth"));
    assert!(bad(json!({ "auth": {} })).contains("passwordCredentials"));
    assert!(bad(json!({ "auth": { "passwordCredentials": {} } })).contains("username"));
    let credentials = json!({ "username": user, "password": password });
    assert!(bad(json!({ "auth": { "passwordCredentials": credentials } })).contains("tenantId"));
    assert!(keystone(post(&bench, "{"), 400, "Bad Request").contains("JSON"));
    let form = [("content-type", "text/plain")];
    let answer = bench.send_as(None, "POST", "/v2.0/tokens", &form, Some("{}"));
    assert!(keystone(answer, 400, "Bad Request").contains("application/json"));
    let token = json!({ "auth": { "tenantId": tenant, "token": { "id": "unknown" } } });
    keystone(post(&bench, &token.to_string()), 401, "Unauthorized");
}

#[test]
fn every_network_call_needs_a_token() {
    let bench = Bench::full();
    let id = crate::client::NOWHERE;
    for (method, path) in [
        ("GET", "/v2.0/flowlog-loggers".to_owned()),
        ("POST", "/v2.0/flowlog-loggers".to_owned()),
        ("GET", format!("/v2.0/flowlog-loggers/{id}")),
        ("PUT", format!("/v2.0/flowlog-loggers/{id}")),
        ("DELETE", format!("/v2.0/flowlog-loggers/{id}")),
        ("GET", "/v2.0/flowlog-logging-ports".to_owned()),
        ("GET", format!("/v2.0/flowlog-logging-ports/{id}")),
        ("GET", "/v2.0/vpcs".to_owned()),
        ("GET", format!("/v2.0/vpcs/{id}")),
        ("GET", "/v2.0/vpcsubnets".to_owned()),
        ("GET", format!("/v2.0/vpcsubnets/{id}")),
        ("GET", "/v2.0/ports".to_owned()),
        ("GET", format!("/v2.0/ports/{id}")),
        ("DELETE", format!("/v2.0/ports/{id}")),
        ("GET", "/v2.0/networks".to_owned()),
        ("GET", "/v2.0/subnets".to_owned()),
        ("GET", "/v2.0/tenants".to_owned()),
    ] {
        for token in [None, Some("unknown"), Some("")] {
            let answer = bench.send_as(
                token,
                method,
                &path,
                &[],
                (method != "GET" && method != "DELETE").then_some("{}"),
            );
            assert!(answer.header("www-authenticate").starts_with("Keystone"), "{method} {path}");
            keystone(answer, 401, "Unauthorized");
        }
    }
}

/// A token of an account, and when the answer says that it ends.
#[track_caller]
fn token_and_end(bench: &Bench, user: &str, password: &str) -> (String, String) {
    let answer = bench.sign_in(user, password, &bench.emulator.tenant_id()).expect(200);
    let expires = answer.json()["access"]["token"]["expires"].as_str().expect("a time").to_owned();
    (token_of(&answer), expires)
}

/// The present second in the form of `expires`, by the clock of the system.
fn now() -> String {
    let output =
        std::process::Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]).output().expect("date");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn a_token_lives_exactly_until_its_expires() {
    let bench = Bench::with(Options { token_lifetime_seconds: 1, ..Options::default() });
    let (token, end) = token_and_end(&bench, "flowlog-admin", "emulator-admin");
    wait_for(|| {
        let before = now();
        let answer = bench.send_as(Some(&token), "GET", LOGGERS, &[], None);
        let after = now();
        assert!(answer.status == 401 || before < end, "alive at {before}, {end} was its end");
        assert!(answer.status == 200 || after >= end, "dead at {after}, {end} was its end");
        (answer.status == 401).then(|| keystone(answer, 401, "Unauthorized"))
    });
    bench.get(LOGGERS).expect(200);
}

#[test]
fn the_admin_port_sets_how_long_tokens_live() {
    let bench = Bench::full();
    let member = || bench.member_token();
    let alive = |token: &str| bench.send_as(Some(token), "GET", LOGGERS, &[], None).status == 200;
    let life = |body: Value| bench.admin("POST", "/tokens/life", Some(body));
    let before = member();
    life(json!({ "seconds": 0 })).expect(204);
    assert!(!alive(&member()));
    assert!(alive(&before), "tokens that are out keep their end");
    life(json!({ "seconds": 60, "user_name": "flowlog-member" })).expect(204);
    assert!(alive(&member()), "an account's own life comes first");
    let (admin, _) = token_and_end(&bench, "flowlog-admin", "emulator-admin");
    assert!(!alive(&admin));
    life(json!({ "seconds": null, "user_name": "flowlog-member" })).expect(204);
    assert!(!alive(&member()));
    life(json!({ "seconds": null })).expect(204);
    assert!(alive(&member()));
    life(json!({ "seconds": 0 })).expect(204);
    bench.admin("POST", "/reset", None).expect(204);
    assert!(alive(&member()), "the reset ends it");
    life(json!({ "seconds": -1 })).expect(400);
    life(json!({})).expect(400);
    life(json!({ "seconds": 1, "user_name": "nobody" })).expect(400);
}

#[test]
fn accounts_that_get_no_token() {
    let bench = Bench::full();
    let tenant = bench.emulator.tenant_id();
    let unauthorized =
        |user: &str, password: &str| keystone(bench.sign_in(user, password, &tenant), 401, "Unauthorized");
    let locked = "The account is locked for user: a0000000000000000000000000000006.";
    assert_eq!(unauthorized("flowlog-locked", "emulator-locked"), locked);
    assert_eq!(unauthorized("flowlog-locked", "wrong"), locked, "the lock is looked at first");
    assert_eq!(
        unauthorized("flowlog-stranger", "emulator-stranger"),
        format!("User a0000000000000000000000000000005 is unauthorized for tenant {tenant}")
    );
    assert_eq!(unauthorized("flowlog-stranger", "wrong"), "Invalid user / password");
}

#[test]
fn identity_can_be_down_alone() {
    let bench = Bench::full();
    bench.fault(json!({ "path": "/v2.0/tokens", "fault": { "kind": "drop" } }));
    let body = r#"{"auth":{}}"#;
    assert!(bench.try_send("POST", "/v2.0/tokens", Some(body)).is_err());
    bench.get(LOGGERS).expect(200);
}

/// The `serviceCatalog` of a fresh token while the catalog is that.
#[track_caller]
fn catalog(bench: &Bench, catalog: &str) -> Value {
    bench.admin("PUT", "/catalog", Some(json!({ "catalog": catalog }))).expect(204);
    let emulator = &bench.emulator;
    let answer = bench.sign_in(&emulator.user_name(), &emulator.password(), &emulator.tenant_id());
    answer.expect(200).json()["access"].get("serviceCatalog").cloned().unwrap_or_default()
}

fn types(catalog: &Value) -> Vec<&str> {
    catalog.as_array().into_iter().flatten().filter_map(|entry| entry.get("type")?.as_str()).collect()
}

#[test]
fn catalogs_of_other_shapes() {
    let bench = Bench::full();
    let full = catalog(&bench, "full");
    assert_eq!(types(&full), ["network", "object-store", "identity"]);
    assert_eq!(types(&catalog(&bench, "no-network")), ["object-store", "identity"]);
    assert_eq!(types(&catalog(&bench, "no-object-storage")), ["network", "identity"]);
    assert_eq!(catalog(&bench, "empty"), json!([]));
    assert_eq!(catalog(&bench, "absent"), Value::Null);
    assert!(catalog(&bench, "object").is_object());
    let mangled = catalog(&bench, "mangled");
    let usable = |endpoint: &Value| {
        endpoint["region"].is_string()
            && endpoint["publicURL"].as_str().is_some_and(|url| url.starts_with("http"))
    };
    let network = mangled.as_array().expect("a list").iter().filter(|entry| entry["type"] == "network");
    let endpoints: Vec<&Value> =
        network.filter_map(|entry| entry["endpoints"].as_array()).flatten().collect();
    assert!(endpoints.len() > 3 && !endpoints.iter().any(|endpoint| usable(endpoint)), "{mangled}");
    let hostile = catalog(&bench, "hostile");
    assert_eq!(hostile[0]["endpoints"][0], full[0]["endpoints"][0], "the true one comes first");
    assert!(hostile.to_string().contains("javascript:"));
    bench.admin("PUT", "/catalog", Some(json!({ "catalog": "odd" }))).expect(400);
    bench.admin("POST", "/reset", None).expect(204);
    let emulator = &bench.emulator;
    let answer = bench.sign_in(&emulator.user_name(), &emulator.password(), &emulator.tenant_id());
    assert_eq!(answer.json()["access"]["serviceCatalog"], full);
}

#[test]
fn tokens_are_revoked_until_the_reset() {
    let bench = Bench::full();
    let token = bench.member_token();
    bench.admin("POST", "/tokens/revoke", Some(json!({ "token": token }))).expect(204);
    bench.send_as(Some(&token), "GET", LOGGERS, &[], None).expect(401);
    bench.get(LOGGERS).expect(200);
    bench.admin("POST", "/tokens/revoke", None).expect(204);
    bench.get(LOGGERS).expect(401);
    bench.admin("POST", "/reset", None).expect(204);
    bench.get(LOGGERS).expect(200);
}

#[test]
fn a_token_of_the_storage_tenant_opens_no_network() {
    let bench = Bench::full();
    bench.send_as(Some(&bench.storage_token()), "GET", LOGGERS, &[], None).expect(401);
}

#[test]
fn version_documents() {
    let bench = Bench::full();
    let root = bench.send_as(None, "GET", "/", &[], None).expect(200).json();
    assert_eq!(root["versions"][0]["id"], "v2.0");
    assert_eq!(root["versions"][0]["links"][0]["href"], format!("{}/v2.0/", bench.emulator.url()));
    for path in ["/v2.0", "/v2.0/"] {
        assert_eq!(bench.send_as(None, "GET", path, &[], None).expect(200).json()["version"]["id"], "v2.0");
    }
}
