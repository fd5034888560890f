//! Flow log loggers: the table of all loggers and what can be done with several.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::reactive::{Callback, Memo, RwSignal, Signal};

use super::failure::failure;
use super::filter_bar::{self, FilterBar};
use super::kit::{error_of, fields, loader, run_on, say, slot, toolbar, updated};
use super::logger_table as table;
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};
use crate::route::Route;
use crate::state::list_view::arrange;
use crate::state::listing::{PAGE_SIZES, counter, page_count, window};
use crate::state::{Console, logger_list};
use crate::ui::{
    Button, ButtonVariant, Checkbox, CheckboxGroup, Choice, Column, DataTable, EmptyState, IconName,
    LinkButton, PageHeader, Pagination, Popover, SelectionProps, TableState, callback, derive, effect, live,
    memo,
};

pub(super) fn view(console: Console) -> AnyView {
    let refresh = loader(move || console.load_loggers());
    refresh.run(());
    let chosen = filter_bar::list_view(console, &logger_list::KIND);
    let all = derive(move || console.loggers.with(|remote| remote.value.clone()).unwrap_or_default());
    let arranged = memo(move || {
        chosen.with(|chosen| {
            Arc::new(arrange(&all.get(), chosen, &logger_list::value_of, &logger_list::text_of))
        })
    });
    let selected_keys = keep_selection(all);
    let selected = memo(move || table::selected(&all.get(), &selected_keys.get()));
    let counts = derive(move || (arranged.with(|rows| rows.len()), all.with(|rows| rows.len())));
    let heading_counter = derive(move || match console.loggers.with(|remote| remote.value.is_some()) {
        true => counter(selected_keys.with(BTreeSet::len), counts.get().1),
        false => String::new(),
    });
    let values = callback(move |property: String| present_values(&all.get(), &property));
    let bar = FilterBar {
        label: words::FILTER_LOGGERS,
        kind: &logger_list::KIND,
        property_word: table::word,
        values,
        counts,
    };
    let read_at = derive(move || console.loggers.with(|remote| remote.read_at));
    view! {
        <PageHeader title=say(words::LOGGERS_TITLE) counter=heading_counter>
            {actions(console, refresh, selected, arranged)}
        </PageHeader>
        {toolbar(vec![filter_bar::view(console, bar), updated(console, read_at), preferences(console)])}
        {logger_table(console, refresh, arranged, selected_keys)}
    }
    .into_any()
}

/// The selection, without the rows that a refresh no longer has.
fn keep_selection(all: Signal<Arc<Vec<Row<Logger>>>>) -> RwSignal<BTreeSet<String>> {
    let selected = RwSignal::new(BTreeSet::new());
    effect(move || {
        let present: BTreeSet<String> =
            all.with(|rows| rows.iter().filter_map(Row::read).map(|logger| logger.id.clone()).collect());
        if selected.with_untracked(|keys: &BTreeSet<String>| !keys.is_subset(&present)) {
            selected.update(|keys| keys.retain(|key| present.contains(key)));
        }
    });
    selected
}

fn present_values(rows: &[Row<Logger>], property: &str) -> Vec<String> {
    use crate::state::filter::FieldValue;
    if !filter_bar::is_suggested(&logger_list::KIND, property) {
        return Vec::new();
    }
    let values = rows.iter().filter_map(|row| match logger_list::value_of(row, property) {
        FieldValue::Text(text) => Some(text),
        FieldValue::Number(number) => Some(number.to_string()),
        FieldValue::Time(_) | FieldValue::Absent => None,
    });
    values.collect()
}

/// Why writing is off for the whole console, if it is.
pub(super) fn read_only_reason(console: Console) -> Option<String> {
    let read_only = console.config.with_value(|config| config.read_only);
    read_only.then(|| console.say(words::READ_ONLY_WHY).to_owned())
}

type Arranged = Memo<Arc<Vec<Row<Logger>>>>;

fn actions(
    console: Console,
    refresh: Callback<()>,
    selected: Memo<Vec<Logger>>,
    arranged: Arranged,
) -> AnyView {
    let loading = derive(move || console.loggers.with(|remote| remote.loading));
    let reason = move |why: fn(&[Logger]) -> Option<Word>| {
        derive(move || {
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
    let edit = callback(move |()| {
        if let Some(logger) = first() {
            console.edit.open(logger);
        }
    });
    let clone = callback(move |()| {
        if let Some(logger) = first() {
            console.go(Route::clone_of(&logger.id));
        }
    });
    let set_enabled = move |enabled: bool| {
        callback(move |()| {
            let mut loggers = selected.get_untracked();
            loggers.retain(|logger| logger.enabled != Some(enabled));
            run_on(console.set_enabled(loggers, enabled));
        })
    };
    let delete = callback(move |()| console.deleting.set(selected.get_untracked()));
    let nothing = derive(move || {
        arranged.with(|rows| rows.is_empty()).then(|| console.say(words::NOTHING_TO_EXPORT).to_owned())
    });
    let export = callback(move |()| {
        let text = arranged.with_untracked(|rows| logger_list::export(rows));
        save_file(console, "flow-log-loggers.csv", &text);
    });
    let create = move || {
        match read_only_reason(console) {
        None => view! {
            <LinkButton
                label=say(words::CREATE_LOGGER)
                href="#/create"
                variant=ButtonVariant::Primary
                icon=IconName::Plus
            />
        }
        .into_any(),
        Some(_) => view! {
            <Button label=say(words::CREATE_LOGGER) disabled_reason=derive(move || read_only_reason(console)) />
        }
        .into_any(),
    }
    };
    view! {
        <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy=loading />
        <Button label=say(words::EDIT) icon=IconName::Edit on_click=edit disabled_reason=one />
        <Button label=say(words::ENABLE) icon=IconName::Play on_click=set_enabled(true) disabled_reason=to_enable />
        <Button label=say(words::DISABLE) icon=IconName::Pause on_click=set_enabled(false) disabled_reason=to_disable />
        <Button label=say(words::CLONE) icon=IconName::Clone on_click=clone disabled_reason=one />
        <Button label=say(words::DELETE) icon=IconName::Trash on_click=delete disabled_reason=some />
        <Button label=say(words::EXPORT) icon=IconName::Download on_click=export disabled_reason=nothing />
        {live(create)}
    }
    .into_any()
}

fn logger_table(
    console: Console,
    refresh: Callback<()>,
    arranged: Arranged,
    selected_keys: RwSignal<BTreeSet<String>>,
) -> AnyView {
    let kind = &logger_list::KIND;
    let chosen = filter_bar::list_view(console, kind);
    let column_ids =
        memo(move || console.preferences.with(|chosen| logger_list::columns(chosen.columns.as_deref())));
    // The labels are made once: what a computation makes is gone when it runs again.
    let every_column: Vec<Column> = logger_list::COLUMNS.iter().map(|id| table::column(id)).collect();
    let columns = derive(move || {
        let shown = column_ids.get();
        let find = |id: &&str| every_column.iter().find(|column| column.id == *id).cloned();
        shown.iter().filter_map(find).collect::<Vec<_>>()
    });
    let size = RwSignal::new(console.preferences.with_untracked(|chosen| chosen.page_size()));
    effect(move || {
        let size = size.get();
        if console.preferences.with_untracked(|chosen| chosen.page_size() != size) {
            console.prefer(|chosen| chosen.page_size = Some(size));
        }
    });
    let pages = memo(move || page_count(arranged.with(|rows| rows.len()), size.get()));
    let page = memo(move || chosen.with(|view| view.page).min(pages.get().saturating_sub(1)));
    let rows = derive(move || {
        arranged.with(|rows| {
            let window = window(rows.len(), page.get(), size.get());
            table::rows(console, rows.get(window).unwrap_or_default(), &column_ids.get())
        })
    });
    let state = memo(move || {
        console.loggers.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(rows), None) if rows.is_empty() => TableState::Empty,
            (Some(_), None) if arranged.with(|rows| rows.is_empty()) => TableState::NoMatch,
            (Some(_), None) => TableState::Ready,
        })
    });
    let sort = derive(move || chosen.with(|view| Some((view.sort.column.clone(), view.sort.descending))));
    let error = error_of(console.loggers);
    let selection = SelectionProps {
        selected: selected_keys,
        row_label: callback(move |name: String| words::SELECT_ROW.with(console.locale(), &[("name", &name)])),
        all_label: say(words::SELECT_PAGE),
    };
    view! {
        <DataTable
            label=say(words::LOGGERS_TITLE)
            columns=columns
            rows=rows
            sort=sort
            on_sort=callback(move |column: String| {
                filter_bar::change(console, kind, |view| view.sort = view.sort.pressed(&column));
            })
            selection=selection
            state=state
            busy=derive(move || console.loggers.with(|remote| remote.loading))
            empty=slot(move || no_loggers(console))
            no_match=slot(move || no_match(console))
            failed=slot(move || failure(words::LOGGERS_UNREAD, error.get(), refresh))
        />
        <Pagination
            page=page
            pages=pages
            size=size
            sizes=PAGE_SIZES.to_vec()
            on_page=callback(move |page: usize| filter_bar::change(console, kind, |view| view.page = page))
        />
    }
    .into_any()
}

fn no_loggers(console: Console) -> AnyView {
    let create = read_only_reason(console).is_none().then(|| {
        view! { <LinkButton label=say(words::CREATE_LOGGER) href="#/create" icon=IconName::Plus /> }
            .into_any()
    });
    view! {
        <EmptyState title=say(words::NO_LOGGERS) detail=say(words::NO_LOGGERS_HELP) icon=IconName::Logger>
            {create}
        </EmptyState>
    }
    .into_any()
}

fn no_match(console: Console) -> AnyView {
    let clear = callback(move |()| filter_bar::clear(console, &logger_list::KIND));
    view! {
        <EmptyState title=say(words::NO_MATCHES) detail=say(words::NO_MATCHES_HELP) icon=IconName::Search>
            <Button label=say(words::CLEAR_FILTER) on_click=clear />
        </EmptyState>
    }
    .into_any()
}

fn preferences(console: Console) -> AnyView {
    let compact = RwSignal::new(console.preferences.with_untracked(|chosen| chosen.compact));
    let wrap = RwSignal::new(console.preferences.with_untracked(|chosen| chosen.wrap));
    let columns = RwSignal::new(
        console
            .preferences
            .with_untracked(|chosen| logger_list::columns(chosen.columns.as_deref()))
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    Effect::new(move |before: Option<()>| {
        let (compact, wrap, columns) = (compact.get(), wrap.get(), columns.get());
        if before.is_some() {
            console.prefer(|chosen| {
                chosen.compact = compact;
                chosen.wrap = wrap;
                chosen.columns = Some(columns);
            });
        }
    });
    let options =
        logger_list::COLUMNS.iter().skip(1).map(|id| Choice::new(id, say(table::word(id)))).collect();
    view! {
        <Popover label=say(words::PREFERENCES) icon=IconName::Settings variant=ButtonVariant::Normal>
            {fields(vec![
                view! { <Checkbox label=say(words::COMPACT) checked=compact /> }.into_any(),
                view! { <Checkbox label=say(words::WRAP) checked=wrap /> }.into_any(),
                view! { <CheckboxGroup legend=say(words::COLUMNS) options=options value=columns /> }.into_any(),
            ])}
        </Popover>
    }
    .into_any()
}

/// Hands a text to the browser as a file to save.
fn save_file(console: Console, name: &str, text: &str) {
    use wasm_bindgen::{JsCast as _, JsValue};
    let save = || -> Result<(), JsValue> {
        // Spreadsheets take a text without the mark for one of the local code page.
        let parts = js_sys::Array::of2(&JsValue::from_str("\u{feff}"), &JsValue::from_str(text));
        let options = web_sys::BlobPropertyBag::new();
        options.set_type("text/csv;charset=utf-8");
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let url = web_sys::Url::create_object_url_with_blob(&blob)?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&url);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&url)
    };
    if save().is_err() {
        console.urgent.set(console.say(words::EXPORT_FAILED).to_owned());
    }
}
