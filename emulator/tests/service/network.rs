//! VPCs, subnets and ports.

use crate::client::{Bench, NOWHERE, PORT, VPC};
use serde_json::Value;

/// A filter that keeps some rows and not all, those with the attribute.
#[track_caller]
fn check(bench: &Bench, path: &str, key: &str, value: &str) {
    let text = |row: &Value| row[key].as_str().map_or_else(|| row[key].to_string(), str::to_owned);
    let all = bench.rows(path);
    let expect: Vec<&Value> = all.iter().filter(|row| text(row) == value).collect();
    let encoded = value.replace(' ', "%20").replace('/', "%2F");
    let found = bench.rows(&format!("{path}?{key}={encoded}"));
    assert!(!expect.is_empty() && expect.len() < all.len(), "{path} {key}={value}: {}", expect.len());
    assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{path} {key}={value}");
}

/// The rows have these fields, and one row can be had by its id.
#[track_caller]
fn has_fields(bench: &Bench, path: &str, one: &str, fields: &[&str]) {
    let rows = bench.rows(path);
    for row in &rows {
        for field in fields {
            assert!(row.get(*field).is_some_and(|value| !value.is_null()), "{path}: {field} in {row}");
        }
    }
    let id = rows[1]["id"].as_str().expect("an id");
    assert_eq!(bench.get(&format!("{path}/{id}")).expect(200).json()[one], rows[1]);
    bench.get(&format!("{path}/{NOWHERE}")).expect(404).neutron_message();
}

#[test]
fn vpcs() {
    let bench = Bench::empty();
    let fields = ["id", "name", "cidrv4", "state", "router:external", "shared"];
    has_fields(&bench, "/v2.0/vpcs", "vpc", &fields);
    check(&bench, "/v2.0/vpcs", "id", VPC);
    check(&bench, "/v2.0/vpcs", "name", "prod-vpc");
    check(&bench, "/v2.0/vpcs", "cidrv4", "10.20.0.0/16");
    check(&bench, "/v2.0/vpcs", "shared", "true");
    check(&bench, "/v2.0/vpcs", "router:external", "true");
    assert_eq!(bench.rows("/v2.0/vpcs?router:external=true")[0]["name"], "Public Network");
    bench.get("/v2.0/vpcs?shared=perhaps").expect(400).neutron_message();
}

#[test]
fn subnets() {
    let bench = Bench::empty();
    let fields = ["id", "name", "cidr", "vpc_id", "gateway", "available_ip_count"];
    has_fields(&bench, "/v2.0/vpcsubnets", "vpcsubnet", &fields);
    check(&bench, "/v2.0/vpcsubnets", "vpc_id", VPC);
    check(&bench, "/v2.0/vpcsubnets", "name", "stage-web");
    check(&bench, "/v2.0/vpcsubnets", "cidr", "10.10.2.0/24");
    check(&bench, "/v2.0/vpcsubnets", "shared", "true");
}

#[test]
fn ports() {
    let bench = Bench::empty();
    let fields =
        ["id", "name", "device_owner", "device_id", "network_id", "mac_address", "fixed_ips", "status"];
    has_fields(&bench, "/v2.0/ports", "port", &fields);
    let row = bench.get(&format!("/v2.0/ports/{PORT}")).expect(200).json()["port"].clone();
    check(&bench, "/v2.0/ports", "id", PORT);
    for key in ["network_id", "device_id", "mac_address", "device_owner", "name", "status"] {
        check(&bench, "/v2.0/ports", key, row[key].as_str().expect("text"));
    }
    let address = row["fixed_ips"][0]["ip_address"].as_str().expect("an address");
    assert_eq!(
        bench.rows(&format!("/v2.0/ports?fixed_ips=ip_address={address}")),
        std::slice::from_ref(&row)
    );
    assert_eq!(bench.rows(&format!("/v2.0/ports?fixed_ips=ip_address%3D{address}")), [row]);
    assert!(bench.rows("/v2.0/ports?fixed_ips=ip_address=192.0.2.1").is_empty());
    let owners: std::collections::BTreeSet<String> =
        bench.rows("/v2.0/ports").iter().map(|row| row["device_owner"].to_string()).collect();
    assert!(owners.len() >= 4, "{owners:?}");
}

#[test]
fn the_same_in_plain_openstack() {
    let bench = Bench::empty();
    let fields = ["id", "name", "subnets", "admin_state_up", "status", "shared", "router:external"];
    has_fields(&bench, "/v2.0/networks", "network", &fields);
    check(&bench, "/v2.0/networks", "name", "prod-vpc");
    let fields = ["id", "name", "network_id", "cidr", "ip_version", "gateway_ip"];
    has_fields(&bench, "/v2.0/subnets", "subnet", &fields);
    check(&bench, "/v2.0/subnets", "network_id", VPC);
    let ids = |path| bench.rows(path).iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids("/v2.0/networks"), ids("/v2.0/vpcs"));
    assert_eq!(ids("/v2.0/subnets"), ids("/v2.0/vpcsubnets"));
}
