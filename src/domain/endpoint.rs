//! The address of a service, from the configuration or from a service catalog.

use std::fmt;
use std::ops::Deref;

use super::web_url::{UrlFault, WebUrl};

/// A URL to which a token or a password may be sent: https, or on this machine. Only [`Endpoint::parse`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(WebUrl);

/// Why a text is no [`Endpoint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointFault {
    Url(UrlFault),
    /// Plain http to another machine would show the token to the network.
    PlainHttp,
}

impl Endpoint {
    pub fn parse(text: &str) -> Result<Endpoint, EndpointFault> {
        let url = WebUrl::parse(text).map_err(EndpointFault::Url)?;
        if url.is_https() || url.is_loopback() { Ok(Endpoint(url)) } else { Err(EndpointFault::PlainHttp) }
    }

    /// The same without a version such as `/v2.0` at its end. Service catalogs have it or not, as OpenStack's clients
    /// know; the paths of our calls begin with theirs.
    pub fn without_version(self) -> Endpoint {
        Endpoint(self.0.without_last(is_version))
    }
}

impl Deref for Endpoint {
    type Target = WebUrl;

    fn deref(&self) -> &WebUrl {
        &self.0
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `v` and numbers with dots between them.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|numbers| {
        numbers
            .split('.')
            .all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, EndpointFault>) {
        let read = Endpoint::parse(text).map(|endpoint| endpoint.to_string());
        assert_eq!(read, expect.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn a_token_goes_over_https_or_nowhere_but_here() {
        check("https://api.example/", Ok("https://api.example"));
        check("http://localhost:8080", Ok("http://localhost:8080"));
        check("http://127.0.0.9/x", Ok("http://127.0.0.9/x"));
        check("http://[::1]:80", Ok("http://[::1]"));
        check("http://api.example", Err(EndpointFault::PlainHttp));
        check("http://localhost.example", Err(EndpointFault::PlainHttp));
        check("https://u@api.example", Err(EndpointFault::Url(UrlFault::UserInfo)));
        check("https:\\\\api.example", Err(EndpointFault::Url(UrlFault::Backslash)));
    }

    #[track_caller]
    fn check_version(text: &str, expect: &str) {
        assert_eq!(Endpoint::parse(text).unwrap().without_version().to_string(), expect);
    }

    #[test]
    fn a_version_at_the_end_is_no_part_of_the_place() {
        check_version("https://api.example/v2.0", "https://api.example");
        check_version("https://api.example:8443/network/v2.0/", "https://api.example:8443/network");
        check_version("https://api.example/v2", "https://api.example");
        check_version("https://api.example", "https://api.example");
        check_version("https://api.example/v2.0/x", "https://api.example/v2.0/x");
        check_version("https://api.example/v2.0/v2.0", "https://api.example/v2.0");
        check_version("https://api.example/vpc", "https://api.example/vpc");
        check_version("https://api.example/v", "https://api.example/v");
        check_version("https://api.example/v2.", "https://api.example/v2.");
    }

    proptest! {
        #[test]
        fn only_the_path_changes(path in "(/[a-z0-9.v]{1,5}){0,3}") {
            if let Ok(endpoint) = Endpoint::parse(&format!("https://api.example:8{path}")) {
                let cut = endpoint.clone().without_version();
                prop_assert_eq!(cut.origin(), endpoint.origin());
                prop_assert!(endpoint.path().starts_with(cut.path()));
                prop_assert_eq!(Endpoint::parse(&cut.to_string()), Ok(cut));
            }
        }
    }
}
