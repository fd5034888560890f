//! What a reverse proxy for the console has to do, as a table of checks that run against any proxy.
//!
//! Against our own configurations the far side is recorded, so a check sees what the proxy sent on. Against an address
//! that an operator names only the answers are seen; a check that needs more says that it was not possible.

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
