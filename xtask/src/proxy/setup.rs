//! Which server runs with which configuration of deploy/, and the values that a test changes in it.

use std::fmt;
use std::path::{Path, PathBuf};

use flowlog_proxy_conformance::Service;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    Nginx,
    Caddy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Site,
    CorsProxy,
}

pub const ALL: [(Program, Role); 4] = [
    (Program::Nginx, Role::Site),
    (Program::Nginx, Role::CorsProxy),
    (Program::Caddy, Role::Site),
    (Program::Caddy, Role::CorsProxy),
];

impl fmt::Display for Program {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if *self == Self::Nginx { "nginx" } else { "Caddy" })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if *self == Self::Site { "site" } else { "CORS proxy" })
    }
}

/// The values that a test changes.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    pub program: Program,
    pub role: Role,
    /// Scheme, host and port of each upstream.
    pub address: &'a dyn Fn(Service) -> String,
    /// Whose pages a CORS proxy serves, in place of the shipped origin.
    pub origin: Option<&'a str>,
    /// Requests in a second from one address, in place of the shipped number.
    pub rate: Option<u32>,
    /// A file of certificates to trust, in place of the system's.
    pub trust: Option<&'a Path>,
}

/// Where a server runs and what it needs to know.
pub struct Place {
    /// The repository's deploy/.
    pub deploy: PathBuf,
    /// A folder of its own.
    pub folder: PathBuf,
    pub port: u16,
    /// The origin whose pages are served: the site's own, or the one that the CORS proxy lists.
    pub origin: String,
    /// The site's files.
    pub root: PathBuf,
}

/// The origin that the configurations ship with.
pub const ORIGIN: &str = "https://console.example";
/// The portal of the site's test.
pub const PORTAL: &str = "https://portal.example";
/// The timeout for a service that does not answer. The shipped one would make the test slow.
pub const TIMEOUT: &str = "3s";
