//! Time as the service writes it: UTC, in three text forms.

use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds since 1970-01-01 00:00:00 UTC.
pub type Micros = u64;

/// Microseconds in one second.
pub const SECOND: Micros = 1_000_000;

/// The present moment. A clock set before 1970 reads as 1970.
pub fn now() -> Micros {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)
}

/// `2024-07-29 09:21:09`, the form of a time the service set by itself.
pub fn plain(at: Micros) -> String {
    let (year, month, day, hour, minute, second) = parts(at);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// `2024-08-04 05:27:35.226363`, the form of `updated_at` after an edit.
pub fn precise(at: Micros) -> String {
    format!("{}.{:06}", plain(at), at % SECOND)
}

/// `2024-08-04T05:27:35Z`, the form of the identity API.
pub fn iso(at: Micros) -> String {
    let (year, month, day, hour, minute, second) = parts(at);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn parts(at: Micros) -> (u64, u64, u64, u64, u64, u64) {
    let seconds = at / SECOND;
    let (year, month, day) = date(seconds / 86_400);
    (year, month, day, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

/// The Gregorian date of a day number. Years are counted from March, so that the leap day comes last.
fn date(days: u64) -> (u64, u64, u64) {
    let since_year_zero = days + 719_468;
    let era = since_year_zero / 146_097;
    let day_of_era = since_year_zero % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: u64, expect: &str) {
        assert_eq!(plain(seconds * SECOND), expect);
    }

    #[test]
    fn known_dates() {
        check(0, "1970-01-01 00:00:00");
        check(951_782_400, "2000-02-29 00:00:00");
        check(1_722_244_869, "2024-07-29 09:21:09");
        check(1_735_689_599, "2024-12-31 23:59:59");
        check(4_107_542_400, "2100-03-01 00:00:00");
    }

    #[test]
    fn the_other_forms() {
        assert_eq!(precise(1_722_749_255_226_363), "2024-08-04 05:27:35.226363");
        assert_eq!(precise(SECOND + 7), "1970-01-01 00:00:01.000007");
        assert_eq!(iso(1_722_244_869 * SECOND), "2024-07-29T09:21:09Z");
    }
}
