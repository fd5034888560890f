use futures_executor::block_on;
use futures_util::FutureExt as _;
use reactive_graph::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

use super::*;
use crate::api::transport::Method::{Delete, Put};
use crate::state::bench::loggers::{failed, logger, lost_write, writes};
use crate::state::bench::{Bench, Call, bench};
use crate::state::notices::{Follow, Notice, Progress};
use crate::state::operations::Outcome;

/// A logger of the service: its name, whether it is enabled, and when it was changed.
type Stored = (&'static str, bool, &'static str);

fn row(id: &str, (name, enabled, updated): Stored) -> String {
    format!(
        r#"{{"id":"{id}","name":"{name}","resource_type":"PORT","resource_id":"r","filter":"ALL","storage_url":"",
        "storage_type":"OBS","log_format":"CSV","compression_type":"RAW","status":"ACTIVE",
        "admin_state_up":{enabled},"updated_at":"{updated}"}}"#
    )
}

fn one(id: &str, stored: Stored) -> (u16, String) {
    (200, format!(r#"{{"flowlog_logger":{}}}"#, row(id, stored)))
}

fn refused() -> (u16, String) {
    (409, r#"{"NeutronError":{"type":"Conflict","message":"Busy.","detail":""}}"#.to_owned())
}

fn id_of(call: &Call) -> &str {
    call.url.rsplit('/').next().unwrap_or_default()
}

const SEEN: Stored = ("web", false, "2026-01-01 00:00:00");

/// Loggers as a person saw them: all of one name, time and state.
fn seen(ids: &[&str]) -> Vec<Logger> {
    let bench = bench(|call| one(id_of(call), SEEN));
    bench.connect("t");
    let read = |id: &&str| {
        block_on(bench.console.load_logger(id));
        bench.console.part.logger.with_untracked(|open| open.value.clone()).unwrap().value
    };
    ids.iter().map(read).collect()
}

/// A service that has `now` of each logger; those with "busy" in their id refuse writes.
fn service(now: impl Fn(&str) -> Stored + 'static) -> Bench {
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Put | Delete, id) if id.contains("busy") => refused(),
        (Delete, id) if id.contains("gone") => (404, String::new()),
        (Delete, _) => (204, String::new()),
        (Put, id) => one(id, ("web", true, "2026-01-03 00:00:00")),
        (_, id) => one(id, now(id)),
    });
    bench.connect("t");
    bench
}

fn puts(bench: &Bench) -> Vec<String> {
    let calls = bench.service.calls.borrow();
    calls.iter().filter(|call| call.method == Put).map(|call| id_of(call).to_owned()).collect()
}

fn notice(bench: &Bench) -> Notice {
    bench.console.part.notices.list.get_untracked().remove(0)
}

/// What became of each logger, in a word.
fn outcomes(notice: &Notice) -> Vec<(&str, &str)> {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Waiting => "waiting",
        Outcome::Done => "done",
        Outcome::Already => "already",
        Outcome::Changed { .. } => "changed",
        Outcome::Failed(_) => "failed",
        Outcome::Unknown(_) => "unknown",
    };
    notice.items.iter().map(|item| (item.id.as_str(), word(&item.outcome))).collect()
}

/// Enables one logger of which the service has `now`.
#[track_caller]
fn check_enable(now: Stored, is_written: bool, outcome: &str, progress: Progress) {
    let bench = service(move |_| now);
    block_on(bench.console.set_enabled(seen(&["a"]), true));
    assert_eq!(puts(&bench).len(), usize::from(is_written));
    let notice = notice(&bench);
    assert_eq!((outcomes(&notice), notice.progress), (vec![("a", outcome)], progress));
}

#[test]
fn a_logger_is_enabled_as_it_was_seen_or_not_at_all() {
    let later = "2026-01-02 00:00:00";
    check_enable(SEEN, true, "done", Progress::Done);
    // Building and collecting change the time as well.
    check_enable(("web", false, later), true, "done", Progress::Done);
    check_enable(("renamed", false, later), false, "changed", Progress::Attention);
    check_enable(("web", true, later), false, "already", Progress::Done);
    check_enable(("renamed", true, later), false, "already", Progress::Done);
}

#[test]
fn what_somebody_else_has_changed_is_shown_and_can_be_tried_again() {
    let now = Rc::new(RefCell::new(("renamed", false, "2026-01-02 00:00:00")));
    let at_service = now.clone();
    let bench = service(move |_| *at_service.borrow());
    block_on(bench.console.set_enabled(seen(&["a"]), true));
    let first = notice(&bench);
    assert_eq!(bench.told(), ["Logger web was not enabled"]);
    let Outcome::Changed { seen, newest } = &first.items[0].outcome else { panic!("{first:?}") };
    assert_eq!((seen.name.as_str(), newest.name.as_str()), ("web", "renamed"));
    let Some(Follow::Retry(again)) = first.follow else { panic!("no way on") };
    block_on(bench.console.run(again));
    assert_eq!(puts(&bench), ["a"], "written over the state that the notice has shown");
}

#[test]
fn every_logger_has_its_outcome() {
    let bench = service(|id| match id {
        "renamed" => ("other", false, "2026-01-02 00:00:00"),
        "enabled" => ("web", true, "2026-01-02 00:00:00"),
        _ => SEEN,
    });
    block_on(bench.console.set_enabled(seen(&["a", "busy", "renamed", "enabled"]), true));
    let told = notice(&bench);
    let expect = [("a", "done"), ("busy", "failed"), ("renamed", "changed"), ("enabled", "already")];
    assert_eq!((outcomes(&told), told.progress), (expect.to_vec(), Progress::Failed));
    assert_eq!(bench.told(), ["Enabled 2 of 4 loggers, 2 not enabled"]);
    block_on(bench.console.delete(seen(&["gone", "a"])));
    assert_eq!(outcomes(&notice(&bench)), [("gone", "already"), ("a", "done")]);
}

#[test]
fn a_running_write_says_how_far_it_is() {
    let bench = service(|_| SEEN);
    let mut heard = Vec::new();
    let mut running = bench.console.delete(seen(&["a", "b", "c"]));
    while futures_util::FutureExt::now_or_never(&mut running).is_none() {
        let far = notice(&bench).far();
        if heard.last() != Some(&far) {
            heard.push(far);
        }
    }
    assert_eq!(heard, [(0, 3), (1, 3), (2, 3)]);
}

#[track_caller]
fn check_lost_delete(does: bool, reads: u16, expect: &str) {
    let bench = lost_write(does, reads);
    block_on(bench.console.delete(vec![logger("a")]));
    assert_eq!(bench.told(), [expect]);
}

#[test]
fn a_delete_whose_answer_was_lost_is_looked_for() {
    check_lost_delete(true, 200, "Logger a is deleted");
    check_lost_delete(false, 200, "Logger a was not deleted");
    check_lost_delete(true, 500, "It is not known whether logger a was changed");
}

/// A proxy that answers deletes with a page, before a service that knows the logger or not.
#[track_caller]
fn check_page(status: u16, reads: (u16, &'static str), expect: &str, is_told: bool) {
    let bench = bench(move |call| match (call.method, reads) {
        (Delete, _) => (status, "<!doctype html><title>Log in</title>".to_owned()),
        (_, (200, _)) => one(id_of(call), SEEN),
        (_, (status, body)) => (status, body.to_owned()),
    });
    bench.connect("t");
    block_on(bench.console.delete(vec![logger("a")]));
    assert_eq!(bench.told(), [expect]);
    let is_deleted = |event: &Event| matches!(event, Event::Deleted { .. });
    assert_eq!(bench.console.part.events.take().iter().any(is_deleted), is_told);
}

#[test]
fn a_web_page_says_nothing_about_a_delete() {
    const PAGE: &str = " <html>Not Found</html>";
    for status in [200, 202, 403, 404] {
        check_page(status, (200, ""), "Logger a was not deleted", false);
        check_page(status, (404, ""), "Logger a is deleted", true);
        check_page(status, (404, PAGE), "It is not known whether logger a was changed", false);
    }
}

#[test]
fn a_bulk_operation_ends_with_its_session_and_tells_the_next_one_nothing() {
    let bench = bench(|_| (204, String::new()));
    let console = bench.console;
    bench.connect("first");
    let mut deleting = console.delete(vec![logger("a"), logger("b"), logger("c")]);
    assert!((&mut deleting).now_or_never().is_none());
    console.disconnect();
    bench.connect("second");
    console.part.notices.add(Progress::Done, Message::plain(words::LOGGERS));
    block_on(deleting);
    assert_eq!((bench.tokens(), bench.told()), (vec!["first".to_owned()], vec!["Loggers".to_owned()]));
}

#[test]
fn another_region_of_the_same_session_ends_nothing() {
    let bench = bench(|_| (204, String::new()));
    bench.connect("t");
    let mut deleting = bench.console.delete(vec![logger("a"), logger("b")]);
    assert!((&mut deleting).now_or_never().is_none());
    bench.console.switch_region("KR2");
    block_on(deleting);
    assert_eq!(writes(&bench), ["a", "b"]);
    assert!(bench.service.calls.borrow().iter().all(|call| call.url.starts_with("https://kr1-")));
}

#[test]
fn a_part_that_worked_is_told_with_the_whole() {
    let bench = bench(|call| match id_of(call) {
        "b" => failed(409),
        "d" => failed(400),
        _ => (204, String::new()),
    });
    bench.connect("t");
    block_on(bench.console.delete(["a", "b", "c", "d"].map(logger).to_vec()));
    assert_eq!(bench.told(), ["Deleted 2 of 4 loggers, 2 failed"]);
    let notice = bench.console.part.notices.list.get_untracked().remove(0);
    let named: Vec<_> =
        notice.items.iter().filter(|item| !item.is_done()).map(|item| item.name.as_str()).collect();
    assert_eq!((notice.progress, named), (Progress::Failed, vec!["b", "d"]));
    bench.console.part.notices.clear();
    block_on(bench.console.delete(["b", "d"].map(logger).to_vec()));
    assert_eq!(bench.told(), ["2 loggers were not deleted"]);
}
