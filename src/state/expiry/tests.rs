use reactive_graph::prelude::*;
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join};

use crate::auth::{Lease, NotRenewed, Session, Token, TokenProvider};
use crate::state::bench::{Bench, bench, no_loggers};

fn lease(text: &str, ends_ms: f64) -> Lease {
    Lease { token: Token::parse(text).unwrap(), ends_ms: Some(ends_ms) }
}

fn connected(ends_ms: f64) -> Bench {
    let bench = bench(|_| no_loggers());
    bench.console.connect(bench.region(0), Session::with_lease(lease("first", ends_ms)));
    bench
}

/// Waits until the clock shows `at`, or a little later.
async fn until(bench: &Bench, at: f64) {
    while bench.service.now_ms.get() < at {
        bench.console.transport().sleep(0).await;
    }
}

/// Whether a notice stands at `at` when a session that begins at 0 ends at `ends_ms`.
#[track_caller]
fn check(ends_ms: f64, at: f64, told: &str) {
    let bench = connected(ends_ms);
    let look = async {
        until(&bench, at).await;
        assert_eq!(bench.told().first().map(String::as_str).unwrap_or_default(), told);
    };
    block_on(join(bench.console.watch_expiry(|ms| format!("{ms}")), look));
    assert_eq!(bench.told(), ["Your sign-in has ended. Renew it to go on."]);
}

#[test]
fn the_end_is_spoken_of_five_minutes_before_and_at_once_in_a_short_life() {
    check(3_600_000.0, 3_280_000.0, "");
    check(3_600_000.0, 3_316_000.0, "You are signed in until 3600000.");
    check(60_000.0, 1.0, "You are signed in until 60000.");
    check(-5.0, 0.0, "Your sign-in has ended. Renew it to go on.");
}

#[test]
fn a_later_token_ends_the_watch_and_its_notice() {
    let bench = connected(60_000.0);
    let renew = async {
        until(&bench, 15_000.0).await;
        assert_eq!(bench.told().len(), 1);
        bench.console.signed_in_again(lease("second", 9_000_000.0));
    };
    block_on(join(bench.console.watch_expiry(|ms| format!("{ms}")), renew));
    assert!(bench.told().is_empty());
    assert!(bench.service.now_ms.get() < 60_000.0);
    assert_eq!(bench.console.shared.ends_ms.get_untracked(), Some(9_000_000.0));
}

#[test]
fn disconnecting_ends_the_watch() {
    let bench = connected(3_600_000.0);
    let leave = async {
        until(&bench, 15_000.0).await;
        bench.console.disconnect();
    };
    block_on(join(bench.console.watch_expiry(|ms| format!("{ms}")), leave));
    assert!(bench.told().is_empty() && bench.service.now_ms.get() < 60_000.0);
}

struct Portal(Result<Lease, NotRenewed>);

impl TokenProvider for Portal {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let outcome = self.0.clone();
        async move { outcome }.boxed_local()
    }
}

/// A portal's session of ten minutes, watched until the provider was asked.
fn by_portal(outcome: Result<Lease, NotRenewed>) -> (Bench, Session) {
    let bench = bench(|_| no_loggers());
    let session = Session::with_lease(lease("first", 600_000.0));
    session.ask(Rc::new(Portal(outcome)));
    bench.console.connect(bench.region(0), session.clone());
    block_on(bench.console.watch_expiry(|ms| format!("{ms}")));
    (bench, session)
}

#[test]
fn a_portal_renews_without_a_word() {
    let (bench, session) = by_portal(Ok(lease("second", 9_000_000.0)));
    assert_eq!(session.token().unwrap().header_value(), "second");
    assert!(bench.told().is_empty());
    assert_eq!(bench.service.now_ms.get(), 480_000.0);
}

#[test]
fn a_portal_that_fails_is_told_with_its_words_and_the_token_stays() {
    let (bench, session) = by_portal(Err(NotRenewed::Failed("no session".to_owned())));
    assert_eq!(session.token().unwrap().header_value(), "first");
    assert_eq!(bench.told(), ["Your sign-in was not renewed: no session"]);
}
