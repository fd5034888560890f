//! Two ranges beside each other.

use super::storage::{encoded, name, plan, stored};
use super::*;

/// Ten minutes of a logger, loaded and compared with the ten minutes before.
fn compared(extent: Extent) -> Table {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Between(TimeRange { from: NOON - 30 * MINUTE, until: NOON - 20 * MINUTE }));
    for before in (0..12).map(|n| n * 10) {
        let text = file(&[row(before + 1, &format!("10.0.0.{before}"), 443, "ACCEPT")]);
        table.files.borrow_mut().push((encoded(before), Ok(text)));
    }
    block_on(table.explorer.load(extent));
    table.explorer.press(Quick::NewSinceBefore);
    table.ask();
    table
}

impl Table {
    fn is_compared(&self) -> bool {
        self.shown().changes.as_ref().unwrap().is_loaded
    }

    fn appeared(&self) -> Vec<String> {
        let shown = self.shown();
        let (_, sources) = &shown.changes.as_ref().unwrap().lists[0];
        sources.appeared.iter().map(|change| words(&change.key)).collect()
    }

    fn names(&self) -> Vec<String> {
        let name = |file: &loading::LoadedFile| file.file.name.clone();
        self.explorer.loaded.with_untracked(|loaded| loaded.counted().map(name).collect())
    }
}

fn once(task: &mut futures_util::future::LocalBoxFuture<'static, ()>) {
    assert!(task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

#[test]
fn a_comparison_loads_the_range_before() {
    let table = compared(Extent::All);
    assert!(!table.is_compared());
    block_on(table.explorer.load_compared());
    assert!(table.is_compared());
    assert_eq!(table.appeared(), ["10.0.0.20"]);
    let names = table.names();
    assert_eq!(names.iter().filter(|known| **known == name(30)).count(), 1, "no file is read twice");
    assert_eq!(table.flows(), 1);
}

#[test]
fn a_sample_is_compared_with_nothing() {
    let table = compared(Extent::Sample(1));
    let calls = table.bench.service.calls.borrow().len();
    block_on(table.explorer.load_compared());
    assert!(!table.is_compared());
    assert_eq!(table.names().len(), 1);
    assert_eq!(table.bench.service.calls.borrow().len(), calls, "nothing is looked for");
}

#[test]
fn what_does_not_fit_beside_is_not_loaded() {
    let table = compared(Extent::All);
    let explorer = table.explorer;
    let (names, planning) = (table.names(), explorer.planning.get_untracked());
    explorer.memory_bound.set(planning.plan.as_ref().unwrap().memory + 1);
    block_on(explorer.load_compared());
    assert!(!table.is_compared() && !explorer.planning_compared.get_untracked().plan.unwrap().fits());
    assert_eq!(table.names(), names);
    let now = explorer.planning.get_untracked();
    assert_eq!((now.folders_listed, now.folders), (planning.folders_listed, planning.folders));
}

#[test]
fn what_cannot_be_listed_is_a_fault_of_the_comparison_alone() {
    let table = compared(Extent::All);
    table.bench.answer_with(|_| (500, String::new()));
    block_on(table.explorer.load_compared());
    assert!(table.explorer.planning.get_untracked().fault.is_none());
    let planning = table.explorer.planning_compared.get_untracked();
    assert!(planning.fault.is_some() && !planning.is_listing);
}

#[test]
fn a_second_press_does_nothing() {
    let table = compared(Extent::All);
    let mut first = table.explorer.load_compared();
    once(&mut first);
    assert!(table.explorer.planning_compared.get_untracked().is_listing);
    block_on(table.explorer.load_compared());
    assert!(!table.is_compared());
    block_on(first);
    assert!(table.is_compared());
    assert_eq!(table.appeared(), ["10.0.0.20"]);
}

#[test]
fn another_load_ends_the_search_for_files_to_compare_with() {
    let table = compared(Extent::All);
    let names = table.names();
    let mut search = table.explorer.load_compared();
    once(&mut search);
    block_on(table.explorer.load(Extent::All));
    block_on(search);
    assert_eq!(table.names(), names);
    assert!(!table.is_compared() && !table.explorer.planning_compared.get_untracked().is_listing);
}

#[test]
fn a_comparison_that_is_cancelled_changes_nothing_and_can_be_loaded_again() {
    let table = compared(Extent::All);
    let explorer = table.explorer;
    let names = table.names();
    let mut load = explorer.load_compared();
    while !explorer.loading.get_untracked().is_running() {
        once(&mut load);
    }
    explorer.cancel();
    block_on(load);
    assert!(!table.is_compared() && table.shown().sample.is_none());
    assert_eq!(table.names(), names);
    block_on(explorer.load_compared());
    assert!(table.is_compared());
    let shown = table.shown();
    let (_, sources) = &shown.changes.as_ref().unwrap().lists[0];
    assert_eq!(sources.before.total.flows, 1, "no record counts twice");
}

#[test]
fn a_range_of_which_no_file_could_be_read_is_not_compared() {
    let table = compared(Extent::All);
    let range = TimeRange { from: NOON - 90 * MINUTE, until: NOON - 80 * MINUTE };
    table.explorer.compare_with(Some(range));
    table.ask();
    let served = table.files.take();
    block_on(table.explorer.load_compared());
    assert!(
        !table.is_compared() && table.explorer.loaded.with_untracked(|loaded| loaded.faulty().count() > 2)
    );
    table.files.replace(served);
    block_on(table.explorer.load_compared());
    assert!(table.is_compared());
}
