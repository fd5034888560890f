//! The tab Details: the error of the logger, then all values in groups.

use leptos::prelude::*;

use super::common::{TimeFormat, Values, mono_cell, name_targets, say, status_cell, text_cell, yes_no};
use super::logger_table::{interval_cell, resource_cell};
use super::storage_access::StorageAccess;
use crate::domain::log_fields::CURRENT;
use crate::domain::logger::{Logger, PartitionPeriod, Status, StorageType};
use crate::domain::storage_url;
use crate::domain::template::{FileNameTemplate, Partition, preview_path};
use crate::domain::timestamp::Timestamp;
use crate::i18n::{
    Locale, Word, compression_name, error_advice, format_name, partition_name, target_type_name,
    traffic_name, words,
};
use crate::state::Console;
use crate::ui::{Banner, Card, Cell, Tone};

/// The panel of the tab.
#[component]
pub(super) fn LoggerDetails(logger: Memo<Option<Logger>>) -> impl IntoView {
    let console = expect_context::<Console>();
    name_targets(console);
    let group = move |word: Word, values: fn(Console, &Logger) -> Vec<(Word, Cell)>| {
        let items = move || logger.with(|logger| logger.as_ref().map(|logger| values(console, logger)));
        view! {
            <Card title=say(word)>
                <Values items=Signal::derive(move || items().unwrap_or_default()) />
            </Card>
        }
    };
    view! {
        <div class="flc-stack">
            <WhatIsWrong logger />
            <StorageAccess logger />
            {group(words::GENERAL, general)}
            {group(words::COLLECTION, collection)}
            {group(words::STORAGE, storage)}
        </div>
    }
}

/// For a logger in ERROR: the error type, the cause, and what to check.
#[component]
fn WhatIsWrong(logger: Memo<Option<Logger>>) -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        let broken = |logger: &Logger| logger.status == Status::Error || logger.error_type.is_some();
        let logger = logger.get().filter(broken)?;
        let error = match &logger.error_type {
            Some(error) => error.wire().to_owned(),
            None => console.say(words::ERROR_NO_TYPE).to_owned(),
        };
        let title = words::ERROR_HEADLINE.with(console.locale(), &[("error", &error)]);
        let (cause, check) = error_advice(console.locale(), &logger);
        Some(view! {
            <Banner tone=Tone::Wrong title>
                <dl class="flc-advice">
                    <dt>{say(words::ERROR_CAUSE)}</dt>
                    <dd>{cause}</dd>
                    <dt>{say(words::ERROR_CHECK)}</dt>
                    <dd>{check}</dd>
                </dl>
            </Banner>
        })
    }
}

fn general(console: Console, logger: &Logger) -> Vec<(Word, Cell)> {
    let times = TimeFormat::of(console);
    let locale = console.locale();
    vec![
        (words::STATUS, status_cell(locale, logger)),
        (words::ENABLED, logger.enabled.map_or(Cell::Absent, |enabled| yes_no(locale, enabled))),
        (words::ID, mono_cell(&logger.id)),
        (words::DESCRIPTION, text_cell(logger.description.clone())),
        (words::CREATED, times.cell(logger.created_at)),
        (words::UPDATED, times.cell(logger.updated_at)),
    ]
}

fn collection(console: Console, logger: &Logger) -> Vec<(Word, Cell)> {
    let locale = console.locale();
    vec![
        (words::TARGET_TYPE, text_cell(target_type_name(locale, &logger.target_type))),
        (words::TARGET, resource_cell(&console.names(), &logger.target_id)),
        (words::TRAFFIC, text_cell(traffic_name(locale, &logger.filter))),
        (words::INTERVAL, interval_cell(locale, logger)),
        (words::SETUP_ONLY, yes_no(locale, logger.connection_setup_only)),
        (words::FIELDS, fields_cell(locale, &logger.fields)),
    ]
}

/// The fields in the order of the file, with a count such as "10 of 20".
pub(super) fn fields_cell(locale: Locale, fields: &[String]) -> Cell {
    let (n, total) = (fields.len().to_string(), CURRENT.len().to_string());
    match fields {
        [] => Cell::Absent,
        fields => Cell::Code {
            text: fields.join(", "),
            note: words::MATCHES.with(locale, &[("n", &n), ("total", &total)]),
        },
    }
}

/// A file name template; without one, the default of the service.
pub(super) fn template_cell(locale: Locale, template: Option<String>) -> Cell {
    let note = || words::SERVICE_DEFAULT.with(locale, &[("template", "")]).trim().to_owned();
    match template {
        Some(text) => Cell::Code { text, note: String::new() },
        None => Cell::Code { text: FileNameTemplate::DEFAULT.to_owned(), note: note() },
    }
}

pub(super) fn partition_cell(locale: Locale, partition: Option<&PartitionPeriod>) -> Cell {
    let text = partition_name(locale, partition);
    match partition {
        Some(PartitionPeriod::Known(Partition::Day | Partition::Hour)) | None => text_cell(text),
        _ => template_cell(locale, Some(text)),
    }
}

/// The storage type in words.
fn storage_type_name(storage_type: &StorageType) -> String {
    match storage_type {
        StorageType::ObjectStorage => "Object Storage (OBS)".to_owned(),
        other => other.wire().to_owned(),
    }
}

fn storage(console: Console, logger: &Logger) -> Vec<(Word, Cell)> {
    let locale = console.locale();
    vec![
        (words::STORAGE_URL, mono_cell(&logger.storage_url)),
        (words::STORAGE_TYPE, text_cell(storage_type_name(&logger.storage_type))),
        (words::LOG_FORMAT, text_cell(format_name(&logger.log_format))),
        (words::COMPRESSION, text_cell(compression_name(locale, &logger.compression))),
        (words::PARTITION, partition_cell(locale, logger.partition.as_ref())),
        (words::FILE_NAME_TEMPLATE, template_cell(locale, logger.file_name.clone())),
        (words::NEXT_FILE, next_file(console, logger).map_or(Cell::Absent, Cell::Mono)),
    ]
}

fn next_file(console: Console, logger: &Logger) -> Option<String> {
    let url = storage_url::read(&logger.storage_url, None, 0).url?;
    let Some(PartitionPeriod::Known(partition)) = &logger.partition else { return None };
    let name = FileNameTemplate::parse(logger.file_name_or_default()).ok()?;
    let now = Timestamp::from_millis(console.now_ms());
    Some(preview_path(&url, partition, &name, &logger.id, &now.civil_kst()))
}
