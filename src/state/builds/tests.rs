use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures_executor::block_on;
use futures_util::FutureExt as _;

use super::*;

use crate::state::bench::{Bench, bench};
use crate::state::operations::OperationKind;

#[track_caller]
fn check_wait(polls: u32, wait_ms: u32) {
    assert_eq!(poll_wait_ms(polls), wait_ms);
}

#[test]
fn waits_grow_to_half_a_minute() {
    check_wait(0, 3_000);
    check_wait(1, 3_000);
    check_wait(2, 6_000);
    check_wait(8, 30_000);
    check_wait(u32::MAX, 30_000);
}

/// Each question for a change takes the next of `changes`: whether somebody is away from now on.
struct Desk {
    is_away: Cell<bool>,
    changes: RefCell<Vec<bool>>,
}

impl Presence for Desk {
    fn is_away(&self) -> bool {
        self.is_away.get()
    }

    fn change(&self) -> LocalBoxFuture<'static, ()> {
        if self.changes.borrow().is_empty() {
            return Box::pin(std::future::pending());
        }
        self.is_away.set(self.changes.borrow_mut().remove(0));
        Box::pin(std::future::ready(()))
    }
}

const LOGGER: &str = r#"{"id":"1","name":"web","resource_type":"PORT","resource_id":"2","filter":"ALL",
    "storage_url":"","storage_type":"OBS","log_format":"CSV","compression_type":"RAW","status":"BUILD"}"#;

/// Connected, with a list of one logger in BUILD, which has this status as soon as it is read again.
fn building(status: &'static str) -> Bench {
    let bench = bench(move |call| match call.url.ends_with("/1") {
        true => (200, format!(r#"{{"flowlog_logger":{}}}"#, LOGGER.replace("BUILD", status))),
        false => (200, format!(r#"{{"flowlog_loggers":[{LOGGER}]}}"#)),
    });
    bench.connect("t");
    block_on(bench.console.load_list());
    bench
}

/// Expects the time of the first poll, after which there is nothing to follow.
#[track_caller]
fn check_poll(is_away: bool, changes: &[bool], at_ms: f64) {
    let bench = building("ACTIVE");
    let desk = Desk { is_away: Cell::new(is_away), changes: RefCell::new(changes.to_vec()) };
    block_on(bench.console.follow_builds(desk));
    assert_eq!((bench.service.now_ms.get(), bench.tokens().len()), (at_ms, 2));
}

#[test]
fn a_logger_is_read_again_after_a_wait_or_when_somebody_is_back() {
    check_poll(false, &[], 3_000.0);
    check_poll(true, &[false], 0.0);
    check_poll(false, &[true, false], 0.0);
    check_poll(false, &[false], 3_000.0);
    check_poll(true, &[true, false], 0.0);
}

#[test]
fn nothing_is_read_while_nobody_is_there() {
    let bench = building("ACTIVE");
    let desk = Desk { is_away: Cell::new(true), changes: RefCell::default() };
    let mut following = Box::pin(bench.console.follow_builds(desk));
    for _ in 0..20 {
        assert!((&mut following).now_or_never().is_none());
    }
    assert!(bench.service.now_ms.get() > 9_000.0 && bench.tokens().len() == 1);
}

/// Whether the list is another one after a poll that finds the logger in this status.
#[track_caller]
fn check_told(status: &'static str, is_told: bool) {
    let bench = building(status);
    let rows = || bench.console.shared.loggers.with_untracked(|remote| remote.value.clone()).unwrap();
    let before = rows();
    block_on(bench.console.poll_builds());
    assert_eq!((!Arc::ptr_eq(&before, &rows()), bench.tokens().len()), (is_told, 2));
}

#[test]
fn a_logger_that_is_as_it_was_leaves_the_list_alone() {
    check_told("BUILD", false);
    check_told("ACTIVE", true);
}

/// Whether the logger is still in the list after a poll that this answers with 404.
#[track_caller]
fn check_gone(body: &'static str, is_gone: bool) {
    let bench = bench(move |call| match call.url.ends_with("/1") {
        true => (404, body.to_owned()),
        false => (200, format!(r#"{{"flowlog_loggers":[{LOGGER}]}}"#)),
    });
    bench.connect("t");
    block_on(bench.console.load_list());
    block_on(bench.console.poll_builds());
    assert_eq!(bench.console.shared.loggers.with_untracked(|remote| remote.read().next().is_none()), is_gone);
}

#[test]
fn a_logger_goes_where_the_service_and_not_a_proxy_says_so() {
    check_gone(r#"{"NeutronError":{"message":"m"}}"#, true);
    check_gone("", true);
    check_gone("<html>Not Found</html>", false);
}

/// Expects what was asked for after the list, by the ends of the addresses.
#[track_caller]
fn expect_asked(bench: &Bench, expect: &[&str]) {
    let calls = bench.service.calls.borrow();
    let asked: Vec<&str> = calls.iter().filter_map(|call| call.url.rsplit('/').next()).collect();
    assert_eq!(asked[1..], *expect);
}

/// Two loggers in BUILD, of which the service has these ids in that status still; which of them are read one by one.
#[track_caller]
fn check_asked(still: &'static [&str], expect: &[&str]) {
    let logger = |id: &str| LOGGER.replace(r#""id":"1""#, &format!(r#""id":"{id}""#));
    let list = move |ids: &[&str]| {
        let loggers: Vec<String> = ids.iter().map(|id| logger(id)).collect();
        format!(r#"{{"flowlog_loggers":[{}]}}"#, loggers.join(","))
    };
    let bench = bench(move |call| match call.url.rsplit('/').next() {
        Some("flowlog-loggers") => (200, list(&["1", "2"])),
        Some("flowlog-loggers?status=BUILD") => (200, list(still)),
        Some("1") => (200, format!(r#"{{"flowlog_logger":{}}}"#, logger("1").replace("BUILD", "ACTIVE"))),
        _ => (404, "{}".to_owned()),
    });
    bench.connect("t");
    block_on(bench.console.load_list());
    block_on(bench.console.poll_builds());
    expect_asked(&bench, expect);
}

#[test]
fn several_loggers_in_build_are_asked_for_at_once() {
    check_asked(&["1", "2"], &["flowlog-loggers?status=BUILD"]);
    check_asked(&["2"], &["flowlog-loggers?status=BUILD", "1"]);
    check_asked(&[], &["flowlog-loggers?status=BUILD", "1", "2"]);
}

/// The requests of a poll that begins while `kind` is being done to the one logger of the list.
#[track_caller]
fn check_beside(kind: OperationKind, expect: &[&str]) {
    let bench = building("ACTIVE");
    bench.console.shared.in_flight.update_value(|all| all.extend([(kind, "1".to_owned())]));
    block_on(bench.console.poll_builds());
    expect_asked(&bench, expect);
    bench.console.shared.in_flight.update_value(HashSet::clear);
    block_on(bench.console.poll_builds());
    assert_eq!(bench.service.calls.borrow().len(), 2 + expect.len());
}

#[test]
fn a_logger_to_which_something_is_being_done_is_left_to_the_next_poll() {
    check_beside(OperationKind::Delete, &[]);
    check_beside(OperationKind::Disable, &[]);
}

#[test]
fn a_logger_that_was_deleted_while_others_were_polled_is_not_read() {
    let deletes: Rc<RefCell<Option<Console>>> = Rc::default();
    let console = Rc::clone(&deletes);
    let bench = bench(move |call| match call.url.rsplit('/').next() {
        Some("flowlog-loggers") => {
            (200, format!(r#"{{"flowlog_loggers":[{LOGGER},{}]}}"#, LOGGER.replace(r#""1""#, r#""3""#)))
        }
        Some("flowlog-loggers?status=BUILD") => (200, r#"{"flowlog_loggers":[]}"#.to_owned()),
        Some("1") => {
            console.borrow().iter().for_each(|console| console.take_out("3"));
            (200, format!(r#"{{"flowlog_logger":{}}}"#, LOGGER.replace("BUILD", "ACTIVE")))
        }
        _ => (404, "{}".to_owned()),
    });
    bench.connect("t");
    block_on(bench.console.load_list());
    *deletes.borrow_mut() = Some(bench.console);
    block_on(bench.console.poll_builds());
    expect_asked(&bench, &["flowlog-loggers?status=BUILD", "1"]);
}
