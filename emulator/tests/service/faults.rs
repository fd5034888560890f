//! Every fault, and the journal that tells what was asked.

use crate::client::{Bench, LOGGERS, minimal};
use flowlog_emulator::Options;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn bench_with(fault: Value) -> Bench {
    let bench = Bench::full();
    bench.fault(json!({ "path": LOGGERS, "fault": fault }));
    bench
}

#[test]
fn latency() {
    let bench = bench_with(json!({ "kind": "latency", "ms": 300 }));
    let start = Instant::now();
    bench.get(LOGGERS).expect(200);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn statuses_with_bodies_and_headers() {
    let bench = bench_with(json!({
        "kind": "status", "status": 503, "body": "<h1>Busy</h1>", "headers": { "Retry-After": "2" }
    }));
    let answer = bench.get(LOGGERS).expect(503);
    assert_eq!((answer.text.as_str(), answer.header("retry-after")), ("<h1>Busy</h1>", "2"));
    assert!(answer.header("content-type").starts_with("text/html"));
    bench.fault(json!({ "fault": { "kind": "status", "status": 429 } }));
    assert_eq!(bench.get(LOGGERS).expect(429).neutron_message(), "Too Many Requests");
    bench.fault(json!({ "fault": {
        "kind": "status", "status": 502, "body": "{\"a\":1}", "content_type": "text/plain" } }));
    let answer = bench.get(LOGGERS).expect(502);
    assert_eq!((answer.text.as_str(), answer.header("content-type")), ("{\"a\":1}", "text/plain"));
}

#[test]
fn answers_that_are_no_list() {
    let bench = bench_with(json!({ "kind": "html" }));
    let page = bench.get(LOGGERS).expect(200);
    assert!(page.text.contains("<form>") && page.header("content-type").starts_with("text/html"));
    bench.fault(json!({ "fault": { "kind": "empty" } }));
    assert_eq!(bench.get(LOGGERS).expect(200).text, "");
    bench.fault(json!({ "fault": { "kind": "wrong_shape" } }));
    assert!(bench.get(LOGGERS).expect(200).json().get("flowlog_loggers").is_none());
}

#[test]
fn truncated_is_a_prefix_with_correct_framing() {
    let bench = Bench::full();
    let whole = bench.get(LOGGERS).text;
    bench.fault(json!({ "fault": { "kind": "truncated" } }));
    let part = bench.get(LOGGERS).expect(200);
    assert!(whole.starts_with(&part.text) && !part.text.is_empty() && part.text.len() < whole.len());
    assert_eq!(part.header("content-length"), part.text.len().to_string());
    assert!(serde_json::from_str::<Value>(&part.text).is_err());
}

#[test]
fn one_row_is_malformed() {
    let bench = bench_with(json!({ "kind": "malformed_row" }));
    let rows = bench.rows(LOGGERS);
    assert_eq!(rows.len(), 40);
    let bad = |row: &&Value| !row["id"].is_string() && row["name"].is_null();
    assert_eq!(rows.iter().filter(bad).count(), 1);
}

#[test]
fn optional_fields_are_null() {
    let bench = bench_with(json!({ "kind": "nulls" }));
    for row in bench.rows(LOGGERS) {
        assert!(row["description"].is_null() && row["error_type"].is_null() && row["updated_at"].is_null());
        assert!(row["id"].is_string() && row["name"].is_string() && row["status"].is_string());
    }
}

#[test]
fn words_that_no_guide_lists() {
    let bench = bench_with(json!({ "kind": "unknown_enums" }));
    for row in bench.rows(LOGGERS) {
        assert_eq!((&row["status"], &row["filter"]), (&json!("PENDING_UPGRADE"), &json!("REJECT")));
    }
}

#[test]
fn a_dropped_request_is_not_carried_out() {
    let bench = Bench::empty();
    bench.fault(json!({ "method": "POST", "times": 1, "fault": { "kind": "drop" } }));
    let body = json!({ "flowlog_logger": minimal() }).to_string();
    assert!(bench.try_send("POST", LOGGERS, Some(&body)).is_err());
    assert!(bench.rows(LOGGERS).is_empty());
    bench.send("POST", LOGGERS, Some(&body)).expect(201);
}

#[test]
fn an_ambiguous_create_is_carried_out() {
    let bench = Bench::empty();
    bench.fault(json!({ "method": "POST", "path": LOGGERS, "times": 1, "fault": { "kind": "after" } }));
    let body = json!({ "flowlog_logger": minimal() }).to_string();
    assert!(bench.try_send("POST", LOGGERS, Some(&body)).is_err());
    assert_eq!(bench.rows(LOGGERS).len(), 1);
}

#[test]
fn an_answer_is_cut_off() {
    let bench = bench_with(json!({ "kind": "cut" }));
    assert!(bench.try_send("GET", LOGGERS, None).is_err());
    let token = &bench.token;
    let raw =
        bench.raw(&format!("GET {LOGGERS} HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: {token}\r\n\r\n"));
    let (head, body) = raw.split_once("\r\n\r\n").expect("a whole head");
    let promised: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse().ok())
        .expect("a length");
    assert!(body.len() > promised / 3 && body.len() < promised, "{} of {promised}", body.len());
}

#[test]
fn an_answer_comes_in_pieces() {
    let whole = Bench::full().get(LOGGERS).text;
    let bench = bench_with(json!({ "kind": "drip", "pieces": 4, "ms": 100 }));
    let start = Instant::now();
    let answer = bench.get(LOGGERS).expect(200);
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(answer.text.len(), whole.len());
    assert_eq!(answer.header("content-length"), whole.len().to_string());
}

#[test]
fn a_repeated_create_is_carried_out_twice() {
    let bench = Bench::empty();
    bench.fault(json!({ "method": "POST", "path": LOGGERS, "times": 1, "fault": { "kind": "twice" } }));
    let body = json!({ "flowlog_logger": minimal() }).to_string();
    let made = bench.send("POST", LOGGERS, Some(&body)).expect(201).json();
    let rows = bench.rows(LOGGERS);
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().any(|row| row["id"] == made["flowlog_logger"]["id"]));
}

#[test]
fn other_requests_pass() {
    let bench = Bench::full();
    bench.fault(json!({ "method": "PUT", "path": LOGGERS, "fault": { "kind": "drop" } }));
    bench.get(LOGGERS).expect(200);
    bench.get("/v2.0/ports").expect(200);
    bench.admin("DELETE", "/faults", None).expect(204);
    assert_eq!(bench.admin("GET", "/faults", None).json(), json!([]));
}

#[test]
fn rules_count_down_in_their_order() {
    let bench = Bench::full();
    let rules = json!([
        { "path": LOGGERS, "times": 1, "fault": { "kind": "status", "status": 503 } },
        { "path": LOGGERS, "times": 1, "skip": 1, "fault": { "kind": "status", "status": 504 } },
    ]);
    bench.admin("PUT", "/faults", Some(rules)).expect(204);
    let statuses: Vec<u16> = (0..4).map(|_| bench.get(LOGGERS).status).collect();
    assert_eq!(statuses, [503, 200, 504, 200]);
    let left = bench.admin("GET", "/faults", None).json();
    assert_eq!((&left[0]["times"], &left[1]["times"], &left[1]["skip"]), (&json!(0), &json!(0), &json!(0)));
}

#[test]
fn bad_rules_change_nothing() {
    let bench = Bench::full();
    bench.fault(json!({ "fault": { "kind": "html" } }));
    for bad in [json!({}), json!([{ "fault": { "kind": "storm" } }]), json!("drop")] {
        let answer = bench.admin("PUT", "/faults", Some(bad)).expect(400);
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(bench.admin("GET", "/faults", None).json()[0]["fault"]["kind"], "html");
}

#[test]
fn the_journal_tells_what_was_asked_and_no_token() {
    let bench = Bench::full();
    bench.get(&format!("{LOGGERS}?status=ACTIVE")).expect(200);
    bench.send_as(None, "GET", "/v2.0/ports", &[], None).expect(401);
    bench.fault(json!({ "times": 1, "fault": { "kind": "drop" } }));
    assert!(bench.try_send("GET", LOGGERS, None).is_err());
    let answer = bench.admin("GET", "/requests", None);
    assert!(!answer.text.contains(&bench.token));
    let at = bench.emulator.url();
    let mut entries = answer.json();
    for entry in entries.as_array_mut().expect("a list") {
        let headers = entry.as_object_mut().and_then(|entry| entry.remove("headers")).expect("header names");
        let token = headers.as_array().is_some_and(|names| names.contains(&json!("x-auth-token")));
        assert_eq!(json!(token), entry["token"]);
        assert_eq!(entry.as_object_mut().and_then(|entry| entry.remove("at")), Some(json!(at)));
    }
    assert_eq!(
        entries,
        json!([
            { "method": "GET", "path": LOGGERS, "query": "status=ACTIVE", "token": true, "status": 200,
              "outcome": "answered" },
            { "method": "GET", "path": "/v2.0/ports", "query": "", "token": false, "status": 401,
              "outcome": "answered" },
            { "method": "GET", "path": LOGGERS, "query": "", "token": true, "status": null, "outcome": "dropped" },
        ])
    );
    bench.admin("DELETE", "/requests", None).expect(204);
    assert_eq!(bench.admin("GET", "/requests", None).json(), json!([]));
}

#[test]
fn no_page_of_a_browser_turns_the_admin_port() {
    let bench = Bench::full();
    let admin = bench.emulator.admin_url().expect("an admin port");
    let authority = admin.trim_start_matches("http://");
    let ask = |host: &str, more: &[(&str, &str)]| {
        let headers = [&[("host", host), ("content-type", "text/plain")], more].concat();
        bench.send_at(&admin, None, "POST", "/reset", &headers, Some("{\"sample\":\"empty\"}"))
    };
    for origin in ["http://evil.example", "null", bench.emulator.url().as_str()] {
        ask(authority, &[("origin", origin)]).expect(403);
    }
    ask("evil.example", &[]).expect(403);
    assert!(!bench.get(LOGGERS).json()["flowlog_loggers"].as_array().expect("rows").is_empty());
    ask(authority, &[]).expect(204);
    assert_eq!(bench.get(LOGGERS).json()["flowlog_loggers"], json!([]));
}

#[test]
fn without_an_admin_port_there_is_none() {
    let bench = Bench::with(Options { admin: None, ..Options::default() });
    assert_eq!(bench.emulator.admin_url(), None);
    bench.get(LOGGERS).expect(200);
    bench.get("/faults").expect(404);
}
