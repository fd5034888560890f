//! Logging ports: all of the project, or those of one logger.

use futures_util::future::join;
use leptos::prelude::*;

use super::common::{loader, mono_cell, name_targets, read_at_first, say};
use super::drawn::{Drawn, Formatter, head};
use super::list::{ListTable, Refresh, Updated, counter};
use super::logger_table::resource_cell;
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::{Word, words};
use crate::route::Route;
use crate::state::Console;
use crate::state::listing::{Column, List, Listed, Source};
use crate::state::logger_list::name_of;
use crate::state::port_list::{PortColumn, PortNames};
use crate::ui::{self, Cell, EmptyState, IconName, PageHeader};

impl Drawn for LoggingPort {
    const TITLE: Word = words::LOGGING_PORTS;
    const FILTER: Word = words::FILTER_PORTS;
    const UNREAD: Word = words::PORTS_UNREAD;

    fn name(&self) -> &str {
        &self.id
    }

    fn cell(&self, column: PortColumn, formatter: &Formatter<'_, PortNames>) -> Cell {
        match column {
            PortColumn::Port => port_link(self, formatter.names.resources.of(&self.port_id)),
            PortColumn::Logger => logger_link(&self.logger_id, formatter.names.logger(&self.logger_id)),
            PortColumn::Network => resource_cell(&formatter.names.resources, &self.network_id),
            PortColumn::Created => formatter.times.cell(self.created_at),
            PortColumn::Updated => formatter.times.cell(self.updated_at),
            PortColumn::Id => mono_cell(&self.id),
        }
    }

    fn id_in_words<'a>(names: &'a PortNames, id: &str) -> Option<&'a str> {
        names.logger(id)
    }
}

/// A logging port by its port: the name or address, or the id where that is not known.
fn port_link(port: &LoggingPort, name: Option<&str>) -> Cell {
    let href = Route::logging_port(&port.id).href();
    match name {
        Some(name) => Cell::NamedLink { text: name.to_owned(), href, id: port.port_id.clone() },
        None if port.port_id.is_empty() => Cell::MonoLink { text: port.id.clone(), href },
        None => Cell::MonoLink { text: port.port_id.clone(), href },
    }
}

/// A logger by its name, or by its id where that is not known.
fn logger_link(id: &str, name: Option<&str>) -> Cell {
    let href = Route::logger(id).href();
    match name {
        _ if id.is_empty() => Cell::Absent,
        Some(name) => Cell::Link { text: name.to_owned(), href },
        None => Cell::MonoLink { text: id.to_owned(), href },
    }
}

/// The page of logging ports.
#[component]
pub(super) fn Ports() -> impl IntoView {
    let console = expect_context::<Console>();
    let read_ports = loader(move || console.load_rows::<LoggingPort>());
    // The loggers for their names.
    let read_loggers = loader(move || console.load_loggers());
    let refresh = loader(move || async move {
        join(console.load_rows::<LoggingPort>(), console.load_loggers()).await;
    });
    read_at_first::<LoggingPort>(console, read_ports);
    read_at_first::<Logger>(console, read_loggers);
    name_targets(console);
    let list = List::<LoggingPort>::new(console, console.shared.ports);
    view! {
        <PageHeader title=say(words::LOGGING_PORTS) counter=counter(list)>
            <Refresh remote=console.shared.ports refresh />
        </PageHeader>
        <div class="flc-stack">
            <ListTable list refresh columns=every_column() empty=|| view! { <NoPorts help=words::NO_PORTS_HELP /> }>
                <Updated remote=console.shared.ports />
            </ListTable>
        </div>
    }
}

/// The ports of the logger whose page is open.
#[component]
pub(super) fn PortsOfLogger(refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    name_targets(console);
    let list = List::<LoggingPort>::new(console, console.part.logger_ports);
    let empty = || view! { <NoPorts help=words::NO_PORTS_OF_LOGGER /> };
    view! {
        <div class="flc-stack">
            <ListTable list refresh columns=every_column() empty />
        </div>
    }
}

#[component]
fn NoPorts(help: Word) -> impl IntoView {
    view! { <EmptyState title=say(words::NO_PORTS) detail=say(help) icon=IconName::Network /> }
}

fn every_column() -> Signal<Vec<&'static Column<LoggingPort>>> {
    Signal::stored(LoggingPort::COLUMNS.iter().collect())
}

/// The columns of a table of logging ports.
pub(super) fn columns() -> Vec<ui::Column> {
    LoggingPort::COLUMNS.iter().map(head).collect()
}

/// Logging ports as rows of a table with these columns.
pub(super) fn table_rows(console: Console, ports: &[Row<LoggingPort>]) -> Vec<ui::Row> {
    let columns: Vec<&Column<LoggingPort>> = LoggingPort::COLUMNS.iter().collect();
    Formatter::of(console, &LoggingPort::names(console)).rows(ports.iter(), &columns)
}

/// A logger in a list of values; tracks what tells its name.
pub(super) fn logger_cell(console: Console, id: &str) -> Cell {
    console.shared.loggers.track();
    console.part.logger.track();
    logger_link(id, console.known_logger(id).as_ref().map(name_of))
}
