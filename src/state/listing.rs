//! Sorting, paging and selection of a list that the service sends whole.

use std::cmp::Ordering;
use std::ops::Range;

use super::filter::FieldValue;

pub(in crate::state) mod reach;
mod reads;

/// What a row is sorted by: the same value that it is filtered by.
pub type SortKey = FieldValue;

/// The column that a list is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}

impl Sort {
    /// For a route's query: `name`, or `-name` when descending.
    pub fn to_text(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column)
    }

    /// Reads [`Sort::to_text`]; `None` where the column is not one of `columns`.
    pub fn from_text(text: &str, columns: &[&str]) -> Option<Sort> {
        let (column, descending) = text.strip_prefix('-').map_or((text, false), |column| (column, true));
        columns.contains(&column).then(|| Sort { column: column.to_owned(), descending })
    }

    /// What a press on a column's header leads to: the column ascending, then the other way round.
    pub fn pressed(&self, column: &str) -> Sort {
        Sort { column: column.to_owned(), descending: self.column == column && !self.descending }
    }

    /// Sorts rows by their keys; equal rows keep their order, absent values come last either way.
    pub fn apply<T>(&self, rows: Vec<T>, key_of: impl Fn(&T) -> SortKey) -> Vec<T> {
        let keys: Vec<SortKey> = rows.iter().map(key_of).collect();
        let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
        self.order(&keys).into_iter().filter_map(|index| rows.get_mut(index)?.take()).collect()
    }

    fn order(&self, keys: &[SortKey]) -> Vec<usize> {
        places(keys.len(), &|a, b| match (keys.get(a), keys.get(b)) {
            (Some(a), Some(b)) => compare(a, b, self.descending),
            _ => Ordering::Equal,
        })
    }
}

/// The places from 0 to `count` in order; equal ones stay as they are. Ever longer runs are merged: the sort of the
/// standard library is made for speed and would be 5 KB of the wasm.
pub(in crate::state) fn places(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at_checked(run).unwrap_or((pair, &[]));
            while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
                if order(*b, *a) == Ordering::Less {
                    merged.push(*b);
                    right = after_b;
                } else {
                    merged.push(*a);
                    left = after_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        run *= 2;
    }
    places
}

/// The order of two keys; absent last whether descending or not, kinds apart from each other.
pub fn compare(a: &SortKey, b: &SortKey, descending: bool) -> Ordering {
    let rank = |key: &SortKey| match key {
        SortKey::Number(_) => 0,
        SortKey::Time(_) => 1,
        SortKey::Text(_) => 2,
        SortKey::Absent => 3,
    };
    let order = match (a, b) {
        (SortKey::Absent, _) | (_, SortKey::Absent) => return rank(a).cmp(&rank(b)),
        (SortKey::Number(a), SortKey::Number(b)) => a.cmp(b),
        (SortKey::Time(a), SortKey::Time(b)) => a.cmp(b),
        (SortKey::Text(a), SortKey::Text(b)) => natural_cmp(a, b),
        _ => rank(a).cmp(&rank(b)),
    };
    if descending { order.reverse() } else { order }
}

/// Compares without upper and lower case, and runs of digits as numbers: `web-2` before `Web-10`.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (left, right) = (digits(a), digits(b));
        if !left.is_empty() && !right.is_empty() {
            let (x, y) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
            // Without leading zeros the longer number is the greater one, however long they are.
            let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            if order != Ordering::Equal {
                return order;
            }
            a = a.get(left.len()..).unwrap_or_default();
            b = b.get(right.len()..).unwrap_or_default();
            continue;
        }
        let (mut rest_a, mut rest_b) = (a.chars(), b.chars());
        let order = match (rest_a.next(), rest_b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            // A number stands where its first digits would: all numbers before or all after another
            // character.
            (Some(x), Some(y)) => as_compared(x).cmp(&as_compared(y)),
        };
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (rest_a.as_str(), rest_b.as_str());
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn as_compared(character: char) -> char {
    if character.is_ascii_digit() { '0' } else { character.to_ascii_lowercase() }
}

/// How many rows a page can have.
pub const PAGE_SIZES: [usize; 4] = [10, 30, 50, 100];

/// At least 1, so that an empty list has a page as well.
pub fn page_count(total: usize, size: usize) -> usize {
    total.div_ceil(size.max(1)).max(1)
}

/// The rows of a page (from 0); a page past the end is the last one.
pub fn window(total: usize, page: usize, size: usize) -> Range<usize> {
    let size = size.max(1);
    let start = page.min(page_count(total, size) - 1) * size;
    start..total.min(start.saturating_add(size))
}

/// `(12)`, or `(2/12)` when rows are selected.
pub fn counter(selected: usize, total: usize) -> String {
    if selected == 0 { format!("({total})") } else { format!("({selected}/{total})") }
}

#[cfg(test)]
mod tests;
