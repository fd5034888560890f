//! Flow log loggers: the table of all loggers and what can be done with several.

use std::sync::Arc;

use leptos::prelude::*;

use super::failure::failure;
use super::filter_bar::{self, FilterBar};
use super::kit::{
    button_row, error_of, loader, name_targets, read_at_first, run_on, say, slot, toolbar, updated,
};
use super::logger_table as table;
use super::{export, list_notes, preferences};
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};
use crate::route::Route;
use crate::state::events::Event;
use crate::state::list_view::arrange;
use crate::state::listing::{PAGE_SIZES, counter, page_count, window};
use crate::state::resources::Names;
use crate::state::{Console, logger_list};
use crate::ui::{
    self, ButtonVariant, Column, IconName, SelectionProps, Table, TableState, button, empty_state,
    link_button, live, page_header, pagination, popover,
};

pub(super) fn view(console: Console) -> AnyView {
    let refresh = loader(move || console.load_loggers());
    read_at_first(console, console.shared.loggers, refresh);
    let chosen = filter_bar::list_view(console, &logger_list::KIND);
    let all = Signal::derive(move || {
        console.shared.loggers.with(|remote| remote.value.clone()).unwrap_or_default()
    });
    let arranged = Memo::new(move |_| {
        let names = console.names();
        let value_of = |row: &_, column: &str| logger_list::value_of(row, column, &names);
        let text_of = |row: &_| logger_list::text_of(row, &names);
        chosen.with(|chosen| Arc::new(arrange(&all.get(), chosen, &value_of, &text_of)))
    });
    name_targets(console);
    let selected_keys = keep_selection(all);
    let selected = Memo::new(move |_| table::selected(&all.get(), &selected_keys.get()));
    tell_selection(console, selected);
    let counts = Signal::derive(move || (arranged.with(|rows| rows.len()), all.with(|rows| rows.len())));
    let heading_counter =
        Signal::derive(move || match console.shared.loggers.with(|remote| remote.value.is_some()) {
            true => counter(selected_keys.with(Vec::len), counts.get().1),
            false => String::new(),
        });
    let values =
        Callback::new(move |property: String| present_values(&all.get(), &property, &console.names()));
    let bar = FilterBar {
        label: words::FILTER_LOGGERS,
        kind: &logger_list::KIND,
        property_word: table::word,
        name: |_, _| None,
        asked: Console::asked_loggers,
        read: Console::load_loggers,
        values,
        counts,
    };
    let read_at = Signal::derive(move || console.shared.loggers.with(|remote| remote.read_at));
    let buttons = actions(console, refresh, selected, arranged);
    let side = button_row(vec![updated(console, read_at), preferences_button(console)]);
    let bar = vec![filter_bar::view(console, bar), side];
    let parts = vec![
        page_header(say(words::LOGGERS_TITLE), Some(heading_counter), None, buttons),
        toolbar(bar),
        list_notes::view(console, arranged, selected_keys),
        logger_table(console, refresh, arranged, selected_keys),
    ];
    parts.into_any()
}

/// The selection, without the rows that a refresh no longer has.
fn keep_selection(all: Signal<Arc<Vec<Row<Logger>>>>) -> RwSignal<Vec<String>> {
    let selected = RwSignal::new(Vec::new());
    Effect::new(move || {
        let present: Vec<String> =
            all.with(|rows| rows.iter().filter_map(Row::read).map(|logger| logger.id.clone()).collect());
        if selected.with_untracked(|keys: &Vec<String>| keys.iter().any(|key| !present.contains(key))) {
            selected.update(|keys| keys.retain(|key| present.contains(key)));
        }
    });
    selected
}

/// Has the host told which loggers are ticked, once some are.
fn tell_selection(console: Console, selected: Memo<Vec<Logger>>) {
    let mut told = Vec::new();
    Effect::new(move || {
        let now: Vec<String> =
            selected.with(|loggers| loggers.iter().map(|logger| logger.id.clone()).collect());
        if now != told {
            told.clone_from(&now);
            console.tell(Event::Selected(now));
        }
    });
}

fn present_values(rows: &[Row<Logger>], property: &str, names: &Names) -> Vec<String> {
    use crate::state::filter::FieldValue;
    if !filter_bar::is_suggested(&logger_list::KIND, property) {
        return Vec::new();
    }
    let values = rows.iter().filter_map(|row| match logger_list::value_of(row, property, names) {
        FieldValue::Text(text) => Some(text),
        FieldValue::Number(number) => Some(number.to_string()),
        FieldValue::Time(_) | FieldValue::Absent => None,
    });
    values.collect()
}

/// Why writing is off for the whole console, if it is.
pub(super) fn read_only_reason(console: Console) -> Option<String> {
    console.read_only().map(|why| console.say(why).to_owned())
}

type Arranged = Memo<Arc<Vec<Row<Logger>>>>;

fn actions(
    console: Console,
    refresh: Callback<()>,
    selected: Memo<Vec<Logger>>,
    arranged: Arranged,
) -> Vec<AnyView> {
    let loading = Signal::derive(move || console.shared.loggers.with(|remote| remote.loading));
    let reason = move |why: fn(&[Logger]) -> Option<Word>| {
        Signal::derive(move || {
            read_only_reason(console)
                .or_else(|| selected.with(|loggers| why(loggers)).map(|word| console.say(word).to_owned()))
        })
    };
    let one = reason(|loggers| (loggers.len() != 1).then_some(words::SELECT_ONE));
    let some = reason(|loggers| loggers.is_empty().then_some(words::SELECT_SOME));
    let to_enable = reason(|loggers| match loggers {
        [] => Some(words::SELECT_SOME),
        loggers => loggers.iter().all(|logger| logger.enabled == Some(true)).then_some(words::NONE_TO_ENABLE),
    });
    let to_disable = reason(|loggers| match loggers {
        [] => Some(words::SELECT_SOME),
        loggers => {
            loggers.iter().all(|logger| logger.enabled == Some(false)).then_some(words::NONE_TO_DISABLE)
        }
    });
    let first = move || selected.get_untracked().into_iter().next();
    let edit = Callback::new(move |()| {
        if let Some(logger) = first() {
            console.part.edit.open(logger);
        }
    });
    let clone = Callback::new(move |()| {
        if let Some(logger) = first() {
            console.go(Route::clone_of(&logger.id));
        }
    });
    let set_enabled = move |enabled: bool| {
        Callback::new(move |()| {
            let mut loggers = selected.get_untracked();
            loggers.retain(|logger| logger.enabled != Some(enabled));
            run_on(console.set_enabled(loggers, enabled));
        })
    };
    let delete = Callback::new(move |()| console.part.deleting.set(selected.get_untracked()));
    let nothing = Signal::derive(move || {
        arranged.with(|rows| rows.is_empty()).then(|| console.say(words::NOTHING_TO_EXPORT).to_owned())
    });
    let export = Callback::new(move |()| {
        let rows = arranged.with_untracked(|rows| rows.to_vec());
        export::loggers(console, &rows);
    });
    let create = move || match read_only_reason(console) {
        None => {
            link_button(say(words::CREATE_LOGGER), "#/create", ButtonVariant::Primary, Some(IconName::Plus))
        }
        Some(_) => {
            button(say(words::CREATE_LOGGER)).off(Signal::derive(move || read_only_reason(console))).view()
        }
    };
    let act = |word, icon, run, off| button(say(word)).icon(icon).on_click(run).off(off).view();
    vec![
        button(say(words::REFRESH)).icon(IconName::Refresh).on_click(refresh).busy(loading).view(),
        act(words::EDIT, IconName::Edit, edit, one),
        act(words::ENABLE, IconName::Play, set_enabled(true), to_enable),
        act(words::DISABLE, IconName::Pause, set_enabled(false), to_disable),
        act(words::CLONE, IconName::Clone, clone, one),
        act(words::DELETE, IconName::Trash, delete, some),
        act(words::EXPORT, IconName::Download, export, nothing),
        live(create),
    ]
}

fn logger_table(
    console: Console,
    refresh: Callback<()>,
    arranged: Arranged,
    selected_keys: RwSignal<Vec<String>>,
) -> AnyView {
    let kind = &logger_list::KIND;
    let chosen = filter_bar::list_view(console, kind);
    let column_ids = Memo::new(move |_| {
        console.shared.preferences.with(|chosen| logger_list::columns(chosen.columns.as_deref()))
    });
    // The labels are made once: what a computation makes is gone when it runs again.
    let every_column: Vec<Column> = logger_list::COLUMNS.iter().map(|id| table::column(id)).collect();
    let columns = Signal::derive(move || {
        let shown = column_ids.get();
        let find = |id: &&str| every_column.iter().find(|column| column.id == *id).cloned();
        shown.iter().filter_map(find).collect::<Vec<_>>()
    });
    let size = RwSignal::new(console.shared.preferences.with_untracked(|chosen| chosen.page_size()));
    Effect::new(move || {
        let size = size.get();
        if console.shared.preferences.with_untracked(|chosen| chosen.page_size() != size) {
            console.prefer(|chosen| chosen.page_size = Some(size));
        }
    });
    let pages = Memo::new(move |_| page_count(arranged.with(|rows| rows.len()), size.get()));
    let page = Memo::new(move |_| chosen.with(|view| view.page).min(pages.get().saturating_sub(1)));
    let rows = Signal::derive(move || {
        arranged.with(|rows| {
            let window = window(rows.len(), page.get(), size.get());
            table::rows(console, rows.get(window).unwrap_or_default(), &column_ids.get())
        })
    });
    let state = Memo::new(move |_| {
        console.shared.loggers.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(rows), None) if rows.is_empty() && console.knows_whole_list() => TableState::Empty,
            (Some(_), None) if arranged.with(|rows| rows.is_empty()) => TableState::NoMatch,
            (Some(_), None) => TableState::Ready,
        })
    });
    let error = error_of(console.shared.loggers);
    let selection = SelectionProps {
        selected: selected_keys,
        row_label: Callback::new(move |name: String| {
            words::SELECT_ROW.with(console.locale(), &[("name", &name)])
        }),
        all_label: say(words::SELECT_PAGE),
    };
    let table = ui::table(Table {
        label: say(words::LOGGERS_TITLE),
        columns,
        rows,
        sort: filter_bar::sort(chosen),
        on_sort: Some(filter_bar::on_sort(console, kind)),
        selection: Some(selection),
        state: state.into(),
        busy: Signal::derive(move || console.shared.loggers.with(|remote| remote.loading)),
        empty: slot(move || no_loggers(console)),
        no_match: slot(move || filter_bar::no_match(console, kind)),
        failed: slot(move || failure(words::LOGGERS_UNREAD, error.get(), refresh)),
        skeleton_rows: 8,
    });
    let pages = pagination(page.into(), pages.into(), filter_bar::on_page(console, kind), size, &PAGE_SIZES);
    vec![table, pages].into_any()
}

fn no_loggers(console: Console) -> AnyView {
    let create =
        || link_button(say(words::CREATE_LOGGER), "#/create", ButtonVariant::Normal, Some(IconName::Plus));
    let actions = read_only_reason(console).is_none().then(create).into_iter().collect();
    empty_state(say(words::NO_LOGGERS), say(words::NO_LOGGERS_HELP), IconName::Logger, actions)
}

fn preferences_button(console: Console) -> AnyView {
    popover(say(words::PREFERENCES), IconName::Settings, ButtonVariant::Normal, move || {
        preferences::view(console)
    })
}
