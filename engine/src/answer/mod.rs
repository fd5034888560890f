//! Answers. All numbers are whole and exact, and each answer says what it stands on.

mod changes;
mod groups;
mod records;
mod sorted;
mod spread;
mod tally;

use serde::{Deserialize, Serialize};

pub use changes::{Change, Changes};
pub use records::{Record, Records};
pub use spread::{Spread, SpreadRow};
pub use tally::{Sums, Tally};

use self::groups::{Dimension, Groups};
use self::sorted::{first_sorted, sorted};
use crate::columns::{Rows, Value};
use crate::field::{Column, Field};
use crate::filter::Filter;
use crate::log::Log;
use crate::question::{Metric, Order, Question, Show, TimeRange};
use crate::select::Selection;

/// What an answer stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The records that the filter and the range let through.
    pub records: u64,
    /// All records that were read. Files that the question leaves out are in none of these numbers.
    pub of_records: u64,
    /// Files of which something has come, or which failed.
    pub files: u64,
    /// The bytes of all files.
    pub bytes: u64,
    /// Records that could not be read.
    pub unreadable: u64,
    /// Files that could not be read, or not to their end.
    pub failed_files: u64,
    /// Of `records`: those that say that records are missing.
    pub skip_data: u64,
    /// Of `records`: those that say that there was no flow.
    pub no_data: u64,
    /// Whether the limit of the question left something out.
    pub is_cut: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub basis: Basis,
    pub shown: Shown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Totals(Totals),
    Series(Vec<Step>),
    Top(Top),
    Spread(Spread),
    Records(Records),
    Distinct(u64),
    Changes(Changes),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    #[serde(flatten)]
    pub all: Tally,
    pub accepted: Sums,
}

/// A step of time that has records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// In milliseconds since 1970; `None` for records without a time. A step around 1970 may begin before it.
    pub begin: Option<i64>,
    #[serde(flatten)]
    pub tally: Tally,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Top {
    pub rows: Vec<TopRow>,
    /// The number of groups.
    pub groups: u64,
    /// All groups.
    pub total: Tally,
    /// The groups that are in no row.
    pub other: Tally,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopRow {
    /// One value for each dimension; `None` where it is absent.
    pub key: Vec<Option<Value>>,
    #[serde(flatten)]
    pub tally: Tally,
}

impl Log {
    /// The records that a filter lets through. Several answers can be made of them.
    pub fn select(&self, range: Option<TimeRange>, filter: &Filter) -> Selection<'_> {
        Selection::new(self.columns(), range, filter, &[])
    }

    pub fn ask(&self, question: &Question) -> Answer {
        let select = |range| Selection::new(self.columns(), range, &question.filter, &question.without);
        let selection = select(question.range);
        let mut basis = self.basis(&selection, &question.without);
        let shown = match &question.show {
            Show::Totals => Shown::Totals(selection.totals()),
            Show::Series { step, origin } => Shown::Series(selection.series(*step, *origin)),
            Show::Top { by, metric, order, limit } => {
                let top = selection.top(by, *metric, *order, *limit);
                basis.is_cut = top.groups > top.rows.len() as u64;
                Shown::Top(top)
            }
            Show::Spread { by, of, limit } => {
                let spread = selection.spread(by, of, *limit);
                basis.is_cut = spread.groups > spread.rows.len() as u64;
                Shown::Spread(spread)
            }
            Show::Records { by, order, offset, limit } => {
                let records = selection.records(by, *order, *offset, *limit);
                basis.is_cut = basis.records > records.rows.len() as u64;
                Shown::Records(records)
            }
            Show::Distinct { by } => Shown::Distinct(selection.distinct(by)),
            Show::Changes { by, before, metric, limit } => {
                let before = select(Some(*before));
                let changes = selection.changes(&before, by, *metric, *limit);
                basis.is_cut = changes.is_cut();
                Shown::Changes(changes)
            }
        };
        Answer { basis, shown }
    }

    /// What an answer about a selection stands on, without some files.
    pub fn basis(&self, selection: &Selection, without: &[usize]) -> Basis {
        let files = || {
            let files = self.files().iter().enumerate();
            files.filter(|(at, _)| !without.contains(at)).map(|(_, file)| file)
        };
        let left_out: u64 =
            without.iter().filter_map(|at| self.files().get(*at)).map(|file| file.found.records).sum();
        Basis {
            records: selection.len(),
            of_records: (self.columns().len() as u64).saturating_sub(left_out),
            files: files().filter(|file| file.bytes > 0 || file.failure.is_some()).count() as u64,
            bytes: files().map(|file| file.bytes).sum(),
            unreadable: files().map(|file| file.found.unreadable).sum(),
            failed_files: files().filter(|file| file.failure.is_some()).count() as u64,
            skip_data: selection.with_status("SKIPDATA"),
            no_data: selection.with_status("NODATA"),
            is_cut: false,
        }
    }
}

impl Selection<'_> {
    pub fn totals(&self) -> Totals {
        let mut by_action = Groups::by(self.columns(), &[Field::Action.into()]);
        let tallies = by_action.tally(self);
        let accept = self.columns().texts(Field::Action.into()).find("ACCEPT");
        let mut totals = Totals { all: Tally::default(), accepted: Sums::default() };
        for (group, tally) in tallies.iter().enumerate() {
            totals.all.merge(tally);
            if accept.is_some_and(|accept| by_action.codes(group) == [accept]) {
                totals.accepted = tally.total;
            }
        }
        totals
    }

    /// The sums of each step of time that has records, in the order of time. A step begins at `origin`.
    pub fn series(&self, step: u64, origin: u64) -> Vec<Step> {
        let step = step.clamp(1, i64::MAX as u64);
        let shift = (step - origin % step) % step;
        let mut groups = Groups::new(self.columns(), vec![Dimension::Step { step, shift }]);
        let tallies = groups.tally(self);
        let begin = |code: u64| {
            let begin = i128::from(code.checked_sub(1)?) * i128::from(step) - i128::from(shift);
            i64::try_from(begin).ok()
        };
        let begins = |group: usize| groups.codes(group).first().copied().and_then(begin);
        let order = sorted(tallies.len(), &|one, other| begins(*one).cmp(&begins(*other)));
        let step = |group: usize| Some(Step { begin: begins(group), tally: tallies.get(group)?.clone() });
        order.into_iter().filter_map(step).collect()
    }

    /// The groups with the greatest sums, or the least ones. Groups with the same sum stand in the order of their
    /// values.
    pub fn top(&self, by: &[Column], metric: Metric, order: Order, limit: usize) -> Top {
        let mut groups = Groups::by(self.columns(), by);
        let tallies = groups.tally(self);
        let sum = |group: usize| tallies.get(group).map_or(0, |tally| tally.total.of(metric));
        let compare = |one: &usize, other: &usize| {
            let by_sum = sum(*one).cmp(&sum(*other));
            let by_sum = if order == Order::Descending { by_sum.reverse() } else { by_sum };
            by_sum.then_with(|| groups.compare(*one, *other))
        };
        let mut order: Vec<usize> = (0..tallies.len()).collect();
        first_sorted(&mut order, limit, &compare);
        let (shown, rest) = order.split_at(limit.min(order.len()));
        let mut other = Tally::default();
        rest.iter().filter_map(|group| tallies.get(*group)).for_each(|tally| other.merge(tally));
        let mut total = other.clone();
        let row = |group: &usize| {
            let tally = tallies.get(*group)?.clone();
            total.merge(&tally);
            Some(TopRow { key: groups.values(*group), tally })
        };
        let rows = shown.iter().filter_map(row).collect();
        Top { rows, groups: tallies.len() as u64, total, other }
    }

    /// How many different values, or combinations of values, there are. An absent value is none.
    pub fn distinct(&self, by: &[Column]) -> u64 {
        let mut groups = Groups::by(self.columns(), by);
        groups.meet(self);
        (0..groups.len()).filter(|group| !groups.codes(*group).contains(&crate::columns::ABSENT)).count()
            as u64
    }

    fn with_status(&self, status: &str) -> u64 {
        let slot = Field::Status.into();
        let Some(code) = self.columns().texts(slot).find(status) else { return 0 };
        let mut codes = Vec::new();
        let in_block = |(block, rows): (usize, &Rows)| {
            self.columns().codes(slot).block(block).gather(rows, &mut codes);
            codes.iter().filter(|known| **known == code).count() as u64
        };
        self.blocks().map(in_block).sum()
    }
}

#[cfg(test)]
mod tests;
