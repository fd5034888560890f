//! The rows of a list, made ready to be filtered and sorted at each press of a key. What is needed of a column is read
//! from the rows once.

use std::sync::{Arc, OnceLock};

use super::Sort;
use super::column::{Listed, column, key};
use super::values::Values;
use crate::api::Row;
use crate::state::filter::{Condition, Joint, Query, Token, fold};
use crate::state::remote::Rows;

/// Rows and their names. Whoever has other rows or other names makes another index.
pub struct Index<T: Listed> {
    rows: Rows<T>,
    names: T::Names,
    /// In the order of the columns.
    values: Vec<OnceLock<Arc<Values>>>,
    /// The places of the rows that were read, in the order of their ids.
    by_id: OnceLock<Arc<Vec<usize>>>,
    /// The places and the texts, in lower case, of the rows that could not be read.
    unread: OnceLock<Vec<(usize, String)>>,
}

impl<T: Listed> Index<T> {
    pub fn new(rows: Rows<T>, names: T::Names) -> Index<T> {
        let values = T::COLUMNS.iter().map(|_| OnceLock::new()).collect();
        Index { rows, names, values, by_id: OnceLock::new(), unread: OnceLock::new() }
    }

    /// The index of later rows and names. What did not change is taken over: a write changes one row of thousands.
    pub fn next(&self, rows: Rows<T>, names: T::Names) -> Index<T> {
        let index = Index::new(rows, names);
        if self.rows.len() != index.rows.len() {
            return index;
        }
        let changed: Vec<(&Row<T>, &Row<T>)> =
            self.rows.iter().zip(index.rows.iter()).filter(|(old, new)| !is_same(old, new)).collect();
        let has_same_names = self.names == index.names;
        for ((column, before), now) in T::COLUMNS.iter().zip(&self.values).zip(&index.values) {
            let stays = |(old, new): &(&Row<T>, &Row<T>)| {
                column.read(old, &self.names) == column.read(new, &index.names)
            };
            if let Some(values) = before.get()
                && (has_same_names || !column.has_id_behind())
                && changed.iter().all(stays)
            {
                now.get_or_init(|| values.clone());
            }
        }
        if let Some(by_id) = self.by_id.get()
            && changed.iter().all(|(old, new)| old.read().map(T::id) == new.read().map(T::id))
        {
            index.by_id.get_or_init(|| by_id.clone());
        }
        index
    }

    pub fn rows(&self) -> &[Row<T>] {
        &self.rows
    }

    pub fn names(&self) -> &T::Names {
        &self.names
    }

    /// The rows of these places.
    pub fn at<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = &'a Row<T>> {
        places.iter().filter_map(|place| self.rows.get(*place))
    }

    /// The place of the row with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        let id_at = |place: &usize| self.rows.get(*place).and_then(Row::read).map_or("", T::id);
        let by_id = self.by_id();
        by_id.get(by_id.binary_search_by(|place| id_at(place).cmp(id)).ok()?).copied()
    }

    /// The places of the rows that were read, in the order of their ids; the same `Arc` while no id changes.
    pub fn by_id(&self) -> &Arc<Vec<usize>> {
        self.by_id.get_or_init(|| {
            let read = self.rows.iter().enumerate().filter(|(_, row)| row.read().is_some());
            Arc::new(in_order(read.map(|(place, row)| (key(row), place)).collect()))
        })
    }

    /// The places of the rows that meet a filter, sorted. Equal rows keep their order.
    pub fn arrange(&self, query: &Query, sort: Sort<T::Column>) -> Vec<usize> {
        let conditions = query.tokens.iter().map(|token| self.meeting(token));
        let joined = conditions.reduce(|mut all, one| {
            for (all, one) in all.iter_mut().zip(one) {
                match query.joint {
                    Joint::And => *all &= one,
                    Joint::Or => *all |= one,
                }
            }
            all
        });
        let mut places: Vec<usize> = match joined {
            None => (0..self.rows.len()).collect(),
            Some(met) => met.iter().enumerate().filter_map(|(place, met)| met.then_some(place)).collect(),
        };
        let sorted_by = column::<T>(|column| column.key == sort.column);
        if let Some(values) = sorted_by.and_then(|(at, _)| self.values(at)) {
            values.sort(&mut places, sort.descending);
        }
        places
    }

    /// The values of a column that contain `part`, which is in lower case: each once, in order, and at most so many.
    pub fn present(&self, id: &str, part: &str, most: usize) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let Some((at, column)) = column::<T>(|column| column.id == id) else { return found };
        let Some(values) = self.values(at) else { return found };
        for place in values.texts.containing(part) {
            let row = values.sample.get(place).and_then(|row| self.rows.get(*row));
            let Some(value) = row.map(|row| column.read(row, &self.names).0) else { continue };
            let value = value.words().into_owned();
            // The text may be that of the id behind the value.
            let is_meant = !column.has_id_behind() || fold(value.clone()).contains(part);
            if is_meant && !value.is_empty() && !found.contains(&value) {
                found.push(value);
            }
            if found.len() == most {
                break;
            }
        }
        found
    }

    /// Reads the column at this place of the table, and after the last one the ids, so that no press of a key or a box has
    /// to. `false` when there is nothing more to read.
    pub fn prepare(&self, at: usize) -> bool {
        let is_column = self.values(at).is_some();
        if !is_column {
            self.by_id();
        }
        is_column
    }

    fn values(&self, at: usize) -> Option<&Values> {
        let column = T::COLUMNS.get(at)?;
        let mut read = self.rows.iter().map(|row| column.read(row, &self.names));
        Some(self.values.get(at)?.get_or_init(|| Arc::new(Values::of(&mut read))))
    }

    /// Whether each row meets a token.
    fn meeting(&self, token: &Token) -> Vec<bool> {
        let condition = Condition::of(token);
        let mut met = vec![false; self.rows.len()];
        match (condition.property, condition.part()) {
            (None, part) => self.mark_free_text(&part.unwrap_or_default(), &mut met),
            (Some(property), part) => {
                let Some((at, column)) = column::<T>(|column| column.id == property.id) else { return met };
                let Some(values) = self.values(at) else { return met };
                if let Some(part) = part {
                    mark_containing(values, &part, &mut met);
                } else {
                    let holds = |row: &usize| {
                        let row = self.rows.get(*row).map(|row| column.read(row, &self.names));
                        row.is_some_and(|(value, id)| condition.holds(&value, id))
                    };
                    values.mark_rows(&values.sample.iter().map(holds).collect::<Vec<_>>(), &mut met);
                    return met;
                }
            }
        }
        if condition.negates() {
            met.iter_mut().for_each(|met| *met = !*met);
        }
        met
    }

    /// Free text is found in every column, and in what could not be read.
    fn mark_free_text(&self, part: &str, met: &mut [bool]) {
        for at in 0..T::COLUMNS.len() {
            if let Some(values) = self.values(at) {
                mark_containing(values, part, met);
            }
        }
        let unread = self.unread.get_or_init(|| {
            let text = |(place, row): (usize, &Row<T>)| match row {
                Row::Read(_) => None,
                Row::Unreadable { raw, .. } => Some((place, fold(raw.clone()))),
            };
            self.rows.iter().enumerate().filter_map(text).collect()
        });
        for (place, text) in unread {
            if let Some(met) = met.get_mut(*place) {
                *met |= text.contains(part);
            }
        }
    }
}

/// Whether a row is the very row of before.
fn is_same<T: PartialEq>(old: &Row<T>, new: &Row<T>) -> bool {
    match (old, new) {
        (Row::Read(old), Row::Read(new)) => Arc::ptr_eq(old, new),
        (old, new) => old == new,
    }
}

/// The places of ids in the order of the ids.
fn in_order(mut ids: Vec<(&str, usize)>) -> Vec<usize> {
    ids.sort_unstable();
    ids.into_iter().map(|(_, place)| place).collect()
}

fn mark_containing(values: &Values, part: &str, rows: &mut [bool]) {
    let mut marked = vec![false; values.len()];
    let mut any = false;
    for place in values.texts.containing(part) {
        if let Some(marked) = marked.get_mut(place) {
            *marked = true;
            any = true;
        }
    }
    if any {
        values.mark_rows(&marked, rows);
    }
}
