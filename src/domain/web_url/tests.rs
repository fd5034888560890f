use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expect: Result<&str, UrlFault>) {
    assert_eq!(WebUrl::parse(text).map(|url| url.to_string()), expect.map(str::to_owned), "{text:?}");
}

#[test]
fn plain_urls_have_one_form() {
    check("https://api.example", Ok("https://api.example"));
    check("https://api.example/", Ok("https://api.example"));
    check("http://api.example:8080/base/v2.0", Ok("http://api.example:8080/base/v2.0"));
    check("HTTPS://API.Example/Base/", Ok("https://api.example/Base"));
    check("hTTp://localhost:80", Ok("http://localhost"));
    check("https://localhost:80", Ok("https://localhost:80"));
    check("https://[::1]:443/", Ok("https://[::1]"));
    check("https://[0:0::1]:8443", Err(UrlFault::BadHost));
    check("https://192.0.2.7:65535/a", Ok("https://192.0.2.7:65535/a"));
    check("https://api.example/AUTH_0~a-b_c.d", Ok("https://api.example/AUTH_0~a-b_c.d"));
    check("https://1api.ex4mple.k8s-2", Ok("https://1api.ex4mple.k8s-2"));
}

/// The table of traps: each is refused, or read as the one thing it can mean.
#[test]
fn traps_of_url_parsing_are_refused_or_read_safely() {
    check("https:\\\\evil.example", Err(UrlFault::Backslash));
    check("https://api.example\\@evil.example", Err(UrlFault::Backslash));
    check("https://api.example@evil.example", Err(UrlFault::UserInfo));
    check("https://user:secret@api.example/", Err(UrlFault::UserInfo));
    check("https://@api.example/", Err(UrlFault::UserInfo));
    check("http://0x7f.1/", Err(UrlFault::BadHost));
    check("http://1.0x7f/", Err(UrlFault::BadHost));
    check("http://2130706433/", Err(UrlFault::BadHost));
    check("http://127.1", Err(UrlFault::BadHost));
    check("http://127.0.0.01", Err(UrlFault::BadHost));
    check("http://evil.1.2.3.4", Err(UrlFault::BadHost));
    check("https://api.example%2eevil.example", Err(UrlFault::BadHost));
    check("https://api.exa\tmple", Err(UrlFault::Control));
    check("https://api.exa\nmple", Err(UrlFault::Control));
    check("https://api.example\0", Err(UrlFault::Control));
    check("https://api\u{ff0e}example", Err(UrlFault::BadHost));
    check("https://\u{ff41}pi.example", Err(UrlFault::BadHost));
    check("//evil.example", Err(UrlFault::NotHttp));
    check("https:evil.example", Err(UrlFault::NotHttp));
    check("https:/evil.example", Err(UrlFault::NotHttp));
    check("/%2e%2e/", Err(UrlFault::NotHttp));
    check("https://api.example/%2e%2e/", Err(UrlFault::BadPath));
    check("https://api.example/a/../b", Err(UrlFault::BadPath));
    check("https://api.example.", Err(UrlFault::BadHost));
    check("https://[::1]:443/", Ok("https://[::1]"));
    check("https://xn--pi-fya.example", Err(UrlFault::BadHost));
    check("https://api.xn--pi-fya.example", Err(UrlFault::BadHost));
    check("https://XN--pi-fya.example", Err(UrlFault::BadHost));
    check("https://api.example:0", Err(UrlFault::BadPort));
    check("https://api.example:65536", Err(UrlFault::BadPort));
    check("https://api.example:", Err(UrlFault::BadPort));
    check("https://api.example:/", Err(UrlFault::BadPort));
    check("HtTpS://api.example", Ok("https://api.example"));
    check(&format!("{}://api.example", "a".repeat(2_000)), Err(UrlFault::NotHttp));
}

#[test]
fn every_other_fault_has_its_name() {
    check("", Err(UrlFault::Empty));
    check(&format!("https://api.example/{}", "a".repeat(2_048)), Err(UrlFault::TooLong));
    check(" https://api.example", Err(UrlFault::Whitespace));
    check("https://api.example/\u{3000}", Err(UrlFault::Whitespace));
    check("ftp://api.example", Err(UrlFault::NotHttp));
    check("api.example", Err(UrlFault::NotHttp));
    check("javascript:alert(1)//", Err(UrlFault::NotHttp));
    check("https://api.example?x=1", Err(UrlFault::Query));
    check("https://api.example?", Err(UrlFault::Query));
    check("https://api.example/#", Err(UrlFault::Fragment));
    check("https://", Err(UrlFault::NoHost));
    check("https:///path", Err(UrlFault::NoHost));
    check("https://:443", Err(UrlFault::NoHost));
    check("https://api..example", Err(UrlFault::BadHost));
    check("https://-api.example", Err(UrlFault::BadHost));
    check("https://api-.example", Err(UrlFault::BadHost));
    check("https://a_b.example", Err(UrlFault::BadHost));
    check("https://*.example", Err(UrlFault::BadHost));
    check(&format!("https://{}.example", "a".repeat(64)), Err(UrlFault::BadHost));
    check(&format!("https://{}example", "a.".repeat(130)), Err(UrlFault::BadHost));
    check("https://[::1", Err(UrlFault::BadHost));
    check("https://[::1]x", Err(UrlFault::BadHost));
    check("https://[::1%25eth0]", Err(UrlFault::BadHost));
    check("https://[::ffff:127.0.0.1]", Err(UrlFault::BadHost));
    check("https://::1", Err(UrlFault::BadPort));
    check("https://api.example:+80", Err(UrlFault::BadPort));
    check("https://api.example:0443", Err(UrlFault::BadPort));
    check("https://api.example:1:2", Err(UrlFault::BadPort));
    check("https://api.example//a", Err(UrlFault::BadPath));
    check("https://api.example/a//", Err(UrlFault::BadPath));
    check("https://api.example//", Err(UrlFault::BadPath));
    check("https://api.example/./", Err(UrlFault::BadPath));
    check("https://api.example/{x}", Err(UrlFault::BadPath));
    check("https://api.example/a;b", Err(UrlFault::BadPath));
}

#[test]
fn origins_compare_and_paths_join() {
    let url = WebUrl::parse("https://API.example:443/base/").unwrap();
    assert_eq!(url.origin(), "https://api.example");
    assert_eq!((url.host(), url.port(), url.path()), ("api.example", None, "/base"));
    assert_eq!(url.join("/v2.0/ports?id=1"), "https://api.example/base/v2.0/ports?id=1");
    assert_eq!(url.join("v2.0"), "https://api.example/base/v2.0");
    assert_eq!(url.join("//evil.example"), "https://api.example/base//evil.example");
}

#[track_caller]
fn check_loopback(text: &str, expect: bool) {
    assert_eq!(WebUrl::parse(text).unwrap().is_loopback(), expect, "{text}");
}

#[test]
fn loopback_is_this_machine_only() {
    check_loopback("http://127.0.0.1:8080", true);
    check_loopback("http://127.255.0.1", true);
    check_loopback("http://LOCALHOST", true);
    check_loopback("https://[::1]:8443", true);
    check_loopback("http://127.0.0.1.example", false);
    check_loopback("http://localhost.example", false);
    check_loopback("http://128.0.0.1", false);
}

proptest! {
    #[test]
    fn the_normal_form_is_read_as_itself(
        https in any::<bool>(),
        host in "[a-z]{1,9}(\\.[a-z][a-z0-9]{0,4}){0,3}",
        port in proptest::option::of(1..=u16::MAX),
        path in "(/[a-zA-Z0-9_~-]{1,6}){0,4}",
    ) {
        let scheme = if https { "https" } else { "http" };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let text = format!("{scheme}://{host}{port}{path}");
        let url = WebUrl::parse(&text);
        prop_assert!(url.is_ok(), "{text}");
        let url = url.unwrap();
        prop_assert_eq!(url.path(), path);
        prop_assert_eq!(WebUrl::parse(&url.to_string()), Ok(url.clone()));
        prop_assert_eq!(WebUrl::parse(&url.origin()).map(|origin| origin.origin()), Ok(url.origin()));
    }

    #[test]
    fn what_is_read_holds_only_plain_characters(text in "(https?://)?[ -~\\PC]{0,40}") {
        if let Ok(url) = WebUrl::parse(&text) {
            let written = url.to_string();
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
            prop_assert!(written.chars().all(plain), "{written}");
            prop_assert_eq!(WebUrl::parse(&written), Ok(url));
        }
    }
}
