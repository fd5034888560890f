//! What a deployment sets: regions and their endpoints, identity, proxy, and how the console looks at first.
//!
//! The JSON is read once into a checked [`Config`]. A key that is unknown or a value that cannot work is refused
//! with the key's name, so that a typing mistake does not turn into a console that quietly does something else.

use crate::api::json::Value;
use crate::api::transport::proxy::{ProxyFault, ProxyTemplate};
use crate::auth::{Token, TokenFault};
use crate::domain::web_url::{UrlFault, WebUrl};
use crate::i18n::Locale;

/// A checked configuration.
#[derive(Clone, PartialEq)]
pub struct Config {
    /// At least one; ids are unique.
    pub regions: Vec<Region>,
    pub identity: Option<WebUrl>,
    pub proxy: Option<ProxyTemplate>,
    pub locale: Option<Locale>,
    pub theme: Option<Theme>,
    pub time_zone: Option<TimeZone>,
    /// Whether writing is switched off.
    pub read_only: bool,
    /// The token of a sample project; only where every endpoint is on this machine.
    pub demo: Option<Token>,
}

/// A region and where its services are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub id: String,
    pub name: String,
    /// The endpoint of the Flow Log API (type `network` in the service catalog).
    pub network: WebUrl,
    pub object_storage: Option<WebUrl>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    Missing,
    /// What it should be, as a JSON type.
    WrongType(&'static str),
    EmptyText,
    NoRegions,
    DuplicateRegion(String),
    BadUrl(UrlFault),
    /// Plain http to another machine would show the token to the network.
    PlainHttp,
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
        const DOCUMENTED: &str = include_str!("../www/config.json");
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
        let value = Value::parse(text).map_err(|words| fault("", ConfigFault::NotJson(words)))?;
        let whole = Keys::of(&value, String::new())?;
        whole.only(&["regions", "identity", "proxy", "locale", "theme", "timeZone", "readOnly", "demo"])?;
        let config = Config {
            regions: regions(&whole)?,
            identity: whole.optional("identity", url)?,
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

    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// A demo token is a token in a file that everybody can read, so it must be worth nothing elsewhere.
    fn keep_demo_local(&self) -> Checked<()> {
        if self.demo.is_none() {
            return Ok(());
        }
        let mut endpoints = self
            .regions
            .iter()
            .flat_map(|region| std::iter::once(&region.network).chain(region.object_storage.as_ref()))
            .chain(self.identity.as_ref());
        match endpoints.find(|endpoint| !endpoint.is_loopback()) {
            None => Ok(()),
            Some(endpoint) => Err(ConfigError {
                key: "demo".to_owned(),
                fault: ConfigFault::DemoNotLocal(endpoint.to_string()),
            }),
        }
    }
}

fn regions(whole: &Keys) -> Checked<Vec<Region>> {
    let key = "regions".to_owned();
    let list = whole.required("regions", |value, key| {
        value.as_list().ok_or_else(|| fault(key, ConfigFault::WrongType("array")))
    })?;
    if list.is_empty() {
        return Err(fault(&key, ConfigFault::NoRegions));
    }
    let mut regions: Vec<Region> = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let keys = Keys::of(value, format!("regions[{index}]"))?;
        keys.only(&["id", "name", "network", "objectStorage"])?;
        let id = keys.required("id", text)?;
        if regions.iter().any(|region| region.id == id) {
            return Err(fault(&keys.path("id"), ConfigFault::DuplicateRegion(id)));
        }
        regions.push(Region {
            name: keys.optional("name", text)?.unwrap_or_else(|| id.clone()),
            network: keys.required("network", url)?,
            object_storage: keys.optional("objectStorage", url)?,
            id,
        });
    }
    Ok(regions)
}

fn fault(key: &str, fault: ConfigFault) -> ConfigError {
    ConfigError { key: key.to_owned(), fault }
}

fn text(value: &Value, key: &str) -> Checked<String> {
    let text = value.as_text().ok_or_else(|| fault(key, ConfigFault::WrongType("string")))?.trim();
    if text.is_empty() { Err(fault(key, ConfigFault::EmptyText)) } else { Ok(text.to_owned()) }
}

fn flag(value: &Value, key: &str) -> Checked<bool> {
    value.as_flag().ok_or_else(|| fault(key, ConfigFault::WrongType("boolean")))
}

fn url(value: &Value, key: &str) -> Checked<WebUrl> {
    let url = WebUrl::parse(&text(value, key)?).map_err(|error| fault(key, ConfigFault::BadUrl(error)))?;
    if url.is_https() || url.is_loopback() { Ok(url) } else { Err(fault(key, ConfigFault::PlainHttp)) }
}

fn proxy(value: &Value, key: &str) -> Checked<ProxyTemplate> {
    ProxyTemplate::parse(&text(value, key)?).map_err(|error| fault(key, ConfigFault::BadProxy(error)))
}

fn choice<T>(
    value: &Value,
    key: &str,
    read: fn(&str) -> Option<T>,
    known: &'static [&'static str],
) -> Checked<T> {
    read(&text(value, key)?).ok_or_else(|| fault(key, ConfigFault::UnknownValue(known)))
}

fn demo(value: &Value, key: &str) -> Checked<Token> {
    let keys = Keys::of(value, key.to_owned())?;
    keys.only(&["token"])?;
    let token = keys.required("token", text)?;
    Token::parse(&token).map_err(|error| fault(&keys.path("token"), ConfigFault::BadToken(error)))
}

/// A JSON object and where it stands in the whole.
struct Keys<'a> {
    object: &'a Value,
    path: String,
}

impl<'a> Keys<'a> {
    fn of(value: &'a Value, path: String) -> Checked<Keys<'a>> {
        match value {
            Value::Object(_) => Ok(Keys { object: value, path }),
            _ => Err(fault(&path, ConfigFault::WrongType("object"))),
        }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn only(&self, known: &[&str]) -> Checked<()> {
        let Value::Object(attributes) = self.object else { return Ok(()) };
        match attributes.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some((key, _)) => Err(fault(&self.path(key), ConfigFault::UnknownKey)),
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
mod tests {
    use super::*;

    const LOCAL: &str = r#""regions":[{"id":"KR1","network":"http://127.0.0.1:8080"}]"#;

    #[track_caller]
    fn check(text: &str, key: &str, expect: ConfigFault) {
        match Config::parse(text) {
            Err(error) => assert_eq!((error.key.as_str(), error.fault), (key, expect)),
            Ok(_) => panic!("{text} was taken"),
        }
    }

    #[test]
    fn the_shipped_file_has_the_documented_regions() {
        let regions = Config::default().regions;
        let ids: Vec<&str> = regions.iter().map(|region| region.id.as_str()).collect();
        assert_eq!(ids, ["KR1", "KR2"]);
    }

    #[test]
    fn each_key_is_read() {
        let text = format!(
            r#"{{{LOCAL},"identity":"http://localhost:8080","proxy":"/nhn/{{host}}{{+path}}","locale":"ko","theme":"dark",
            "timeZone":"local","readOnly":true,"demo":{{"token":"abc"}}}}"#
        );
        let config = Config::parse(&text).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(config.regions[0].name, "KR1");
        assert_eq!(config.locale, Some(Locale::Ko));
        assert_eq!(config.theme, Some(Theme::Dark));
        assert_eq!(config.time_zone, Some(TimeZone::Local));
        assert!(
            config.read_only && config.proxy.is_some() && config.demo.is_some() && config.identity.is_some()
        );
    }

    #[test]
    fn each_fault_names_its_key() {
        check("[]", "", ConfigFault::WrongType("object"));
        assert!(matches!(Config::parse("{"), Err(ConfigError { fault: ConfigFault::NotJson(_), .. })));
        check("{}", "regions", ConfigFault::Missing);
        check(r#"{"regions":[]}"#, "regions", ConfigFault::NoRegions);
        check(r#"{"regions":{}}"#, "regions", ConfigFault::WrongType("array"));
        check(&format!(r#"{{{LOCAL},"proxi":null}}"#), "proxi", ConfigFault::UnknownKey);
        check(r#"{"regions":[{"id":"KR1"}]}"#, "regions[0].network", ConfigFault::Missing);
        check(r#"{"regions":[{"network":"https://a.example"}]}"#, "regions[0].id", ConfigFault::Missing);
        check(
            r#"{"regions":[{"id":" ","network":"https://a.example"}]}"#,
            "regions[0].id",
            ConfigFault::EmptyText,
        );
        check(
            r#"{"regions":[{"id":"KR1","network":"https://a.example","net":1}]}"#,
            "regions[0].net",
            ConfigFault::UnknownKey,
        );
        check(
            r#"{"regions":[{"id":"KR1","network":"http://a.example"}]}"#,
            "regions[0].network",
            ConfigFault::PlainHttp,
        );
        check(
            r#"{"regions":[{"id":"A","network":"https://a.example"},{"id":"A","network":"https://a.example"}]}"#,
            "regions[1].id",
            ConfigFault::DuplicateRegion("A".to_owned()),
        );
        assert!(matches!(
            Config::parse(r#"{"regions":[{"id":"KR1","network":"https://u@a.example"}]}"#),
            Err(ConfigError { fault: ConfigFault::BadUrl(_), .. })
        ));
        check(&format!(r#"{{{LOCAL},"proxy":"/p"}}"#), "proxy", ConfigFault::BadProxy(ProxyFault::NoTarget));
        check(&format!(r#"{{{LOCAL},"locale":"fr"}}"#), "locale", ConfigFault::UnknownValue(&["en", "ko"]));
        check(&format!(r#"{{{LOCAL},"readOnly":"yes"}}"#), "readOnly", ConfigFault::WrongType("boolean"));
        check(
            &format!(r#"{{{LOCAL},"demo":{{"token":"a b"}}}}"#),
            "demo.token",
            ConfigFault::BadToken(TokenFault::BadCharacter),
        );
    }

    #[test]
    fn a_demo_token_stays_on_this_machine() {
        check(
            r#"{"regions":[{"id":"KR1","network":"https://a.example"}],"demo":{"token":"abc"}}"#,
            "demo",
            ConfigFault::DemoNotLocal("https://a.example".to_owned()),
        );
        check(
            &format!(r#"{{{LOCAL},"identity":"https://a.example","demo":{{"token":"abc"}}}}"#),
            "demo",
            ConfigFault::DemoNotLocal("https://a.example".to_owned()),
        );
    }
}
