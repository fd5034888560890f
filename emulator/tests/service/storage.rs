//! Object Storage: containers, their listing, their access list, objects.

use crate::client::{ACCOUNT, Answer, Bench, LOGGERS, minimal, storage_url, with};
use serde_json::{Value, json};

struct Store {
    bench: Bench,
    token: String,
}

impl Store {
    fn new() -> Self {
        let bench = Bench::empty();
        Self { token: bench.storage_token(), bench }
    }

    #[track_caller]
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
        self.bench.send_as(Some(&self.token), method, &format!("/v1/{ACCOUNT}{path}"), headers, body)
    }

    #[track_caller]
    fn put(&self, path: &str, body: &str) {
        self.send("PUT", path, &[], Some(body)).expect(201);
    }

    #[track_caller]
    fn names(&self, query: &str) -> Vec<String> {
        let rows =
            self.send("GET", &format!("/flowlog-test?format=json{query}"), &[], None).expect(200).json();
        let name =
            |row: &Value| row.get("name").or(row.get("subdir")).and_then(Value::as_str).map(str::to_owned);
        rows.as_array().expect("a list").iter().filter_map(name).collect()
    }
}

/// An HTML error of Swift.
#[track_caller]
fn html(answer: Answer, status: u16, title: &str) {
    let answer = answer.expect(status);
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(answer.text.starts_with(&format!("<html><h1>{title}</h1><p>")), "{}", answer.text);
}

#[test]
fn only_the_storage_tenants_token_opens_it() {
    let store = Store::new();
    let path = format!("/v1/{ACCOUNT}/flowlog-test");
    html(store.bench.send_as(None, "GET", &path, &[], None), 401, "Unauthorized");
    html(store.bench.get(&path), 403, "Forbidden");
    let other = path.replace('e', "f");
    html(store.bench.send_as(Some(&store.token), "GET", &other, &[], None), 403, "Forbidden");
    let emulator = &store.bench.emulator;
    let reader = store.bench.sign_in(
        &emulator.member_user_name(),
        &emulator.member_password(),
        &emulator.storage_tenant_id(),
    );
    let reader = crate::client::token_of(&reader);
    store.bench.send_as(Some(&reader), "GET", &path, &[], None).expect(204);
    html(store.bench.send_as(Some(&reader), "PUT", &path, &[], None), 403, "Forbidden");
}

#[test]
fn containers_come_and_go() {
    let store = Store::new();
    html(store.send("GET", "/release-logs", &[], None), 404, "Not Found");
    assert_eq!(store.send("HEAD", "/release-logs", &[], None).status, 404);
    store.send("PUT", "/release-logs", &[], None).expect(201);
    store.send("PUT", "/release-logs", &[], None).expect(202);
    let head = store.send("HEAD", "/release-logs", &[], None).expect(204);
    assert_eq!(head.header("x-container-object-count"), "0");
    store.put("/release-logs/a.csv", "one");
    html(store.send("DELETE", "/release-logs", &[], None), 409, "Conflict");
    store.send("DELETE", "/release-logs/a.csv", &[], None).expect(204);
    store.send("DELETE", "/release-logs", &[], None).expect(204);
    html(store.send("GET", "/cold-storage", &[], None), 503, "Service Unavailable");
    let names: Vec<Value> = store
        .send("GET", "", &[], None)
        .json()
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["name"].clone())
        .collect();
    assert!(names.contains(&json!("network-logs")), "{names:?}");
}

#[test]
fn the_access_list_lets_the_service_write() {
    let store = Store::new();
    let create = || {
        let body = with(minimal(), "storage_url", json!(storage_url("release-logs")));
        let id = store.bench.create(&body).expect(201).json()["flowlog_logger"]["id"].clone();
        let logger = store.bench.logger(id.as_str().expect("an id"));
        (logger["status"].clone(), logger["error_type"].clone())
    };
    assert_eq!(create(), (json!("ERROR"), json!("OBSServiceNotAvailableError")));
    store.send("PUT", "/release-logs", &[], None).expect(201);
    assert_eq!(create(), (json!("ERROR"), json!("OBSConfigurationError")));
    let writer =
        store.bench.admin("GET", "/", None).json()["system_account"].as_str().expect("one").to_owned();
    let list = format!("1234:5678, {writer}");
    store.send("POST", "/release-logs", &[("X-Container-Write", &list)], Some("")).expect(204);
    assert_eq!(store.send("HEAD", "/release-logs", &[], None).header("x-container-write"), list);
    assert_eq!(create(), (json!("ACTIVE"), json!("")));
    store.send("POST", "/release-logs", &[("X-Container-Write", "1234:5678")], Some("")).expect(204);
    assert_eq!(create(), (json!("ERROR"), json!("OBSConfigurationError")), "a POST replaces the whole value");
    assert_eq!(store.bench.rows(&format!("{LOGGERS}?status=ACTIVE")).len(), 1);
    let listing = store.send("GET", "/release-logs?prefix=web/&format=json", &[], None).json();
    assert_eq!(
        (&listing[0]["name"], &listing[0]["bytes"]),
        (&json!("web/prod/"), &json!(0)),
        "the dummy object"
    );
}

#[test]
fn listings() {
    let store = Store::new();
    for name in ["a/2026/01/x.csv", "a/2026/02/y.csv", "a/2026/02/z.csv", "a/top.csv", "b.csv"] {
        store.put(&format!("/flowlog-test/{name}"), "row\n");
    }
    let names = |query: &str| store.names(query);
    assert_eq!(names(""), ["a/2026/01/x.csv", "a/2026/02/y.csv", "a/2026/02/z.csv", "a/top.csv", "b.csv"]);
    assert_eq!(names("&delimiter=/"), ["a/", "b.csv"]);
    assert_eq!(names("&prefix=a/&delimiter=/"), ["a/2026/", "a/top.csv"]);
    assert_eq!(names("&prefix=a/2026/&delimiter=/"), ["a/2026/01/", "a/2026/02/"]);
    assert_eq!(names("&limit=2"), ["a/2026/01/x.csv", "a/2026/02/y.csv"]);
    assert_eq!(names("&limit=2&marker=a/2026/02/y.csv"), ["a/2026/02/z.csv", "a/top.csv"]);
    assert_eq!(names("&delimiter=/&marker=a/"), ["b.csv"]);
    assert!(names("&prefix=none").is_empty());
    let plain = store.send("GET", "/flowlog-test?prefix=a/t", &[], None).expect(200);
    assert_eq!(plain.text, "a/top.csv\n");
    store.send("GET", "/flowlog-test?prefix=none", &[], None).expect(204);
}

#[test]
fn objects() {
    let store = Store::new();
    let path = "/flowlog-test/web%20prod/a%3Ab.csv";
    html(store.send("GET", path, &[], None), 404, "Not Found");
    store.send("PUT", path, &[("content-type", "text/csv")], Some("1,2\n")).expect(201);
    let object = store.send("GET", path, &[], None).expect(200);
    assert_eq!((object.text.as_str(), object.header("content-type")), ("1,2\n", "text/csv"));
    assert!(object.header("last-modified").ends_with(" GMT"));
    assert_eq!(store.send("HEAD", path, &[], None).expect(200).header("content-length"), "4");
    assert_eq!(store.names("&prefix=web"), ["web prod/a:b.csv"]);
    store.send("DELETE", path, &[], None).expect(204);
    html(store.send("DELETE", path, &[], None), 404, "Not Found");
    html(store.send("PUT", "/no-container/a", &[], Some("x")), 404, "Not Found");
}
