use super::*;

const LOCAL: &str = r#""regions":[{"id":"KR1","network":"http://127.0.0.1:8080"}]"#;

#[track_caller]
fn check(text: &str, key: &str, expect: ConfigFault) {
    match Config::parse(text) {
        Err(error) => assert_eq!((error.key.as_str(), error.fault), (key, expect)),
        Ok(_) => panic!("{text} was taken"),
    }
}

#[test]
fn the_shipped_file_has_the_documented_regions() {
    let regions = Config::default().regions;
    let ids: Vec<&str> = regions.iter().map(|region| region.id.as_str()).collect();
    assert_eq!(ids, ["KR1", "KR2"]);
}

#[test]
fn each_key_is_read() {
    let text = format!(
        r#"{{{LOCAL},"identity":"http://localhost:8080","proxy":"/nhn/{{host}}{{+path}}","locale":"ko","theme":"dark",
        "timeZone":"local","readOnly":true,"demo":{{"token":"abc"}}}}"#
    );
    let config = Config::parse(&text).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(config.regions[0].name, "KR1");
    assert_eq!(config.locale, Some(Locale::Ko));
    assert_eq!(config.theme, Some(Theme::Dark));
    assert_eq!(config.time_zone, Some(TimeZone::Local));
    assert!(config.read_only && config.proxy.is_some() && config.demo.is_some() && config.identity.is_some());
}

#[test]
fn each_fault_names_its_key() {
    check("[]", "", ConfigFault::WrongType("object"));
    assert!(matches!(Config::parse("{"), Err(ConfigError { fault: ConfigFault::NotJson(_), .. })));
    check("{}", "regions", ConfigFault::Missing);
    check(r#"{"regions":[]}"#, "regions", ConfigFault::NoRegions);
    check(r#"{"regions":{}}"#, "regions", ConfigFault::WrongType("array"));
    check(&format!(r#"{{{LOCAL},"proxi":null}}"#), "proxi", ConfigFault::UnknownKey);
    check(r#"{"regions":[{"id":"KR1"}]}"#, "regions[0].network", ConfigFault::Missing);
    check(r#"{"regions":[{"network":"https://a.example"}]}"#, "regions[0].id", ConfigFault::Missing);
    check(
        r#"{"regions":[{"id":" ","network":"https://a.example"}]}"#,
        "regions[0].id",
        ConfigFault::EmptyText,
    );
    check(
        r#"{"regions":[{"id":"KR1","network":"https://a.example","net":1}]}"#,
        "regions[0].net",
        ConfigFault::UnknownKey,
    );
    check(
        r#"{"regions":[{"id":"KR1","network":"http://a.example"}]}"#,
        "regions[0].network",
        ConfigFault::BadEndpoint(EndpointFault::PlainHttp),
    );
    check(
        r#"{"regions":[{"id":"A","network":"https://a.example"},{"id":"A","network":"https://a.example"}]}"#,
        "regions[1].id",
        ConfigFault::DuplicateRegion("A".to_owned()),
    );
    assert!(matches!(
        Config::parse(r#"{"regions":[{"id":"KR1","network":"https://u@a.example"}]}"#),
        Err(ConfigError { fault: ConfigFault::BadEndpoint(EndpointFault::Url(_)), .. })
    ));
    check(&format!(r#"{{{LOCAL},"proxy":"/p"}}"#), "proxy", ConfigFault::BadProxy(ProxyFault::NoTarget));
    check(&format!(r#"{{{LOCAL},"proxy":"/p#{{+url}}"}}"#), "proxy", ConfigFault::BadUrl(UrlFault::Fragment));
    check(
        &format!(r#"{{{LOCAL},"proxy":"/p/{{+url}}}}"}}"#),
        "proxy",
        ConfigFault::BadUrl(UrlFault::BadPath),
    );
    check(
        &format!(r#"{{{LOCAL},"identity":" https://a.example"}}"#),
        "identity",
        ConfigFault::BadEndpoint(EndpointFault::Url(UrlFault::Whitespace)),
    );
    check(&format!(r#"{{{LOCAL},"identity":" "}}"#), "identity", ConfigFault::EmptyText);
    check(&format!(r#"{{{LOCAL},"$schema":1}}"#), "$schema", ConfigFault::WrongType("string"));
    check(&format!(r#"{{{LOCAL},"locale":"fr"}}"#), "locale", ConfigFault::UnknownValue(&["en", "ko"]));
    check(&format!(r#"{{{LOCAL},"readOnly":"yes"}}"#), "readOnly", ConfigFault::WrongType("boolean"));
    check(
        &format!(r#"{{{LOCAL},"demo":{{"token":"a b"}}}}"#),
        "demo.token",
        ConfigFault::BadToken(TokenFault::BadCharacter),
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let twice = |text: &str, key: &str| check(text, key, ConfigFault::KeyTwice);
    twice(&format!(r#"{{{LOCAL},"proxy":null,"proxy":"/p/{{+url}}"}}"#), "proxy");
    twice(&format!(r#"{{{LOCAL},{LOCAL}}}"#), "regions");
    twice(
        r#"{"regions":[{"id":"A","network":"https://a.example"},{"id":"B","network":"https://b.example","id":"C"}]}"#,
        "regions[1].id",
    );
    twice(&format!(r#"{{{LOCAL},"demo":{{"token":"a","token":"a"}}}}"#), "demo.token");
    // The one of the two that stands first, and before a key that is unknown.
    twice(r#"{"a":1,"a":{"b":[true,-1,0.5,"",null],"b":2}}"#, "a");
    assert!(matches!(Config::parse(r#"{"a":1,"a"#), Err(ConfigError { fault: ConfigFault::NotJson(_), .. })));
}

#[test]
fn a_region_without_endpoint_needs_an_identity_service() {
    let regions =
        r#""regions":[{"id":"KR1","network":"https://a.example"},{"id":"KR2","network":null},{"id":"KR3"}]"#;
    check(&format!("{{{regions}}}"), "regions[1].network", ConfigFault::Missing);
    check(&format!(r#"{{{regions},"identity":null}}"#), "regions[1].network", ConfigFault::Missing);
    let config = Config::parse(&format!(r#"{{{regions},"identity":"https://i.example"}}"#));
    let config = config.unwrap_or_else(|error| panic!("{error:?}"));
    let known: Vec<bool> = config.regions.iter().map(|entry| entry.region().is_some()).collect();
    assert_eq!(known, [true, false, false]);
    check(
        r#"{"regions":[{"id":"KR1"}],"identity":"http://localhost","proxy":"https://p.example/{+url}","demo":{"token":"abc"}}"#,
        "demo",
        ConfigFault::DemoNotLocal("https://p.example".to_owned()),
    );
}

#[test]
fn a_demo_token_stays_on_this_machine() {
    check(
        r#"{"regions":[{"id":"KR1","network":"https://a.example"}],"demo":{"token":"abc"}}"#,
        "demo",
        ConfigFault::DemoNotLocal("https://a.example".to_owned()),
    );
    check(
        &format!(r#"{{{LOCAL},"identity":"https://a.example","demo":{{"token":"abc"}}}}"#),
        "demo",
        ConfigFault::DemoNotLocal("https://a.example".to_owned()),
    );
    check(
        &format!(r#"{{{LOCAL},"proxy":"https://p.example:8/{{+url}}","demo":{{"token":"abc"}}}}"#),
        "demo",
        ConfigFault::DemoNotLocal("https://p.example:8".to_owned()),
    );
    let by_path = format!(r#"{{{LOCAL},"proxy":"/p/{{+url}}","demo":{{"token":"abc"}}}}"#);
    assert!(Config::parse(&by_path).is_ok());
}
