//! Conformance checks for a reverse proxy in front of the Flow Log API. They run against any proxy.
//!
//! With the configurations of `deploy/`, mock services record what the proxy forwards. With a proxy that an operator
//! names only the responses are visible, and checks that need more are reported as not possible.

#![forbid(unsafe_code)]

mod address;
mod check;
mod checks;
mod http;
mod subject;
mod upstream;

pub use self::address::Address;
pub use self::check::{Check, Need, Outcome};
pub use self::checks::{RATE, all};
pub use self::http::{Answer, Front, Request};
pub use self::subject::{Exchange, LOGGERS, Pages, Site, Subject, Verdict};
pub use self::upstream::{Plan, Seen, Service, Upstreams};
