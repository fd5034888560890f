//! A list of the service, for loggers and for logging ports alike: read, narrowed by the service, filtered, sorted, paged
//! and selected from.
//!
//! A list is an implementation of [`Listed`] with its columns. [`List`] is what its page follows.

use std::ops::Range;

mod column;
mod index;
mod list;
mod reads;
mod select;
mod texts;
mod values;
mod view;

pub use column::{Column, Listed, column, equals, properties, put, put_uuid};
pub use index::Index;
pub use list::List;
pub use reads::Source;
pub use select::Selected;
pub use view::{ListView, filtered};

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

/// `(12)`, or `(2/12)` when rows are selected. Where these are not all rows, `(12+)`.
pub fn counter(selected: usize, known: usize, is_whole: bool) -> String {
    let more = if is_whole { "" } else { "+" };
    if selected == 0 { format!("({known}{more})") } else { format!("({selected}/{known}{more})") }
}

#[cfg(test)]
mod tests;
