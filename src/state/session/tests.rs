use futures_executor::block_on;
use futures_util::future::{join, join3, select};
use reactive_graph::prelude::*;

use std::cell::Cell;

use super::*;
use crate::api::error::NoEndpoint;
use crate::api::identity::ListedEndpoint;
use crate::auth::Token;
use crate::domain::endpoint::{Endpoint, EndpointFault};
use crate::domain::web_url::UrlFault;
use crate::state::bench::{Bench, bench, bench_of, no_loggers, unauthorized};

fn lease(text: &str) -> Lease {
    Lease { token: Token::parse(text).unwrap(), ends_ms: None }
}

/// Takes the token "fresh" alone.
fn strict() -> Bench {
    bench(|call| if call.token == "fresh" { no_loggers() } else { unauthorized() })
}

/// Waits until the person is asked.
async fn asked(console: Console) -> Asked {
    loop {
        if let Some(asked) = console.shared.asked.get_untracked() {
            return asked;
        }
        console.transport().sleep(1).await;
    }
}

#[test]
fn requests_that_are_refused_wait_for_one_sign_in_and_are_repeated_once() {
    let bench = strict();
    let console = bench.console;
    bench.connect("old");
    let client = console.client().unwrap();
    let query = LoggerQuery::default();
    let sign_in = async {
        let why = asked(console).await;
        assert_eq!(why.refusal.as_deref(), Some("Token expired."));
        console.signed_in_again(lease("fresh"));
    };
    let (first, second, ()) =
        block_on(join3(client.list_loggers(&query), client.list_loggers(&query), sign_in));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(bench.tokens(), ["old", "old", "fresh", "fresh"]);
    assert!(
        console.shared.asked.get_untracked().is_none() && console.shared.connection.get_untracked().is_some()
    );
}

#[test]
fn a_new_token_that_is_refused_too_leads_to_connect() {
    let bench = strict();
    let console = bench.console;
    bench.connect("old");
    let sign_in = async {
        asked(console).await;
        console.signed_in_again(lease("worse"));
    };
    block_on(join(console.load_logger("1"), sign_in));
    assert_eq!(bench.tokens(), ["old", "worse"]);
    assert!(console.shared.connection.get_untracked().is_none());
    assert!(console.shared.refused.get_untracked().is_some_and(|error| error.is_unauthorized()));
}

#[test]
fn declining_leads_to_connect_with_the_services_words_and_what_was_written() {
    let bench = strict();
    let console = bench.console;
    let session = bench.connect("old");
    console.part.create.begun_from.set(Some(String::new()));
    console.part.create.draft.update(|draft| draft.name = "kept".to_owned());
    let decline = async {
        asked(console).await;
        console.decline_sign_in();
    };
    block_on(join(console.load_logger("1"), decline));
    assert!(console.shared.connection.get_untracked().is_none() && session.token().is_none());
    let refused = console.shared.refused.get_untracked().unwrap();
    assert!(matches!(refused.cause, Cause::Refused(refusal) if refusal.message == "Token expired."));
    assert!(console.part.create.is_dirty());
    assert_eq!(console.shared.last_region.get_untracked().as_deref(), Some("KR1"));
    assert_eq!(bench.tokens(), ["old"]);
}

#[test]
fn declining_to_renew_ahead_of_time_changes_nothing() {
    let bench = strict();
    let console = bench.console;
    bench.connect("fresh");
    let decline = async {
        assert_eq!(asked(console).await.refusal, None);
        console.decline_sign_in();
    };
    block_on(join(console.renew_session(true), decline));
    assert!(console.shared.connection.get_untracked().is_some());
    assert!(block_on(console.client().unwrap().list_loggers(&LoggerQuery::default())).is_ok());
}

#[test]
fn a_sign_in_that_nobody_waits_for_any_more_counts() {
    let bench = strict();
    let console = bench.console;
    bench.connect("old");
    let client = console.client().unwrap();
    let query = LoggerQuery::default();
    // The page that asked is left, and its request with it.
    block_on(select(Box::pin(client.list_loggers(&query)), Box::pin(asked(console))));
    console.signed_in_again(lease("fresh"));
    assert!(block_on(client.list_loggers(&query)).is_ok());
    assert_eq!(bench.tokens(), ["old", "fresh"]);
}

/// A host's provider that gives one answer, at once.
struct Giving(Result<Lease, NotRenewed>, Rc<Cell<u32>>);

impl TokenProvider for Giving {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        self.1.set(self.1.get() + 1);
        Box::pin(std::future::ready(self.0.clone()))
    }
}

/// One that takes its time.
struct Slow(Console);

impl TokenProvider for Slow {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let transport = self.0.transport();
        Box::pin(async move {
            transport.sleep(1).await;
            Ok(lease("late"))
        })
    }
}

fn giving(outcome: Result<Lease, NotRenewed>) -> (Rc<dyn TokenProvider>, Rc<Cell<u32>>) {
    let times = Rc::new(Cell::new(0));
    (Rc::new(Giving(outcome, times.clone())), times)
}

fn failing(words: &str) -> Rc<dyn TokenProvider> {
    giving(Err(NotRenewed::Failed(words.to_owned()))).0
}

#[test]
fn a_provider_that_comes_while_the_person_is_asked_takes_the_question_over() {
    let bench = strict();
    let console = bench.console;
    let session = bench.connect("old");
    console.part.create.begun_from.set(Some(String::new()));
    console.part.create.draft.update(|draft| draft.name = "kept".to_owned());
    let client = console.client().unwrap();
    let query = LoggerQuery::default();
    let (provider, times) = giving(Ok(lease("fresh")));
    let provide = async {
        asked(console).await;
        assert!(console.take_provider(&session, failing("closed")));
        console.ask_provider().await;
        assert!(console.shared.asked.get_untracked().is_some(), "the person goes on");
        assert_eq!(bench.told(), ["Your sign-in was not renewed: closed"]);
        assert!(console.take_provider(&session, provider));
        console.ask_provider().await;
    };
    let (first, second, ()) =
        block_on(join3(client.list_loggers(&query), client.list_loggers(&query), provide));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(bench.tokens(), ["old", "old", "fresh", "fresh"]);
    assert!(console.shared.asked.get_untracked().is_none() && console.part.create.is_dirty());
    assert_eq!(times.get(), 1);
    assert!(!console.shared.is_renewed_by_person.get_value());
}

#[test]
fn a_person_who_is_faster_than_the_provider_keeps_the_token() {
    let bench = strict();
    let console = bench.console;
    let session = bench.connect("old");
    let sign_in = async {
        asked(console).await;
        assert!(console.take_provider(&session, Rc::new(Slow(console))));
        let person = async { console.signed_in_again(lease("fresh")) };
        join(console.ask_provider(), person).await;
    };
    block_on(join(console.load_list(), sign_in));
    assert_eq!(bench.tokens(), ["old", "fresh"]);
    assert!(session.token() == Token::parse("fresh").ok());
}

#[test]
fn a_provider_in_place_of_one_that_failed_has_everything_read_again() {
    let bench = strict();
    let console = bench.console;
    let session = Session::with_provider(failing("closed"));
    console.connect(bench.region(0), session.clone());
    block_on(console.load_list());
    assert!(console.shared.loggers.with_untracked(|remote| remote.error.is_some()));
    let again = console.shared.reload_requests.get_untracked();
    assert!(!console.take_provider(&session, giving(Ok(lease("fresh"))).0), "nobody is asked");
    assert_ne!(console.shared.reload_requests.get_untracked(), again);
    block_on(console.load_list());
    assert!(console.shared.loggers.with_untracked(|remote| remote.error.is_none()));
    let again = console.shared.reload_requests.get_untracked();
    assert!(!console.take_provider(&session, giving(Ok(lease("fresh"))).0));
    assert_eq!(console.shared.reload_requests.get_untracked(), again, "there is a token");
}

#[test]
fn disconnecting_ends_the_waiting() {
    let bench = strict();
    let console = bench.console;
    bench.connect("old");
    let leave = async {
        asked(console).await;
        console.disconnect();
    };
    block_on(join(console.load_logger("1"), leave));
    assert!(
        console.shared.asked.get_untracked().is_none() && console.shared.answer.with_value(Option::is_none)
    );
}

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
