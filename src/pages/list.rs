//! A list as every page of one shows it: the filter, the table with its selection, and the way between its pages.

use std::sync::{Arc, Weak};
use std::time::Duration;

use leptos::prelude::*;

use super::failure::failure;
use super::filter_bar::FilterBar;
use super::kit::{TimeFormat, error_of, say};
use super::list_notes::ListNotes;
use super::place::KeptPlace;
use super::saved_filters::SavedFilters;
use crate::api::Row;
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Locale, Word, words};
use crate::state::Console;
use crate::state::filter::Query;
use crate::state::listing::{Column, Index, List, Source, column, properties};
use crate::state::preferences::PAGE_SIZES;
use crate::state::remote::Slot;
use crate::ui::{
    self, Align, Button, Cell, EmptyState, IconName, Pagination, Selection, Table, TableState, Text,
};

/// How the rows of a list are shown.
pub(super) trait Drawn: Source {
    const TITLE: Word;
    /// Names the filter.
    const FILTER: Word;
    /// Says that the list could not be read.
    const UNREAD: Word;

    /// What a row is called.
    fn name(&self) -> &str;

    fn cell(&self, column: Self::Column, pen: &Pen<'_, Self::Names>) -> Cell;

    /// Which edge of a column its values stand at, and the class of its width.
    fn look(_column: Self::Column) -> (Align, &'static str) {
        (Align::Start, "")
    }

    /// What the table says for a value of the service, where that is not the value itself.
    fn value_in_words(_locale: Locale, _column: Self::Column, _value: &str) -> Option<String> {
        None
    }

    /// What an id in a filter stands for, where that is known.
    fn id_in_words<'a>(_names: &'a Self::Names, _id: &str) -> Option<&'a str> {
        None
    }
}

/// What the cells of a table are drawn with; made once for all of them.
pub(super) struct Pen<'a, N> {
    pub locale: Locale,
    pub times: TimeFormat,
    pub names: &'a N,
}

impl<'a, N> Pen<'a, N> {
    /// Follows the language and the zone of times.
    pub fn of(console: Console, names: &'a N) -> Pen<'a, N> {
        Pen { locale: console.locale(), times: TimeFormat::of(console), names }
    }

    /// Draws rows. One that could not be read has its place as the key, which no id looks like.
    pub fn rows<'r, T: Drawn<Names = N>>(
        &self,
        rows: impl Iterator<Item = &'r Row<T>>,
        columns: &[&Column<T>],
    ) -> Vec<ui::Row> {
        let draw = |(place, row): (usize, &Row<T>)| match row {
            Row::Read(row) => ui::Row {
                key: row.id().to_owned(),
                name: row.name().to_owned(),
                cells: columns.iter().map(|column| row.cell(column.key, self)).collect(),
            },
            Row::Unreadable { raw, reason } => self.unreadable(place, raw, reason, columns.len()),
        };
        rows.enumerate().map(draw).collect()
    }

    /// A row that could not be read: why, and as it came.
    fn unreadable(&self, place: usize, raw: &str, reason: &str, columns: usize) -> ui::Row {
        let mut cells = vec![
            Cell::Unreadable(words::UNREADABLE_ROW.with(self.locale, &[("reason", reason)])),
            Cell::MiddleCut(raw.to_owned()),
        ];
        cells.resize(columns, Cell::Absent);
        ui::Row { key: format!("#{place}"), name: words::UNREADABLE_NAME.text(self.locale).to_owned(), cells }
    }
}

/// A column as the table's head shows it.
pub(super) fn head<T: Drawn>(column: &Column<T>) -> ui::Column {
    let (align, width) = T::look(column.key);
    ui::Column { id: column.id, label: say(column.word), sortable: true, align, width }
}

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
        list.with_page(|index, places| Pen::of(console, index.names()).rows(index.at(places), &columns))
    });
    let state = Memo::new(move |_| {
        list.slot.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
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
        <KeptPlace />
        {selectable.then(|| view! { <ListNotes list /> })}
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
        <Pagination
            page=list.page
            pages=list.pages
            on_page=move |page| list.change(|view| view.page = page)
            size=size_of(list)
            sizes=&PAGE_SIZES
        />
    }
}

/// The size of a page as a signal that the control can set.
fn size_of<T: Drawn>(list: List<T>) -> RwSignal<usize> {
    let size = RwSignal::new(list.size.get_untracked());
    Effect::new(move || size.set(list.size.get()));
    Effect::new(move || list.resize(size.get()));
    size
}

/// Reads what filters and sorts need of new rows, a column at a time and after the rows were drawn, so that no press of a
/// key has to wait for it.
fn prepare<T: Drawn>(list: List<T>) {
    Effect::new(move || {
        let index = list.index.with(Arc::downgrade);
        request_animation_frame(move || prepare_from(index, 0));
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
    view! {
        <EmptyState title=say(words::NO_MATCHES) detail=say(words::NO_MATCHES_HELP) icon=IconName::Search>
            <Button label=say(words::CLEAR_FILTER) on_click=move |()| list.clear_filter() />
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
    view! { <span class="flc-updated">{text}</span> }
}

/// The button that reads a list again.
#[component]
pub(super) fn Refresh<T: Send + Sync + 'static>(remote: Slot<T>, refresh: Callback<()>) -> impl IntoView {
    let busy = Signal::derive(move || remote.with(|remote| remote.loading));
    view! { <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy /> }
}

/// The counter beside a title: how many rows there are, and of those how many are selected.
pub(super) fn counter<T: Drawn>(list: List<T>) -> Text {
    Signal::derive(move || match list.slot.with(|remote| remote.value.is_some()) {
        true => crate::state::listing::counter(list.selected.with(Vec::len), list.counts().1),
        false => String::new(),
    })
}
