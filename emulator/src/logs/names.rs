//! The paths of log files, made of a logger's templates in Korean time, and read back.

use crate::clock::{Micros, SECOND};
use jiff::civil::{DateTime, date};
use jiff::tz::{self, Offset};
use std::fmt::Write;

/// Korean time is nine hours ahead of UTC.
const KOREA: Offset = tz::offset(9);

/// How many records a file has at most.
pub const MOST: u64 = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Logger,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

const PARTS: [(&str, Part); 7] = [
    ("#{logger_id}", Part::Logger),
    ("#{year}", Part::Year),
    ("#{month}", Part::Month),
    ("#{day}", Part::Day),
    ("#{hour}", Part::Hour),
    ("#{minute}", Part::Minute),
    ("#{second}", Part::Second),
];

/// The path of every file of one logger.
#[derive(Clone, Debug)]
pub struct Paths {
    logger: String,
    /// Each with the literal text before it.
    parts: Vec<(String, Part)>,
    rest: String,
}

impl Paths {
    /// `partition` is DAY, HOUR or a template.
    pub fn new(logger: &str, directory: &str, partition: &str, name: &str) -> Self {
        let folder = match partition {
            "DAY" => "#{year}/#{month}/#{day}",
            "HOUR" => "#{year}/#{month}/#{day}/#{hour}",
            template => template,
        };
        let text = format!("{directory}/{folder}/{name}");
        let mut left = text.as_str();
        let mut parts = Vec::new();
        let next = |left: &str| {
            let found = PARTS.iter().filter_map(|(mark, part)| Some((left.find(mark)?, *mark, *part)));
            found.min_by_key(|(at, ..)| *at)
        };
        while let Some((at, mark, part)) = next(left) {
            let (before, after) = left.split_at(at);
            parts.push((before.to_owned(), part));
            left = after.strip_prefix(mark).unwrap_or_default();
        }
        Self { logger: logger.to_owned(), parts, rest: left.to_owned() }
    }

    /// The path of the file that is written at a time.
    pub fn at(&self, time: Micros) -> String {
        let seconds = i64::try_from(time / SECOND).unwrap_or(i64::MAX);
        let stamp = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
        let time = KOREA.to_datetime(stamp);
        let mut path = String::with_capacity(160);
        for (before, part) in &self.parts {
            path.push_str(before);
            // A write to a string cannot fail.
            let _ = match part {
                Part::Logger => path.write_str(&self.logger),
                Part::Year => write!(path, "{:04}", time.year()),
                Part::Month => write!(path, "{:02}", time.month()),
                Part::Day => write!(path, "{:02}", time.day()),
                Part::Hour => write!(path, "{:02}", time.hour()),
                Part::Minute => write!(path, "{:02}", time.minute()),
                Part::Second => write!(path, "{:02}", time.second()),
            };
        }
        path + &self.rest
    }

    /// The time and the part of a path; `None` for a path that is not of this logger. Part 0 is a file that was not
    /// split.
    pub fn read(&self, path: &str) -> Option<(Micros, u64)> {
        let (base, part) = match path.rsplit_once("_part") {
            Some((base, number)) => (base, number.parse().ok().filter(|part| *part > 0)?),
            None => (path, 0),
        };
        let mut time = date(1970, 1, 1).at(0, 0, 0, 0).with();
        let mut left = base;
        for (before, part) in &self.parts {
            left = left.strip_prefix(before.as_str())?;
            let length = match part {
                Part::Logger => self.logger.len(),
                Part::Year => 4,
                _ => 2,
            };
            let (word, after) = left.split_at_checked(length)?;
            left = after;
            time = match part {
                Part::Logger => time,
                Part::Year => time.year(word.parse().ok()?),
                Part::Month => time.month(word.parse().ok()?),
                Part::Day => time.day(word.parse().ok()?),
                Part::Hour => time.hour(word.parse().ok()?),
                Part::Minute => time.minute(word.parse().ok()?),
                Part::Second => time.second(word.parse().ok()?),
            };
        }
        let time: DateTime = time.build().ok()?;
        let seconds = KOREA.to_timestamp(time).ok()?.as_second();
        let time = u64::try_from(seconds).ok()?.checked_mul(SECOND)?;
        // A part of the path that is repeated may contradict itself.
        (self.at(time) == base).then_some((time, part))
    }
}

/// The path of one part of a file.
pub fn part(path: &str, part: u64) -> String {
    if part == 0 { path.to_owned() } else { format!("{path}_part{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::DEFAULT_FILE_NAME;

    const ID: &str = "c1a7e3a2-5f0e-4f0e-9a52-4c1de0f6a6a1";
    // In Korea this time of 2024 is in the next year.
    const TIME: Micros = 1_735_657_445 * SECOND;

    #[track_caller]
    fn check(partition: &str, name: &str, expect: &str) {
        let paths = Paths::new(ID, "a b/c", partition, name);
        let path = paths.at(TIME);
        assert_eq!(path, format!("a b/c/{}", expect.replace("ID", ID)));
        assert_eq!(paths.read(&path), Some((TIME, 0)));
        assert_eq!(paths.read(&part(&path, 12)), Some((TIME, 12)));
    }

    #[test]
    fn paths() {
        check("DAY", DEFAULT_FILE_NAME, "2025/01/01/ID_2025-01-01T00:04:05KST");
        check("HOUR", DEFAULT_FILE_NAME, "2025/01/01/00/ID_2025-01-01T00:04:05KST");
        check(
            "YEAR=#{year}/MONTH=#{month}",
            "#{second}.#{logger_id},#{minute}#{hour}#{day}#{month}#{year}.gz",
            "YEAR=2025/MONTH=01/05.ID,040001012025.gz",
        );
    }

    #[track_caller]
    fn other(path: &str) {
        assert_eq!(Paths::new("ID", "a", "DAY", DEFAULT_FILE_NAME).read(path), None, "{path}");
    }

    #[test]
    fn paths_of_nobody() {
        other("");
        other("a/2025/01/01/");
        other("b/2025/01/01/ID_2025-01-01T00:04:05KST");
        other("a/2025/01/02/ID_2025-01-01T00:04:05KST");
        other("a/2025/13/01/ID_2025-13-01T00:04:05KST");
        other("a/2025/01/01/XX_2025-01-01T00:04:05KST");
        other("a/2025/01/01/ID_2025-01-01T00:04:05KST_part0");
        other("a/2025/01/01/ID_2025-01-01T00:04:05KST_partx");
        other("a/2025/01/01/ID_2025-01-01T00:04:05KST.gz");
        other("a/+025/01/01/ID_+025-01-01T00:04:05KST");
        other("a/가나/01");
    }
}
