//! How a logger is drawn as a row of the table.

use super::common::{mono_cell, status_cell, text_cell, yes_no};
use super::drawn::{Drawn, Formatter};
use crate::domain::logger::{
    Compression, LogFormat, Logger, PartitionPeriod, Status, TargetType, TrafficFilter,
};
use crate::domain::template::Partition;
use crate::i18n::{
    Locale, Word, compression_name, format_name, partition_name, revealed, status_name, target_type_name,
    traffic_name, words,
};
use crate::route::Route;
use crate::state::logger_list::LoggerColumn;
use crate::state::resources::Names;
use crate::ui::Cell;

use crate::state::logger_list::{name_of, place_of};

impl Drawn for Logger {
    const TITLE: Word = words::LOGGERS_TITLE;
    const FILTER: Word = words::FILTER_LOGGERS;
    const UNREAD: Word = words::LOGGERS_UNREAD;

    fn name(&self) -> String {
        revealed(name_of(self)).into_owned()
    }

    fn cell(&self, column: LoggerColumn, formatter: &Formatter<'_, Names>) -> Cell {
        let locale = formatter.locale;
        match column {
            LoggerColumn::Name => Cell::Link { text: self.name(), href: Route::logger(&self.id).href() },
            LoggerColumn::Status => match (&self.error_type, status_cell(locale, self)) {
                (Some(error), Cell::Status { tone, text }) => {
                    Cell::Explained { tone, text, why: error.wire().to_owned() }
                }
                (_, cell) => cell,
            },
            LoggerColumn::TargetType => text_cell(target_type_name(locale, &self.target_type)),
            LoggerColumn::Target => resource_in_table(formatter.names, &self.target_id),
            LoggerColumn::Filter => text_cell(traffic_name(locale, &self.filter)),
            LoggerColumn::Interval => interval_cell(locale, self),
            LoggerColumn::Storage if self.storage_url.is_empty() => Cell::Absent,
            LoggerColumn::Storage => match place_of(&self.storage_url) {
                whole if whole == self.storage_url => Cell::MiddleCut(whole.to_owned()),
                place => Cell::Place { place: place.to_owned(), whole: self.storage_url.clone() },
            },
            LoggerColumn::Format => text_cell(format_name(&self.log_format)),
            LoggerColumn::Partition => partition_cell(locale, self.partition.as_ref()),
            LoggerColumn::Created => formatter.times.cell(self.created_at),
            LoggerColumn::Id => mono_cell(&self.id),
            LoggerColumn::Description => text_cell(self.description.clone()),
            LoggerColumn::Enabled => self.enabled.map_or(Cell::Absent, |enabled| yes_no(locale, enabled)),
            LoggerColumn::Error => {
                text_cell(self.error_type.as_ref().map(|error| error.wire().to_owned()).unwrap_or_default())
            }
            LoggerColumn::Compression => text_cell(compression_name(locale, &self.compression)),
            LoggerColumn::SetupOnly => yes_no(locale, self.connection_setup_only),
            LoggerColumn::FileName => text_cell(self.file_name.clone().unwrap_or_default()),
            LoggerColumn::Updated => formatter.times.cell(self.updated_at),
            LoggerColumn::TargetDeleted => {
                let is_deleted = formatter.names.is_deleted(&self.target_id);
                is_deleted.map_or(Cell::Absent, |is_deleted| yes_no(locale, is_deleted))
            }
        }
    }

    fn value_in_words(locale: Locale, column: LoggerColumn, value: &str) -> Option<String> {
        let shown = match (column, value) {
            (LoggerColumn::Status, _) => status_name(locale, &Status::of_wire(value)),
            (LoggerColumn::TargetType, _) => target_type_name(locale, &TargetType::of_wire(value)),
            (LoggerColumn::Filter, _) => traffic_name(locale, &TrafficFilter::of_wire(value)),
            (LoggerColumn::Format, _) => format_name(&LogFormat::of_wire(value)),
            (LoggerColumn::Compression, _) => compression_name(locale, &Compression::of_wire(value)),
            (LoggerColumn::Enabled | LoggerColumn::SetupOnly | LoggerColumn::TargetDeleted, "true") => {
                words::YES.text(locale).to_owned()
            }
            (LoggerColumn::Enabled | LoggerColumn::SetupOnly | LoggerColumn::TargetDeleted, "false") => {
                words::NO.text(locale).to_owned()
            }
            (LoggerColumn::Partition, "DAY") => words::PARTITION_DAY.text(locale).to_owned(),
            (LoggerColumn::Partition, "HOUR") => words::PARTITION_HOUR.text(locale).to_owned(),
            _ => return None,
        };
        Some(shown)
    }
}

/// A resource by its name or address with its id, or by its id alone.
pub(super) fn resource_cell(names: &Names, id: &str) -> Cell {
    match names.of(id) {
        Some(name) => Cell::Named { text: revealed(name).into_owned(), id: id.to_owned() },
        None => mono_cell(id),
    }
}

/// An id alone is cut, so that its column does not change its width under a pointer when the names come.
pub(super) fn resource_in_table(names: &Names, id: &str) -> Cell {
    match resource_cell(names, id) {
        Cell::Mono(id) => Cell::MiddleCut(id),
        cell => cell,
    }
}

/// A template of one's own is said to be one, and can be seen whole.
fn partition_cell(locale: Locale, partition: Option<&PartitionPeriod>) -> Cell {
    match partition {
        Some(PartitionPeriod::Known(Partition::Custom(_))) => Cell::Brief {
            text: words::PARTITION_CUSTOM.text(locale).to_owned(),
            whole: partition_name(locale, partition),
            monospace: false,
        },
        partition => text_cell(partition_name(locale, partition)),
    }
}

pub(super) fn interval_cell(locale: Locale, logger: &Logger) -> Cell {
    match logger.aggregation_interval {
        Some(minutes) => Cell::Number(words::MINUTES.with(locale, &[("n", &minutes.to_string())])),
        None => Cell::Absent,
    }
}
