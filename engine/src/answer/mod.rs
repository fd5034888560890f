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

use self::groups::{Dimension, Groups, tally_all};
use self::sorted::{first_sorted, sorted};
use crate::columns::{Columns, Rows, Value};
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
        let selection = self.selection(question);
        let shown = self.shown(question, &selection);
        Answer::new(self.basis(&selection, &question.without), shown)
    }

    /// Answers several questions. Neighbouring ones about the same records share one pass over them.
    pub fn ask_all(&self, questions: &[Question]) -> Vec<Answer> {
        questions.chunk_by(Question::is_about_same).flat_map(|questions| self.ask_same(questions)).collect()
    }

    fn ask_same(&self, questions: &[Question]) -> Vec<Answer> {
        let Some(first) = questions.first() else { return Vec::new() };
        let selection = self.selection(first);
        let basis = self.basis(&selection, &first.without);
        let mut groups: Vec<_> =
            questions.iter().map(|question| grouping(&question.show, self.columns())).collect();
        let mut grouped: Vec<&mut Groups> = groups.iter_mut().flatten().collect();
        let mut tallies = tally_all(&mut grouped, &selection).into_iter();
        let answer = |(question, groups): (&Question, &Option<Groups>)| {
            let of_groups =
                groups.as_ref().and_then(|groups| of_groups(&question.show, groups, tallies.next()?));
            let shown = of_groups.unwrap_or_else(|| self.shown(question, &selection));
            Answer::new(basis.clone(), shown)
        };
        questions.iter().zip(&groups).map(answer).collect()
    }

    fn selection(&self, question: &Question) -> Selection<'_> {
        Selection::new(self.columns(), question.range, &question.filter, &question.without)
    }

    fn shown(&self, question: &Question, selection: &Selection) -> Shown {
        match &question.show {
            Show::Totals => Shown::Totals(selection.totals()),
            Show::Series { step, origin } => Shown::Series(selection.series(*step, *origin)),
            Show::Top { by, metric, order, limit } => Shown::Top(selection.top(by, *metric, *order, *limit)),
            Show::Spread { by, of, limit } => Shown::Spread(selection.spread(by, of, *limit)),
            Show::Records { by, order, offset, limit } => {
                Shown::Records(selection.records(by, *order, *offset, *limit))
            }
            Show::Distinct { by } => Shown::Distinct(selection.distinct(by)),
            Show::Changes { by, before, metric, limit } => {
                let before = self.selection(&Question { range: Some(*before), ..question.clone() });
                Shown::Changes(selection.changes(&before, by, *metric, *limit))
            }
        }
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

impl Answer {
    fn new(mut basis: Basis, shown: Shown) -> Answer {
        basis.is_cut = match &shown {
            Shown::Top(top) => top.groups > top.rows.len() as u64,
            Shown::Spread(spread) => spread.groups > spread.rows.len() as u64,
            Shown::Records(records) => basis.records > records.rows.len() as u64,
            Shown::Changes(changes) => changes.is_cut(),
            Shown::Totals(_) | Shown::Series(_) | Shown::Distinct(_) => false,
        };
        Answer { basis, shown }
    }
}

/// What records are grouped by, where an answer has nothing but the sums of groups.
fn grouping<'a>(show: &Show, columns: &'a Columns) -> Option<Groups<'a>> {
    match show {
        Show::Totals => Some(by_action(columns)),
        Show::Series { step, origin } => Some(by_step(columns, *step, *origin)),
        Show::Top { by, .. } => Some(Groups::by(columns, by)),
        Show::Spread { .. } | Show::Records { .. } | Show::Distinct { .. } | Show::Changes { .. } => None,
    }
}

/// An answer made of the sums of groups.
fn of_groups(show: &Show, groups: &Groups, tallies: Vec<Tally>) -> Option<Shown> {
    match show {
        Show::Totals => Some(Shown::Totals(totals(groups, &tallies))),
        Show::Series { step, origin } => Some(Shown::Series(series(groups, &tallies, *step, *origin))),
        Show::Top { metric, order, limit, .. } => {
            Some(Shown::Top(top(groups, &tallies, *metric, *order, *limit)))
        }
        Show::Spread { .. } | Show::Records { .. } | Show::Distinct { .. } | Show::Changes { .. } => None,
    }
}

fn by_action(columns: &Columns) -> Groups<'_> {
    Groups::by(columns, &[Field::Action.into()])
}

fn totals(by_action: &Groups, tallies: &[Tally]) -> Totals {
    let mut totals = Totals { all: Tally::default(), accepted: Sums::default() };
    for (group, tally) in tallies.iter().enumerate() {
        totals.all.merge(tally);
        if by_action.values(group) == [Some(Value::Text("ACCEPT".to_owned()))] {
            totals.accepted = tally.total;
        }
    }
    totals
}

/// How long a step is, and how far its begin is moved.
fn step_of(step: u64, origin: u64) -> (u64, u64) {
    let step = step.clamp(1, i64::MAX as u64);
    (step, (step - origin % step) % step)
}

fn by_step(columns: &Columns, step: u64, origin: u64) -> Groups<'_> {
    let (step, shift) = step_of(step, origin);
    Groups::new(columns, vec![Dimension::Step { step, shift }])
}

fn series(by_step: &Groups, tallies: &[Tally], step: u64, origin: u64) -> Vec<Step> {
    let (step, shift) = step_of(step, origin);
    let begin = |code: u64| {
        let begin = i128::from(code.checked_sub(1)?) * i128::from(step) - i128::from(shift);
        i64::try_from(begin).ok()
    };
    let begins = |group: usize| by_step.codes(group).first().copied().and_then(begin);
    let order = sorted(tallies.len(), &|one, other| begins(*one).cmp(&begins(*other)));
    let step = |group: usize| Some(Step { begin: begins(group), tally: tallies.get(group)?.clone() });
    order.into_iter().filter_map(step).collect()
}

fn top(groups: &Groups, tallies: &[Tally], metric: Metric, order: Order, limit: usize) -> Top {
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

impl Selection<'_> {
    pub fn totals(&self) -> Totals {
        let mut groups = by_action(self.columns());
        let tallies = groups.tally(self);
        totals(&groups, &tallies)
    }

    /// The sums of each step of time that has records, in the order of time. A step begins at `origin`.
    pub fn series(&self, step: u64, origin: u64) -> Vec<Step> {
        let mut groups = by_step(self.columns(), step, origin);
        let tallies = groups.tally(self);
        series(&groups, &tallies, step, origin)
    }

    /// The groups with the greatest sums, or the least ones. Groups with the same sum stand in the order of their
    /// values.
    pub fn top(&self, by: &[Column], metric: Metric, order: Order, limit: usize) -> Top {
        let mut groups = Groups::by(self.columns(), by);
        let tallies = groups.tally(self);
        top(&groups, &tallies, metric, order, limit)
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
            let view = self.columns().codes(slot).block(block);
            let (least, most) = view.bounds();
            if !(least..=most).contains(&code) {
                return 0;
            }
            view.gather(rows, &mut codes);
            codes.iter().filter(|known| **known == code).count() as u64
        };
        self.blocks().map(in_block).sum()
    }
}

#[cfg(test)]
mod tests;
