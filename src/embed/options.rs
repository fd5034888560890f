//! What a JavaScript caller can say when it mounts a console.

use serde::Deserialize;
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

/// The options object of `mount`; every key may be missing.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Raw {
    config_url: Option<String>,
    region: Option<String>,
    route: Option<String>,
    routing: Option<String>,
    locale: Option<String>,
    theme: Option<String>,
    density: Option<String>,
    time_zone: Option<String>,
    readonly: Option<bool>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    config: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    fetcher: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    token_provider: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    storage: JsValue,
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
    pub fn read(value: &JsValue) -> Result<Options, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Options::default());
        }
        let raw: Raw = serde_wasm_bindgen::from_value(value.clone())
            .map_err(|error| js_sys::TypeError::new(&format!("mount: options: {error}")))?;
        let config = match (raw.config.is_object(), raw.config_url) {
            (true, _) => ConfigSource::Text(js_sys::JSON::stringify(&raw.config)?.into()),
            (false, Some(url)) => ConfigSource::Url(url),
            (false, None) => ConfigSource::Documented,
        };
        Ok(Options {
            config,
            region: raw.region,
            route: raw.route,
            routing: if raw.routing.as_deref() == Some("hash") { Routing::Hash } else { Routing::Memory },
            choices: Choices {
                locale: raw.locale.as_deref().and_then(Locale::of_tag),
                theme: raw.theme.as_deref().and_then(Theme::of_name),
                time_zone: raw.time_zone.as_deref().and_then(TimeZone::of_name),
                compact: raw.density.as_deref().map(|density| density == "compact"),
                read_only: raw.readonly,
            },
            fetcher: raw.fetcher.dyn_into().ok(),
            token_provider: raw.token_provider.dyn_into().ok(),
            storage: Some(raw.storage).filter(JsValue::is_object),
        })
    }
}
