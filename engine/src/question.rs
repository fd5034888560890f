//! A question as data: the engine answers it, an address holds it as JSON, and [`crate::sql`] writes it as SQL.

use serde::{Deserialize, Serialize};

use crate::field::Column;
use crate::filter::Filter;

/// Times in milliseconds since 1970. A record belongs to the range in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRange {
    pub from: u64,
    /// The first millisecond behind the range.
    pub until: u64,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Records.
    #[default]
    Flows,
    Packets,
    Bytes,
}

impl Metric {
    pub const ALL: [Metric; 3] = [Metric::Flows, Metric::Packets, Metric::Bytes];

    pub const fn name(self) -> &'static str {
        match self {
            Metric::Flows => "flows",
            Metric::Packets => "packets",
            Metric::Bytes => "bytes",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The greatest first.
    #[default]
    Descending,
    Ascending,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<TimeRange>,
    #[serde(default, rename = "where")]
    pub filter: Filter,
    /// Files whose records do not count, by their index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<usize>,
    pub show: Show,
}

impl Question {
    /// Whether both are about the same records.
    pub fn is_about_same(&self, other: &Question) -> bool {
        self.range == other.range && self.filter == other.filter && self.without == other.without
    }
}

/// What is asked of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    #[default]
    Totals,
    /// The sums of each step of time.
    Series {
        /// Milliseconds; 0 is read as 1.
        step: u64,
        /// A time at which a step begins, such as midnight of a time zone.
        #[serde(default)]
        origin: u64,
    },
    /// The values of one or several columns with the greatest sums.
    Top {
        by: Vec<Column>,
        #[serde(default)]
        metric: Metric,
        #[serde(default)]
        order: Order,
        limit: usize,
    },
    /// The values of columns that meet the most different values of other columns: who tries many ports or targets.
    Spread { by: Vec<Column>, of: Vec<Column>, limit: usize },
    /// The records themselves.
    Records {
        by: Column,
        #[serde(default)]
        order: Order,
        #[serde(default)]
        offset: usize,
        limit: usize,
    },
    /// How many different values there are.
    Distinct { by: Vec<Column> },
    /// What is different from another range of time.
    Changes {
        by: Vec<Column>,
        before: TimeRange,
        #[serde(default)]
        metric: Metric,
        limit: usize,
    },
}
