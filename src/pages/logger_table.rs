//! The columns of the logger table and a logger as a row of it.

use super::kit::{TimeFormat, mono_cell, say, status_cell, text_cell, yes_no};
use crate::api::Row;
use crate::domain::logger::{Logger, PartitionPeriod};
use crate::domain::template::Partition;
use crate::i18n::{
    Locale, Word, compression_name, format_name, partition_name, target_type_name, traffic_name, words,
};
use crate::route::Route;
use crate::state::Console;
use crate::state::resources::Names;
use crate::ui::{self, Align, Cell, Column};

/// The word for a column or property.
pub(super) fn word(column: &str) -> Word {
    match column {
        "name" => words::NAME,
        "status" => words::STATUS,
        "target_type" => words::TARGET_TYPE,
        "target" => words::TARGET,
        "filter" => words::FILTER,
        "interval" => words::INTERVAL,
        "storage" => words::STORAGE,
        "format" => words::FORMAT,
        "partition" => words::PARTITION,
        "created" => words::CREATED,
        "description" => words::DESCRIPTION,
        "enabled" => words::ENABLED,
        "error" => words::ERROR_TYPE,
        "compression" => words::COMPRESSION,
        "setup_only" => words::SETUP_ONLY,
        "file_name" => words::FILE_NAME,
        "updated" => words::UPDATED,
        _ => words::ID,
    }
}

pub(super) fn column(id: &'static str) -> Column {
    let is_number = id == "interval";
    Column {
        id,
        label: say(word(id)),
        sortable: true,
        align: if is_number { Align::End } else { Align::Start },
        width: match id {
            "name" | "description" => "wide",
            "storage" => "url",
            _ => "",
        },
    }
}

/// A row's key: the id, or for an unreadable row its place, which no id looks like.
pub(super) fn key(index: usize, row: &Row<Logger>) -> String {
    row.read().map_or_else(|| format!("#{index}"), |logger| logger.id.clone())
}

pub(super) fn rows(console: Console, loggers: &[Row<Logger>], columns: &[&'static str]) -> Vec<ui::Row> {
    let locale = console.locale();
    let times = TimeFormat::of(console);
    let names = console.names();
    let draw = |(index, row): (usize, &Row<Logger>)| match row {
        Row::Read(logger) => ui::Row {
            key: logger.id.clone(),
            name: name_of(logger).to_owned(),
            cells: columns.iter().map(|column| cell(locale, &times, &names, logger, column)).collect(),
        },
        Row::Unreadable { raw, reason } => unreadable(locale, key(index, row), raw, reason, columns.len()),
    };
    loggers.iter().enumerate().map(draw).collect()
}

/// A row that could not be read: why, and as it came.
pub(super) fn unreadable(locale: Locale, key: String, raw: &str, reason: &str, columns: usize) -> ui::Row {
    let mut cells = vec![
        Cell::Unreadable(words::UNREADABLE_ROW.with(locale, &[("reason", reason)])),
        Cell::MiddleCut(raw.to_owned()),
    ];
    cells.resize(columns, Cell::Absent);
    ui::Row { key, name: words::UNREADABLE_NAME.text(locale).to_owned(), cells }
}

/// A logger without a name is called by its id.
pub(super) fn name_of(logger: &Logger) -> &str {
    if logger.name.is_empty() { &logger.id } else { &logger.name }
}

/// A resource by its name or address with its id, or by its id alone.
pub(super) fn resource_cell(names: &Names, id: &str) -> Cell {
    match names.of(id) {
        Some(name) => Cell::Named { text: name.to_owned(), id: id.to_owned() },
        None => mono_cell(id),
    }
}

fn cell(locale: Locale, times: &TimeFormat, names: &Names, logger: &Logger, column: &str) -> Cell {
    match column {
        "name" => Cell::Link { text: name_of(logger).to_owned(), href: Route::logger(&logger.id).href() },
        "status" => match (&logger.error_type, status_cell(locale, logger)) {
            (Some(error), Cell::Status { tone, text }) => {
                Cell::Explained { tone, text, why: error.wire().to_owned() }
            }
            (_, cell) => cell,
        },
        "target_type" => text_cell(target_type_name(locale, &logger.target_type)),
        "target" => resource_cell(names, &logger.target_id),
        "filter" => text_cell(traffic_name(locale, &logger.filter)),
        "interval" => interval_cell(locale, logger),
        "storage" if logger.storage_url.is_empty() => Cell::Absent,
        "storage" => Cell::Brief {
            text: place_of(&logger.storage_url).to_owned(),
            whole: logger.storage_url.clone(),
            monospace: true,
        },
        "format" => text_cell(format_name(&logger.log_format)),
        "partition" => match &logger.partition {
            Some(PartitionPeriod::Known(Partition::Custom(_))) => Cell::Brief {
                text: words::PARTITION_CUSTOM.text(locale).to_owned(),
                whole: partition_name(locale, logger.partition.as_ref()),
                monospace: false,
            },
            partition => text_cell(partition_name(locale, partition.as_ref())),
        },
        "created" => times.cell(logger.created_at),
        "description" => text_cell(logger.description.clone()),
        "enabled" => logger.enabled.map_or(Cell::Absent, |enabled| yes_no(locale, enabled)),
        "error" => {
            text_cell(logger.error_type.as_ref().map(|error| error.wire().to_owned()).unwrap_or_default())
        }
        "compression" => text_cell(compression_name(locale, &logger.compression)),
        "setup_only" => yes_no(locale, logger.connection_setup_only),
        "file_name" => text_cell(logger.file_name.clone().unwrap_or_default()),
        "updated" => times.cell(logger.updated_at),
        _ => mono_cell(&logger.id),
    }
}

/// Container and directory of a storage URL: what stands before them, the loggers of a project share.
fn place_of(url: &str) -> &str {
    url.split_once("/AUTH_").and_then(|(_, rest)| rest.split_once('/')).map_or(url, |(_, place)| place)
}

pub(super) fn interval_cell(locale: Locale, logger: &Logger) -> Cell {
    match logger.aggregation_interval {
        Some(minutes) => Cell::Number(words::MINUTES.with(locale, &[("n", &minutes.to_string())])),
        None => Cell::Absent,
    }
}

/// The readable loggers whose keys are selected.
pub(super) fn selected(loggers: &[Row<Logger>], keys: &[String]) -> Vec<Logger> {
    loggers.iter().filter_map(Row::read).filter(|logger| keys.contains(&logger.id)).cloned().collect()
}
