//! The proxy template: where a request goes when the service cannot be reached directly.

use percent_encoding::utf8_percent_encode;

use crate::api::path::COMPONENT;
use crate::domain::web_url::{UrlFault, WebUrl};

/// A URI template (the part of RFC 6570 that the configuration documents) with the target's parts as variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyTemplate(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// `{url}`: the whole target, percent-encoded.
    EncodedUrl,
    /// `{+url}`: the whole target as it is.
    Url,
    Scheme,
    Host,
    /// `{+path}`: path and query with the leading slash.
    Path,
}

/// Why a text is no proxy template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    Empty,
    UnknownVariable(String),
    Unclosed,
    /// Nothing in it says which path of which host is meant.
    NoTarget,
    /// It begins neither with a slash nor with a usable address.
    BadAddress(UrlFault),
    /// `//host` or a backslash: browsers read it as another host.
    NotAPath,
    /// Plain http to a host that is not this machine would show the token to the network.
    PlainHttp,
}

impl ProxyTemplate {
    pub fn parse(text: &str) -> Result<ProxyTemplate, ProxyFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ProxyFault::Empty);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let (name, tail) = after.split_once('}').ok_or(ProxyFault::Unclosed)?;
            pieces.push(match name {
                "url" => Piece::EncodedUrl,
                "+url" => Piece::Url,
                "scheme" => Piece::Scheme,
                "host" => Piece::Host,
                "+path" => Piece::Path,
                other => return Err(ProxyFault::UnknownVariable(other.to_owned())),
            });
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        let has = |piece: &Piece| pieces.contains(piece);
        let names_target =
            has(&Piece::Url) || has(&Piece::EncodedUrl) || (has(&Piece::Host) && has(&Piece::Path));
        if !names_target {
            return Err(ProxyFault::NoTarget);
        }
        check_address(pieces.first())?;
        Ok(ProxyTemplate(pieces))
    }

    /// The address to send a request to whose target is `base` and, behind it, `path` (with its query).
    pub fn apply(&self, base: &WebUrl, path: &str) -> String {
        let target = base.join(path);
        let origin = base.origin();
        let (scheme, host) = origin.split_once(':').unwrap_or(("https", &origin));
        let host = host.trim_start_matches('/');
        let mut address = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::EncodedUrl => address.extend(utf8_percent_encode(&target, COMPONENT)),
                Piece::Url => address.push_str(&target),
                Piece::Scheme => address.push_str(scheme),
                Piece::Host => address.push_str(host),
                Piece::Path => address.push_str(target.get(origin.len()..).unwrap_or_default()),
            }
        }
        address
    }
}

/// Where a request goes, through the proxy if there is one.
pub fn address(proxy: Option<&ProxyTemplate>, base: &WebUrl, path: &str) -> String {
    proxy.map_or_else(|| base.join(path), |proxy| proxy.apply(base, path))
}

/// The fixed text before the first variable decides the host, so it must be whole: a path of this site, or an origin
/// with at least the slash behind it. Else a variable could change the host that gets the token.
fn check_address(first: Option<&Piece>) -> Result<(), ProxyFault> {
    let Some(Piece::Text(text)) = first else { return Err(ProxyFault::NotAPath) };
    if text.starts_with('/') {
        let is_path =
            !text.starts_with("//") && !text.contains(|letter: char| letter == '\\' || letter.is_control());
        return if is_path { Ok(()) } else { Err(ProxyFault::NotAPath) };
    }
    let after_scheme =
        text.split_once(':').and_then(|(_, after)| after.strip_prefix("//")).unwrap_or_default();
    let Some((host, _)) = after_scheme.split_once('/') else { return Err(ProxyFault::NotAPath) };
    let origin = text.get(..text.len() - after_scheme.len() + host.len()).unwrap_or_default();
    let origin = WebUrl::parse(origin).map_err(ProxyFault::BadAddress)?;
    if !origin.is_https() && !origin.is_loopback() {
        return Err(ProxyFault::PlainHttp);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(template: &str, expect: &str) {
        let base = WebUrl::parse("https://api.example:8443/base").unwrap();
        let template = ProxyTemplate::parse(template).unwrap();
        assert_eq!(template.apply(&base, "/v2.0/x?name=a%20b"), expect);
    }

    #[track_caller]
    fn refuse(template: &str, expect: ProxyFault) {
        assert_eq!(ProxyTemplate::parse(template), Err(expect));
    }

    #[test]
    fn each_form_of_the_contract() {
        check(
            "https://cors.example/{+url}",
            "https://cors.example/https://api.example:8443/base/v2.0/x?name=a%20b",
        );
        check(
            "https://cors.example/?u={url}",
            "https://cors.example/?u=https%3A%2F%2Fapi.example%3A8443%2Fbase%2Fv2.0%2Fx%3Fname%3Da%2520b",
        );
        check("/nhn/{host}{+path}", "/nhn/api.example:8443/base/v2.0/x?name=a%20b");
        check("/nhn/{scheme}/{host}{+path}", "/nhn/https/api.example:8443/base/v2.0/x?name=a%20b");
    }

    #[test]
    fn what_could_change_the_host_is_refused() {
        refuse("", ProxyFault::Empty);
        refuse("{+url}", ProxyFault::NotAPath);
        refuse("//cors.example/{+url}", ProxyFault::NotAPath);
        refuse("/\\cors.example/{+url}", ProxyFault::NotAPath);
        refuse("https://cors.example{+path}{host}", ProxyFault::NotAPath);
        refuse("https://{host}{+path}", ProxyFault::NotAPath);
        refuse("http://cors.example/{+url}", ProxyFault::PlainHttp);
        refuse("/nhn/{host}", ProxyFault::NoTarget);
        refuse("/nhn{+path}", ProxyFault::NoTarget);
        refuse("/nhn/", ProxyFault::NoTarget);
        refuse("/nhn/{+url", ProxyFault::Unclosed);
        refuse("/nhn/{path}", ProxyFault::UnknownVariable("path".to_owned()));
        assert!(matches!(ProxyTemplate::parse("https://a@b.example/{+url}"), Err(ProxyFault::BadAddress(_))));
        assert!(ProxyTemplate::parse("http://127.0.0.1:9/{+url}").is_ok());
    }

    proptest! {
        #[test]
        fn what_a_proxy_decodes_is_what_was_meant(path in "/[ -~가-힣]{0,40}") {
            let base = WebUrl::parse("https://api.example").unwrap();
            let template = ProxyTemplate::parse("/p?u={url}").unwrap();
            let sent = template.apply(&base, &path);
            let decoded = percent_encoding::percent_decode_str(sent.trim_start_matches("/p?u=")).decode_utf8().unwrap();
            prop_assert_eq!(decoded, format!("https://api.example{path}"));
        }
    }
}
