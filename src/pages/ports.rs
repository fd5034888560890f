//! Logging ports: all of the project, or those of one logger.

use std::sync::Arc;

use futures_util::future::join;
use leptos::prelude::*;

use super::failure::failure;
use super::filter_bar::{self, FilterBar};
use super::kit::name_targets;
use super::kit::{TimeFormat, error_of, loader, read_at_first, say, slot, stack, toolbar, updated};
use super::logger_table::{name_of, resource_cell, unreadable};
use super::place;
use crate::api::Row;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::{Word, words};
use crate::route::Route;
use crate::state::filter::FieldValue;
use crate::state::list_view::{ListView, arrange};
use crate::state::listing::{PAGE_SIZES, page_count, window};
use crate::state::port_list::PortNames;
use crate::state::remote::Slot;
use crate::state::{Console, port_list};
use crate::ui::{
    self, Cell, Column, IconName, Table, TableState, button, empty_state, page_header, pagination, table,
};

type Rows = Arc<Vec<Row<LoggingPort>>>;

fn word(column: &str) -> Word {
    match column {
        "logger" => words::LOGGER,
        "port" => words::PORT,
        "network" => words::NETWORK,
        "created" => words::CREATED,
        "updated" => words::UPDATED,
        _ => words::ID,
    }
}

pub(super) fn view(console: Console) -> AnyView {
    let refresh = loader(move || async move {
        // The loggers for their names.
        join(console.load_ports(), console.load_loggers()).await;
    });
    read_at_first(console, console.shared.ports, loader(move || console.load_ports()));
    read_at_first(console, console.shared.loggers, loader(move || console.load_loggers()));
    let all = rows_of(console.shared.ports);
    let read_at = Signal::derive(move || console.shared.ports.with(|remote| remote.read_at));
    let counter = Signal::derive(move || match console.shared.ports.with(|remote| remote.value.is_some()) {
        true => format!("({})", all.with(|rows| rows.len())),
        false => String::new(),
    });
    let loading = Signal::derive(move || console.shared.ports.with(|remote| remote.loading));
    let button = button(say(words::REFRESH)).icon(IconName::Refresh).on_click(refresh).busy(loading).view();
    let header = page_header(say(words::LOGGING_PORTS), Some(counter), None, vec![button]);
    let rest =
        list(console, console.shared.ports, refresh, words::NO_PORTS_HELP, Some(updated(console, read_at)));
    vec![header, rest].into_any()
}

/// The ports of the logger whose page is open.
pub(super) fn of_logger(console: Console, refresh: Callback<()>) -> AnyView {
    list(console, console.part.logger_ports, refresh, words::NO_PORTS_OF_LOGGER, None)
}

fn rows_of(slot: Slot<Rows>) -> Signal<Rows> {
    Signal::derive(move || slot.with(|remote| remote.value.clone()).unwrap_or_default())
}

/// The name of a logger where the list of loggers has been read; tracks that list.
fn logger_name(console: Console, id: &str) -> Option<String> {
    console.shared.loggers.track();
    console.part.logger.track();
    console.known_logger(id).map(|logger| name_of(&logger).to_owned())
}

fn list(
    console: Console,
    remote: Slot<Rows>,
    refresh: Callback<()>,
    empty_help: Word,
    updated: Option<AnyView>,
) -> AnyView {
    name_targets(console);
    let kind = &port_list::KIND;
    let chosen = filter_bar::list_view(console, kind);
    let all = rows_of(remote);
    let arranged =
        Memo::new(move |_| chosen.with(|chosen| Arc::new(arranged_rows(console, &all.get(), chosen))));
    let counts = Signal::derive(move || (arranged.with(|rows| rows.len()), all.with(|rows| rows.len())));
    let bar = FilterBar {
        label: words::FILTER_PORTS,
        kind,
        property_word: word,
        name: logger_name,
        asked: Console::asked_ports,
        read: Console::load_ports,
        values: Callback::new(move |property: String| present_values(console, &all.get(), &property)),
        counts,
    };
    let size = RwSignal::new(console.shared.preferences.with_untracked(|chosen| chosen.page_size()));
    let pages = Memo::new(move |_| page_count(counts.get().0, size.get()));
    let page = Memo::new(move |_| chosen.with(|view| view.page).min(pages.get().saturating_sub(1)));
    let rows = Signal::derive(move || {
        arranged.with(|rows| {
            let window = window(rows.len(), page.get(), size.get());
            table_rows(console, rows.get(window).unwrap_or_default())
        })
    });
    let state = Memo::new(move |_| {
        remote.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(rows), None) if rows.is_empty() => TableState::Empty,
            (Some(_), None) if arranged.with(|rows| rows.is_empty()) => TableState::NoMatch,
            (Some(_), None) => TableState::Ready,
        })
    });
    let empty = move || empty_state(say(words::NO_PORTS), say(empty_help), IconName::Network, Vec::new());
    let no_match = move || filter_bar::no_match(console, kind);
    let error = error_of(remote);
    let failed = move || failure(words::PORTS_UNREAD, error.get(), refresh);
    let mut tools = vec![filter_bar::view(console, bar)];
    tools.extend(updated);
    let table = table(Table {
        label: say(words::LOGGING_PORTS),
        columns: Signal::stored(columns()),
        rows,
        sort: filter_bar::sort(chosen),
        on_sort: Some(filter_bar::on_sort(console, kind)),
        selection: None,
        state: state.into(),
        busy: Signal::derive(move || remote.with(|remote| remote.loading)),
        empty: slot(empty),
        no_match: slot(no_match),
        failed: slot(failed),
        skeleton_rows: 8,
    });
    let pages = pagination(page.into(), pages.into(), filter_bar::on_page(console, kind), size, &PAGE_SIZES);
    stack(vec![toolbar(tools), place::keep(console), table, pages])
}

fn arranged_rows(console: Console, rows: &[Row<LoggingPort>], chosen: &ListView) -> Vec<Row<LoggingPort>> {
    let logger = |id: &str| logger_name(console, id);
    let names = PortNames { logger: &logger, resources: &console.names() };
    let value_of = |row: &_, column: &str| port_list::value_of(row, column, names);
    arrange(rows, chosen, &value_of, &|row| port_list::text_of(row, names))
}

fn present_values(console: Console, rows: &[Row<LoggingPort>], property: &str) -> Vec<String> {
    let logger = |id: &str| logger_name(console, id);
    let names = PortNames { logger: &logger, resources: &console.names() };
    let values = rows.iter().filter_map(|row| match port_list::value_of(row, property, names) {
        FieldValue::Text(text) => Some(text),
        _ => None,
    });
    values.collect()
}

pub(super) fn columns() -> Vec<Column> {
    let column = |id: &&'static str| Column {
        id,
        label: say(word(id)),
        sortable: true,
        align: ui::Align::Start,
        width: "",
    };
    port_list::COLUMNS.iter().map(column).collect()
}

pub(super) fn table_rows(console: Console, ports: &[Row<LoggingPort>]) -> Vec<ui::Row> {
    let times = TimeFormat::of(console);
    let names = console.names();
    let draw = |(index, row): (usize, &Row<LoggingPort>)| match row {
        Row::Read(port) => ui::Row {
            key: port.id.clone(),
            name: port.id.clone(),
            cells: vec![
                Cell::MonoLink { text: port.id.clone(), href: Route::logging_port(&port.id).href() },
                logger_cell(console, &port.logger_id),
                resource_cell(&names, &port.port_id),
                resource_cell(&names, &port.network_id),
                times.cell(port.created_at),
                times.cell(port.updated_at),
            ],
        },
        Row::Unreadable { raw, reason } => {
            unreadable(console.locale(), format!("#{index}"), raw, reason, port_list::COLUMNS.len())
        }
    };
    ports.iter().enumerate().map(draw).collect()
}

pub(super) fn logger_cell(console: Console, id: &str) -> Cell {
    let href = Route::logger(id).href();
    match logger_name(console, id) {
        _ if id.is_empty() => Cell::Absent,
        Some(text) => Cell::Link { text, href },
        None => Cell::MonoLink { text: id.to_owned(), href },
    }
}
