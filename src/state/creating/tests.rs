use std::cell::Cell;
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt as _;

use super::*;
use crate::api::transport::Method::Post;
use crate::domain::draft::Draft;
use crate::i18n::Locale;
use crate::route::Route;
use crate::state::bench::loggers::{STORAGE, TARGET, failed, fill, id_of, list, one, row, writes};
use crate::state::bench::{Bench, bench, no_loggers};
use crate::state::submit::Refused;

/// A service that answers a create with 502, and whose list has nothing new until the number of lists is `comes_after`.
fn losing(comes_after: u32) -> Bench {
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
    bench
}

/// How the form stands after a create at such a service.
fn lost_create(comes_after: u32) -> (Bench, Refused) {
    let bench = losing(comes_after);
    let said = block_on(bench.console.submit_create().unwrap());
    (bench, said)
}

#[test]
fn what_the_list_does_not_have_yet_is_in_doubt_and_is_not_made_twice() {
    let (bench, said) = lost_create(2);
    let console = bench.console;
    assert_eq!(said.map(|(title, _)| title), Some(words::CREATE_UNSEEN));
    let trouble = console.part.create.trouble.get_untracked();
    assert!(matches!(trouble, Some(Trouble::Doubt(doubt)) if doubt.is_looked_for));
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
    assert!(matches!(trouble, Some(Trouble::Doubt(doubt)) if doubt.is_looked_for), "it is not there yet");
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

/// A service whose POST makes two loggers and gives this answer, and whose list has neither of them `hidden` times.
fn making_two(answer: impl Fn() -> (u16, String) + 'static, hidden: u32) -> Bench {
    let lists = Rc::new(Cell::new(None));
    let bench = bench(move |call| match (call.method, id_of(call), lists.get()) {
        (Post, ..) => {
            lists.set(Some(0));
            answer()
        }
        (_, "web", _) => one("web", ""),
        (.., None) => list(&["old"]),
        (.., Some(before)) => {
            lists.set(Some(before + 1));
            // Another storage is what somebody else has made since.
            let twins = [("web", STORAGE), ("twin", STORAGE), ("other", "")].map(|(id, storage)| {
                let row = row(id, "").replace(&format!(r#""name":"{id}""#), r#""name":"web""#);
                row.replace(r#""storage_url":"""#, &format!(r#""storage_url":"{storage}""#))
            });
            let twins = if before < hidden { String::new() } else { format!(",{}", twins.join(",")) };
            (200, format!(r#"{{"flowlog_loggers":[{}{twins}]}}"#, row("old", "")))
        }
    });
    bench.connect("t");
    fill(&bench, "web");
    bench
}

#[track_caller]
fn check_surplus(bench: &Bench) {
    assert_eq!(writes(bench), ["flowlog-loggers"], "one POST");
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
    for status in [200, 500] {
        let answer = move || if status == 200 { one("web", "") } else { failed(status) };
        let bench = making_two(answer, 0);
        block_on(bench.console.submit_create().unwrap());
        assert_eq!(bench.console.part.route.get_untracked(), Route::logger("web"));
        check_surplus(&bench);
    }
}

#[test]
fn what_an_earlier_form_has_made_twice_is_told_as_well() {
    for looks in [false, true] {
        let bench = making_two(|| failed(500), 1);
        let console = bench.console;
        block_on(console.submit_create().unwrap());
        console.part.create.draft.update(|draft| draft.description = "more".to_owned());
        block_on(if looks { console.look_again().unwrap() } else { console.submit_create().unwrap() });
        let trouble = console.part.create.trouble.get_untracked();
        assert!(matches!(trouble, Some(Trouble::Earlier(logger)) if logger.id == "web"));
        check_surplus(&bench);
    }
}

/// Presses Create and leaves the form before the answer comes; gives the id of the notice that tells of the doubt.
fn leave_in_doubt(bench: &Bench) -> u64 {
    let creating = bench.console.submit_create().unwrap();
    bench.console.part.create.discard();
    block_on(creating);
    bench.console.part.notices.list.with_untracked(|list| list[0].id)
}

fn follow(bench: &Bench, id: u64) -> Option<Follow> {
    bench.console.part.notices.get(id).and_then(|notice| notice.follow)
}

#[test]
fn a_doubt_that_comes_late_can_be_looked_for_in_its_notice() {
    let bench = losing(3);
    let id = leave_in_doubt(&bench);
    for _ in 0..2 {
        assert_eq!(bench.told(), ["The logger was not created so far"]);
        let told = bench.console.part.notices.get(id).unwrap();
        assert_eq!((told.progress, told.items[0].name.as_str()), (Progress::Failed, "web"));
        assert!(matches!(told.follow, Some(Follow::LookFor(_))));
        block_on(bench.console.look_for_told(id));
    }
    assert_eq!(bench.told(), ["Logger web is created"]);
    assert_eq!(follow(&bench, id), Some(Follow::Open { logger_id: "web".to_owned() }));
    assert!(bench.console.part.notices.get(id).unwrap().items.is_empty());
    assert_eq!(writes(&bench), ["flowlog-loggers"], "one POST");
    assert_eq!(bench.console.part.route.get_untracked(), Route::default(), "the page stays");
}

#[test]
fn looking_for_what_a_notice_tells_says_that_it_failed() {
    let bench = made_and_lost(2);
    let id = leave_in_doubt(&bench);
    for _ in 0..2 {
        assert_eq!(bench.told(), ["It is not known whether the logger was created"]);
        block_on(bench.console.look_for_told(id));
    }
    assert_eq!(bench.told(), ["Logger web is created"]);
}

#[test]
fn what_a_notice_tells_is_looked_for_once_at_a_time() {
    let bench = losing(99);
    let id = leave_in_doubt(&bench);
    let mut looking = Box::pin(bench.console.look_for_told(id));
    assert!(looking.as_mut().now_or_never().is_none());
    assert_eq!(bench.told(), ["Looking for logger web"]);
    let before = bench.service.calls.borrow().len();
    block_on(bench.console.look_for_told(id));
    assert_eq!(bench.service.calls.borrow().len(), before);
    block_on(looking);
    assert_eq!(bench.told(), ["The logger was not created so far"]);
}

#[test]
fn what_was_made_twice_and_left_is_told_when_it_is_found() {
    let bench = making_two(|| failed(500), 1);
    let id = leave_in_doubt(&bench);
    block_on(bench.console.look_for_told(id));
    check_surplus(&bench);
}

#[test]
fn a_look_that_ends_when_its_form_has_gone_leaves_the_doubt_in_a_notice() {
    let (bench, _) = lost_create(99);
    let looking = bench.console.look_again().unwrap();
    bench.console.part.create.discard();
    block_on(looking);
    assert_eq!(bench.told(), ["The logger was not created so far"]);
    assert!(matches!(follow(&bench, 1), Some(Follow::LookFor(doubt)) if doubt.new.name == "web"));
}

#[test]
fn a_refusal_that_comes_late_leaves_the_doubt_of_before() {
    let bench = made_late();
    block_on(bench.console.submit_create().unwrap());
    leave_in_doubt(&bench);
    assert_eq!(bench.told(), ["The logger was not created so far", "The logger was not created"]);
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
