//! Times of the service: `2024-07-29 09:21:09`, after an edit with microseconds, no zone (assumed UTC).

use std::fmt;

const MICROS: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;
const KST_SECONDS: i64 = 9 * 3_600;

/// A date and a time of day on some clock, without its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilTime {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the month's last day.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    pub minute: u8,
    /// 0 to 59: no leap seconds.
    pub second: u8,
}

impl fmt::Display for CivilTime {
    /// `2024-07-29 09:21:09`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CivilTime { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// Microseconds since 1970-01-01 00:00:00 UTC, within the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 0000-01-01 00:00:00.
    pub const MIN: Timestamp = Timestamp(-719_528 * DAY_SECONDS * MICROS);
    /// 9999-12-31 23:59:59.999999.
    pub const MAX: Timestamp = Timestamp(2_932_897 * DAY_SECONDS * MICROS - 1);

    /// Reads `2024-07-29 09:21:09`, also with `T` for the space, with a fraction (cut at microseconds) and
    /// with a closing `Z`. `None` for anything else, and for a day or time that does not exist.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, digits)) => (whole, micros_of(digits)?),
            None => (text, 0),
        };
        let (date, time) = whole.split_once([' ', 'T', 't'])?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
        let civil = CivilTime {
            year: i32::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
            hour: u8::try_from(hour).ok()?,
            minute: u8::try_from(minute).ok()?,
            second: u8::try_from(second).ok()?,
        };
        Some(Timestamp(Timestamp::from_civil_utc(&civil)?.0 + fraction))
    }

    /// The moment at which a clock in UTC shows this. `None` for a day or time that does not exist.
    #[doc(hidden)]
    pub fn from_civil_utc(civil: &CivilTime) -> Option<Timestamp> {
        let CivilTime { year, month, day, hour, minute, second } = *civil;
        let real = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let seconds = days_from_civil(year, month, day) * DAY_SECONDS
            + i64::from(hour) * 3_600
            + i64::from(minute) * 60
            + i64::from(second);
        real.then_some(Timestamp(seconds * MICROS))
    }

    /// From microseconds since the epoch; held within [`Timestamp::MIN`] and [`Timestamp::MAX`].
    pub fn from_micros(micros: i64) -> Timestamp {
        Timestamp(micros.clamp(Timestamp::MIN.0, Timestamp::MAX.0))
    }

    /// Microseconds since the epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// From milliseconds since the epoch, as `Date.now()` gives them; not a number counts as the epoch.
    pub fn from_millis(millis: f64) -> Timestamp {
        // A float-to-integer cast saturates, so no value of a clock can panic here.
        Timestamp::from_micros((millis * 1_000.0).round() as i64)
    }

    /// Milliseconds since the epoch, as `new Date()` takes them.
    pub fn millis(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    #[doc(hidden)]
    pub fn civil_utc(self) -> CivilTime {
        civil_of(self.0.div_euclid(MICROS))
    }

    /// On Korea's clock (UTC+9), which names the files and folders of logs.
    #[doc(hidden)]
    pub fn civil_kst(self) -> CivilTime {
        civil_of(self.0.div_euclid(MICROS) + KST_SECONDS)
    }

    /// RFC 3339 with `Z`, as in `<time datetime>`; microseconds only where there are any.
    pub fn iso(self) -> String {
        let CivilTime { year, month, day, hour, minute, second } = self.civil_utc();
        let fraction = match self.0.rem_euclid(MICROS) {
            0 => String::new(),
            micros => format!(".{micros:06}"),
        };
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
    }

    /// `2024-07-29 09:21:09`, to the second.
    pub fn utc_text(self) -> String {
        self.civil_utc().to_string()
    }
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u32; 3]> {
    let mut parts = text.split(separator);
    let mut found = [0; 3];
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn micros_of(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let micros = digits.chars().chain("000000".chars()).take(6);
    Some(micros.fold(0, |sum, digit| sum * 10 + i64::from(digit.to_digit(10).unwrap_or(0))))
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01. The year is counted from March, so that the leap day is its last.
fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let (year, month) = (i64::from(year) - i64::from(month <= 2), i64::from(month));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_of(seconds: i64) -> CivilTime {
    let (days, rest) = (seconds.div_euclid(DAY_SECONDS) + 719_468, seconds.rem_euclid(DAY_SECONDS));
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    CivilTime {
        year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32,
        month: month as u8,
        day: (day_of_year - (153 * march_month + 2) / 5 + 1) as u8,
        hour: (rest / 3_600) as u8,
        minute: (rest / 60 % 60) as u8,
        second: (rest % 60) as u8,
    }
}

#[cfg(test)]
mod tests;
