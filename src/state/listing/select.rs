//! A selection that goes beyond the page that is shown.

use std::collections::{BTreeSet, HashSet};

use reactive_graph::prelude::*;

use super::index::Index;
use super::list::List;
use super::reads::Source;
use crate::api::Row;

/// How far a selection goes that has every row of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// It has these, and of the rows that meet the filter there are more.
    Page { rows: usize, matching: usize },
    /// It has all that meet the filter, on several pages.
    Matching(usize),
}

impl<T: Source> List<T> {
    /// How far the selection goes; `None` where it does not have the whole page, where there is one page alone, and
    /// where the filter hides selected rows beside all that it shows.
    pub fn reach_of_selection(self) -> Option<Selected> {
        // The number of pages is made of these. What reads it first can miss a change of them.
        self.index.track();
        self.arranged.track();
        // Rows that are still coming are not all of them.
        if self.is_early() || self.pages.get() < 2 {
            return None;
        }
        self.selected.with(|selected| {
            let selected: HashSet<&str> = selected.iter().map(String::as_str).collect();
            let is_selected = |id: &str| selected.contains(id);
            let (rows, is_whole) = self.with_page(|index, places| {
                (ids_of(index, places).count(), ids_of(index, places).all(is_selected))
            });
            if rows == 0 || !is_whole {
                return None;
            }
            self.index.with(|index| {
                self.arranged.with(|places| {
                    // The first row that is not selected ends the search among what may be thousands of them.
                    if !ids_of(index, places).all(is_selected) {
                        return Some(Selected::Page { rows, matching: ids_of(index, places).count() });
                    }
                    let matching = ids_of(index, places).collect::<HashSet<_>>().len();
                    (selected.len() == matching).then_some(Selected::Matching(matching))
                })
            })
        })
    }

    /// Selects the rows that meet the filter, on all pages, and no others.
    pub fn select_matching(self) {
        let ids = self.index.with(|index| {
            self.arranged.with(|places| ids_of(index, places).map(str::to_owned).collect::<BTreeSet<_>>())
        });
        self.selected.set(ids.into_iter().collect());
    }
}

/// The ids of rows that can be selected: nothing can be done with a row that could not be read.
fn ids_of<'a, T: Source>(index: &'a Index<T>, places: &'a [usize]) -> impl Iterator<Item = &'a str> {
    index.at(places).filter_map(Row::read).map(T::id)
}
