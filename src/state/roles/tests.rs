use futures_executor::block_on;
use reactive_graph::prelude::*;

use super::*;
use crate::api::transport::Method::{Delete, Get};
use crate::domain::logger::Logger;
use crate::i18n::words::READ_ONLY_WHY;
use crate::route::Route;
use crate::state::MountContext;
use crate::state::bench::{Bench, Call, bench};

const LOGGER: &str = r#"{"flowlog_logger":{"id":"1","name":"web","resource_type":"PORT","resource_id":"2",
    "filter":"ALL","storage_url":"","storage_type":"OBS","log_format":"CSV","compression_type":"RAW",
    "status":"ACTIVE","admin_state_up":true}}"#;

fn forbidden() -> (u16, String) {
    (403, r#"{"NeutronError":{"type":"PolicyNotAuthorized","message":"No.","detail":""}}"#.to_owned())
}

/// Connected, with one logger read.
fn with_logger(answer: impl Fn(&Call) -> (u16, String) + 'static) -> (Bench, Logger) {
    let bench = bench(move |call| match (call.method, call.url.ends_with("/first")) {
        (Get, true) => (200, LOGGER.to_owned()),
        _ => answer(call),
    });
    bench.connect("t");
    block_on(bench.console.load_logger("first"));
    let logger = bench.console.part.logger.with_untracked(|open| open.value.clone()).unwrap().value;
    (bench, logger)
}

#[test]
fn the_first_refused_write_switches_writing_off_and_says_so_once() {
    let (bench, logger) = with_logger(|_| forbidden());
    let console = bench.console;
    assert_eq!(console.read_only(), None);
    block_on(console.delete(vec![logger.clone(), logger.clone()]));
    assert_eq!(console.read_only(), Some(words::READ_ONLY_ROLE));
    let explained = |told: Vec<String>| told.iter().filter(|told| told.contains("may read here")).count();
    assert_eq!(explained(bench.told()), 1);
    console.write_again();
    assert_eq!((console.read_only(), explained(bench.told())), (None, 0));
    block_on(console.delete(vec![logger]));
    assert_eq!(console.read_only(), Some(words::READ_ONLY_ROLE));
    bench.connect("other");
    assert_eq!(console.read_only(), None, "another connection, another account");
}

#[test]
fn a_refused_read_leaves_writing_on() {
    let (bench, logger) = with_logger(|_| forbidden());
    block_on(bench.console.load_list());
    block_on(bench.console.load_logger("second"));
    // Enabling reads the logger first.
    block_on(bench.console.set_enabled(vec![logger], true));
    assert_eq!(bench.console.read_only(), None);
}

#[test]
fn a_refusal_after_a_write_that_worked_is_about_the_one_logger() {
    let (bench, logger) = with_logger(|call| match (call.method, call.url.ends_with("/mine")) {
        (Delete, true) => (204, String::new()),
        _ => forbidden(),
    });
    let console = bench.console;
    let mine = Logger { id: "mine".to_owned(), ..logger.clone() };
    block_on(console.delete(vec![mine, logger.clone()]));
    assert_eq!(console.read_only(), None);
    block_on(console.delete(vec![logger]));
    assert_eq!(console.read_only(), None);
}

#[test]
fn a_write_that_works_switches_writing_on_again() {
    let (bench, logger) = with_logger(|call| match (call.method, call.url.ends_with("/mine")) {
        (Delete, true) => (204, String::new()),
        _ => forbidden(),
    });
    let mine = Logger { id: "mine".to_owned(), ..logger.clone() };
    block_on(bench.console.delete(vec![logger, mine]));
    assert_eq!(bench.console.read_only(), None);
}

#[test]
fn the_configuration_has_the_last_word() {
    let (bench, _) = with_logger(|_| forbidden());
    bench.console.shared.config.update_value(|config| config.read_only = true);
    bench.console.write_again();
    assert_eq!(bench.console.read_only(), Some(READ_ONLY_WHY));
}

#[test]
fn a_write_that_works_in_one_part_clears_what_another_one_has_said() {
    let (bench, logger) = with_logger(|call| match (call.method, call.url.ends_with("/mine")) {
        (Delete, true) => (204, String::new()),
        _ => forbidden(),
    });
    let [one, two] = [(); 2].map(|()| {
        bench.console.beside(MountContext {
            navigator: bench.service.clone(),
            host: RwSignal::new(Default::default()),
            first_route: Route::default(),
        })
    });
    let asks = |notice: &&Notice| matches!(notice.follow, Some(Follow::Do(_, Act::AllowWriting)));
    let asking =
        || [one, two].map(|part| part.with_notices(|all| all.iter().filter(|one| asks(one)).count()));
    block_on(two.delete(vec![logger.clone()]));
    assert_eq!(asking(), [1, 0], "the leading part says it");
    block_on(one.delete(vec![Logger { id: "mine".to_owned(), ..logger }]));
    assert_eq!(asking(), [0, 0]);
}
