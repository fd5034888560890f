//! The list of logging ports as data: its columns and what it is filtered and sorted by.

use super::filter::{FieldValue, Kind, Property, Query, is_uuid};
use super::list_view::{self, ListKind, put};
use super::resources::Names;
use crate::api::{LoggingPortQuery, Row};
use crate::domain::logging_port::LoggingPort;

pub const COLUMNS: &[&str] = &["id", "logger", "port", "network", "created", "updated"];

const fn property(id: &'static str, kind: Kind) -> Property {
    Property { id, kind }
}

pub const PROPERTIES: &[Property] = &[
    property("id", Kind::Id),
    property("logger", Kind::Text),
    property("port", Kind::Id),
    property("network", Kind::Id),
    property("created", Kind::Time),
    property("updated", Kind::Time),
];

/// The logger comes first, so that its ports stand together.
pub const KIND: ListKind =
    ListKind { properties: PROPERTIES, sortable: &["logger", "id", "port", "network", "created", "updated"] };

/// What the ids of a logging port are shown by.
#[derive(Clone, Copy)]
pub struct PortNames<'a> {
    /// The name of a logger's id, or nothing where it is not known.
    pub logger: &'a dyn Fn(&str) -> Option<String>,
    pub resources: &'a Names,
}

/// The value of a column.
pub fn value_of(row: &Row<LoggingPort>, column: &str, names: PortNames<'_>) -> FieldValue {
    let Row::Read(port) = row else { return FieldValue::Absent };
    let text = |text: &str| match text {
        "" => FieldValue::Absent,
        text => FieldValue::Text(text.to_owned()),
    };
    let time = |time: Option<_>| time.map_or(FieldValue::Absent, FieldValue::Time);
    match column {
        "id" => text(&port.id),
        "logger" => text(&(names.logger)(&port.logger_id).unwrap_or_else(|| port.logger_id.clone())),
        "logger_id" => text(&port.logger_id),
        "port" => text(names.resources.of(&port.port_id).unwrap_or(&port.port_id)),
        "port_id" => text(&port.port_id),
        "network" => text(names.resources.of(&port.network_id).unwrap_or(&port.network_id)),
        "network_id" => text(&port.network_id),
        "created" => time(port.created_at),
        "updated" => time(port.updated_at),
        _ => FieldValue::Absent,
    }
}

/// What tells a row from others.
pub fn key(row: &Row<LoggingPort>) -> &str {
    match row {
        Row::Read(port) => &port.id,
        Row::Unreadable { raw, .. } => raw,
    }
}

/// What of a filter the service can be asked for, and the tokens that say it. What it would refuse is not asked.
pub fn asked(query: &Query) -> (LoggingPortQuery, Query) {
    list_view::asked(query, &mut ask)
}

fn ask(asked: &mut LoggingPortQuery, property: &str, value: &str) -> bool {
    let place = match property {
        "id" => &mut asked.id,
        "logger_id" => &mut asked.logger_id,
        "port_id" => &mut asked.port_id,
        "network_id" => &mut asked.network_id,
        _ => return false,
    };
    is_uuid(value) && put(place, value.to_ascii_lowercase())
}

/// Everything that free text looks into: the ids, and the logger, port and network by name and id.
pub fn text_of(row: &Row<LoggingPort>, names: PortNames<'_>) -> String {
    match row {
        Row::Unreadable { raw, .. } => raw.clone(),
        Row::Read(port) => {
            let logger = (names.logger)(&port.logger_id).unwrap_or_default();
            let resource = |id| names.resources.of(id).unwrap_or_default();
            let ids = [&port.id, &port.logger_id, &port.port_id, &port.network_id].map(String::as_str);
            [ids.as_slice(), &[&logger, resource(&port.port_id), resource(&port.network_id)]]
                .concat()
                .join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::logging_ports;
    use crate::state::list_view::arrange;

    #[track_caller]
    fn check(route: &str, ports: &[&str]) {
        let rows =
            logging_ports::read_list(include_str!("../../tests/fixtures/logging-ports-list.response.json"))
                .unwrap();
        let logger = |id: &str| id.starts_with("3e").then(|| "web".to_owned());
        let resources = Names::of_ids(&[("045e204c-4624-4b68-ac8a-7375989d3b79", "10.0.0.5")]);
        let names = PortNames { logger: &logger, resources: &resources };
        let view = KIND.read(&crate::route::Route::parse(route));
        let shown =
            arrange(&rows, &view, &|row, column| value_of(row, column, names), &|row| text_of(row, names));
        let shown: Vec<&str> =
            shown.iter().filter_map(Row::read).map(|port| port.id.get(..2).unwrap_or("")).collect();
        assert_eq!(shown, ports);
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
