//! Files of a logger.

use flowlog_engine::sql::Dialect;

use super::*;
use crate::state::explored::loading::LoadedFile;

const ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";
const ID: &str = "c1a7e3a2-5f0e-4f0e-9a52-4c1de0f6a6a1";

fn logger() -> (u16, String) {
    let logger = format!(
        r#"{{"flowlog_logger":{{"id":"{ID}","name":"web","resource_type":"PORT","resource_id":"r","filter":"ALL",
        "aggregation_interval":10,"storage_url":"https://obs.example/v1/{ACCOUNT}/flow-logs/my%20logs","storage_type":"OBS",
        "log_format":"CSV","compression_type":"RAW","partition_period":"HOUR","status":"ACTIVE"}}}}"#
    );
    (200, logger)
}

/// The name of a file whose interval ends so many minutes before noon, which is 21:00 in Korea.
pub(super) fn name(before: u64) -> String {
    let minutes = 21 * 60 - before;
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("my logs/2026/11/30/{hour:02}/{ID}_2026-11-30T{hour:02}:{minute:02}:00KST")
}

/// The end of its address.
pub(super) fn encoded(before: u64) -> String {
    name(before).replace(' ', "%20").replace(':', "%3A")
}

/// A listing of these objects, of which the query's prefix chooses.
fn listing(url: &str, objects: &[(String, usize)]) -> (u16, String) {
    let prefix = url.split("prefix=").nth(1).unwrap_or_default();
    let prefix = prefix.replace("%20", " ").replace("%2F", "/");
    let found: Vec<String> = objects
        .iter()
        .filter(|(name, _)| name.starts_with(&prefix))
        .map(|(name, bytes)| format!(r#"{{"name":"{name}","bytes":{bytes}}}"#))
        .collect();
    if found.is_empty() { (204, String::new()) } else { (200, format!("[{}]", found.join(","))) }
}

fn granted(token: &str) -> (u16, String) {
    (200, format!(r#"{{"access":{{"token":{{"id":"{token}"}}}}}}"#))
}

/// The bytes that a listing tells of a file: not more than its one record has.
const LISTED: usize = 100;

/// A logger with files at 10, 20 … minutes before noon; the storage takes the token that `good` says.
pub(super) fn stored(good: Rc<RefCell<&'static str>>) -> Table {
    let mut objects: Vec<(String, usize)> = (0..12).map(|n| (name(n * 10), LISTED)).collect();
    objects.push((format!("{}_part2", name(10)), 60));
    objects.push((name(15), 0));
    objects.push(("my logs/2026/11/30/20/readme.txt".to_owned(), 9));
    objects.push(("my logs/2026/11/30/20/".to_owned(), 0));
    objects.push(("my logs/2026/11/30/20/../../x".to_owned(), 7));
    let granting = good.clone();
    let table = table(move |call| match () {
        () if call.method == Method::Post => granted(*granting.borrow()),
        () if call.url.contains("flowlog-loggers") => logger(),
        () if call.token != *good.borrow() => unauthorized(),
        () => listing(&call.url, &objects),
    });
    table.bench.connect("session");
    table
}

pub(super) fn plan(table: &Table, range: Range) -> Arc<plan::Plan> {
    table.explorer.open(Source::Logger(ID.to_owned()));
    table.explorer.range.set(range);
    block_on(table.explorer.plan());
    let planning = table.explorer.planning.get_untracked();
    planning.plan.unwrap_or_else(|| panic!("{:?}", planning.fault))
}

#[test]
fn a_loggers_range_has_its_files_newest_first() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    let plan =
        plan(&table, Range::Between(TimeRange { from: NOON - 30 * MINUTE, until: NOON - 20 * MINUTE }));
    let names: Vec<&str> = plan.files.iter().map(|file| file.name.as_str()).collect();
    // A file is named by the end of its interval: the ones of 10 minutes later may hold records of the range.
    let part = format!("{}_part2", name(10));
    let readme = "my logs/2026/11/30/20/readme.txt";
    assert_eq!(names, [&name(10), part.as_str(), &name(20), &name(30), readme]);
    assert_eq!((plan.bytes, plan.empty, plan.odd), (100 * 3 + 60 + 9, 1, 1));
    assert_eq!(plan.folders, ["my logs/2026/11/30/20"]);
    assert_eq!(table.explorer.planning.get_untracked().folders_listed, 2);
    assert_eq!((plan.memory, plan.fits()), (73, true));
    table.explorer.memory_bound.set(20);
    block_on(table.explorer.plan());
    assert!(!table.explorer.planning.get_untracked().plan.unwrap().fits());
}

#[test]
fn a_loggers_records_are_loaded_with_the_storages_token() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Last(30 * MINUTE));
    for before in [0, 10, 20, 30] {
        let text = file(&[row(before + 1, "10.0.0.1", 443, "ACCEPT")]);
        table.files.borrow_mut().push((encoded(before), Ok(text)));
    }
    block_on(table.explorer.load(Extent::All));
    assert_eq!(table.flows(), 3, "a record before the range is not in it");
    let loaded = table.explorer.loaded.get_untracked();
    let faults: Vec<_> = loaded.faulty().map(|file| file.fault.clone().unwrap()).collect();
    assert_eq!(faults, [ReadFault::Status(404), ReadFault::Status(404)], "the part and the note");
    let tokens = table.bench.tokens();
    assert!(tokens.iter().any(|token| token == "tenant"));
    // They can be read again, alone.
    table
        .files
        .borrow_mut()
        .push((format!("{}_part2", encoded(10)), Ok(file(&[row(9, "10.0.0.2", 1, "DROP")]))));
    block_on(table.explorer.retry());
    assert_eq!(table.flows(), 4);
    let loading = table.explorer.loading.get_untracked();
    assert_eq!((loading.files, loading.progress.records, loading.records_before), (2, 5, 4));
    assert_eq!(table.explorer.loaded.with_untracked(|loaded| loaded.faulty().count()), 1);
}

#[test]
fn a_token_that_ends_while_folders_are_listed_is_renewed_once() {
    let good = Rc::new(RefCell::new("first"));
    let table = stored(good.clone());
    plan(&table, Range::Last(30 * MINUTE));
    let turned = Rc::new(Cell::new(false));
    let at_service = turned.clone();
    table.bench.answer_with(move |call| match () {
        () if call.method == Method::Post && !at_service.replace(true) => granted("old"),
        () if call.method == Method::Post => granted("new"),
        () if call.url.contains("flowlog-loggers") => logger(),
        () if call.token != "new" => unauthorized(),
        () => listing(&call.url, &[(name(10), 5)]),
    });
    assert_eq!(plan(&table, Range::Last(30 * MINUTE)).files.len(), 1);
    let asked = table.bench.service.calls.borrow().iter().filter(|call| call.method == Method::Post).count();
    assert_eq!(asked, 3, "one for the first plan, one for the second, one renewal for all its folders");
    assert!(table.bench.console.shared.connection.get_untracked().is_some());
}

#[test]
fn a_token_that_ends_while_files_are_read_is_renewed_and_they_are_read_again() {
    let good = Rc::new(RefCell::new("first"));
    let table = stored(good.clone());
    plan(&table, Range::Last(5 * MINUTE));
    *good.borrow_mut() = "second";
    // The storage refuses the file once.
    let refusals = table.files.clone();
    refusals.borrow_mut().push(("KST".to_owned(), Err(ReadFault::Status(401))));
    let mut load = table.explorer.load(Extent::All);
    let mut context = Context::from_waker(Waker::noop());
    assert!(load.as_mut().poll(&mut context).is_pending());
    refusals.borrow_mut()[0].1 = Ok(file(&[row(1, "10.0.0.1", 443, "ACCEPT")]));
    block_on(load);
    assert!(table.flows() > 0);
    let faulty: Vec<String> = table
        .explorer
        .loaded
        .with_untracked(|loaded| loaded.faulty().map(|file| file.file.name.clone()).collect());
    assert_eq!(faulty, ["my logs/2026/11/30/20/readme.txt"], "which is not there");
}

#[test]
fn files_that_are_refused_twice_are_counted_once() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    let files = plan(&table, Range::Last(30 * MINUTE)).files.len();
    table.files.borrow_mut().push(("KST".to_owned(), Err(ReadFault::Status(401))));
    let counts =
        || table.explorer.loaded.with_untracked(|loaded| (loaded.faulty().count(), loaded.counted().count()));
    block_on(table.explorer.load(Extent::All));
    assert_eq!(counts(), (files, files));
    assert!(
        table.explorer.loaded.with_untracked(|loaded| loaded.files.len() > files),
        "they were read again"
    );
    block_on(table.explorer.retry());
    assert_eq!(counts(), (files, files));
}

#[track_caller]
fn check_fault(table: &Table, is_expected: impl Fn(&PlanFault) -> bool) {
    table.explorer.open(Source::Logger(ID.to_owned()));
    block_on(table.explorer.plan());
    let fault = table.explorer.planning.get_untracked().fault.unwrap();
    assert!(is_expected(&fault), "{fault:?}");
    assert!(!table.explorer.planning.get_untracked().is_listing);
}

#[test]
fn why_there_is_no_plan_is_told() {
    let table = nobody();
    check_fault(&table, |fault| *fault == PlanFault::NotConnected);
    table.bench.connect("session");
    check_fault(&table, |fault| matches!(fault, PlanFault::Api(error) if error.is_not_found()));
    let no_url = logger().1.replace("https://obs", "ftp://obs");
    table.bench.answer_with(move |_| (200, no_url.clone()));
    check_fault(&table, |fault| matches!(fault, PlanFault::StorageUrl(url) if url.starts_with("ftp:")));
    table.bench.answer_with(|call| match () {
        () if call.method == Method::Post => granted("tenant"),
        () if call.url.contains("flowlog-loggers") => logger(),
        () => (404, "<html><h1>Not Found</h1></html>".to_owned()),
    });
    check_fault(&table, |fault| matches!(fault, PlanFault::Api(error) if error.status() == Some(404)));
    table.bench.answer_with(|call| match () {
        () if call.method == Method::Post => granted("tenant"),
        () if call.url.contains("flowlog-loggers") => logger(),
        () => (200, "<html>sign in</html>".to_owned()),
    });
    check_fault(&table, |fault| matches!(fault, PlanFault::Api(error) if error.status() == Some(200)));
}

#[test]
fn a_token_is_in_no_address() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Last(30 * MINUTE));
    let token = Token::parse("tenant").unwrap();
    let calls = table.bench.service.calls.borrow();
    assert!(calls.iter().all(|call| !call.url.contains(token.header_value())));
    assert!(!table.explorer.route().text().contains("tenant"));
}

#[test]
fn sql_names_the_folders_that_have_files() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Between(TimeRange { from: NOON - 30 * MINUTE, until: NOON - 20 * MINUTE }));
    table.files.borrow_mut().push(("KST".to_owned(), Ok(file(&[row(21, "10.0.0.1", 443, "ACCEPT")]))));
    block_on(table.explorer.load(Extent::All));
    let written = |dialect| table.explorer.sql(Part::Totals, dialect).unwrap();
    let sql = written(Dialect::DuckDb);
    assert!(
        sql.contains("'s3://flow-logs/my logs/2026/11/30/20/*'") && sql.contains("ENDPOINT 'obs.example'"),
        "{sql}"
    );
    assert!(!sql.contains("tenant"), "a token stays here");
    // Spark tells gzip by the name.
    table.explorer.loaded.update(|loaded| {
        for LoadedFile { file, .. } in Arc::make_mut(&mut loaded.files) {
            (file.name, file.is_gzip) = (format!("{}.gz", file.name), true);
        }
    });
    let sql = written(Dialect::Spark);
    assert!(sql.contains("s3a://flow-logs/my logs/2026/11/30/20"), "{sql}");
}

#[test]
fn what_an_account_has_is_gone_when_it_leaves() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Last(30 * MINUTE));
    table.files.borrow_mut().push(("KST".to_owned(), Ok(file(&[row(1, "10.0.0.1", 443, "ACCEPT")]))));
    block_on(table.explorer.load(Extent::All));
    assert!(table.flows() > 0);
    let (explorer, console) = (table.explorer, table.bench.console);
    console.disconnect();
    assert!(
        explorer.source.with_untracked(Option::is_none) && explorer.planning.get_untracked().plan.is_none()
    );
    assert!(explorer.answers.get_untracked().shown.is_none() && explorer.engine.with_value(Option::is_none));
    assert!(explorer.work.with_value(|work| work.storage.is_none() && work.sources.is_empty()));
    explorer.open(Source::Device(vec![device("a.csv", &day())]));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    table.bench.connect("another");
    console.disconnect();
    assert_eq!(table.flows(), 4, "files of the device are of no account");
}

#[test]
fn another_account_that_connects_sees_nothing_of_the_one_before() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Last(30 * MINUTE));
    table.files.borrow_mut().push(("KST".to_owned(), Ok(file(&[row(1, "10.0.0.1", 443, "ACCEPT")]))));
    block_on(table.explorer.load(Extent::All));
    assert!(table.flows() > 0);
    table.bench.connect("another");
    let explorer = table.explorer;
    assert!(
        explorer.answers.get_untracked().shown.is_none() && explorer.source.with_untracked(Option::is_none)
    );
    assert!(explorer.work.with_value(|work| work.storage.is_none() && work.sources.is_empty()));
}

#[test]
fn a_link_opens_the_range_that_was_loaded() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    plan(&table, Range::Last(30 * MINUTE));
    assert_eq!(table.explorer.link().value("range"), Some("30m"));
    block_on(table.explorer.load(Extent::All));
    let link = table.explorer.link();
    assert_eq!(link.value("range"), Some("2026-11-30T11:30:00Z/2026-11-30T12:00:00Z"));
    assert_eq!(table.explorer.route().value("range"), Some("30m"));
}

#[test]
fn ids_have_the_names_of_their_resources() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    table.bench.answer_with(|call| match () {
        () if call.url.contains("/ports") => (200, r#"{"ports":[{"id":"p1","name":"web-port"}]}"#.to_owned()),
        () if call.url.contains("/vpcs") => (200, r#"{"vpcs":[{"id":"v1","name":"main"}]}"#.to_owned()),
        () => (404, String::new()),
    });
    let explorer = table.explorer;
    let name = |field: Field, id: &str| explorer.name_of(&field.into(), &Value::Text(id.to_owned()));
    assert_eq!(name(Field::Interface, "p1"), None);
    block_on(explorer.learn_names());
    assert_eq!(name(Field::Interface, "p1").as_deref(), Some("web-port"));
    assert_eq!(name(Field::Vpc, "v1").as_deref(), Some("main"));
    assert_eq!(name(Field::Subnet, "s1"), None);
    assert_eq!(name(Field::Action, "p1"), None);
}

#[test]
fn who_leaves_while_folders_are_listed_cancels_it() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    table.explorer.open(Source::Logger(ID.to_owned()));
    let mut first = table.explorer.plan();
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    let mut second = table.explorer.plan();
    assert!(second.as_mut().poll(&mut context).is_pending());
    // The newer plan goes on when the older one ends.
    assert!(first.as_mut().poll(&mut context).is_ready());
    assert!(table.explorer.planning.get_untracked().is_listing);
    drop(second);
    assert!(!table.explorer.planning.get_untracked().is_listing);
}

/// The logger of a storage URL and, of its files, one.
fn logger_at(table: &Table, host: &str, more: &str) {
    let text = logger().1.replace("obs.example", host).replace("\"status\"", &format!("{more}\"status\""));
    table.bench.answer_with(move |call| match () {
        () if call.method == Method::Post => granted("tenant"),
        () if call.url.contains("flowlog-loggers") => (200, text.clone()),
        () => listing(&call.url, &[(name(10), 500)]),
    });
}

#[test]
fn files_of_another_region_are_not_looked_for_in_this_one() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    logger_at(&table, "kr2-api-object-storage.example", "");
    check_fault(&table, |fault| *fault == PlanFault::NoStorage);
    logger_at(&table, "objects.example", "");
    check_fault(&table, |fault| *fault == PlanFault::NoStorage);
    logger_at(&table, "kr1-api-object-storage.example", "");
    assert_eq!(plan(&table, Range::Last(30 * MINUTE)).files.len(), 1);
}

#[test]
fn a_range_that_is_not_loaded_has_its_sql() {
    let table = stored(Rc::new(RefCell::new("tenant")));
    logger_at(&table, "obs.example", r#""customized_field":"timestamp_start,src_addr,bytes","#);
    table.explorer.memory_bound.set(1);
    plan(&table, Range::Between(TimeRange { from: NOON - 30 * MINUTE, until: NOON - 20 * MINUTE }));
    let sql = || table.explorer.sql(Part::Totals, Dialect::DuckDb).unwrap();
    let text = sql();
    assert!(text.contains("'s3://flow-logs/my logs/2026/11/30/20/*'") && text.contains("src_addr"), "{text}");
    assert!(text.contains(&(NOON - 30 * MINUTE).to_string()), "the range of the plan: {text}");
    // A sample tells how the files are written, and the SQL is of all of them.
    table.files.borrow_mut().push(("KST".to_owned(), Ok(file(&[row(21, "10.0.0.1", 443, "ACCEPT")]))));
    block_on(table.explorer.load(Extent::Sample(1)));
    let text = sql();
    assert!(text.contains("dst_addr") && text.contains("header = true"), "{text}");
}
