//! Time in UTC, and the text forms in which the services write it.

use jiff::Timestamp;

/// Microseconds since 1970-01-01 00:00:00 UTC.
pub type Micros = u64;

pub const SECOND: Micros = 1_000_000;
pub const HOUR: Micros = 3600 * SECOND;

/// The present time. A clock set before 1970 reads as 1970.
pub fn now() -> Micros {
    Micros::try_from(Timestamp::now().as_microsecond()).unwrap_or_default()
}

/// `2024-07-29 09:21:09`, the form of a time that the service set by itself.
pub fn plain(at: Micros) -> String {
    format(at, "%Y-%m-%d %H:%M:%S")
}

/// `2024-08-04 05:27:35.226363`, the form of `updated_at` after an edit.
pub fn precise(at: Micros) -> String {
    format(at, "%Y-%m-%d %H:%M:%S.%6f")
}

/// `2024-08-04T05:27:35Z`, the form of the identity API.
pub fn iso(at: Micros) -> String {
    format(at, "%Y-%m-%dT%H:%M:%SZ")
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the form of HTTP headers.
pub fn http(at: Micros) -> String {
    format(at, "%a, %d %b %Y %H:%M:%S GMT")
}

/// A time in the given `strftime` form.
pub fn format(at: Micros, form: &str) -> String {
    let micros = i64::try_from(at).unwrap_or(i64::MAX);
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX).strftime(form).to_string()
}

/// A number of seconds; a negative one is zero.
pub fn seconds(count: f64) -> Micros {
    // The cast saturates: a very long time becomes the longest one.
    (count.max(0.0) * SECOND as f64) as Micros
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
        assert_eq!(http(784_111_777 * SECOND), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http(1_767_571_200 * SECOND), "Mon, 05 Jan 2026 00:00:00 GMT");
    }
}
