//! CORS: off as in reality, on for one service or another, and of Object Storage by container.

use crate::client::{ACCOUNT, Answer, Bench, LOGGERS};
use flowlog_emulator::{Cors, Options};
use serde_json::json;

const ORIGIN: (&str, &str) = ("origin", "https://portal.example");
const PREFLIGHT: [(&str, &str); 3] =
    [ORIGIN, ("access-control-request-method", "GET"), ("access-control-request-headers", "x-auth-token")];
const STORAGE: &str = "/v1/AUTH_e670167936434f85a03694184000ffe6/flowlog-test";

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

/// Whether identity, network and Object Storage let a page of another origin in, by preflight and by answer.
#[track_caller]
fn check(bench: &Bench, expect: [bool; 3]) {
    let services = [("/v2.0/tokens", 405), (LOGGERS, 405), (STORAGE, 401)];
    for ((path, refusal), open) in services.into_iter().zip(expect) {
        let preflight = bench.send_as(None, "OPTIONS", path, &PREFLIGHT, None);
        assert_eq!(preflight.status, if open { 204 } else { refusal }, "{path}");
        assert_eq!(allowed(&preflight), if open { "*" } else { "" }, "{path}");
        assert_eq!(preflight.header("access-control-allow-headers").is_empty(), !open, "{path}");
        let method = if path == "/v2.0/tokens" { "POST" } else { "GET" };
        let answer = bench.send_as(Some("none"), method, path, &[ORIGIN], (method == "POST").then_some("{}"));
        assert!(answer.status >= 400, "{path}");
        assert_eq!(allowed(&answer), if open { "*" } else { "" }, "{path}: a refusal can be read as well");
    }
}

#[test]
fn by_options() {
    let with = |cors: bool, cors_for: Cors| Bench::with(Options { cors, cors_for, ..Options::default() });
    check(&with(false, Cors::default()), [false; 3]);
    check(&with(true, Cors::default()), [true; 3]);
    check(&with(false, Cors { identity: true, ..Cors::default() }), [true, false, false]);
    check(&with(false, Cors { network: true, ..Cors::default() }), [false, true, false]);
    check(&with(false, Cors { object_storage: true, ..Cors::default() }), [false, false, true]);
}

#[test]
fn by_the_admin_port() {
    let bench = Bench::full();
    let set = |body| bench.admin("PUT", "/cors", Some(body));
    set(json!({ "network": true, "identity": true })).expect(204);
    check(&bench, [true, true, false]);
    set(json!({ "identity": false, "object_storage": true })).expect(204);
    check(&bench, [false, true, true]);
    set(json!({ "compute": true })).expect(400);
    set(json!({ "identity": "yes" })).expect(400);
    set(json!([])).expect(400);
    check(&bench, [false, true, true]);
    bench.admin("POST", "/reset", None).expect(204);
    check(&bench, [false; 3]);
}

#[test]
fn ports_of_their_own_are_switched_by_service() {
    let cors_for = Cors { network: true, ..Cors::default() };
    let bench = Bench::with(Options { regions: 2, separate: true, cors_for, ..Options::default() });
    let realm = &bench.emulator.realms()[0];
    let preflight = |origin: &str, path: &str| {
        let answer = bench.send_at(origin, None, "OPTIONS", path, &PREFLIGHT, None);
        allowed(&answer) == "*"
    };
    assert!(!preflight(&realm.identity, "/v2.0/tokens"));
    for region in &realm.regions {
        assert!(preflight(&region.network, LOGGERS), "{}", region.id);
        assert!(!preflight(&region.object_storage, STORAGE), "{}", region.id);
    }
    assert!(!preflight(&bench.emulator.url(), "/"));
}

#[test]
fn a_container_names_the_origins_that_may_call() {
    let bench = Bench::empty();
    let token = bench.storage_token();
    let set = |value: &str| {
        let header = ("X-Container-Meta-Access-Control-Allow-Origin", value);
        bench.send_as(Some(&token), "POST", STORAGE, &[header], Some("")).expect(204);
    };
    let preflight = |path: &str| bench.send_as(None, "OPTIONS", path, &PREFLIGHT, None);
    let answer = || bench.send_as(Some(&token), "GET", STORAGE, &[ORIGIN], None);
    preflight(STORAGE).expect(401);
    set("https://other.example https://portal.example");
    let found = preflight(STORAGE).expect(200);
    assert_eq!(allowed(&found), "https://portal.example");
    assert!(found.header("access-control-allow-methods").contains("GET"));
    assert_eq!(found.header("access-control-allow-headers"), "x-auth-token");
    assert_eq!(allowed(&answer()), "https://portal.example");
    assert!(answer().header("access-control-expose-headers").contains("last-modified"));
    assert_eq!(
        allowed(&bench.send_as(None, "GET", STORAGE, &[ORIGIN], None).expect(401)),
        "https://portal.example"
    );
    preflight(&format!("{STORAGE}/some/object")).expect(200);
    preflight(&format!("/v1/{ACCOUNT}/network-logs")).expect(401);
    preflight(&format!("/v1/{ACCOUNT}")).expect(401);
    set("*");
    assert_eq!(allowed(&preflight(STORAGE).expect(200)), "*");
    set("https://portal.example.org");
    preflight(STORAGE).expect(401);
    assert_eq!(allowed(&answer()), "");
    let plain = bench.send_as(None, "OPTIONS", STORAGE, &[], None).expect(200);
    assert!(plain.header("allow").contains("GET") && allowed(&plain).is_empty(), "no page asks");
}
