use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement, Node};

use super::cell::{Brush, Cell, copy_of, drawn, group};
use super::redraw::FocusInRow;
use super::table_rows::{Align, Column, Row, Selection};
use super::words::words;

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

    /// A box was ticked, or not any more; its value is the key of its row.
    pub fn tick(self, tick: &HtmlInputElement) {
        self.set(&[&tick.value()], tick.checked());
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

/// A cell with its place in a row.
#[derive(PartialEq)]
struct Placed {
    column: &'static str,
    align: Align,
    is_header: bool,
    cell: Cell,
}

/// What rows are drawn with.
pub(super) struct RowBrush {
    cells: Brush,
    /// The cell of a box to tick.
    tick: Element,
}

impl RowBrush {
    pub fn new() -> RowBrush {
        let tick = view! {
            <td class="flc-cell-select">
                <label class="flc-tick-target"><input class="flc-tick" type="checkbox"/></label>
            </td>
        };
        RowBrush { cells: Brush::new(), tick: drawn(tick) }
    }

    /// The cell of a box, and the box, where the row can be ticked.
    fn tick(&self, key: Option<&str>) -> (Element, Option<HtmlInputElement>) {
        let Some(key) = key else { return (group("td", "flc-cell-select", []), None) };
        let cell = copy_of(&self.tick);
        let tick = cell.first_element_child().and_then(|label| label.first_element_child());
        let tick = tick.and_then(|tick| tick.dyn_into::<HtmlInputElement>().ok());
        if let Some(tick) = &tick {
            tick.set_value(key);
        }
        (cell, tick)
    }

    fn cell(&self, placed: &Placed) -> Element {
        let cell = group(if placed.is_header { "th" } else { "td" }, "", [self.cells.draw(&placed.cell)]);
        let scope = placed.is_header.then_some("row");
        for (name, value) in [("scope", scope), ("data-align", placed.align.name())] {
            if let Some(value) = value {
                Rndr::set_attribute(&cell, name, value);
            }
        }
        cell
    }
}

/// The cells of a row that are drawn, in their order. All are drawn in one effect: an effect for each would take longer
/// than the drawing.
#[derive(Default)]
struct Cells {
    drawn: Vec<(Placed, Element)>,
    /// What the cells say by themselves, in the language that they were drawn in.
    language: String,
}

impl Cells {
    /// Draws what is new at the end of `row`, takes out what has gone, and leaves what stays as it is.
    fn show(
        &mut self,
        row: &Element,
        cells: impl Iterator<Item = Placed>,
        language: String,
        brush: &RowBrush,
    ) {
        let mut known = std::mem::take(&mut self.drawn);
        let mut gone: Vec<Element> = Vec::new();
        if self.language != language {
            self.language = language;
            gone.extend(known.drain(..).map(|(_, cell)| cell));
        }
        for placed in cells {
            let kept = known.iter().position(|(other, _)| *other == placed).map(|at| known.remove(at).1);
            let cell = kept.unwrap_or_else(|| brush.cell(&placed));
            self.drawn.push((placed, cell));
        }
        gone.extend(known.into_iter().map(|(_, cell)| cell));
        let focus = if gone.is_empty() { None } else { FocusInRow::of(row) };
        for cell in gone {
            cell.remove();
        }
        // From the end: whatever does not stand before its neighbour is put there.
        let mut next: Option<&Node> = None;
        for (_, cell) in self.drawn.iter().rev() {
            if cell.parent_node().is_none() || cell.next_sibling().as_ref() != next {
                Rndr::insert_node(row, cell, next);
            }
            next = Some(cell);
        }
        if let Some(focus) = focus {
            focus.restore(row);
        }
    }
}

/// One row, kept while its id is there.
#[component]
pub(super) fn BodyRow(
    id: RowId,
    first: Arc<Row>,
    rows: Memo<Rows>,
    columns: Memo<Vec<Column>>,
    ticks: Option<Ticks>,
    brush: StoredValue<RowBrush, LocalStorage>,
) -> impl IntoView {
    let key: Arc<str> = id.0.as_str().into();
    // A key stands for a row that can be read or for one that cannot, never for both.
    let can_be_ticked = first.is_selectable();
    // A row that has just gone stays as it was until its view goes.
    let row = Memo::new(move |before: Option<&Arc<Row>>| {
        let now = rows.with(|rows| rows.by_id.get(&id).cloned());
        now.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let copy_value = words().copy_value;
    let draw = move |place: Element| {
        let mut tick = None;
        if let Some(ticks) = ticks {
            let key = key.clone();
            let (cell, made) = brush.with_value(|brush| brush.tick(can_be_ticked.then_some(&*key)));
            Rndr::insert_node(&place, &cell, None);
            tick = made;
            follow_ticks(ticks, key, place.clone(), tick.clone());
        }
        let label = ticks.map(|ticks| ticks.selection.row_label);
        let mut drawn = Cells::default();
        Effect::new(move || {
            let (row, language) = (row.get(), copy_value.run(String::new()));
            let cell = |(at, column): (usize, &Column)| Placed {
                column: column.id,
                align: column.align,
                is_header: at == 0,
                cell: row.cells.get(at).cloned().unwrap_or(Cell::Absent),
            };
            columns.with(|columns| {
                let cells = columns.iter().enumerate().map(cell);
                brush.try_with_value(|brush| drawn.show(&place, cells, language, brush));
            });
            if let Some((tick, label)) = tick.as_ref().zip(label) {
                Rndr::set_attribute(tick, "aria-label", &label.run(row.name.clone()));
            }
        });
    };
    view! { <tr class="flc-row" part="row" use:draw></tr> }
}

/// Shows whether a row is ticked.
fn follow_ticks(ticks: Ticks, key: Arc<str>, row: Element, tick: Option<HtmlInputElement>) {
    Effect::new(move |was_ticked: Option<bool>| {
        let is_ticked = ticks.keys.with(|keys| keys.contains(&*key));
        if let Some(tick) = &tick {
            tick.set_checked(is_ticked);
        }
        match (was_ticked.unwrap_or(false), is_ticked) {
            (false, true) => Rndr::set_attribute(&row, "data-selected", "true"),
            (true, false) => Rndr::remove_attribute(&row, "data-selected"),
            _ => {}
        }
        is_ticked
    });
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
