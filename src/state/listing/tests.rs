use std::cmp::Ordering;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::api::Row;
use crate::domain::timestamp::Timestamp;
use crate::i18n::words;
use crate::state::filter::{FieldValue, PropertyKind, Query};
use crate::state::natural::natural_key;

fn natural_cmp(a: &str, b: &str) -> Ordering {
    natural_key(a).cmp(&natural_key(b))
}

#[track_caller]
fn check_order(texts: &[&str]) {
    for (place, earlier) in texts.iter().enumerate() {
        assert_eq!(natural_cmp(earlier, earlier), Ordering::Equal, "{earlier:?}");
        for later in &texts[place + 1..] {
            assert_eq!(natural_cmp(earlier, later), Ordering::Less, "{earlier:?} {later:?}");
            assert_eq!(natural_cmp(later, earlier), Ordering::Greater, "{later:?} {earlier:?}");
        }
    }
}

#[test]
fn numbers_in_names_order_as_numbers() {
    check_order(&["web-2", "Web-10", "web-10a", "web-100"]);
    check_order(&["", "1", "2", "10", "a", "A1", "a02", "B"]);
    check_order(&["v1.2.3", "v1.10.0", "v2"]);
    check_order(&["18446744073709551615", "18446744073709551616", "99999999999999999999999"]);
    check_order(&["web", "web-1", "web1", "webb", "가나", "나"]);
    assert_eq!(natural_cmp("web-01", "WEB-1"), Ordering::Equal);
}

/// A row of one value.
#[derive(Clone, Debug, PartialEq)]
struct One(FieldValue<'static>);

impl Listed for One {
    type Column = ();
    type Query = ();
    type Names = ();

    const COLUMNS: &'static [Column<One>] =
        &[Column::new((), "any", words::NAME, PropertyKind::Text, |row, _| row.0.clone())];
    const SORTED_BY: () = ();

    fn id(&self) -> &str {
        ""
    }
}

fn sorted(keys: &[FieldValue<'static>], descending: bool) -> Vec<usize> {
    let rows = keys.iter().map(|key| Row::Read(One(key.clone()).into())).collect();
    Index::new(Arc::new(rows), ()).arrange(&Query::default(), Sort { column: (), descending })
}

fn text(value: &str) -> FieldValue<'static> {
    FieldValue::Text(value.to_owned().into())
}

#[track_caller]
fn check_sort(descending: bool, keys: &[FieldValue<'static>], expect: &[usize]) {
    assert_eq!(sorted(keys, descending), expect, "{keys:?}");
}

#[test]
fn equal_rows_keep_their_order_and_absent_ones_come_last() {
    let names = [text("b"), FieldValue::Absent, text("A"), text("B"), text("a")];
    check_sort(false, &names, &[2, 4, 0, 3, 1]);
    check_sort(true, &names, &[0, 3, 2, 4, 1]);
    let numbers = [FieldValue::Number(10), FieldValue::Number(-1), FieldValue::Absent, FieldValue::Number(2)];
    check_sort(false, &numbers, &[1, 3, 0, 2]);
    check_sort(true, &numbers, &[0, 3, 1, 2]);
    let time = |micros| FieldValue::Time(Timestamp::from_micros(micros));
    check_sort(false, &[time(5), time(1)], &[1, 0]);
    check_sort(false, &[text("x"), time(5), FieldValue::Number(3)], &[2, 1, 0]);
}

#[track_caller]
fn check_window(total: usize, page: usize, size: usize, expect: Range<usize>) {
    assert_eq!(window(total, page, size), expect, "{total} {page} {size}");
}

#[test]
fn a_page_past_the_end_is_the_last_one() {
    check_window(95, 0, 30, 0..30);
    check_window(95, 3, 30, 90..95);
    check_window(95, 4, 30, 90..95);
    check_window(90, 3, 30, 60..90);
    check_window(0, 0, 30, 0..0);
    check_window(0, 7, 30, 0..0);
    check_window(5, usize::MAX, usize::MAX, 0..5);
    check_window(5, 1, 0, 1..2);
    assert_eq!((page_count(0, 30), page_count(30, 30), page_count(31, 30)), (1, 1, 2));
}

#[test]
fn the_counter_tells_selected_of_all() {
    assert_eq!(counter(0, 12, true), "(12)");
    assert_eq!(counter(2, 12, true), "(2/12)");
    assert_eq!(counter(0, 0, true), "(0)");
    assert_eq!(counter(0, 12, false), "(12+)");
    assert_eq!(counter(2, 12, false), "(2/12+)");
}

fn any_key() -> impl Strategy<Value = FieldValue<'static>> {
    prop_oneof![
        "[aA0-9ß.-]{0,5}".prop_map(|value| text(&value)),
        any::<i64>().prop_map(FieldValue::Number),
        any::<i64>().prop_map(|micros| FieldValue::Time(Timestamp::from_micros(micros))),
        Just(FieldValue::Absent),
    ]
}

proptest! {
    #[test]
    fn a_sort_is_stable_and_the_other_way_round_when_descending(
        keys in prop::collection::vec(any_key(), 0..12),
    ) {
        let is_there = |place: &usize| keys[*place] != FieldValue::Absent;
        let ascending = sorted(&keys, false);
        let descending = sorted(&keys, true);
        for order in [&ascending, &descending] {
            let absent: Vec<usize> = order.iter().copied().skip_while(is_there).collect();
            let expect: Vec<usize> = (0..keys.len()).filter(|place| !is_there(place)).collect();
            prop_assert_eq!(absent, expect, "absent values are last, in their order");
        }
        for (at, earlier) in ascending.iter().enumerate().filter(|(_, place)| is_there(place)) {
            for later in ascending[at + 1..].iter().filter(|place| is_there(place)) {
                let place_in = |of: &usize| descending.iter().position(|place| place == of);
                let is_turned = place_in(later) < place_in(earlier);
                // Only equal values stand in the same order both ways, which is that of the rows.
                prop_assert!(is_turned || earlier < later, "{:?} {:?}", keys[*earlier], keys[*later]);
                if let (FieldValue::Text(a), FieldValue::Text(b)) = (&keys[*earlier], &keys[*later]) {
                    prop_assert_eq!(natural_cmp(a, b) == Ordering::Less, is_turned);
                    prop_assert_ne!(natural_cmp(a, b), Ordering::Greater);
                }
            }
        }
    }

    #[test]
    fn plain_numbers_order_by_value(a in any::<u64>(), b in any::<u64>()) {
        prop_assert_eq!(natural_cmp(&format!("n{a}"), &format!("N0{b}x")), a.cmp(&b).then(Ordering::Less));
    }

    #[test]
    fn pages_cover_every_row_once(total in 0usize..1_000, size in 1usize..200) {
        let pages = 0..page_count(total, size);
        let rows: Vec<usize> = pages.flat_map(|page| window(total, page, size)).collect();
        prop_assert_eq!(rows, (0..total).collect::<Vec<_>>());
    }
}
