use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::cell::{Cell, CellView};
use super::table_rows::{Align, Column, Row, Selection};

/// A row's key, and how many rows before it have the same one: what a service answers may name a thing twice.
pub(super) type RowId = (String, usize);

/// The rows of the page that is shown, in their order and by their ids.
#[derive(Clone)]
pub(super) struct Rows {
    in_order: Vec<(RowId, Arc<Row>)>,
    by_id: HashMap<RowId, Arc<Row>>,
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.in_order == other.in_order
    }
}

impl Rows {
    pub fn new(rows: Vec<Row>) -> Rows {
        let mut by_id = HashMap::with_capacity(rows.len());
        let in_order = rows
            .into_iter()
            .map(|row| {
                let mut id = (row.key.clone(), 0);
                while by_id.contains_key(&id) {
                    id.1 += 1;
                }
                let row = Arc::new(row);
                by_id.insert(id.clone(), row.clone());
                (id, row)
            })
            .collect();
        Rows { in_order, by_id }
    }

    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    pub fn in_order(&self) -> Vec<(RowId, Arc<Row>)> {
        self.in_order.clone()
    }

    fn selectable(&self) -> impl Iterator<Item = &str> {
        self.in_order.iter().filter(|(_, row)| row.is_selectable()).map(|((key, _), _)| key.as_str())
    }
}

/// A selection that says quickly whether it has a key.
#[derive(Clone, Copy)]
pub(super) struct Ticks {
    selection: Selection,
    keys: Memo<HashSet<String>>,
}

impl Ticks {
    pub fn new(selection: Selection) -> Ticks {
        Ticks { selection, keys: Memo::new(move |_| selection.selected.get().into_iter().collect()) }
    }

    fn set(self, keys: &[&str], on: bool) {
        self.selection.selected.update(|all| {
            all.retain(|key| !keys.contains(&key.as_str()));
            if on {
                all.extend(keys.iter().map(|key| (*key).to_owned()));
            }
        });
    }
}

/// A cell with its place. The cells of a row are kept by all of it, so that what has not changed is not drawn again, and
/// so that a cell needs no effect of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Placed {
    column: &'static str,
    align: Align,
    width: &'static str,
    is_header: bool,
    cell: Cell,
}

/// One row, kept while its id is there.
#[component]
pub(super) fn BodyRow(
    id: RowId,
    first: Arc<Row>,
    rows: Memo<Rows>,
    columns: Memo<Vec<Column>>,
    ticks: Option<Ticks>,
) -> impl IntoView {
    let key: Arc<str> = id.0.as_str().into();
    // A key stands for a row that can be read or for one that cannot, never for both.
    let can_be_ticked = first.is_selectable();
    // A row that has just gone stays as it was until its view goes.
    let row = Memo::new(move |before: Option<&Arc<Row>>| {
        let now = rows.with(|rows| rows.by_id.get(&id).cloned());
        now.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let is_ticked = ticks.map(|ticks| {
        let key = key.clone();
        move || ticks.keys.with(|keys| keys.contains(&*key))
    });
    let tick = ticks.zip(is_ticked.clone()).map(|(ticks, is_ticked)| {
        let label = move || ticks.selection.row_label.run(row.with(|row| row.name.clone()));
        let set = move |event| ticks.set(&[&key], event_target_checked(&event));
        let tick = can_be_ticked.then(|| {
            view! {
                <label class="flc-tick-target">
                    <input class="flc-tick" type="checkbox" aria-label=label prop:checked=is_ticked on:change=set/>
                </label>
            }
        });
        view! { <td class="flc-cell-select">{tick}</td> }
    });
    let cells = move || {
        let row = row.get();
        let place = |(at, column): (usize, &Column)| Placed {
            column: column.id,
            align: column.align,
            width: column.width,
            is_header: at == 0,
            cell: row.cells.get(at).cloned().unwrap_or(Cell::Absent),
        };
        columns.with(|columns| columns.iter().enumerate().map(place).collect::<Vec<_>>())
    };
    view! {
        <tr
            class="flc-row"
            part="row"
            data-selected=is_ticked.map(|is_ticked| move || is_ticked().then_some("true"))
        >
            {tick}
            <For each=cells key=Placed::clone children=placed_cell/>
        </tr>
    }
}

fn placed_cell(Placed { align, width, is_header, cell, .. }: Placed) -> AnyView {
    let cell = view! { <CellView cell/> };
    if is_header {
        view! { <th scope="row" data-align=align.name() data-width=width>{cell}</th> }.into_any()
    } else {
        view! { <td data-align=align.name() data-width=width>{cell}</td> }.into_any()
    }
}

/// The box in the header: every row of the page, or none of them.
#[component]
pub(super) fn SelectAll(ticks: Ticks, rows: Memo<Rows>) -> impl IntoView {
    // How many of the page are ticked, and how many can be.
    let count = Memo::new(move |_| {
        ticks.keys.with(|keys| {
            rows.with(|rows| {
                let ticked = rows.selectable().filter(|key| keys.contains(*key)).count();
                (ticked, rows.selectable().count())
            })
        })
    });
    let every = move || {
        let (ticked, all) = count.get();
        all > 0 && ticked == all
    };
    let some = move || {
        let (ticked, all) = count.get();
        ticked > 0 && ticked < all
    };
    let set = move |event| {
        let on = event_target_checked(&event);
        rows.with_untracked(|rows| ticks.set(&rows.selectable().collect::<Vec<_>>(), on));
    };
    view! {
        <th class="flc-cell-select" scope="col">
            <label class="flc-tick-target">
                <input
                    class="flc-tick"
                    type="checkbox"
                    aria-label=ticks.selection.all_label
                    prop:checked=every
                    prop:indeterminate=some
                    on:change=set
                />
            </label>
        </th>
    }
}

/// Rows of the real height that stand in for those to come. The style sheet shows them after 300 ms.
#[component]
pub(super) fn Skeleton(rows: usize, columns: usize, selectable: bool) -> impl IntoView {
    let cells =
        move || (0..columns).map(|_| view! { <td><span class="flc-bone"></span></td> }).collect_view();
    let row = move |_| {
        view! {
            <tr>
                {selectable.then(|| view! { <td class="flc-cell-select"></td> })}
                {cells()}
            </tr>
        }
    };
    view! {
        <tbody class="flc-skeleton" aria-hidden="true">
            {(0..rows).map(row).collect_view()}
        </tbody>
    }
}
