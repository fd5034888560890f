//! Several regions, several realms, and services on ports of their own.

use crate::client::{Answer, Bench, LOGGERS, PORT, token_of};
use flowlog_emulator::{Options, Realm};
use serde_json::{Value, json};

fn bench(regions: usize, realms: usize, separate: bool) -> Bench {
    Bench::with(Options { regions, realms, separate, build_seconds: 0.0, ..Options::default() })
}

/// A token of a realm's first account.
#[track_caller]
fn sign_in(bench: &Bench, realm: &Realm, tenant: &str) -> Answer {
    let account = &realm.accounts[0];
    let body = json!({ "auth": { "tenantId": tenant,
        "passwordCredentials": { "username": account.user_name, "password": account.password } } });
    let headers = [("content-type", "application/json")];
    bench.send_at(&realm.identity, None, "POST", "/v2.0/tokens", &headers, Some(&body.to_string()))
}

/// The ids of a list at an origin.
#[track_caller]
fn ids(bench: &Bench, origin: &str, token: &str, path: &str) -> Vec<Value> {
    let body = bench.send_at(origin, Some(token), "GET", path, &[], None).expect(200).json();
    let rows = body.as_object().and_then(|map| map.values().next()?.as_array().cloned()).expect("a list");
    rows.into_iter().map(|row| row["id"].clone()).collect()
}

#[test]
fn one_origin_is_the_default() {
    let bench = Bench::full();
    let realms = bench.emulator.realms();
    let url = bench.emulator.url();
    assert_eq!((realms.len(), realms[0].regions.len()), (1, 1));
    let region = &bench.emulator.regions()[0];
    assert_eq!([&realms[0].identity, &region.network, &region.object_storage], [&url; 3]);
    assert_eq!((region.id.as_str(), region.name.as_str()), ("KR1", "Korea (Pangyo)"));
    assert_eq!(realms[0].demo_token, bench.emulator.demo_token());
    assert_eq!(region.storage_account, format!("AUTH_{}", bench.emulator.storage_tenant_id()));
}

#[test]
fn the_catalog_has_every_region() {
    for separate in [false, true] {
        let bench = bench(3, 1, separate);
        let realm = &bench.emulator.realms()[0];
        let answer = sign_in(&bench, realm, &realm.tenant_id).expect(200).json();
        let catalog = answer["access"]["serviceCatalog"].as_array().expect("a catalog").clone();
        let endpoints = |kind: &str| -> Vec<(String, String)> {
            let entry = catalog.iter().find(|entry| entry["type"] == kind).expect("an entry");
            let rows = entry["endpoints"].as_array().expect("endpoints").iter();
            let text = |row: &Value, key: &str| row[key].as_str().expect("text").to_owned();
            rows.map(|row| (text(row, "region"), text(row, "publicURL"))).collect()
        };
        let expect = |url: &dyn Fn(&flowlog_emulator::Region) -> String| -> Vec<(String, String)> {
            realm.regions.iter().map(|region| (region.id.clone(), url(region))).collect()
        };
        assert_eq!(endpoints("network"), expect(&|region| region.network.clone()));
        let account = |region: &flowlog_emulator::Region| {
            format!("{}/v1/{}", region.object_storage, region.storage_account)
        };
        assert_eq!(endpoints("object-store"), expect(&account));
        assert_eq!(endpoints("identity"), expect(&|_| format!("{}/v2.0", realm.identity)));
    }
}

#[test]
fn one_token_opens_every_region_and_each_has_its_own() {
    let bench = bench(2, 1, false);
    let regions = bench.emulator.regions();
    let [one, two] = [&regions[0], &regions[1]];
    assert_ne!(one.network, two.network);
    for path in [LOGGERS, "/v2.0/vpcs", "/v2.0/vpcsubnets", "/v2.0/ports", "/v2.0/flowlog-logging-ports"] {
        let here = ids(&bench, &one.network, &bench.token, path);
        let there = ids(&bench, &two.network, &bench.token, path);
        assert!(!there.is_empty() && !there.iter().any(|id| here.contains(id)), "{path}");
    }
    let port = format!("/v2.0/ports/{PORT}");
    bench.get(&port).expect(200);
    bench.send_at(&two.network, Some(&bench.token), "GET", &port, &[], None).expect(404);
}

#[test]
fn a_logger_of_the_second_region_writes_to_the_second_regions_storage() {
    let bench = bench(2, 1, false);
    let region = &bench.emulator.regions()[1];
    let port = ids(&bench, &region.network, &bench.token, "/v2.0/ports")[10].clone();
    let status = |account: &str| {
        let url = format!("https://kr2-api-object-storage.nhncloudservice.com/v1/{account}/network-logs/web");
        let body = json!({ "flowlog_logger":
            { "name": "web", "resource_id": port, "storage_type": "OBS", "storage_url": url } });
        let send = |method: &str, path: &str, body: Option<&str>| {
            bench.send_at(&region.network, Some(&bench.token), method, path, &[], body)
        };
        let id =
            send("POST", LOGGERS, Some(&body.to_string())).expect(201).json()["flowlog_logger"]["id"].clone();
        let path = format!("{LOGGERS}/{}", id.as_str().expect("an id"));
        send("GET", &path, None).expect(200).json()["flowlog_logger"]["status"].clone()
    };
    assert_eq!(status(&region.storage_account), "ACTIVE");
    assert_eq!(status(&bench.emulator.regions()[0].storage_account), "ERROR");
}

#[test]
fn each_regions_storage_has_an_account_of_its_own() {
    let bench = bench(2, 1, false);
    let realm = &bench.emulator.realms()[0];
    let [one, two] = [&realm.regions[0], &realm.regions[1]];
    assert_ne!(one.storage_account, two.storage_account);
    let token = token_of(&sign_in(&bench, realm, &two.storage_tenant_id).expect(200));
    let list = |origin: &str, account: &str| {
        bench.send_at(origin, Some(&token), "GET", &format!("/v1/{account}"), &[], None)
    };
    assert!(list(&two.object_storage, &two.storage_account).expect(200).text.contains("network-logs\n"));
    list(&two.object_storage, &one.storage_account).expect(403);
    list(&one.object_storage, &two.storage_account).expect(204);
}

#[test]
fn realms_know_nothing_of_each_other() {
    let bench = bench(2, 2, false);
    let [public, gov] = bench.emulator.realms() else { panic!("two realms") };
    assert_eq!(gov.regions.iter().map(|region| region.id.as_str()).collect::<Vec<_>>(), ["GOV1", "GOV2"]);
    assert_ne!(public.identity, gov.identity);
    let token = token_of(&sign_in(&bench, gov, &gov.tenant_id).expect(200));
    for token in [token.as_str(), gov.demo_token.as_str()] {
        assert_eq!(ids(&bench, &gov.regions[1].network, token, LOGGERS).len(), 12);
        bench.send_at(&public.regions[0].network, Some(token), "GET", LOGGERS, &[], None).expect(401);
    }
    bench.send_at(&gov.regions[0].network, Some(&bench.token), "GET", LOGGERS, &[], None).expect(401);
    sign_in(&bench, gov, &public.tenant_id).expect(401);
    let body = json!({ "auth": { "tenantId": gov.tenant_id,
        "passwordCredentials": { "username": "flowlog-admin", "password": "emulator-admin" } } });
    let headers = [("content-type", "application/json")];
    bench.send_at(&gov.identity, None, "POST", "/v2.0/tokens", &headers, Some(&body.to_string())).expect(401);
    bench.admin("POST", "/tokens/revoke", None).expect(204);
    bench.send_at(&gov.regions[0].network, Some(&token), "GET", LOGGERS, &[], None).expect(401);
}

#[test]
fn separate_ports_serve_one_thing_each() {
    let bench = bench(1, 1, true);
    let realm = &bench.emulator.realms()[0];
    let region = &realm.regions[0];
    let (token, storage) = (Some(bench.token.as_str()), format!("/v1/{}", region.storage_account));
    let status = |origin: &str, path: &str| bench.send_at(origin, token, "GET", path, &[], None).status;
    let site = bench.emulator.url();
    for (path, site_says, identity, network, object_storage) in [
        (LOGGERS, 404, 404, 200, 404),
        ("/v2.0/tenants", 404, 200, 404, 404),
        (storage.as_str(), 404, 404, 404, 403),
        ("/v2.0", 404, 200, 200, 404),
    ] {
        let found =
            [&site, &realm.identity, &region.network, &region.object_storage].map(|at| status(at, path));
        assert_eq!(found, [site_says, identity, network, object_storage], "{path}");
    }
}

#[test]
fn the_admin_port_tells_where_everything_is() {
    let bench = bench(2, 2, false);
    let about = bench.admin("GET", "/", None).json();
    for (told, realm) in about["realms"].as_array().expect("realms").iter().zip(bench.emulator.realms()) {
        assert_eq!((&told["id"], &told["identity"]), (&json!(realm.id), &json!(realm.identity)));
        assert_eq!(
            (&told["tenant_id"], &told["demo_token"]),
            (&json!(realm.tenant_id), &json!(realm.demo_token))
        );
        assert_eq!(told["accounts"][0]["user_name"], realm.accounts[0].user_name);
        for (told, region) in told["regions"].as_array().expect("regions").iter().zip(&realm.regions) {
            assert_eq!((&told["id"], &told["network"]), (&json!(region.id), &json!(region.network)));
            assert_eq!(told["object_storage"], region.object_storage);
            assert_eq!(told["object_storage_account"], region.storage_account);
        }
        let system = &told["system_account"];
        let ids = [&system["tenant_id"], &system["user_id"]].map(|id| id.as_str().map(str::len));
        assert_eq!(ids, [Some(32); 2]);
    }
    let first = &about["realms"][0]["system_account"];
    let both = format!("{}:{}", first["tenant_id"].as_str().unwrap(), first["user_id"].as_str().unwrap());
    assert_eq!(about["system_account"], both);
}

#[test]
fn faults_and_the_journal_tell_ports_apart() {
    let bench = bench(2, 1, false);
    let [one, two] = [0, 1].map(|at: usize| bench.emulator.regions()[at].network.clone());
    bench.fault(json!({ "at": two, "fault": { "kind": "status", "status": 503 } }));
    let status = |origin: &str| bench.send_at(origin, Some(&bench.token), "GET", LOGGERS, &[], None).status;
    assert_eq!((status(&one), status(&two)), (200, 503));
    let journal = bench.admin("GET", "/requests", None).json();
    assert_eq!((&journal[0]["at"], &journal[1]["at"]), (&json!(one), &json!(two)));
}

#[test]
fn the_reset_reaches_every_region() {
    let bench = bench(2, 1, false);
    let region = &bench.emulator.regions()[1];
    let before = ids(&bench, &region.network, &bench.token, LOGGERS);
    let path = format!("{LOGGERS}/{}", before[0].as_str().expect("an id"));
    bench.send_at(&region.network, Some(&bench.token), "DELETE", &path, &[], None).expect(204);
    assert_eq!(ids(&bench, &region.network, &bench.token, LOGGERS).len(), before.len() - 1);
    bench.admin("POST", "/reset", None).expect(204);
    assert_eq!(ids(&bench, &region.network, &bench.token, LOGGERS), before);
    let container = format!("/containers/{}/network-logs", region.storage_account);
    bench.admin("PUT", &container, Some(json!({ "state": "unavailable" }))).expect(204);
    let listed = bench.admin("GET", "/containers", None).json();
    let changed = listed
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["region"] == region.id.as_str() && row["name"] == "network-logs");
    assert_eq!(changed.map(|row| row["state"].clone()), Some(json!("unavailable")));
}
