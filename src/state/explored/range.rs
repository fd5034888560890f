//! The range of time that a person asks about.

use flowlog_engine::TimeRange;

use crate::domain::timestamp::Timestamp;
use crate::state::filter::{Offset, span};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Times in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// So many milliseconds until now.
    Last(u64),
    Between(TimeRange),
    /// Whatever the files have. A logger has too many of them.
    Everything,
}

impl Default for Range {
    fn default() -> Range {
        Range::Last(HOUR)
    }
}

/// Why two typed times are no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeFault {
    NoTime {
        is_end: bool,
    },
    /// The end is not behind the beginning.
    Backwards,
}

impl Range {
    /// What is offered: 15 minutes, 1, 6 and 24 hours, 3 and 7 days.
    pub const OFFERED: [Range; 6] = [
        Range::Last(15 * MINUTE),
        Range::Last(HOUR),
        Range::Last(6 * HOUR),
        Range::Last(DAY),
        Range::Last(3 * DAY),
        Range::Last(7 * DAY),
    ];

    /// What the range means at a moment; `None` for everything.
    pub fn window(self, now: u64) -> Option<TimeRange> {
        match self {
            Range::Last(length) => Some(TimeRange { from: now.saturating_sub(length), until: now }),
            Range::Between(range) => Some(range),
            Range::Everything => None,
        }
    }

    /// The range of the same length before this one, or behind it.
    pub fn moved(self, now: u64, is_forward: bool) -> Range {
        let Some(range) = self.window(now) else { return self };
        let length = range.until.saturating_sub(range.from);
        Range::Between(if is_forward {
            TimeRange { from: range.until, until: range.until.saturating_add(length) }
        } else {
            before(range)
        })
    }

    /// As an address has it: `1h`, `2026-11-01T00:00:00Z/2026-11-02T00:00:00Z`, `all`.
    pub fn text(self) -> String {
        match self {
            Range::Last(length) => {
                let units = [(DAY, "d"), (HOUR, "h"), (MINUTE, "m")];
                let unit = units.iter().find(|(unit, _)| length > 0 && length.is_multiple_of(*unit));
                unit.map_or(format!("{length}ms"), |(unit, name)| format!("{}{name}", length / unit))
            }
            Range::Between(range) => format!("{}/{}", iso(range.from), iso(range.until)),
            Range::Everything => "all".to_owned(),
        }
    }

    pub fn parse(text: &str) -> Option<Range> {
        if text == "all" {
            return Some(Range::Everything);
        }
        if let Some((from, until)) = text.split_once('/') {
            let read = |text| Timestamp::parse(text).map(millis);
            let (from, until) = (read(from)?, read(until)?);
            return (from < until).then_some(Range::Between(TimeRange { from, until }));
        }
        let at = text.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = text.split_at_checked(at)?;
        let unit = match unit {
            "ms" => 1,
            "m" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            _ => return None,
        };
        let length = number.parse::<u64>().ok()?.checked_mul(unit)?;
        // Longer than any log.
        (1..=36_600 * DAY).contains(&length).then_some(Range::Last(length))
    }
}

/// Reads two typed times. A day as the end ends with that day.
pub fn typed(from: &str, until: &str, zone: Offset) -> Result<TimeRange, RangeFault> {
    let read = |text, is_end| span(text, zone).ok_or(RangeFault::NoTime { is_end });
    let (first, last) = (read(from, false)?.0, read(until, true)?);
    // A moment is its own end, a day lasts until the next one.
    let is_day = last.1.micros() - last.0.micros() >= 60_000_000 * 60;
    let until = if is_day { millis(last.1) + 1 } else { millis(last.0) };
    let from = millis(first);
    if from < until { Ok(TimeRange { from, until }) } else { Err(RangeFault::Backwards) }
}

/// The range of the same length that ends where this one begins.
pub fn before(range: TimeRange) -> TimeRange {
    let length = range.until.saturating_sub(range.from);
    TimeRange { from: range.from.saturating_sub(length), until: range.from }
}

/// The same times of the day, some days earlier.
pub fn days_before(range: TimeRange, days: u64) -> TimeRange {
    let back = days * DAY;
    TimeRange { from: range.from.saturating_sub(back), until: range.until.saturating_sub(back) }
}

fn millis(time: Timestamp) -> u64 {
    u64::try_from(time.micros().div_euclid(1000)).unwrap_or(0)
}

pub(in crate::state) fn timestamp(millis: u64) -> Timestamp {
    Timestamp::from_micros(i64::try_from(millis).unwrap_or(i64::MAX).saturating_mul(1000))
}

fn iso(millis: u64) -> String {
    timestamp(millis).iso()
}

/// The lengths of steps in time: 1 s to 1 day.
const STEPS: [u64; 18] = [
    1000,
    2000,
    5000,
    10_000,
    15_000,
    30_000,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
];

/// The shortest step of which at most so many fill the range; whole days for a range that is longer.
pub fn step(range: TimeRange, most: u64) -> u64 {
    let length = range.until.saturating_sub(range.from);
    let most = most.max(1);
    let found = STEPS.into_iter().find(|step| length.div_ceil(*step) <= most);
    found.unwrap_or_else(|| length.div_ceil(DAY).div_ceil(most).max(1) * DAY)
}

/// A midnight of the zone at or before a moment, where steps begin.
pub fn midnight(at: u64, zone: Offset) -> u64 {
    let shift = zone(timestamp(at)) * 60_000;
    let local = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(shift);
    let day = local.div_euclid(DAY as i64) * DAY as i64;
    u64::try_from(day.saturating_sub(shift)).unwrap_or_else(|_| {
        // Before 1970 in UTC: a day later is a midnight too.
        u64::try_from(day.saturating_sub(shift).saturating_add(DAY as i64)).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOON: u64 = 1_790_856_000_000;

    #[track_caller]
    fn check(text: &str, expect: Option<Range>) {
        assert_eq!(Range::parse(text), expect);
        if let Some(range) = expect {
            assert_eq!(Range::parse(&range.text()), expect);
        }
    }

    #[test]
    fn a_range_is_read_from_an_address() {
        check("15m", Some(Range::Last(900_000)));
        check("1h", Some(Range::Last(HOUR)));
        check("24h", Some(Range::Last(DAY)));
        check("1500ms", Some(Range::Last(1500)));
        check("all", Some(Range::Everything));
        check(
            "1970-01-02T00:00:00Z/1970-01-02T00:00:01.5Z",
            Some(Range::Between(TimeRange { from: DAY, until: DAY + 1500 })),
        );
        for bad in ["", "0m", "1", "h", "1y", "-1h", "99999999d", "2026-01-01T00:00:00Z/", "가", "1h "] {
            check(bad, None);
        }
        check("1970-01-02T00:00:00Z/1970-01-02T00:00:00Z", None);
    }

    #[track_caller]
    fn check_typed(from: &str, until: &str, expect: Result<(u64, u64), RangeFault>) {
        let range = typed(from, until, |_| 540);
        let expect = expect.map(|(from, until)| TimeRange { from, until });
        assert_eq!(range, expect, "{from} {until}");
    }

    #[test]
    fn times_are_typed_in_the_zone_and_a_day_is_whole() {
        let day = 9 * HOUR;
        check_typed("1970-01-02", "1970-01-02", Ok((DAY - day, 2 * DAY - day)));
        check_typed("1970-01-02 10:00", "1970-01-02 11:00", Ok((DAY + HOUR, DAY + 2 * HOUR)));
        check_typed("1970-01-02 10:00Z", "1970-01-03", Ok((DAY + 10 * HOUR, 3 * DAY - day)));
        check_typed("1970-01-03", "1970-01-02", Err(RangeFault::Backwards));
        check_typed("1970-01-02 10:00", "1970-01-02 10:00", Err(RangeFault::Backwards));
        check_typed("soon", "1970-01-02", Err(RangeFault::NoTime { is_end: false }));
        check_typed("1970-01-02", "", Err(RangeFault::NoTime { is_end: true }));
    }

    #[test]
    fn the_days_before_have_the_same_times() {
        let range = TimeRange { from: 9 * DAY + HOUR, until: 9 * DAY + 2 * HOUR };
        let [day, week] = [1, 7].map(|days| days_before(range, days));
        assert_eq!(day, TimeRange { from: 8 * DAY + HOUR, until: 8 * DAY + 2 * HOUR });
        assert_eq!(week, TimeRange { from: 2 * DAY + HOUR, until: 2 * DAY + 2 * HOUR });
    }

    #[test]
    fn a_range_moves_by_its_own_length() {
        let hour = Range::Last(HOUR);
        let earlier = hour.moved(NOON, false);
        assert_eq!(earlier, Range::Between(TimeRange { from: NOON - 2 * HOUR, until: NOON - HOUR }));
        assert_eq!(earlier.moved(0, true), Range::Between(TimeRange { from: NOON - HOUR, until: NOON }));
        assert_eq!(Range::Everything.moved(NOON, true), Range::Everything);
    }

    #[test]
    fn steps_fit_the_width_and_begin_at_midnight_of_the_zone() {
        let range = |length| TimeRange { from: NOON, until: NOON + length };
        assert_eq!(step(range(HOUR), 60), MINUTE);
        assert_eq!(step(range(HOUR), 59), 2 * MINUTE);
        assert_eq!(step(range(1), 100), 1000);
        assert_eq!(step(range(7 * DAY), 168), HOUR);
        assert_eq!(step(range(400 * DAY), 100), 4 * DAY);
        assert_eq!(step(range(0), 0), 1000);
        // 12:00 UTC is 21:00 in Korea.
        assert_eq!(midnight(NOON, |_| 540), NOON - 21 * HOUR);
        assert_eq!(midnight(0, |_| 540), 15 * HOUR);
        assert_eq!(midnight(NOON, |_| 0), NOON - 12 * HOUR);
    }

    proptest! {
        #[test]
        fn any_text_is_a_range_or_none(text in ".{0,30}") {
            if let Some(range) = Range::parse(&text) {
                prop_assert_eq!(Range::parse(&range.text()), Some(range));
            }
        }

        #[test]
        fn a_range_survives_an_address(from in 0..=4_000_000_000_000_u64, length in 1..=4_000_000_000_000_u64) {
            for range in [Range::Between(TimeRange { from, until: from + length }), Range::Last(length.min(36_600 * DAY))] {
                prop_assert_eq!(Range::parse(&range.text()), Some(range));
            }
        }

        #[test]
        fn no_more_steps_than_asked_for(from in 0..=4_000_000_000_000_u64, length in 1..=4_000_000_000_000_u64, most in 1..2000_u64) {
            let step = step(TimeRange { from, until: from + length }, most);
            prop_assert!(length.div_ceil(step) <= most && (step.is_multiple_of(1000)));
        }
    }
}
