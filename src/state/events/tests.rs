use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::rc::Rc;

use futures_executor::block_on;

use super::Event;
use crate::api::transport::Method::{Delete, Get, Put};
use crate::domain::draft::Draft;
use crate::domain::logger::Logger;
use crate::i18n::sign_in as words;
use crate::route::{Page, Route};
use crate::state::bench::{Bench, Call, bench};
use crate::state::message::Message;
use crate::state::notices::Progress;
use crate::state::{Console, MountContext, Navigator};

fn one(id: &str, status: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"{id}","resource_type":"PORT","resource_id":"r","filter":"ALL","storage_url":"",
        "storage_type":"OBS","log_format":"CSV","compression_type":"RAW","status":"{status}","admin_state_up":true}}"#
    )
}

fn answer(call: &Call) -> (u16, String) {
    let id = call.url.rsplit('/').next().unwrap_or_default();
    match (call.method, id) {
        (_, "broken") => (500, String::new()),
        (Delete, _) => (204, String::new()),
        (Get, "flowlog-loggers") => (200, format!(r#"{{"flowlog_loggers":[{}]}}"#, one("a", "ACTIVE"))),
        (Get, id) if id.starts_with("flowlog-loggers?") => (200, r#"{"flowlog_loggers":[]}"#.to_owned()),
        (Get | Put, id) => (200, format!(r#"{{"flowlog_logger":{}}}"#, one(id, "ACTIVE"))),
        _ => (200, format!(r#"{{"flowlog_logger":{}}}"#, one("new", "BUILD"))),
    }
}

fn connected() -> Bench {
    let bench = bench(answer);
    bench.connect("t");
    bench
}

fn logger(bench: &Bench, id: &str) -> Logger {
    block_on(bench.console.load_logger(id));
    bench.console.part.logger.with_untracked(|open| open.value.clone()).unwrap().value
}

/// What the host is told of, each event by its name and whom it is about.
#[track_caller]
fn check(console: Console, told: &[&str]) {
    let in_words = |event: Event| match event {
        Event::Created(logger) => format!("created {}", logger.name),
        Event::Updated(logger) => format!("updated {}", logger.name),
        Event::Deleted { name, .. } => format!("deleted {name}"),
        Event::Failed(error) => format!("failed {:?}", error.status()),
        Event::Selected(ids) => format!("selected {}", ids.join(" ")),
        Event::Notified(_)
        | Event::AuthRequired { .. }
        | Event::ConfigFailed(_)
        | Event::LogsOpened { .. }
        | Event::LogsAsked(_) => "other".to_owned(),
    };
    let heard: Vec<String> = console.part.events.take().into_iter().map(in_words).collect();
    assert_eq!(heard, told);
    assert!(console.part.events.take().is_empty(), "nothing is told twice");
}

#[test]
fn a_host_hears_of_every_write() {
    let bench = connected();
    let (console, known) = (bench.console, logger(&bench, "a"));
    check(console, &[]);
    block_on(console.set_enabled(vec![known.clone()], false));
    check(console, &["updated a"]);
    block_on(console.delete(vec![known.clone()]));
    check(console, &["deleted a"]);
    let new = Draft {
        target_id: "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned(),
        storage_url: format!("https://h.example/v1/AUTH_{}/c/d", "0".repeat(32)),
        ..Draft::clone_of(&known, "")
    };
    let new = new.check().unwrap();
    block_on(console.create_logger(&new, &mut Vec::new())).unwrap();
    check(console, &["created new"]);
}

#[test]
fn a_host_hears_of_failures() {
    let bench = connected();
    let broken = Logger { id: "broken".to_owned(), ..logger(&bench, "a") };
    block_on(bench.console.load_logger("broken"));
    check(bench.console, &["failed Some(500)"]);
    block_on(bench.console.delete(vec![broken]));
    check(bench.console, &["failed Some(500)"]);
}

/// A host that keeps the console where it is.
struct Unwilling;

impl Navigator for Unwilling {
    fn lets_go(&self, _: &Route, _: bool) -> bool {
        false
    }

    fn show(&self, _: &Route, _: bool) {}
}

fn part(bench: &Bench, navigator: Rc<dyn Navigator>, route: &str) -> Console {
    let host = RwSignal::new(Default::default());
    bench.console.beside(MountContext { navigator, host, first_route: Route::parse(route) })
}

#[test]
fn a_host_may_keep_a_part_where_it_is_and_still_send_it_away() {
    let bench = connected();
    let part = part(&bench, Rc::new(Unwilling), "/loggers");
    part.go(Route::to(Page::Create));
    assert_eq!(part.part.route.get_untracked(), Route::default());
    part.refine(Route::parse("/loggers?page=2"));
    assert_eq!(part.part.route.get_untracked(), Route::default());
    part.go_as_told(Route::to(Page::Create));
    assert_eq!(part.part.route.get_untracked(), Route::to(Page::Create));
    assert_eq!(bench.console.part.route.get_untracked(), Route::default(), "another part is where it was");
}

#[test]
fn parts_share_lists_and_the_token_and_tell_of_their_own_writes() {
    let bench = connected();
    let table =
        part(&bench, bench.service.clone(), "/loggers?filter=id%3D045e204c-4624-4b68-ac8a-7375989d3b79");
    let wizard = part(&bench, bench.service.clone(), "/create");
    block_on(table.load_loggers());
    assert_eq!(
        bench.service.calls.borrow().last().map(|call| call.url.contains('?')),
        Some(false),
        "the whole list"
    );
    let known = logger(&bench, "a");
    block_on(wizard.delete(vec![known]));
    let ids = table.shared.loggers.with_untracked(|remote| remote.value.as_ref().map(|rows| rows.len()));
    assert_eq!(ids, Some(0), "what one part deletes is gone in the other");
    check(table, &[]);
    check(wizard, &["deleted a"]);
    assert!(wizard.part.notices.list.with_untracked(|list| !list.is_empty()));
    assert!(table.part.notices.list.with_untracked(Vec::is_empty));
    table.disconnect();
    assert!(wizard.client().is_none() && bench.console.shared.connection.get_untracked().is_none());
}

#[test]
fn a_change_of_region_ends_what_each_part_was_doing() {
    let bench = connected();
    let [wizard, table] = ["/create", "/loggers"].map(|route| part(&bench, bench.service.clone(), route));
    wizard.part.create.begun_from.set(Some(String::new()));
    wizard.part.create.draft.update(|draft| draft.name = "of KR1".to_owned());
    table.part.deleting.set(vec![logger(&bench, "a")]);
    table.part.notices.add(Progress::Done, Message::plain(words::RENEWED));
    bench.console.switch_region("KR2");
    assert_eq!(wizard.part.create.draft.get_untracked(), Draft::default());
    assert_eq!(table.part.deleting.get_untracked(), []);
    assert_eq!(table.part.notices.list.get_untracked(), []);
}

#[test]
fn what_was_read_in_a_region_is_forgotten_in_every_part() {
    let bench = connected();
    let [open, table] = ["/loggers/a", "/loggers"].map(|route| part(&bench, bench.service.clone(), route));
    let read = || block_on(open.load_logger("a"));
    let is_known = || open.part.logger.with_untracked(|remote| remote.value.is_some());
    read();
    assert!(is_known());
    bench.console.switch_region("KR2");
    assert!(!is_known());
    read();
    assert!(is_known());
    table.disconnect();
    assert!(!is_known());
}

#[test]
fn one_part_leads_until_it_leaves() {
    let bench = connected();
    let parts = ["/loggers", "/ports", "/create"].map(|route| part(&bench, bench.service.clone(), route));
    let leads = || parts.map(Console::leads);
    assert_eq!(leads(), [true, false, false]);
    parts[1].part_left();
    assert_eq!(leads(), [true, false, false]);
    parts[0].part_left();
    assert_eq!(leads(), [false, false, true]);
    let later = part(&bench, bench.service.clone(), "/loggers");
    assert!(!later.leads() && bench.console.leads());
    parts[2].part_left();
    assert!(later.leads());
}

#[test]
fn what_concerns_all_parts_is_shown_by_the_one_that_leads() {
    let bench = connected();
    let parts = ["/loggers", "/ports"].map(|route| part(&bench, bench.service.clone(), route));
    let shown = || parts.map(|part| part.with_notices(|notices| notices.len()));
    bench.console.tell_expiry(Progress::Attention, Message::plain(words::ENDED));
    assert_eq!(shown(), [1, 0]);
    parts[0].part_left();
    assert_eq!(shown(), [0, 1]);
    parts[1].part.notices.add(Progress::Done, Message::plain(words::RENEWED));
    let ids: Vec<u64> = parts[1].with_notices(|notices| notices.iter().map(|notice| notice.id).collect());
    assert!(ids.iter().all(|id| parts[1].notice(*id).is_some()));
    for id in ids {
        parts[1].dismiss_notice(id);
    }
    assert_eq!(shown(), [0, 0]);
    assert!(bench.console.speaks_for().is_none(), "a whole console speaks for itself");
}

#[test]
fn the_notice_about_the_end_goes_whichever_part_gets_the_new_token() {
    let bench = connected();
    let [table, ports] = ["/loggers", "/ports"].map(|route| part(&bench, bench.service.clone(), route));
    table.tell_expiry(Progress::Attention, Message::plain(words::ENDED));
    assert_eq!(table.with_notices(|notices| notices.len()), 1);
    ports.forget_expiry();
    assert!(table.with_notices(|notices| notices.is_empty()));
}
