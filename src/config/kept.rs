//! The JSON in which a browser keeps a person's preferences. What cannot be read counts as absent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::body::lenient;

/// What stands under the versioned key of the store.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct KeptPreferences {
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub compact: bool,
    #[serde(deserialize_with = "lenient")]
    pub wrap: bool,
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub page_size: Option<usize>,
    /// Ids of columns with commas between them.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// Saved filters, by the names of their list and of themselves.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<String, String>,
    #[serde(deserialize_with = "lenient")]
    pub storage: KeptStorage,
}

impl KeptPreferences {
    pub fn parse(text: &str) -> KeptPreferences {
        // serde would take an array for a struct.
        let text = if text.starts_with('{') { text } else { "{}" };
        serde_json::from_str(text).unwrap_or_default()
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
    #[serde(deserialize_with = "lenient")]
    pub accounts: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(KeptPreferences::parse(text).text(), expect);
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
    fn every_key_survives() {
        let all = r#"{"locale":"ko","theme":"dark","timeZone":"local","compact":true,"wrap":true,"pageSize":100,"columns":"name,id","filters":{"loggers/Mine":":a"},"storage":{"systemTenant":"t","systemUser":"u","accounts":{"KR1":"https://o/v1/AUTH_a"}}}"#;
        check(all, all);
    }
}
