//! Events for a page, with the names and the details that `element.d.ts` documents.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::api::error::Refusal;
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause};
use crate::domain::logger::Logger;
use crate::i18n::{Locale, explain};
use crate::state::events::Event;
use crate::state::notices::{Notice, Progress};

/// Calls the function of a page that dispatches an event, with its name and its detail.
pub fn dispatch(emit: &js_sys::Function, locale: Locale, event: &Event) {
    // Absent values are `null`, so that every documented key is there.
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    // Plain structs of texts and small numbers always have a form in JavaScript.
    let detail = Detail::of(locale, event).serialize(&serializer).unwrap_or(JsValue::NULL);
    // The dispatch of an event does not fail when a listener throws.
    let _ = emit.call2(&JsValue::UNDEFINED, &JsValue::from_str(name(event)), &detail);
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::AuthRequired { .. } => "flowlog-auth-required",
        Event::ConfigFailed(_) => "flowlog-fatal",
        Event::Selected(_) => "flowlog-select",
        Event::Created(_) => "flowlog-created",
        Event::Updated(_) => "flowlog-updated",
        Event::Deleted { .. } => "flowlog-deleted",
        Event::LogsOpened { .. } => "flowlog-opened",
        Event::LogsAsked(_) => "flowlog-question",
        Event::Notified(_) => "flowlog-notify",
        Event::Failed(_) => "flowlog-error",
    }
}

#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Detail<'a> {
    AuthRequired {
        reason: &'static str,
    },
    Fatal {
        kind: &'static str,
        message: &'a str,
    },
    Selected {
        loggers: &'a [String],
    },
    Written {
        logger: LoggerDetail<'a>,
    },
    Deleted {
        id: &'a str,
        name: &'a str,
    },
    Opened {
        files: usize,
        bytes: u64,
        records: u64,
        unreadable: usize,
    },
    Asked {
        route: &'a str,
    },
    Notified {
        id: u64,
        state: &'static str,
        text: String,
    },
    Failed {
        message: String,
        kind: &'static str,
        status: Option<u16>,
        code: Option<&'a str>,
        request_id: Option<&'a str>,
    },
}

impl<'a> Detail<'a> {
    fn of(locale: Locale, event: &'a Event) -> Detail<'a> {
        match event {
            Event::AuthRequired { refused } => {
                Detail::AuthRequired { reason: if *refused { "refused" } else { "none" } }
            }
            Event::ConfigFailed(message) => Detail::Fatal { kind: "config", message },
            Event::Selected(loggers) => Detail::Selected { loggers },
            Event::Created(logger) | Event::Updated(logger) => {
                Detail::Written { logger: LoggerDetail::of(logger) }
            }
            Event::Deleted { id, name } => Detail::Deleted { id, name },
            Event::LogsOpened { files, bytes, records, unreadable } => {
                Detail::Opened { files: *files, bytes: *bytes, records: *records, unreadable: *unreadable }
            }
            Event::LogsAsked(route) => Detail::Asked { route },
            Event::Notified(notice) => Detail::notified(locale, notice),
            Event::Failed(error) => Detail::failed(locale, error),
        }
    }

    fn notified(locale: Locale, notice: &Notice) -> Detail<'a> {
        let state = match notice.progress {
            Progress::Running => "working",
            Progress::Done => "done",
            Progress::Attention => "note",
            Progress::Failed => "failed",
        };
        Detail::Notified { id: notice.id, state, text: notice.text(locale) }
    }

    fn failed(locale: Locale, error: &'a ApiError) -> Detail<'a> {
        let text =
            |of: fn(&Refusal) -> Option<&str>| error.refusal().and_then(of).filter(|text| !text.is_empty());
        let explained = explain(locale, error);
        Detail::Failed {
            message: explained.quote.unwrap_or(explained.why),
            kind: match &error.cause {
                Cause::Refused(_) => "refused",
                Cause::Unreadable(_) => "unreadable",
                Cause::Transport(Fault::Timeout { .. }) => "timeout",
                Cause::Transport(Fault::NoToken | Fault::Renewal(_)) => "token",
                Cause::Transport(_) | Cause::NoEndpoint(..) => "network",
            },
            status: error.status(),
            code: text(|refusal| refusal.kind.as_deref()),
            request_id: text(|refusal| refusal.request_id.as_deref()),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LoggerDetail<'a> {
    id: &'a str,
    name: &'a str,
    description: &'a str,
    status: &'a str,
    enabled: Option<bool>,
    target_type: &'a str,
    target_id: &'a str,
    filter: &'a str,
    interval_minutes: Option<i32>,
    setup_only: bool,
    fields: &'a [String],
    storage_type: &'a str,
    storage_url: &'a str,
    log_format: &'a str,
    compression: &'a str,
    partition: Option<&'a str>,
    file_name_template: Option<&'a str>,
    error_type: Option<&'a str>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

impl<'a> LoggerDetail<'a> {
    fn of(logger: &'a Logger) -> LoggerDetail<'a> {
        LoggerDetail {
            id: &logger.id,
            name: &logger.name,
            description: &logger.description,
            status: logger.status.wire(),
            enabled: logger.enabled,
            target_type: logger.target_type.wire(),
            target_id: &logger.target_id,
            filter: logger.filter.wire(),
            interval_minutes: logger.aggregation_interval.and_then(|minutes| i32::try_from(minutes).ok()),
            setup_only: logger.connection_setup_only,
            fields: &logger.fields,
            storage_type: logger.storage_type.wire(),
            storage_url: &logger.storage_url,
            log_format: logger.log_format.wire(),
            compression: logger.compression.wire(),
            partition: logger.partition.as_ref().map(|partition| partition.wire()),
            file_name_template: logger.file_name.as_deref(),
            error_type: logger.error_type.as_ref().map(|error| error.wire()),
            created_at: logger.created_at.map(|time| time.iso()),
            updated_at: logger.updated_at.map(|time| time.iso()),
        }
    }
}
