use flowlog_engine::Filter;
use proptest::prelude::*;

use super::*;
use crate::locale::Locale;
use crate::state::explored::inquiry::List;
use crate::state::explored::quick::Quick;

/// Reads the query of an address, and gives the address that it becomes, with what is told.
fn again(query: &str) -> (String, Vec<String>) {
    let route = Route::parse(&format!("/logs?{query}"));
    let (range, inquiry, notes) = read(&route.query);
    let route = Route { page: Page::Logs, query: write(range.unwrap_or_default(), &inquiry) };
    (route.text(), notes.iter().map(|note| note.text(Locale::En)).collect())
}

#[track_caller]
fn check(query: &str) {
    assert_eq!(again(query), (format!("/logs?{query}"), vec![]));
}

#[test]
fn an_address_opens_the_same_question() {
    check("range=15m");
    check("range=all");
    check("filter=port%20%3D%20443&off=action%20%3D%20DROP&filter=src%20%3D%2010.0.0.0%2F8");
    check("both=1&metric=bytes&order=ascending&limit=50&view=scans");
    check("view=pairs&sort=bytes&sorted=ascending");
    check("sort=my%20column");
    check(
        "zoom=2026-11-30T00%3A00%3A00Z%2F2026-11-30T01%3A00%3A00Z&compare=2026-11-29T00%3A00%3A00Z%2F2026-11-29T01%3A00%3A00Z",
    );
}

#[track_caller]
fn check_broken(query: &str, expect: &str, told: &str) {
    let (text, notes) = again(query);
    assert_eq!((text.as_str(), notes.len()), (expect, 1), "{notes:?}");
    assert!(notes[0].contains(told), "{notes:?}");
}

#[test]
fn what_is_broken_is_told_and_the_rest_is_taken() {
    check_broken("range=soon&metric=bytes", "/logs?metric=bytes", "range = soon");
    check_broken("filter=port%20%3D&metric=bytes", "/logs?metric=bytes", "port =");
    check_broken("metric=coins&limit=20", "/logs?limit=20", "metric = coins");
    check_broken("limit=0&order=ascending", "/logs?order=ascending", "limit = 0");
    check_broken("limit=99999999999999999999", "/logs", "limit");
    check_broken("view=nowhere", "/logs", "view = nowhere");
    check_broken("zoom=1h", "/logs", "zoom = 1h");
    check_broken("token=secret&range=6h", "/logs?range=6h", "token");
    check_broken("order=up", "/logs", "order = up");
}

#[test]
fn a_ports_records_are_those_of_its_interface() {
    let route = of_interface("a", "045e204c-4624-4b68-ac8a-7375989d3b79");
    assert_eq!(route.text(), "/loggers/a/logs?filter=interface%20%3D%20045e204c-4624-4b68-ac8a-7375989d3b79");
    for odd in ["a b", "-", "", "a\"b", "a\\", "all"] {
        let (_, inquiry, notes) = read(&of_interface("a", odd).query);
        let filter =
            inquiry::only(&Field::Interface.into(), Some(&flowlog_engine::Value::Text(odd.to_owned())));
        assert_eq!((Some(inquiry.filter()), notes), (filter, vec![]), "{odd:?}");
    }
}

fn filters() -> impl Strategy<Value = Filter> {
    let texts = [
        "port = 443",
        "src = 10.0.0.0/8,192.168.0.1 and not action = DROP",
        "flags : SYN or bytes >= 1000",
        "\"my column\" = \"a, b\"",
        "region : kr",
        "src = -",
        "none",
    ];
    prop_oneof![
        prop::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap()),
        prop::sample::select(Quick::ALL.to_vec())
            .prop_filter_map("it has a filter", |quick: Quick| quick.filter()),
    ]
}

fn ranges() -> impl Strategy<Value = TimeRange> {
    (0..=4_000_000_000_000_u64, 1..=1_000_000_000_u64)
        .prop_map(|(from, length)| TimeRange { from, until: from + length })
}

prop_compose! {
    fn inquiries()(
        chips in prop::collection::vec((filters(), any::<bool>()), 0..4),
        both_directions in any::<bool>(),
        metric in prop::sample::select(Metric::ALL.to_vec()),
        is_ascending in any::<[bool; 2]>(),
        limit in 1..=MOST_ROWS,
        view in prop_oneof![
            Just(View::Overview), Just(View::Scans), Just(View::Changes),
            prop::sample::select(List::ALL.to_vec()).prop_map(View::List)
        ],
        zooms in prop::collection::vec(ranges(), 0..3),
        compared in prop::option::of(ranges()),
        sort in prop_oneof![
            prop::sample::select(Field::ALL.to_vec()).prop_map(Column::Field),
            "[a-z \"=&%가]{1,9}".prop_map(Column::Other),
        ],
    ) -> Inquiry {
        let order = |is_ascending| if is_ascending { Order::Ascending } else { Order::Descending };
        let chips = chips.into_iter().map(|(filter, is_on)| Chip { is_on, ..Chip::new(filter) }).collect();
        let [first, second] = is_ascending.map(order);
        Inquiry {
            chips, both_directions, metric, order: first, limit, view, zooms, compared, records_by: sort,
            records_order: second, ..Inquiry::default()
        }
    }
}

proptest! {
    #[test]
    fn every_question_survives_its_address(inquiry in inquiries(), range in ranges()) {
        let route = Route { page: Page::Logs, query: write(Range::Between(range), &inquiry) };
        let route = Route::parse(&route.href());
        let (found, again, notes) = read(&route.query);
        prop_assert_eq!(notes, vec![]);
        prop_assert_eq!(found, Some(Range::Between(range)));
        prop_assert_eq!(again, inquiry);
    }

    #[test]
    fn any_query_is_some_question(pairs in prop::collection::vec(
        ("(range|filter|off|both|metric|order|limit|view|zoom|compare|sort|sorted|.{0,5})", ".{0,20}"), 0..6,
    )) {
        let (range, inquiry, _) = read(&pairs);
        let (range_again, again, notes) = read(&write(range.unwrap_or_default(), &inquiry));
        prop_assert!(notes.is_empty());
        prop_assert_eq!(range_again.unwrap_or_default(), range.unwrap_or_default());
        prop_assert_eq!(again, inquiry);
    }
}
