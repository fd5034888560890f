//! The guide's eight example bodies, in both directions.

use crate::client::{Bench, LOGGERS};
use serde_json::{Map, Value};
use std::path::Path;

/// Internal fields that may stand in an answer and in no example, and the optional one that came later.
const EXTRA: [&str; 2] = ["revision_number", "customized_file_name"];

fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

fn row<'a>(value: &'a Value, envelope: &str) -> &'a Map<String, Value> {
    let inner = match &value[envelope] {
        Value::Array(rows) => &rows[0],
        inner => inner,
    };
    inner.as_object().expect("an object")
}

/// The answer has the example's fields with the example's types, and no other but the internal ones.
#[track_caller]
fn agrees(answer: &Value, example: &Value, envelope: &str) {
    assert_eq!(
        answer.as_object().map(|map| map.keys().collect::<Vec<_>>()),
        example.as_object().map(|map| map.keys().collect::<Vec<_>>())
    );
    assert_eq!(kind(&answer[envelope]), kind(&example[envelope]));
    let (have, want) = (row(answer, envelope), row(example, envelope));
    for (key, value) in want {
        let found = have.get(key).unwrap_or_else(|| panic!("{key} is missing"));
        assert_eq!(kind(found), kind(value), "{key}: {found}");
        if key.ends_with("_at") {
            let (found, value) = (found.as_str().unwrap_or(""), value.as_str().unwrap_or(""));
            assert_eq!(shape(found), shape(value), "{key}");
        }
    }
    for key in have.keys() {
        assert!(want.contains_key(key) || EXTRA.contains(&key.as_str()), "{key} is in no guide");
    }
}

/// A time with its digits made alike.
fn shape(time: &str) -> String {
    time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn create(bench: &Bench) -> Value {
    bench.send("POST", LOGGERS, Some(&fixture("logger-create.request.json").to_string())).expect(201).json()
}

#[test]
fn create_request_and_response() {
    let bench = Bench::with(flowlog_emulator::Options::default());
    let answer = create(&bench);
    let example = fixture("logger-create.response.json");
    agrees(&answer, &example, "flowlog_logger");
    let (have, want) = (row(&answer, "flowlog_logger"), row(&example, "flowlog_logger"));
    for (key, value) in want {
        if !["id", "created_at", "updated_at"].contains(&key.as_str()) {
            assert_eq!(&have[key], value, "{key}");
        }
    }
}

#[test]
fn get_response() {
    let bench = Bench::empty();
    let created = create(&bench);
    let id = created["flowlog_logger"]["id"].as_str().expect("an id");
    let answer = bench.get(&format!("{LOGGERS}/{id}")).expect(200).json();
    agrees(&answer, &fixture("logger-get.response.json"), "flowlog_logger");
    assert_eq!(answer["flowlog_logger"]["status"], "ACTIVE");
}

#[test]
fn list_response() {
    let bench = Bench::empty();
    create(&bench);
    let answer = bench.get(LOGGERS).expect(200).json();
    agrees(&answer, &fixture("loggers-list.response.json"), "flowlog_loggers");
}

#[test]
fn update_request_and_response() {
    let bench = Bench::empty();
    let created = create(&bench);
    let id = created["flowlog_logger"]["id"].as_str().expect("an id");
    let request = fixture("logger-update.request.json");
    let answer = bench.send("PUT", &format!("{LOGGERS}/{id}"), Some(&request.to_string())).expect(200).json();
    agrees(&answer, &fixture("logger-update.response.json"), "flowlog_logger");
    for (key, value) in row(&request, "flowlog_logger") {
        assert_eq!(&answer["flowlog_logger"][key], value, "{key}");
    }
    assert_eq!(answer["flowlog_logger"]["status"], "INACTIVE");
}

#[test]
fn logging_port_responses() {
    let bench = Bench::empty();
    create(&bench);
    let list = bench.get("/v2.0/flowlog-logging-ports").expect(200).json();
    agrees(&list, &fixture("logging-ports-list.response.json"), "flowlog_logging_ports");
    let id = list["flowlog_logging_ports"][0]["id"].as_str().expect("an id");
    let one = bench.get(&format!("/v2.0/flowlog-logging-ports/{id}")).expect(200).json();
    agrees(&one, &fixture("logging-port-get.response.json"), "flowlog_logging_port");
    for key in ["port_id", "network_id"] {
        let example = fixture("logging-ports-list.response.json");
        assert_eq!(one["flowlog_logging_port"][key], example["flowlog_logging_ports"][1][key], "{key}");
    }
}
