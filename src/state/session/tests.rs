use futures_executor::block_on;
use futures_util::future::{join, join3, select};
use reactive_graph::prelude::*;

use std::cell::Cell;

use super::*;
use crate::auth::Token;
use crate::state::bench::{Bench, bench, no_loggers, unauthorized};

mod regions;

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
