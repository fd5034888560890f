//! Which address a proxy forwards: the template of `config.json`, read on its own.

use crate::conformance::http::Front;
use crate::process::{Failure, Result};

/// A proxy's address with places for the target's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub front: Front,
    /// From the first slash on, with its places.
    path: String,
}

impl Address {
    /// Reads a template such as `https://cors.example/nhn/{host}{+path}`. Without a place, `/{host}{+path}` is added.
    pub fn parse(text: &str) -> Result<Self> {
        let fail = |why: &str| {
            Failure::new(
                format!("{text:?} is no address of a proxy: {why}"),
                "name it like https://console.example/nhn or 'https://cors.example/nhn/{host}{+path}'",
            )
        };
        let (tls, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(fail("it starts with neither https:// nor http://")),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.is_empty()
            || authority.contains(['@', '?', '#', '\\', '{'])
            || text.contains(char::is_whitespace)
        {
            return Err(fail("its host is not plain"));
        }
        let path = if path.contains('{') {
            path.to_owned()
        } else {
            format!("{}/{{host}}{{+path}}", path.trim_end_matches('/'))
        };
        let names_target = path.contains("{url}")
            || path.contains("{+url}")
            || path.contains("{host}") && path.contains("{+path}");
        if !names_target {
            return Err(fail("the template names no target"));
        }
        Ok(Self { front: Front { tls, authority: authority.to_owned() }, path })
    }

    /// The request target for `path` (with its query) of `host`.
    pub fn target(&self, host: &str, path: &str) -> String {
        let url = format!("https://{host}{path}");
        self.path
            .replace("{scheme}", "https")
            .replace("{url}", &encoded(&url))
            .replace("{+url}", &url)
            .replace("{host}", host)
            .replace("{+path}", path)
    }
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expect: &str) {
        let address = Address::parse(address).unwrap();
        let scheme = if address.front.tls { "https" } else { "http" };
        let target = address.target("api.example", "/v2.0/x?a=%20");
        assert_eq!(format!("{scheme} {} {target}", address.front.authority), expect);
    }

    #[track_caller]
    fn refuse(address: &str, expect: &str) {
        let error = Address::parse(address).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn templates_and_plain_addresses() {
        check("https://console.example/nhn", "https console.example /nhn/api.example/v2.0/x?a=%20");
        check("https://cors.example", "https cors.example /api.example/v2.0/x?a=%20");
        check("http://127.0.0.1:81/{host}{+path}", "http 127.0.0.1:81 /api.example/v2.0/x?a=%20");
        check("https://c.example/{+url}", "https c.example /https://api.example/v2.0/x?a=%20");
        check(
            "https://c.example/?u={url}",
            "https c.example /?u=https%3A%2F%2Fapi.example%2Fv2.0%2Fx%3Fa%3D%2520",
        );
        check("https://c.example/{scheme}/{host}{+path}", "https c.example /https/api.example/v2.0/x?a=%20");
    }

    #[test]
    fn other_texts_are_refused() {
        refuse("console.example", "starts with neither");
        refuse("https:///x", "not plain");
        refuse("https://a@b/x", "not plain");
        refuse("https://{host}{+path}", "not plain");
        refuse("https://a.example/{host}", "names no target");
    }
}
