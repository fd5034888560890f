use std::sync::Arc;

use leptos::prelude::*;

use super::base::{Text, live, nothing};
use super::cell::Cell;
use super::el::el;
use super::icon::{IconName, draw};
use super::table_body::{all_box, rows_view, skeleton};

/// Which edge of its column a value stands at; numbers stand at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Start,
    End,
}

#[derive(Clone, PartialEq)]
pub struct Column {
    pub id: &'static str,
    pub label: Text,
    pub sortable: bool,
    pub align: Align,
    /// A class of width: "narrow", "wide" or "url"; empty for the content's own width.
    pub width: &'static str,
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

/// What the table's frame shows beside rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableState {
    #[default]
    Ready,
    /// With rows they stay and the table is busy; without rows skeletons stand in after 300 ms.
    Loading,
    Empty,
    NoMatch,
    Failed,
}

/// Makes rows selectable.
#[derive(Clone, Copy)]
pub struct SelectionProps {
    /// Keys of the selected rows, those of other pages too.
    pub selected: RwSignal<Vec<String>>,
    /// "Select {name}".
    pub row_label: Callback<String, String>,
    /// Names the box that selects every row of the page.
    pub all_label: Text,
}

/// Draws something when it is needed.
pub type Slot = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// What a table shows.
///
/// Density and wrapping follow `data-density="compact"` and `data-wrap="true"` on an ancestor.
pub struct Table {
    pub label: Text,
    pub columns: Signal<Vec<Column>>,
    pub rows: Signal<Vec<Row>>,
    /// The id of the sorted column and whether it is descending.
    pub sort: Signal<Option<(String, bool)>>,
    pub on_sort: Option<Callback<String>>,
    pub selection: Option<SelectionProps>,
    pub state: Signal<TableState>,
    /// A refresh is under way: rows stay usable.
    pub busy: Signal<bool>,
    pub empty: Slot,
    pub no_match: Slot,
    pub failed: Slot,
    /// Rows that stand in for those to come.
    pub skeleton_rows: usize,
}

/// Draws a native table in a focusable region that scrolls by itself.
pub fn table(table: Table) -> AnyView {
    let Table { label, columns, rows, sort, on_sort, selection, state, busy, .. } = table;
    let Table { empty, no_match, failed, skeleton_rows, .. } = table;
    let columns = Memo::new(move |_| columns.get());
    let bare = Memo::new(move |_| rows.with(Vec::is_empty));
    let selectable = selection.is_some();
    let select_all = selection.map(|selection| {
        el("th").class("flc-cell-select").attr("scope", "col").child(all_box(selection, rows)).view()
    });
    let heads = live(move || {
        let heads: Vec<AnyView> =
            columns.get().into_iter().map(|column| head(column, sort, on_sort)).collect();
        heads.into_any()
    });
    let standing_in = live(move || {
        if state.get() == TableState::Loading && bare.get() {
            skeleton(skeleton_rows, columns.with(Vec::len), selectable)
        } else {
            nothing()
        }
    });
    // With rows the reason of a failure stands above them, else in the place of the rows.
    let failed_above = {
        let failed = failed.clone();
        live(move || match state.get() {
            TableState::Failed if !bare.get() => el("div").class("flc-table-above").child(failed()).view(),
            _ => nothing(),
        })
    };
    let instead = live(move || {
        if !bare.get() {
            return nothing();
        }
        let view = match state.get() {
            TableState::Ready | TableState::Loading => return nothing(),
            TableState::Empty => empty(),
            TableState::NoMatch => no_match(),
            TableState::Failed => failed(),
        };
        el("div").class("flc-table-instead").child(view).view()
    });
    let is_busy = Signal::derive(move || busy.get() || state.get() == TableState::Loading);
    let head_row = el("tr").child_if(select_all).child(heads).view();
    let table = el("table")
        .themed("flc-table")
        .attr_live("aria-label", label)
        .when("aria-busy", is_busy)
        .child(el("thead").child(head_row).view())
        .child(el("tbody").child(rows_view(columns.into(), rows, selection)).view())
        .child(standing_in);
    let region = el("div")
        .class("flc-table-region")
        .attr("role", "region")
        .attr_live("aria-label", label)
        .attr("tabindex", "0")
        .child(table.view());
    el("div")
        .themed("flc-table-frame")
        .when("data-busy", is_busy)
        .child(failed_above)
        .child(region.view())
        .child(instead)
        .view()
}

fn head(column: Column, sort: Signal<Option<(String, bool)>>, on_sort: Option<Callback<String>>) -> AnyView {
    let Column { id, label, sortable, align, width } = column;
    let direction = move || {
        let sorted = sort.with(|sort| match sort {
            Some((by, descending)) if by == id => Some(*descending),
            _ => None,
        });
        match sorted {
            _ if !sortable => None,
            None => Some("none"),
            Some(false) => Some("ascending"),
            Some(true) => Some("descending"),
        }
    };
    let name = el("span").say(label).view();
    let content = match on_sort.filter(|_| sortable) {
        Some(on_sort) => el("button")
            .class("flc-sort")
            .attr("type", "button")
            .on("click", move |_| on_sort.run(id.to_owned()))
            .child(name)
            .live(move || {
                draw(match direction() {
                    Some("ascending") => IconName::SortAsc,
                    Some("descending") => IconName::SortDesc,
                    _ => IconName::SortNone,
                })
            })
            .view(),
        None => name,
    };
    el("th")
        .attr("scope", "col")
        .attr_of("aria-sort", direction)
        .attr_if("data-align", align_name(align))
        .attr("data-width", width)
        .child(content)
        .view()
}

pub(super) fn align_name(align: Align) -> Option<&'static str> {
    (align == Align::End).then_some("end")
}
