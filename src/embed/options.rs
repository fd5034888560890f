//! What a JavaScript caller can say when it mounts a console.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast as _, JsValue};

use super::page_events;
use super::storage::{HostStore, LocalStore};
use super::tokens::HostTokens;
use crate::auth::TokenProvider;
use crate::config::{Theme, TimeZone};
use crate::i18n::Locale;
use crate::logs::WorkerFiles;
use crate::pages::host_events::Listener;
use crate::state::Navigator;
use crate::state::events::Event;
use crate::state::preferences::{HostChoices, Store};

/// How the route is shown to the outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Routing {
    /// In the address bar behind `#`.
    Hash,
    /// Nowhere: the portal's address stays its own.
    #[default]
    Memory,
}

/// The options, checked; what can change while the console is there is in a cell. An attribute with a value that is not
/// known counts as not set, as in HTML.
pub(super) struct Options {
    pub config: ConfigSource,
    /// Reads the configuration in place of `fetch`: it was asked for while the wasm loaded.
    pub config_fetcher: Option<js_sys::Function>,
    /// What came when it was asked for, where it was there before the wasm; read once.
    pub config_text: Cell<Option<String>>,
    pub region: RefCell<Option<String>>,
    pub route: Option<String>,
    pub routing: Routing,
    /// What the caller has said last.
    pub choices: RefCell<HostChoices>,
    pub fetcher: Option<js_sys::Function>,
    /// The one of the beginning.
    pub token_provider: Option<Rc<dyn TokenProvider>>,
    /// Where preferences are kept.
    pub storage: Rc<dyn Store>,
    /// What reads log files, as the loader names it.
    pub log_worker: Option<WorkerFiles>,
    /// Whether it is a part of the host's page, without frame, which shares with other parts.
    pub is_part: bool,
    /// Whether it stands in the `main` of the host's page, which has only one.
    pub is_within: bool,
    /// Is called for each event with its name, its detail, and whether the answer `false` prevents what the event
    /// announces.
    pub emit: Option<js_sys::Function>,
    /// The Rust program that has placed a component, in place of a page: asked before a page is left, and told.
    pub program: Option<(Rc<dyn Navigator>, Callback<Event>)>,
}

#[derive(Clone, Default)]
pub(super) enum ConfigSource {
    /// The documented regions.
    #[default]
    Documented,
    Url(String),
    /// Beside our own page: where there is no such file, the documented regions.
    Site(String),
    /// The text of a configuration object that the caller handed in.
    Text(String),
}

impl Options {
    /// Every key may be missing. A key of another type than documented is an error, so that a host hears of it, and
    /// does not get the documented endpoints in place of its own.
    pub fn read(value: &JsValue) -> Result<Options, JsValue> {
        let keys = Keys(value);
        let config = match keys.get("config")? {
            None => match (keys.text("configUrl")?, keys.typed("configOptional", JsValue::as_bool)?) {
                (None, _) => ConfigSource::Documented,
                (Some(url), Some(true)) => ConfigSource::Site(url),
                (Some(url), _) => ConfigSource::Url(url),
            },
            Some(given) => {
                let text = match given.is_object() {
                    // Gives `undefined` for what JSON has no text for, which the bindings do not know.
                    true => js_sys::JSON::stringify(&given)?.into(),
                    false => given,
                };
                ConfigSource::Text(text.as_string().ok_or_else(|| mistyped("config"))?)
            }
        };
        Ok(Options {
            config,
            config_fetcher: keys.function("configFetcher")?,
            config_text: Cell::new(keys.text("configText")?),
            region: RefCell::new(region(value)?),
            route: keys.text("route")?,
            routing: if keys.text("routing")?.as_deref() == Some("hash") {
                Routing::Hash
            } else {
                Routing::Memory
            },
            choices: RefCell::new(choices(value)?),
            fetcher: keys.function("fetcher")?,
            token_provider: keys
                .function("tokenProvider")?
                .map(|provider| Rc::new(HostTokens(provider)) as Rc<dyn TokenProvider>),
            log_worker: keys
                .get("logWorker")?
                .map(|files| {
                    Ok::<_, JsValue>(WorkerFiles { script: Keys(&files).needed("script")?, wasm: files })
                })
                .transpose()?,
            is_part: keys.typed("part", JsValue::as_bool)?.unwrap_or_default(),
            is_within: keys.typed("within", JsValue::as_bool)?.unwrap_or_default(),
            emit: keys.function("emit")?,
            program: None,
            storage: match keys.typed("storage", |value| value.is_object().then(|| value.clone()))? {
                Some(storage) => Rc::new(HostStore(storage)),
                None => Rc::new(LocalStore),
            },
        })
    }
}

impl Options {
    /// Who gets the events: the program that placed the component, else the page.
    pub fn listener(&self) -> Listener {
        let emit = self.emit.clone();
        match self.program {
            Some((_, on_event)) => Listener::new(move |_, event| on_event.run(event)),
            None => Listener::new(move |locale, event| {
                if let Some(emit) = &emit {
                    page_events::dispatch(emit, locale, &event);
                }
            }),
        }
    }
}

/// The id of a region.
pub(super) fn region(options: &JsValue) -> Result<Option<String>, JsValue> {
    Keys(options).text("region")
}

/// How the console looks, and whether it writes.
pub(super) fn choices(options: &JsValue) -> Result<HostChoices, JsValue> {
    let keys = Keys(options);
    Ok(HostChoices {
        locale: keys.text("locale")?.as_deref().and_then(Locale::of_tag),
        theme: keys.text("theme")?.as_deref().and_then(Theme::of_name),
        time_zone: keys.text("timeZone")?.as_deref().and_then(TimeZone::of_name),
        compact: keys.text("density")?.map(|density| density == "compact"),
        read_only: keys.typed("readonly", JsValue::as_bool)?,
    })
}

struct Keys<'a>(&'a JsValue);

impl Keys<'_> {
    /// Only what the caller has set itself: something on `Object.prototype` is nobody's option, and no place for a
    /// token.
    fn get(&self, key: &str) -> Result<Option<JsValue>, JsValue> {
        let key = JsValue::from_str(key);
        if !self.0.is_object() || !js_sys::Object::has_own(self.0.unchecked_ref::<js_sys::Object>(), &key) {
            return Ok(None);
        }
        let value = js_sys::Reflect::get(self.0, &key)?;
        Ok(if value.is_undefined() || value.is_null() { None } else { Some(value) })
    }

    fn typed<T>(&self, key: &str, read: impl FnOnce(&JsValue) -> Option<T>) -> Result<Option<T>, JsValue> {
        match self.get(key)? {
            None => Ok(None),
            Some(value) => read(&value).map(Some).ok_or_else(|| mistyped(key)),
        }
    }

    fn text(&self, key: &str) -> Result<Option<String>, JsValue> {
        self.typed(key, JsValue::as_string)
    }

    fn needed(&self, key: &str) -> Result<String, JsValue> {
        self.text(key)?.ok_or_else(|| mistyped(key))
    }

    fn function(&self, key: &str) -> Result<Option<js_sys::Function>, JsValue> {
        self.typed(key, |value| value.dyn_ref().cloned())
    }
}

fn mistyped(key: &str) -> JsValue {
    js_sys::TypeError::new(&format!("mount: {key} has a wrong type")).into()
}
