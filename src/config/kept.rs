//! The JSON in which a browser keeps a person's preferences. What cannot be read counts as absent.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Theme, TimeZone};
use crate::api::body::lenient;
use crate::locale::Locale;

/// How many rows a page can have.
pub const PAGE_SIZES: [usize; 4] = [10, 30, 50, 100];

/// How a person likes the console. What was not chosen, the configuration decides, and then the console's default.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<TimeZone>,
    /// 32 px rows in place of 40 px.
    #[serde(deserialize_with = "lenient")]
    pub compact: bool,
    /// Long cells wrap in place of being cut.
    #[serde(deserialize_with = "lenient")]
    pub wrap: bool,
    /// Rows a page; one of [`PAGE_SIZES`].
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub page_size: Option<usize>,
    /// Ids of the logger table's columns, in order; `None` for the usual ones. Kept as one text with commas.
    #[serde(deserialize_with = "split", serialize_with = "joined", skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// Saved filters, by the names of their list and of themselves.
    #[serde(deserialize_with = "texts", skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<String, String>,
    #[serde(deserialize_with = "lenient")]
    pub storage: KeptStorage,
}

fn split<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let ids: Option<String> = lenient(deserializer)?;
    Ok(ids.map(|ids| ids.split(',').map(str::to_owned).collect()))
}

/// An entry that is no text is left out.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let entries: BTreeMap<String, Value> = lenient(deserializer)?;
    let text = |(key, value): (String, Value)| Some((key, value.as_str()?.to_owned()));
    Ok(entries.into_iter().filter_map(text).collect())
}

fn joined<S: Serializer>(ids: &Option<Vec<String>>, serializer: S) -> Result<S::Ok, S::Error> {
    ids.as_ref().map(|ids| ids.join(",")).serialize(serializer)
}

impl Preferences {
    /// What cannot be read is as if it were not there.
    pub fn parse(text: &str) -> Preferences {
        // serde would take an array for a struct.
        let text = if text.starts_with('{') { text } else { "{}" };
        let kept: Preferences = serde_json::from_str(text).unwrap_or_default();
        Preferences { page_size: kept.page_size.filter(|size| PAGE_SIZES.contains(size)), ..kept }
    }

    pub fn text(&self) -> String {
        // Texts, numbers and flags can always be written as JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What a person has entered about storage.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptStorage {
    #[serde(deserialize_with = "lenient")]
    pub system_tenant: String,
    #[serde(deserialize_with = "lenient")]
    pub system_user: String,
    /// The last account of each region, as `https://host/v1/AUTH_…`.
    #[serde(deserialize_with = "texts")]
    pub accounts: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(Preferences::parse(text).text(), expect);
    }

    const NONE: &str =
        r#"{"compact":false,"wrap":false,"storage":{"systemTenant":"","systemUser":"","accounts":{}}}"#;

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        check("", NONE);
        check("null", NONE);
        check(r#"["ko"]"#, NONE);
        check(r#"{"locale":"#, NONE);
        check(r#"{"filters":{"loggers/Mine":5}}"#, NONE);
        check(r#"{"locale":5,"compact":"yes","pageSize":-1,"storage":[],"later":1}"#, NONE);
        check(
            r#"{"theme":"dark","compact":1,"storage":{"systemTenant":5,"systemUser":"u","accounts":{"KR1":5}}}"#,
            r#"{"theme":"dark","compact":false,"wrap":false,"storage":{"systemTenant":"","systemUser":"u","accounts":{}}}"#,
        );
    }

    #[test]
    fn an_entry_that_cannot_be_read_takes_no_other_one_with_it() {
        check(
            r#"{"filters":{"loggers/A":":a","loggers/B":5,"loggers/C":null},"storage":{"accounts":{"KR1":[],"KR2":"u"}}}"#,
            r#"{"compact":false,"wrap":false,"filters":{"loggers/A":":a"},"storage":{"systemTenant":"","systemUser":"","accounts":{"KR2":"u"}}}"#,
        );
    }

    #[test]
    fn every_key_survives() {
        let all = r#"{"locale":"ko","theme":"dark","timeZone":"local","compact":true,"wrap":true,"pageSize":100,"columns":"name,id","filters":{"loggers/Mine":":a"},"storage":{"systemTenant":"t","systemUser":"u","accounts":{"KR1":"https://o/v1/AUTH_a"}}}"#;
        check(all, all);
    }
}
