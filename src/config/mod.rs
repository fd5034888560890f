//! What a deployment sets: regions and their endpoints, identity, proxy, and how the console looks at first.
//!
//! The JSON is read once into a checked [`Config`]. A key that is unknown or a value that cannot work is refused
//! with the key's name, so that a typing mistake does not turn into a console that quietly does something else.
//! `www/config.schema.json` documents every key for people and editors and agrees with this parser.

pub mod kept;
mod twice;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::api::transport::proxy::{ProxyFault, ProxyTemplate};
use crate::auth::{Token, TokenFault};
use crate::domain::endpoint::{Endpoint, EndpointFault};
use crate::domain::web_url::{UrlFault, WebUrl};
use crate::locale::Locale;

/// A checked configuration.
#[derive(Clone, PartialEq)]
pub struct Config {
    /// At least one; ids are unique.
    pub regions: Vec<RegionEntry>,
    pub identity: Option<Endpoint>,
    pub proxy: Option<ProxyTemplate>,
    pub locale: Option<Locale>,
    pub theme: Option<Theme>,
    pub time_zone: Option<TimeZone>,
    /// Whether writing is switched off.
    pub read_only: bool,
    /// The token of a sample project; only where every endpoint is on this machine.
    pub demo: Option<Token>,
}

/// A region as it is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionEntry {
    pub id: String,
    pub name: String,
    /// Without it the service catalog of an API password names the endpoint; then there is an identity service.
    pub network: Option<Endpoint>,
    pub object_storage: Option<Endpoint>,
}

impl RegionEntry {
    /// The region, where the configuration says where it is.
    pub fn region(&self) -> Option<Region> {
        self.network.clone().map(|network| self.at(network))
    }

    /// The region with its services at `network`.
    pub fn at(&self, network: Endpoint) -> Region {
        let RegionEntry { id, name, object_storage, .. } = self.clone();
        Region { id, name, network, object_storage }
    }
}

/// A region and where its services are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub id: String,
    pub name: String,
    /// The endpoint of the Flow Log API (type `network` in the service catalog). A token goes to it and to no other
    /// origin: the configuration has named it, or the identity service that the configuration names.
    pub network: Endpoint,
    pub object_storage: Option<Endpoint>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the page around the console has it.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    pub const fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn of_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// In which zone the console shows times.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeZone {
    #[default]
    Utc,
    /// The browser's.
    Local,
}

impl TimeZone {
    pub const ALL: [TimeZone; 2] = [TimeZone::Utc, TimeZone::Local];

    pub const fn name(self) -> &'static str {
        match self {
            TimeZone::Utc => "utc",
            TimeZone::Local => "local",
        }
    }

    pub fn of_name(name: &str) -> Option<TimeZone> {
        TimeZone::ALL.into_iter().find(|zone| zone.name() == name)
    }
}

/// The first thing that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The key as a path: `regions[0].network`. Empty for the whole text.
    pub key: String,
    pub fault: ConfigFault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFault {
    /// The parser's words.
    NotJson(String),
    UnknownKey,
    /// An object has it more than once.
    KeyTwice,
    Missing,
    /// What it should be, as a JSON type.
    WrongType(&'static str),
    EmptyText,
    NoRegions,
    DuplicateRegion(String),
    /// In a proxy template.
    BadUrl(UrlFault),
    BadEndpoint(EndpointFault),
    BadProxy(ProxyFault),
    /// The values that are known.
    UnknownValue(&'static [&'static str]),
    BadToken(TokenFault),
    /// A demo token beside this endpoint, which is not on this machine.
    DemoNotLocal(String),
}

type Checked<T> = Result<T, ConfigError>;

impl Default for Config {
    /// The documented endpoints (guide, first table).
    fn default() -> Config {
        const DOCUMENTED: &str = include_str!("../../www/config.json");
        // A test holds that the shipped file is sound.
        Config::parse(DOCUMENTED).unwrap_or_else(|_| Config {
            regions: Vec::new(),
            identity: None,
            proxy: None,
            locale: None,
            theme: None,
            time_zone: None,
            read_only: false,
            demo: None,
        })
    }
}

impl Config {
    pub fn parse(text: &str) -> Checked<Config> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| fault("", ConfigFault::NotJson(error.to_string())))?;
        if let Some(key) = twice::key_twice(text) {
            return Err(fault(&key, ConfigFault::KeyTwice));
        }
        let whole = Keys::of(&value, String::new())?;
        whole.only(&[
            "$schema", "regions", "identity", "proxy", "locale", "theme", "timeZone", "readOnly", "demo",
        ])?;
        // Only editors read it. It must be a text all the same.
        whole.optional("$schema", exact)?;
        let regions = regions(&whole)?;
        let identity = whole.optional("identity", endpoint)?;
        if identity.is_none()
            && let Some(index) = regions.iter().position(|region| region.network.is_none())
        {
            // Without an identity service nothing else can give this endpoint.
            return Err(fault(&format!("regions[{index}].network"), ConfigFault::Missing));
        }
        let config = Config {
            regions,
            identity,
            proxy: whole.optional("proxy", proxy)?,
            locale: whole
                .optional("locale", |value, key| choice(value, key, Locale::of_tag, &["en", "ko"]))?,
            theme: whole.optional("theme", |value, key| {
                choice(value, key, Theme::of_name, &["auto", "light", "dark"])
            })?,
            time_zone: whole.optional("timeZone", |value, key| {
                choice(value, key, TimeZone::of_name, &["utc", "local"])
            })?,
            read_only: whole.optional("readOnly", flag)?.unwrap_or(false),
            demo: whole.optional("demo", demo)?,
        };
        config.keep_demo_local()?;
        Ok(config)
    }

    pub fn region(&self, id: &str) -> Option<&RegionEntry> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// A demo token is a token in a file that everybody can read, so it must be worth nothing elsewhere.
    fn keep_demo_local(&self) -> Checked<()> {
        if self.demo.is_none() {
            return Ok(());
        }
        let proxy = self.proxy_origin();
        let mut endpoints = self.endpoints().map(|endpoint| &**endpoint).chain(proxy.as_ref());
        match endpoints.find(|endpoint| !endpoint.is_loopback()) {
            None => Ok(()),
            Some(endpoint) => Err(ConfigError {
                key: "demo".to_owned(),
                fault: ConfigFault::DemoNotLocal(endpoint.to_string()),
            }),
        }
    }

    fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        let of_regions =
            self.regions.iter().flat_map(|region| region.network.iter().chain(&region.object_storage));
        of_regions.chain(&self.identity)
    }

    /// The host that sees every request, where the proxy is not a path of the page's own site.
    fn proxy_origin(&self) -> Option<WebUrl> {
        let address = self.proxy.as_ref()?.apply(self.endpoints().next()?, "");
        let (scheme, rest) = address.split_once(':').filter(|_| !address.starts_with('/'))?;
        let (host, _) = rest.strip_prefix("//")?.split_once('/')?;
        WebUrl::parse(&format!("{scheme}://{host}")).ok()
    }
}

fn regions(whole: &Keys) -> Checked<Vec<RegionEntry>> {
    let key = "regions".to_owned();
    let list = whole.required("regions", |value, key| {
        value.as_array().ok_or_else(|| fault(key, ConfigFault::WrongType("array")))
    })?;
    if list.is_empty() {
        return Err(fault(&key, ConfigFault::NoRegions));
    }
    let mut regions: Vec<RegionEntry> = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let keys = Keys::of(value, format!("regions[{index}]"))?;
        keys.only(&["id", "name", "network", "objectStorage"])?;
        let id = keys.required("id", text)?;
        if regions.iter().any(|region| region.id == id) {
            return Err(fault(&keys.path("id"), ConfigFault::DuplicateRegion(id)));
        }
        regions.push(RegionEntry {
            name: keys.optional("name", text)?.unwrap_or_else(|| id.clone()),
            network: keys.optional("network", endpoint)?,
            object_storage: keys.optional("objectStorage", endpoint)?,
            id,
        });
    }
    Ok(regions)
}

fn fault(key: &str, fault: ConfigFault) -> ConfigError {
    ConfigError { key: key.to_owned(), fault }
}

/// A text without the white space around it.
fn text(value: &Value, key: &str) -> Checked<String> {
    exact(value, key).map(|text| text.trim().to_owned())
}

/// A text as it stands: white space around it is a mistake.
fn exact<'a>(value: &'a Value, key: &str) -> Checked<&'a str> {
    let text = value.as_str().ok_or_else(|| fault(key, ConfigFault::WrongType("string")))?;
    if text.trim().is_empty() { Err(fault(key, ConfigFault::EmptyText)) } else { Ok(text) }
}

fn flag(value: &Value, key: &str) -> Checked<bool> {
    value.as_bool().ok_or_else(|| fault(key, ConfigFault::WrongType("boolean")))
}

fn endpoint(value: &Value, key: &str) -> Checked<Endpoint> {
    Endpoint::parse(exact(value, key)?).map_err(|error| fault(key, ConfigFault::BadEndpoint(error)))
}

fn proxy(value: &Value, key: &str) -> Checked<ProxyTemplate> {
    let text = exact(value, key)?;
    let template = ProxyTemplate::parse(text).map_err(|error| fault(key, ConfigFault::BadProxy(error)))?;
    match text.chars().find_map(odd_in_template).or_else(|| odd_brace(text)) {
        Some(odd) => Err(fault(key, ConfigFault::BadUrl(odd))),
        None => Ok(template),
    }
}

/// What RFC 6570 keeps out of a template, and the fragment, which is never sent.
fn odd_in_template(character: char) -> Option<UrlFault> {
    match character {
        '#' => Some(UrlFault::Fragment),
        '\\' => Some(UrlFault::Backslash),
        '"' | '<' | '>' | '^' | '`' | '|' => Some(UrlFault::BadPath),
        _ if character.is_control() => Some(UrlFault::Control),
        _ if character.is_whitespace() => Some(UrlFault::Whitespace),
        _ => None,
    }
}

/// A closing brace that closes nothing.
fn odd_brace(template: &str) -> Option<UrlFault> {
    let (opened, closed) = (template.matches('{').count(), template.matches('}').count());
    (opened != closed).then_some(UrlFault::BadPath)
}

fn choice<T>(
    value: &Value,
    key: &str,
    read: fn(&str) -> Option<T>,
    known: &'static [&'static str],
) -> Checked<T> {
    read(exact(value, key)?).ok_or_else(|| fault(key, ConfigFault::UnknownValue(known)))
}

fn demo(value: &Value, key: &str) -> Checked<Token> {
    let keys = Keys::of(value, key.to_owned())?;
    keys.only(&["token"])?;
    let token = keys.required("token", text)?;
    Token::parse(&token).map_err(|error| fault(&keys.path("token"), ConfigFault::BadToken(error)))
}

/// A JSON object and where it stands in the whole.
struct Keys<'a> {
    object: &'a Map<String, Value>,
    path: String,
}

impl<'a> Keys<'a> {
    fn of(value: &'a Value, path: String) -> Checked<Keys<'a>> {
        match value {
            Value::Object(object) => Ok(Keys { object, path }),
            _ => Err(fault(&path, ConfigFault::WrongType("object"))),
        }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn only(&self, known: &[&str]) -> Checked<()> {
        match self.object.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(fault(&self.path(key), ConfigFault::UnknownKey)),
        }
    }

    /// Absent and `null` are the same.
    fn optional<T>(&self, key: &str, read: impl FnOnce(&'a Value, &str) -> Checked<T>) -> Checked<Option<T>> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value, &self.path(key)).map(Some),
        }
    }

    fn required<T>(&self, key: &str, read: impl FnOnce(&'a Value, &str) -> Checked<T>) -> Checked<T> {
        self.optional(key, read)?.ok_or_else(|| fault(&self.path(key), ConfigFault::Missing))
    }
}

#[cfg(test)]
mod tests;
