//! The values of one column over all rows. Each distinct value stands here once, in order, so that a condition is
//! decided once for all rows that have it, and rows are sorted by numbers.

use std::collections::HashMap;

use super::texts::Texts;
use crate::domain::timestamp::Timestamp;
use crate::state::filter::{FieldValue, fold};
use crate::state::natural::natural_key;

pub struct Values {
    /// For each distinct value, in order: a row that has it.
    pub sample: Vec<usize>,
    /// What free text finds each distinct value by: the value and the id behind it, in lower case.
    pub texts: Texts,
    /// For each distinct value: its rank. Values that differ in case or leading zeros alone have the same one.
    ranks: Vec<usize>,
    /// For each row: the place of its value among the distinct ones.
    of_row: Vec<usize>,
}

/// The rank of a value that is absent.
const LAST: usize = usize::MAX;

/// The order of values: numbers, times, texts, and what is absent last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Time(Timestamp),
    /// The keys of the value and of the id behind it.
    Text(Vec<u8>, Vec<u8>),
    Absent,
}

impl SortKey {
    fn of(value: &FieldValue, id: &str) -> SortKey {
        match value {
            FieldValue::Number(number) => SortKey::Number(*number),
            FieldValue::Time(time) => SortKey::Time(*time),
            FieldValue::Text(text) => SortKey::Text(natural_key(text), natural_key(id)),
            FieldValue::Absent => SortKey::Absent,
        }
    }
}

/// One distinct value: its key, itself, the id behind it, and the row that had it first.
type Distinct<'a> = (SortKey, FieldValue<'a>, &'a str, usize);

impl Values {
    /// Takes the value of each row and the id behind it. A `dyn` iterator, so that all lists share one compiled copy.
    pub fn of<'a>(rows: &mut dyn Iterator<Item = (FieldValue<'a>, &'a str)>) -> Values {
        let mut found: HashMap<(FieldValue, &str), usize> = HashMap::new();
        let mut samples: Vec<usize> = Vec::new();
        let mut of_row: Vec<usize> = Vec::with_capacity(rows.size_hint().0);
        for (at, row) in rows.enumerate() {
            let place = found.entry(row).or_insert_with(|| {
                samples.push(at);
                samples.len() - 1
            });
            of_row.push(*place);
        }
        let mut distinct: Vec<Distinct> = found
            .into_iter()
            .map(|((value, id), place)| (SortKey::of(&value, id), value, id, place))
            .collect();
        distinct.sort_by(|(a, a_value, ..), (b, b_value, ..)| {
            a.cmp(b).then_with(|| a_value.words().cmp(&b_value.words()))
        });
        Values::in_order(&distinct, &samples, of_row)
    }

    fn in_order(distinct: &[Distinct], samples: &[usize], mut of_row: Vec<usize>) -> Values {
        let mut moved = vec![0; samples.len()];
        let mut values =
            Values { sample: Vec::new(), texts: Texts::default(), ranks: Vec::new(), of_row: Vec::new() };
        let mut before: Option<&SortKey> = None;
        for (at, (key, value, id, place)) in distinct.iter().enumerate() {
            if let Some(moved) = moved.get_mut(*place) {
                *moved = at;
            }
            values.sample.extend(samples.get(*place));
            let text = match *id {
                "" => value.words().into_owned(),
                id => format!("{}\n{id}", value.words()),
            };
            values.texts.push(&fold(text));
            values.ranks.push(match values.ranks.last() {
                _ if *key == SortKey::Absent => LAST,
                Some(rank) if before == Some(key) => *rank,
                _ => at,
            });
            before = Some(key);
        }
        for place in &mut of_row {
            *place = moved.get(*place).copied().unwrap_or_default();
        }
        values.of_row = of_row;
        values
    }

    pub fn len(&self) -> usize {
        self.sample.len()
    }

    /// Marks the rows whose value is marked.
    pub fn mark_rows(&self, marked: &[bool], rows: &mut [bool]) {
        for (row, place) in rows.iter_mut().zip(&self.of_row) {
            *row |= marked.get(*place).copied().unwrap_or(false);
        }
    }

    /// Sorts rows by the column. Equal rows keep their order.
    pub fn sort(&self, rows: &mut [usize], descending: bool) {
        rows.sort_by_key(|row| self.rank(*row, descending));
    }

    /// Where a row stands in the order of the column. A row without a value is last either way.
    fn rank(&self, row: usize, descending: bool) -> usize {
        let rank = self.of_row.get(row).and_then(|place| self.ranks.get(*place)).copied().unwrap_or(LAST);
        if descending && rank != LAST { LAST - 1 - rank } else { rank }
    }
}
