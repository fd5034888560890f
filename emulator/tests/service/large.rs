//! A large project: thousands of ports in hundreds of networks.

use crate::client::{Bench, LOGGERS};
use flowlog_emulator::{Options, Sample};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const LISTS: [(&str, usize); 3] = [("/v2.0/vpcs", 200), ("/v2.0/vpcsubnets", 500), ("/v2.0/ports", 5_000)];

#[track_caller]
fn check(bench: &Bench) {
    for (path, count) in LISTS {
        let rows = bench.rows(path);
        let ids: BTreeSet<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!((rows.len(), ids.len()), (count, count), "{path}");
    }
    assert_eq!(bench.rows(LOGGERS).len(), 40);
}

#[test]
fn by_option_and_by_reset() {
    check(&Bench::with(Options { sample: Sample::Large, ..Options::default() }));
    let bench = Bench::empty();
    bench.admin("POST", "/reset", Some(json!({ "sample": "large" }))).expect(204);
    check(&bench);
}

#[test]
fn rows_belong_together() {
    let bench = Bench::with(Options { sample: Sample::Large, ..Options::default() });
    let ids = |path: &str| -> BTreeSet<String> {
        bench.rows(path).iter().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
    };
    let (vpcs, subnets) = (ids("/v2.0/vpcs"), ids("/v2.0/vpcsubnets"));
    let has = |known: &BTreeSet<String>, id: &Value| id.as_str().is_some_and(|id| known.contains(id));
    assert!(bench.rows("/v2.0/vpcsubnets").iter().all(|row| has(&vpcs, &row["vpc_id"])));
    let ports = bench.rows("/v2.0/ports");
    for port in &ports {
        assert!(
            has(&vpcs, &port["network_id"]) && has(&subnets, &port["fixed_ips"][0]["subnet_id"]),
            "{port}"
        );
    }
    let shared = bench.rows("/v2.0/vpcs?router:external=true");
    assert_eq!((shared.len(), &shared[0]["shared"]), (1, &json!(true)));
    let last = ports.last().expect("a port");
    let subnet = &last["fixed_ips"][0]["subnet_id"];
    let row = bench.rows(&format!("/v2.0/vpcsubnets?id={}", subnet.as_str().expect("an id")))[0].clone();
    let used = ports.iter().filter(|port| port["fixed_ips"][0]["subnet_id"] == *subnet).count();
    assert_eq!(row["available_ip_count"], json!(254 - used));
}

#[test]
fn lists_come_whole_since_no_paging_is_documented() {
    let bench = Bench::full();
    assert_eq!(bench.rows("/v2.0/ports?limit=10").len(), 200);
    assert_eq!(bench.rows(&format!("{LOGGERS}?limit=10&marker=none")).len(), 40);
}
