//! The tables of logging ports: all of the project, or those of one logger.

use leptos::prelude::*;

use super::common::{loader, mono_cell, name_targets, read_at_first, say};
use super::drawn::{Drawn, Formatter, head};
use super::list::{ListTable, Refresh, Updated, counter};
use super::loads::load;
use super::logger_table::resource_in_table;
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::{Word, revealed, words};
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

    fn name(&self) -> String {
        self.id.clone()
    }

    fn cell(&self, column: PortColumn, formatter: &Formatter<'_, PortNames>) -> Cell {
        match column {
            PortColumn::Port => port_link(self, formatter.names.resources.of(&self.port_id)),
            PortColumn::Logger => logger_link(&self.logger_id, formatter.names.logger(&self.logger_id)),
            PortColumn::Network => resource_in_table(&formatter.names.resources, &self.network_id),
            PortColumn::Created => formatter.times.cell(self.created_at),
            PortColumn::Updated => formatter.times.cell(self.updated_at),
            PortColumn::Id => mono_cell(&self.id),
        }
    }

    fn id_in_words<'a>(names: &'a PortNames, id: &str) -> Option<&'a str> {
        names.logger(id)
    }
}

/// The link to a logging port. It shows the port by its name or address, or by its id where these are not known.
fn port_link(port: &LoggingPort, name: Option<&str>) -> Cell {
    let href = Route::logging_port(&port.id).href();
    match name {
        Some(name) => Cell::NamedLink { text: revealed(name).into_owned(), href, id: port.port_id.clone() },
        None if port.port_id.is_empty() => Cell::MonoLink { text: port.id.clone(), href },
        None => Cell::MonoLink { text: port.port_id.clone(), href },
    }
}

/// The link to a logger. It shows the name, or the id where the name is not known.
fn logger_link(id: &str, name: Option<&str>) -> Cell {
    let href = Route::logger(id).href();
    match name {
        _ if id.is_empty() => Cell::Absent,
        Some(name) => Cell::Link { text: revealed(name).into_owned(), href },
        None => Cell::MonoLink { text: id.to_owned(), href },
    }
}

/// The page of logging ports.
#[component]
pub(super) fn Ports() -> impl IntoView {
    let console = expect_context::<Console>();
    let refresh = loader(move || load(console));
    read_at_first::<LoggingPort>(console, loader(move || console.load_rows::<LoggingPort>()));
    // The names of the loggers.
    read_at_first::<Logger>(console, loader(move || console.load_loggers()));
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

/// The head of a table of logging ports.
pub(super) fn heads(columns: &[&Column<LoggingPort>]) -> Vec<ui::Column> {
    columns.iter().map(|column| head(column)).collect()
}

/// Logging ports as the rows of a table.
pub(super) fn table_rows<'a>(
    console: Console,
    ports: impl Iterator<Item = &'a Row<LoggingPort>>,
    columns: &[&Column<LoggingPort>],
) -> Vec<ui::Row> {
    Formatter::of(console, &LoggingPort::names(console)).rows(ports, columns)
}

/// The link to a logger among values; tracks what gives its name.
pub(super) fn logger_cell(console: Console, id: &str) -> Cell {
    console.shared.loggers.track();
    console.part.logger.track();
    logger_link(id, console.known_logger(id).as_ref().map(name_of))
}
