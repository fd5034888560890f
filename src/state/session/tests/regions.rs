//! Regions, and the service catalog that says where they are.

use super::*;
use crate::api::error::NoEndpoint;
use crate::api::identity::ListedEndpoint;
use crate::domain::endpoint::{Endpoint, EndpointFault};
use crate::domain::web_url::UrlFault;
use crate::state::bench::bench_of;

#[test]
fn another_region_gets_the_same_token_and_none_of_the_data() {
    let bench = bench(|_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    block_on(console.load_list());
    console.part.notices.add(Progress::Done, Message::plain(words::RENEWED));
    console.switch_region("KR2");
    assert_eq!(console.shared.connection.get_untracked().unwrap().region, bench.region(1));
    assert!(console.shared.loggers.with_untracked(|remote| remote.value.is_none()));
    assert!(bench.told().is_empty());
    block_on(console.load_list());
    let calls = bench.service.calls.borrow();
    assert!(calls[0].url.starts_with("https://kr1-") && calls[1].url.starts_with("https://kr2-"));
    assert_eq!(calls[1].token, "t");
}

#[test]
fn unsaved_edits_are_asked_about_before_the_region_changes() {
    let bench = bench(|_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    console.part.create.begun_from.set(Some(String::new()));
    console.part.create.draft.update(|draft| draft.name = "web".to_owned());
    console.switch_region("KR1");
    assert_eq!(console.part.leaving.get_untracked(), None, "it is there already");
    console.switch_region("KR2");
    assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::Region("KR2".to_owned())));
    assert_eq!(console.shared.connection.get_untracked().unwrap().region.id, "KR1");
    console.leave();
    assert_eq!(console.shared.connection.get_untracked().unwrap().region.id, "KR2");
    assert!(!console.part.create.is_dirty());
    console.switch_region("KR9");
    assert_eq!(console.shared.connection.get_untracked().unwrap().region.id, "KR2");
}

fn at(region: &str, url: &str) -> ListedEndpoint {
    ListedEndpoint { region: region.to_owned(), endpoint: Endpoint::parse(url) }
}

/// KR1 is where the configuration says; KR2 and KR3 are where a service catalog says.
const PARTLY: &str = r#"{"regions":[{"id":"KR1","network":"https://kr1.example"},{"id":"KR2"},{"id":"KR3"}],
    "identity":"https://identity.example","proxy":"/nhn/{host}{+path}"}"#;

fn entry(bench: &Bench, id: &str) -> RegionEntry {
    bench.console.shared.config.with_value(|config| config.region(id).cloned()).unwrap()
}

/// Signs in to a region with this catalog and reads its list.
fn by_account(bench: &Bench, id: &str, networks: Vec<ListedEndpoint>) -> Result<(), ApiError> {
    let region = place(&entry(bench, id), &networks)?;
    let account = Account { tenant_id: "t".to_owned(), user_name: "u".to_owned() };
    let grant = Grant { lease: lease("fresh"), end: None, networks, storages: Vec::new() };
    bench.console.tell_grant(&region, &grant);
    bench.console.connect_account(region, grant, account);
    block_on(bench.console.load_list());
    Ok(())
}

fn offered(bench: &Bench) -> Vec<String> {
    let connection = bench.console.shared.connection.get_untracked();
    connection.iter().flat_map(|here| &here.regions).map(|region| region.id.clone()).collect()
}

#[test]
fn a_region_is_where_the_catalog_says_unless_it_is_configured() {
    let bench = bench_of(PARTLY, |_| no_loggers());
    let networks = || {
        let elsewhere =
            [at("kr2", "https://kr2.catalog.example/base"), at("KR3", "http://kr3.catalog.example")];
        [at("KR1", "https://kr1.catalog.example")].into_iter().chain(elsewhere).collect()
    };
    by_account(&bench, "KR2", networks()).unwrap();
    assert_eq!(offered(&bench), ["KR1", "KR2"], "no token goes to KR3 over plain http");
    assert!(bench.told().is_empty());
    bench.console.switch_region("KR1");
    block_on(bench.console.load_list());
    // Both through the proxy of this site.
    let calls = bench.service.calls.borrow();
    assert!(
        calls[0].url.starts_with("/nhn/kr2.catalog.example/base/v2.0/flowlog-loggers"),
        "{}",
        calls[0].url
    );
    assert!(calls[1].url.starts_with("/nhn/kr1.example/v2.0/flowlog-loggers"), "{}", calls[1].url);
    drop(calls);
    bench.console.switch_region("KR3");
    assert_eq!(bench.console.shared.connection.get_untracked().unwrap().region.id, "KR1");
    assert!(bench.told()[0].contains("KR3 has no endpoint in the configuration"), "{:?}", bench.told());
}

#[test]
fn a_hosts_token_goes_to_no_endpoint_that_only_a_catalog_named() {
    let networks =
        || vec![at("KR1", "https://kr1.catalog.example"), at("KR2", "https://kr2.catalog.example")];
    let expired = Rc::new(Cell::new(false));
    let is_expired = expired.clone();
    let bench = bench_of(PARTLY, move |call| {
        if is_expired.get() && call.token == "fresh" { unauthorized() } else { no_loggers() }
    });
    let console = bench.console;
    let (provider, times) = giving(Ok(lease("host")));
    by_account(&bench, "KR2", networks()).unwrap();
    expired.set(true);
    let session = console.client().unwrap().session().clone();
    let provide = async {
        asked(console).await;
        assert!(!console.take_provider(&session, provider.clone()), "the person goes on");
        console.decline_sign_in();
    };
    block_on(join(console.load_list(), provide));
    assert_eq!((bench.tokens(), times.get()), (vec!["fresh".to_owned(); 2], 0));
    // Where the endpoint is configured, the host's token may come; the other regions are offered no more.
    expired.set(false);
    by_account(&bench, "KR1", networks()).unwrap();
    assert_eq!(offered(&bench), ["KR1", "KR2"]);
    assert!(!console.take_provider(console.client().unwrap().session(), provider), "nobody is asked yet");
    assert_eq!(offered(&bench), ["KR1"]);
    expired.set(true);
    block_on(console.load_list());
    assert_eq!(bench.tokens()[2..], ["fresh", "fresh", "host"]);
}

#[track_caller]
fn check_nowhere(networks: Vec<ListedEndpoint>, why: NoEndpoint) {
    let bench = bench_of(PARTLY, |_| no_loggers());
    let error = by_account(&bench, "KR2", networks).unwrap_err();
    assert_eq!(error, ApiError::no_endpoint("KR2", why));
    assert!(!error.is_ambiguous() && error.status().is_none());
    assert!(
        bench.service.calls.borrow().is_empty() && bench.console.shared.connection.get_untracked().is_none()
    );
}

#[test]
fn a_catalog_that_leads_nowhere_is_an_error_and_no_request() {
    let unusable = NoEndpoint::Unusable;
    check_nowhere(vec![], NoEndpoint::NotListed);
    check_nowhere(vec![at("KR1", "https://kr1.example")], NoEndpoint::NotListed);
    check_nowhere(vec![at("KR2", "http://kr2.example")], unusable(EndpointFault::PlainHttp));
    let query = unusable(EndpointFault::Url(UrlFault::Query));
    check_nowhere(vec![at("KR2", "https://kr2.example?token=")], query);
}

#[test]
fn a_token_alone_leads_to_configured_endpoints_only() {
    let bench = bench_of(PARTLY, |_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    assert_eq!(offered(&bench), ["KR1"]);
    console.disconnect();
    console.connect_to(entry(&bench, "KR2"), Session::with_token(Token::parse("t").unwrap()));
    assert!(console.shared.connection.get_untracked().is_none() && console.client().is_none());
    let refused = console.shared.refused.get_untracked();
    assert_eq!(refused, Some(ApiError::no_endpoint("KR2", NoEndpoint::NoCatalog)));
    assert_eq!(console.shared.last_region.get_untracked().as_deref(), Some("KR2"));
    console.connect_to(entry(&bench, "KR1"), Session::with_token(Token::parse("t").unwrap()));
    assert!(
        console.shared.connection.get_untracked().is_some()
            && console.shared.refused.get_untracked().is_none()
    );
}

#[test]
fn a_catalog_is_forgotten_with_its_token() {
    let bench = bench_of(PARTLY, |_| no_loggers());
    by_account(&bench, "KR2", vec![at("KR2", "https://kr2.catalog.example")]).unwrap();
    bench.console.disconnect();
    bench.connect("t");
    assert_eq!(offered(&bench), ["KR1"]);
}

#[track_caller]
fn check_regions(catalog: &[&str], offered: &[&str]) {
    let bench = bench(|_| no_loggers());
    let networks = catalog.iter().map(|id| at(id, "https://catalog.example")).collect();
    let account = Account { tenant_id: "t".to_owned(), user_name: "u".to_owned() };
    let grant = Grant { lease: lease("t"), end: None, networks, storages: Vec::new() };
    bench.console.tell_grant(&bench.region(0), &grant);
    bench.console.connect_account(bench.region(0), grant, account);
    let regions = bench.console.shared.connection.get_untracked().unwrap().regions;
    assert_eq!(regions.iter().map(|region| region.id.as_str()).collect::<Vec<_>>(), offered);
    assert_eq!(bench.told().len(), usize::from(!catalog.contains(&"KR1") && !catalog.contains(&"kr1")));
}

#[test]
fn the_catalog_says_which_regions_the_account_has() {
    check_regions(&["KR1", "KR2", "TRAP1"], &["KR1", "KR2"]);
    check_regions(&["kr1"], &["KR1"]);
    check_regions(&["KR2"], &["KR1", "KR2"]);
    check_regions(&["TRAP1"], &["KR1", "KR2"]);
    check_regions(&[], &["KR1", "KR2"]);
}

#[test]
fn what_the_identity_service_leaves_unsaid_is_told_once() {
    let bench = bench(|_| no_loggers());
    let region = bench.region(0);
    let end = Some(NoEnd::Unreadable("soon".to_owned()));
    let networks = vec![at("KR1", "https://catalog.example")];
    let grant = Grant { lease: lease("t"), end, networks, storages: Vec::new() };
    bench.console.tell_grant(&region, &grant);
    bench.console.tell_grant(&region, &grant);
    assert_eq!(bench.told().len(), 1);
    assert!(bench.told()[0].contains("“soon”"));
    bench.console.tell_grant(&region, &Grant { end: Some(NoEnd::Missing), ..grant });
    assert!(bench.told()[0].contains("does not say until when"));
}
