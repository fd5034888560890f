use leptos::prelude::*;

use super::base::Text;
use super::cell::Cell;

/// Which edge of its column a value stands at; numbers stand at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    #[default]
    Start,
    End,
}

impl Align {
    pub(super) fn name(self) -> Option<&'static str> {
        (self == Self::End).then_some("end")
    }
}

#[derive(Clone, PartialEq)]
pub struct Column {
    pub id: &'static str,
    pub label: Text,
    pub sortable: bool,
    pub align: Align,
    /// Whether it keeps its width when its values become known by their names.
    pub is_steady: bool,
}

/// A row of the page that is shown. The first cell is the row's header.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Identifies the row over refreshes, so that focus and selection stay.
    pub key: String,
    /// For "Select {name}".
    pub name: String,
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether it can be selected: nothing can be done with a row that could not be read.
    pub(super) fn is_selectable(&self) -> bool {
        !matches!(self.cells.first(), Some(Cell::Unreadable(_)))
    }
}

/// Makes rows selectable.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Keys of the selected rows, those of other pages too.
    pub selected: RwSignal<Vec<String>>,
    /// "Select {name}".
    pub row_label: Callback<String, String>,
    /// Names the box that selects every row of the page.
    pub all_label: Text,
}
