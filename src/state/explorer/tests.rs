use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use flowlog_engine::Field;
use futures_executor::block_on;

use super::export::{Format, Part};
use crate::state::explored::loading::{Extent, Stage};
use crate::state::explored::plan::{DeviceFile, HostFile, PlanFault};
use std::rc::Rc;

use flowlog_engine::{Column, TimeRange, Value};
use reactive_graph::prelude::*;

use super::*;
use crate::api::transport::Method;
use crate::auth::Token;
use crate::logs::native::NativeEngine;
use crate::logs::{LocalFile, LogEngine, Progress, ReadFault};
use crate::route::Route;
use crate::state::bench::{Bench, Call, bench_of, unauthorized};
use crate::state::events::Event;
use crate::state::explored::inquiry::Inquiry;
use crate::state::explored::loading::Loaded;
use crate::state::explored::plan::Source;
use crate::state::explored::quick::Quick;
use crate::state::explored::range::Range;

mod storage;

const CONFIG: &str = r#"{"regions":[{"id":"KR1","name":"Korea","network":"https://net.example",
    "objectStorage":"https://obs.example/v1"}],"identity":"https://id.example"}"#;
/// 2026-11-30 12:00 UTC.
const NOON: u64 = 1_796_040_000_000;
const MINUTE: u64 = 60_000;
const HEADER: &str = "timestamp_start,timestamp_end,src_addr,dst_addr,dst_port,protocol,tcp_flag,packets,bytes,filter,status\n";

/// A record that starts so many minutes before noon.
fn row(before: u64, src: &str, port: u16, action: &str) -> String {
    let start = (NOON - before * MINUTE) / 1000;
    format!("{start},{start},{src},10.0.0.9,{port},6,2,1,100,{action},OK\n")
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

fn device(name: &str, text: &str) -> DeviceFile {
    DeviceFile { name: name.to_owned(), bytes: text.len() as u64, file: text.as_bytes().into() }
}

type Files = Rc<RefCell<Vec<(String, Result<String, ReadFault>)>>>;

struct Table {
    bench: Bench,
    explorer: Explorer,
    /// What addresses have, by their ends.
    files: Files,
    engines: Rc<Cell<usize>>,
}

fn table(answer: impl Fn(&Call) -> (u16, String) + 'static) -> Table {
    let bench = bench_of(CONFIG, answer);
    bench.service.now_ms.set(NOON as f64);
    let files = Files::default();
    let engines = Rc::new(Cell::new(0));
    let (served, begun) = (files.clone(), engines.clone());
    let start = move || {
        begun.set(begun.get() + 1);
        let served = served.clone();
        let serve = move |url: &str| {
            let files = served.borrow();
            let found = files.iter().find(|(end, _)| url.ends_with(end.as_str()));
            let found = found.map_or(Err(ReadFault::Status(404)), |(_, found)| found.clone());
            found.map(|text| LocalFile::from(text.as_bytes()))
        };
        Rc::new(NativeEngine::new(serve)) as Rc<dyn LogEngine>
    };
    let explorer = bench.console.explorer(Rc::new(start));
    Table { bench, explorer, files, engines }
}

fn nobody() -> Table {
    table(|_| (404, String::new()))
}

/// A table with these files of the device, which are loaded.
fn loaded(files: &[(&str, &str)]) -> Table {
    let table = nobody();
    let files = files.iter().map(|(name, text)| device(name, text)).collect();
    table.explorer.open(Source::Device(files));
    block_on(table.explorer.plan());
    block_on(table.explorer.load(Extent::All));
    table
}

fn day() -> String {
    file(&[
        row(50, "10.0.0.1", 443, "ACCEPT"),
        row(40, "10.0.0.1", 22, "DROP"),
        row(30, "10.0.0.2", 443, "ACCEPT"),
        row(20, "10.0.0.3", 443, "ACCEPT"),
    ])
}

impl Table {
    fn shown(&self) -> Arc<answers::Shown> {
        self.explorer.answers.get_untracked().shown.unwrap()
    }

    fn flows(&self) -> u64 {
        self.shown().totals.as_ref().unwrap().all.total.flows
    }

    /// The rows of a list, with their flows.
    fn list(&self, list: inquiry::List) -> Vec<(String, u64)> {
        let shown = self.shown();
        let found = shown.lists.iter().find(|found| found.list == list).unwrap();
        found.top.rows.iter().map(|row| (words(&row.key), row.tally.total.flows)).collect()
    }

    fn ask(&self) {
        block_on(self.explorer.ask());
    }
}

fn words(key: &[Option<Value>]) -> String {
    let word = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), ToString::to_string);
    key.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn files_of_the_device_are_planned_loaded_and_answered() {
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device(vec![device("a.csv", &day())]));
    block_on(explorer.plan());
    let plan = explorer.planning.get_untracked().plan.unwrap();
    assert_eq!((plan.files.len(), plan.bytes, plan.window), (1, day().len() as u64, None));
    assert!(plan.fits() && plan.narrower().is_none());
    assert_eq!(table.engines.get(), 0, "nothing is begun before it is needed");
    block_on(explorer.load(Extent::All));
    let loading = explorer.loading.get_untracked();
    assert_eq!((loading.stage, loading.progress.files, loading.progress.records), (Stage::Done, 1, 4));
    assert_eq!(table.flows(), 4);
    assert_eq!(
        table.list(inquiry::List::Sources),
        [("10.0.0.1".to_owned(), 2), ("10.0.0.2".to_owned(), 1), ("10.0.0.3".to_owned(), 1)]
    );
    let shown = table.shown();
    assert_eq!(shown.range, Some(TimeRange { from: NOON - 50 * MINUTE, until: NOON - 20 * MINUTE + 1 }));
    assert_eq!(shown.series.steps.iter().map(|step| step.tally.total.flows).sum::<u64>(), 4);
    assert!(shown.changes.is_none() && shown.scans.is_none() && shown.sample.is_none());
}

#[test]
fn every_way_to_narrow_is_a_chip_and_can_be_taken_back() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    let flows = || {
        table.ask();
        table.flows()
    };
    let src = Column::from(Field::Src);
    let address = Some(Value::Address("10.0.0.1".parse().unwrap()));
    explorer.only(std::slice::from_ref(&src), std::slice::from_ref(&address));
    assert_eq!(flows(), 2);
    explorer.switch(0);
    assert_eq!(flows(), 4);
    explorer.undo();
    explorer.swap();
    assert_eq!(flows(), 0);
    explorer.set_both_directions(true);
    assert_eq!(flows(), 2);
    explorer.undo();
    explorer.undo();
    explorer.undo();
    assert_eq!(flows(), 4);
    assert!(!explorer.can_undo.get_untracked());
    explorer.not(std::slice::from_ref(&src), std::slice::from_ref(&address));
    assert_eq!(flows(), 2);
    explorer.replace_text(0, "port = ssh").unwrap();
    assert_eq!(flows(), 1);
    assert!(explorer.replace_text(0, "port =").is_err());
    assert_eq!(flows(), 1, "what is no filter changes nothing");
    explorer.replace_text(0, "").unwrap();
    assert_eq!(flows(), 4);
    explorer.either_side(&src, address.as_ref());
    assert_eq!(explorer.inquiry.with_untracked(|inquiry| inquiry.filter().to_string()), "addr = 10.0.0.1");
    explorer.clear();
    assert_eq!(flows(), 4);
    explorer.remove(7);
    explorer.switch(7);
}

#[test]
fn a_zoom_looks_at_a_part_and_goes_back() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    explorer.zoom(TimeRange { from: NOON - 45 * MINUTE, until: NOON - 25 * MINUTE });
    table.ask();
    assert_eq!(table.flows(), 2);
    explorer.begin_at(NOON - 30 * MINUTE);
    table.ask();
    assert_eq!(table.flows(), 1);
    explorer.zoom_back();
    explorer.zoom_back();
    explorer.zoom_back();
    table.ask();
    assert_eq!(table.flows(), 4);
    explorer.zoom(TimeRange { from: 5, until: 5 });
    assert!(explorer.inquiry.with_untracked(|inquiry| inquiry.zooms.is_empty()));
}

#[test]
fn scans_and_changes_are_asked_where_they_are_looked_at() {
    let scan: Vec<String> = (1..30).map(|port| row(5, "10.0.0.7", port, "DROP")).collect();
    let table = loaded(&[("a.csv", &day()), ("b.csv", &file(&scan))]);
    let explorer = table.explorer;
    explorer.press(Quick::Scans);
    table.ask();
    let scans = table.shown().scans.clone().unwrap();
    assert_eq!((words(&scans.rows[0].key).as_str(), scans.rows[0].combined), ("10.0.0.7", 29));
    assert_eq!(scans.rows[0].distinct, [1, 29]);
    explorer.press(Quick::NewSinceBefore);
    explorer.zoom(TimeRange { from: NOON - 25 * MINUTE, until: NOON });
    table.ask();
    let changes = table.shown().changes.clone().unwrap();
    assert_eq!(changes.before, TimeRange { from: NOON - 50 * MINUTE, until: NOON - 25 * MINUTE });
    assert!(changes.is_loaded);
    let (list, sources) = &changes.lists[0];
    assert_eq!(*list, inquiry::List::Sources);
    let keys =
        |list: &[flowlog_engine::Change]| list.iter().map(|change| words(&change.key)).collect::<Vec<_>>();
    assert_eq!(keys(&sources.appeared), ["10.0.0.7", "10.0.0.3"]);
    assert_eq!(keys(&sources.vanished), ["10.0.0.1", "10.0.0.2"]);
}

#[test]
fn equal_questions_are_asked_once_and_an_overtaken_answer_is_dropped() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    let before = table.shown();
    table.ask();
    explorer.sort_records(Field::Bytes.into());
    table.ask();
    assert!(Arc::ptr_eq(&before, &table.shown()), "nothing else was asked");
    explorer.add_text("src = 10.0.0.1").unwrap();
    let mut first = explorer.ask();
    let mut context = Context::from_waker(Waker::noop());
    explorer.clear();
    explorer.add_text("src = 10.0.0.2").unwrap();
    let mut second = explorer.ask();
    // The engine answers at once here: only the question of the moment counts.
    assert!(matches!(second.as_mut().poll(&mut context), Poll::Ready(())));
    assert!(matches!(first.as_mut().poll(&mut context), Poll::Ready(())));
    assert_eq!(table.flows(), 1);
    assert!(!explorer.answers.get_untracked().is_asking);
}

#[test]
fn a_question_that_is_dropped_can_be_asked_again() {
    let table = loaded(&[("a.csv", &day())]);
    table.explorer.add_text("src = 10.0.0.1").unwrap();
    drop(table.explorer.ask());
    table.ask();
    assert_eq!(table.flows(), 2);
}

#[test]
fn small_lines_belong_to_the_rows_that_are_shown() {
    let table = loaded(&[("a.csv", &day())]);
    block_on(table.explorer.ask_lines(inquiry::List::Sources));
    let key = [Some(Value::Address("10.0.0.1".parse().unwrap()))];
    let lines = table.explorer.lines.get_untracked();
    let line = lines.of(inquiry::List::Sources, &key).unwrap();
    assert_eq!((line.len() as u64, line.iter().sum::<u64>(), line[0]), (answers::LINE_STEPS, 2, 1));
    assert!(lines.of(inquiry::List::Ports, &key).is_none());
    // The rows of a question that has no answer yet are those of the one before.
    table.explorer.lines.update(|all| all.lines.clear());
    table.explorer.add_text("port = 443").unwrap();
    block_on(table.explorer.ask_lines(inquiry::List::Sources));
    assert!(table.explorer.lines.get_untracked().lines.is_empty());
    block_on(table.explorer.ask());
    block_on(table.explorer.ask_lines(inquiry::List::Sources));
    assert!(!table.explorer.lines.get_untracked().lines.is_empty());
}

#[test]
fn figures_come_before_the_last_file_and_loading_can_be_cancelled() {
    let rows: Vec<String> = (0..400).map(|_| row(5, "10.0.0.1", 443, "ACCEPT")).collect();
    let table = nobody();
    let explorer = table.explorer;
    let files = (0..40).map(|n| device(&format!("{n}.csv"), &file(&rows))).collect();
    explorer.open(Source::Device(files));
    block_on(explorer.plan());
    let mut load = explorer.load(Extent::All);
    let mut context = Context::from_waker(Waker::noop());
    while explorer.answers.with_untracked(|answers| answers.shown.is_none()) {
        assert!(load.as_mut().poll(&mut context).is_pending(), "no figure came before the end");
    }
    assert!(explorer.loading.get_untracked().is_running());
    let early = table.flows();
    assert!(early > 0 && early < 16_000, "{early}");
    explorer.cancel();
    block_on(load);
    let Progress { files, .. } = explorer.loading.get_untracked().progress;
    assert_eq!(explorer.loading.get_untracked().stage, Stage::Cancelled);
    assert_eq!(table.shown().sample, Some((files, 40)));
    assert!(table.flows() >= early && table.flows() < 16_000);
}

#[test]
fn a_broken_file_stops_no_other_and_counts_or_not() {
    let broken = format!("{}x,y\n", day());
    let table = loaded(&[("a.csv", &day()), ("b.csv", "<html>"), ("c.csv", &broken)]);
    let faulty = |table: &Table| -> Vec<String> {
        table
            .explorer
            .loaded
            .with_untracked(|loaded| loaded.faulty().map(|file| file.file.name.clone()).collect())
    };
    assert_eq!(faulty(&table), ["b.csv"]);
    assert_eq!((table.flows(), table.shown().basis.unreadable), (8, 1));
    assert_eq!(table.shown().basis.failed_files, 1);
}

#[test]
fn what_was_read_of_a_broken_file_is_left_out_where_a_person_says_so() {
    let table = loaded(&[("a.csv", &day()), ("b.csv", &day())]);
    let explorer = table.explorer;
    explorer.loaded.update(|loaded| {
        Arc::make_mut(&mut loaded.files)[1].fault = Some(ReadFault::Network("cut".to_owned()));
    });
    explorer.leave_broken_out(true);
    table.ask();
    assert_eq!(table.flows(), 4);
    explorer.leave_broken_out(false);
    table.ask();
    assert_eq!(table.flows(), 8);
}

#[test]
fn a_sample_says_so() {
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device((0..4).map(|n| device(&format!("{n}.csv"), &day())).collect()));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::Sample(2)));
    assert_eq!((table.flows(), table.shown().sample), (8, Some((2, 4))));
    let names: Vec<String> = explorer
        .loaded
        .with_untracked(|loaded| loaded.files.iter().map(|file| file.file.name.clone()).collect());
    assert_eq!(names, ["0.csv", "2.csv"]);
    assert_eq!(table.engines.get(), 1);
    block_on(explorer.load(Extent::All));
    assert_eq!((table.flows(), table.shown().sample, table.engines.get()), (16, None, 2));
}

#[test]
fn files_of_a_host_are_of_an_origin_that_the_configuration_names() {
    let table = nobody();
    let explorer = table.explorer;
    let host = |url: &str| Source::Host(vec![HostFile { name: "a".to_owned(), url: url.to_owned() }]);
    for foreign in
        ["https://evil.example/a", "https://obs.example.evil.example/a", "javascript:alert(1)", "", "/a"]
    {
        explorer.open(host(foreign));
        block_on(explorer.plan());
        let fault = explorer.planning.get_untracked().fault;
        assert_eq!(fault, Some(PlanFault::ForeignOrigin(foreign.to_owned())));
        block_on(explorer.load(Extent::All));
    }
    assert_eq!(table.engines.get(), 0);
    table.files.borrow_mut().push(("/a.csv".to_owned(), Ok(day())));
    explorer.open(host("https://obs.example/a.csv"));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    assert_eq!(table.flows(), 4);
}

#[test]
fn an_export_is_of_one_question() {
    let rows: Vec<String> = (0..20_050).map(|n: u16| row(5, "10.0.0.1", 1 + n % 2, "ACCEPT")).collect();
    let table = loaded(&[("a.csv", &file(&rows))]);
    let explorer = table.explorer;
    let narrow = move |_| {
        explorer.only(&[Field::DstPort.into()], &[Some(Value::Number(2))]);
    };
    let csv = block_on(explorer.export(Format::Csv, narrow)).unwrap().concat();
    assert_eq!(csv.lines().count(), 20_051);
}

#[test]
fn a_newer_read_takes_the_place_of_an_older_one() {
    let rows: Vec<String> = (0..400).map(|_| row(5, "10.0.0.1", 443, "ACCEPT")).collect();
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device((0..4).map(|n| device(&format!("{n}.csv"), &file(&rows))).collect()));
    block_on(explorer.plan());
    let mut context = Context::from_waker(Waker::noop());
    let mut older = explorer.load(Extent::All);
    assert!(older.as_mut().poll(&mut context).is_pending());
    let mut newer = explorer.load(Extent::All);
    assert!(newer.as_mut().poll(&mut context).is_pending());
    block_on(older);
    assert!(explorer.loading.get_untracked().is_running(), "the older one ended the newer one");
    block_on(newer);
    assert_eq!(explorer.loading.get_untracked().stage, Stage::Done);
    assert_eq!((table.flows(), table.shown().sample), (1600, None));
}

#[test]
fn records_are_read_in_pages_and_opened() {
    let rows: Vec<String> = (0..500).map(|n| row(n, "10.0.0.1", 443, "ACCEPT")).collect();
    let table = loaded(&[("a.csv", &file(&rows))]);
    let explorer = table.explorer;
    block_on(explorer.see_records(190, 210));
    let list = explorer.records.get_untracked();
    assert_eq!((list.count, list.pages.len()), (500, 2));
    assert!(list.get(0).is_some() && list.get(399).is_some() && list.get(400).is_none());
    let start = list.columns.iter().position(|column| *column == Field::Start.into()).unwrap();
    assert_eq!(list.get(1).unwrap().values[start], Some(Value::Number(NOON - MINUTE)));
    explorer.sort_records(Field::Start.into());
    block_on(explorer.see_records(0, 1));
    let list = explorer.records.get_untracked();
    assert_eq!(list.pages.len(), 1, "pages of another order are gone");
    assert_eq!(list.get(0).unwrap().values[start], Some(Value::Number(NOON - 499 * MINUTE)));
    explorer.open_record(0);
    block_on(explorer.read_line());
    let opened = explorer.opened.get_untracked().unwrap();
    assert_eq!(opened.line, Some(Ok(rows[499].trim_end().to_owned())));
    assert_eq!(opened.file, "a.csv");
    let name = |field: Field| {
        opened.cells.iter().find(|cell| cell.column == field.into()).and_then(|cell| cell.name.clone())
    };
    assert_eq!(name(Field::Protocol).as_deref(), Some("TCP"));
    assert_eq!(name(Field::DstPort).as_deref(), Some("https"));
    assert_eq!(name(Field::Flags).as_deref(), Some("SYN"));
    explorer.open_record(9999);
    assert!(explorer.opened.get_untracked().is_some_and(|opened| opened.at == 0));
    explorer.close_record();
    assert!(explorer.opened.get_untracked().is_none());
}

#[test]
fn records_leave_as_csv_and_json() {
    let text = "src_addr,bytes,mine\n10.0.0.1,5,=1+1\n-,7,\"a \"\"b\"\"\"\n";
    let table = loaded(&[("a.csv", text)]);
    let explorer = table.explorer;
    explorer.sort_records(Field::Bytes.into());
    explorer.sort_records(Field::Bytes.into());
    let heard = Rc::new(Cell::new(0));
    let hear = heard.clone();
    let csv = block_on(explorer.export(Format::Csv, move |count| hear.set(count))).unwrap().concat();
    assert_eq!(heard.get(), 2);
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert!(lines[0].starts_with("timestamp_start,") && lines[0].ends_with(",mine"), "{csv}");
    assert!(lines[1].contains(",10.0.0.1,") && lines[1].ends_with(",\"'=1+1\""), "{csv}");
    assert!(lines[2].ends_with("\"a \"\"b\"\"\""), "{csv}");
    let json = block_on(explorer.export(Format::Json, |_| {})).unwrap().concat();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json,
        serde_json::json!([
            {"src_addr": "10.0.0.1", "bytes": 5, "mine": "=1+1"},
            {"bytes": 7, "mine": "a \"b\""}
        ])
    );
    explorer.add_text("none").unwrap();
    let json = block_on(explorer.export(Format::Json, |_| {})).unwrap().concat();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), serde_json::json!([]));
}

#[test]
fn the_question_is_written_as_sql_over_its_files() {
    let table = loaded(&[("a.csv", &day())]);
    table.explorer.press(Quick::Dropped);
    let sql = block_on(
        table.explorer.sql(Part::List(inquiry::List::Sources), flowlog_engine::sql::Dialect::DuckDb),
    );
    let sql = sql.unwrap().unwrap();
    assert!(sql.contains("'a.csv'") && sql.contains("DROP") && sql.contains("LIMIT 10"), "{sql}");
}

#[test]
fn an_address_and_the_explorer_say_the_same() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    explorer.add_text("port = 443").unwrap();
    explorer.press(Quick::Scans);
    let route = explorer.route();
    assert!(route.text().starts_with("/logs?range=all&filter=port"), "{}", route.text());
    let other = nobody();
    other.explorer.take_route(&route);
    assert_eq!(other.explorer.inquiry.get_untracked(), explorer.inquiry.get_untracked());
    assert_eq!(other.explorer.range.get_untracked(), Range::Everything);
    other.explorer.take_route(&Route::parse("/logs?metric=coins&limit=20"));
    assert_eq!(other.explorer.notes.with_untracked(Vec::len), 1);
    assert_eq!(other.explorer.inquiry.with_untracked(|inquiry| inquiry.limit), 20);
    other.explorer.take_route(&Route::parse("/logs"));
    assert_eq!(other.explorer.inquiry.with_untracked(|inquiry| inquiry.limit), 20, "no question, no change");
}

#[test]
fn the_host_hears_what_was_opened_and_asked() {
    let table = loaded(&[("a.csv", &day()), ("b.csv", "<html>")]);
    let explorer = table.explorer;
    let told = || table.bench.console.part.events.take();
    let bytes = day().len() as u64 + 6;
    let opened = Event::LogsOpened { files: 2, bytes, records: 4, unreadable: 1 };
    let events = told();
    assert!(
        events.contains(&opened) && events.contains(&Event::LogsAsked("/logs?range=all".to_owned())),
        "{events:?}"
    );
    table.ask();
    assert!(told().is_empty(), "the same question is told once");
    explorer.set_limit(20);
    table.ask();
    assert_eq!(told(), [Event::LogsAsked("/logs?range=all&limit=20".to_owned())]);
}

#[test]
fn a_mount_has_one_explorer() {
    let table = loaded(&[("a.csv", &day())]);
    let again = table.bench.console.explorer(Rc::new(|| unreachable!()));
    assert!(again.loaded.with_untracked(|loaded| loaded.files.len() == 1));
}

#[test]
fn a_range_that_was_loaded_is_covered() {
    let range = |from, until| TimeRange { from, until };
    let loaded = Loaded { window: Some(range(10, 20)), also: vec![range(0, 10)], ..Loaded::default() };
    assert!(loaded.covers(range(0, 20)) && loaded.covers(range(5, 12)));
    assert!(!loaded.covers(range(5, 21)) && !loaded.covers(range(20, 21)));
    assert!(Loaded::default().covers(range(0, 9)), "files have all that they have");
}

#[test]
fn more_than_memory_holds_is_said_before_it_is_loaded() {
    let plan = plan::Plan {
        window: Some(TimeRange { from: NOON - 60 * MINUTE, until: NOON }),
        files: (0..60).map(|n| plan::PlannedFile { name: n.to_string(), bytes: 1, ends: None }).collect(),
        memory: 3 << 30,
        memory_bound: 1 << 30,
        ..plan::Plan::default()
    };
    assert!(!plan.fits());
    assert_eq!(plan.sample(), 20);
    assert_eq!(plan.narrower(), Some(Range::Between(TimeRange { from: NOON - 20 * MINUTE, until: NOON })));
}

#[test]
fn who_leaves_while_files_are_loaded_cancels_it() {
    let rows: Vec<String> = (0..400).map(|_| row(5, "10.0.0.1", 443, "ACCEPT")).collect();
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device((0..4).map(|n| device(&format!("{n}.csv"), &file(&rows))).collect()));
    let mut plan = explorer.plan();
    block_on(&mut plan);
    let mut load = explorer.load(Extent::All);
    assert!(load.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(load);
    assert_eq!(explorer.loading.get_untracked().stage, Stage::Cancelled);
    table.ask();
    assert_eq!(table.shown().sample, Some((0, 4)));
}

#[test]
fn another_logger_begins_anew_and_no_logger_closes_it() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    explorer.add_text("port = 443").unwrap();
    explorer.take_route(&Route::parse("/loggers/a/logs"));
    assert_eq!(explorer.inquiry.get_untracked(), Inquiry::default());
    assert_eq!(explorer.route().text(), "/loggers/a/logs");
    assert!(!explorer.can_undo.get_untracked());
    explorer.take_route(&Route::parse("/loggers/b/logs?range=6h&metric=bytes"));
    assert_eq!(explorer.route().text(), "/loggers/b/logs?range=6h&metric=bytes");
    explorer.take_route(&Route::parse("/logs"));
    assert!(explorer.source.with_untracked(Option::is_none));
}
