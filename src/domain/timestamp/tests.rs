use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expect: Option<&str>) {
    assert_eq!(Timestamp::parse(text).map(Timestamp::iso).as_deref(), expect, "{text:?}");
}

#[test]
fn the_services_forms_are_read() {
    check("2024-07-29 09:21:09", Some("2024-07-29T09:21:09Z"));
    check("2024-08-04 05:27:35.226363", Some("2024-08-04T05:27:35.226363Z"));
    check("2024-07-29T09:21:09Z", Some("2024-07-29T09:21:09Z"));
    check("2024-07-29T09:21:09", Some("2024-07-29T09:21:09Z"));
    check("2024-07-29 09:21:09.5", Some("2024-07-29T09:21:09.500000Z"));
    check("2024-07-29 09:21:09.123456789Z", Some("2024-07-29T09:21:09.123456Z"));
    check("2024-02-29 00:00:00", Some("2024-02-29T00:00:00Z"));
    check("2000-02-29 23:59:59", Some("2000-02-29T23:59:59Z"));
    check("0000-01-01 00:00:00", Some("0000-01-01T00:00:00Z"));
    check("9999-12-31 23:59:59.999999", Some("9999-12-31T23:59:59.999999Z"));
}

#[test]
fn what_is_no_time_is_none() {
    check("", None);
    check("Z", None);
    check("2024-07-29", None);
    check("2024-07-29 09:21", None);
    check("2024-7-29 09:21:09", None);
    check("2024-07-29  09:21:09", None);
    check("2024-07-29 09:21:09.", None);
    check("2024-07-29 09:21:09.5.5", None);
    check("2024-07-29 09:21:09.1x", None);
    check("2024-07-29 09:21:09+09:00", None);
    check("2024-07-29 +9:21:09", None);
    check("2024-07-29-01 09:21:09", None);
    check("２０２４-07-29 09:21:09", None);
}

#[test]
fn a_day_or_hour_that_does_not_exist_is_none() {
    check("2024-02-30 00:00:00", None);
    check("2023-02-29 00:00:00", None);
    check("1900-02-29 00:00:00", None);
    check("2024-04-31 00:00:00", None);
    check("2024-00-10 00:00:00", None);
    check("2024-13-10 00:00:00", None);
    check("2024-01-00 00:00:00", None);
    check("2024-01-32 00:00:00", None);
    check("2024-01-01 24:00:00", None);
    check("2024-01-01 25:00:00", None);
    check("2024-01-01 00:60:00", None);
    check("2024-01-01 00:00:60", None);
}

#[test]
fn known_moments_are_counted_from_the_epoch() {
    assert_eq!(Timestamp::parse("1970-01-01 00:00:00").map(Timestamp::micros), Some(0));
    assert_eq!(Timestamp::parse("1969-12-31 23:59:59.999999").map(Timestamp::micros), Some(-1));
    assert_eq!(Timestamp::parse("2024-07-29 09:21:09").map(Timestamp::millis), Some(1_722_244_869_000.0));
    assert_eq!(Timestamp::from_millis(1_722_244_869_000.25).iso(), "2024-07-29T09:21:09.000250Z");
    assert_eq!(Timestamp::parse("0000-01-01 00:00:00"), Some(Timestamp::MIN));
    assert_eq!(Timestamp::parse("9999-12-31 23:59:59.999999"), Some(Timestamp::MAX));
}

#[test]
fn no_number_is_out_of_range() {
    assert_eq!(Timestamp::from_millis(f64::NAN).iso(), "1970-01-01T00:00:00Z");
    assert_eq!(Timestamp::from_millis(f64::INFINITY), Timestamp::MAX);
    assert_eq!(Timestamp::from_millis(-1e300), Timestamp::MIN);
    assert_eq!(Timestamp::from_micros(i64::MAX), Timestamp::MAX);
}

#[test]
fn korea_is_nine_hours_ahead() {
    let evening = Timestamp::parse("2024-12-31 15:00:01.9").unwrap();
    assert_eq!(evening.civil_kst().to_string(), "2025-01-01 00:00:01");
    assert_eq!(evening.civil_utc().to_string(), "2024-12-31 15:00:01");
    assert_eq!(evening.utc_text(), "2024-12-31 15:00:01");
}

fn any_timestamp() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.micros()..=Timestamp::MAX.micros()).prop_map(Timestamp::from_micros)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(time in any_timestamp()) {
        prop_assert_eq!(Timestamp::parse(&time.iso()), Some(time));
        let whole_second = Timestamp::from_micros(time.micros().div_euclid(1_000_000) * 1_000_000);
        prop_assert_eq!(Timestamp::parse(&time.utc_text()), Some(whole_second));
        prop_assert_eq!(Timestamp::from_civil_utc(&time.civil_utc()), Some(whole_second));
    }

    #[test]
    fn text_orders_as_time(a in any_timestamp(), b in any_timestamp()) {
        prop_assert_eq!(a.utc_text().cmp(&b.utc_text()), a.civil_utc().cmp(&b.civil_utc()));
        prop_assert_eq!(a.civil_utc() < b.civil_utc(), a.civil_kst() < b.civil_kst());
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        if let Some(time) = Timestamp::parse(&text) {
            prop_assert_eq!(Timestamp::parse(&time.iso()), Some(time));
        }
    }
}
