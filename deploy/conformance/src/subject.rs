//! A proxy under test, and the result of one request to it.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use crate::address::Address;
use crate::http::{Answer, Request};
use crate::upstream::{Plan, Seen, Service, Upstreams};

/// Values that no log may contain.
pub const TOKEN: &str = "conformance-token-5e1c9a";
pub const QUERY: &str = "conformance-query-77b0d2";
pub const HEADER: &str = "conformance-header-c3f418";

/// The result of a check; the error says what is wrong.
pub type Verdict = anyhow::Result<()>;

/// The path of the list of loggers.
pub const LOGGERS: &str = "/v2.0/flowlog-loggers";

/// Which pages use the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// The site's own: the site and the proxied service have one origin.
    Own { origin: String },
    /// Pages of this origin; it is a CORS proxy.
    Other { origin: String },
}

impl Pages {
    pub fn origin(&self) -> &str {
        match self {
            Self::Own { origin } | Self::Other { origin } => origin,
        }
    }
}

/// The static files that the proxy's server also serves, at `/`.
pub struct Site {
    /// The built site with its `.br` and `.gz` files.
    pub folder: PathBuf,
    /// The origin of a portal that may read the files and frame `frame.html`.
    pub portal: &'static str,
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
    /// The log files of the server.
    pub logs: Vec<PathBuf>,
    /// Responses without the headers that every response must have.
    pub(crate) bare: RefCell<Vec<String>>,
    pub(crate) asked: Cell<usize>,
}

/// A response, and the requests that reached the services meanwhile.
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
            asked: Cell::default(),
        }
    }

    /// A request as the console sends it.
    pub fn request(&self, method: &str, target: &str) -> Request {
        let request = Request::new(method, target)
            .set("Host", &self.address.front.authority)
            .set("Accept", "*/*")
            .set("X-Auth-Token", TOKEN);
        // A browser sends Content-Length with these methods even if the body is empty.
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

    /// A request for the network endpoint's loggers.
    pub fn loggers(&self, method: &str) -> Request {
        self.request(method, &self.address.target(&self.network, LOGGERS))
    }

    /// A request for one of the documented hosts.
    pub fn at(&self, service: Service, method: &str, path: &str) -> Request {
        self.request(method, &self.address.target(service.host(), path))
    }

    /// Sends a request and checks for the headers that every response must have.
    pub fn ask(&self, request: &Request) -> Result<Exchange> {
        let exchange = self.send(request)?;
        let answer = &exchange.answer;
        // Outside of the proxied paths, a site answers as for its static files.
        let of_site = self.site.is_some() && !request.target.starts_with(&self.address.target("", ""));
        for (name, value) in [("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")] {
            let found = answer.headers.all(name);
            let is_file = of_site && name == "Cache-Control" && found == ["no-cache"];
            if found != [value] && !is_file {
                let line = format!("{name} is {found:?} on {} to {}", answer.status, request.line());
                self.bare.borrow_mut().push(line);
            }
        }
        Ok(exchange)
    }

    /// Sends a request without checking the response's headers: for static files and malformed requests.
    pub fn send(&self, request: &Request) -> Result<Exchange> {
        if let Some(upstreams) = &self.upstreams {
            upstreams.forget();
        }
        self.asked.set(self.asked.get() + 1);
        let answer = self.address.front.send(request).with_context(|| request.line())?;
        let seen = self.upstreams.as_ref().map(Upstreams::seen).unwrap_or_default();
        Ok(Exchange { line: request.line(), answer, seen })
    }

    /// Asks for loggers while the service follows `plan`. Servers log details of failures, so the query has a mark that
    /// no log may contain.
    pub(crate) fn ask_while(&self, plan: Plan) -> Result<Exchange> {
        self.ask_this_while(plan, &self.get(&format!("{LOGGERS}?q={QUERY}")))
    }

    pub(crate) fn ask_this_while(&self, plan: Plan, request: &Request) -> Result<Exchange> {
        let upstreams = self.upstreams.as_ref().context("there is no service to plan")?;
        upstreams.plan(plan);
        let exchange = self.ask(request);
        upstreams.plan(Plan::usual());
        exchange
    }

    /// The words of a list, with the placeholders `{…}` replaced for this proxy.
    pub(crate) fn words(&self, list: &str) -> Vec<String> {
        let port = self.stranger().to_string();
        let of = |host: &str| self.address.target(host, "");
        let base = of("");
        let places = [
            ("{here}", "127.0.0.1:{port}".to_owned()),
            ("{port}", port),
            ("{network}", self.network.clone()),
            ("{query}", QUERY.to_owned()),
            ("{base}", base.trim_end_matches('/').to_owned()),
            ("{own}", of(&self.network)),
            ("{kr2}", of(Service::NetworkKr2.host())),
            ("{identity}", of(Service::Identity.host())),
            ("{storage}", of(Service::StorageKr1.host())),
        ];
        let filled = places.iter().fold(list.to_owned(), |text, (place, value)| text.replace(place, value));
        filled.split_whitespace().map(str::to_owned).collect()
    }

    /// A port of this machine that the proxy must not connect to.
    pub(crate) fn stranger(&self) -> u16 {
        self.upstreams.as_ref().map_or(9, |upstreams| upstreams.port(Service::Stranger))
    }
}

impl Exchange {
    /// The proxy itself refused: nothing reached a service, and the status is 4xx.
    ///
    /// 401 does not count: the real service would answer that.
    pub fn refused(&self) -> Verdict {
        if let Some(seen) = self.seen.first() {
            bail!("{} reached {:?} as {:?}", self.line, seen.service, seen.line());
        }
        let status = self.answer.status;
        ensure!(matches!(status, 400 | 402..=499), "{} was answered with {status}", self.line);
        Ok(())
    }

    pub fn status(&self, expect: u16) -> Verdict {
        let status = self.answer.status;
        ensure!(status == expect, "{} was answered with {status}, not {expect}", self.line);
        Ok(())
    }

    /// The request that reached the service, if exactly one did and the service is this one.
    pub fn reached(&self, service: Service) -> Result<&Seen> {
        match self.seen.as_slice() {
            [seen] if seen.service == service => Ok(seen),
            [] => bail!("{} reached no service (status {})", self.line, self.answer.status),
            [seen] => bail!("{} reached {:?}", self.line, seen.service),
            more => bail!("{} reached services {} times", self.line, more.len()),
        }
    }

    /// The status is this one and the body is a JSON error.
    pub(crate) fn json_error(&self, expect: u16) -> Verdict {
        self.status(expect)?;
        let start: String = self.answer.text().chars().take(80).collect();
        ensure!(
            self.answer.is_json_error(),
            "{} was answered with {expect} and no JSON of an error: {start:?}",
            self.line
        );
        Ok(())
    }

    /// The header occurs once and has this value.
    pub(crate) fn header(&self, name: &str, expect: &str) -> Verdict {
        let found = self.answer.headers.all(name);
        ensure!(found == [expect], "{}: {name} is {found:?}, not {expect:?}", self.line);
        Ok(())
    }

    /// None of these headers (names separated by spaces) is present.
    pub(crate) fn no_header(&self, names: &str) -> Verdict {
        for name in names.split_whitespace() {
            let found = self.answer.headers.all(name);
            ensure!(found.is_empty(), "{}: the answer carries {name}: {found:?}", self.line);
        }
        Ok(())
    }
}
