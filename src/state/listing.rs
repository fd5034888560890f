//! A list of the service, for loggers and for logging ports alike: read, narrowed by the service, filtered, sorted, paged
//! and selected from.
//!
//! A list is an implementation of [`Listed`] with its columns. [`List`] is what its page follows.

use std::ops::Range;

mod column;
mod index;
mod list;
pub(in crate::state) mod reach;
mod reads;
mod texts;
mod values;
mod view;

pub use column::{Column, Listed, column, properties, put, put_uuid};
pub use index::Index;
pub use list::List;
pub use reads::Source;
pub use view::ListView;

/// The column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sort<C> {
    pub column: C,
    pub descending: bool,
}

impl<C: Copy + PartialEq> Sort<C> {
    /// What a press on a column's header leads to: the column ascending, then the other way round.
    pub fn pressed(self, column: C) -> Sort<C> {
        Sort { column, descending: self.column == column && !self.descending }
    }
}

/// Bytes whose order is that of texts for a person: without upper and lower case, and runs of digits as numbers, so
/// that `web-2` is before `Web-10`.
pub fn natural_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    let mut rest = text.as_bytes();
    while let Some(first) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (run, after) = rest.split_at_checked(digits).unwrap_or((rest, &[]));
        if run.is_empty() {
            // Bytes of UTF-8 have the order of the characters that they encode.
            key.push(first.to_ascii_lowercase());
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let zeros = run.iter().take_while(|byte| **byte == b'0').count();
        let number = run.get(zeros..).unwrap_or_default();
        // A number stands where its first digit would. Without leading zeros the longer one is greater.
        key.push(b'0');
        key.extend_from_slice(&(number.len() as u32).to_be_bytes());
        key.extend_from_slice(number);
        rest = after;
    }
    key
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
