use futures_executor::block_on;
use futures_util::future::{join, join3, select};

use super::*;
use crate::auth::Token;
use crate::state::bench::{Bench, bench, no_loggers, unauthorized};

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
        if let Some(asked) = console.asked.get_untracked() {
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
    assert!(console.asked.get_untracked().is_none() && console.connection.get_untracked().is_some());
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
    assert!(console.connection.get_untracked().is_none());
    assert!(console.refused.get_untracked().is_some_and(|error| error.is_unauthorized()));
}

#[test]
fn declining_leads_to_connect_with_the_services_words_and_what_was_written() {
    let bench = strict();
    let console = bench.console;
    let session = bench.connect("old");
    console.create.begun_from.set(Some(String::new()));
    console.create.name.set("kept".to_owned());
    let decline = async {
        asked(console).await;
        console.decline_sign_in();
    };
    block_on(join(console.load_logger("1"), decline));
    assert!(console.connection.get_untracked().is_none() && session.token().is_none());
    let refused = console.refused.get_untracked().unwrap();
    assert!(matches!(refused.cause, Cause::Refused(refusal) if refusal.message == "Token expired."));
    assert!(console.create.is_dirty());
    assert_eq!(console.held.with_value(|held| held.last_region.borrow().clone()).as_deref(), Some("KR1"));
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
    assert!(console.connection.get_untracked().is_some());
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
        console.asked.get_untracked().is_none()
            && console.held.with_value(|held| held.answer.borrow().is_none())
    );
}

#[test]
fn another_region_gets_the_same_token_and_none_of_the_data() {
    let bench = bench(|_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    block_on(console.load_list());
    console.notices.add(Progress::Done, Message::plain(words::RENEWED));
    console.switch_region("KR2");
    assert_eq!(console.connection.get_untracked().unwrap().region, bench.region(1));
    assert!(console.loggers.with_untracked(|remote| remote.value.is_none()));
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
    console.create.begun_from.set(Some(String::new()));
    console.create.name.set("web".to_owned());
    console.switch_region("KR1");
    assert_eq!(console.leaving.get_untracked(), None, "it is there already");
    console.switch_region("KR2");
    assert_eq!(console.leaving.get_untracked(), Some(Leaving::Region("KR2".to_owned())));
    assert_eq!(console.connection.get_untracked().unwrap().region.id, "KR1");
    console.leave();
    assert_eq!(console.connection.get_untracked().unwrap().region.id, "KR2");
    assert!(!console.create.is_dirty());
    console.switch_region("KR9");
    assert_eq!(console.connection.get_untracked().unwrap().region.id, "KR2");
}

#[track_caller]
fn check_regions(catalog: &[&str], offered: &[&str]) {
    let bench = bench(|_| no_loggers());
    let regions = catalog.iter().map(|id| (*id).to_owned()).collect();
    let account = Account { tenant_id: "t".to_owned(), user_name: "u".to_owned() };
    let grant = Grant { lease: lease("t"), end: None, regions };
    bench.console.tell_grant(&bench.region(0), &grant);
    bench.console.connect_account(bench.region(0), grant, account);
    let regions = bench.console.connection.get_untracked().unwrap().regions;
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
    let grant = Grant { lease: lease("t"), end, regions: vec!["KR1".to_owned()] };
    bench.console.tell_grant(&region, &grant);
    bench.console.tell_grant(&region, &grant);
    assert_eq!(bench.told().len(), 1);
    assert!(bench.told()[0].contains("“soon”"));
    bench.console.tell_grant(&region, &Grant { end: Some(NoEnd::Missing), ..grant });
    assert!(bench.told()[0].contains("does not say until when"));
}
