use leptos::prelude::*;
use super::base::{derive, memo, callback};

use super::base::live;
use super::cell::{Cell, cell_view};
use super::table::{Column, Row, SelectionProps, align_name};

/// The rows, each kept by its key: a refresh redraws only cells whose value changed, so focus stays.
pub(super) fn rows_view(
    columns: Signal<Vec<Column>>,
    rows: Signal<Vec<Row>>,
    selection: Option<SelectionProps>,
) -> AnyView {
    let row = move |key: String| row_view(key, columns, rows, selection);
    view! {
        <For
            each=move || rows.with(|rows| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>())
            key=|key: &String| key.clone()
            children=row
        />
    }
    .into_any()
}

fn row_view(
    key: String,
    columns: Signal<Vec<Column>>,
    rows: Signal<Vec<Row>>,
    selection: Option<SelectionProps>,
) -> AnyView {
    let own = {
        let key = key.clone();
        memo(move || rows.with(|rows| rows.iter().find(|row| row.key == key).cloned()))
    };
    let selected = derive({
        let key = key.clone();
        move || selection.is_some_and(|selection| selection.selected.with(|all| all.contains(&key)))
    });
    let select = selection.map(|selection| row_box(key, own, selected, selection));
    let cells = live(move || {
        let cells: Vec<AnyView> = columns
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, column)| {
                let cell = memo(move || {
                    own.with(|row| row.as_ref().and_then(|row| row.cells.get(at)).cloned())
                        .unwrap_or(Cell::Absent)
                });
                let content = live(move || cell_view(cell.get()));
                let (align, width) = (align_name(column.align), column.width);
                if at == 0 {
                    view! { <th scope="row" data-align=align data-width=width>{content}</th> }.into_any()
                } else {
                    view! { <td data-align=align data-width=width>{content}</td> }.into_any()
                }
            })
            .collect();
        cells.into_any()
    });
    view! {
        <tr data-selected=derive(move || selected.get().then_some("true"))>
            {select}
            {cells}
        </tr>
    }
    .into_any()
}

fn row_box(
    key: String,
    row: Memo<Option<Row>>,
    selected: Signal<bool>,
    selection: SelectionProps,
) -> AnyView {
    let label = derive(move || {
        let name = row.with(|row| row.as_ref().map(|row| row.name.clone()));
        selection.row_label.run(name.unwrap_or_default())
    });
    let set = callback(move |on: bool| {
        selection.selected.update(|all| {
            if on {
                all.insert(key.clone());
            } else {
                all.remove(&key);
            }
        });
    });
    let tick = tick_box(label, selected, Signal::stored(false), set);
    view! { <td class="flc-cell-select">{tick}</td> }.into_any()
}

/// The box in the header: every row of the page, or none of them.
pub(super) fn all_box(selection: SelectionProps, rows: Signal<Vec<Row>>) -> AnyView {
    let chosen = memo(move || {
        rows.with(|rows| {
            selection
                .selected
                .with(|all| (rows.iter().filter(|row| all.contains(&row.key)).count(), rows.len()))
        })
    });
    let every = derive(move || {
        let (chosen, all) = chosen.get();
        all > 0 && chosen == all
    });
    let some = derive(move || {
        let (chosen, all) = chosen.get();
        chosen > 0 && chosen < all
    });
    let set = callback(move |on: bool| {
        let keys: Vec<String> = rows.with_untracked(|rows| rows.iter().map(|row| row.key.clone()).collect());
        selection.selected.update(|all| {
            for key in keys {
                if on {
                    all.insert(key);
                } else {
                    all.remove(&key);
                }
            }
        });
    });
    tick_box(selection.all_label, every, some, set)
}

fn tick_box(
    label: Signal<String>,
    checked: Signal<bool>,
    partly: Signal<bool>,
    set: Callback<bool>,
) -> AnyView {
    view! {
        <label class="flc-tick-target">
            <input
                class="flc-tick"
                type="checkbox"
                aria-label=label
                prop:checked=checked
                prop:indeterminate=partly
                on:change=move |event| set.run(event_target_checked(&event))
            />
        </label>
    }
    .into_any()
}

/// Rows of the real height that stand in for those to come. The style sheet shows them after 300 ms.
pub(super) fn skeleton(rows: usize, columns: usize, selectable: bool) -> AnyView {
    let rows: Vec<AnyView> = (0..rows)
        .map(|_| {
            let cells: Vec<AnyView> =
                (0..columns).map(|_| view! { <td><span class="flc-bone"></span></td> }.into_any()).collect();
            let select = selectable.then(|| view! { <td class="flc-cell-select"></td> });
            view! { <tr>{select}{cells}</tr> }.into_any()
        })
        .collect();
    view! { <tbody class="flc-skeleton" aria-hidden="true">{rows}</tbody> }.into_any()
}
