use reactive_graph::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::join;

use super::*;
use crate::api::transport::Method::{Delete, Get, Post, Put};
use crate::domain::logger::Logger;
use crate::i18n::Locale;
use crate::state::bench::{Bench, Call, bench, no_loggers, unauthorized};
use crate::state::forms::Trouble;

const TARGET: &str = "045e204c-4624-4b68-ac8a-7375989d3b79";
const STORAGE: &str = "https://api.example/v1/AUTH_e670167936434f85a03694184000ffe6/c/d";

/// A logger as the service writes it, changed at a time of its own wherever the description is another.
fn row(id: &str, description: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"{id}","description":"{description}","resource_type":"PORT","resource_id":"{TARGET}",
        "filter":"ALL","storage_url":"","storage_type":"OBS","log_format":"CSV","compression_type":"RAW",
        "status":"ACTIVE","admin_state_up":true,"updated_at":"2026-01-01 00:00:0{}"}}"#,
        description.len() % 10
    )
}

fn one(id: &str, description: &str) -> (u16, String) {
    (200, format!(r#"{{"flowlog_logger":{}}}"#, row(id, description)))
}

fn list(ids: &[&str]) -> (u16, String) {
    let rows: Vec<String> = ids.iter().map(|id| row(id, "")).collect();
    (200, format!(r#"{{"flowlog_loggers":[{}]}}"#, rows.join(",")))
}

fn id_of(call: &Call) -> &str {
    call.url.rsplit('/').next().unwrap_or_default()
}

fn failed(status: u16) -> (u16, String) {
    (status, r#"{"NeutronError":{"type":"Down","message":"No.","detail":""}}"#.to_owned())
}

fn logger(id: &str) -> Logger {
    let bench = bench(|call| one(id_of(call), ""));
    bench.connect("t");
    block_on(bench.console.load_logger(id));
    bench.console.part.logger.with_untracked(|open| open.value.clone()).unwrap().value
}

fn writes(bench: &Bench) -> Vec<String> {
    let calls = bench.service.calls.borrow();
    calls.iter().filter(|call| call.method != Get).map(|call| id_of(call).to_owned()).collect()
}

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

fn fill(bench: &Bench, name: &str) {
    let draft = Draft {
        name: name.to_owned(),
        target_id: TARGET.to_owned(),
        storage_url: STORAGE.to_owned(),
        ..Draft::default()
    };
    bench.console.part.create.fill(Draft::default(), Some(String::new()));
    bench.console.part.create.fill(draft, Some(String::new()));
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

/// How the form stands after a create that was answered with 502, with a list that has nothing new until the number
/// of lists is `comes_after`.
fn lost_create(comes_after: u32) -> (Bench, Refused) {
    let lists = Rc::new(Cell::new(0));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => failed(502),
        (_, "web") => one("web", ""),
        _ => {
            lists.set(lists.get() + 1);
            list(if lists.get() > comes_after { &["web"] } else { &[] })
        }
    });
    bench.connect("t");
    fill(&bench, "web");
    let said = block_on(bench.console.submit_create().unwrap());
    (bench, said)
}

#[test]
fn what_the_list_does_not_have_yet_is_in_doubt_and_is_not_made_twice() {
    let (bench, said) = lost_create(2);
    let console = bench.console;
    assert_eq!(said.map(|(title, _)| title), Some(words::CREATE_UNSEEN));
    let trouble = console.part.create.trouble.get_untracked();
    assert!(matches!(trouble, Some(Trouble::Doubt(_, doubt)) if doubt.is_looked_for));
    assert!(block_on(console.submit_create().unwrap()).is_none());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
    assert_eq!(console.part.route.get_untracked(), Route::logger("web"));
}

#[test]
fn looking_again_finds_what_came_late_and_sends_nothing() {
    let (bench, _) = lost_create(3);
    let console = bench.console;
    assert!(block_on(console.look_again().unwrap()).is_none());
    let trouble = console.part.create.trouble.get_untracked();
    assert!(matches!(trouble, Some(Trouble::Doubt(_, doubt)) if doubt.is_looked_for), "it is not there yet");
    assert!(block_on(console.look_again().unwrap()).is_none());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
    assert_eq!(console.part.route.get_untracked(), Route::logger("web"));
    assert!(console.part.create.trouble.get_untracked().is_none(), "no word of doubt is left");
    assert!(console.look_again().is_none(), "nothing is in doubt any more");
}

#[test]
fn looking_again_after_a_change_of_the_form_keeps_the_form() {
    let (bench, _) = lost_create(2);
    let console = bench.console;
    console.part.create.draft.update(|draft| draft.description = "more".to_owned());
    assert!(block_on(console.look_again().unwrap()).is_none());
    let trouble = console.part.create.trouble.get_untracked();
    assert!(matches!(trouble, Some(Trouble::Earlier(logger)) if logger.id == "web"));
    assert_eq!(console.part.create.draft.get_untracked().description, "more");
    assert!(console.part.create.doubts.get_untracked().is_empty());
}

#[test]
fn looking_again_that_fails_says_why() {
    let bench = made_and_lost(3);
    let console = bench.console;
    block_on(console.submit_create().unwrap());
    let (title, _) = block_on(console.look_again().unwrap()).unwrap();
    assert_eq!(title, words::CREATE_UNKNOWN);
    assert!(!console.part.create.sending.get_untracked());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
}

#[test]
fn what_never_comes_is_sent_again() {
    let (bench, _) = lost_create(99);
    block_on(bench.console.submit_create().unwrap());
    assert_eq!(writes(&bench).len(), 2);
}

#[test]
fn what_the_list_has_was_created() {
    let (bench, said) = lost_create(1);
    assert!(said.is_none());
    assert_eq!(bench.told(), ["Logger web is created"]);
}

/// A service whose POST makes two loggers and gives this answer.
fn check_made_twice(answer: impl Fn() -> (u16, String) + 'static) {
    let posted = Rc::new(Cell::new(false));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            posted.set(true);
            answer()
        }
        (_, "web") => one("web", ""),
        _ if !posted.get() => list(&["old"]),
        _ => {
            // Another storage is what somebody else has made since.
            let twins = [("web", STORAGE), ("twin", STORAGE), ("other", "")].map(|(id, storage)| {
                let row = row(id, "").replace(&format!(r#""name":"{id}""#), r#""name":"web""#);
                row.replace(r#""storage_url":"""#, &format!(r#""storage_url":"{storage}""#))
            });
            (200, format!(r#"{{"flowlog_loggers":[{},{}]}}"#, row("old", ""), twins.join(",")))
        }
    });
    bench.connect("t");
    fill(&bench, "web");
    block_on(bench.console.submit_create().unwrap());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
    assert_eq!(bench.console.part.route.get_untracked(), Route::logger("web"));
    let told = bench.console.part.notices.list.get_untracked();
    let notice = told.iter().find(|notice| notice.progress == Progress::Attention).unwrap();
    let Some(Follow::Surplus { made, surplus }) = &notice.follow else { panic!("no way on") };
    let ids: Vec<&str> = surplus.iter().map(|logger| logger.id.as_str()).collect();
    assert_eq!((made.id.as_str(), ids), ("web", vec!["twin"]));
    assert!(notice.title.text(Locale::En).contains("2 loggers named web"));
    let alike = crate::state::logger_list::alike(made);
    assert_eq!(alike.text(), format!("/loggers?filter=name%3Dweb%3Btarget%3D{TARGET}"));
}

#[test]
fn what_one_request_has_made_twice_is_told_and_can_be_deleted() {
    check_made_twice(|| one("web", ""));
    check_made_twice(|| failed(500));
}

/// A service that makes what is posted and loses the answer, and whose list fails the first `failing` times after that.
fn made_and_lost(failing: u32) -> Bench {
    let (made, lists) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            made.set(made.get() + 1);
            failed(if made.get() == 1 { 500 } else { 409 })
        }
        (_, "web") => one("web", ""),
        _ if made.get() == 0 => no_loggers(),
        _ => {
            lists.set(lists.get() + 1);
            if lists.get() <= failing { failed(500) } else { list(&["web"]) }
        }
    });
    bench.connect("t");
    fill(&bench, "web");
    bench
}

#[test]
fn a_doubt_stays_while_nobody_can_look() {
    let bench = made_and_lost(2);
    let console = bench.console;
    for _ in 0..2 {
        let (title, _) = block_on(console.submit_create().unwrap()).unwrap();
        assert_eq!(title, words::CREATE_UNKNOWN);
    }
    assert!(block_on(console.submit_create().unwrap()).is_none());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
    assert_eq!(console.part.route.get_untracked(), Route::logger("web"));
}

#[test]
fn what_the_list_has_and_cannot_be_read_is_in_doubt() {
    let posted = Rc::new(Cell::new(false));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            posted.set(true);
            failed(502)
        }
        (_, "web") => failed(500),
        _ => list(if posted.get() { &["web"] } else { &[] }),
    });
    bench.connect("t");
    fill(&bench, "web");
    let (title, _) = block_on(bench.console.submit_create().unwrap()).unwrap();
    assert_eq!(title, words::CREATE_UNKNOWN, "nobody says that the list does not have it");
}

#[test]
fn what_was_made_for_an_earlier_form_is_shown_before_another_one_is_made() {
    for change in [
        |draft: &mut Draft| draft.description = "more".to_owned(),
        |draft: &mut Draft| draft.name = "other".to_owned(),
    ] {
        let bench = made_and_lost(1);
        let console = bench.console;
        block_on(console.submit_create().unwrap());
        console.part.create.draft.update(change);
        assert!(block_on(console.submit_create().unwrap()).is_none());
        assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
        assert!(console.part.create.is_dirty(), "nothing that was written is lost");
        let trouble = console.part.create.trouble.get_untracked();
        assert!(matches!(trouble, Some(Trouble::Earlier(logger)) if logger.id == "web"));
        block_on(console.submit_create().unwrap());
        assert_eq!(writes(&bench).len(), 2, "who presses again wants another one");
    }
}

/// A service that loses the answer to the first create, refuses the second, and then has what the first one made.
fn made_late() -> Bench {
    let posted = Rc::new(Cell::new(0));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            posted.set(posted.get() + 1);
            failed(if posted.get() == 1 { 504 } else { 400 })
        }
        (_, "web") => one("web", ""),
        _ if call.url.contains("name=web") && posted.get() > 1 => list(&["web"]),
        _ => no_loggers(),
    });
    bench.connect("t");
    fill(&bench, "web");
    bench
}

#[test]
fn a_refusal_clears_up_no_doubt() {
    let bench = made_late();
    let console = bench.console;
    for expect in [words::CREATE_UNSEEN, words::LOGGER_FAILED] {
        assert_eq!(block_on(console.submit_create().unwrap()).map(|(title, _)| title), Some(expect));
        assert!(console.part.create.is_dirty());
    }
    assert!(block_on(console.submit_create().unwrap()).is_none());
    assert_eq!(writes(&bench).len(), 2, "the first one came");
    assert_eq!(console.part.route.get_untracked(), Route::logger("web"));
}

#[test]
fn a_doubt_outlives_another_name() {
    let bench = made_late();
    let console = bench.console;
    block_on(console.submit_create().unwrap());
    console.part.create.draft.update(|draft| draft.name = "other".to_owned());
    block_on(console.submit_create().unwrap());
    console.part.create.draft.update(|draft| draft.name = "web".to_owned());
    assert!(block_on(console.submit_create().unwrap()).is_none());
    assert_eq!(writes(&bench).len(), 2, "the first one came");
}

#[test]
fn what_fails_before_a_create_is_told_as_a_create() {
    let bench = bench(|_| failed(500));
    bench.connect("t");
    fill(&bench, "web");
    let said = block_on(bench.console.submit_create().unwrap());
    assert_eq!((said.map(|(title, _)| title), writes(&bench)), (Some(words::LOGGER_FAILED), Vec::new()));
    assert_eq!(
        bench.console.part.create.trouble.get_untracked().map(|it| it.title()),
        Some(words::LOGGER_FAILED)
    );
}

/// A service that loses the answers of its writes, does them if `does`, and answers reads after them with `reads`.
fn lost_write(does: bool, reads: u16) -> Bench {
    let written = Rc::new(Cell::new(None));
    let bench = bench(move |call| match (call.method, written.get()) {
        (Get, Some(_)) if reads != 200 => failed(reads),
        (Get, Some(Put)) if does => one(id_of(call), "mine"),
        (Get, Some(Delete)) if does => failed(404),
        (Get, _) => one(id_of(call), ""),
        (method, _) => {
            written.set(Some(method));
            failed(500)
        }
    });
    bench.connect("t");
    bench
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
