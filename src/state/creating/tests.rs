use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::*;
use crate::api::transport::Method::{Delete, Post};
use crate::auth::{Lease, NotRenewed, Token, TokenProvider};
use crate::domain::draft::Draft;
use crate::i18n::{Locale, Word};
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

/// A logger of this id as the service has made it of the form; it writes the storage URL in its own way.
fn made_row(id: &str) -> String {
    let fields = crate::domain::log_fields::CURRENT.join(",");
    format!(
        r#"{{"id":"{id}","name":"web","description":"","resource_type":"PORT","resource_id":"{TARGET}","filter":"ALL",
        "aggregation_interval":10,"connection_setup_only":false,"storage_type":"OBS","storage_url":"{STORAGE}/",
        "log_format":"CSV","compression_type":"RAW","customized_field":"{fields}","partition_period":"DAY",
        "customized_file_name":"default","admin_state_up":true,"status":"BUILD"}}"#
    )
}

fn made_one(id: &str) -> (u16, String) {
    (200, format!(r#"{{"flowlog_logger":{}}}"#, made_row(id)))
}

fn rows(rows: &[String]) -> (u16, String) {
    (200, format!(r#"{{"flowlog_loggers":[{}]}}"#, rows.join(",")))
}

/// A service whose POST makes two loggers and gives this answer, and whose list has neither of them `hidden` times.
fn making_two(answer: impl Fn() -> (u16, String) + 'static, hidden: u32) -> Bench {
    let lists = Rc::new(Cell::new(None));
    let bench = bench(move |call| match (call.method, id_of(call), lists.get()) {
        (Post, ..) => {
            lists.set(Some(0));
            answer()
        }
        (_, "web", _) => made_one("web"),
        (.., None) => list(&["old"]),
        (.., Some(before)) => {
            lists.set(Some(before + 1));
            // What differs in anything, somebody else has made since.
            let theirs = [
                made_row("described").replace(r#""description":"""#, r#""description":"mine""#),
                made_row("filtered").replace("ALL", "DROP"),
                made_row("elsewhere").replace(&format!("{STORAGE}/"), STORAGE),
                made_row("hourly").replace("DAY", "HOUR"),
            ];
            let new = [made_row("web"), made_row("twin")].into_iter().chain(theirs);
            let new: Vec<String> = new.filter(|_| before >= hidden).collect();
            rows(&[vec![row("old", "")], new].concat())
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
    assert!(notice.title.text(Locale::En).contains("may have made 2 loggers named web"));
    let alike = crate::state::logger_list::alike(made);
    assert_eq!(alike.text(), format!("/loggers?filter=name%3Dweb%3Btarget%3D{TARGET}"));
}

#[test]
fn what_one_request_has_made_twice_is_told_and_can_be_deleted() {
    for status in [200, 500] {
        let answer = move || if status == 200 { made_one("web") } else { failed(status) };
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

/// A service that has these loggers of one create, as a test changes them, and the notice that tells of the surplus.
fn with_surplus(ids: &[&'static str]) -> (Bench, Rc<RefCell<Vec<&'static str>>>, u64) {
    let (there, posted) = (Rc::new(RefCell::new(ids.to_vec())), Rc::new(Cell::new(false)));
    let of_service = there.clone();
    let bench = bench(move |call| match call.method {
        Post => {
            posted.set(true);
            made_one("web")
        }
        Delete => {
            of_service.borrow_mut().retain(|id| *id != id_of(call));
            (204, String::new())
        }
        _ if !posted.get() => no_loggers(),
        _ => rows(&of_service.borrow().iter().map(|id| made_row(id)).collect::<Vec<_>>()),
    });
    bench.connect("t");
    fill(&bench, "web");
    block_on(bench.console.submit_create().unwrap());
    let id = bench.console.part.notices.list.with_untracked(|list| list[0].id);
    (bench, there, id)
}

/// Presses Delete the surplus when these are left. Expects what is asked about; nothing where the notice ends.
#[track_caller]
fn check_ask(left: &[&'static str], expect: &[&str]) {
    let (bench, there, notice) = with_surplus(&["web", "twin", "third"]);
    *there.borrow_mut() = left.to_vec();
    block_on(bench.console.ask_about_surplus(notice));
    let asked = bench.console.part.deleting.get_untracked();
    assert_eq!(asked.iter().map(|logger| logger.id.as_str()).collect::<Vec<_>>(), expect);
    assert_eq!(bench.console.part.notices.get(notice).is_some(), !expect.is_empty());
}

#[test]
fn deleting_the_surplus_keeps_one_logger() {
    check_ask(&["third", "twin", "web"], &["third", "twin"]);
    check_ask(&["web", "twin"], &["twin"]);
    check_ask(&["twin", "third"], &["third"]);
    check_ask(&["third"], &[]);
    check_ask(&["web"], &[]);
    check_ask(&[], &[]);
}

#[test]
fn a_look_for_the_surplus_that_fails_says_why() {
    let (bench, _, notice) = with_surplus(&["web", "twin"]);
    bench.answer_with(|_| failed(500));
    block_on(bench.console.ask_about_surplus(notice));
    let told = bench.console.part.notices.get(notice).unwrap();
    assert!(matches!(told.items[0].outcome, Outcome::Failed(_)));
    assert!(bench.console.part.deleting.get_untracked().is_empty());
}

/// Deletes these by hand. Whether the notice of three loggers is still there.
#[track_caller]
fn check_deleted(ids: &[&str], stays: bool) {
    let (bench, _, notice) = with_surplus(&["web", "twin", "third"]);
    let Some(Follow::Surplus { made, surplus }) = follow(&bench, notice) else { panic!("no surplus") };
    let mut all: Vec<Logger> = [vec![*made], surplus].concat();
    all.retain(|logger| ids.contains(&logger.id.as_str()));
    block_on(bench.console.delete(all));
    assert_eq!(follow(&bench, notice).is_some(), stays);
}

#[test]
fn the_notice_of_a_surplus_ends_with_it() {
    check_deleted(&["web"], true);
    check_deleted(&["twin"], true);
    check_deleted(&["web", "twin"], false);
    check_deleted(&["twin", "third"], false);
}

#[test]
fn a_surplus_that_comes_late_is_told_when_the_logger_is_built() {
    let (bench, there, _) = with_surplus(&["web"]);
    let is_surplus = |notice: &&Notice| matches!(notice.follow, Some(Follow::Surplus { .. }));
    let told =
        || bench.console.part.notices.list.with_untracked(|list| list.iter().filter(is_surplus).count());
    there.borrow_mut().push("twin");
    block_on(bench.console.look_for_late_surplus());
    assert_eq!(told(), 0, "it is in BUILD");
    bench.console.part.followed.set_value(Vec::new());
    bench.console.shared.loggers.update(|remote| remote.value = None);
    assert!(Box::pin(bench.console.look_for_late_surplus()).now_or_never().is_none(), "dropped on its way");
    for _ in 0..2 {
        block_on(bench.console.look_for_late_surplus());
        assert_eq!(told(), 1);
    }
}

/// A create that the service refuses with this status, where this is what it lists afterwards.
#[track_caller]
fn check_refused(status: u16, listed: impl Fn() -> (u16, String) + 'static, expect: Option<Word>) {
    let is_posted = Rc::new(Cell::new(false));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            is_posted.set(true);
            failed(status)
        }
        (_, "web") => made_one("web"),
        _ if is_posted.get() => listed(),
        _ => no_loggers(),
    });
    bench.connect("t");
    fill(&bench, "web");
    let said = block_on(bench.console.submit_create().unwrap());
    assert_eq!((said.map(|(title, _)| title), writes(&bench).len()), (expect, 1), "{status}");
}

#[test]
fn a_refusal_of_what_the_browser_has_sent_again_is_not_the_last_word() {
    for status in [409, 429] {
        check_refused(status, || rows(&[made_row("web")]), None);
        check_refused(status, no_loggers, Some(words::LOGGER_FAILED));
        check_refused(status, || rows(&[made_row("web").replace("ALL", "DROP")]), Some(words::LOGGER_FAILED));
        check_refused(status, || failed(500), Some(words::CREATE_UNKNOWN));
    }
    check_refused(400, || rows(&[made_row("web")]), Some(words::LOGGER_FAILED));
}

/// Gives another token each time.
struct Tokens;

impl TokenProvider for Tokens {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let token = Token::parse("another").unwrap();
        Box::pin(async { Ok(Lease { token, ends_ms: None }) })
    }
}

/// A create that is refused with 401, before a provider of another token; whether it was carried out all the same.
/// Expects how many are sent.
#[track_caller]
fn check_renewed(is_made: bool, expect: usize) {
    let is_posted = Rc::new(Cell::new(false));
    let bench = bench(move |call| match (call.method, id_of(call)) {
        (Post, _) => {
            is_posted.set(true);
            if call.token == "another" { made_one("web") } else { failed(401) }
        }
        (_, "web") => made_one("web"),
        _ if is_posted.get() && is_made => rows(&[made_row("web")]),
        _ => no_loggers(),
    });
    bench.connect("first").ask(Rc::new(Tokens));
    fill(&bench, "web");
    assert!(block_on(bench.console.submit_create().unwrap()).is_none());
    assert_eq!((writes(&bench).len(), bench.tokens().last().map(String::as_str)), (expect, Some("another")));
    assert_eq!(bench.console.part.route.get_untracked(), Route::logger("web"));
}

/// Has no token to give.
struct Closed;

impl TokenProvider for Closed {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        Box::pin(async { Err(NotRenewed::Failed("closed".to_owned())) })
    }
}

#[test]
fn a_401_after_which_nobody_can_look_leaves_a_doubt() {
    let bench = bench(|call| if call.method == Post { failed(401) } else { no_loggers() });
    bench.connect("first").ask(Rc::new(Closed));
    fill(&bench, "web");
    let said = block_on(bench.console.submit_create().unwrap());
    assert_eq!(said.map(|(title, _)| title), Some(words::CREATE_UNKNOWN));
    assert!(bench.console.part.create.is_dirty());
}

#[test]
fn after_a_401_a_create_is_looked_for_before_it_is_repeated() {
    check_renewed(true, 1);
    check_renewed(false, 2);
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
