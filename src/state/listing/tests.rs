use proptest::prelude::*;

use super::*;
use crate::domain::timestamp::Timestamp;

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

proptest! {
    #[test]
    fn places_are_those_of_a_stable_sort(keys in prop::collection::vec(0..9u8, 0..40)) {
        let mut wanted: Vec<usize> = (0..keys.len()).collect();
        wanted.sort_by_key(|place| keys[*place]);
        prop_assert_eq!(places(keys.len(), &|a, b| keys[a].cmp(&keys[b])), wanted);
    }
}

fn text(value: &str) -> SortKey {
    SortKey::Text(value.to_owned())
}

#[track_caller]
fn check_sort(descending: bool, keys: &[SortKey], expect: &[usize]) {
    let sort = Sort { column: "any".to_owned(), descending };
    let sorted = sort.apply((0..keys.len()).collect(), |place| keys[*place].clone());
    assert_eq!(sorted, expect, "{keys:?}");
}

#[test]
fn equal_rows_keep_their_order_and_absent_ones_come_last() {
    let names = [text("b"), SortKey::Absent, text("A"), text("B"), text("a")];
    check_sort(false, &names, &[2, 4, 0, 3, 1]);
    check_sort(true, &names, &[0, 3, 2, 4, 1]);
    let numbers = [SortKey::Number(10), SortKey::Number(-1), SortKey::Absent, SortKey::Number(2)];
    check_sort(false, &numbers, &[1, 3, 0, 2]);
    check_sort(true, &numbers, &[0, 3, 1, 2]);
    let time = |micros| SortKey::Time(Timestamp::from_micros(micros));
    check_sort(false, &[time(5), time(1)], &[1, 0]);
    check_sort(false, &[text("x"), time(5), SortKey::Number(3)], &[2, 1, 0]);
}

#[test]
fn a_sort_stands_in_the_route() {
    let by_name = Sort { column: "name".to_owned(), descending: false };
    let turned = by_name.pressed("name");
    assert_eq!((by_name.to_text().as_str(), turned.to_text().as_str()), ("name", "-name"));
    assert_eq!(Sort::from_text("-name", &["name", "status"]), Some(turned.clone()));
    assert_eq!(Sort::from_text("name", &["name"]), Some(by_name.clone()));
    assert_eq!(Sort::from_text("--name", &["name"]), None);
    assert_eq!(Sort::from_text("size", &["name"]), None);
    assert_eq!(turned.pressed("name"), by_name);
    assert_eq!(turned.pressed("status"), Sort { column: "status".to_owned(), descending: false });
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
    assert_eq!(counter(0, 12), "(12)");
    assert_eq!(counter(2, 12), "(2/12)");
    assert_eq!(counter(0, 0), "(0)");
}

fn any_key() -> impl Strategy<Value = SortKey> {
    prop_oneof![
        "[aA0-9ß.-]{0,5}".prop_map(SortKey::Text),
        any::<i64>().prop_map(SortKey::Number),
        any::<i64>().prop_map(|micros| SortKey::Time(Timestamp::from_micros(micros))),
        Just(SortKey::Absent),
    ]
}

proptest! {
    #[test]
    fn keys_have_one_order(
        mut keys in proptest::collection::vec(any_key(), 0..12),
        descending in any::<bool>(),
    ) {
        keys.sort_by(|a, b| compare(a, b, descending));
        for (place, earlier) in keys.iter().enumerate() {
            for later in &keys[place..] {
                prop_assert_ne!(compare(earlier, later, descending), Ordering::Greater);
                prop_assert_ne!(compare(later, earlier, descending), Ordering::Less);
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
