use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement, Node};

use super::cell::{Brush, Cell};
use super::markup::{Inner, Markup, copy_of, drawn};
use super::redraw::FocusInRow;
use super::table_rows::{Column, Row, Selection};

/// A row's key, and how many rows before it have the same one: what a service answers may name a thing twice.
type RowId = (String, usize);

/// The rows of the page that is shown, in their order.
#[derive(Clone, PartialEq)]
pub(super) struct Rows(Vec<Placed>);

/// A row and its slot: the `<tr>` that shows it. Rows that follow each other as before keep their slots, where they are
/// most of the rows. The other slots are given to other rows where they stand: a browser takes twice as long for elements
/// that are new or move as for other texts in those that are there.
#[derive(Clone, PartialEq)]
pub(super) struct Placed {
    pub slot: usize,
    pub row: Arc<Row>,
    id: RowId,
}

impl Rows {
    pub fn new(rows: Vec<Row>, before: Option<&Rows>) -> Rows {
        let before = before.map_or(&[][..], |before| &before.0);
        let mut counts: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        let mut id_of = |row: &Row| {
            let count = counts.entry(row.key.clone()).or_default();
            *count += 1;
            (row.key.clone(), *count)
        };
        let ids: Vec<RowId> = rows.iter().map(&mut id_of).collect();
        let places: HashMap<&RowId, usize> =
            before.iter().enumerate().map(|(at, placed)| (&placed.id, at)).collect();
        let mut kept = growing(&ids.iter().map(|id| places.get(id).copied()).collect::<Vec<_>>());
        // A few rows that stay far from where they were would need new elements around them.
        if kept.iter().flatten().count() * 2 < kept.len() {
            kept.fill(None);
        }

        let used: HashSet<usize> = before.iter().map(|placed| placed.slot).collect();
        let mut unused = (0..).filter(|slot| !used.contains(slot));
        // The first of the places before that no row has got yet.
        let mut free = 0;
        let mut placed = Vec::with_capacity(rows.len());
        for (at, (row, id)) in rows.into_iter().zip(ids).enumerate() {
            let next_kept = kept.iter().skip(at).find_map(|place| *place).unwrap_or(before.len());
            let candidates = before.iter().enumerate().take(next_kept).skip(free);
            // A slot has a box to tick, or none.
            let fits = |(_, placed): &(usize, &Placed)| placed.row.is_selectable() == row.is_selectable();
            let place =
                kept.get(at).copied().flatten().or_else(|| Some(candidates.into_iter().find(fits)?.0));
            let slot = place.and_then(|place| before.get(place)).map(|placed| placed.slot);
            free = place.map_or(free, |place| place + 1);
            let slot = slot.or_else(|| unused.next()).unwrap_or_default();
            placed.push(Placed { slot, row: Arc::new(row), id });
        }
        Rows(placed)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn placed(&self) -> Vec<Placed> {
        self.0.clone()
    }

    fn in_slot(&self, slot: usize) -> Option<Arc<Row>> {
        self.0.iter().find(|placed| placed.slot == slot).map(|placed| placed.row.clone())
    }

    fn selectable(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|placed| placed.row.is_selectable()).map(|placed| placed.row.key.as_str())
    }
}

/// The places of the longest sequence that only grows; `None` for all others.
fn growing(places: &[Option<usize>]) -> Vec<Option<usize>> {
    // For each place: how long the longest sequence is that ends there, and where it comes from.
    let mut ends: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let comes_before = |(other, _): &(usize, &(usize, _))| {
            places.get(*other).is_some_and(|other| other.is_some() && other < place)
        };
        let longest =
            ends.iter().enumerate().take(at).filter(comes_before).max_by_key(|(_, (length, _))| *length);
        ends.push(match (place, longest) {
            (None, _) => (0, None),
            (Some(_), None) => (1, None),
            (Some(_), Some((from, (length, _)))) => (length + 1, Some(from)),
        });
    }
    let mut kept = vec![None; places.len()];
    let longest = ends.iter().enumerate().filter(|(_, (length, _))| *length > 0);
    let mut next = longest.max_by_key(|(_, (length, _))| *length).map(|(at, _)| at);
    while let Some(at) = next {
        if let (Some(kept), Some(place)) = (kept.get_mut(at), places.get(at)) {
            *kept = *place;
        }
        next = ends.get(at).and_then(|(_, from)| *from);
    }
    kept
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

/// What rows are drawn with.
pub(super) struct RowBrush {
    cells: Brush,
    /// The cell of a box to tick.
    tick: Element,
    /// Cells as they were drawn first, by their columns: all others of the column are copies.
    patterns: RefCell<Vec<DrawnCell>>,
}

/// A cell in the document.
struct DrawnCell {
    column: &'static str,
    markup: Markup,
    element: Element,
}

impl RowBrush {
    pub fn new() -> RowBrush {
        let tick = view! {
            <td class="flc-cell-select">
                <label class="flc-tick-target"><input class="flc-tick" type="checkbox"/></label>
            </td>
        };
        RowBrush { cells: Brush::new(), tick: drawn(tick), patterns: RefCell::default() }
    }

    /// The cell of a box, and the box, where the row can be ticked.
    fn tick(&self, can_be_ticked: bool) -> (Element, Option<HtmlInputElement>) {
        let cell = copy_of(&self.tick);
        if !can_be_ticked {
            cell.set_text_content(None);
        }
        let tick = cell.first_element_child().and_then(|label| label.first_element_child());
        (cell, tick.and_then(|tick| tick.dyn_into::<HtmlInputElement>().ok()))
    }

    fn markup(&self, at: usize, column: &Column, cell: &Cell) -> Markup {
        let inner = Inner::Parts(vec![self.cells.markup(cell)]);
        let markup = match at {
            0 => Markup::new("th", "", inner).with("scope", "row"),
            _ => Markup::new("td", "", inner),
        };
        match column.align.name() {
            Some(align) => markup.with("data-align", align),
            None => markup,
        }
    }

    fn draw(&self, column: &'static str, markup: &Markup) -> Element {
        let mut patterns = self.patterns.borrow_mut();
        let fits = |pattern: &&DrawnCell| pattern.column == column && pattern.markup.is_like(markup);
        if let Some(pattern) = patterns.iter().find(fits) {
            let element = copy_of(&pattern.element);
            markup.change(&element, &pattern.markup);
            return element;
        }
        let element = markup.draw();
        patterns.push(DrawnCell { column, markup: markup.clone(), element: copy_of(&element) });
        element
    }
}

/// The cells of a row that are drawn, in their order. All are drawn in one effect: an effect for each would take longer
/// than the drawing.
#[derive(Default)]
struct Cells(Vec<DrawnCell>);

impl Cells {
    /// Changes the cells of `row` into these.
    fn show(&mut self, row: &Element, cells: impl Iterator<Item = (&'static str, Markup)>, brush: &RowBrush) {
        let mut known = std::mem::take(&mut self.0);
        let mut is_moved = false;
        for (column, markup) in cells {
            let fits = |cell: &DrawnCell| cell.column == column && cell.markup.is_like(&markup);
            let at = known.iter().position(fits);
            is_moved |= at != Some(0);
            let element = match at.map(|at| known.remove(at)) {
                Some(cell) => {
                    markup.change(&cell.element, &cell.markup);
                    cell.element
                }
                None => brush.draw(column, &markup),
            };
            self.0.push(DrawnCell { column, markup, element });
        }
        for cell in known {
            cell.element.remove();
        }
        if is_moved {
            self.put_in_order(row);
        }
    }

    fn put_in_order(&self, row: &Element) {
        // From the end: whatever does not stand before its neighbour is put there.
        let mut next: Option<&Node> = None;
        for DrawnCell { element, .. } in self.0.iter().rev() {
            if element.parent_node().is_none() || element.next_sibling().as_ref() != next {
                Rndr::insert_node(row, element, next);
            }
            next = Some(element);
        }
    }
}

/// The row of a slot.
#[component]
pub(super) fn BodyRow(
    first: Placed,
    rows: Memo<Rows>,
    columns: Memo<Vec<Column>>,
    ticks: Option<Ticks>,
    brush: StoredValue<RowBrush, LocalStorage>,
) -> impl IntoView {
    let Placed { slot, row: first, .. } = first;
    let can_be_ticked = first.is_selectable();
    // A row that has just gone stays as it was until its view goes.
    let row = Memo::new(move |before: Option<&Arc<Row>>| {
        let now = rows.with(|rows| rows.in_slot(slot));
        now.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let draw = move |place: Element| {
        let mut tick = None;
        if let Some(ticks) = ticks {
            let (cell, made) = brush.with_value(|brush| brush.tick(can_be_ticked));
            Rndr::insert_node(&place, &cell, None);
            tick = made;
            follow_ticks(ticks, row, place.clone(), tick.clone());
        }
        let label = ticks.map(|ticks| ticks.selection.row_label);
        let mut drawn = Cells::default();
        Effect::new(move |before: Option<Arc<Row>>| {
            let row = row.get();
            let focus = FocusInRow::of(&place);
            let is_another = before.is_some_and(|before| before.key != row.key);
            columns.with(|columns| {
                brush.try_with_value(|brush| {
                    let cell = |(at, column): (usize, &Column)| {
                        (column.id, brush.markup(at, column, row.cells.get(at).unwrap_or(&Cell::Absent)))
                    };
                    drawn.show(&place, columns.iter().enumerate().map(cell), brush);
                });
            });
            if let Some(focus) = focus {
                // A key press must not reach what nobody has focused.
                if is_another { focus.leave() } else { focus.restore(&place) }
            }
            if let Some((tick, label)) = tick.as_ref().zip(label) {
                tick.set_value(&row.key);
                Rndr::set_attribute(tick, "aria-label", &label.run(row.name.clone()));
            }
            row
        });
    };
    view! { <tr class="flc-row" part="row" use:draw></tr> }
}

/// Shows whether a row is ticked.
fn follow_ticks(ticks: Ticks, row: Memo<Arc<Row>>, place: Element, tick: Option<HtmlInputElement>) {
    Effect::new(move |was_ticked: Option<bool>| {
        let is_ticked = row.with(|row| ticks.keys.with(|keys| keys.contains(&row.key)));
        if let Some(tick) = &tick {
            tick.set_checked(is_ticked);
        }
        match (was_ticked.unwrap_or(false), is_ticked) {
            (false, true) => Rndr::set_attribute(&place, "data-selected", "true"),
            (true, false) => Rndr::remove_attribute(&place, "data-selected"),
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
