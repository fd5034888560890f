//! The answers to the present question, as a page shows them.

use std::collections::{BTreeMap, BTreeSet};
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
    /// The files that do not count, by their index.
    pub without: Vec<usize>,
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

/// The small lines over time of the lists, as far as they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Lines(BTreeMap<List, Arc<ListLines>>);

/// Those of one list, by the keys of its rows.
#[derive(Clone, Debug)]
pub struct ListLines {
    /// The answer with these rows.
    of: Arc<Shown>,
    /// How many rows were asked for, from the first one.
    rows: usize,
    lines: BTreeMap<Vec<Option<Value>>, Vec<u64>>,
}

impl Lines {
    pub fn list(&self, list: List) -> Option<&Arc<ListLines>> {
        self.0.get(&list)
    }

    /// How many rows of an answer were asked for.
    pub(in crate::state) fn rows(&self, list: List, shown: &Arc<Shown>) -> usize {
        self.list(list).filter(|lines| Arc::ptr_eq(&lines.of, shown)).map_or(0, |lines| lines.rows)
    }

    /// Takes the lines of the next rows of an answer. Those of the answer before stay for rows that are still there.
    pub(in crate::state) fn take(
        &mut self,
        list: List,
        shown: &Arc<Shown>,
        rows: usize,
        lines: Vec<(Vec<Option<Value>>, Vec<u64>)>,
    ) {
        let rows = self.rows(list, shown) + rows;
        let mut all = self.0.remove(&list).map(|known| known.lines.clone()).unwrap_or_default();
        all.extend(lines);
        let top = shown.lists.iter().find(|found| found.list == list);
        let keys: BTreeSet<&[Option<Value>]> =
            top.into_iter().flat_map(|found| &found.top.rows).map(|row| row.key.as_slice()).collect();
        all.retain(|key, _| keys.contains(key.as_slice()));
        self.0.insert(list, Arc::new(ListLines { of: shown.clone(), rows, lines: all }));
    }
}

impl ListLines {
    /// The metric in steps of the same length.
    pub fn of(&self, key: &[Option<Value>]) -> Option<&[u64]> {
        self.lines.get(key).map(Vec::as_slice)
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
