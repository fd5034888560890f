//! What a JavaScript caller can say when it mounts a console.

use wasm_bindgen::{JsCast as _, JsValue};

use crate::config::{Theme, TimeZone};
use crate::i18n::Locale;

/// How the route is shown to the outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Routing {
    /// In the address bar behind `#`.
    Hash,
    /// Nowhere: the portal's address stays its own.
    #[default]
    Memory,
}

/// The options, checked. An attribute with a value that is not known counts as not set, as in HTML.
#[derive(Default)]
pub(super) struct Options {
    pub config: ConfigSource,
    pub region: Option<String>,
    pub route: Option<String>,
    pub routing: Routing,
    pub choices: Choices,
    pub fetcher: Option<js_sys::Function>,
    pub token_provider: Option<js_sys::Function>,
    pub storage: Option<JsValue>,
}

/// What can change while the console is there.
#[derive(Clone, Default)]
pub(super) struct Choices {
    pub locale: Option<Locale>,
    pub theme: Option<Theme>,
    pub time_zone: Option<TimeZone>,
    pub compact: Option<bool>,
    pub read_only: Option<bool>,
}

#[derive(Clone, Default)]
pub(super) enum ConfigSource {
    /// The documented regions.
    #[default]
    Documented,
    Url(String),
    /// The text of a configuration object that the caller handed in.
    Text(String),
}

impl Options {
    /// Every key may be missing. A key of another type than documented is an error, so that a host hears of it.
    pub fn read(value: &JsValue) -> Result<Options, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Options::default());
        }
        let keys = Keys(value);
        let config = keys.get("config")?;
        let config = match (config.is_object(), keys.text("configUrl")?) {
            (true, _) => ConfigSource::Text(js_sys::JSON::stringify(&config)?.into()),
            (false, Some(url)) => ConfigSource::Url(url),
            (false, None) => ConfigSource::Documented,
        };
        Ok(Options {
            config,
            region: keys.text("region")?,
            route: keys.text("route")?,
            routing: if keys.text("routing")?.as_deref() == Some("hash") {
                Routing::Hash
            } else {
                Routing::Memory
            },
            choices: Choices {
                locale: keys.text("locale")?.as_deref().and_then(Locale::of_tag),
                theme: keys.text("theme")?.as_deref().and_then(Theme::of_name),
                time_zone: keys.text("timeZone")?.as_deref().and_then(TimeZone::of_name),
                compact: keys.text("density")?.map(|density| density == "compact"),
                read_only: keys.get("readonly")?.as_bool(),
            },
            fetcher: keys.function("fetcher")?,
            token_provider: keys.function("tokenProvider")?,
            storage: Some(keys.get("storage")?).filter(JsValue::is_object),
        })
    }
}

struct Keys<'a>(&'a JsValue);

impl Keys<'_> {
    fn get(&self, key: &str) -> Result<JsValue, JsValue> {
        js_sys::Reflect::get(self.0, &JsValue::from_str(key))
    }

    fn text(&self, key: &str) -> Result<Option<String>, JsValue> {
        let value = self.get(key)?;
        match value.as_string() {
            None if !value.is_undefined() && !value.is_null() => Err(mistyped(key, "a string")),
            text => Ok(text),
        }
    }

    fn function(&self, key: &str) -> Result<Option<js_sys::Function>, JsValue> {
        let value = self.get(key)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        value.dyn_into().map(Some).map_err(|_| mistyped(key, "a function"))
    }
}

fn mistyped(key: &str, wanted: &str) -> JsValue {
    js_sys::TypeError::new(&format!("mount: {key} should be {wanted}")).into()
}
