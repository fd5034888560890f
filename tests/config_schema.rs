#![cfg(not(target_arch = "wasm32"))]
//! The parser and the schema judge the same configurations.

use std::sync::LazyLock;

use flowlog_console::config::Config;
use flowlog_console::i18n::{Locale, config_error};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../www/config.schema.json");
const SHIPPED: &str = include_str!("../www/config.json");
/// What the guides show, and the portals of the tests use.
const GUIDES: &str = include_str!("hosts/config.json");
/// As long as a part of a host name may be.
const LABEL: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const LOCAL: &str = "http://127.0.0.1:8080";

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap());

/// The key that the parser refuses, and its reason as the page says it.
fn judge(text: &str) -> Result<(), (String, String)> {
    match Config::parse(text) {
        Ok(_) => Ok(()),
        Err(error) => Err((error.key, config_error(Locale::En, &error.fault))),
    }
}

/// One region, with some keys of the whole besides or instead.
fn with(keys: Value) -> Value {
    let mut whole = json!({ "regions": [{ "id": "KR1", "network": "https://api.example" }] });
    merge(&mut whole, keys);
    whole
}

/// The same where the region is on this machine.
fn local_with(keys: Value) -> Value {
    let mut whole = json!({ "regions": [{ "id": "KR1", "network": LOCAL }], "demo": { "token": "abc" } });
    merge(&mut whole, keys);
    whole
}

/// One region with some keys of its own.
fn region(keys: Value) -> Value {
    let mut region = json!({ "id": "KR1", "network": "https://api.example" });
    merge(&mut region, keys);
    json!({ "regions": [region] })
}

fn merge(whole: &mut Value, keys: Value) {
    for (key, value) in keys.as_object().unwrap() {
        whole[key] = value.clone();
    }
}

/// The key that both refuse, or `None` where both take it.
#[track_caller]
fn check(config: Value, expect: Option<&str>) {
    let refused = judge(&config.to_string()).err();
    assert_eq!(refused.as_ref().map(|(key, _)| key.as_str()), expect, "{config}: {refused:?}");
    assert_eq!(VALIDATOR.is_valid(&config), expect.is_none(), "the schema on {config}");
}

#[track_caller]
fn good(config: Value) {
    check(config, None);
}

#[track_caller]
fn bad(config: Value, key: &str) {
    check(config, Some(key));
}

/// What JSON Schema has no words for.
#[track_caller]
fn bad_beyond_schema(config: Value, key: &str) {
    assert_eq!(judge(&config.to_string()).err().map(|(key, _)| key).as_deref(), Some(key), "{config}");
    assert!(VALIDATOR.is_valid(&config), "the schema can say it now: {config}");
}

#[test]
fn the_schema_is_one_and_documents_every_key() {
    let text: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&text));
    let keys = |object: &Value| -> Vec<String> {
        let properties = object["properties"].as_object().unwrap();
        assert!(properties.values().all(|property| property["description"].is_string()), "{properties:?}");
        properties.keys().cloned().collect()
    };
    for key in keys(&text) {
        let refused = judge(&with(json!({ key.as_str(): 5 })).to_string()).unwrap_err();
        assert_eq!(refused.0, key, "the parser knows the key: {refused:?}");
        assert!(!refused.1.contains("This key is unknown"), "{refused:?}");
    }
    for key in keys(&text["$defs"]["region"]) {
        let refused = judge(&region(json!({ key.as_str(): 5 })).to_string()).unwrap_err();
        assert!(!refused.1.contains("This key is unknown"), "{refused:?}");
    }
    good(serde_json::from_str(SHIPPED).unwrap());
    good(serde_json::from_str(GUIDES).unwrap());
}

#[test]
fn every_key_can_be_set_or_null() {
    good(with(json!({})));
    good(with(json!({ "$schema": "./config.schema.json" })));
    good(with(json!({ "identity": "https://api.example/base/" })));
    for proxy in [
        "/nhn/{host}{+path}",
        "/{+url}",
        "/p?u={url}",
        "https://cors.example/{+url}",
        "/프록시/{scheme}/{+url}",
    ] {
        good(with(json!({ "proxy": proxy })));
    }
    for locale in ["en", "ko", "ko-KR", "EN_us"] {
        good(with(json!({ "locale": locale })));
    }
    for theme in ["auto", "light", "dark"] {
        good(with(json!({ "theme": theme })));
    }
    for zone in ["utc", "local"] {
        good(with(json!({ "timeZone": zone })));
    }
    good(with(json!({ "readOnly": true })));
    for key in ["$schema", "identity", "proxy", "locale", "theme", "timeZone", "readOnly", "demo"] {
        good(with(json!({ key: null })));
    }
    good(region(json!({ "name": "Korea (Pangyo)", "objectStorage": "https://obs.example" })));
    good(region(json!({ "name": null, "objectStorage": null })));
    good(local_with(json!({ "identity": "http://localhost:8080", "proxy": "/p/{+url}" })));
    good(local_with(json!({ "proxy": "http://[::1]:9/{+url}" })));
    good(local_with(json!({ "demo": { "token": " abc " } })));
}

#[test]
fn a_key_that_is_not_known_is_refused() {
    bad(with(json!({ "regoins": [] })), "regoins");
    bad(with(json!({ "Regions": null })), "Regions");
    bad(region(json!({ "netwrok": "https://api.example" })), "regions[0].netwrok");
    bad(local_with(json!({ "demo": { "token": "abc", "user": "x" } })), "demo.user");
}

#[test]
fn what_must_be_there_must_be_there() {
    bad(json!({}), "regions");
    bad(json!([]), "");
    bad(json!("x"), "");
    bad(json!({ "regions": null }), "regions");
    bad(json!({ "regions": {} }), "regions");
    bad(json!({ "regions": [] }), "regions");
    bad(json!({ "regions": ["KR1"] }), "regions[0]");
    bad(region(json!({ "id": null })), "regions[0].id");
    bad(region(json!({ "id": "" })), "regions[0].id");
    bad(region(json!({ "id": " \t" })), "regions[0].id");
    bad(region(json!({ "network": null })), "regions[0].network");
    bad(region(json!({ "name": "" })), "regions[0].name");
    bad(local_with(json!({ "demo": {} })), "demo.token");
    bad(local_with(json!({ "demo": { "token": " " } })), "demo.token");
    bad(local_with(json!({ "demo": { "token": "a b" } })), "demo.token");
    bad(local_with(json!({ "demo": { "token": "토큰" } })), "demo.token");
    bad(local_with(json!({ "demo": "abc" })), "demo");
}

#[test]
fn a_value_of_another_kind_is_refused() {
    bad(with(json!({ "$schema": 1 })), "$schema");
    bad(with(json!({ "identity": 1 })), "identity");
    bad(with(json!({ "proxy": false })), "proxy");
    bad(with(json!({ "locale": "fr" })), "locale");
    bad(with(json!({ "locale": "eng" })), "locale");
    bad(with(json!({ "locale": "" })), "locale");
    bad(with(json!({ "theme": "Dark" })), "theme");
    bad(with(json!({ "theme": " dark" })), "theme");
    bad(with(json!({ "timeZone": "UTC" })), "timeZone");
    bad(with(json!({ "timeZone": true })), "timeZone");
    bad(with(json!({ "readOnly": "yes" })), "readOnly");
    bad(with(json!({ "readOnly": 1 })), "readOnly");
}

#[test]
fn an_endpoint_may_be_the_service_catalogs() {
    let identity = "https://identity.example";
    let regions = json!([{ "id": "A", "network": LOCAL }, { "id": "B" }, { "id": "C", "network": null }]);
    good(json!({ "regions": regions, "identity": identity }));
    bad(json!({ "regions": regions }), "regions[1].network");
    bad(json!({ "regions": regions, "identity": null }), "regions[1].network");
    bad(json!({ "regions": regions, "identity": "" }), "identity");
    bad(json!({ "regions": [{ "id": "A", "network": "" }], "identity": identity }), "regions[0].network");
    let demo = json!({ "token": "abc" });
    good(json!({ "regions": [{ "id": "A" }], "identity": LOCAL, "demo": demo }));
    bad(json!({ "regions": [{ "id": "A" }], "identity": identity, "demo": demo }), "demo");
}

#[test]
fn an_address_is_plain_and_keeps_the_token_from_the_network() {
    let long = format!("https://api.example/{}", "a".repeat(2_030));
    for address in [
        "",
        " ",
        "api.example",
        "//api.example",
        "https:api.example",
        "https:\\\\api.example",
        "ftp://api.example",
        "http://api.example",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://localhost.example",
        "https://0xff",
        "https://a.0X1/",
        "http://128.0.0.1",
        "https://",
        "https:///x",
        "https://user@api.example",
        "https://api.example\\@evil.example",
        "https://api.example?x",
        "https://api.example/#x",
        "https://api.example%2eevil.example",
        "https://api.example.",
        "https://ａpi.example",
        "https://xn--80ak6aa92e.example",
        "https://api.example:0",
        "https://api.example:",
        "https://api.example:65536",
        "https://api.example:0443",
        "https://api.example/..",
        "https://api.example/./x",
        "https://api.example//",
        "https://api.example/%2e%2e/",
        "https://api.example/ ",
        " https://api.example",
        "https://api\t.example",
        "https://[::2]",
        "https://[::1",
        "https://-a.example",
        "https://1.2.3",
        "https://1.2.3.4.5",
        "https://1.2.3.256",
        &long,
        &format!("https://{}.example", "a".repeat(64)),
        &format!("https://{}", [LABEL; 4].join(".").split_at(254).0),
    ] {
        bad(with(json!({ "identity": address })), "identity");
        bad(region(json!({ "network": address })), "regions[0].network");
        bad(region(json!({ "objectStorage": address })), "regions[0].objectStorage");
    }
    for address in [
        "https://api.example",
        "HTTPS://API.Example:8443/a.b/c~d_e-f/",
        "https://1.2.3.4/",
        "https://a1.2b",
        "https://[::1]:65535",
        "http://localhost",
        "http://LOCALHOST:1/x",
        "http://127.255.0.1",
        "https://a0x1",
        &format!("https://{}", [LABEL; 4].join(".").split_at(253).0),
    ] {
        good(region(json!({ "network": address })));
    }
}

#[test]
fn a_template_names_the_target_and_no_other_host() {
    for template in [
        "",
        "/p",
        "/p/{host}",
        "/p{+path}",
        "/p/{path}",
        "/p/{+url",
        "/p/{+url}}",
        "/p/{{+url}",
        "{+url}",
        "//cors.example/{+url}",
        "/\\cors.example/{+url}",
        "p/{+url}",
        "https://{host}{+path}",
        "https://cors.example{+path}{host}",
        "https://cors.example?u={url}",
        "http://cors.example/{+url}",
        "https://a@b.example/{+url}",
        "https://cors.example:0/{+url}",
        "/p#{+url}",
        "/p/{+url}#x",
        "/p /{+url}",
        " /p/{+url}",
        "/p/{+url}\n",
        "/p/\u{3000}{+url}",
        "/p\\{+url}",
        "/p|{+url}",
        "/p/<{+url}>",
    ] {
        bad(with(json!({ "proxy": template })), "proxy");
    }
}

#[test]
fn a_demo_stays_on_this_machine() {
    let remote = "https://api.example";
    bad(with(json!({ "demo": { "token": "abc" } })), "demo");
    bad(local_with(json!({ "identity": remote })), "demo");
    bad(local_with(json!({ "proxy": "https://cors.example/{+url}" })), "demo");
    bad(local_with(json!({ "regions": [{ "id": "A", "network": LOCAL, "objectStorage": remote }] })), "demo");
    bad(
        local_with(json!({ "regions": [{ "id": "A", "network": LOCAL }, { "id": "B", "network": remote }] })),
        "demo",
    );
    good(local_with(json!({ "regions": [{ "id": "A", "network": "https://localhost/x" }] })));
}

#[test]
fn what_the_schema_cannot_say() {
    let twice = |id: &str| json!({ "regions": [{ "id": "A", "network": LOCAL }, { "id": id, "network": "https://b.example" }] });
    bad_beyond_schema(twice("A"), "regions[1].id");
    bad_beyond_schema(twice(" A "), "regions[1].id");
    good(twice("a"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_address_is_judged_alike(
        scheme in "(https?|HTTP|ftp|)(://|:|//|)",
        host in "(api|xn--a|localhost|127|0x7f|[0-9]{1,3}|-|[a-zA-Z0-9-]{1,3}|\\[::1\\]|é|@|_)(\\.(example|1|0|256|0x1|a-|x)){0,4}",
        rest in "(:[0-9]{0,6})?(/(\\.|\\.\\.|[a-z0-9._~-]{1,3}|%41|é)){0,2}/{0,2}(\\?|#|\\\\| |\\t)?",
    ) {
        let config = with(json!({ "identity": format!("{scheme}{host}{rest}") }));
        prop_assert_eq!(judge(&config.to_string()).is_ok(), VALIDATOR.is_valid(&config), "{}", config);
    }

    #[test]
    fn any_template_is_judged_alike(
        start in "(/|//|/p|p|https?://cors\\.example(:8)?|http://localhost|https://)(/|)",
        pieces in "(\\{(\\+url|url|host|\\+path|path|scheme)\\}|\\{|\\}|/|\\?|#|[a-z]|é|\\\\|\"| ){0,6}",
    ) {
        let config = with(json!({ "proxy": format!("{start}{pieces}") }));
        prop_assert_eq!(judge(&config.to_string()).is_ok(), VALIDATOR.is_valid(&config), "{}", config);
    }
}
