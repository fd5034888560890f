//! A logger's life: defaults, BUILD to its end, switched off and on, edited, deleted.

use crate::client::{ACCOUNT, Bench, LOGGERS, NOWHERE, minimal, storage_url, wait_for, with};
use flowlog_emulator::{Options, Sample};
use serde_json::{Value, json};

fn id_of(answer: &Value) -> String {
    answer["flowlog_logger"]["id"].as_str().expect("an id").to_owned()
}

fn created_in(bench: &Bench, container: &str) -> Value {
    let body = with(minimal(), "storage_url", json!(storage_url(container)));
    let id = id_of(&bench.create(&body).expect(201).json());
    bench.logger(&id)
}

fn edit(bench: &Bench, id: &str, body: Value) -> Value {
    let text = json!({ "flowlog_logger": body }).to_string();
    bench.send("PUT", &format!("{LOGGERS}/{id}"), Some(&text)).expect(200).json()["flowlog_logger"].clone()
}

#[test]
fn defaults_are_the_documented_ones() {
    let bench = Bench::empty();
    let answer = bench.create(&minimal()).expect(201).json();
    let logger = &answer["flowlog_logger"];
    for (key, value) in [
        ("resource_type", json!("PORT")),
        ("filter", json!("ALL")),
        ("aggregation_interval", json!(10)),
        ("connection_setup_only", json!(false)),
        ("storage_type", json!("OBS")),
        ("log_format", json!("CSV")),
        ("compression_type", json!("RAW")),
        ("partition_period", json!("DAY")),
        ("admin_state_up", json!(true)),
        ("description", json!("")),
        ("error_type", json!("")),
        ("status", json!("BUILD")),
    ] {
        assert_eq!(logger[key], value, "{key}");
    }
    assert_eq!(logger["customized_field"].as_str().map(|text| text.split(',').count()), Some(24));
    assert!(logger.get("customized_file_name").is_none());
}

#[test]
fn every_attribute_is_kept() {
    let bench = Bench::empty();
    let body = json!({
        "name": "<b>로그</b>",
        "description": "line one\nline two",
        "resource_type": "VPC",
        "resource_id": crate::client::VPC,
        "filter": "DROP",
        "aggregation_interval": 15,
        "connection_setup_only": true,
        "storage_type": "OBS",
        "storage_url": storage_url("security-audit"),
        "log_format": "PARQUET",
        "compression_type": "GZIP",
        "customized_field": "bytes,vm_id,src_addr",
        "partition_period": "YEAR=#{year}/MONTH=#{month}",
        "customized_file_name": "#{logger_id}-#{year}#{month}#{day}#{hour}#{minute}#{second}",
        "admin_state_up": false,
    });
    let id = id_of(&bench.create(&body).expect(201).json());
    let logger = bench.logger(&id);
    for (key, value) in body.as_object().expect("an object") {
        assert_eq!(&logger[key], value, "{key}");
    }
    assert_eq!(logger["status"], "INACTIVE");
}

#[test]
fn the_container_decides_how_build_ends() {
    let bench = Bench::empty();
    for (container, status, error) in [
        ("network-logs", "ACTIVE", ""),
        ("finance-locked", "ERROR", "OBSConfigurationError"),
        ("cold-storage", "ERROR", "OBSServiceNotAvailableError"),
        ("no-such-container", "ERROR", "OBSServiceNotAvailableError"),
        ("partner-exchange", "ERROR", "AuthenticationSystemError"),
    ] {
        let logger = created_in(&bench, container);
        assert_eq!(
            (&logger["status"], &logger["error_type"]),
            (&json!(status), &json!(error)),
            "{container}"
        );
    }
}

#[test]
fn the_admin_port_sets_the_state_of_a_container() {
    let bench = Bench::empty();
    let path = format!("/containers/{ACCOUNT}/release-logs");
    for (state, status) in [
        ("ok", "ACTIVE"),
        ("denied", "ERROR"),
        ("unavailable", "ERROR"),
        ("no_token", "ERROR"),
        ("missing", "ERROR"),
    ] {
        bench.admin("PUT", &path, Some(json!({ "state": state }))).expect(204);
        assert_eq!(created_in(&bench, "release-logs")["status"], status, "{state}");
        let listed = bench.admin("GET", "/containers", None).json();
        let found =
            listed.as_array().expect("a list").iter().find(|row| row["name"] == "release-logs").cloned();
        assert_eq!(found.map(|row| row["state"].clone()), (state != "missing").then(|| json!(state)));
    }
    bench.admin("PUT", &path, Some(json!({ "state": "odd" }))).expect(400);
    bench.admin("PUT", "/containers/AUTH_1/logs", Some(json!({ "state": "ok" }))).expect(400);
}

#[test]
fn build_takes_its_time() {
    let bench = Bench::with(Options { build_seconds: 0.4, sample: Sample::Empty, ..Options::default() });
    let id = id_of(&bench.create(&minimal()).expect(201).json());
    assert_eq!(bench.logger(&id)["status"], "BUILD");
    let logger = wait_for(|| Some(bench.logger(&id)).filter(|logger| logger["status"] != "BUILD"));
    assert_eq!(logger["status"], "ACTIVE");
    assert_eq!(
        logger["updated_at"].as_str().map(str::len),
        Some(19),
        "the service's own changes have no fraction"
    );
}

#[test]
fn a_logger_deleted_in_build_is_gone() {
    let bench = Bench::with(Options { build_seconds: 60.0, sample: Sample::Empty, ..Options::default() });
    let id = id_of(&bench.create(&minimal()).expect(201).json());
    bench.send("DELETE", &format!("{LOGGERS}/{id}"), None).expect(204);
    bench.get(&format!("{LOGGERS}/{id}")).expect(404);
}

#[test]
fn off_and_on_again() {
    let bench = Bench::empty();
    let id = id_of(&bench.create(&minimal()).expect(201).json());
    let off = edit(&bench, &id, json!({ "name": "web", "admin_state_up": false }));
    assert_eq!((&off["status"], &off["admin_state_up"]), (&json!("INACTIVE"), &json!(false)));
    assert_eq!(bench.logger(&id), off);
    let on = edit(&bench, &id, json!({ "name": "web", "admin_state_up": true }));
    assert_eq!((&on["status"], &on["admin_state_up"]), (&json!("ACTIVE"), &json!(true)));
}

#[test]
fn a_failed_logger_stays_failed() {
    let bench = Bench::empty();
    let id = created_in(&bench, "finance-locked")["id"].as_str().expect("an id").to_owned();
    bench
        .admin("PUT", &format!("/containers/{ACCOUNT}/finance-locked"), Some(json!({ "state": "ok" })))
        .expect(204);
    for up in [false, true] {
        let logger = edit(&bench, &id, json!({ "name": "web", "admin_state_up": up }));
        assert_eq!((&logger["status"], &logger["admin_state_up"]), (&json!("ERROR"), &json!(up)));
        assert_eq!(logger["error_type"], "OBSConfigurationError");
    }
}

#[test]
fn an_edit_changes_what_it_names() {
    let bench = Bench::empty();
    let body = with(minimal(), "description", json!("as it was"));
    let created = bench.create(&body).expect(201).json()["flowlog_logger"].clone();
    let id = created["id"].as_str().expect("an id");
    let edited = edit(&bench, id, json!({ "name": "renamed" }));
    assert_eq!((&edited["name"], &edited["description"]), (&json!("renamed"), &json!("as it was")));
    assert_eq!(edit(&bench, id, json!({ "name": "renamed", "description": "" }))["description"], "");
    assert_eq!(edited["created_at"], created["created_at"]);
    assert_eq!(created["created_at"].as_str().map(str::len), Some(19));
    let updated = edited["updated_at"].as_str().unwrap_or_default();
    assert!(updated.len() == 26 && updated.as_bytes()[19] == b'.', "{updated}");
}

#[test]
fn deleted_is_gone() {
    let bench = Bench::empty();
    let path = format!("{LOGGERS}/{}", id_of(&bench.create(&minimal()).expect(201).json()));
    let answer = bench.send("DELETE", &path, None).expect(204);
    assert_eq!((answer.text.as_str(), answer.header("content-type")), ("", ""));
    let message = bench.get(&path).expect(404).neutron_message();
    assert!(message.contains("could not be found"), "{message}");
    bench.send("DELETE", &path, None).expect(404).neutron_message();
    bench.send("PUT", &path, Some(r#"{"flowlog_logger":{"name":"a"}}"#)).expect(404).neutron_message();
    bench.get(&format!("{LOGGERS}/{NOWHERE}")).expect(404);
    bench.get(&format!("{LOGGERS}/not-a-uuid")).expect(404);
}

#[test]
fn three_equal_creates_make_three_loggers() {
    let bench = Bench::empty();
    for _ in 0..3 {
        bench.create(&minimal()).expect(201);
    }
    assert_eq!(bench.rows(LOGGERS).len(), 3);
}

#[test]
fn a_reader_changes_nothing() {
    let mut bench = Bench::empty();
    let path = format!("{LOGGERS}/{}", id_of(&bench.create(&minimal()).expect(201).json()));
    bench.token = bench.member_token();
    bench.get(&path).expect(200);
    bench.create(&minimal()).expect(403).neutron_message();
    bench.send("PUT", &path, Some(r#"{"flowlog_logger":{"name":"a"}}"#)).expect(403).neutron_message();
    bench.send("DELETE", &path, None).expect(403).neutron_message();
    bench.send("DELETE", &format!("/v2.0/ports/{}", crate::client::PORT), None).expect(403).neutron_message();
    bench.get(&path).expect(200);
}

#[test]
fn reset_brings_the_first_state_back() {
    let bench = Bench::full();
    let ids =
        |bench: &Bench| -> Vec<Value> { bench.rows(LOGGERS).iter().map(|row| row["id"].clone()).collect() };
    let before = ids(&bench);
    bench.create(&minimal()).expect(201);
    bench.send("DELETE", &format!("{LOGGERS}/{}", before[0].as_str().expect("an id")), None).expect(204);
    bench.admin("POST", "/reset", None).expect(204);
    assert_eq!(ids(&bench), before);
    bench.admin("POST", "/reset", Some(json!({ "sample": "empty" }))).expect(204);
    assert!(ids(&bench).is_empty());
    bench.admin("POST", "/reset", Some(json!({ "sample": 500 }))).expect(204);
    assert_eq!(ids(&bench).len(), 500);
    bench.admin("POST", "/reset", Some(json!({ "sample": "some" }))).expect(400);
    bench.admin("POST", "/reset", Some(json!({ "sample": -1 }))).expect(400);
}
