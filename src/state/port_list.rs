//! The list of logging ports as data: its columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use reactive_graph::prelude::*;

use super::console::Console;
use super::filter::FieldValue;
use super::filter::PropertyKind::{Id, Text, Time};
use super::list_scope::ListScope;
use super::listing::{Column, Listed, Source, put_uuid};
use super::logger_list::name_of;
use super::remote::{Rows, Slot};
use super::resources::Names;
use crate::api::arriving::Arriving;
use crate::api::{ApiError, Client, LoggingPortQuery, Row, logging_ports};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::words;
use crate::route::Page;

/// A column of the table of logging ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortColumn {
    Port,
    Logger,
    Network,
    Created,
    Updated,
    Id,
}

use PortColumn as Key;

type Entry = Column<LoggingPort>;

const COLUMNS: &[Entry] = &[
    Entry::new(Key::Port, "port", words::PORT, Id, |port, names| {
        FieldValue::text(names.resources.of(&port.port_id).unwrap_or(&port.port_id))
    })
    .naming(|port| &port.port_id)
    .asked(|query, id| put_uuid(&mut query.port_id, id)),
    Entry::new(Key::Logger, "logger", words::LOGGER, Text, |port, names| {
        FieldValue::text(names.logger(&port.logger_id).unwrap_or(&port.logger_id))
    })
    .naming(|port| &port.logger_id)
    .asked(|query, id| put_uuid(&mut query.logger_id, id)),
    Entry::new(Key::Network, "network", words::NETWORK, Id, |port, names| {
        FieldValue::text(names.resources.of(&port.network_id).unwrap_or(&port.network_id))
    })
    .naming(|port| &port.network_id)
    .asked(|query, id| put_uuid(&mut query.network_id, id)),
    Entry::new(Key::Created, "created", words::CREATED, Time, |port, _| FieldValue::time(port.created_at)),
    Entry::new(Key::Updated, "updated", words::UPDATED, Time, |port, _| FieldValue::time(port.updated_at)),
    Entry::new(Key::Id, "id", words::ID, Id, |port, _| FieldValue::text(&port.id))
        .asked(|query, id| put_uuid(&mut query.id, id)),
];

/// What the ids of a logging port are shown by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortNames {
    /// Names of loggers by id, as far as they are known.
    pub loggers: Arc<BTreeMap<String, String>>,
    pub resources: Names,
}

impl PortNames {
    pub fn logger(&self, id: &str) -> Option<&str> {
        self.loggers.get(id).map(String::as_str)
    }
}

impl Listed for LoggingPort {
    type Column = PortColumn;
    type Query = LoggingPortQuery;
    type Names = PortNames;

    const COLUMNS: &'static [Column<LoggingPort>] = COLUMNS;
    /// So that the ports of a logger stand together.
    const SORTED_BY: PortColumn = PortColumn::Logger;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Source for LoggingPort {
    const PAGE: Page = Page::LoggingPorts;
    const NAME: &'static str = "ports";

    fn slot(console: Console) -> Slot<Rows<LoggingPort>> {
        console.shared.ports
    }

    fn scope(console: Console) -> ListScope {
        console.shared.port_scope
    }

    fn names(console: Console) -> PortNames {
        let mut loggers = BTreeMap::new();
        let mut name = |logger: &Logger| {
            loggers.insert(logger.id.clone(), name_of(logger).to_owned());
        };
        console.part.logger.with(|remote| remote.value.iter().for_each(|open| name(&open.value)));
        console.shared.loggers.with(|remote| remote.read().for_each(name));
        PortNames { loggers: Arc::new(loggers), resources: console.names() }
    }

    fn arriving() -> Arriving<LoggingPort> {
        logging_ports::arriving()
    }

    fn path(query: &LoggingPortQuery) -> String {
        query.path()
    }

    async fn list(client: &Client, query: &LoggingPortQuery) -> Result<Vec<Row<LoggingPort>>, ApiError> {
        client.list_logging_ports(query).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::logging_ports;
    use crate::route::Route;
    use crate::state::listing::{Index, ListView};

    #[track_caller]
    fn check(route: &str, ports: &[&str]) {
        let rows =
            logging_ports::read_list(include_str!("../../tests/fixtures/logging-ports-list.response.json"))
                .unwrap();
        let named = "3e84619a-1e49-4b19-b353-a15f7d278f94".to_owned();
        let resources = Names::of_ids(&[("045e204c-4624-4b68-ac8a-7375989d3b79", "10.0.0.5")]);
        let loggers = Arc::new(BTreeMap::from([(named, "web".to_owned())]));
        let index = Index::new(Arc::new(rows), PortNames { loggers, resources });
        let view = ListView::read::<LoggingPort>(&Route::parse(route));
        let places = index.arrange(&view.query, view.sort);
        let shown: Vec<&str> =
            index.at(&places).filter_map(Row::read).map(|port| port.id.get(..2).unwrap_or("")).collect();
        assert_eq!(shown, ports);
    }

    #[test]
    fn the_port_leads_and_the_id_is_last() {
        let ids: Vec<&str> = COLUMNS.iter().map(|column| column.id).collect();
        assert_eq!(ids, ["port", "logger", "network", "created", "updated", "id"]);
    }

    #[test]
    fn a_route_arranges_the_list() {
        check("#/ports", &["bb", "6e"]);
        check("#/ports?sort=id", &["6e", "bb"]);
        check("#/ports?filter=logger%3Dweb", &["6e"]);
        check("#/ports?filter=%3A045e", &["bb"]);
        check("#/ports?sort=-created", &["bb", "6e"]);
        check("#/ports?sort=port", &["bb", "6e"]);
        check("#/ports?sort=-port", &["6e", "bb"]);
        check("#/ports?sort=network", &["6e", "bb"]);
        check("#/ports?filter=port%3D10.0.0.5", &["bb"]);
        check("#/ports?filter=port%3A045E", &["bb"]);
        check("#/ports?filter=port%3D12799b52-0c81-4820-8fe6-b4963989ffe1", &["6e"]);
        check("#/ports?filter=%3A10.0.0", &["bb"]);
    }
}
