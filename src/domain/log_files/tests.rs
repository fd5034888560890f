use proptest::prelude::*;

use super::*;
use crate::domain::template::{FileNameTemplate, PartitionTemplate};

const ID: &str = "c1a7e3a2-5f0e-4f0e-9a52-4c1de0f6a6a1";
const OTHER: &str = "00000000-5f0e-4f0e-9a52-4c1de0f6a6a1";
const MINUTE: u64 = 60_000;
/// 2024-12-31 15:00 UTC, midnight of the new year in Korea.
const NEW_YEAR: u64 = 1_735_657_200_000;

fn layout(partition: &str, name: &str, interval: i64) -> Layout {
    Layout::new(ID, Partition::parse(partition).unwrap(), name, Some(interval))
}

#[track_caller]
fn check_folders(partition: &str, from: u64, until: u64, expect: &[&str]) {
    let layout = layout(partition, FileNameTemplate::DEFAULT, 10);
    assert_eq!(layout.folders(Span { from, until }), expect);
}

#[test]
fn folders_are_those_of_korea_newest_first() {
    let noon = NEW_YEAR + 12 * HOUR;
    check_folders("DAY", noon, noon + HOUR, &["2025/01/01"]);
    check_folders("DAY", NEW_YEAR - 1, NEW_YEAR, &["2025/01/01", "2024/12/31"]);
    // A file of the last hour of a day may lie in the folder of the next day.
    check_folders("DAY", NEW_YEAR - HOUR, NEW_YEAR - MINUTE, &["2025/01/01", "2024/12/31"]);
    check_folders("HOUR", noon, noon + MINUTE, &["2025/01/01/13", "2025/01/01/12"]);
    check_folders(
        "YEAR=#{year}/MONTH=#{month}",
        noon,
        noon + 40 * DAY,
        &["YEAR=2025/MONTH=02", "YEAR=2025/MONTH=01"],
    );
    check_folders("logs-#{year}", noon, noon + DAY, &["logs-2025"]);
    // Each hour of the day, once.
    let hours = layout("#{hour}", FileNameTemplate::DEFAULT, 10);
    assert_eq!(hours.folders(Span { from: NEW_YEAR, until: NEW_YEAR + 3 * DAY }).len(), 24);
    check_folders("DAY", 0, 1, &["1970/01/01"]);
}

#[test]
fn a_range_can_have_too_many_folders() {
    let check = |partition: &str, days: u64, expect: bool| {
        let span = Span { from: NEW_YEAR, until: NEW_YEAR + days * DAY };
        let layout = layout(partition, FileNameTemplate::DEFAULT, 10);
        assert_eq!(layout.has_too_many_folders(span), expect, "{partition} {days}");
    };
    check("DAY", 365, false);
    check("DAY", 2_500_000, true);
    check("HOUR", 90, false);
    check("HOUR", 100, true);
    check("#{hour}", 100, true);
}

#[track_caller]
fn check(template: &str, name: &str, expect: Told) {
    assert_eq!(layout("DAY", template, 10).told(name), expect, "{name}");
}

#[test]
fn names_tell_when_their_interval_ends() {
    let default = FileNameTemplate::DEFAULT;
    let ends = Told::Ends(NEW_YEAR + 4 * MINUTE + 5000);
    check(default, &format!("{ID}_2025-01-01T00:04:05KST"), ends);
    check(default, &format!("{ID}_2025-01-01T00:04:05KST_part12"), ends);
    check(default, &format!("{ID}_2025-01-01T00:04:05KST.gz"), ends);
    check(default, &format!("{OTHER}_2025-01-01T00:04:05KST"), Told::OtherLogger);
    check(default, &format!("{ID}_2025-13-01T00:04:05KST"), Told::Nothing);
    check(default, &format!("{ID}_2025-02-30T00:04:05KST"), Told::Nothing);
    check(default, &format!("{ID}_+025-01-01T00:04:05KST"), Told::Nothing);
    check(default, &format!("{ID}_2025-01-01"), Told::Nothing);
    check(default, "somebody.csv", Told::Nothing);
    check(default, "", Told::Nothing);
    check(default, "가나다", Told::Nothing);
    let odd = "#{second}.#{logger_id}=#{minute}#{hour}#{day}#{month}#{year}.csv";
    check(odd, &format!("05.{ID}=040001012025.csv_part2"), ends);
    // A template without a part of the time tells nothing for sure.
    check("#{logger_id}_#{year}", &format!("{ID}_2025"), Told::Nothing);
    check("flows", "flows", Told::Nothing);
    check("#{logger_id}#{nobody}", &format!("{ID}x"), Told::Nothing);
}

#[track_caller]
fn check_holds(end: u64, expect: bool) {
    let name = FileNameTemplate::default().render(ID, &civil(end));
    let span = Span { from: NEW_YEAR, until: NEW_YEAR + HOUR };
    let layout = layout("DAY", FileNameTemplate::DEFAULT, 10);
    assert_eq!(layout.can_hold(&name, span), expect, "{name}");
}

#[test]
fn a_file_holds_the_interval_before_its_time() {
    check_holds(NEW_YEAR - 1000, false);
    check_holds(NEW_YEAR, true);
    check_holds(NEW_YEAR + HOUR, true);
    check_holds(NEW_YEAR + HOUR + 10 * MINUTE, true);
    check_holds(NEW_YEAR + HOUR + 12 * MINUTE, false);
    let layout = layout("DAY", FileNameTemplate::DEFAULT, 10);
    assert!(layout.can_hold("somebody.csv", Span { from: 0, until: 1 }), "a name that says nothing");
    let other = format!("{OTHER}_2025-01-01T00:04:05KST");
    assert!(!layout.can_hold(&other, Span { from: 0, until: u64::MAX }));
}

fn partitions() -> impl Strategy<Value = Partition> {
    let templates = [
        "YEAR=#{year}/MONTH=#{month}/DAY=#{day}",
        "#{hour}",
        "a/#{day}-#{month}",
        "y#{year}",
        "#{year}/h=#{hour}",
    ];
    prop_oneof![
        Just(Partition::Day),
        Just(Partition::Hour),
        prop::sample::select(templates.to_vec())
            .prop_map(|text| Partition::Custom(PartitionTemplate::parse(text).unwrap())),
    ]
}

fn names() -> impl Strategy<Value = String> {
    let variables = ["#{logger_id}", "#{year}", "#{month}", "#{day}", "#{hour}", "#{minute}", "#{second}"];
    let order = Just(variables.to_vec()).prop_shuffle();
    (order, prop::collection::vec("[a-zA-Z0-9_=:.-]{0,3}", 8)).prop_map(|(order, literals)| {
        let mut name = literals[0].clone();
        for (variable, literal) in order.iter().zip(&literals[1..]) {
            name.push_str(variable);
            name.push_str(literal);
        }
        name
    })
}

proptest! {
    /// Whatever the layout: a record of the range is in a file that is found.
    #[test]
    fn no_record_is_missed(
        partition in partitions(),
        name in names(),
        interval in 1..=60_i64,
        from in 0..=4_000_000_000_000_u64,
        length in 1..=3 * DAY,
        within in 0.0..1.0_f64,
        late in 0..=60_u64,
        part in 0..3_u8,
    ) {
        let span = Span { from, until: from + length };
        let start = from + (within * length as f64) as u64;
        let step = interval as u64 * MINUTE;
        let end = (start / step + 1) * step + late * 1000;
        let layout = Layout::new(ID, partition.clone(), &name, Some(interval));
        let folder = partition.folder(&civil(end));
        prop_assert!(layout.folders(span).contains(&folder), "{folder} of {:?}", layout.folders(span));
        let mut file = FileNameTemplate::parse(&name).unwrap().render(ID, &civil(end));
        if part > 0 {
            file.push_str(&format!("_part{part}"));
        }
        prop_assert_eq!(layout.told(&file), Told::Ends(end));
        prop_assert!(layout.can_hold(&file, span));
    }

    #[test]
    fn any_name_says_something_or_nothing(template in ".{0,40}", name in ".{0,60}") {
        let layout = Layout::new(ID, Partition::Day, &template, None);
        layout.told(&name);
    }

    #[test]
    fn folders_are_few_and_each_is_once(from in 0..=4_000_000_000_000_u64, days in 0..40_u64) {
        let layout = Layout::new(ID, Partition::Day, FileNameTemplate::DEFAULT, None);
        let folders = layout.folders(Span { from, until: from + days * DAY });
        let mut unique = folders.clone();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(unique.len(), folders.len());
        prop_assert!(folders.len() as u64 <= days + 2 && folders.len() as u64 > days);
    }
}
