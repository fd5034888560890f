//! Where the files of a logger lie, and what their names say: folders and names are made of templates, in KST.
//!
//! A file is named by the end of its interval, so records of a range are in files whose names say up to one interval
//! later.

use super::template::Partition;
use super::timestamp::{CivilTime, Timestamp};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// KST is nine hours ahead of UTC.
const KST: u64 = 9 * HOUR;
/// How much later than its interval ends a file may say that it does.
const LATE: u64 = 60_000;
/// The longest interval that the service has; also for a logger whose interval is not known.
const LONGEST_INTERVAL: u64 = HOUR;

/// Times in milliseconds since 1970; `until` is the first one behind the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: u64,
    pub until: u64,
}

/// How a logger names its files.
#[derive(Clone, Debug)]
pub struct Layout {
    logger: String,
    partition: Partition,
    /// Literal texts and variables.
    name: Vec<Piece>,
    interval: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Variable(Variable),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variable {
    Logger,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

const VARIABLES: [(&str, Variable); 7] = [
    ("logger_id", Variable::Logger),
    ("year", Variable::Year),
    ("month", Variable::Month),
    ("day", Variable::Day),
    ("hour", Variable::Hour),
    ("minute", Variable::Minute),
    ("second", Variable::Second),
];

/// Hours of a quarter, or days of six years.
const MOST_FOLDERS: u64 = 2_200;

/// What the name of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// When the interval of its records ends.
    Ends(u64),
    /// It is of another logger.
    OtherLogger,
    Nothing,
}

impl Layout {
    /// `interval` in minutes.
    pub fn new(logger: &str, partition: Partition, file_name: &str, interval: Option<i64>) -> Layout {
        let interval =
            interval.and_then(|minutes| u64::try_from(minutes).ok()).filter(|minutes| *minutes > 0);
        Layout {
            logger: logger.to_owned(),
            partition,
            name: pieces(file_name),
            interval: interval.map_or(LONGEST_INTERVAL, |minutes| minutes.saturating_mul(60_000)),
        }
    }

    /// The time for which there is a folder, in milliseconds.
    fn step(&self) -> u64 {
        match &self.partition {
            Partition::Day => DAY,
            Partition::Hour => HOUR,
            Partition::Custom(template) if template.text().contains("#{hour}") => HOUR,
            Partition::Custom(_) => DAY,
        }
    }

    /// Whether a range has more folders than can be listed one by one.
    pub fn has_too_many_folders(&self, span: Span) -> bool {
        span.until.saturating_sub(span.from) / self.step() > MOST_FOLDERS
    }

    /// The folders that can hold records of a range, newest first, without slashes around them. One too many is no
    /// harm.
    pub fn folders(&self, span: Span) -> Vec<String> {
        let step = self.step();
        // A file may say the time at which it was written, and the interval may have been a longer one.
        let last = span.until.saturating_add(self.interval.max(LONGEST_INTERVAL)).saturating_add(LATE);
        let begin = |at: u64| (at.saturating_add(KST)) / step * step;
        let (first, mut at) = (begin(span.from), begin(last));
        let mut folders = Vec::new();
        loop {
            let folder = self.partition.folder(&civil(at.saturating_sub(KST)));
            // Templates need not have the greater units: `#{hour}` alone comes again each day.
            if folders.last() != Some(&folder) {
                folders.push(folder);
            }
            if at <= first {
                break;
            }
            at -= step;
        }
        let mut seen = std::collections::HashSet::new();
        folders.retain(|folder| seen.insert(folder.clone()));
        folders
    }

    /// What a file's name says; without its folder.
    pub fn told(&self, name: &str) -> Told {
        let own = self.read(name, |rest| rest.strip_prefix(self.logger.as_str()));
        if let Some(time) = own {
            return Told::Ends(time);
        }
        match self.read(name, without_id) {
            Some(_) => Told::OtherLogger,
            None => Told::Nothing,
        }
    }

    /// Whether a file can hold records of a range. One whose name says nothing can.
    pub fn can_hold(&self, name: &str, span: Span) -> bool {
        match self.told(name) {
            Told::Nothing => true,
            Told::OtherLogger => false,
            Told::Ends(end) => {
                let last = span.until.saturating_add(self.interval).saturating_add(LATE);
                (span.from..=last).contains(&end)
            }
        }
    }

    /// The time in a name. What follows the last variable may be anything: `_part2`, an extension.
    fn read<'a>(&self, name: &'a str, logger: impl Fn(&'a str) -> Option<&'a str>) -> Option<u64> {
        let last = self.name.iter().rposition(|piece| matches!(piece, Piece::Variable(_)))?;
        let mut time = CivilTime { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
        let mut rest = name;
        let mut variables = 0;
        for piece in self.name.get(..=last)? {
            let variable = match piece {
                Piece::Literal(text) => {
                    rest = rest.strip_prefix(text.as_str())?;
                    continue;
                }
                Piece::Variable(variable) => *variable,
            };
            variables += 1;
            if variable == Variable::Logger {
                rest = logger(rest)?;
                continue;
            }
            let (digits, after) = rest.split_at_checked(if variable == Variable::Year { 4 } else { 2 })?;
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            rest = after;
            let number: u16 = digits.parse().ok()?;
            let small = u8::try_from(number);
            match variable {
                Variable::Logger => {}
                Variable::Year => time.year = i32::from(number),
                Variable::Month => time.month = small.ok()?,
                Variable::Day => time.day = small.ok()?,
                Variable::Hour => time.hour = small.ok()?,
                Variable::Minute => time.minute = small.ok()?,
                Variable::Second => time.second = small.ok()?,
            }
        }
        // A template that this version does not know may leave parts of the time out.
        if variables < VARIABLES.len() {
            return None;
        }
        let millis = Timestamp::from_civil_utc(&time)?.micros() / 1000;
        u64::try_from(millis).ok()?.checked_sub(KST)
    }
}

/// The rest behind an id like those of the service.
fn without_id(text: &str) -> Option<&str> {
    let (id, rest) = text.split_at_checked(36)?;
    let is_id = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    id.bytes().enumerate().all(is_id).then_some(rest)
}

fn civil(millis: u64) -> CivilTime {
    let micros = i64::try_from(millis).unwrap_or(i64::MAX).saturating_mul(1000);
    Timestamp::from_micros(micros).civil_kst()
}

/// A template as its parts. What is no variable is a literal.
fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let variable = rest.strip_prefix("#{").and_then(|tail| {
            let (name, after) = tail.split_once('}')?;
            let (_, variable) = VARIABLES.iter().find(|(known, _)| *known == name)?;
            Some((*variable, after))
        });
        if let Some((variable, after)) = variable {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Variable(variable));
            rest = after;
        } else {
            literal.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    pieces
}

#[cfg(test)]
mod tests;
