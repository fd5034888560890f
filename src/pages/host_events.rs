//! Telling the host what happened, in the words of `element.d.ts`.

use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::api::error::Refusal;
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause};
use crate::domain::logger::{Logger, PartitionPeriod};
use crate::i18n::explain;
use crate::state::Console;
use crate::state::events::Event;
use crate::state::notices::{Notice, Progress, news};

/// Who hears of a console's events; one for a mount, in context.
#[derive(Clone)]
pub enum Listener {
    /// Nobody.
    Nobody,
    /// A function of a page: it gets an event's name and its detail.
    Page(js_sys::Function),
    /// The program that placed the component.
    Program(Callback<Event>),
}

/// Tells what the console has collected, in order.
pub(super) fn tell(console: Console, listener: &Listener) {
    for event in console.part.events.take() {
        match listener {
            Listener::Nobody => {}
            Listener::Program(hear) => untrack(|| hear.run(event)),
            Listener::Page(hear) => {
                if let Some((name, detail)) = for_page(console, &event) {
                    // A page's listeners cannot fail its dispatch.
                    let _ = hear.call2(&JsValue::UNDEFINED, &JsValue::from_str(name), &detail);
                }
            }
        }
    }
}

/// Tells at once that somebody has to sign in.
pub(super) fn auth_required(listener: &Listener, refused: bool) {
    match listener {
        Listener::Nobody => {}
        Listener::Program(hear) => untrack(|| hear.run(Event::AuthRequired { refused })),
        Listener::Page(hear) => {
            let reason = if refused { "refused" } else { "none" };
            let detail = plain(&[("reason", JsValue::from_str(reason))]);
            // A page's listeners cannot fail its dispatch.
            let _ = hear.call2(&JsValue::UNDEFINED, &JsValue::from_str("flowlog-auth-required"), &detail);
        }
    }
}

/// Tells at once that there is no console, since its configuration cannot be read or used.
pub(super) fn config_failed(listener: &Listener, message: &str) {
    match listener {
        Listener::Nobody => {}
        Listener::Program(hear) => untrack(|| hear.run(Event::ConfigFailed(message.to_owned()))),
        Listener::Page(hear) => {
            let detail =
                plain(&[("kind", JsValue::from_str("config")), ("message", JsValue::from_str(message))]);
            // A page's listeners cannot fail its dispatch.
            let _ = hear.call2(&JsValue::UNDEFINED, &JsValue::from_str("flowlog-fatal"), &detail);
        }
    }
}

/// A plain object of a few values.
pub fn plain(values: &[(&str, JsValue)]) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (name, value) in values {
        // Setting a property of a new plain object does not fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// The listener of the mount whose view is being made.
pub(super) fn listener() -> Listener {
    use_context::<Listener>().unwrap_or(Listener::Nobody)
}

#[derive(Serialize)]
struct Selected<'a> {
    loggers: &'a [String],
}

#[derive(Serialize)]
struct Written<'a> {
    logger: LoggerDetail<'a>,
}

#[derive(Serialize)]
struct Deleted<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Notified {
    id: u32,
    state: &'static str,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed<'a> {
    message: String,
    kind: &'static str,
    status: Option<u16>,
    code: Option<&'a str>,
    request_id: Option<&'a str>,
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
    partition: Option<String>,
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
            partition: logger.partition.as_ref().map(|partition| match partition {
                PartitionPeriod::Known(partition) => partition.wire(),
                PartitionPeriod::Other(text) => text.clone(),
            }),
            file_name_template: logger.file_name.as_deref(),
            error_type: logger.error_type.as_ref().map(|error| error.wire()),
            created_at: logger.created_at.map(|time| time.iso()),
            updated_at: logger.updated_at.map(|time| time.iso()),
        }
    }
}

/// The name and the detail of an event, as `element.d.ts` documents them.
fn for_page(console: Console, event: &Event) -> Option<(&'static str, JsValue)> {
    Some(match event {
        // Told at once.
        Event::AuthRequired { .. } | Event::ConfigFailed(_) => return None,
        Event::Selected(loggers) => ("flowlog-select", detail(&Selected { loggers })),
        Event::Created(logger) => ("flowlog-created", detail(&Written { logger: LoggerDetail::of(logger) })),
        Event::Updated(logger) => ("flowlog-updated", detail(&Written { logger: LoggerDetail::of(logger) })),
        Event::Deleted { id, name } => ("flowlog-deleted", detail(&Deleted { id, name })),
        Event::Notified(notice) => ("flowlog-notify", detail(&notified(console, notice))),
        Event::Failed(error) => ("flowlog-error", detail(&failed(console, error))),
    })
}

/// Absent values are `null`, so that every documented key is there.
fn detail(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    // Plain structs of texts and small numbers always have a form in JavaScript.
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}

fn notified(console: Console, notice: &Notice) -> Notified {
    let state = match notice.progress {
        Progress::Running => "working",
        Progress::Done => "done",
        Progress::Attention => "note",
        Progress::Failed => "failed",
    };
    let text = untrack(|| notice.title.text(console.locale()));
    Notified { id: u32::try_from(notice.id).unwrap_or(u32::MAX), state, text }
}

fn failed(console: Console, error: &ApiError) -> Failed<'_> {
    let refusal = match &error.cause {
        Cause::Refused(refusal) => Some(refusal),
        Cause::Transport(_) | Cause::Unreadable(_) | Cause::NoEndpoint(..) => None,
    };
    let explained = untrack(|| explain(console.locale(), error));
    let text = |of: fn(&Refusal) -> Option<&str>| refusal.and_then(of).filter(|text| !text.is_empty());
    Failed {
        message: explained.quote.unwrap_or(explained.why),
        kind: match &error.cause {
            Cause::Refused(_) => "refused",
            Cause::Unreadable(_) => "unreadable",
            Cause::Transport(Fault::Timeout { .. }) => "timeout",
            Cause::Transport(_) | Cause::NoEndpoint(..) => "network",
        },
        status: error.status(),
        code: text(|refusal| refusal.kind.as_deref()),
        request_id: text(|refusal| refusal.request_id.as_deref()),
    }
}

/// Has the host told of each notice whenever it says something else.
pub(super) fn tell_notices(console: Console) {
    let mut told: Vec<Notice> = Vec::new();
    Effect::new(move || {
        let now = console.part.notices.list.get();
        for notice in news(&told, &now) {
            console.tell(Event::Notified(notice.clone()));
        }
        told = now;
    });
}
