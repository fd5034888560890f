use proptest::prelude::*;

use super::*;
use crate::domain::endpoint::Endpoint;

const A: &str = "AUTH_e670167936434f85a03694184000ffe6";
const B: &str = "AUTH_00000000000000000000000000000001";

fn at(host: &str, account: &str) -> String {
    format!("https://{host}/v1/{account}")
}

#[track_caller]
fn start(text: &str, expect: Option<&str>) {
    assert_eq!(start_of(text).as_deref(), expect, "{text}");
}

#[test]
fn a_start_is_everything_up_to_the_account() {
    let whole = at("obs.example", A);
    start(&whole, Some(&whole));
    start(&format!(" {whole}/logs/web "), Some(&whole));
    start(&format!("{whole}/"), Some(&whole));
    start(&format!("{whole}/a//b"), Some(&whole));
    start(&format!("https://obs.example/{A}/logs"), Some(&format!("https://obs.example/{A}")));
    start(&format!("{whole}?x"), None);
    start(&format!("https://obs.example/v2/{A}"), None);
    start("https://obs.example/v1/AUTH_12", None);
    start("https://obs.example", None);
    start(&format!("http://obs.example/v1/{A}"), None);
    start("", None);
}

#[track_caller]
fn moved(text: &str, expect: &str) {
    assert_eq!(with_start(text, &at("new.example", B)), format!("{}{expect}", at("new.example", B)));
}

#[test]
fn another_account_keeps_container_and_directory() {
    moved("", "/");
    moved(&at("obs.example", A), "/");
    moved(&format!("{}/logs", at("obs.example", A)), "/logs");
    moved(&format!("{}/logs/a/b/", at("obs.example", A)), "/logs/a/b");
}

#[track_caller]
fn filled(text: &str, name: &str, expect: Option<&str>) {
    assert_eq!(with_container(text, name).as_deref(), expect);
}

#[test]
fn another_container_keeps_the_rest() {
    let start = at("obs.example", A);
    filled(&start, "logs", Some(&format!("{start}/logs/")));
    filled(&format!("{start}/old/a/b"), "net work", Some(&format!("{start}/net%20work/a/b")));
    filled("https://obs.example", "logs", None);
    filled("", "logs", None);
}

fn region(object_storage: Option<&str>) -> Region {
    Region {
        id: "KR1".to_owned(),
        name: "KR1".to_owned(),
        network: Endpoint::parse("https://api.example").unwrap(),
        object_storage: object_storage.map(|url| Endpoint::parse(url).unwrap()),
    }
}

#[track_caller]
fn listed(object_storage: Option<&str>, entries: &[(&str, &str)], expect: &[&str]) {
    let entry =
        |(region, url): &(&str, &str)| CatalogEntry { region: (*region).to_owned(), url: (*url).to_owned() };
    let entries: Vec<CatalogEntry> = entries.iter().map(entry).collect();
    let none = std::iter::empty();
    assert_eq!(starts(&region(object_storage), &entries, &KeptStorage::default(), none), expect);
}

#[test]
fn the_account_of_the_service_catalog_is_offered() {
    let (a, b) = (at("obs.example", A), at("obs.example", B));
    listed(None, &[("kr1", &a), ("KR2", &b)], &[&a]);
    listed(Some(&b), &[("KR1", &a)], &[&b, &a]);
    let inner = format!("http://10.0.0.1:8080/v1/{A}");
    listed(None, &[("KR1", &inner)], &[]);
    listed(Some("https://obs.example"), &[("KR1", &inner)], &[&a]);
    listed(Some("http://127.0.0.1:8080"), &[("KR1", &inner)], &[]);
    listed(Some("https://obs.example"), &[("KR1", "http://x/v1/AUTH_../evil"), ("KR1", "")], &[]);
}

#[track_caller]
fn offered(object_storage: Option<&str>, kept: Option<&str>, loggers: &[&str], expect: &[&str]) {
    let mut remembered = KeptStorage::default();
    remembered.accounts.insert("KR2".to_owned(), at("elsewhere.example", B));
    remembered.accounts.extend(kept.map(|start| ("KR1".to_owned(), start.to_owned())));
    let loggers = loggers.iter().map(|url| (*url).to_owned());
    assert_eq!(starts(&region(object_storage), &[], &remembered, loggers), expect);
}

#[test]
fn starts_come_from_the_region_what_was_entered_and_the_loggers() {
    let (a, b) = (at("obs.example", A), at("obs.example", B));
    offered(None, None, &[], &[]);
    offered(Some(&a), None, &[], &[&a]);
    offered(Some("https://obs.example"), None, &[], &[]);
    // An emulator's: no storage URL can begin so.
    offered(Some(&format!("http://127.0.0.1:8080/v1/{A}")), None, &[], &[]);
    offered(None, Some(&b), &[], &[&b]);
    offered(None, Some("javascript:alert(1)"), &[], &[]);
    offered(None, Some("https://obs.example/v1/AUTH_1"), &[], &[]);
    let loggers = [format!("{a}/x/y"), format!("{a}/z/y"), String::new(), format!("{b}/x/y")];
    let loggers: Vec<&str> = loggers.iter().map(String::as_str).collect();
    offered(None, None, &loggers, &[&a, &b]);
    offered(None, Some(&b), &loggers, &[&b, &a]);
    offered(Some(&a), Some(&a), &loggers, &[&a, &b]);
}

#[test]
fn containers_in_use_are_those_of_the_account() {
    let (a, b) = (at("obs.example", A), at("obs.example", B));
    let urls =
        [format!("{a}/web/x"), format!("{a}/net%20work/x"), format!("{a}/web/y"), format!("{b}/other/x")];
    assert_eq!(used(&a, urls.into_iter()), ["net work", "web"]);
}

#[track_caller]
fn narrowed(typed: &str, expect: &[&str]) {
    let names = ["logs", "logs-stage", "Web"].map(str::to_owned);
    assert_eq!(matching(&names, typed), expect);
}

#[test]
fn typing_narrows_the_containers() {
    narrowed("", &["logs", "logs-stage", "Web"]);
    narrowed("LOG", &["logs", "logs-stage"]);
    narrowed("we", &["Web"]);
    narrowed("x", &[]);
    narrowed("logs", &["logs", "logs-stage", "Web"]);
}

proptest! {
    #[test]
    fn a_chosen_container_is_the_one_that_is_read(name in "\\PC{1,40}", directory in "([a-z]{1,5}(/[a-z]{1,5}){0,2})?") {
        prop_assume!(!name.contains('/') && name != "." && name != ".." && name.len() <= 256);
        let typed = format!("{}/old/{directory}", at("obs.example", A));
        let text = with_container(&typed, &name).unwrap();
        let parts = storage_url::read(&text, None, 0).parts;
        prop_assert_eq!(plain_name(&parts.container.unwrap()), name);
        prop_assert_eq!(parts.directory.unwrap_or_default(), directory);
        prop_assert_eq!(start_of(&text), Some(at("obs.example", A)));
    }
}
