//! The list of loggers as data: its columns, what it is filtered and sorted by, and its export.

use super::csv;
use super::filter::{FieldValue, Kind, Property, Query, is_uuid};
use super::list_view::{self, ListKind, put};
use super::resources::Names;
use crate::api::{LoggerQuery, Row};
use crate::domain::logger::{
    Compression, LogFormat, Logger, PartitionPeriod, Status, TargetType, TrafficFilter,
};
use crate::domain::template::{FileNameTemplate, Partition};
use crate::text::join;

/// Every column, in the usual order; the name is always there and first.
pub const COLUMNS: &[&str] = &[
    "name",
    "status",
    "target_type",
    "target",
    "filter",
    "interval",
    "storage",
    "format",
    "partition",
    "created",
    "id",
    "description",
    "enabled",
    "error",
    "compression",
    "setup_only",
    "file_name",
    "updated",
];

/// How many of [`COLUMNS`] are shown until somebody chooses.
const USUAL: usize = 10;

pub const KIND: ListKind = ListKind { properties: PROPERTIES, sortable: COLUMNS };

const fn property(id: &'static str, kind: Kind) -> Property {
    Property { id, kind }
}

pub const PROPERTIES: &[Property] = &[
    property("name", Kind::Text),
    property("status", Kind::Choice),
    property("target_type", Kind::Choice),
    property("target", Kind::Id),
    property("filter", Kind::Choice),
    property("interval", Kind::Number),
    property("storage", Kind::Text),
    property("format", Kind::Choice),
    property("partition", Kind::Text),
    property("created", Kind::Time),
    property("id", Kind::Id),
    property("description", Kind::Text),
    property("enabled", Kind::Choice),
    property("error", Kind::Choice),
    property("compression", Kind::Choice),
    property("setup_only", Kind::Choice),
    property("file_name", Kind::Text),
    property("updated", Kind::Time),
];

/// The columns to show: those that a person chose, as far as they exist, with the name in front.
pub fn columns(chosen: Option<&[String]>) -> Vec<&'static str> {
    match chosen {
        None => COLUMNS.iter().take(USUAL).copied().collect(),
        Some(chosen) => {
            let mut shown = vec!["name"];
            for id in chosen {
                if let Some(known) = COLUMNS.iter().find(|known| *known == id)
                    && !shown.contains(known)
                {
                    shown.push(known);
                }
            }
            shown
        }
    }
}

/// Every column but the name, and whether it is shown: those that are, in their order, then the others.
pub fn arranged(chosen: Option<&[String]>) -> Vec<(&'static str, bool)> {
    let shown = columns(chosen);
    let hidden = COLUMNS.iter().filter(|column| !shown.contains(column));
    let hidden = hidden.map(|column| (*column, false));
    shown.iter().skip(1).map(|column| (*column, true)).chain(hidden).collect()
}

/// What to keep of such a choice; `None` where it is the usual one.
pub fn chosen(arranged: &[(&'static str, bool)]) -> Option<Vec<String>> {
    let shown = || arranged.iter().filter(|(_, is_shown)| *is_shown).map(|(column, _)| *column);
    let is_usual = shown().eq(columns(None).into_iter().skip(1));
    (!is_usual).then(|| shown().map(str::to_owned).collect())
}

/// The value of a column, as the service writes it. Filters and links keep their meaning in every language so. A target
/// alone is what it is shown by, with its id as `target_id`.
pub fn value_of(row: &Row<Logger>, column: &str, names: &Names) -> FieldValue {
    match row {
        Row::Read(logger) => value(logger, column, names),
        Row::Unreadable { .. } => FieldValue::Absent,
    }
}

fn value(logger: &Logger, column: &str, names: &Names) -> FieldValue {
    let text = |text: &str| match text {
        "" => FieldValue::Absent,
        text => FieldValue::Text(text.to_owned()),
    };
    let time = |time: Option<_>| time.map_or(FieldValue::Absent, FieldValue::Time);
    let flag = |on: bool| text(if on { "true" } else { "false" });
    match column {
        "name" => text(&logger.name),
        "status" => text(logger.status.wire()),
        "target_type" => text(logger.target_type.wire()),
        "target" => text(names.of(&logger.target_id).unwrap_or(&logger.target_id)),
        "target_id" => text(&logger.target_id),
        "filter" => text(logger.filter.wire()),
        "interval" => logger.aggregation_interval.map_or(FieldValue::Absent, FieldValue::Number),
        "storage" => text(&logger.storage_url),
        "format" => text(logger.log_format.wire()),
        "partition" => text(&partition_text(logger)),
        "created" => time(logger.created_at),
        "id" => text(&logger.id),
        "description" => text(&logger.description),
        "enabled" => logger.enabled.map_or(FieldValue::Absent, flag),
        "error" => text(logger.error_type.as_ref().map_or("", |error| error.wire())),
        "compression" => text(logger.compression.wire()),
        "setup_only" => flag(logger.connection_setup_only),
        "file_name" => text(logger.file_name.as_deref().unwrap_or_default()),
        "updated" => time(logger.updated_at),
        _ => FieldValue::Absent,
    }
}

/// What tells a row from others.
pub fn key(row: &Row<Logger>) -> &str {
    match row {
        Row::Read(logger) => &logger.id,
        Row::Unreadable { raw, .. } => raw,
    }
}

/// What of a filter the service can be asked for, and the tokens that say it. What it would refuse is not asked.
pub fn asked(query: &Query) -> (LoggerQuery, Query) {
    list_view::asked(query, &mut ask)
}

fn ask(asked: &mut LoggerQuery, property: &str, value: &str) -> bool {
    let word = value.to_ascii_uppercase();
    match property {
        "id" => is_uuid(value) && put(&mut asked.id, value.to_ascii_lowercase()),
        "name" => !value.is_empty() && put(&mut asked.name, value.to_owned()),
        "target_id" => is_uuid(value) && put(&mut asked.target_id, value.to_ascii_lowercase()),
        "interval" => {
            value.trim().parse::<i32>().is_ok_and(|n| put(&mut asked.aggregation_interval, n.into()))
        }
        "partition" => Partition::parse(value).is_ok() && put(&mut asked.partition, value.to_owned()),
        "file_name" => FileNameTemplate::parse(value).is_ok() && put(&mut asked.file_name, value.to_owned()),
        "status" => match Status::of_wire(&word) {
            Status::Other(_) => false,
            known => put(&mut asked.status, known),
        },
        "target_type" => match TargetType::of_wire(&word) {
            TargetType::Other(_) => false,
            known => put(&mut asked.target_type, known),
        },
        "filter" => match TrafficFilter::of_wire(&word) {
            TrafficFilter::Other(_) => false,
            known => put(&mut asked.filter, known),
        },
        "format" => match LogFormat::of_wire(&word) {
            LogFormat::Other(_) => false,
            known => put(&mut asked.log_format, known),
        },
        "compression" => match Compression::of_wire(&word) {
            Compression::Other(_) => false,
            known => put(&mut asked.compression, known),
        },
        _ => false,
    }
}

/// `DAY`, `HOUR` or the template.
pub fn partition_text(logger: &Logger) -> String {
    match &logger.partition {
        Some(PartitionPeriod::Known(partition)) => partition.wire(),
        Some(PartitionPeriod::Other(text)) => text.clone(),
        None => String::new(),
    }
}

/// Everything that free text looks into.
pub fn text_of(row: &Row<Logger>, names: &Names) -> String {
    match row {
        Row::Unreadable { raw, .. } => raw.clone(),
        Row::Read(logger) => {
            let columns = COLUMNS.iter().chain(&["target_id"]).filter_map(|column| {
                match value(logger, column, names) {
                    FieldValue::Text(text) => Some(text),
                    FieldValue::Number(number) => Some(number.to_string()),
                    FieldValue::Time(time) => Some(time.utc_text()),
                    FieldValue::Absent => None,
                }
            });
            join(&columns.collect::<Vec<_>>(), "\n")
        }
    }
}

/// All attributes of the loggers as CSV, with the service's names and values, times in UTC. `resource_name` is what the
/// target is shown by, where that is not its id.
pub fn export(rows: &[Row<Logger>], names: &Names) -> String {
    const ATTRIBUTES: [&str; 21] = [
        "id",
        "name",
        "description",
        "status",
        "error_type",
        "admin_state_up",
        "resource_type",
        "resource_id",
        "resource_name",
        "filter",
        "aggregation_interval",
        "connection_setup_only",
        "storage_type",
        "storage_url",
        "log_format",
        "compression_type",
        "partition_period",
        "customized_file_name",
        "customized_field",
        "created_at",
        "updated_at",
    ];
    let loggers = rows.iter().filter_map(Row::read);
    let rows = loggers.map(|logger| {
        let time = |time: Option<crate::domain::timestamp::Timestamp>| {
            time.map(|time| time.iso()).unwrap_or_default()
        };
        vec![
            logger.id.clone(),
            logger.name.clone(),
            logger.description.clone(),
            logger.status.wire().to_owned(),
            logger.error_type.as_ref().map(|error| error.wire().to_owned()).unwrap_or_default(),
            logger.enabled.map(|enabled| enabled.to_string()).unwrap_or_default(),
            logger.target_type.wire().to_owned(),
            logger.target_id.clone(),
            names.of(&logger.target_id).unwrap_or_default().to_owned(),
            logger.filter.wire().to_owned(),
            logger.aggregation_interval.map(|minutes| minutes.to_string()).unwrap_or_default(),
            logger.connection_setup_only.to_string(),
            logger.storage_type.wire().to_owned(),
            logger.storage_url.clone(),
            logger.log_format.wire().to_owned(),
            logger.compression.wire().to_owned(),
            partition_text(logger),
            logger.file_name.clone().unwrap_or_default(),
            join(&logger.fields, ","),
            time(logger.created_at),
            time(logger.updated_at),
        ]
    });
    csv::document(ATTRIBUTES, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::loggers;
    use crate::state::list_view::arrange;

    fn example() -> Vec<Row<Logger>> {
        let mut rows =
            loggers::read_list(include_str!("../../tests/fixtures/loggers-list.response.json")).unwrap();
        rows.push(Row::Unreadable { raw: "{\"id\": 5}".to_owned(), reason: "id".to_owned() });
        rows
    }

    /// What the targets of the example are called.
    fn targets() -> Names {
        Names::of_ids(&[
            ("12799b52-0c81-4820-8fe6-b4963989ffe1", "web-10"),
            ("045e204c-4624-4b68-ac8a-7375989d3b79", ""),
        ])
    }

    #[track_caller]
    fn check(route: &str, names: &[&str]) {
        let view = KIND.read(&crate::route::Route::parse(route));
        let targets = targets();
        let value_of = |row: &_, column: &str| value_of(row, column, &targets);
        let shown = arrange(&example(), &view, &value_of, &|row| text_of(row, &targets));
        let shown: Vec<&str> =
            shown.iter().map(|row| row.read().map_or("?", |logger| &logger.name)).collect();
        assert_eq!(shown, names);
    }

    #[test]
    fn a_route_arranges_the_list() {
        check("#/loggers", &["flowlog-create-test", "test", "?"]);
        check("#/loggers?sort=-name", &["test", "flowlog-create-test", "?"]);
        check("#/loggers?sort=interval", &["flowlog-create-test", "test", "?"]);
        check("#/loggers?sort=created", &["test", "flowlog-create-test", "?"]);
        check("#/loggers?filter=filter%3DACCEPT", &["test"]);
        check("#/loggers?filter=%3Akr2test", &["flowlog-create-test"]);
        check("#/loggers?filter=interval%3E%3D5", &["test"]);
        check("#/loggers?filter=%3Anowhere", &[]);
    }

    #[test]
    fn a_target_is_found_by_what_it_is_shown_by_and_by_its_id() {
        check("#/loggers?sort=target", &["flowlog-create-test", "test", "?"]);
        check("#/loggers?sort=-target", &["test", "flowlog-create-test", "?"]);
        check("#/loggers?filter=target%3DWEB-10", &["test"]);
        check("#/loggers?filter=target%21%3Dweb-10", &["flowlog-create-test", "?"]);
        check("#/loggers?filter=target%3D12799b52-0c81-4820-8fe6-b4963989ffe1", &["test"]);
        check("#/loggers?filter=target%3Aeb-1", &["test"]);
        check("#/loggers?filter=target%3A12799B52", &["test"]);
        check("#/loggers?filter=target%3DDeleted%20resource", &["flowlog-create-test"]);
        check("#/loggers?filter=%3A045e204c", &["flowlog-create-test"]);
        check("#/loggers?filter=%3Aweb-10", &["test"]);
    }

    #[test]
    fn every_column_has_a_property_and_a_value() {
        let row = example().remove(0);
        for column in COLUMNS {
            assert!(PROPERTIES.iter().any(|property| property.id == *column), "{column}");
            let may_lack = ["description", "error", "file_name"].contains(column);
            assert_eq!(value_of(&row, column, &Names::default()) == FieldValue::Absent, may_lack, "{column}");
        }
    }

    #[test]
    fn chosen_columns_keep_the_name_in_front() {
        let chosen = ["updated", "nonsense", "name", "updated"].map(str::to_owned);
        assert_eq!(columns(Some(&chosen)), ["name", "updated"]);
        assert_eq!(columns(None).len(), USUAL);
    }

    #[test]
    fn only_a_choice_that_is_not_the_usual_one_is_kept() {
        let usual = arranged(None);
        assert_eq!(usual.len(), COLUMNS.len() - 1);
        assert_eq!(chosen(&usual), None);

        let mut other = usual.clone();
        other.swap(0, 1);
        let kept = chosen(&other).unwrap();
        assert_eq!(kept[..2], ["target_type", "status"]);
        assert_eq!(arranged(Some(&kept)), other);

        let none: Vec<(&str, bool)> = usual.iter().map(|(column, _)| (*column, false)).collect();
        assert_eq!(chosen(&none), Some(Vec::new()));
        assert_eq!(columns(chosen(&none).as_deref()), ["name"]);
    }

    #[test]
    fn an_export_has_a_line_for_each_readable_logger() {
        let text = export(&example(), &targets());
        assert!(text.contains(",12799b52-0c81-4820-8fe6-b4963989ffe1,web-10,"), "{text}");
        assert!(text.contains(",045e204c-4624-4b68-ac8a-7375989d3b79,Deleted resource,"), "{text}");
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("\"timestamp_start,timestamp_end"), "{text}");
    }
}
