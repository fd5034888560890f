//! Events for the host of a mount: the page or the program that placed it.

use std::sync::Arc;

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::i18n::Locale;
use crate::state::Console;
use crate::state::events::Event;
use crate::state::notices::Told;

/// What gets the events of a mount, with the language of their texts.
#[derive(Clone)]
pub struct Listener(Arc<dyn Fn(Locale, Event) + Send + Sync>);

impl Listener {
    pub fn new(on_event: impl Fn(Locale, Event) + Send + Sync + 'static) -> Listener {
        Listener(Arc::new(on_event))
    }

    /// The listener of the mount whose view is being made. It drops events where nobody asked for them.
    pub(super) fn of_mount() -> Listener {
        use_context::<Listener>().unwrap_or_else(|| Listener::new(|_, _| {}))
    }

    pub(super) fn send(&self, locale: Locale, event: Event) {
        untrack(|| (self.0)(locale, event));
    }
}

/// Adds an event for each notice that is new or has changed.
pub(super) fn tell_notices(console: Console) {
    let mut told = Told::default();
    Effect::new(move || {
        console.with_notices(|now| {
            for notice in told.news(now) {
                console.tell(Event::Notified(notice.clone()));
            }
        });
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
