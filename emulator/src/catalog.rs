//! The service catalog of a token, as Keystone v2 has it: an entry for each type, an endpoint for each region.

use crate::endpoints::{self, Service};
use crate::options::Catalog;
use crate::realms::RegionPlan;
use crate::state::App;
use axum::http::HeaderMap;
use serde_json::{Value, json};

/// The catalog of this port's realm; `None` when the answer has none.
pub fn catalog(app: &App, headers: &HeaderMap) -> Option<Value> {
    let kind = app.switches.lock().catalog;
    let mut entries = full(app, headers);
    let without = |mut entries: Vec<Value>, kind: &str| {
        entries.retain(|entry| entry["type"] != kind);
        Value::Array(entries)
    };
    match kind {
        Catalog::Full => Some(Value::Array(entries)),
        Catalog::NoNetwork => Some(without(entries, "network")),
        Catalog::NoObjectStorage => Some(without(entries, "object-store")),
        Catalog::Empty => Some(json!([])),
        Catalog::Absent => None,
        Catalog::Object => Some(json!({ "network": { "KR1": { "publicURL": app.origin(headers) } } })),
        Catalog::Mangled => Some(mangled(&without(entries, "network"))),
        Catalog::Hostile => {
            let network = entries.iter_mut().find(|entry| entry["type"] == "network");
            if let Some(Value::Array(endpoints)) = network.and_then(|entry| entry.get_mut("endpoints")) {
                endpoints.extend(hostile());
            }
            Some(Value::Array(entries))
        }
    }
}

fn full(app: &App, headers: &HeaderMap) -> Vec<Value> {
    let realm = app.endpoint().realm;
    let entry = |kind: &str, name: &str, service: Service, path: &dyn Fn(&RegionPlan) -> String| {
        let regions = app.realm().regions.iter().take(app.options.regions).enumerate();
        let endpoints = regions.filter_map(|(region, plan)| {
            let endpoint = endpoints::find(&app.endpoints, service, realm, region)?;
            let url = format!("{}{}", app.origin_of(endpoint, headers), path(plan));
            Some(json!({ "region": plan.id, "publicURL": url, "id": name }))
        });
        let endpoints: Vec<Value> = endpoints.collect();
        json!({ "type": kind, "name": name, "endpoints": endpoints, "endpoints_links": [] })
    };
    let account = |region: &RegionPlan| format!("/v1/{}", region.storage_account());
    vec![
        entry("network", "neutron", Service::Network, &|_| String::new()),
        entry("object-store", "swift", Service::Storage, &account),
        entry("identity", "keystone", Service::Identity, &|_| "/v2.0".to_owned()),
    ]
}

/// Entries of wrong types, then the given ones.
fn mangled(rest: &Value) -> Value {
    let mut entries = vec![
        json!("network"),
        json!(null),
        json!({ "type": 5, "endpoints": [] }),
        json!({ "type": "network" }),
        json!({ "type": "network", "endpoints": "http://127.0.0.1" }),
        json!({ "type": "network", "endpoints": [null, 7, {}, { "region": "KR1" }, { "region": "KR1", "publicURL": 42 }] }),
        json!({ "type": "network", "endpoints": [{ "region": null, "publicURL": "" }, { "region": "KR1", "publicURL": "" }] }),
    ];
    entries.extend(rest.as_array().into_iter().flatten().cloned());
    Value::Array(entries)
}

/// Endpoints whose URL leads to another host than it seems to, or to no service; and a region whose name is markup.
fn hostile() -> Vec<Value> {
    let urls = [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://network.intruder.example",
        "https://api.example@network.intruder.example",
        "https://api.example\\@network.intruder.example",
        "https:\\\\network.intruder.example",
        "//network.intruder.example",
        "https://network.intruder.example/?token=",
        "http://network.intruder.example",
    ];
    let numbered = urls.iter().enumerate();
    let rows = numbered.map(|(at, url)| json!({ "region": format!("TRAP{}", at + 1), "publicURL": url }));
    let markup =
        json!({ "region": "<img src=x onerror=alert(1)>", "publicURL": "ftp://network.intruder.example" });
    rows.chain([markup]).collect()
}
