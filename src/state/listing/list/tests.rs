use super::*;
use crate::domain::logger::Logger;
use crate::route::Route;
use crate::state::bench::{bench, no_loggers};
use crate::state::filter::Query;
use crate::state::listing::{Listed as _, Selected, Sort};
use crate::state::remote::load;
use crate::state::resources::Names;

/// So many loggers, of which the last one is in error, and one row that cannot be read.
fn rows(count: usize) -> Rows<Logger> {
    let text = include_str!("../../../../tests/fixtures/loggers-list.response.json");
    let example = crate::api::loggers::read_list(text).unwrap().remove(0).read().cloned().unwrap();
    let logger = |at: usize| Logger {
        id: format!("id-{at}"),
        name: format!("web-{at}"),
        status: if at == count { crate::domain::logger::Status::Error } else { example.status.clone() },
        ..example.clone()
    };
    let unread = Row::Unreadable { raw: "{}".to_owned(), reason: "id".to_owned() };
    Arc::new((1..=count).map(|at| Row::Read(logger(at).into())).chain([unread]).collect())
}

/// A list of so many loggers at a route, without a page.
fn list(count: usize, route: &str) -> List<Logger> {
    let console = bench(|_| no_loggers()).console;
    console.part.route.set(Route::parse(route));
    console.shared.loggers.update(|remote| remote.value = Some(rows(count)));
    List::new(console, console.shared.loggers)
}

fn shown(list: List<Logger>) -> Vec<String> {
    list.with_page(|index, places| {
        index.at(places).map(|row| row.read().map_or("?", |logger| &logger.name).to_owned()).collect()
    })
}

#[track_caller]
fn check(route: &str, first: &str, rows: usize, pages: usize) {
    let list = list(95, route);
    let shown = shown(list);
    assert_eq!((shown[0].as_str(), shown.len(), list.pages.get()), (first, rows, pages), "{route}");
}

#[test]
fn a_route_shows_one_page() {
    check("#/loggers", "web-1", 30, 4);
    check("#/loggers?page=2", "web-31", 30, 4);
    check("#/loggers?page=9", "web-91", 6, 4);
    check("#/loggers?size=10&page=2", "web-11", 10, 10);
    check("#/loggers?size=100", "web-1", 96, 1);
    check("#/loggers?size=11", "web-1", 30, 4);
    check("#/loggers?sort=-name&size=50", "web-95", 50, 2);
    check("#/loggers?filter=status%3DERROR&page=3", "web-95", 1, 1);
}

#[test]
fn how_many_match_is_said_of_the_whole_list() {
    let all = list(95, "#/loggers");
    assert_eq!(all.matches(), None);
    let filtered = list(95, "#/loggers?filter=status%3DERROR");
    assert_eq!(filtered.matches(), Some((1, 96)));
    filtered.slot.update(|remote| remote.early = remote.value.take());
    assert_eq!(filtered.matches(), None, "more is coming");
    filtered.slot.update(|remote| remote.early = None);
    assert_eq!(filtered.matches(), None, "nothing has come");
}

#[test]
fn the_preferred_size_holds_where_the_route_says_none() {
    let list = list(95, "#/loggers?page=2");
    list.console.prefer(|chosen| chosen.page_size = Some(10));
    assert_eq!((list.size.get(), list.pages.get(), list.page.get()), (10, 10, 1));
    list.console.part.route.set(Route::parse("#/loggers?size=50"));
    assert_eq!(list.size.get(), 50);
}

#[test]
fn a_chosen_size_stands_in_the_route_and_is_kept() {
    let list = list(95, "#/loggers?sort=-name&page=3");
    list.resize(50);
    assert_eq!(list.console.part.route.get().href(), "#/loggers?sort=-name&size=50");
    assert_eq!(list.console.shared.preferences.get().page_size(), 50);
    list.resize(50);
    list.change(|view| view.page = 1);
    assert_eq!(list.console.part.route.get().href(), "#/loggers?sort=-name&size=50&page=2");
    list.resize(30);
    assert_eq!(list.console.part.route.get().href(), "#/loggers?sort=-name&size=30");
}

#[test]
fn a_selection_lives_as_long_as_its_rows() {
    let list = list(5, "#/loggers?filter=status%3DERROR");
    list.selected.set(["id-5", "id-2", "gone"].map(str::to_owned).to_vec());
    list.drop_gone();
    assert_eq!(list.selected.get(), ["id-5", "id-2"]);
    let names: Vec<String> = list.selected_rows().into_iter().map(|logger| logger.name).collect();
    assert_eq!(names, ["web-2", "web-5"]);
    assert_eq!((list.unseen(), list.counts()), ((0, 2, 1), (1, 6)));
    list.clear_filter();
    assert_eq!((list.unseen(), list.counts()), ((1, 2, 0), (6, 6)));
    assert_eq!(list.arranged_rows().len(), 5);
}

#[test]
fn selected_rows_are_found_where_they_stand_now() {
    let list = list(5, "#/loggers");
    let names = || list.with_selected(|rows| rows.map(|logger| logger.name.clone()).collect::<Vec<_>>());
    list.selected.set(["id-2", "id-5"].map(str::to_owned).to_vec());
    assert_eq!(names(), ["web-2", "web-5"]);
    list.console.shared.loggers.update(|remote| {
        remote.value = remote.value.take().map(|rows| Arc::new(rows.iter().skip(2).cloned().collect()));
    });
    assert_eq!(names(), ["web-5"]);
    list.drop_gone();
    assert_eq!(list.selected.get(), ["id-5"]);
}

/// Compares the index after a write to one logger with a new index of the same rows.
#[track_caller]
fn check_next(write: fn(&mut Logger), keeps_ids: bool) {
    let before = Index::new(rows(5), Names::default());
    assert_eq!((0..).take_while(|at| before.prepare(*at)).count(), Logger::COLUMNS.len());
    let mut now = before.rows().to_vec();
    let mut written = now[1].read().unwrap().clone();
    write(&mut written);
    now[1] = Row::Read(Arc::new(written));
    let now = Arc::new(now);
    let next = before.next(now.clone(), Names::default());
    let anew = Index::new(now, Names::default());
    for column in Logger::COLUMNS {
        let sort = Sort { column: column.key, descending: false };
        let arranged = |index: &Index<Logger>| index.arrange(&Query::default(), sort);
        assert_eq!(arranged(&next), arranged(&anew), "{}", column.id);
    }
    assert_eq!(next.by_id(), anew.by_id());
    assert_eq!(Arc::ptr_eq(next.by_id(), before.by_id()), keeps_ids);
}

#[test]
fn the_index_after_a_write_is_like_a_new_one() {
    check_next(|_| {}, true);
    check_next(|logger| logger.name = "web-9".to_owned(), true);
    check_next(|logger| logger.enabled = Some(false), true);
    check_next(|logger| logger.target_id = "other".to_owned(), true);
    check_next(|logger| logger.id = "id-9".to_owned(), false);
}

#[test]
fn nothing_is_arranged_again_for_equal_rows() {
    let list = list(5, "#/loggers");
    let arranged = || Arc::as_ptr(&list.index.get());
    let before = arranged();
    let same = list.console.shared.loggers.with_untracked(|remote| remote.value.clone()).unwrap();
    futures_executor::block_on(load(list.console.shared.loggers, || 1.0, async { Ok(same) }));
    assert_eq!(arranged(), before);
    list.console.prefer(|chosen| chosen.wrap = true);
    list.change(|view| view.page = 1);
    assert_eq!(arranged(), before);
    list.console.shared.loggers.update(|remote| remote.value = Some(rows(6)));
    assert_ne!(arranged(), before);
}

/// How far a selection of the loggers from `first` to `last` goes.
#[track_caller]
fn check_selection(route: &str, first: usize, last: usize, expect: Option<Selected>) {
    let list = list(95, route);
    list.selected.set((first..=last).map(|at| format!("id-{at}")).collect());
    assert_eq!(list.reach_of_selection(), expect, "{route} with {first} to {last}");
}

#[test]
fn a_selection_goes_as_far_as_the_page_or_all_that_match() {
    let page = |rows, matching| Some(Selected::Page { rows, matching });
    check_selection("#/loggers", 1, 29, None);
    check_selection("#/loggers", 1, 30, page(30, 95));
    check_selection("#/loggers?page=2", 1, 30, None);
    check_selection("#/loggers?page=2", 1, 94, page(30, 95));
    check_selection("#/loggers?page=2", 1, 95, Some(Selected::Matching(95)));
    // The row that cannot be read stands on the last page.
    check_selection("#/loggers?page=4", 91, 95, page(5, 95));
    check_selection("#/loggers?size=100", 1, 95, None);
    // web-9 and web-90 to web-95 match, on one page of ten.
    check_selection("#/loggers?filter=name%3Aweb-9&size=10", 90, 95, None);
    // web-1 and web-10 to web-19.
    check_selection("#/loggers?filter=name%3Aweb-1&size=10", 1, 19, None);
}

#[test]
fn all_that_match_are_selected_and_no_others() {
    let list = list(95, "#/loggers?filter=name%3Aweb-1&size=10");
    list.selected.set(vec!["id-50".to_owned()]);
    list.select_matching();
    assert_eq!(list.selected_rows().len(), 11);
    assert_eq!(list.reach_of_selection(), Some(Selected::Matching(11)));
    assert_eq!(list.unseen(), (0, 11, 0));
}
