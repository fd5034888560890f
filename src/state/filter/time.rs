//! Times in a filter: typed in the console's zone, kept in UTC, shown in the console's zone.

use crate::domain::timestamp::Timestamp;

/// How many minutes a zone's clock is ahead of UTC at a moment.
pub type Offset = fn(Timestamp) -> i64;

/// The offset of UTC itself.
pub const UTC: Offset = |_| 0;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 1_440 * MINUTE;

/// The first and last moment that a text names: a day, a minute, a second or what it says after a slash. `Z`, `UTC`
/// or `+09:00` at its end is its zone, else `zone` is.
pub(in crate::state) fn span(text: &str, zone: Offset) -> Option<(Timestamp, Timestamp)> {
    if let Some((first, end)) = text.split_once('/') {
        let (first, end) = (span(first, zone)?.0, span(end, zone)?.0);
        return (first < end).then(|| (first, after(end, -1)));
    }
    let (text, fixed) = split_zone(text.trim());
    let moment = |civil: Timestamp| match fixed {
        Some(minutes) => after(civil, -minutes * MINUTE),
        None => on_clock(civil, zone),
    };
    for (rest, length) in [("", SECOND), (":00", MINUTE), (" 00:00:00", DAY)] {
        let mut whole = text.to_owned();
        whole.push_str(rest);
        let Some(civil) = Timestamp::parse(&whole) else { continue };
        let first = moment(civil);
        let end = match length {
            // A day in which the clocks change is longer or shorter.
            DAY => moment(after(civil, DAY)),
            _ if text.bytes().any(|byte| byte == b'.') => after(first, 1),
            length => after(first, length),
        };
        return Some((first, after(end, -1)));
    }
    None
}

/// A text in any zone as one that means the same everywhere: `2024-07-29Z`, `2024-07-29T09:21Z` or
/// `2024-07-29T09:21:09Z` where that says it, else its first moment and the one after its last.
pub(super) fn in_utc(text: &str, zone: Offset) -> Option<String> {
    let (first, last) = span(text, zone)?;
    let end = after(last, 1);
    let mut iso = first.iso();
    if span(&iso, UTC) == Some((first, last)) {
        return Some(iso);
    }
    for length in [16, 10] {
        if let Some(short) = iso.get(..length) {
            let mut short = short.to_owned();
            short.push('Z');
            if span(&short, UTC) == Some((first, last)) {
                return Some(short);
            }
        }
    }
    iso.push('/');
    iso.push_str(&end.iso());
    Some(iso)
}

/// A time of a token as a person in a zone reads it, with that zone: `2024-07-29 18:21 +09:00`.
pub fn shown_time(value: &str, zone: Offset) -> String {
    let Some((first, last)) = span(value, UTC) else { return value.to_owned() };
    let (from, to) = (clock(first, zone), clock(after(last, 1), zone));
    let length = last.micros() - first.micros() + 1;
    let is_midnight = |text: &str| text.ends_with(" 00:00:00");
    let mut text = if is_midnight(&from) && is_midnight(&to) && (length - DAY).abs() < DAY / 2 {
        cut(&from, 10)
    } else if length == MINUTE {
        cut(&from, 16)
    } else if length <= SECOND {
        from
    } else {
        format!("{} / {}", cut(&from, 16), cut(&to, 16))
    };
    let minutes = zone(first);
    if minutes == 0 {
        text.push_str(" UTC");
    } else {
        text.push_str(if minutes < 0 { " -" } else { " +" });
        let clock = Timestamp::from_micros(minutes.abs() * MINUTE).utc_text();
        text.push_str(clock.get(11..16).unwrap_or_default());
    }
    text
}

fn cut(text: &str, length: usize) -> String {
    text.get(..length).unwrap_or(text).to_owned()
}

fn after(time: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(time.micros() + micros)
}

/// What the zone's clock shows.
fn clock(time: Timestamp, zone: Offset) -> String {
    after(time, zone(time) * MINUTE).utc_text()
}

/// The moment at which the zone's clock shows what a clock in UTC shows at `civil`. The zone knows its offset at a
/// moment, so it is asked twice: the first answer is right but for some hours around a change of the clocks.
fn on_clock(civil: Timestamp, zone: Offset) -> Timestamp {
    let near = after(civil, -zone(civil) * MINUTE);
    after(civil, -zone(near) * MINUTE)
}

/// A text without the zone at its end, and how many minutes that is ahead of UTC.
fn split_zone(text: &str) -> (&str, Option<i64>) {
    for name in ["Z", "z", "UTC", "utc"] {
        if let Some(rest) = text.strip_suffix(name) {
            return (rest.trim_end(), Some(0));
        }
    }
    match zone_at_end(text) {
        Some((rest, minutes)) => (rest.trim_end(), Some(minutes)),
        None => (text, None),
    }
}

fn zone_at_end(text: &str) -> Option<(&str, i64)> {
    let at = text.len().checked_sub(6)?;
    let (rest, zone) = (text.get(..at)?, text.get(at..)?);
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    // Hours and minutes are read as a time of some day.
    let mut clock = "1970-01-01 ".to_owned();
    clock.push_str(zone.get(1..)?);
    clock.push_str(":00");
    Some((rest, sign * Timestamp::parse(&clock)?.micros() / MINUTE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KOREA: Offset = |_| 540;
    const NEWFOUNDLAND: Offset = |_| -210;

    /// One hour ahead, two from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC.
    const PARIS: Offset = |at| {
        let summer = Timestamp::parse("2026-03-29 01:00:00")..Timestamp::parse("2026-10-25 01:00:00");
        if summer.contains(&Some(at)) { 120 } else { 60 }
    };

    /// What a person in a zone types, as it stands in the link, and as the person sees it.
    #[track_caller]
    fn check(typed: &str, zone: Offset, link: &str, shown: &str) {
        check_long_day(typed, zone, link, shown);
        assert_eq!(in_utc(shown, zone).as_deref(), Some(link), "what is shown can be typed");
    }

    /// A day in which the clocks change is shown with the offset at its beginning.
    #[track_caller]
    fn check_long_day(typed: &str, zone: Offset, link: &str, shown: &str) {
        assert_eq!(in_utc(typed, zone).as_deref(), Some(link));
        assert_eq!(span(link, UTC), span(typed, zone), "the link means the same");
        assert_eq!(shown_time(link, zone), shown);
    }

    #[test]
    fn a_time_without_a_zone_is_in_the_consoles() {
        check("2026-11-22 14:00", UTC, "2026-11-22T14:00Z", "2026-11-22 14:00 UTC");
        check("2026-11-22 14:00", KOREA, "2026-11-22T05:00Z", "2026-11-22 14:00 +09:00");
        check("2026-11-22 14:00:30", KOREA, "2026-11-22T05:00:30Z", "2026-11-22 14:00:30 +09:00");
        check("2026-11-22", UTC, "2026-11-22Z", "2026-11-22 UTC");
        check("2026-11-22", KOREA, "2026-11-21T15:00:00Z/2026-11-22T15:00:00Z", "2026-11-22 +09:00");
        check("2026-11-22T09:30", NEWFOUNDLAND, "2026-11-22T13:00Z", "2026-11-22 09:30 -03:30");
    }

    #[test]
    fn a_time_with_a_zone_is_taken_as_such() {
        check("2026-11-22 14:00Z", KOREA, "2026-11-22T14:00Z", "2026-11-22 23:00 +09:00");
        check("2026-11-22T14:00+09:00", UTC, "2026-11-22T05:00Z", "2026-11-22 05:00 UTC");
        check("2026-11-22 14:00 -03:30", KOREA, "2026-11-22T17:30Z", "2026-11-23 02:30 +09:00");
        check("2026-11-22 utc", KOREA, "2026-11-22Z", "2026-11-22 09:00 / 2026-11-23 09:00 +09:00");
        check("2026-11-22+09:00", KOREA, "2026-11-21T15:00:00Z/2026-11-22T15:00:00Z", "2026-11-22 +09:00");
    }

    #[test]
    fn a_day_is_as_long_as_its_clocks_say() {
        check_long_day("2026-03-29", PARIS, "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z", "2026-03-29 +01:00");
        check_long_day("2026-10-25", PARIS, "2026-10-24T22:00:00Z/2026-10-25T23:00:00Z", "2026-10-25 +02:00");
        check("2026-07-01 12:00", PARIS, "2026-07-01T10:00Z", "2026-07-01 12:00 +02:00");
        check("2026-03-29 01:30", PARIS, "2026-03-29T00:30Z", "2026-03-29 01:30 +01:00");
        check("2026-03-29 03:00", PARIS, "2026-03-29T01:00Z", "2026-03-29 03:00 +02:00");
    }

    #[test]
    fn another_reader_sees_the_same_moment_on_another_clock() {
        assert_eq!(shown_time("2026-11-22T05:00Z", UTC), "2026-11-22 05:00 UTC");
        assert_eq!(shown_time("2026-11-22T05:00Z", NEWFOUNDLAND), "2026-11-22 01:30 -03:30");
        assert_eq!(shown_time("soon", KOREA), "soon");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in
            ["", "Z", "+09:00", "2026-11", "2026-02-30", "2026-11-22 14:00+9", "2026-11-22/2026-11-22"]
        {
            assert_eq!(span(text, KOREA), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_link_means_what_was_typed(day in 1_u32..29, hour in 0_u32..24, minutes in -720_i64..840, form in 0..3) {
            let typed = match form {
                0 => format!("2026-10-{day:02}"),
                1 => format!("2026-10-{day:02} {hour:02}:59"),
                _ => format!("2026-10-{day:02} {hour:02}:59:01"),
            };
            let sign = if minutes < 0 { '-' } else { '+' };
            let zoned = format!("{typed}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
            for typed in [typed, zoned] {
                let link = in_utc(&typed, PARIS).unwrap();
                prop_assert_eq!(span(&link, UTC), span(&typed, PARIS));
            }
        }

        #[test]
        fn no_text_panics(text in "([0-9TZ:/ .+-]|\\PC){0,30}") {
            let link = in_utc(&text, KOREA);
            prop_assert_eq!(link.is_some(), span(&text, KOREA).is_some());
            shown_time(&text, KOREA);
        }
    }
}
