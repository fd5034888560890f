//! A list as every page of one shows it: the filter, the table with its selection, and the way between its pages.

use std::sync::{Arc, Weak};
use std::time::Duration;

use leptos::{html, prelude::*};

use super::common::{TimeFormat, error_of, loader, say};
use super::drawn::{Drawn, Formatter, head};
use super::failure::failure;
use super::filter_bar::FilterBar;
use super::list_notes::ListNotes;
use super::list_position::RestorePosition;
use super::saved_filters::SavedFilters;
use crate::domain::timestamp::Timestamp;
use crate::i18n::{explain, lists, words};
use crate::state::Console;
use crate::state::filter::{MOST_TOKENS, Query};
use crate::state::listing::{Column, Index, List, column, properties};
use crate::state::preferences::PAGE_SIZES;
use crate::state::remote::Slot;
use crate::ui::{
    self, Binding, Button, ButtonVariant, EmptyState, IconName, Pagination, Selection, Table, TableState,
    Text, focus_nearest,
};

/// A list with everything that changes what is shown of it.
#[component]
pub(super) fn ListTable<T: Drawn>(
    list: List<T>,
    /// Reads the list again.
    refresh: Callback<()>,
    /// The columns to show, in order.
    #[prop(into)]
    columns: Signal<Vec<&'static Column<T>>>,
    /// What stands in a list without rows.
    #[prop(into)]
    empty: ViewFn,
    /// Lets rows be selected.
    #[prop(optional)]
    selectable: bool,
    /// What stands beside the filter.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let console = list.console;
    prepare(list);
    // The labels are made once: what a computation makes is gone when it runs again.
    let heads: Vec<ui::Column> = T::COLUMNS.iter().map(head).collect();
    let shown_heads = Signal::derive(move || {
        let head = |column: &&Column<T>| heads.iter().find(|head| head.id == column.id).cloned();
        columns.with(|columns| columns.iter().filter_map(head).collect::<Vec<_>>())
    });
    let rows = Signal::derive(move || {
        let columns = columns.get();
        list.with_page(|index, places| Formatter::of(console, index.names()).rows(index.at(places), &columns))
    });
    let state = Memo::new(move |_| {
        list.slot.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            // That some of the rows do not meet the filter says nothing of the others.
            (None, None) if remote.early.is_some() && !list.arranged.with(|places| places.is_empty()) => {
                TableState::Ready
            }
            (None, None) => TableState::Loading,
            (Some(rows), None) if rows.is_empty() && list.is_whole() => TableState::Empty,
            (Some(_), None) if list.arranged.with(|places| places.is_empty()) => TableState::NoMatch,
            (Some(_), None) => TableState::Ready,
        })
    });
    let sort = Signal::derive(move || {
        let sort = list.view.with(|view| view.sort);
        column::<T>(|column| column.key == sort.column)
            .map(|(_, column)| (column.id.to_owned(), sort.descending))
    });
    let on_sort = move |id: String| {
        if let Some((_, column)) = column::<T>(|column| column.id == id) {
            list.change(|view| view.sort = view.sort.pressed(column.key));
        }
    };
    let selection = selectable.then(|| {
        Effect::new(move || list.drop_gone());
        Selection {
            selected: list.selected,
            row_label: Callback::new(move |name: String| {
                words::SELECT_ROW.with(console.locale(), &[("name", &name)])
            }),
            all_label: say(words::SELECT_PAGE),
        }
    });
    let error = error_of(list.slot);
    // How many pages there are is not known before the last row.
    let is_early = Memo::new(move |_| list.is_early());
    let size = Binding::new(move || list.size.get(), move |size| list.resize(size));
    view! {
        <div class="flc-toolbar" part="toolbar">
            <FilterBar list />
            <div class="flc-actions">
                {children.map(|children| children())}
                <SavedFilters
                    list=T::NAME
                    current=Signal::derive(move || list.view.with(|view| view.query.to_text()))
                    apply=Callback::new(move |filter: String| list.change(|view| {
                        view.query = Query::from_text(&filter, &properties::<T>());
                    }))
                />
            </div>
        </div>
        <RestorePosition />
        {selectable.then(|| view! { <ListNotes list /> })}
        <FullFilter list />
        <Unnamed />
        <Arriving list />
        <Table
            label=say(T::TITLE)
            columns=shown_heads
            rows
            sort
            on_sort
            selection
            state
            busy=Signal::derive(move || list.slot.with(|remote| remote.loading))
            empty
            no_match=move || view! { <NoMatch list /> }
            failed=move || failure(T::UNREAD, error.get(), refresh)
        />
        <Show when=move || !is_early.get()>
            <div class="flc-pages">
                <Pagination
                    page=list.page
                    pages=list.pages
                    on_page=move |page| list.change(|view| view.page = page)
                    size
                    sizes=&PAGE_SIZES
                />
                <Range list />
            </div>
        </Show>
    }
}

/// Says that the filter takes no more tokens, and that a longer one was cut.
#[component]
fn FullFilter<T: Drawn>(list: List<T>) -> impl IntoView {
    let is_full = Memo::new(move |_| list.view.with(|view| view.query.is_full()));
    let text = move || words::FILTER_FULL.with(list.console.locale(), &[("n", &MOST_TOKENS.to_string())]);
    view! {
        <Show when=move || is_full.get()>
            <div class="flc-notes" role="status"><p class="flc-note"><span>{text}</span></p></div>
        </Show>
    }
}

/// Says why ids stand where names should.
#[component]
fn Unnamed() -> impl IntoView {
    let console = expect_context::<Console>();
    let error = Memo::new(move |_| console.unnamed_because());
    let again = loader(move || console.name_again());
    move || {
        error.get().map(|error| {
            let why = explain(console.locale(), &error).why;
            let text = lists::NAMES_UNREAD.with(console.locale(), &[("why", &why)]);
            view! {
                <div class="flc-notes">
                    <p class="flc-note">
                        <span>{text}</span>
                        <Button label=say(lists::READ_NAMES) variant=ButtonVariant::Plain on_click=again />
                    </p>
                </div>
            }
        })
    }
}

/// How much of a long list has come, until all of it has.
#[component]
fn Arriving<T: Drawn>(list: List<T>) -> impl IntoView {
    let console = list.console;
    let arrived = Memo::new(move |_| list.arrived());
    move || {
        arrived.get().map(|(arrived, is_early)| {
            let word = if is_early { lists::STILL_READING } else { lists::ARRIVED };
            let text = word.with(console.locale(), &[("n", &arrived.to_string())]);
            view! { <div class="flc-notes"><p class="flc-note"><span>{text}</span></p></div> }
        })
    }
}

/// Which of the rows the page has, such as "1–30 of 40".
#[component]
fn Range<T: Drawn>(list: List<T>) -> impl IntoView {
    let text = move || {
        // The page is a memo of both of these, so it is read after them.
        let (total, size) = (list.counts().0, list.size.get());
        let from = list.page.get() * size + 1;
        let to = total.min(from + size - 1);
        let [from, to, all] = [from, to, total].map(|number| number.to_string());
        let values = [("from", &*from), ("to", &*to), ("total", &*all)];
        if total == 0 { String::new() } else { words::RANGE.with(list.console.locale(), &values) }
    };
    view! { <p class="flc-count" prop:textContent=text></p> }
}

/// Reads what filters and sorts need of new rows, a column at a time and after the rows were drawn, so that no press of a
/// key has to wait for it. Rows that change again within a moment, as during a write to many of them, are not worth it.
fn prepare<T: Drawn>(list: List<T>) {
    const MOMENT: Duration = Duration::from_millis(300);
    Effect::new(move || {
        let index = list.index.with(Arc::downgrade);
        set_timeout(move || prepare_from(index, 0), MOMENT);
    });
}

fn prepare_from<T: Drawn>(index: Weak<Index<T>>, at: usize) {
    let next = move || {
        if index.upgrade().is_some_and(|index| index.prepare(at)) {
            prepare_from(index, at + 1);
        }
    };
    set_timeout(next, Duration::ZERO);
}

/// What stands in a list whose filter lets nothing through.
#[component]
fn NoMatch<T: Drawn>(list: List<T>) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let clear = move |()| {
        if let Some(button) = button.get_untracked() {
            focus_nearest(&button, ".flc-filter-field input");
        }
        list.clear_filter();
    };
    view! {
        <EmptyState title=say(words::NO_MATCHES) detail=say(words::NO_MATCHES_HELP) icon=IconName::Search>
            <Button label=say(words::CLEAR_FILTER) on_click=clear node_ref=button />
        </EmptyState>
    }
}

/// "Updated 09:21:09 …", or nothing before the first answer.
#[component]
pub(super) fn Updated<T: Send + Sync + 'static>(remote: Slot<T>) -> impl IntoView {
    let console = expect_context::<Console>();
    let read_at = Memo::new(move |_| remote.with(|remote| remote.read_at));
    let text = move || match read_at.get() {
        Some(at) => {
            let time = TimeFormat::of(console).text(Timestamp::from_millis(at));
            words::UPDATED_AT.with(console.locale(), &[("time", &time)])
        }
        None => String::new(),
    };
    view! { <span class="flc-updated" prop:textContent=text></span> }
}

/// The button that reads a list again.
#[component]
pub(super) fn Refresh<T: Send + Sync + 'static>(remote: Slot<T>, refresh: Callback<()>) -> impl IntoView {
    let busy = Signal::derive(move || remote.with(|remote| remote.loading));
    view! { <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy /> }
}

/// The counter beside a title: how many rows are known, whether there may be more, and how many are selected.
pub(super) fn counter<T: Drawn>(list: List<T>) -> Text {
    Signal::derive(move || match list.slot.with(|remote| remote.value.is_some()) {
        true => {
            let (known, selected) = (list.counts().1, list.selected.with(Vec::len));
            crate::state::listing::counter(selected, known, list.is_whole())
        }
        false => String::new(),
    })
}
