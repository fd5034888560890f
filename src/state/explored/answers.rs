//! The answers to the present question, as a page shows them.

use std::collections::BTreeMap;
use std::sync::Arc;

use flowlog_engine::{Basis, Changes, Column, Question, Show, Spread, Step, TimeRange, Top, Totals, Value};

use super::inquiry::{Inquiry, List, MOST_ROWS, View};

/// All answers to one question.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Whether a newer question is being answered.
    pub is_asking: bool,
    /// `None` before the first answer.
    pub shown: Option<Arc<Shown>>,
}

#[derive(Clone, Debug)]
pub struct Shown {
    pub inquiry: Inquiry,
    /// What is looked at; `None` for everything.
    pub range: Option<TimeRange>,
    pub basis: Basis,
    /// Loaded and all files, where the answer stands on a sample.
    pub sample: Option<(usize, usize)>,
    /// There with every answer.
    pub totals: Option<Totals>,
    pub series: Series,
    /// In the order of [`List::ALL`].
    pub lists: Vec<TopList>,
    /// With [`super::inquiry::View::Scans`].
    pub scans: Option<Spread>,
    /// With [`super::inquiry::View::Changes`].
    pub changes: Option<Compared>,
}

/// The sums over time.
#[derive(Clone, Debug, Default)]
pub struct Series {
    pub step: u64,
    pub origin: u64,
    /// Steps with records alone, in the order of time.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct TopList {
    pub list: List,
    pub by: Vec<Column>,
    pub top: Top,
}

/// One range beside another.
#[derive(Clone, Debug)]
pub struct Compared {
    pub before: TimeRange,
    /// Whether the files of `before` are loaded. Without them nothing is compared.
    pub is_loaded: bool,
    pub lists: Vec<(List, Changes)>,
}

/// For each row of a list, by its key, the metric in steps of the same length.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub lines: BTreeMap<(u8, Vec<Option<Value>>), Vec<u64>>,
}

impl Lines {
    pub fn of(&self, list: List, key: &[Option<Value>]) -> Option<&[u64]> {
        self.lines.get(&(list as u8, key.to_vec())).map(Vec::as_slice)
    }
}

/// What an answer depends on. Equal ones are asked once.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::state) struct Asked {
    pub(in crate::state) generation: u64,
    pub(in crate::state) inquiry: Inquiry,
    pub(in crate::state) range: Option<TimeRange>,
    pub(in crate::state) room: u32,
    /// The zone by a midnight, since functions have no equality.
    pub(in crate::state) origin: u64,
    pub(in crate::state) without: Vec<usize>,
}

impl Asked {
    pub(in crate::state) fn question(&self, range: Option<TimeRange>, show: Show) -> Question {
        Question { range, filter: self.inquiry.filter(), without: self.without.clone(), show }
    }

    pub(in crate::state) fn top(&self, list: List) -> Show {
        let is_first = self.inquiry.view == View::List(list);
        let Inquiry { metric, order, limit, .. } = self.inquiry;
        let limit = if is_first { limit.saturating_mul(5).min(MOST_ROWS) } else { limit };
        Show::Top { by: list.columns(), metric, order, limit }
    }
}

/// Steps of a small line.
pub const LINE_STEPS: u64 = 24;
