use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;

const HEADER: &str =
    "timestamp_start,src_addr,dst_port,packets,bytes,filter,status,transithub_drop_no_route_bytes,mine\n";

fn log(rows: &str) -> Log {
    let mut log = Log::default();
    let file = log.open("test", None);
    log.push(file, HEADER.as_bytes());
    log.push(file, rows.as_bytes());
    log.finish(file);
    log
}

const ROWS: &str = "\
100,10.0.0.1,443,2,200,ACCEPT,OK,-1,a\n\
110,10.0.0.1,22,1,40,DROP,OK,999,b\n\
160,10.0.0.9,443,3,300,ACCEPT,OK,-1,-\n\
170,10.0.0.2,443,1,40,DROP,SKIPDATA,-1,-\n\
broken\n\
230,-,-,-,-,-,NODATA,-1,-\n\
-,10.0.0.1,443,1,1,ACCEPT,OK,-1,a\n";

/// Asks in JSON and compares a part of the answer.
#[track_caller]
fn check(question: Json, part: &str, expect: Json) {
    let question: Question = serde_json::from_value(question).unwrap();
    let answer = serde_json::to_value(log(ROWS).ask(&question)).unwrap();
    assert_eq!(answer.pointer(part), Some(&expect), "{answer:#}");
}

/// The keys of the rows of a list, with one of its numbers.
#[track_caller]
fn check_rows(question: Json, list: &str, number: &str, expect: &[(&str, u64)]) {
    let question: Question = serde_json::from_value(question).unwrap();
    let answer = serde_json::to_value(log(ROWS).ask(&question)).unwrap();
    let row = |row: &Json| (row["key"].to_string(), row.pointer(number).and_then(Json::as_u64).unwrap());
    let found: Vec<_> = answer.pointer(list).and_then(Json::as_array).unwrap().iter().map(row).collect();
    let expect: Vec<_> = expect.iter().map(|(key, number)| ((*key).to_owned(), *number)).collect();
    assert_eq!(found, expect, "{answer:#}");
}

#[test]
fn totals_have_the_dropped_and_the_accepted_part() {
    let all = json!({
        "flows": 6, "packets": 8, "bytes": 581,
        "dropped": {"flows": 2, "packets": 2, "bytes": 80},
        "accepted": {"flows": 3, "packets": 6, "bytes": 501},
        "first": 100_000, "last": 230_000, "first_dropped": 110_000
    });
    check(json!({"show": "totals"}), "/shown/totals", all);
    let none = json!({
        "flows": 0, "packets": 0, "bytes": 0,
        "dropped": {"flows": 0, "packets": 0, "bytes": 0},
        "accepted": {"flows": 0, "packets": 0, "bytes": 0},
        "first": null, "last": null, "first_dropped": null
    });
    check(json!({"where": "none", "show": "totals"}), "/shown/totals", none);
}

#[test]
fn what_a_transit_hub_dropped_is_in_no_sum() {
    check(json!({"where": "no_route_bytes = 999", "show": "totals"}), "/shown/totals/bytes", json!(40));
    check(
        json!({"where": "no_route_bytes = 999", "show": "totals"}),
        "/shown/totals/dropped/bytes",
        json!(40),
    );
}

#[test]
fn an_answer_says_what_it_stands_on() {
    let basis = json!({
        "records": 5, "of_records": 6, "files": 1, "bytes": HEADER.len() + ROWS.len(), "unreadable": 1,
        "failed_files": 0, "skip_data": 1, "no_data": 1, "is_cut": false
    });
    check(json!({"range": {"from": 0, "until": 300_000}, "show": "totals"}), "/basis", basis);
    check(json!({"show": {"top": {"by": ["src"], "limit": 1}}}), "/basis/is_cut", json!(true));
    check(json!({"show": {"top": {"by": ["src"], "limit": 4}}}), "/basis/is_cut", json!(false));
    check(json!({"show": {"records": {"by": "src", "limit": 5}}}), "/basis/is_cut", json!(true));
}

#[test]
fn an_answer_stands_on_nothing_of_the_files_that_are_left_out() {
    let basis = json!({
        "records": 0, "of_records": 0, "files": 0, "bytes": 0, "unreadable": 0,
        "failed_files": 0, "skip_data": 0, "no_data": 0, "is_cut": false
    });
    check(json!({"without": [0], "show": "totals"}), "/basis", basis);
}

#[test]
fn a_series_has_the_steps_that_have_records() {
    let steps = |question: Json| {
        let question: Question = serde_json::from_value(question).unwrap();
        match log(ROWS).ask(&question).shown {
            Shown::Series(steps) => {
                steps.iter().map(|step| (step.begin, step.tally.total.flows)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let minutes = [(None, 1), (Some(60_000), 2), (Some(120_000), 2), (Some(180_000), 1)];
    assert_eq!(steps(json!({"show": {"series": {"step": 60_000}}})), minutes);
    let shifted = [(None, 1), (Some(100_000), 2), (Some(160_000), 2), (Some(220_000), 1)];
    assert_eq!(steps(json!({"show": {"series": {"step": 60_000, "origin": 40_000}}})), shifted);
    let one = [(None, 1), (Some(-600_000), 5)];
    assert_eq!(steps(json!({"show": {"series": {"step": 1_000_000, "origin": 400_000}}})), one);
    assert_eq!(steps(json!({"show": {"series": {"step": 0}}})).len(), 6);
}

#[test]
fn top_lists_end_with_the_rest() {
    let by_source = |metric: &str, limit: u64| json!({"show": {"top": {"by": ["src"], "metric": metric, "limit": limit}}});
    let flows = [("[\"10.0.0.1\"]", 3), ("[null]", 1), ("[\"10.0.0.2\"]", 1), ("[\"10.0.0.9\"]", 1)];
    check_rows(by_source("flows", 9), "/shown/top/rows", "/flows", &flows);
    check_rows(by_source("flows", 2), "/shown/top/rows", "/flows", &flows[..2]);
    check(by_source("flows", 2), "/shown/top/other/flows", json!(2));
    check(by_source("flows", 2), "/shown/top/total/flows", json!(6));
    check(by_source("flows", 2), "/shown/top/groups", json!(4));
    check(by_source("flows", 0), "/shown/top/other/bytes", json!(581));
    check_rows(by_source("bytes", 1), "/shown/top/rows", "/bytes", &[("[\"10.0.0.9\"]", 300)]);
    check_rows(
        by_source("bytes", 2),
        "/shown/top/rows",
        "/dropped/bytes",
        &[("[\"10.0.0.9\"]", 0), ("[\"10.0.0.1\"]", 40)],
    );
    let pairs = json!({"where": "action = ACCEPT", "show": {"top": {"by": ["src", "dst_port"], "limit": 9}}});
    check_rows(pairs, "/shown/top/rows", "/flows", &[("[\"10.0.0.1\",443]", 2), ("[\"10.0.0.9\",443]", 1)]);
    let least = json!({"show": {"top": {"by": ["dst_port"], "order": "ascending", "limit": 1}}});
    check_rows(least, "/shown/top/rows", "/flows", &[("[null]", 1)]);
    check_rows(json!({"show": {"top": {"by": [], "limit": 9}}}), "/shown/top/rows", "/flows", &[("[]", 6)]);
    check_rows(
        json!({"show": {"top": {"by": ["no such"], "limit": 9}}}),
        "/shown/top/rows",
        "/flows",
        &[("[null]", 6)],
    );
    check_rows(
        json!({"show": {"top": {"by": ["mine"], "limit": 2}}}),
        "/shown/top/rows",
        "/flows",
        &[("[null]", 3), ("[\"a\"]", 2)],
    );
}

#[test]
fn pairs_of_many_values_are_kept_apart() {
    let rows: String = (0..3000)
        .map(|n| format!("1,10.0.{}.{},{n},1,1,DROP,OK,-1,\n", n % 300 / 256, n % 300 % 256))
        .collect();
    let log = log(&rows);
    let selection = log.select(None, &Filter::default());
    let [src, port, action] = [Field::Src, Field::DstPort, Field::Action].map(Column::from);
    assert_eq!(selection.distinct(&[src.clone(), port.clone()]), 3000);
    assert_eq!(selection.distinct(&[port, src.clone()]), 3000);
    assert_eq!(selection.distinct(&[action, src]), 300);
}

#[test]
fn distinct_values_are_counted_without_the_absent_one() {
    check(json!({"show": {"distinct": {"by": ["src"]}}}), "/shown/distinct", json!(3));
    check(json!({"show": {"distinct": {"by": ["src", "dst_port"]}}}), "/shown/distinct", json!(4));
    check(json!({"show": {"distinct": {"by": ["no such"]}}}), "/shown/distinct", json!(0));
}

#[test]
fn records_come_page_by_page() {
    let page = |by: &str, order: &str, offset: usize, limit: usize| {
        let question =
            json!({"show": {"records": {"by": by, "order": order, "offset": offset, "limit": limit}}});
        let question: Question = serde_json::from_value(question).unwrap();
        let log = log(ROWS);
        let Shown::Records(records) = log.ask(&question).shown else { panic!("records") };
        let column = records.columns.iter().position(|column| column.name() == by).unwrap();
        let value =
            |record: &Record| record.values[column].as_ref().map_or("-".to_owned(), ToString::to_string);
        records.rows.iter().map(value).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(page("start", "ascending", 0, 9), "100000 110000 160000 170000 230000 -");
    assert_eq!(page("start", "descending", 0, 9), "230000 170000 160000 110000 100000 -");
    assert_eq!(page("src", "ascending", 0, 9), "10.0.0.1 10.0.0.1 10.0.0.1 10.0.0.2 10.0.0.9 -");
    assert_eq!(page("src", "descending", 1, 2), "10.0.0.2 10.0.0.1");
    assert_eq!(page("bytes", "ascending", 3, 2), "200 300");
    assert_eq!(page("bytes", "ascending", 6, 2), "");
    assert_eq!(page("bytes", "ascending", usize::MAX, usize::MAX), "");
    assert_eq!(page("mine", "ascending", 0, 9), "a a b - - -");
}

#[test]
fn a_record_is_found_in_its_file() {
    let question = json!({"show": {"records": {"by": "start", "limit": 1}}});
    let last = ROWS.find("230,").unwrap() + HEADER.len();
    check(question.clone(), "/shown/records/rows/0/byte", json!(last));
    check(question, "/shown/records/rows/0/file", json!(0));
}

#[test]
fn changes_are_told_from_another_range() {
    let question = |metric: &str| {
        json!({
            "range": {"from": 150_000, "until": 300_000},
            "show": {"changes": {"by": ["dst_port"], "metric": metric, "before": {"from": 0, "until": 150_000}, "limit": 5}}
        })
    };
    check_rows(question("flows"), "/shown/changes/appeared", "/now/flows", &[("[null]", 1)]);
    check_rows(question("flows"), "/shown/changes/vanished", "/before/flows", &[("[22]", 1)]);
    check_rows(question("flows"), "/shown/changes/grown", "/now/flows", &[("[443]", 2)]);
    check_rows(question("packets"), "/shown/changes/grown", "/before/packets", &[("[443]", 2)]);
    check_rows(question("bytes"), "/shown/changes/shrunk", "/now/bytes", &[]);
    check(question("flows"), "/shown/changes/counts", json!([1, 1, 1, 0]));
    check(question("flows"), "/shown/changes/now/dropped/flows", json!(1));
    check(question("flows"), "/shown/changes/before/bytes", json!(240));
}

#[test]
fn a_sum_stops_at_its_greatest_number() {
    let row = format!("1,-,1,1,{},DROP,OK,-1,\n", i64::MAX);
    let answer = log(&row.repeat(3)).select(None, &Filter::default()).totals();
    assert_eq!(answer.all.total.bytes, u64::MAX);
}

#[test]
fn a_question_is_read_as_it_was_written() {
    let question = json!({
        "range": {"from": 1, "until": 2},
        "where": "port = 443",
        "show": {"top": {"by": ["src", "my column"], "metric": "bytes", "order": "ascending", "limit": 3}}
    });
    let read: Question = serde_json::from_value(question.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), question);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Rows over several blocks, grouped by columns and by hand.
    #[test]
    fn groups_add_up(rows in prop::collection::vec((0_u64..4, 0_u32..5, 0_u64..90_000, 0_u64..1 << 40, any::<bool>()), 1..200), times in 1_usize..60) {
        let text: String = rows
            .iter()
            .map(|(time, address, port, bytes, is_dropped)| {
                format!("{},10.0.0.{address},{port},1,{bytes},{},OK,-1,{bytes}\n", time * 1000, if *is_dropped { "DROP" } else { "ACCEPT" })
            })
            .collect();
        let log = log(&text.repeat(times));
        let selection = log.select(None, &Filter::default());
        let by = [vec![Field::Src.into()], vec![Field::DstPort.into(), Field::Src.into()], vec![Field::Bytes.into()], vec![Column::Other("mine".to_owned())]];
        for by in by {
            let mut expect: BTreeMap<String, (u64, u64, u64)> = BTreeMap::new();
            for (_, address, port, bytes, is_dropped) in &rows {
                let cell = |column: &Column| match column {
                    Column::Field(Field::Src) => format!("10.0.0.{address}"),
                    Column::Field(Field::DstPort) => port.to_string(),
                    _ => bytes.to_string(),
                };
                let key: Vec<String> = by.iter().map(cell).collect();
                let (flows, sum, dropped) = expect.entry(key.join(" ")).or_default();
                *flows += times as u64;
                *sum += bytes * times as u64;
                *dropped += bytes * times as u64 * u64::from(*is_dropped);
            }
            let top = selection.top(&by, Metric::Bytes, Order::Descending, 1000);
            let mut found = BTreeMap::new();
            for row in &top.rows {
                let key: Vec<String> = row.key.iter().map(|value| value.as_ref().unwrap().to_string()).collect();
                found.insert(key.join(" "), (row.tally.total.flows, row.tally.total.bytes, row.tally.dropped.bytes));
            }
            prop_assert_eq!(&found, &expect);
            prop_assert!(top.rows.is_sorted_by(|one, next| one.tally.total.bytes >= next.tally.total.bytes));
            prop_assert_eq!(selection.distinct(&by), expect.len() as u64);
            prop_assert_eq!(top.total.total, selection.totals().all.total);
        }
        let steps = selection.series(1000, 0);
        prop_assert_eq!(steps.iter().map(|step| step.tally.total.bytes).sum::<u64>(), selection.totals().all.total.bytes);
    }
}

#[test]
fn a_spread_counts_what_each_value_meets() {
    let spread = json!({"show": {"spread": {"by": ["src"], "of": ["dst_port", "mine"], "limit": 9}}});
    let combined = [("[\"10.0.0.1\"]", 2), ("[null]", 0), ("[\"10.0.0.2\"]", 0), ("[\"10.0.0.9\"]", 0)];
    check_rows(spread.clone(), "/shown/spread/rows", "/combined", &combined);
    let ports = [("[\"10.0.0.1\"]", 2), ("[null]", 0), ("[\"10.0.0.2\"]", 1), ("[\"10.0.0.9\"]", 1)];
    check_rows(spread, "/shown/spread/rows", "/distinct/0", &ports);
    let one = json!({"show": {"spread": {"by": ["action"], "of": ["src"], "limit": 1}}});
    check_rows(one.clone(), "/shown/spread/rows", "/combined", &[("[\"ACCEPT\"]", 2)]);
    check(one, "/basis/is_cut", json!(true));
    let all = json!({"show": {"spread": {"by": [], "of": ["src"], "limit": 1}}});
    check_rows(all, "/shown/spread/rows", "/combined", &[("[]", 3)]);
}

#[test]
fn files_can_be_left_out() {
    let mut log = log(ROWS);
    let other = log.open("other", None);
    log.push(other, b"src_addr,bytes\n10.0.0.1,7\n");
    log.finish(other);
    let bytes = |without: &[usize]| {
        let question = Question { without: without.to_vec(), ..Question::default() };
        let Shown::Totals(totals) = log.ask(&question).shown else { panic!("totals") };
        totals.all.total.bytes
    };
    assert_eq!((bytes(&[]), bytes(&[0]), bytes(&[1]), bytes(&[0, 1]), bytes(&[9])), (588, 7, 581, 0, 588));
}

proptest! {
    /// The same counts by asking for each value alone.
    #[test]
    fn a_spread_is_what_single_questions_say(
        rows in prop::collection::vec((0..4_u8, 0..4_u16, prop::option::of(0..3_u8)), 0..40),
    ) {
        let text: String = rows
            .iter()
            .map(|(src, port, mine)| {
                let mine = mine.map_or("-".to_owned(), |mine| format!("m{mine}"));
                format!("1,10.0.0.{src},{port},1,1,ACCEPT,OK,-1,{mine}\n")
            })
            .collect();
        let log = log(&text);
        let [src, port] = [Field::Src, Field::DstPort].map(Column::from);
        let of = [port, Column::Other("mine".to_owned())];
        let spread = log.select(None, &Filter::default()).spread(&[src], &of, usize::MAX);
        prop_assert!(spread.rows.is_sorted_by_key(|row| std::cmp::Reverse(row.combined)));
        for row in &spread.rows {
            let filter = format!("src = {}", row.key[0].as_ref().unwrap()).parse().unwrap();
            let alone = log.select(None, &filter);
            let each: Vec<u64> = of.iter().map(|column| alone.distinct(std::slice::from_ref(column))).collect();
            prop_assert_eq!(&row.distinct, &each);
            prop_assert_eq!(row.combined, alone.distinct(&of));
            prop_assert_eq!(row.tally.total.flows, alone.len());
        }
    }
}

/// Blocks of one port and blocks of several, asked together and port by port.
#[test]
fn questions_that_are_asked_together_are_answered_as_alone() {
    let rows = (0..crate::columns::BLOCK * 3).map(|row| {
        let port = if row < 5000 { 443 } else { [22, 80, 443][row % 3] };
        let action = if row % 7 == 0 { "DROP" } else { "ACCEPT" };
        format!("{},10.0.0.{},{port},{row},1,{action},OK,-1,-\n", 100 + row / 4000, row % 5)
    });
    let log = log(&rows.collect::<String>());
    let filter: Filter = "src != 10.0.0.4".parse().unwrap();
    let [by_port, by_pair] = [vec![Field::DstPort], vec![Field::Src, Field::DstPort]]
        .map(|by| by.into_iter().map(Column::from).collect::<Vec<_>>());
    let top = |by| Show::Top { by, metric: Metric::Packets, order: Order::Descending, limit: 100 };
    let series = Show::Series { step: 1000, origin: 0 };
    let shows = [Show::Totals, top(by_port.clone()), series, top(by_pair), Show::Distinct { by: by_port }];
    let question =
        |show: &Show| Question { filter: filter.clone(), show: show.clone(), ..Question::default() };
    let questions: Vec<Question> =
        shows.iter().map(question).chain([Question::default(), question(&Show::Totals)]).collect();
    let answers = log.ask_all(&questions);
    assert_eq!(answers, questions.iter().map(|question| log.ask(question)).collect::<Vec<_>>());
    let Shown::Top(top) = &answers[1].shown else { panic!("a top list") };
    assert_eq!(top.rows.len(), 3);
    for row in &top.rows {
        let alone = format!("src != 10.0.0.4 and dst_port = {}", row.key[0].as_ref().unwrap());
        assert_eq!(log.select(None, &alone.parse().unwrap()).totals().all, row.tally);
    }
}

#[test]
fn an_answer_is_read_as_it_was_written() {
    let mut log = Log::default();
    let file = log.open("a", None);
    log.push(file, b"no log\n");
    let id = log.open("b", None);
    log.push(
        id,
        b"timestamp_start,src_addr,bytes,filter,mine\n1764500000,10.0.0.1,9223372036854775807,DROP,::0001\n",
    );
    log.push(id, b"1764500001,fe80::1,2,ACCEPT,10.0.0.1\n,,x,,\n,,,,\n");
    log.finish(id);
    let by = vec![Column::Other("mine".to_owned()), Field::Src.into()];
    let before = TimeRange { from: 0, until: 1_764_500_001_000 };
    let shows = [
        Show::Totals,
        Show::Series { step: 1000, origin: 0 },
        Show::Top { by: by.clone(), metric: Metric::Bytes, order: Order::Descending, limit: 2 },
        Show::Spread { by: by.clone(), of: vec![Field::Start.into()], limit: 2 },
        Show::Records { by: Field::Start.into(), order: Order::Ascending, offset: 0, limit: 10 },
        Show::Distinct { by: by.clone() },
        Show::Changes { by, before, metric: Metric::Flows, limit: 5 },
    ];
    for show in shows {
        let answer = log.ask(&Question { show, ..Question::default() });
        let text = serde_json::to_string(&answer).unwrap();
        let read: Answer = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        assert_eq!(read.basis, answer.basis);
    }
    let files = serde_json::to_string(log.files()).unwrap();
    assert_eq!(serde_json::from_str::<Vec<crate::File>>(&files).unwrap(), log.files());
}
