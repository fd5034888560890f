use leptos::prelude::*;

use super::base::live;
use super::cell::{Cell, cell_view};
use super::el::el;
use super::keyed::keyed_list;
use super::table::{Column, Row, SelectionProps, align_name};

/// The rows, each kept by its key: a refresh redraws only cells whose value changed, so focus stays.
pub(super) fn rows_view(
    columns: Signal<Vec<Column>>,
    rows: Signal<Vec<Row>>,
    selection: Option<SelectionProps>,
) -> AnyView {
    let keys = move || rows.with(|rows| rows.iter().map(|row| row.key.clone()).collect());
    keyed_list(keys, move |key| row_view(StoredValue::new(key), columns, rows, selection))
}

/// Reads something of the row with this key, while it is there.
fn of_row<T>(
    rows: Signal<Vec<Row>>,
    key: StoredValue<String>,
    read: impl FnOnce(&Row) -> Option<T>,
) -> Option<T> {
    rows.with(|rows| key.with_value(|key| rows.iter().find(|row| row.key == *key)).and_then(read))
}

fn row_view(
    key: StoredValue<String>,
    columns: Signal<Vec<Column>>,
    rows: Signal<Vec<Row>>,
    selection: Option<SelectionProps>,
) -> AnyView {
    let selected = Signal::derive(move || {
        selection
            .is_some_and(|selection| selection.selected.with(|all| key.with_value(|key| all.contains(key))))
    });
    let select = selection.map(|selection| {
        let label = Signal::derive(move || {
            let name = of_row(rows, key, |row| Some(row.name.clone()));
            selection.row_label.run(name.unwrap_or_default())
        });
        let set = Callback::new(move |on: bool| {
            select(selection, vec![key.get_value()], on);
        });
        // A key stands for a row that can be read or for one that cannot, never for both.
        let can = untrack(|| of_row(rows, key, |row| Some(row.is_selectable()))) != Some(false);
        let tick = can.then(|| tick_box(label, selected, Signal::stored(false), set));
        el("td").class("flc-cell-select").child_if(tick).view()
    });
    let cells = live(move || {
        let cells: Vec<AnyView> = columns
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, column)| {
                let cell = Memo::new(move |_| {
                    of_row(rows, key, |row| row.cells.get(at).cloned()).unwrap_or(Cell::Absent)
                });
                let place = if at == 0 { el("th").attr("scope", "row") } else { el("td") };
                place
                    .attr_if("data-align", align_name(column.align))
                    .attr("data-width", column.width)
                    .live(move || cell_view(cell.get()))
                    .view()
            })
            .collect();
        cells.into_any()
    });
    el("tr").themed("flc-row").when("data-selected", selected).child_if(select).child(cells).view()
}

fn select(selection: SelectionProps, keys: Vec<String>, on: bool) {
    selection.selected.update(|all| {
        all.retain(|key| !keys.contains(key));
        if on {
            all.extend(keys);
        }
    });
}

/// The box in the header: every row of the page, or none of them.
pub(super) fn all_box(selection: SelectionProps, rows: Signal<Vec<Row>>) -> AnyView {
    let count = move || {
        rows.with(|rows| {
            let rows: Vec<&Row> = rows.iter().filter(|row| row.is_selectable()).collect();
            let chosen =
                selection.selected.with(|keys| rows.iter().filter(|row| keys.contains(&row.key)).count());
            (chosen, rows.len())
        })
    };
    let every = Signal::derive(move || {
        let (chosen, all) = count();
        all > 0 && chosen == all
    });
    let some = Signal::derive(move || {
        let (chosen, all) = count();
        chosen > 0 && chosen < all
    });
    let set = Callback::new(move |on: bool| {
        let keys: Vec<String> = rows.with_untracked(|rows| {
            rows.iter().filter(|row| row.is_selectable()).map(|row| row.key.clone()).collect()
        });
        select(selection, keys, on);
    });
    tick_box(selection.all_label, every, some, set)
}

fn tick_box(
    label: Signal<String>,
    checked: Signal<bool>,
    partly: Signal<bool>,
    set: Callback<bool>,
) -> AnyView {
    let input = el("input")
        .class("flc-tick")
        .attr("type", "checkbox")
        .attr_live("aria-label", label)
        .property("checked", checked)
        .property("indeterminate", partly)
        .on("change", move |event| set.run(event_target_checked(&event)));
    el("label").class("flc-tick-target").child(input.view()).view()
}

/// Rows of the real height that stand in for those to come. The style sheet shows them after 300 ms.
pub(super) fn skeleton(rows: usize, columns: usize, selectable: bool) -> AnyView {
    let bone = |_| el("td").child(el("span").class("flc-bone").view()).view();
    let row = |_| {
        let select = selectable.then(|| el("td").class("flc-cell-select").view());
        el("tr").child_if(select).children((0..columns).map(bone).collect()).view()
    };
    let rows = (0..rows).map(row).collect();
    el("tbody").class("flc-skeleton").attr("aria-hidden", "true").children(rows).view()
}
