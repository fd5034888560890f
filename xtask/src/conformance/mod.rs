//! What a reverse proxy for the console has to do, as a table of checks that run against any proxy.
//!
//! Against our own configurations the far side is recorded, so a check sees what the proxy sent on. Against an address
//! that an operator names only the answers are seen; a check that needs more says that it was not possible.

pub mod address;
mod checks;
pub mod http;
mod report;
pub mod upstream;

use std::cell::RefCell;
use std::path::PathBuf;

use self::address::Address;
use self::http::{Answer, Request};
use self::upstream::{Plan, Seen, Service, Upstreams};

pub use self::checks::{CHECKS, RATE};
pub use self::report::Report;

/// Marks that no log may hold. The token is one by its form, too.
pub const TOKEN: &str = "conformance-token-5e1c9a";
pub const QUERY: &str = "conformance-query-77b0d2";
pub const HEADER: &str = "conformance-header-c3f418";

/// Nothing is wrong, or what is.
pub type Verdict = Result<(), String>;

/// One thing that a proxy has to do.
pub struct Check {
    pub name: &'static str,
    pub need: Need,
    /// What to change where it fails.
    pub fix: &'static str,
    pub run: fn(&Subject) -> Verdict,
}

/// What a check cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// Seeing what reaches the service, and what the service does.
    Upstream,
    /// A proxy for pages of other origins, and one of these origins.
    Cors,
    CorsAndUpstream,
    /// A proxy on the console's own origin.
    SameOrigin,
    /// The files that the proxy serves beside its forwarding.
    Site,
    Log,
}

/// Whose pages a proxy serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// Its own: the site and the service have one origin.
    Own { origin: String },
    /// Those of this origin, among others perhaps.
    Other { origin: String },
}

/// The files of a site as its server has them.
pub struct Site {
    /// The built site with its compressed companions.
    pub folder: PathBuf,
    /// The request target of the folder, ending in a slash.
    pub base: String,
    /// A portal's origin that may read the files and show the page for iframes, where one is configured.
    pub portal: Option<String>,
}

/// A proxy under test.
pub struct Subject {
    pub name: String,
    pub address: Address,
    /// The host of a network endpoint that the proxy forwards.
    pub network: String,
    pub pages: Pages,
    pub upstreams: Option<Upstreams>,
    pub site: Option<Site>,
    /// Whatever the server writes down.
    pub logs: Vec<PathBuf>,
    /// Answers that lacked what every answer has to carry.
    bare: RefCell<Vec<String>>,
    asked: RefCell<usize>,
}

/// An answer and what reached the services meanwhile.
pub struct Exchange {
    line: String,
    pub answer: Answer,
    pub seen: Vec<Seen>,
}

impl Subject {
    pub fn new(name: impl Into<String>, address: Address, network: &str, pages: Pages) -> Self {
        Self {
            name: name.into(),
            address,
            network: network.to_owned(),
            pages,
            upstreams: None,
            site: None,
            logs: Vec::new(),
            bare: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    /// Why a check cannot be run here.
    pub fn lacks(&self, need: Need) -> Option<&'static str> {
        let upstream =
            (self.upstreams.is_none(), "only the answers are seen from here, not what reaches the service");
        let cors = (!matches!(self.pages, Pages::Other { .. }), "no --origin names a page of another origin");
        let own = (!matches!(self.pages, Pages::Own { .. }), "it is a CORS proxy");
        let all: &[(bool, &'static str)] = match need {
            Need::Nothing => &[],
            Need::Upstream => &[upstream],
            Need::Cors => &[cors],
            Need::CorsAndUpstream => &[cors, upstream],
            Need::SameOrigin => &[own],
            Need::Site => &[(self.site.is_none(), "no files of a site are known")],
            Need::Log => &[(self.logs.is_empty(), "its logs are elsewhere")],
        };
        all.iter().find(|(lacks, _)| *lacks).map(|(_, why)| *why)
    }

    /// A request as the console sends it.
    pub fn request(&self, method: &str, target: &str) -> Request {
        let request =
            Request::new(method, target).set("Host", &self.address.front.authority).set("Accept", "*/*");
        let request = request.set("X-Auth-Token", TOKEN);
        // As a browser does, whether there is a body or not.
        let request = if matches!(method, "POST" | "PUT") { request.body(b"") } else { request };
        match &self.pages {
            Pages::Other { origin } => request.set("Origin", origin),
            Pages::Own { .. } => request,
        }
    }

    /// A GET of the network endpoint. `path` may have a query.
    pub fn get(&self, path: &str) -> Request {
        self.request("GET", &self.address.target(&self.network, path))
    }

    /// A request for one of the documented hosts.
    pub fn at(&self, service: Service, method: &str, path: &str) -> Request {
        self.request(method, &self.address.target(service.host(), path))
    }

    /// Where a page may ask for its loggers.
    pub const LOGGERS: &str = "/v2.0/flowlog-loggers";

    /// Sends a request; the answer has to carry what every answer carries.
    pub fn ask(&self, request: &Request) -> Result<Exchange, String> {
        let exchange = self.send(request)?;
        let answer = &exchange.answer;
        // A site answers what lies outside of the forwarded addresses like any of its files.
        let forwarding = self.address.target("", "");
        let of_site = self.site.is_some() && !request.target().starts_with(&forwarding);
        for (name, value) in [("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")] {
            let file = of_site && name == "Cache-Control" && answer.all(name) == ["no-cache"];
            if answer.all(name) != [value] && !file {
                let line =
                    format!("{name} is {:?} on {} to {}", answer.all(name), answer.status, request.line());
                self.bare.borrow_mut().push(line);
            }
        }
        Ok(exchange)
    }

    /// Sends a request for a file of the site, or one that is no proper request at all.
    pub fn send(&self, request: &Request) -> Result<Exchange, String> {
        if let Some(upstreams) = &self.upstreams {
            upstreams.forget();
        }
        *self.asked.borrow_mut() += 1;
        let answer = self.address.front.send(request).map_err(|why| format!("{}: {why}", request.line()))?;
        let seen = self.upstreams.as_ref().map(Upstreams::seen).unwrap_or_default();
        Ok(Exchange { line: request.line(), answer, seen })
    }

    /// Asks for loggers while the service does as `plan` says. Servers log failures at length, hence the marked query.
    pub fn ask_while(&self, plan: Plan) -> Result<Exchange, String> {
        self.ask_this_while(plan, &self.get(&format!("{}?q={QUERY}", Self::LOGGERS)))
    }

    pub fn ask_this_while(&self, plan: Plan, request: &Request) -> Result<Exchange, String> {
        let Some(upstreams) = &self.upstreams else { return Err("there is no service to plan".to_owned()) };
        upstreams.plan(plan);
        let exchange = self.ask(request);
        upstreams.plan(Plan::usual());
        exchange
    }

    /// The answers that lacked something, and how many were looked at.
    pub fn bare(&self) -> (Vec<String>, usize) {
        (self.bare.borrow().clone(), *self.asked.borrow())
    }

    /// A port of this machine where nobody may be led.
    pub fn stranger(&self) -> u16 {
        self.upstreams.as_ref().map_or(9, |upstreams| upstreams.port(Service::Stranger))
    }
}

impl Exchange {
    /// The proxy itself refused: the service saw nothing, and the answer is a client's error.
    ///
    /// 401 is no refusal of a proxy: a service far away would answer so.
    pub fn refused(&self) -> Verdict {
        if let Some(seen) = self.seen.first() {
            return Err(format!("{} reached {:?} as {:?}", self.line, seen.service, seen.line()));
        }
        match self.answer.status {
            400 | 402..=499 => Ok(()),
            status => Err(format!("{} was answered with {status}", self.line)),
        }
    }

    pub fn status(&self, expect: u16) -> Verdict {
        let status = self.answer.status;
        if status == expect {
            Ok(())
        } else {
            Err(format!("{} was answered with {status}, not {expect}", self.line))
        }
    }

    /// What reached a service, if it was one request for the one that was meant.
    pub fn reached(&self, service: Service) -> Result<&Seen, String> {
        match self.seen.as_slice() {
            [seen] if seen.service == service => Ok(seen),
            [] => Err(format!("{} reached no service (status {})", self.line, self.answer.status)),
            [seen] => Err(format!("{} reached {:?}", self.line, seen.service)),
            more => Err(format!("{} reached services {} times", self.line, more.len())),
        }
    }

    pub fn json_error(&self) -> Verdict {
        if self.answer.is_json_error() {
            return Ok(());
        }
        let start: String = self.answer.text().chars().take(80).collect();
        Err(format!(
            "{} was answered with {} and no JSON of an error: {start:?}",
            self.line, self.answer.status
        ))
    }

    /// A header's only value.
    pub fn header(&self, name: &str, expect: &str) -> Verdict {
        let found = self.answer.all(name);
        if found == [expect] {
            Ok(())
        } else {
            Err(format!("{}: {name} is {found:?}, not {expect:?}", self.line))
        }
    }

    pub fn no_header(&self, name: &str) -> Verdict {
        let found = self.answer.all(name);
        if found.is_empty() {
            Ok(())
        } else {
            Err(format!("{}: the answer carries {name}: {found:?}", self.line))
        }
    }
}
