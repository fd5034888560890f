//! Logging ports follow their logger's target.

use crate::client::{Bench, LOGGERS, NOWHERE, PORT, VPC, minimal, with};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PATH: &str = "/v2.0/flowlog-logging-ports";

fn set(rows: &[Value], key: &str) -> BTreeSet<String> {
    rows.iter().filter_map(|row| row[key].as_str().map(str::to_owned)).collect()
}

fn create(bench: &Bench, kind: &str, id: &str) -> String {
    let body = with(with(minimal(), "resource_type", json!(kind)), "resource_id", json!(id));
    bench.create(&body).expect(201).json()["flowlog_logger"]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_port_logger_has_its_port() {
    let bench = Bench::empty();
    let id = create(&bench, "PORT", PORT);
    let rows = bench.rows(&format!("{PATH}?logger_id={id}"));
    assert_eq!(set(&rows, "port_id"), BTreeSet::from([PORT.to_owned()]));
    assert_eq!(set(&rows, "network_id"), BTreeSet::from([VPC.to_owned()]));
}

#[test]
fn a_subnet_logger_has_the_ports_of_the_subnet() {
    let bench = Bench::empty();
    let subnet = bench.rows("/v2.0/vpcsubnets?name=prod-db")[0]["id"].as_str().expect("an id").to_owned();
    let id = create(&bench, "SUBNET", &subnet);
    let ports = bench.rows(&format!("/v2.0/ports?fixed_ips=subnet_id={subnet}"));
    assert_eq!(ports.len(), 18);
    assert_eq!(set(&bench.rows(&format!("{PATH}?logger_id={id}")), "port_id"), set(&ports, "id"));
}

#[test]
fn a_vpc_logger_has_the_ports_of_the_vpc() {
    let bench = Bench::empty();
    let id = create(&bench, "VPC", VPC);
    let ports = bench.rows(&format!("/v2.0/ports?network_id={VPC}"));
    assert_eq!(ports.len(), 20);
    assert_eq!(set(&bench.rows(&format!("{PATH}?logger_id={id}")), "port_id"), set(&ports, "id"));
}

#[test]
fn deleting_the_logger_deletes_them() {
    let bench = Bench::empty();
    let (one, two) = (create(&bench, "VPC", VPC), create(&bench, "PORT", PORT));
    bench.send("DELETE", &format!("{LOGGERS}/{one}"), None).expect(204);
    assert_eq!(set(&bench.rows(PATH), "logger_id"), BTreeSet::from([two]));
}

#[test]
fn deleting_the_port_leaves_the_logger() {
    for by_admin in [false, true] {
        let bench = Bench::empty();
        let id = create(&bench, "PORT", PORT);
        if by_admin {
            bench.admin("DELETE", &format!("/ports/{PORT}"), None).expect(204);
            bench.admin("DELETE", &format!("/ports/{PORT}"), None).expect(404);
        } else {
            bench.send("DELETE", &format!("/v2.0/ports/{PORT}"), None).expect(204);
        }
        bench.get(&format!("/v2.0/ports/{PORT}")).expect(404).neutron_message();
        assert!(bench.rows(PATH).is_empty());
        assert_eq!(bench.logger(&id)["status"], "ACTIVE");
        bench.send("DELETE", &format!("{LOGGERS}/{id}"), None).expect(204);
    }
}

#[test]
fn each_parameter() {
    let bench = Bench::full();
    let all = bench.rows(PATH);
    for key in ["id", "logger_id", "port_id", "network_id"] {
        let value = &all[all.len() / 2][key];
        let expect: Vec<&Value> = all.iter().filter(|row| &row[key] == value).collect();
        let found = bench.rows(&format!("{PATH}?{key}={}", value.as_str().expect("text")));
        assert!(!expect.is_empty() && expect.len() < all.len(), "{key}");
        assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{key}");
    }
    assert!(bench.rows(&format!("{PATH}?port_id={NOWHERE}")).is_empty());
}

#[test]
fn one_by_its_id() {
    let bench = Bench::full();
    let row = bench.rows(PATH)[7].clone();
    let path = format!("{PATH}/{}", row["id"].as_str().expect("an id"));
    assert_eq!(bench.get(&path).expect(200).json(), json!({ "flowlog_logging_port": row }));
    bench.get(&format!("{PATH}/{NOWHERE}")).expect(404).neutron_message();
    bench.send_as(None, "GET", &path, &[], None).expect(401);
}
