use proptest::prelude::*;

use super::StorageFault::*;
use super::*;

const HOST: &str = "kr2-api-object-storage.nhncloudservice.com";
const ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";
/// The example of the guide.
const GUIDE: &str = "https://kr2-api-object-storage.alpha-nhncloudservice.com/v1/\
    AUTH_e670167936434f85a03694184000ffe6/flowlog-test/240729";

/// Short addresses for a table: `H` is the host and `A` the account.
fn full(short: &str) -> String {
    short.replace("{H}", HOST).replace("{A}", ACCOUNT)
}

#[track_caller]
fn check(short: &str, expect: &[StorageFault]) -> Reading {
    let text = full(short);
    let reading = read(&text, None, 0);
    assert_eq!(reading.faults, expect, "{text:?}");
    assert_eq!(reading.url.is_some(), expect.is_empty(), "{text:?}");
    reading
}

/// A URL with one fault in it: the parts of which nothing is wrong are still understood.
#[track_caller]
fn check_only(short: &str, fault: StorageFault) {
    let parts = check(short, &[fault]).parts;
    assert_eq!(parts.host.as_deref(), Some(HOST), "{short}");
    assert_eq!(parts.account.as_deref(), Some(ACCOUNT), "{short}");
    assert_eq!(parts.container.as_deref(), Some("c"), "{short}");
    assert_eq!(parts.directory.as_deref(), Some("d"), "{short}");
}

#[track_caller]
fn check_typed(short: &str, container: &str, directory: &str) {
    let typed = read(&full(short), None, 0).typed;
    assert_eq!(typed.account.as_deref(), Some(ACCOUNT), "{short}");
    assert_eq!(typed.container.as_deref(), Some(container), "{short}");
    assert_eq!(typed.directory.as_deref(), Some(directory), "{short}");
}

#[test]
fn what_is_wrong_with_a_part_can_be_seen_in_it() {
    check_typed("https://{H}/v1/{A}/c/d", "c", "d");
    check_typed("https://{H}/v1/{A}/../x y", "..", "x y");
    check_typed("https://{H}/v1/{A}/c c/d/e\tf/", "c c", "d/e\tf");
    check_typed("https://{H}/v1/{A}/c\\d d", "c", "d d");
    check_typed("https://{H}/v1/{A}/c/d d?e f", "c", "d d");
}

#[test]
fn the_guides_example_is_sound() {
    let reading = check(GUIDE, &[]);
    assert_eq!(reading.notes, []);
    let url = reading.url.unwrap();
    assert_eq!(url.to_string(), GUIDE);
    assert_eq!(url.host(), "kr2-api-object-storage.alpha-nhncloudservice.com");
    assert_eq!((url.account(), url.container(), url.directory()), (ACCOUNT, "flowlog-test", "240729"));
    assert_eq!(reading.parts.scheme.as_deref(), Some("https"));
    assert_eq!(reading.parts.version.as_deref(), Some("v1"));
}

#[track_caller]
fn check_normal(short: &str, expect: &str) {
    assert_eq!(check(short, &[]).url.unwrap().to_string(), full(expect));
}

#[test]
fn sound_addresses_have_one_form() {
    check_normal("HTTPS://{H}/v1/{A}/c/d", "https://{H}/v1/{A}/c/d");
    check_normal("https://KR2-API-Object-Storage.nhncloudservice.com/v1/{A}/c/d", "https://{H}/v1/{A}/c/d");
    check_normal("https://{H}:443/v1/{A}/c/d", "https://{H}/v1/{A}/c/d");
    check_normal("https://{H}:8443/v1/{A}/c/d", "https://{H}:8443/v1/{A}/c/d");
    check_normal("https://{H}/v1/{A}/c/d/e/f", "https://{H}/v1/{A}/c/d/e/f");
    check_normal("https://{H}/v1/{A}/c/d/", "https://{H}/v1/{A}/c/d");
    check_normal("https://{H}/{A}/c/d", "https://{H}/{A}/c/d");
    check_normal("https://{H}/v1/{A}/c%20d/e%2Ff", "https://{H}/v1/{A}/c%20d/e%2Ff");
    check_normal("https://{H}/v1/{A}/로그/웹=1", "https://{H}/v1/{A}/로그/웹=1");
    check_normal("https://{H}/v1/{A}/c/d@e:f", "https://{H}/v1/{A}/c/d@e:f");
    check_normal("https://{H}/v1/{A}/AUTH_c/v1/d", "https://{H}/v1/{A}/AUTH_c/v1/d");
    check_normal("https://{H}/v1/{A}/.c/...", "https://{H}/v1/{A}/.c/...");
}

#[test]
fn a_scheme_other_than_https_is_one_fault() {
    check_only("http://{H}/v1/{A}/c/d", NotHttps(Some("http".into())));
    check_only("ftp://{H}/v1/{A}/c/d", NotHttps(Some("ftp".into())));
    check_only("https:{H}/v1/{A}/c/d", NotHttps(Some("https".into())));
    check_only("https:/{H}/v1/{A}/c/d", NotHttps(Some("https".into())));
    check_only("//{H}/v1/{A}/c/d", NotHttps(None));
    check_only("{H}/v1/{A}/c/d", NotHttps(None));
    check("{H}:8443/v1/{A}/c/d", &[NotHttps(None)]);
    check("h", &[NotHttps(None)]);
    check("https", &[NotHttps(None)]);
    check("https:", &[NotHttps(None)]);
    check("https:/", &[NotHttps(None)]);
    check("http://", &[NotHttps(Some("http".into()))]);
    check("/", &[NotHttps(None)]);
}

#[test]
fn stray_characters_are_one_fault_each() {
    check_only("https://user@{H}/v1/{A}/c/d", UserInfo);
    check_only("https://user:secret@{H}/v1/{A}/c/d", UserInfo);
    check_only("https://@{H}/v1/{A}/c/d", UserInfo);
    check_only("https://{H}/v1/{A}/c/d?x=/y", Query);
    check_only("https://{H}/v1/{A}/c/d?", Query);
    check_only("https://{H}/v1/{A}/c/d#x/y", Fragment);
    check_only("https://{H}/v1/{A}/c/d#x?y", Fragment);
    check_only("https://{H}/v1/{A}/c/d ", Space);
    check_only(" https://{H}/v1/{A}/c/d", Space);
    check_only("https://{H}/v1/{A} /c/d", Space);
    check_only("https://{H}/v1/{A}/c/\u{3000}d", Space);
    check_only("https://{H}\\v1\\{A}\\c\\d", Backslash);
    check_only("https:\\\\{H}/v1/{A}/c/d", Backslash);
    check_only("https://{H}/v1/{A}/c/d\t", Control);
    check_only("https://{H}/v1/{A}/c/\nd", Control);
    check_only("https://{H}/v1/{A}/c/d\u{85}", Control);
    check("https://{H}/v1/{A}/c/d%00", &[Control]);
    check("https://{H}/v1/{A}/c%0A/d%0D", &[Control]);
    check_only("https://{H}/v1/{A}/c/d\0", Control);
}

#[test]
fn a_host_is_needed() {
    check("https://", &[NoHost]);
    check("https:///", &[NoHost]);
    check("https:///v1/{A}/c/d", &[NoHost]);
    check("https://:443/v1/{A}/c/d", &[NoHost]);
    check("https://user@/v1/{A}/c/d", &[UserInfo, NoHost]);
    check("https://127.1/v1/{A}/c/d", &[BadHost("127.1".into())]);
    check("https://{H}./v1/{A}/c/d", &[BadHost(full("{H}."))]);
    check("https://{H}:0/v1/{A}/c/d", &[BadHost(full("{H}:0"))]);
    check("https://{H}:/v1/{A}/c/d", &[BadHost(full("{H}:"))]);
    check("https://스토리지/v1/{A}/c/d", &[BadHost("스토리지".into())]);
}

#[test]
fn only_v1_stands_before_the_account() {
    check_only("https://{H}/v2/{A}/c/d", Version("v2".into()));
    check_only("https://{H}/V1/{A}/c/d", Version("V1".into()));
    check_only("https://{H}/swift/v1/{A}/c/d", Version("swift/v1".into()));
    check_only("https://{H}/v1/v1/{A}/c/d", Version("v1/v1".into()));
    check_only("https://{H}/v1//{A}/c/d", EmptySegment(StoragePart::Version));
    check_only("https://{H}//v1/{A}/c/d", EmptySegment(StoragePart::Version));
    check_only("https://{H}//{A}/c/d", EmptySegment(StoragePart::Version));
    check_only("https://{H}/./v1/{A}/c/d", DotSegment(StoragePart::Version, ".".into()));
    check_only("https://{H}/v1/../{A}/c/d", DotSegment(StoragePart::Version, "..".into()));
}

#[test]
fn an_account_is_auth_and_32_lower_case_hex_digits() {
    let wrong = |account: &str| {
        let reading = check(&format!("https://{{H}}/v1/{account}/c/d"), &[Account(account.into())]);
        assert_eq!(reading.parts.container.as_deref(), Some("c"));
    };
    wrong("AUTH_");
    wrong("AUTH_e670");
    wrong("AUTH_E670167936434f85a03694184000ffe6");
    wrong("auth_e670167936434f85a03694184000ffe6");
    wrong("AUTH_g670167936434f85a03694184000ffe6");
    wrong("AUTH_e670167936434f85a03694184000ffe60");
    wrong("AUTH-e670167936434f85a03694184000ffe6");
    wrong("AUTH_e670%31");
    wrong("e670167936434f85a03694184000ffe6");
    wrong("me");
    wrong("..");
    check("https://{H}", &[AccountMissing]);
    check("https://{H}/", &[AccountMissing]);
    check("https://{H}/v1", &[AccountMissing]);
    check("https://{H}/v1/", &[AccountMissing]);
    check("https://{H}/v1//c/d", &[AccountMissing]);
    check("https://{H}/me/c/d", &[Account("me".into())]);
}

#[test]
fn a_container_is_a_plain_name() {
    check("https://{H}/v1/{A}", &[ContainerMissing]);
    check("https://{H}/v1/{A}/", &[ContainerMissing]);
    check("https://{H}/v1/{A}//", &[ContainerMissing]);
    check("https://{H}/v1/{A}//d", &[ContainerMissing]);
    check("https://{H}/v1/{A}/./d", &[ContainerDots(".".into())]);
    check("https://{H}/v1/{A}/../d", &[ContainerDots("..".into())]);
    check("https://{H}/v1/{A}/%2e%2E/d", &[ContainerDots("%2e%2E".into())]);
    check("https://{H}/v1/{A}/a%2Fb/d", &[ContainerSlash("a%2Fb".into())]);
    check("https://{H}/v1/{A}/c%/d", &[BrokenEscape(StoragePart::Container, "%".into())]);
    check("https://{H}/v1/{A}/c%zz/d", &[BrokenEscape(StoragePart::Container, "%zz".into())]);
    check(&format!("https://{{H}}/v1/{{A}}/{}/d", "c".repeat(256)), &[]);
    check(&format!("https://{{H}}/v1/{{A}}/{}/d", "c".repeat(257)), &[ContainerTooLong(257)]);
    check(&format!("https://{{H}}/v1/{{A}}/{}/d", "로".repeat(85)), &[]);
    check(&format!("https://{{H}}/v1/{{A}}/{}/d", "로".repeat(86)), &[ContainerTooLong(258)]);
    check(&format!("https://{{H}}/v1/{{A}}/{}/d", "%41".repeat(256)), &[]);
}

#[test]
fn a_directory_has_a_name_in_every_segment() {
    let directory = StoragePart::Directory;
    check("https://{H}/v1/{A}/c", &[DirectoryMissing]);
    check("https://{H}/v1/{A}/c/", &[DirectoryMissing]);
    check("https://{H}/v1/{A}/c//", &[DirectoryMissing]);
    check("https://{H}/v1/{A}/c//d", &[EmptySegment(directory)]);
    check("https://{H}/v1/{A}/c/d//", &[EmptySegment(directory)]);
    check("https://{H}/v1/{A}/c/d//e//f", &[EmptySegment(directory)]);
    check("https://{H}/v1/{A}/c/d%2F%2fe", &[EmptySegment(directory)]);
    check("https://{H}/v1/{A}/c/d/./e", &[DotSegment(directory, ".".into())]);
    check("https://{H}/v1/{A}/c/..", &[DotSegment(directory, "..".into())]);
    check("https://{H}/v1/{A}/c/d%2F%2E%2e", &[DotSegment(directory, "..".into())]);
    check("https://{H}/v1/{A}/c/100%", &[BrokenEscape(directory, "%".into())]);
    check("https://{H}/v1/{A}/c/%4", &[BrokenEscape(directory, "%4".into())]);
    check("https://{H}/v1/{A}/c/%로그", &[BrokenEscape(directory, "%로그".into())]);
    check("https://{H}/v1/{A}/c/%41%ff", &[BrokenEscape(directory, "%41%ff".into())]);
}

#[test]
fn directory_and_file_name_have_a_limit_together() {
    let url = |bytes: usize| full(&format!("https://{{H}}/v1/{{A}}/c/{}", "d".repeat(bytes)));
    assert_eq!(read(&url(1_024), None, 0).faults, []);
    assert_eq!(read(&url(1_025), None, 0).faults, [TooLong(1_025)]);
    assert_eq!(read(&url(924), None, 100).faults, []);
    assert_eq!(read(&url(925), None, 100).faults, [TooLong(1_025)]);
}

#[test]
fn two_wrong_things_are_two_faults_in_order() {
    check("", &[Empty]);
    check(
        "http://a b/v2/{A}/./d%",
        &[
            Space,
            NotHttps(Some("http".into())),
            Version("v2".into()),
            ContainerDots(".".into()),
            BrokenEscape(StoragePart::Directory, "%".into()),
        ],
    );
    check("https://{H}/v1/me", &[Account("me".into()), ContainerMissing]);
    check(
        "https://api.example\\@evil.example",
        &[Backslash, Account("@evil.example".into()), ContainerMissing],
    );
}

#[track_caller]
fn check_notes(short: &str, region: Option<&str>, expect: &[StorageNote]) {
    assert_eq!(read(&full(short), region, 0).notes, expect, "{short}");
}

#[track_caller]
fn check_region(id: &str, hosts: &[&str], expect: Option<&str>) {
    assert_eq!(region_code(id, hosts).as_deref(), expect);
}

#[test]
fn a_region_is_known_by_its_services_before_its_id() {
    const NETWORK: &str = "kr2-api-network-infrastructure.nhncloudservice.com";
    check_region("pangyo", &[NETWORK], Some("KR2"));
    check_region("KR1", &[HOST, NETWORK], Some("KR2"));
    check_region("kr1", &["127.0.0.1", "proxy.example"], Some("kr1"));
    check_region("kr1", &["web3-front.example"], Some("kr1"));
    check_region("pangyo", &["127.0.0.1"], None);
    check_region("pangyo", &["web3-front.example", NETWORK], Some("KR2"));
    check_region("", &[], None);
    check_region("2", &["-api-x", "api-object-storage"], None);
}

#[test]
fn what_can_be_used_but_should_be_known_is_a_note() {
    let other = StorageNote::OtherRegion { host: HOST.to_owned(), region: "KR2".to_owned() };
    check_notes("https://{H}/v1/{A}/c/d", None, &[]);
    check_notes("https://{H}/v1/{A}/c/d", Some("KR2"), &[]);
    check_notes("https://{H}/v1/{A}/c/d", Some("kr2"), &[]);
    check_notes("https://{H}/v1/{A}/c/d", Some("KR1"), std::slice::from_ref(&other));
    check_notes("https://{H}", Some("KR1"), &[other]);
    check_notes("https://storage.example/v1/{A}/c/d", Some("KR1"), &[]);
    check_notes("https://kr2-api-network-infrastructure.nhncloudservice.com/v1/{A}/c/d", Some("KR1"), &[]);
    check_notes("https://gov-api-object-storage.example/v1/{A}/c/d", Some("KR1"), &[]);
    check_notes("https://{H}/{A}/c/d", None, &[StorageNote::NoVersion]);
    check_notes("https://{H}/v1/{A}/c/d/", None, &[StorageNote::TrailingSlash]);
    check_notes("https://{H}/v1/{A}/c/", None, &[]);
    check_notes("https://{H}/v1/", None, &[]);
    check_notes("https://{H}", None, &[]);
    check_notes("https://{H}/{A}/c/d/", None, &[StorageNote::NoVersion, StorageNote::TrailingSlash]);
}

#[test]
fn parts_show_while_one_types() {
    let parts = |short: &str| read(&full(short), None, 0).parts;
    assert_eq!(parts(""), StorageParts::default());
    assert_eq!(parts("htt"), StorageParts { scheme: Some("htt".into()), ..StorageParts::default() });
    assert_eq!(
        parts("https://kr"),
        StorageParts { scheme: Some("https".into()), host: Some("kr".into()), ..StorageParts::default() }
    );
    assert_eq!(parts("https://{H}/v").version.as_deref(), Some("v"));
    assert_eq!(parts("https://{H}/v1/AUT").account.as_deref(), Some("AUT"));
    assert_eq!(parts("https://{H}/v1/{A}/fl").container.as_deref(), Some("fl"));
    assert_eq!(parts("https://{H}/v1/{A}/flow/a/b").directory.as_deref(), Some("a/b"));
}

/// The parts of a sound address: host, whether `v1` stands there, account, container, directory.
fn sound() -> impl Strategy<Value = (String, bool, String, String, String)> {
    let name = "[a-zA-Z0-9_=~@:,!+로-]{1,12}(%[2-7][0-9A-E])?[a-z0-9]";
    let name = name.prop_filter("an encoded slash is not plain", |name| !name.contains("%2F"));
    let directory = proptest::collection::vec(name.clone(), 1..5).prop_map(|segments| segments.join("/"));
    ("[a-z][a-z0-9]{0,8}(\\.[a-z][a-z0-9]{0,8}){0,3}", any::<bool>(), "AUTH_[0-9a-f]{32}", name, directory)
}

fn address(
    (host, version, account, container, directory): &(String, bool, String, String, String),
) -> String {
    let version = if *version { "v1/" } else { "" };
    format!("https://{host}/{version}{account}/{container}/{directory}")
}

proptest! {
    #[test]
    fn a_sound_address_is_read_part_by_part(parts in sound(), slash in any::<bool>()) {
        let text = address(&parts);
        let reading = read(&format!("{text}{}", if slash { "/" } else { "" }), None, 80);
        prop_assert_eq!(&reading.faults, &[]);
        prop_assert_eq!(reading.notes.contains(&StorageNote::TrailingSlash), slash);
        prop_assert_eq!(reading.notes.contains(&StorageNote::NoVersion), !parts.1);
        let url = reading.url.unwrap();
        prop_assert_eq!((url.host(), url.account()), (parts.0.as_str(), parts.2.as_str()));
        prop_assert_eq!((url.container(), url.directory()), (parts.3.as_str(), parts.4.as_str()));
        prop_assert_eq!(url.to_string(), text);
    }

    #[test]
    fn one_stray_character_is_one_fault(
        parts in sound(),
        at in any::<prop::sample::Index>(),
        stray in "[ \t\n\u{a0}\u{1}]",
    ) {
        let text = address(&parts);
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let (before, after) = text.split_at(*at.get(&places));
        let reading = read(&format!("{before}{stray}{after}"), None, 0);
        let control = stray.chars().all(char::is_control);
        prop_assert_eq!(reading.faults, vec![if control { Control } else { Space }]);
    }

    #[test]
    fn each_prefix_is_faulty_or_sound_but_never_both(parts in sound(), end in any::<prop::sample::Index>()) {
        let text = address(&parts);
        let ends: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let reading = read(&text[..*end.get(&ends)], Some("KR1"), 80);
        prop_assert_eq!(reading.url.is_none(), !reading.faults.is_empty());
    }

    #[test]
    fn whatever_is_accepted_is_safe_and_stays_itself(
        start in "(https://)?([a-z.]{0,8}|\\PC{0,4})(/v1|/|/\\PC{0,3})?(/AUTH_[0-9a-f]{32})?",
        rest in "(/(\\.|%2[eEfF]|%|[a-z]|\\PC){0,3}){0,4}",
    ) {
        let reading = read(&format!("{start}{rest}"), Some("KR1"), 0);
        prop_assert_eq!(reading.url.is_none(), !reading.faults.is_empty());
        let mut seen = reading.faults.clone();
        seen.dedup();
        prop_assert_eq!(&seen, &reading.faults);
        if let Some(url) = reading.url {
            let again = read(&url.to_string(), Some("KR1"), 0);
            prop_assert!(!again.notes.contains(&StorageNote::TrailingSlash));
            prop_assert_eq!(again.url.as_ref(), Some(&url));
            let stray = |c: char| c.is_control() || c.is_whitespace() || "\\?#".contains(c);
            prop_assert!(!url.to_string().contains(stray));
            let decoded = percent_encoding::percent_decode_str(url.directory()).decode_utf8().unwrap();
            prop_assert!(decoded.split('/').all(|segment| !matches!(segment, "" | "." | "..")));
        }
    }
}
