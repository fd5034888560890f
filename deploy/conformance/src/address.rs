//! The proxy template of `config.json`: how the URL of a service becomes a URL of the proxy.

use anyhow::{Result, ensure};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::http::Front;

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A proxy's URL with placeholders for the parts of the target URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub front: Front,
    /// Path and query, with placeholders.
    path: String,
}

impl Address {
    /// Reads a template such as `https://cors.example/nhn/{host}{+path}`.
    /// Without a placeholder, `/{host}{+path}` is added.
    pub fn parse(text: &str) -> Result<Self> {
        let (tls, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => anyhow::bail!("it starts with neither https:// nor http://"),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_odd = |c: char| c.is_whitespace() || "@?#\\{".contains(c);
        ensure!(!authority.is_empty() && !authority.contains(is_odd), "its host is not plain");
        ensure!(!path.contains(char::is_whitespace), "it has a space");
        let path = if path.contains('{') {
            path.to_owned()
        } else {
            format!("{}/{{host}}{{+path}}", path.trim_end_matches('/'))
        };
        let has = |place| path.contains(place);
        ensure!(
            has("{url}") || has("{+url}") || has("{host}") && has("{+path}"),
            "the template names no target"
        );
        Ok(Self { front: Front { tls, authority: authority.to_owned() }, path })
    }

    /// The request target for `path` (with its query) of `host`.
    pub fn target(&self, host: &str, path: &str) -> String {
        let url = format!("https://{host}{path}");
        self.path
            .replace("{scheme}", "https")
            .replace("{url}", &utf8_percent_encode(&url, RESERVED).to_string())
            .replace("{+url}", &url)
            .replace("{host}", host)
            .replace("{+path}", path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expect: &str) {
        let address = Address::parse(address).unwrap();
        let target = address.target("api.example", "/v2.0/x?a=%20");
        assert_eq!(format!("{} {target}", address.front.origin()), expect);
    }

    #[track_caller]
    fn refuse(address: &str, expect: &str) {
        let error = Address::parse(address).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn templates_and_plain_addresses() {
        check("https://console.example/nhn", "https://console.example /nhn/api.example/v2.0/x?a=%20");
        check("https://cors.example", "https://cors.example /api.example/v2.0/x?a=%20");
        check("http://127.0.0.1:81/{host}{+path}", "http://127.0.0.1:81 /api.example/v2.0/x?a=%20");
        check("https://c.example/{+url}", "https://c.example /https://api.example/v2.0/x?a=%20");
        check(
            "https://c.example/?u={url}",
            "https://c.example /?u=https%3A%2F%2Fapi.example%2Fv2.0%2Fx%3Fa%3D%2520",
        );
        check(
            "https://c.example/{scheme}/{host}{+path}",
            "https://c.example /https/api.example/v2.0/x?a=%20",
        );
    }

    #[test]
    fn other_texts_are_refused() {
        refuse("console.example", "starts with neither");
        refuse("https:///x", "not plain");
        refuse("https://a@b/x", "not plain");
        refuse("https://{host}{+path}", "not plain");
        refuse("https://a.example/x y", "has a space");
        refuse("https://a.example/{host}", "names no target");
    }
}
