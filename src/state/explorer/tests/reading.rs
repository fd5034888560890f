//! Finding and reading files.

use super::*;

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
    assert_eq!(faulty(&table), ["b.csv", "c.csv"]);
    assert_eq!((table.flows(), table.shown().basis.unreadable), (8, 1));
    assert_eq!(table.shown().basis.failed_files, 1);
}

/// What is wrong with the one file of a plan that told these bytes.
fn fault_of(text: &str, listed: usize) -> Option<ReadFault> {
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device(vec![DeviceFile { bytes: listed as u64, ..device("a.csv", text) }]));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    assert_eq!(table.flows(), 4, "what came counts");
    explorer.loaded.with_untracked(|loaded| loaded.files[0].fault.clone())
}

#[test]
fn a_file_that_is_shorter_than_its_listing_told_is_broken() {
    let (text, length) = (day(), day().len());
    let came = length as u64;
    assert_eq!(fault_of(&text, 500_000), Some(ReadFault::Short { listed: 500_000, came }));
    assert_eq!(fault_of(&text, length + 1), Some(ReadFault::Short { listed: came + 1, came }));
    assert_eq!(fault_of(&text, length), None);
    assert_eq!(fault_of(&text, 1), None, "it has grown since");
}

#[test]
fn a_link_without_a_range_opens_all_that_files_of_the_device_have() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    explorer.take_route(&Route::parse("/logs?limit=20"));
    assert_eq!(explorer.range.get_untracked(), Range::Everything);
    // Another range is written, also the one that a logger has without a word.
    explorer.range.set(Range::default());
    let route = explorer.route();
    assert_eq!(route.text(), "/logs?range=1h&limit=20");
    explorer.range.set(Range::Everything);
    explorer.take_route(&route);
    assert_eq!(explorer.range.get_untracked(), Range::default());
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
fn files_with_unreadable_records_are_told_left_out_and_read_again() {
    let broken = format!("{}x,y\n", day());
    let table = loaded(&[("a.csv", &day()), ("b.csv", &broken)]);
    let explorer = table.explorer;
    let opened = |event: &Event| matches!(event, Event::LogsOpened { unreadable: 1, .. });
    assert!(table.bench.console.part.events.take().iter().any(opened));
    explorer.leave_broken_out(true);
    table.ask();
    assert_eq!(table.flows(), 4);
    explorer.leave_broken_out(false);
    block_on(explorer.retry());
    assert_eq!(explorer.loading.get_untracked().files, 1);
    assert_eq!((table.flows(), table.shown().basis.unreadable), (8, 1));
}

#[test]
fn a_retry_that_is_cancelled_loses_nothing() {
    let broken = format!("{}x,y\n", day());
    let table = loaded(&[("a.csv", &day()), ("b.csv", &broken)]);
    let explorer = table.explorer;
    let mut retry = explorer.retry();
    let mut context = Context::from_waker(Waker::noop());
    assert!(retry.as_mut().poll(&mut context).is_pending());
    assert!(explorer.loading.get_untracked().is_running());
    // A second press while it reads.
    block_on(explorer.retry());
    explorer.leave_broken_out(false);
    table.ask();
    assert_eq!(table.flows(), 8, "what comes again does not count twice");
    explorer.cancel();
    block_on(retry);
    assert_eq!((table.flows(), table.shown().sample), (8, None));
    assert_eq!(explorer.loaded.with_untracked(|loaded| loaded.faulty().count()), 1);
    block_on(explorer.retry());
    assert_eq!((table.flows(), table.shown().sample), (8, None));
}

#[test]
fn files_without_a_byte_are_left_out() {
    let table = loaded(&[("a.csv", ""), ("b.csv", &day()), ("c.csv", ""), ("d.csv", &day())]);
    let plan = table.explorer.planning.get_untracked().plan.unwrap();
    assert_eq!((plan.files.len(), plan.empty), (2, 2));
    assert_eq!(table.explorer.loaded.get_untracked().files[1].file.name, "d.csv");
    assert_eq!(
        (table.flows(), table.explorer.loaded.with_untracked(|loaded| loaded.faulty().count())),
        (8, 0)
    );
}

#[test]
fn that_memory_has_ended_is_told_until_files_are_read_again() {
    let bench = bench_of(CONFIG, |_| (404, String::new()));
    let start = || Rc::new(NativeEngine::new(|_| Err(ReadFault::Status(404))).full_after(3, 9));
    let explorer = bench.console.explorer(Rc::new(move || start() as Rc<dyn LogEngine>));
    explorer.open(Source::Device(vec![device("a.csv", &day()), device("b.csv", &day())]));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    assert_eq!(explorer.loading.get_untracked().stage, Stage::Failed);
    explorer.set_limit(20);
    block_on(explorer.ask());
    assert!(explorer.answers.get_untracked().shown.is_some_and(|shown| shown.inquiry.limit == 20));
    assert_eq!(explorer.fault.get_untracked(), Some(crate::logs::EngineFault::Full(9)));
    explorer.open(Source::Device(vec![device("a.csv", "bytes\n1\n")]));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    assert_eq!(explorer.fault.get_untracked(), None);
}

#[test]
fn a_load_that_another_one_overtakes_tells_nothing() {
    let table = nobody();
    let explorer = table.explorer;
    explorer.open(Source::Device(vec![device("a.csv", &day())]));
    block_on(explorer.plan());
    let mut older = explorer.load(Extent::All);
    assert!(older.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let mut newer = explorer.load(Extent::All);
    assert!(newer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    block_on(older);
    let told = || {
        let events = table.bench.console.part.events.take();
        events.into_iter().filter(|event| matches!(event, Event::LogsOpened { .. })).count()
    };
    assert_eq!(told(), 0);
    block_on(newer);
    assert_eq!(told(), 1);
}
