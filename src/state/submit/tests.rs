use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::join;
use reactive_graph::prelude::*;

use super::*;
use crate::api::transport::Method::{Delete, Get, Post, Put};
use crate::state::bench::loggers::{failed, fill, id_of, list, logger, lost_write, one, writes};
use crate::state::bench::{Bench, Call, bench, no_loggers, unauthorized};
use crate::state::notices::Progress;

/// Opens the dialog for "a", presses Save, closes it, and opens it for "b" before the first answer comes.
fn overtaken_save(answer: impl Fn(&Call) -> (u16, String) + 'static) -> Bench {
    let bench = bench(answer);
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    console.part.edit.draft.update(|draft| draft.description = "mine".to_owned());
    let saving = console.submit_edit().unwrap();
    console.part.edit.close();
    console.part.edit.open(logger("b"));
    console.part.edit.draft.update(|draft| draft.description = "long text".to_owned());
    assert!(block_on(saving).is_none());
    assert_eq!(console.part.edit.draft.get_untracked().description, "long text");
    assert!(!console.part.edit.sending.get_untracked() && console.part.edit.error.get_untracked().is_none());
    bench
}

#[test]
fn a_warning_about_another_logger_does_not_reach_this_dialog() {
    let bench = overtaken_save(|call| match (call.method, id_of(call)) {
        (Get, "a") => one("a", "theirs"),
        _ => one(id_of(call), ""),
    });
    assert!(bench.console.part.edit.changed.get_untracked().is_none());
    assert_eq!(bench.told(), ["Your changes to logger a were not saved: somebody else has changed it"]);
    block_on(bench.console.submit_edit().unwrap());
    assert_eq!(writes(&bench), ["b"]);
}

#[test]
fn a_late_answer_closes_no_other_dialog() {
    let bench = overtaken_save(|call| one(id_of(call), ""));
    assert!(bench.console.part.edit.logger.with_untracked(Option::is_some));
    assert_eq!((writes(&bench), bench.told()), (vec!["a".to_owned()], vec!["Logger a is saved".to_owned()]));
}

#[test]
fn a_late_failure_is_told_with_its_name() {
    let bench = overtaken_save(|call| if call.method == Put { failed(400) } else { one(id_of(call), "") });
    let notice = bench.console.part.notices.list.get_untracked().remove(0);
    assert_eq!((notice.progress, notice.items[0].name.as_str()), (Progress::Failed, "a"));
    assert_eq!(notice.follow, Some(Follow::Open { logger_id: "a".to_owned() }));
}

#[test]
fn a_second_press_sends_nothing() {
    let bench = bench(|call| match call.method {
        Get if !call.url.ends_with("/a") => list(&[]),
        Delete => (204, String::new()),
        _ => one("a", ""),
    });
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    let first = console.submit_edit().unwrap();
    assert!(console.submit_edit().is_none());
    block_on(first);
    fill(&bench, "web");
    let first = console.submit_create().unwrap();
    assert!(console.submit_create().is_none());
    block_on(first);
    block_on(join(console.delete(vec![logger("a")]), console.delete(vec![logger("a")])));
    block_on(join(
        console.set_enabled(vec![logger("a")], false),
        console.set_enabled(vec![logger("a")], false),
    ));
    block_on(console.delete(Vec::new()));
    let methods: Vec<_> = bench.service.calls.borrow().iter().map(|call| call.method).collect();
    let sent = |method| methods.iter().filter(|other| **other == method).count();
    assert_eq!((sent(Put), sent(Post), sent(Delete)), (2, 1, 1));
    assert!(bench.told().iter().all(|told| !told.contains('0')), "{:?}", bench.told());
    block_on(console.delete(vec![logger("a")]));
    assert!(writes(&bench).len() == 5, "what is done can be done again");
}

/// Presses Create, leaves, and begins a second draft before the answer comes.
fn overtaken_create(status: u16) -> Bench {
    let bench = bench(move |call| match call.method {
        Post if status == 200 => one("first", ""),
        Post => failed(status),
        _ => no_loggers(),
    });
    let console = bench.console;
    bench.connect("t");
    fill(&bench, "first");
    let creating = console.submit_create().unwrap();
    console.part.create.discard();
    fill(&bench, "second");
    assert!(block_on(creating).is_none());
    assert_eq!(console.part.create.draft.get_untracked().name, "second");
    assert!(
        !console.part.create.sending.get_untracked() && console.part.create.trouble.get_untracked().is_none()
    );
    assert_eq!(console.part.route.get_untracked(), Route::default(), "the page stays");
    bench
}

#[test]
fn a_create_that_was_left_touches_no_later_draft() {
    assert_eq!(overtaken_create(200).told(), ["Logger first is created"]);
    assert_eq!(overtaken_create(400).told(), ["The logger was not created"]);
    assert_eq!(overtaken_create(500).told(), ["The logger was not created so far"]);
}

#[test]
fn leaving_while_a_logger_is_created_asks_first() {
    let bench = bench(|call| if call.method == Post { one("web", "") } else { no_loggers() });
    let console = bench.console;
    bench.connect("t");
    console.arrived(Route::parse("#/create"));
    fill(&bench, "web");
    let creating = console.submit_create().unwrap();
    let away = Route::parse("#/ports");
    console.go(away.clone());
    assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::To(away.clone())));
    block_on(creating);
    assert_eq!(console.part.leaving.get_untracked(), None, "there is nothing to lose any more");
    assert_eq!(console.part.route.get_untracked(), away);
}

#[track_caller]
fn check_lost_save(does: bool, reads: u16, expect: Option<Word>) -> Bench {
    let bench = lost_write(does, reads);
    let console = bench.console;
    console.part.edit.open(logger("a"));
    console.part.edit.draft.update(|draft| draft.description = "mine".to_owned());
    let said = block_on(console.submit_edit().unwrap());
    assert_eq!(said.map(|(title, _)| title), expect);
    bench
}

#[test]
fn a_save_whose_answer_was_lost_is_looked_for() {
    let bench = check_lost_save(true, 200, None);
    assert!(bench.console.part.edit.logger.with_untracked(Option::is_none));
    assert_eq!(bench.told(), ["Logger a is saved"]);
    check_lost_save(false, 200, Some(words::EDIT_FAILED));
    check_lost_save(true, 500, Some(words::EDIT_UNKNOWN));
}

#[test]
fn what_an_earlier_save_has_done_is_no_change_of_somebody_else() {
    let bench = bench(|call| if call.method == Get { one(id_of(call), "mine") } else { failed(500) });
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    console.part.edit.draft.update(|draft| draft.description = "mine".to_owned());
    assert!(block_on(console.submit_edit().unwrap()).is_none());
    assert_eq!((writes(&bench), bench.told()), (Vec::new(), vec!["Logger a is saved".to_owned()]));
}

#[test]
fn an_old_sessions_401_leaves_the_new_one_alone() {
    let bench = bench(|call| match call.method {
        Put => unauthorized(),
        _ => one(id_of(call), ""),
    });
    let console = bench.console;
    bench.connect("first");
    console.part.edit.open(logger("a"));
    let mut saving = console.submit_edit().unwrap();
    // Sends the PUT; its answer is still to come.
    while bench.service.calls.borrow().is_empty() {
        assert!((&mut saving).now_or_never().is_none());
    }
    assert!((&mut saving).now_or_never().is_none());
    console.disconnect();
    bench.connect("second");
    block_on(saving);
    assert_eq!(writes(&bench), ["a"]);
    assert!(
        console.shared.connection.get_untracked().is_some() && console.shared.asked.get_untracked().is_none()
    );
    assert!(bench.told().is_empty());
}

#[test]
fn a_cleared_session_waits_for_no_second_try() {
    let bench = bench(|call| if call.method == Put { failed(503) } else { one(id_of(call), "") });
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    let saving = console.submit_edit().unwrap();
    let leave = async {
        while writes(&bench).is_empty() {
            console.transport().sleep(1).await;
        }
        console.disconnect();
    };
    block_on(join(saving, leave));
    assert_eq!(writes(&bench), ["a"]);
}

#[test]
fn an_error_shows_no_token() {
    const TOKEN: &str = "gAAAA-secret-token";
    let bench = bench(|call| match call.method {
        Get => one("a", ""),
        _ => (400, format!(r#"{{"NeutronError":{{"message":"Bad header {}"}}}}"#, call.token)),
    });
    let console = bench.console;
    bench.connect(TOKEN);
    console.part.edit.open(logger("a"));
    let (_, error) = block_on(console.submit_edit().unwrap()).unwrap();
    assert!(matches!(error.cause, crate::api::Cause::Refused(refusal) if refusal.message == "Bad header …"));
}

#[test]
fn unsaved_edits_are_asked_about_however_they_would_be_lost() {
    let bench = bench(|_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    let away = Route::parse("#/ports");
    let begin = || {
        console.part.edit.open(logger("a"));
        console.part.edit.draft.update(|draft| draft.description = "mine".to_owned());
    };
    begin();
    console.arrived(away.clone());
    assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::To(away.clone())));
    assert_eq!(console.part.route.get_untracked(), Route::default());
    console.leave();
    assert!(console.part.edit.logger.with_untracked(Option::is_none));
    assert_eq!(console.part.route.get_untracked(), away);
    begin();
    console.close_edit();
    assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::Edit));
    console.leave();
    assert!(console.part.edit.logger.with_untracked(Option::is_none));
    begin();
    console.ask_to_disconnect();
    assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::Disconnect));
    console.leave();
    assert!(console.shared.connection.get_untracked().is_none());
    bench.connect("t");
    console.ask_to_disconnect();
    assert!(console.shared.connection.get_untracked().is_none(), "there is nothing to ask about");
}

#[test]
fn a_dialog_goes_with_its_page() {
    let bench = bench(|_| no_loggers());
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    console.part.deleting.set(vec![logger("a")]);
    console.arrived(Route::parse("#/ports"));
    assert!(console.part.edit.logger.with_untracked(Option::is_none));
    assert!(console.part.deleting.with_untracked(Vec::is_empty));
}

#[test]
fn what_is_open_when_writing_is_switched_off_writes_nothing() {
    let bench = bench(|call| one(id_of(call), ""));
    let console = bench.console;
    bench.connect("t");
    console.part.edit.open(logger("a"));
    console.part.edit.draft.update(|draft| draft.description = "mine".to_owned());
    fill(&bench, "web");
    console.part.host.update(|host| host.read_only = Some(true));
    assert!(console.submit_edit().is_none() && console.submit_create().is_none());
    block_on(console.delete(vec![logger("a")]));
    assert_eq!(
        (writes(&bench), bench.told()),
        (Vec::new(), vec!["This console is set to read-only.".to_owned()])
    );
    assert_eq!(console.part.edit.draft.get_untracked().description, "mine", "nothing is lost");
    console.part.host.update(|host| host.read_only = None);
    block_on(console.submit_edit().unwrap());
    assert_eq!(writes(&bench), ["a"]);
}
