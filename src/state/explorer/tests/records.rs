//! Records, and what leaves the explorer.

use super::*;

/// The file that is written, with what is heard meanwhile.
fn exported(explorer: Explorer, format: Format, hear: impl Fn(u64) + 'static) -> String {
    let all = Rc::new(RefCell::new(String::new()));
    let file = all.clone();
    let take = move |piece: String, count| {
        file.borrow_mut().push_str(&piece);
        hear(count);
    };
    assert!(block_on(explorer.export(format, take)), "not all are written");
    all.take()
}

#[test]
fn an_export_is_of_one_question() {
    let rows: Vec<String> = (0..20_050).map(|n: u16| row(5, "10.0.0.1", 1 + n % 2, "ACCEPT")).collect();
    let table = loaded(&[("a.csv", &file(&rows))]);
    let explorer = table.explorer;
    let narrow = move |_| {
        explorer.only(&[Field::DstPort.into()], &[Some(Value::Number(2))]);
    };
    let csv = exported(explorer, Format::Csv, narrow);
    assert_eq!(csv.lines().count(), 20_051);
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
    let csv = exported(explorer, Format::Csv, move |count| hear.set(count));
    assert_eq!(heard.get(), 2);
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert!(lines[0].starts_with("timestamp_start,") && lines[0].ends_with(",mine"), "{csv}");
    assert!(lines[1].contains(",10.0.0.1,") && lines[1].ends_with(",\"'=1+1\""), "{csv}");
    assert!(lines[2].ends_with("\"a \"\"b\"\"\""), "{csv}");
    let json = exported(explorer, Format::Json, |_| {});
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json,
        serde_json::json!([
            {"src_addr": "10.0.0.1", "bytes": 5, "mine": "=1+1"},
            {"bytes": 7, "mine": "a \"b\""}
        ])
    );
    explorer.add_text("none").unwrap();
    let json = exported(explorer, Format::Json, |_| {});
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), serde_json::json!([]));
}

#[test]
fn the_question_is_written_as_sql_over_its_files() {
    let table = loaded(&[("a.csv", &day())]);
    table.explorer.press(Quick::Dropped);
    let sql = table.explorer.sql(Part::List(inquiry::List::Sources), flowlog_engine::sql::Dialect::DuckDb);
    let sql = sql.unwrap();
    assert!(sql.contains("'a.csv'") && sql.contains("DROP") && sql.contains("LIMIT 10"), "{sql}");
}

#[test]
fn another_load_forgets_the_rows_of_the_one_before() {
    let table = loaded(&[("a.csv", &day())]);
    let explorer = table.explorer;
    block_on(explorer.see_records(0, 3));
    explorer.open(Source::Device(vec![device("b.csv", &day())]));
    block_on(explorer.plan());
    block_on(explorer.load(Extent::All));
    explorer.open_record(0);
    assert!(explorer.opened.get_untracked().is_none(), "its number is of another file");
    block_on(explorer.plan());
    block_on(explorer.see_records(0, 3));
    block_on(explorer.load(Extent::All));
    explorer.open_record(0);
    assert!(explorer.opened.get_untracked().is_none());
}

#[test]
fn records_that_come_meanwhile_are_asked_for() {
    let slow = Slow::default();
    let explorer = slow.loaded(&day());
    let mut seeing = explorer.see_records(0, 3);
    assert!(seeing.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    explorer.leave_broken_out(true);
    block_on(seeing);
    let list = explorer.records.get_untracked();
    assert!(list.get(3).is_some() && !list.is_asking);
}

#[test]
fn an_export_without_an_engine_begins_none() {
    let table = nobody();
    assert!(!block_on(table.explorer.export(Format::Csv, |_, _| {})));
    assert_eq!(table.engines.get(), 0);
}

#[test]
fn an_export_ends_where_other_records_are_read() {
    let rows: Vec<String> = (0..20_050).map(|_| row(5, "10.0.0.1", 1, "ACCEPT")).collect();
    let table = loaded(&[("a.csv", &file(&rows))]);
    let explorer = table.explorer;
    let load = Cell::new(Some(explorer.load(Extent::All)));
    let read = move |_: String, _| {
        let mut load = load.take().unwrap();
        assert!(load.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    };
    assert!(!block_on(explorer.export(Format::Csv, read)));
}
