//! The list of logging ports as data: its columns and what it is filtered and sorted by.

use super::filter::{FieldValue, Kind, Property};
use super::list_view::ListKind;
use crate::api::Row;
use crate::domain::logging_port::LoggingPort;

pub const COLUMNS: &[&str] = &["id", "logger", "port", "network", "created", "updated"];

const fn property(id: &'static str, kind: Kind) -> Property {
    Property { id, kind }
}

pub const PROPERTIES: &[Property] = &[
    property("id", Kind::Text),
    property("logger", Kind::Text),
    property("port", Kind::Text),
    property("network", Kind::Text),
    property("created", Kind::Time),
    property("updated", Kind::Time),
];

/// The logger comes first, so that its ports stand together.
pub const KIND: ListKind =
    ListKind { properties: PROPERTIES, sortable: &["logger", "id", "port", "network", "created", "updated"] };

/// The value of a column. `logger_name` gives the name of a logger's id, or nothing where it is not known.
pub fn value_of(
    row: &Row<LoggingPort>,
    column: &str,
    logger_name: &dyn Fn(&str) -> Option<String>,
) -> FieldValue {
    let Row::Read(port) = row else { return FieldValue::Absent };
    let text = |text: &str| match text {
        "" => FieldValue::Absent,
        text => FieldValue::Text(text.to_owned()),
    };
    let time = |time: Option<_>| time.map_or(FieldValue::Absent, FieldValue::Time);
    match column {
        "id" => text(&port.id),
        "logger" => text(&logger_name(&port.logger_id).unwrap_or_else(|| port.logger_id.clone())),
        "port" => text(&port.port_id),
        "network" => text(&port.network_id),
        "created" => time(port.created_at),
        "updated" => time(port.updated_at),
        _ => FieldValue::Absent,
    }
}

/// Everything that free text looks into: the ids, and the logger by name and id.
pub fn text_of(row: &Row<LoggingPort>, logger_name: &dyn Fn(&str) -> Option<String>) -> String {
    match row {
        Row::Unreadable { raw, .. } => raw.clone(),
        Row::Read(port) => {
            let name = logger_name(&port.logger_id).unwrap_or_default();
            [&port.id, &port.logger_id, &port.port_id, &port.network_id, &name].map(String::as_str).join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire;
    use crate::state::list_view::arrange;

    #[track_caller]
    fn check(route: &str, ports: &[&str]) {
        let rows = wire::logging_ports(include_str!("../../tests/fixtures/logging-ports-list.response.json"))
            .unwrap();
        let name = |id: &str| id.starts_with("3e").then(|| "web".to_owned());
        let view = KIND.read(&crate::route::Route::parse(route));
        let shown =
            arrange(&rows, &view, &|row, column| value_of(row, column, &name), &|row| text_of(row, &name));
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
    }
}
