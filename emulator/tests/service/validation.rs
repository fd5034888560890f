//! Every request that the logger API turns down, and with which words.

use crate::client::{Bench, LOGGERS, NOWHERE, minimal, storage_url, with, without};
use serde_json::{Value, json};

/// A body that is refused with 400 and a message with these words.
#[track_caller]
fn refused(bench: &Bench, body: &Value, words: &str) {
    let message = bench.create(body).expect(400).neutron_message();
    assert!(message.contains(words), "{body}: {message}");
}

#[track_caller]
fn refused_edit(bench: &Bench, id: &str, body: &Value, words: &str) {
    let text = json!({ "flowlog_logger": body }).to_string();
    let message = bench.send("PUT", &format!("{LOGGERS}/{id}"), Some(&text)).expect(400).neutron_message();
    assert!(message.contains(words), "{body}: {message}");
}

#[track_caller]
fn refused_text(bench: &Bench, text: &str, words: &str) {
    let message = bench.send("POST", LOGGERS, Some(text)).expect(400).neutron_message();
    assert!(message.contains(words), "{text}: {message}");
}

fn set(key: &str, value: Value) -> Value {
    with(minimal(), key, value)
}

#[test]
fn bodies_that_are_no_logger() {
    let bench = Bench::empty();
    refused_text(&bench, "", "not valid JSON");
    refused_text(&bench, "{", "not valid JSON");
    refused_text(&bench, "{\"flowlog_logger\": {\"name\": \"a\"", "not valid JSON");
    refused_text(&bench, "[]", "not a JSON object");
    refused_text(&bench, "null", "not a JSON object");
    refused_text(&bench, "{}", "flowlog_logger");
    refused_text(&bench, "{\"flowlog_logger\": []}", "not an object");
    refused_text(&bench, &minimal().to_string(), "flowlog_logger");
}

#[test]
fn required_attributes() {
    let bench = Bench::empty();
    for key in ["name", "resource_id", "storage_type", "storage_url"] {
        refused(&bench, &without(minimal(), key), &format!("Required attribute '{key}' not specified"));
    }
}

#[test]
fn attributes_of_wrong_types() {
    let bench = Bench::empty();
    for key in
        ["name", "description", "resource_type", "resource_id", "filter", "storage_type", "storage_url"]
    {
        refused(&bench, &set(key, json!(1)), &format!("Invalid input for {key}."));
        refused(&bench, &set(key, Value::Null), &format!("Invalid input for {key}."));
    }
    for key in
        ["log_format", "compression_type", "customized_field", "partition_period", "customized_file_name"]
    {
        refused(&bench, &set(key, json!([])), &format!("Invalid input for {key}."));
    }
    for key in ["admin_state_up", "connection_setup_only"] {
        refused(&bench, &set(key, json!("true")), "not true or false");
        refused(&bench, &set(key, json!(1)), "not true or false");
    }
    refused(&bench, &set("name", json!("")), "it is empty");
    refused(&bench, &set("name", json!("  ")), "it is empty");
}

#[test]
fn words_that_are_not_listed() {
    let bench = Bench::empty();
    refused(&bench, &set("resource_type", json!("ROUTER")), "'ROUTER' is not in [PORT, SUBNET, VPC]");
    refused(&bench, &set("resource_type", json!("port")), "'port' is not in");
    refused(&bench, &set("filter", json!("REJECT")), "'REJECT' is not in [ALL, ACCEPT, DROP]");
    refused(&bench, &set("storage_type", json!("S3")), "'S3' is not in [OBS]");
    refused(&bench, &set("log_format", json!("JSON")), "'JSON' is not in [CSV, PARQUET]");
    refused(&bench, &set("compression_type", json!("ZIP")), "'ZIP' is not in [RAW, GZIP]");
    refused(&bench, &set("partition_period", json!("WEEK")), "'WEEK' is not DAY, HOUR or a template");
    refused(&bench, &set("partition_period", json!("#{year}/#{minute}")), "'#'");
    refused(&bench, &set("customized_file_name", json!("#{logger_id}")), "#{year} 0 times");
    refused(&bench, &set("customized_field", json!("src_addr,colour")), "'colour' is not a field");
    refused(&bench, &set("customized_field", json!("src_addr,src_addr")), "named twice");
    refused(&bench, &set("customized_field", json!("")), "not a field");
}

#[test]
fn intervals() {
    let bench = Bench::empty();
    for wrong in [json!(0), json!(16), json!(-1), json!(1000)] {
        refused(&bench, &set("aggregation_interval", wrong), "not between 1 and 15");
    }
    for wrong in [json!("10"), json!(1.5), Value::Null, json!(true)] {
        refused(&bench, &set("aggregation_interval", wrong), "not an integer");
    }
    for right in 1..=15 {
        bench.create(&set("aggregation_interval", json!(right))).expect(201);
    }
}

#[test]
fn resource_ids() {
    let bench = Bench::empty();
    for wrong in
        ["", "web-prod-01", "045e204c46244b68ac8a7375989d3b79", "045e204c-4624-4b68-ac8a-7375989d3b7g"]
    {
        refused(&bench, &set("resource_id", json!(wrong)), "is not a valid UUID");
    }
}

#[test]
fn storage_urls() {
    let bench = Bench::empty();
    let url = storage_url("network-logs");
    refused(
        &bench,
        &set("storage_url", json!(url.replace("https", "http"))),
        "Invalid input for storage_url.",
    );
    refused(&bench, &set("storage_url", json!(url.replace("AUTH_e6", "AUTH_"))), "account");
    refused(&bench, &set("storage_url", json!(url.replace("/web/prod", ""))), "no directory");
    refused(&bench, &set("storage_url", json!(format!("{url}?a=b"))), "'?'");
    bench.create(&set("storage_url", json!(url.replace("/v1", "")))).expect(201);
}

#[test]
fn attributes_that_are_not_the_callers() {
    let bench = Bench::empty();
    for key in ["id", "status", "error_type", "created_at", "updated_at", "tenant_id", "project_id"] {
        refused(&bench, &set(key, json!("x")), &format!("Attribute '{key}' not allowed in POST"));
    }
    refused(&bench, &set("colour", json!("red")), "Unrecognized attribute(s) 'colour'");
}

#[test]
fn targets_that_do_not_exist() {
    let bench = Bench::empty();
    for (kind, word) in [("PORT", "Port"), ("SUBNET", "Subnet"), ("VPC", "VPC")] {
        let body = with(set("resource_type", json!(kind)), "resource_id", json!(NOWHERE));
        let message = bench.create(&body).expect(404).neutron_message();
        assert_eq!(message, format!("{word} {NOWHERE} could not be found."));
    }
    // A port's id is no subnet.
    bench.create(&set("resource_type", json!("SUBNET"))).expect(404);
}

#[test]
fn a_refused_create_makes_nothing() {
    let bench = Bench::empty();
    bench.create(&set("filter", json!("REJECT"))).expect(400);
    assert!(bench.rows(LOGGERS).is_empty());
}

#[test]
fn edits() {
    let bench = Bench::empty();
    let created = bench.create(&minimal()).expect(201).json();
    let id = created["flowlog_logger"]["id"].as_str().expect("an id");
    refused_edit(&bench, id, &json!({}), "Required attribute 'name' not specified");
    refused_edit(&bench, id, &json!({ "description": "x" }), "Required attribute 'name' not specified");
    refused_edit(&bench, id, &json!({ "name": 7 }), "Invalid input for name.");
    refused_edit(&bench, id, &json!({ "name": "" }), "it is empty");
    refused_edit(&bench, id, &json!({ "name": "a", "admin_state_up": "no" }), "not true or false");
    refused_edit(&bench, id, &json!({ "name": "a", "description": null }), "Invalid input for description.");
    refused_edit(&bench, id, &json!({ "name": "a", "colour": 1 }), "Unrecognized attribute(s) 'colour'");
    for key in created["flowlog_logger"].as_object().expect("an object").keys() {
        if !["name", "description", "admin_state_up", "revision_number"].contains(&key.as_str()) {
            let body = json!({ "name": "a", key: created["flowlog_logger"][key] });
            refused_edit(&bench, id, &body, &format!("Cannot update read-only attribute {key}"));
        }
    }
    assert_eq!(bench.logger(id)["name"], "web-prod-ingress", "nothing was changed");
    let body = json!({ "flowlog_logger": { "name": "a" } }).to_string();
    bench.send("PUT", &format!("{LOGGERS}/{NOWHERE}"), Some(&body)).expect(404).neutron_message();
}

#[test]
fn unknown_resources_and_methods() {
    let bench = Bench::empty();
    for path in ["/v2.0/flowlog-logger", "/v2.0/flowlog-loggers/", "/v2.0/nothing/at/all"] {
        bench.get(path).expect(404).neutron_message();
    }
    bench.send("POST", &format!("{LOGGERS}/{NOWHERE}"), Some("{}")).expect(405);
    bench.send("DELETE", LOGGERS, None).expect(405);
    bench.send("POST", "/v2.0/flowlog-logging-ports", Some("{}")).expect(405);
}
