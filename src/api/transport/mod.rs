//! How a request leaves the console and an answer comes back.
//!
//! [`Transport`] is what the client needs of its environment. The browser's is `fetch`; tests bring their own.

#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod limit;
pub mod proxy;
pub mod retry;

use std::borrow::Cow;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use crate::auth::Token;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// A request as it leaves: the URL is whole and already led through the proxy.
#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub url: String,
    pub token: Option<Token>,
    /// JSON.
    pub body: Option<String>,
    /// How long nothing may come: neither the answer nor a further piece of it.
    pub timeout_ms: u32,
    /// How long the body of a good answer may be, in bytes.
    pub most_bytes: usize,
    pub watch: Option<Watch>,
}

/// Is shown all that has come of a good answer's body, each time that more of it has. A request that is repeated begins
/// anew.
pub type Watch = Rc<dyn Fn(&[u8])>;

/// The usual limit of silence. A list may be silent for longer, and so may a create, which nobody may send twice to find
/// out whether it was done.
pub const TIMEOUT_MS: u32 = 10_000;
pub const LONG_TIMEOUT_MS: u32 = 30_000;

/// The usual limit of a body, and that of what may be a list: 100,000 loggers are about 80 MB.
pub const MOST_BYTES: usize = 1 << 20;
pub const MOST_LIST_BYTES: usize = 128 << 20;

impl Request {
    /// A request without a token and a body.
    pub fn new(method: Method, url: String, timeout_ms: u32) -> Request {
        Request { method, url, token: None, body: None, timeout_ms, most_bytes: MOST_BYTES, watch: None }
    }

    /// The header fields, in the order in which they are set.
    pub fn headers(&self) -> Vec<(&'static str, &str)> {
        let mut headers = vec![("Accept", "application/json")];
        if let Some(token) = &self.token {
            headers.push(("X-Auth-Token", token.header_value()));
        }
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json"));
        }
        headers
    }
}

/// An answer with its whole body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// As it came: reading a large list as text first would copy it once more.
    pub body: Vec<u8>,
    /// `Retry-After`, seconds or an HTTP date.
    pub retry_after: Option<String>,
    /// `X-Openstack-Request-Id`, to quote to the service's support.
    pub request_id: Option<String>,
}

impl Response {
    /// Whether the status says that the request was done.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as text, as a browser reads it: UTF-8 without a byte order mark; other bytes become replacement
    /// characters.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.body))
    }
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gave no answer and does not say why: a reset, DNS, CORS and a missing route look the same.
    Unreachable {
        detail: String,
        offline: bool,
    },
    Timeout {
        seconds: u32,
    },
    /// The answer was longer than the console takes.
    TooLarge {
        megabytes: usize,
    },
    /// There is no token to send.
    NoToken,
    /// The token provider gave none; its own words.
    Renewal(String),
}

/// What the client needs of its environment.
pub trait Transport {
    /// Sends the request. Dropping the future aborts it.
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>>;

    fn sleep(&self, milliseconds: u32) -> LocalBoxFuture<'_, ()>;

    /// Milliseconds since the epoch.
    fn now_ms(&self) -> f64;

    /// In `0.0..1.0`.
    fn random(&self) -> f64;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expect: &str) {
        assert_eq!(Response { body: body.to_vec(), ..Response::default() }.text(), expect);
    }

    #[test]
    fn a_body_is_text() {
        check(b"", "");
        check("가 é".as_bytes(), "가 é");
        check(b"\xef\xbb\xbf{}", "{}");
        check(b"a\xffb", "a\u{fffd}b");
    }
}
