//! The sums of a group of records.

use serde::{Deserialize, Serialize};

use crate::columns::{ABSENT, or_zero};
use crate::question::Metric;

/// Whole numbers. They are exact below the greatest one of 64 bits, and stop there: that one means "at least so many".
/// Wider ones would cost every record time, for sums that no real traffic reaches (18 exabytes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub flows: u64,
    pub packets: u64,
    pub bytes: u64,
}

impl Sums {
    pub const fn of(&self, metric: Metric) -> u64 {
        match metric {
            Metric::Flows => self.flows,
            Metric::Packets => self.packets,
            Metric::Bytes => self.bytes,
        }
    }

    fn add(&mut self, flows: u64, packets: u64, bytes: u64) {
        self.flows = self.flows.saturating_add(flows);
        self.packets = self.packets.saturating_add(packets);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// The sums of a group, the part of them that was dropped, and when its records start.
///
/// The columns `transithub_drop_…` are in no sum: a transit hub logs a packet that it drops once more as ACCEPT, and
/// `packets` and `bytes` of that record have it already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Shown", into = "Shown")]
pub struct Tally {
    pub total: Sums,
    pub dropped: Sums,
    /// Codes of times; the greatest number where there is none, so that the least one is always right.
    first: u64,
    first_dropped: u64,
    /// A code of a time.
    last: u64,
}

/// What is added up of a record.
pub(super) struct Fact {
    /// A code.
    start: u64,
    packets: u64,
    bytes: u64,
    is_dropped: bool,
}

impl Fact {
    /// All but `is_dropped` are codes.
    pub(super) fn new(start: u64, packets: u64, bytes: u64, is_dropped: bool) -> Fact {
        Fact { start, packets: or_zero(packets), bytes: or_zero(bytes), is_dropped }
    }
}

/// A tally as it is written in JSON.
#[derive(Serialize, Deserialize)]
struct Shown {
    #[serde(flatten)]
    total: Sums,
    dropped: Sums,
    first: Option<u64>,
    last: Option<u64>,
    first_dropped: Option<u64>,
}

impl From<Tally> for Shown {
    fn from(tally: Tally) -> Shown {
        Shown {
            total: tally.total,
            dropped: tally.dropped,
            first: tally.first(),
            last: tally.last(),
            first_dropped: tally.first_dropped(),
        }
    }
}

impl From<Shown> for Tally {
    fn from(shown: Shown) -> Tally {
        Tally {
            total: shown.total,
            dropped: shown.dropped,
            first: shown.first.unwrap_or(u64::MAX),
            first_dropped: shown.first_dropped.unwrap_or(u64::MAX),
            last: shown.last.map_or(ABSENT, |last| last.saturating_add(1)),
        }
    }
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            total: Sums::default(),
            dropped: Sums::default(),
            first: u64::MAX,
            first_dropped: u64::MAX,
            last: ABSENT,
        }
    }
}

impl Tally {
    /// The sums of some records.
    pub(super) fn of(facts: &[Fact]) -> Tally {
        let mut tally = Tally::default();
        facts.iter().for_each(|fact| tally.add(fact));
        tally
    }

    pub(super) fn add(&mut self, fact: &Fact) {
        let Fact { start, packets, bytes, is_dropped } = *fact;
        // The code of an absent time becomes the greatest number.
        let time = start.wrapping_sub(1);
        self.total.add(1, packets, bytes);
        self.first = self.first.min(time);
        self.last = self.last.max(start);
        if is_dropped {
            self.dropped.add(1, packets, bytes);
            self.first_dropped = self.first_dropped.min(time);
        }
    }

    pub(super) fn merge(&mut self, other: &Tally) {
        self.total.add(other.total.flows, other.total.packets, other.total.bytes);
        self.dropped.add(other.dropped.flows, other.dropped.packets, other.dropped.bytes);
        self.first = self.first.min(other.first);
        self.first_dropped = self.first_dropped.min(other.first_dropped);
        self.last = self.last.max(other.last);
    }

    /// When the first record starts, in milliseconds.
    pub fn first(&self) -> Option<u64> {
        (self.first != u64::MAX).then_some(self.first)
    }

    /// When the last record starts, in milliseconds.
    pub fn last(&self) -> Option<u64> {
        self.last.checked_sub(1)
    }

    /// When the first record that was dropped starts, in milliseconds.
    pub fn first_dropped(&self) -> Option<u64> {
        (self.first_dropped != u64::MAX).then_some(self.first_dropped)
    }

    /// The part of a whole, from 0 to 1.
    pub fn share(&self, whole: &Tally, metric: Metric) -> f64 {
        match whole.total.of(metric) {
            0 => 0.0,
            whole => self.total.of(metric) as f64 / whole as f64,
        }
    }
}
