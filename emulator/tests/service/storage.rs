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
        .send("GET", "?format=json", &[], None)
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
fn listings_of_containers() {
    let store = Store::new();
    let names = |query: &str| store.send("GET", query, &[], None).expect(200).text;
    let all = "cold-storage\nfinance-locked\nflowlog-test\nnetwork-logs\nnetwork-logs-stage\npartner-exchange\n\
        security-audit\n";
    assert_eq!(names(""), all);
    assert_eq!(names("?limit=2"), "cold-storage\nfinance-locked\n");
    assert_eq!(names("?limit=2&marker=finance-locked"), "flowlog-test\nnetwork-logs\n");
    assert_eq!(names("?prefix=network-"), "network-logs\nnetwork-logs-stage\n");
    store.send("GET", "?prefix=none", &[], None).expect(204);
    assert_eq!(store.send("GET", "?prefix=none&format=json", &[], None).expect(200).json(), json!([]));
    store.put("/flowlog-test/a", "four");
    let rows = store.send("GET", "?format=json&prefix=flowlog", &[], None).expect(200).json();
    assert_eq!(rows, json!([{ "name": "flowlog-test", "count": 1, "bytes": 4 }]));
    let accepted = store.send("GET", "?prefix=flowlog", &[("accept", "application/json")], None).expect(200);
    assert_eq!(accepted.json(), rows);
    let head = store.send("HEAD", "", &[], None).expect(204);
    assert_eq!((head.header("x-account-container-count"), head.header("x-account-bytes-used")), ("7", "4"));
    html(store.send("POST", "", &[], Some("")), 405, "Method Not Allowed");
}

#[test]
fn the_header_of_the_guide_opens_the_locked_container() {
    let store = Store::new();
    let state = || {
        let rows = store.bench.admin("GET", "/containers", None).json();
        let row =
            rows.as_array().expect("a list").iter().find(|row| row["name"] == "finance-locked").cloned();
        row.expect("the container")["state"].clone()
    };
    let created = || {
        let body = with(minimal(), "storage_url", json!(storage_url("finance-locked")));
        let id = store.bench.create(&body).expect(201).json()["flowlog_logger"]["id"].clone();
        let logger = store.bench.logger(id.as_str().expect("an id"));
        (logger["status"].clone(), logger["error_type"].clone())
    };
    assert_eq!((state(), created()), (json!("denied"), (json!("ERROR"), json!("OBSConfigurationError"))));
    let about = store.bench.admin("GET", "/", None).json();
    let system = &about["realms"][0]["system_account"];
    let (tenant, user) =
        (system["tenant_id"].as_str().expect("one"), system["user_id"].as_str().expect("one"));
    let before =
        store.send("HEAD", "/finance-locked", &[], None).expect(204).header("x-container-write").to_owned();
    assert!(!before.is_empty(), "somebody else may write already");
    for (entry, opens) in [
        (format!("{user}:{tenant}"), false),
        (format!("{tenant}:{tenant}"), false),
        (format!("{tenant}:*"), true),
        (format!("{tenant}:{user}"), true),
    ] {
        let list = format!("{before},{entry}");
        store.send("POST", "/finance-locked", &[("X-Container-Write", &list)], Some("")).expect(204);
        assert_eq!(state() == "ok", opens, "{entry}");
        assert_eq!(created().0 == "ACTIVE", opens, "{entry}");
    }
    html(
        store.send("POST", "/finance-locked", &[("X-Container-Write", tenant)], Some("")),
        400,
        "Bad Request",
    );
    assert_eq!(state(), "ok", "a refused header changes nothing");
    store.send("POST", "/finance-locked", &[("X-Container-Write", "")], Some("")).expect(204);
    assert_eq!(state(), "denied");
}

/// The log files of a sample logger, newest last.
struct Logs {
    bench: Bench,
    token: String,
    logger: Value,
}

impl Logs {
    fn of(name: &str) -> Self {
        let bench = Bench::full();
        let token = bench.storage_token();
        let logger = bench.rows(&format!("/v2.0/flowlog-loggers?name={name}"))[0].clone();
        Self { bench, token, logger }
    }

    #[track_caller]
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let path = format!("/v1/{ACCOUNT}/network-logs{path}");
        self.bench.send_as(Some(&self.token), method, &path, headers, None)
    }

    #[track_caller]
    fn list(&self, query: &str) -> Vec<Value> {
        let rows = self.send("GET", &format!("?format=json&{query}"), &[]).expect(200).json();
        rows.as_array().cloned().expect("a list")
    }

    /// The path of a row.
    fn path(row: &Value) -> String {
        format!("/{}", row["name"].as_str().expect("a name").replace(':', "%3A"))
    }

    /// The only row of a folder that is a folder itself, or its last one.
    #[track_caller]
    fn last_folder(&self, folder: &str) -> String {
        let rows = self.list(&format!("prefix={folder}&delimiter=/"));
        rows.iter().filter_map(|row| row["subdir"].as_str()).next_back().expect("a folder").to_owned()
    }
}

#[test]
fn the_loggers_of_the_sample_have_written_files() {
    let logs = Logs::of("web-prod-denied");
    let id = logs.logger["id"].as_str().expect("an id");
    assert_eq!(
        (&logs.logger["log_format"], &logs.logger["partition_period"]),
        (&json!("CSV"), &json!("HOUR"))
    );
    let year = logs.last_folder("web-prod-denied/");
    let day = logs.last_folder(&logs.last_folder(&year));
    let hours = logs.list(&format!("prefix={day}&delimiter=/"));
    assert!(hours.iter().all(|row| row.get("subdir").is_some()), "{hours:?}");
    let files = logs.list(&format!("prefix={}", logs.last_folder(&day)));
    assert!((1..=60).contains(&files.len()), "{} files", files.len());
    for file in &files {
        let name = file["name"].as_str().expect("a name");
        let parts: Vec<&str> = name.split('/').collect();
        let [_, year, month, day, hour, last] = parts.as_slice() else { panic!("{name}") };
        assert!(
            last.starts_with(&format!("{id}_{year}-{month}-{day}T{hour}:")) && last.ends_with(":00KST"),
            "{name}"
        );
        let text = logs.send("GET", &Logs::path(file), &[]).expect(200).text;
        assert_eq!(file["bytes"], json!(text.len()));
        assert_eq!(file["content_type"], json!("text/csv"));
        let mut lines = text.lines();
        assert_eq!(lines.next(), logs.logger["customized_field"].as_str());
        assert!(lines.count() > 0);
    }
}

#[test]
fn log_files_are_listed_page_by_page() {
    let logs = Logs::of("web-prod-denied");
    let folder = "web-prod-denied/2";
    let all = logs.list(&format!("prefix={folder}"));
    assert_eq!(all.len(), 10_000, "the most of one listing; a week has more minutes");
    let name = |at: usize| all[at]["name"].as_str().expect("a name").replace(':', "%3A");
    let page = logs.list(&format!("prefix={folder}&marker={}&limit=3", name(9)));
    assert_eq!(page, all[10..13]);
    let page = logs.list(&format!("prefix={folder}&marker={}&end_marker={}", name(9), name(12)));
    assert_eq!(page, all[10..12]);
    let text = logs.send("GET", &format!("?prefix={folder}&limit=2"), &[]).expect(200).text;
    let names: Vec<&str> = all.iter().take(2).filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), names);
}

#[test]
fn a_log_file_is_an_object_like_any_other() {
    let logs = Logs::of("prod-vpc-baseline");
    let year = logs.last_folder("prod-vpc-baseline/");
    let hour = logs.last_folder(&logs.last_folder(&logs.last_folder(&year)));
    let file = logs.list(&format!("prefix={hour}")).last().cloned().expect("a file");
    let path = Logs::path(&file);
    let whole = logs.send("GET", &path, &[]).expect(200);
    let head = logs.send("HEAD", &path, &[]).expect(200);
    assert_eq!(head.header("content-length"), whole.text.len().to_string());
    for name in ["etag", "last-modified", "content-type", "accept-ranges", "x-timestamp"] {
        assert!(!whole.header(name).is_empty(), "{name}");
        assert_eq!(whole.header(name), head.header(name));
    }
    let etag = whole.header("etag");
    assert!(etag.len() == 32 && etag.bytes().all(|byte| byte.is_ascii_hexdigit()), "{etag}");
    let length = whole.text.len();
    let part =
        |range: &str, if_range: &str| logs.send("GET", &path, &[("range", range), ("if-range", if_range)]);
    for validator in [etag, whole.header("last-modified"), &format!("\"{etag}\"")] {
        let answer = part("bytes=100-299", validator).expect(206);
        assert_eq!(answer.text, whole.text[100..300]);
        assert_eq!(answer.header("content-range"), format!("bytes 100-299/{length}"));
        assert_eq!(answer.header("etag"), etag);
    }
    assert_eq!(part("bytes=100-299", "d41d8cd98f00b204e9800998ecf8427e").expect(200).text, whole.text);
    html(part(&format!("bytes={length}-"), etag), 416, "Range Not Satisfiable");
    let same = logs.send("GET", &path, &[("if-none-match", etag)]).expect(304);
    assert_eq!((same.text.as_str(), same.header("etag")), ("", etag));
    logs.send("DELETE", &path, &[]).expect(204);
    html(logs.send("GET", &path, &[]), 404, "Not Found");
    html(logs.send("DELETE", &path, &[]), 404, "Not Found");
    assert!(!logs.list(&format!("prefix={hour}")).contains(&file));
    logs.bench.send_as(
        Some(&logs.token),
        "PUT",
        &format!("/v1/{ACCOUNT}/network-logs{path}"),
        &[],
        Some("x"),
    );
    assert_eq!(logs.send("GET", &path, &[]).expect(200).text, "x");
}

#[test]
fn names_that_no_file_has() {
    let logs = Logs::of("web-prod-denied");
    let year = logs.last_folder("web-prod-denied/");
    let hour = logs.last_folder(&logs.last_folder(&logs.last_folder(&year)));
    let name = Logs::path(logs.list(&format!("prefix={hour}")).last().expect("a file"));
    logs.send("HEAD", &name, &[]).expect(200);
    for wrong in [
        format!("{name}_part1"),
        format!("{name}.gz"),
        name.replace("%3A00KST", "%3A01KST"),
        name.replace("/20", "/19"),
        name.replace("web-prod-denied", "web-prod-none"),
    ] {
        html(logs.send("GET", &wrong, &[]), 404, "Not Found");
    }
}

#[test]
fn a_part_of_an_object() {
    let store = Store::new();
    store.put("/flowlog-test/a", "0123456789");
    let part = |range: &str| store.send("GET", "/flowlog-test/a", &[("range", range)], None);
    let answer = part("bytes=2-4").expect(206);
    assert_eq!((answer.text.as_str(), answer.header("content-range")), ("234", "bytes 2-4/10"));
    assert_eq!(part("bytes=-3").expect(206).text, "789");
    html(part("bytes=10-"), 416, "Range Not Satisfiable");
    assert_eq!(part("rows=1-2").expect(200).text, "0123456789");
    assert_eq!(part("bytes=2-4").header("etag"), "781e5e245d69b566979b86e28d23f2c7");
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
