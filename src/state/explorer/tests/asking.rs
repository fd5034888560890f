//! The question and its answers.

use super::*;

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
    let line = lines.list(inquiry::List::Sources).unwrap().of(&key).unwrap();
    assert_eq!((line.len() as u64, line.iter().sum::<u64>(), line[0]), (answers::LINE_STEPS, 2, 1));
    assert!(lines.list(inquiry::List::Ports).is_none());
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

#[test]
fn small_lines_are_those_of_the_answer_that_is_shown_and_asked_for_once() {
    let rows: Vec<String> = (1..=25).map(|n| row(5, &format!("10.0.0.{n}"), 22, "DROP")).collect();
    let slow = Slow::default();
    let explorer = slow.loaded(&file(&rows));
    explorer.set_limit(100);
    block_on(explorer.ask());
    let lines = || explorer.lines.with_untracked(|lines| lines.list(inquiry::List::Sources).cloned());
    let line_of = |n: u8| {
        let key = [Some(Value::Address(format!("10.0.0.{n}").parse().unwrap()))];
        lines().and_then(|lines| lines.of(&key).map(|line| line.iter().sum::<u64>()))
    };
    let asked = slow.asked.get();
    // A filter that has no answer yet.
    explorer.add_text("port = 443").unwrap();
    let mut asking = explorer.ask_lines(inquiry::List::Sources);
    while lines().is_none() {
        assert!(asking.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    drop(asking);
    let known = (1..=25).filter(|n| line_of(*n) == Some(1)).count();
    assert_eq!((known, slow.asked.get() - asked), (10, 20), "what was not begun is not asked for");
    block_on(explorer.ask_lines(inquiry::List::Sources));
    assert!((1..=25).all(|n| line_of(n) == Some(1)));
    block_on(explorer.ask_lines(inquiry::List::Sources));
    assert_eq!(slow.asked.get() - asked, 35);
}

#[test]
fn files_of_the_device_begin_where_a_person_says_and_end_with_their_records() {
    let table = loaded(&[("a.csv", &day())]);
    table.explorer.begin_at(NOON - 30 * MINUTE);
    let zoom = table.explorer.inquiry.with_untracked(|inquiry| inquiry.zooms[0]);
    assert_eq!(zoom, TimeRange { from: NOON - 30 * MINUTE, until: NOON - 20 * MINUTE + 1 });
}

#[test]
fn a_quick_question_takes_back_what_quick_questions_have_set() {
    let explorer = nobody().explorer;
    let chips = || explorer.inquiry.with_untracked(|inquiry| inquiry.filter().to_string());
    explorer.add_text("action = DROP").unwrap();
    explorer.press(Quick::OneSided);
    explorer.press(Quick::BiggestConversations);
    assert_eq!(chips(), "action = DROP", "a person has set it");
    explorer.press(Quick::Dropped);
    explorer.press(Quick::Dropped);
    assert_eq!(chips(), Inquiry::default().filter().to_string(), "its own button takes it away");
    explorer.set_metric(flowlog_engine::Metric::Packets);
    explorer.press(Quick::BiggestConversations);
    explorer.press(Quick::Scans);
    let metric = explorer.inquiry.with_untracked(|inquiry| inquiry.metric);
    assert_eq!(metric, flowlog_engine::Metric::Packets);
}
