//! Events for the host, with the names and values that `element.d.ts` documents.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::api::error::Refusal;
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause};
use crate::domain::logger::Logger;
use crate::i18n::{Locale, explain};
use crate::state::Console;
use crate::state::events::Event;
use crate::state::notices::{Notice, Progress, news};

/// Who gets the events of a mount.
#[derive(Clone)]
pub enum Listener {
    /// Nobody.
    Nobody,
    /// A function of a page. It gets the name and the detail of an event.
    Page(js_sys::Function),
    /// The program that placed the component.
    Program(Callback<Event>),
}

impl Listener {
    /// The listener of the mount whose view is being made.
    pub(super) fn of_mount() -> Listener {
        use_context::<Listener>().unwrap_or(Listener::Nobody)
    }

    /// Sends an event; texts are in this language.
    pub(super) fn send(&self, locale: Locale, event: Event) {
        match self {
            Listener::Nobody => {}
            Listener::Program(on_event) => untrack(|| on_event.run(event)),
            Listener::Page(dispatch) => {
                let (name, detail) = for_page(locale, &event);
                // The dispatch of an event does not fail when a listener throws.
                let _ = dispatch.call2(&JsValue::UNDEFINED, &JsValue::from_str(name), &detail);
            }
        }
    }
}

/// Adds an event for each notice that is new or has changed.
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

/// A plain JavaScript object.
pub fn plain(values: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in values {
        // Setting a property of a new plain object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// The name and the detail of an event.
fn for_page(locale: Locale, event: &Event) -> (&'static str, Object) {
    match event {
        Event::AuthRequired { refused } => {
            let reason = if *refused { "refused" } else { "none" };
            ("flowlog-auth-required", plain(&[("reason", reason.into())]))
        }
        Event::ConfigFailed(message) => {
            ("flowlog-fatal", plain(&[("kind", "config".into()), ("message", message.into())]))
        }
        Event::Selected(ids) => ("flowlog-select", plain(&[("loggers", array(ids))])),
        Event::Created(logger) => ("flowlog-created", plain(&[("logger", logger_detail(logger))])),
        Event::Updated(logger) => ("flowlog-updated", plain(&[("logger", logger_detail(logger))])),
        Event::Deleted { id, name } => {
            ("flowlog-deleted", plain(&[("id", id.into()), ("name", name.into())]))
        }
        Event::Notified(notice) => ("flowlog-notify", notice_detail(locale, notice)),
        Event::Failed(error) => ("flowlog-error", error_detail(locale, error)),
    }
}

fn array(texts: &[String]) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

/// An absent value is `null`, so that every documented key is there.
fn or_null(value: Option<impl Into<JsValue>>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

fn logger_detail(logger: &Logger) -> JsValue {
    let detail = plain(&[
        ("id", (&logger.id).into()),
        ("name", (&logger.name).into()),
        ("description", (&logger.description).into()),
        ("status", logger.status.wire().into()),
        ("enabled", or_null(logger.enabled)),
        ("targetType", logger.target_type.wire().into()),
        ("targetId", (&logger.target_id).into()),
        ("filter", logger.filter.wire().into()),
        ("intervalMinutes", or_null(logger.aggregation_interval.map(|minutes| minutes as f64))),
        ("setupOnly", logger.connection_setup_only.into()),
        ("fields", array(&logger.fields)),
        ("storageType", logger.storage_type.wire().into()),
        ("storageUrl", (&logger.storage_url).into()),
        ("logFormat", logger.log_format.wire().into()),
        ("compression", logger.compression.wire().into()),
        ("partition", or_null(logger.partition.as_ref().map(|partition| partition.wire()))),
        ("fileNameTemplate", or_null(logger.file_name.as_deref())),
        ("errorType", or_null(logger.error_type.as_ref().map(|error| error.wire()))),
        ("createdAt", or_null(logger.created_at.map(|time| time.iso()))),
        ("updatedAt", or_null(logger.updated_at.map(|time| time.iso()))),
    ]);
    detail.into()
}

fn notice_detail(locale: Locale, notice: &Notice) -> Object {
    let state = match notice.progress {
        Progress::Running => "working",
        Progress::Done => "done",
        Progress::Attention => "note",
        Progress::Failed => "failed",
    };
    plain(&[("id", (notice.id as f64).into()), ("state", state.into()), ("text", notice.text(locale).into())])
}

fn error_detail(locale: Locale, error: &ApiError) -> Object {
    let kind = match &error.cause {
        Cause::Refused(_) => "refused",
        Cause::Unreadable(_) => "unreadable",
        Cause::Transport(Fault::Timeout { .. }) => "timeout",
        Cause::Transport(_) | Cause::NoEndpoint(..) => "network",
    };
    let text = |of: fn(&Refusal) -> Option<&str>| {
        or_null(error.refusal().and_then(of).filter(|text| !text.is_empty()))
    };
    let explained = explain(locale, error);
    plain(&[
        ("message", explained.quote.unwrap_or(explained.why).into()),
        ("kind", kind.into()),
        ("status", or_null(error.status())),
        ("code", text(|refusal| refusal.kind.as_deref())),
        ("requestId", text(|refusal| refusal.request_id.as_deref())),
    ])
}
