use leptos::prelude::*;

use super::base::{Text, scoped};
use super::icon::{Icon, IconName};
use super::table_body::{BodyRow, RowBrush, Rows, SelectAll, Skeleton, Ticks};
use super::table_rows::{Column, Row, Selection};
use super::tip::Tips;

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

/// A native table in a focusable region that scrolls by itself.
///
/// Density and wrapping follow `data-density="compact"` and `data-wrap="true"` on an ancestor.
#[component]
pub fn Table(
    #[prop(into)] label: Text,
    #[prop(into)] columns: Signal<Vec<Column>>,
    #[prop(into)] rows: Signal<Vec<Row>>,
    /// The id of the sorted column and whether it is descending.
    #[prop(into)]
    sort: Signal<Option<(String, bool)>>,
    #[prop(optional, into)] on_sort: Option<Callback<String>>,
    #[prop(optional_no_strip)] selection: Option<Selection>,
    #[prop(into)] state: Signal<TableState>,
    /// A refresh is under way: rows stay usable.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] empty: ViewFn,
    #[prop(into)] no_match: ViewFn,
    #[prop(into)] failed: ViewFn,
    /// Rows that stand in for those to come.
    #[prop(default = 8)]
    skeleton_rows: usize,
) -> impl IntoView {
    let columns = Memo::new(move |_| columns.get());
    let rows = Memo::new(move |before: Option<&Rows>| Rows::new(rows.get(), before));
    let is_bare = Memo::new(move |_| rows.with(Rows::is_empty));
    let is_busy = move || (busy.get() || state.get() == TableState::Loading).then_some("true");
    let ticks = selection.map(Ticks::new);
    let brush = StoredValue::new_local(RowBrush::new());
    let tick = move |event: web_sys::Event| {
        if let Some(ticks) = ticks {
            ticks.tick(&event_target(&event));
        }
    };
    // The tip under the pointer may stand at what has become another row.
    let tips = use_context::<Tips>();
    Effect::new(move || {
        rows.track();
        tips.inspect(|tips| tips.refresh());
    });
    let head = move |column| view! { <Head column sort on_sort/> };
    let skeleton = move || {
        (state.get() == TableState::Loading && is_bare.get()).then(|| {
            view! { <Skeleton rows=skeleton_rows columns=columns.with(Vec::len) selectable=selection.is_some()/> }
        })
    };
    // With rows the reason of a failure stands above them, else in the place of the rows.
    let above = {
        let failed = failed.clone();
        move || {
            (state.get() == TableState::Failed && !is_bare.get())
                .then(|| view! { <div class="flc-table-above">{failed.run()}</div> })
        }
    };
    let instead = move || {
        let why = match state.get() {
            TableState::Ready | TableState::Loading => None,
            TableState::Empty => Some(&empty),
            TableState::NoMatch => Some(&no_match),
            TableState::Failed => Some(&failed),
        };
        why.filter(|_| is_bare.get()).map(|why| view! { <div class="flc-table-instead">{why.run()}</div> })
    };
    view! {
        <div class="flc-table-frame" part="table-frame" data-busy=is_busy>
            {above}
            <div class="flc-table-region" role="region" aria-label=label tabindex="0">
                <table class="flc-table" part="table" aria-label=label aria-busy=is_busy>
                    <thead>
                        <tr>
                            {ticks.map(|ticks| view! { <SelectAll ticks rows/> })}
                            <For each=move || columns.get() key=|column| column.id children=head/>
                        </tr>
                    </thead>
                    <tbody on:change=tick>
                        <For each=move || rows.with(Rows::placed) key=|placed| placed.slot let(first)>
                            <BodyRow first rows columns ticks brush/>
                        </For>
                    </tbody>
                    {skeleton}
                </table>
            </div>
            {instead}
        </div>
    }
}

/// The header of a column.
#[component]
pub(super) fn Head(
    column: Column,
    sort: Signal<Option<(String, bool)>>,
    on_sort: Option<Callback<String>>,
) -> impl IntoView {
    let Column { id, label, sortable, align, is_steady } = column;
    // Another column's order changes nothing here.
    let direction = Memo::new(move |_| {
        let descending = sort.with(|sort| match sort {
            Some((by, descending)) if by == id => Some(*descending),
            _ => None,
        });
        match descending {
            None => "none",
            Some(false) => "ascending",
            Some(true) => "descending",
        }
    });
    let icon = move || {
        let name = match direction.get() {
            "ascending" => IconName::SortAsc,
            "descending" => IconName::SortDesc,
            _ => IconName::SortNone,
        };
        view! { <Icon name/> }
    };
    let content = match on_sort.filter(|_| sortable) {
        Some(on_sort) => view! {
            <button class="flc-sort" type="button" on:click=scoped(move |_| on_sort.run(id.to_owned()))>
                <span>{label}</span>
                {icon}
            </button>
        }
        .into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <th
            scope="col"
            aria-sort=sortable.then_some(direction)
            data-align=align.name()
            data-steady=is_steady
            // For paper: a browser does not repeat a button at the top of each page.
            data-label=sortable.then_some(label)
        >
            {content}
        </th>
    }
}
