//! The list of loggers as data: its columns.

use reactive_graph::prelude::*;

use super::changes::Change;
use super::console::Console;
use super::filter::PropertyKind::{Choice, Id, Number, Text, Time};
use super::filter::{FieldValue, Query};
use super::list_scope::ListScope;
use super::listing::{Column, Listed, Source, equals, filtered, put, put_uuid};
use super::remote::{Rows, Slot};
use super::resources::Names;
use crate::api::arriving::Arriving;
use crate::api::{ApiError, Client, LoggerQuery, Row, loggers};
use crate::domain::logger::{
    Compression, LogFormat, Logger, PartitionPeriod, Status, TargetType, TrafficFilter,
};
use crate::domain::template::{FileNameTemplate, Partition};
use crate::i18n::{lists, visible, words};
use crate::route::{Page, Route};

/// A column of the table of loggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoggerColumn {
    Name,
    Status,
    TargetType,
    Target,
    Filter,
    Interval,
    Storage,
    Format,
    Partition,
    Created,
    Id,
    Description,
    Enabled,
    Error,
    Compression,
    SetupOnly,
    FileName,
    Updated,
    TargetDeleted,
}

use LoggerColumn as Key;

type Entry = Column<Logger>;

const COLUMNS: &[Entry] = &[
    // The name is always there and first.
    Entry::new(Key::Name, "name", words::NAME, Text, |logger, _| FieldValue::text(&logger.name))
        .asked(|query, name| !name.is_empty() && put(&mut query.name, name.to_owned())),
    Entry::new(Key::Status, "status", words::STATUS, Choice, |logger, _| {
        FieldValue::text(logger.status.wire())
    })
    .asked(|query, text| known(Status::KNOWN, Status::wire, text, &mut query.status)),
    Entry::new(Key::TargetType, "target_type", words::TARGET_TYPE, Choice, |logger, _| {
        FieldValue::text(logger.target_type.wire())
    })
    .asked(|query, text| known(TargetType::KNOWN, TargetType::wire, text, &mut query.target_type)),
    Entry::new(Key::Target, "target", words::TARGET, Id, |logger, names| {
        FieldValue::text(names.of(&logger.target_id).unwrap_or(&logger.target_id))
    })
    .naming(|logger| &logger.target_id)
    .asked(|query, id| put_uuid(&mut query.target_id, id)),
    Entry::new(Key::Filter, "filter", words::FILTER, Choice, |logger, _| {
        FieldValue::text(logger.filter.wire())
    })
    .asked(|query, text| known(TrafficFilter::KNOWN, TrafficFilter::wire, text, &mut query.filter)),
    Entry::new(Key::Interval, "interval", words::INTERVAL, Number, |logger, _| {
        FieldValue::number(logger.aggregation_interval)
    })
    .asked(|query, text| {
        text.trim().parse::<i32>().is_ok_and(|minutes| put(&mut query.aggregation_interval, minutes.into()))
    }),
    Entry::new(Key::Storage, "storage", words::STORAGE, Text, |logger, _| {
        FieldValue::text(&logger.storage_url)
    }),
    Entry::new(Key::Format, "format", words::FORMAT, Choice, |logger, _| {
        FieldValue::text(logger.log_format.wire())
    })
    .asked(|query, text| known(LogFormat::KNOWN, LogFormat::wire, text, &mut query.log_format)),
    Entry::new(Key::Partition, "partition", words::PARTITION, Text, |logger, _| {
        FieldValue::text(partition_text(logger))
    })
    .asked(|query, text| Partition::parse(text).is_ok() && put(&mut query.partition, text.to_owned())),
    Entry::new(Key::Created, "created", words::CREATED, Time, |logger, _| {
        FieldValue::time(logger.created_at)
    }),
    Entry::new(Key::Id, "id", words::ID, Id, |logger, _| FieldValue::text(&logger.id))
        .asked(|query, id| put_uuid(&mut query.id, id)),
    Entry::new(Key::Description, "description", words::DESCRIPTION, Text, |logger, _| {
        FieldValue::text(&logger.description)
    }),
    Entry::new(Key::Enabled, "enabled", words::ENABLED, Choice, |logger, _| {
        logger.enabled.map_or(FieldValue::Absent, FieldValue::flag)
    }),
    Entry::new(Key::Error, "error", words::ERROR_TYPE, Choice, |logger, _| {
        FieldValue::text(logger.error_type.as_ref().map_or("", |error| error.wire()))
    }),
    Entry::new(Key::Compression, "compression", words::COMPRESSION, Choice, |logger, _| {
        FieldValue::text(logger.compression.wire())
    })
    .asked(|query, text| known(Compression::KNOWN, Compression::wire, text, &mut query.compression)),
    Entry::new(Key::SetupOnly, "setup_only", words::SETUP_ONLY, Choice, |logger, _| {
        FieldValue::flag(logger.connection_setup_only)
    }),
    Entry::new(Key::FileName, "file_name", words::FILE_NAME, Text, |logger, _| {
        FieldValue::text(logger.file_name.as_deref().unwrap_or_default())
    })
    .asked(|query, text| FileNameTemplate::parse(text).is_ok() && put(&mut query.file_name, text.to_owned())),
    Entry::new(Key::Updated, "updated", words::UPDATED, Time, |logger, _| {
        FieldValue::time(logger.updated_at)
    }),
    Entry::new(Key::TargetDeleted, "target_deleted", lists::DELETED_TARGET, Choice, |logger, names| {
        names.is_deleted(&logger.target_id).map_or(FieldValue::Absent, FieldValue::flag)
    })
    // It is told by the names, and is none itself.
    .naming(|_| ""),
];

/// Asks for a word of the service, in whatever case it is written, but for none that the guide does not name.
fn known<W: Clone>(words: &[W], wire: fn(&W) -> &str, text: &str, parameter: &mut Option<W>) -> bool {
    let word = words.iter().find(|word| wire(word).eq_ignore_ascii_case(text));
    word.is_some_and(|word| put(parameter, word.clone()))
}

impl Listed for Logger {
    type Column = LoggerColumn;
    type Query = LoggerQuery;
    type Names = Names;

    const COLUMNS: &'static [Column<Logger>] = COLUMNS;
    const SORTED_BY: LoggerColumn = LoggerColumn::Name;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Source for Logger {
    const PAGE: Page = Page::Loggers;
    const NAME: &'static str = "loggers";

    fn slot(console: Console) -> Slot<Rows<Logger>> {
        console.shared.loggers
    }

    fn scope(console: Console) -> ListScope {
        console.shared.logger_scope
    }

    fn names(console: Console) -> Names {
        console.names()
    }

    fn arriving() -> Arriving<Logger> {
        loggers::arriving()
    }

    fn path(query: &LoggerQuery) -> String {
        query.path()
    }

    async fn list(client: &Client, query: &LoggerQuery) -> Result<Vec<Row<Logger>>, ApiError> {
        client.list_loggers(query).await
    }

    fn begin(console: Console, is_only: bool) -> usize {
        let begin = |changes: &mut Vec<Change>| {
            if is_only {
                changes.clear();
            }
            changes.len()
        };
        console.shared.changes.try_update_value(begin).unwrap_or_default()
    }

    fn catch_up(console: Console, mut rows: Rows<Logger>, before: usize) -> Rows<Logger> {
        console.shared.changes.try_with_value(|changes| {
            for change in changes.iter().skip(before) {
                change.apply(&mut rows);
            }
        });
        rows
    }
}

/// A logger without a name, or with one that nobody sees, is called by its id.
pub fn name_of(logger: &Logger) -> &str {
    if visible(&logger.name).trim().is_empty() { &logger.id } else { &logger.name }
}

/// The list of the loggers that have the name and the target of this one.
pub fn alike(logger: &Logger) -> Route {
    let token = equals::<Logger>;
    let tokens = vec![token(Key::Name, &logger.name), token(Key::Target, &logger.target_id)];
    filtered(Page::Loggers, &Query { tokens, ..Query::default() })
}

/// Container and directory of a storage URL: what stands before them, the loggers of a project share.
pub fn place_of(url: &str) -> &str {
    url.split_once("/AUTH_").and_then(|(_, rest)| rest.split_once('/')).map_or(url, |(_, place)| place)
}

/// How many columns are shown until somebody chooses.
const USUAL: usize = 10;

/// The columns to show: those that a person chose, as far as they exist, with the name in front.
pub fn columns(chosen: Option<&[String]>) -> Vec<&'static Column<Logger>> {
    let Some(chosen) = chosen else { return COLUMNS.iter().take(USUAL).collect() };
    let mut shown: Vec<&Column<Logger>> = COLUMNS.iter().take(1).collect();
    for id in chosen {
        if let Some(known) = COLUMNS.iter().find(|column| column.id == id)
            && !shown.contains(&known)
        {
            shown.push(known);
        }
    }
    shown
}

/// Every column but the name, and whether it is shown: those that are, in their order, then the others.
pub fn arranged(chosen: Option<&[String]>) -> Vec<(&'static str, bool)> {
    let shown = columns(chosen);
    let hidden = COLUMNS.iter().filter(|column| !shown.contains(column)).map(|column| (column.id, false));
    shown.iter().skip(1).map(|column| (column.id, true)).chain(hidden).collect()
}

/// What to keep of such a choice; `None` where it is the usual one.
pub fn chosen(arranged: &[(&'static str, bool)]) -> Option<Vec<String>> {
    let shown = || arranged.iter().filter(|(_, is_shown)| *is_shown).map(|(id, _)| *id);
    let is_usual = shown().eq(columns(None).into_iter().skip(1).map(|column| column.id));
    (!is_usual).then(|| shown().map(str::to_owned).collect())
}

/// `DAY`, `HOUR` or the template; empty where the service named none.
pub fn partition_text(logger: &Logger) -> &str {
    logger.partition.as_ref().map_or("", PartitionPeriod::wire)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    use crate::route::Route;
    use crate::state::listing::{Index, ListView};

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
        let view = ListView::read::<Logger>(&Route::parse(route));
        let rows = Arc::new(example());
        let unnamed = Index::new(rows.clone(), Names::default());
        assert_eq!((0..).take_while(|at| unnamed.prepare(*at)).count(), COLUMNS.len());
        for index in [Index::new(rows.clone(), targets()), unnamed.next(rows, targets())] {
            let places = index.arrange(&view.query, view.sort);
            let shown: Vec<&str> =
                index.at(&places).map(|row| row.read().map_or("?", |logger| &logger.name)).collect();
            assert_eq!(shown, names);
        }
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
        check("#/loggers?filter=target_deleted%3Dtrue", &["flowlog-create-test"]);
        check("#/loggers?filter=target_deleted%3Dfalse", &["test"]);
    }

    #[test]
    fn every_column_has_an_id_and_a_value() {
        let row = example().remove(0);
        for column in COLUMNS {
            let same = |other: &&Column<Logger>| other.id == column.id || other.key == column.key;
            assert_eq!(COLUMNS.iter().filter(same).count(), 1, "{}", column.id);
            let may_lack =
                [Key::Description, Key::Error, Key::FileName, Key::TargetDeleted].contains(&column.key);
            let names = Names::default();
            assert_eq!(column.read(&row, &names).0 == FieldValue::Absent, may_lack, "{}", column.id);
        }
    }

    #[test]
    fn chosen_columns_keep_the_name_in_front() {
        let chosen = ["updated", "nonsense", "name", "updated"].map(str::to_owned);
        let shown: Vec<&str> = columns(Some(&chosen)).iter().map(|column| column.id).collect();
        assert_eq!(shown, ["name", "updated"]);
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
        let shown = columns(chosen(&none).as_deref());
        assert_eq!(shown.iter().map(|column| column.id).collect::<Vec<_>>(), ["name"]);
    }
}
