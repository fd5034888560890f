//! The shared state, the routes of a public port, and the gate that every request passes.

use crate::errors::{Refusal, Reply, empty_reply};
use crate::faults::{Faults, Outcome};
use crate::journal::Journal;
use crate::line::Switch;
use crate::overview::{self, Realm};
use crate::realms::{REALMS, RealmPlan};
use crate::seats::Seat;
use crate::switches::Switches;
use crate::tokens::Tokens;
use crate::world::World;
use crate::{
    Options, clock, discovery, faults, identity, loggers, logging_ports, network, neutron, sample, site,
    storage,
};
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, CONNECTION, HOST,
    HeaderMap, HeaderName, HeaderValue,
};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{any, get, post};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The largest request body, in bytes.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// What all handlers share, and the port at which one of them was called.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    seat: usize,
}

struct Shared {
    options: Options,
    /// The ports, the main one first; never empty.
    seats: Vec<Seat>,
    realms: Vec<RealmState>,
    switches: Mutex<Switches>,
    faults: Mutex<Faults>,
    journal: Mutex<Journal>,
}

/// The state of one realm.
struct RealmState {
    demo_token: String,
    tokens: Mutex<Tokens>,
    /// One for each region.
    worlds: Vec<Mutex<World>>,
}

impl App {
    /// A service in its first state, at ports that listen already.
    pub fn new(options: Options, seats: Vec<Seat>) -> Self {
        let now = clock::now();
        let realm = |realm: usize| {
            let demo_token = crate::random::secret();
            let worlds = (0..options.regions)
                .map(|region| Mutex::new(sample::make(realm, region, options.seed, options.sample, now)));
            RealmState {
                tokens: Mutex::new(Tokens::with_demo(&demo_token, realm)),
                worlds: worlds.collect(),
                demo_token,
            }
        };
        let shared = Shared {
            realms: (0..options.realms).map(realm).collect(),
            seats,
            switches: Mutex::new(Switches::new(&options)),
            faults: Mutex::default(),
            journal: Mutex::default(),
            options,
        };
        Self { shared: Arc::new(shared), seat: 0 }
    }

    /// The same service as one of its ports shows it.
    pub fn at(&self, seat: usize) -> Self {
        Self { shared: Arc::clone(&self.shared), seat }
    }

    /// The settings it was started with.
    pub fn options(&self) -> &Options {
        &self.shared.options
    }

    /// Every port.
    pub fn seats(&self) -> &[Seat] {
        &self.shared.seats
    }

    /// This port.
    pub fn seat(&self) -> &Seat {
        &self.shared.seats[self.seat]
    }

    /// The realm of this port.
    pub fn realm(&self) -> &'static RealmPlan {
        &REALMS[self.seat().realm]
    }

    /// Where everything is.
    pub fn overview(&self) -> Vec<Realm> {
        overview::realms(self.seats(), self.options().regions, |realm| self.demo_token(realm).to_owned())
    }

    /// The token of the demo project of a realm.
    pub fn demo_token(&self, realm: usize) -> &str {
        &self.shared.realms[realm].demo_token
    }

    /// The state of this port's region, with every logger as far as it has come by now.
    pub fn world(&self) -> MutexGuard<'_, World> {
        let seat = self.seat();
        self.world_of(seat.realm, seat.region)
    }

    /// The state of a region.
    pub fn world_of(&self, realm: usize, region: usize) -> MutexGuard<'_, World> {
        let mut world = lock(&self.shared.realms[realm].worlds[region]);
        world.settle(clock::now());
        world
    }

    /// Every region, by realm and number.
    pub fn regions(&self) -> impl Iterator<Item = (usize, usize)> {
        let (realms, regions) = (self.options().realms, self.options().regions);
        (0..realms).flat_map(move |realm| (0..regions).map(move |region| (realm, region)))
    }

    /// The tokens that this port's realm has issued.
    pub fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens_of(self.seat().realm)
    }

    /// The tokens that a realm has issued.
    pub fn tokens_of(&self, realm: usize) -> MutexGuard<'_, Tokens> {
        lock(&self.shared.realms[realm].tokens)
    }

    /// What the admin port can turn.
    pub fn switches(&self) -> MutexGuard<'_, Switches> {
        lock(&self.shared.switches)
    }

    /// The faults that are switched on.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.shared.faults)
    }

    /// The requests so far.
    pub fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.shared.journal)
    }

    /// Back to the first state, or to another sample. Faults, switches and the journal as well.
    pub fn reset(&self, sample: crate::Sample) {
        for (realm, region) in self.regions() {
            let world = sample::make(realm, region, self.options().seed, sample, clock::now());
            *lock(&self.shared.realms[realm].worlds[region]) = world;
        }
        for realm in 0..self.options().realms {
            *self.tokens_of(realm) = Tokens::with_demo(self.demo_token(realm), realm);
        }
        *self.switches() = Switches::new(self.options());
        *self.faults() = Faults::default();
        *self.journal() = Journal::default();
    }

    /// This port's origin as the caller knows it, so that `localhost` and `127.0.0.1` both work.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        self.host(headers).map_or_else(|| self.seat().origin(), |host| format!("http://{host}"))
    }

    /// The origin of any port, by the name that the caller used for this one.
    pub fn origin_of(&self, seat: &Seat, headers: &HeaderMap) -> String {
        if seat.authority == self.seat().authority {
            return self.origin(headers);
        }
        self.host(headers).map_or_else(|| seat.origin(), |host| seat.origin_by_name(host))
    }

    /// The `Host` of a request, if it can stand in a URL and is this machine's.
    fn host<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let usable = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]_".contains(&b));
        headers.get(HOST)?.to_str().ok().filter(usable).filter(|_| !self.is_rebound(headers))
    }

    /// Whether a port of loopback was reached by a name that is not this machine's, as by a page whose own name was
    /// made to point here.
    pub fn is_rebound(&self, headers: &HeaderMap) -> bool {
        self.options().address.ip().is_loopback()
            && headers.get(HOST).is_some_and(|host| !host.to_str().is_ok_and(is_loopback))
    }
}

/// Whether the authority, a name with or without a port, is of this machine.
pub fn is_loopback(authority: &str) -> bool {
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (authority, ""),
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]") && port.bytes().all(|b| b.is_ascii_digit())
}

/// A panic elsewhere must not take the service down with it, so a poisoned lock is used as it is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What one port serves.
pub fn router(app: App) -> Router {
    let seat = app.seat();
    let mut router = Router::new().route("/", get(site::root)).route("/config.json", get(site::config));
    if seat.identity {
        router = router
            .route("/v2.0/tokens", post(identity::issue))
            .route("/v2.0/tenants", get(identity::tenants));
    }
    if seat.network {
        router = network_routes(router);
    }
    if seat.identity || seat.network {
        router = router
            .route("/v2.0", get(discovery::version))
            .route("/v2.0/", get(discovery::version))
            .route("/v2.0/{*rest}", any(unknown_resource));
    }
    if seat.storage {
        router = router.route("/v1/{*path}", any(storage::serve));
    }
    router
        .fallback(site::file)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(app.clone(), gate))
        .with_state(app)
}

fn network_routes(router: Router<App>) -> Router<App> {
    router
        .route("/v2.0/extensions", get(discovery::extensions))
        .route("/v2.0/flowlog-loggers", get(loggers::list).post(loggers::create))
        .route("/v2.0/flowlog-loggers/{id}", get(loggers::show).put(loggers::edit).delete(loggers::delete))
        .route("/v2.0/flowlog-logging-ports", get(logging_ports::list))
        .route("/v2.0/flowlog-logging-ports/{id}", get(logging_ports::show))
        .route("/v2.0/vpcs", get(network::vpcs))
        .route("/v2.0/vpcs/{id}", get(network::vpc))
        .route("/v2.0/vpcsubnets", get(network::subnets))
        .route("/v2.0/vpcsubnets/{id}", get(network::subnet))
        .route("/v2.0/ports", get(network::ports))
        .route("/v2.0/ports/{id}", get(network::port).delete(network::delete_port))
        .route("/v2.0/networks", get(neutron::networks))
        .route("/v2.0/networks/{id}", get(neutron::network))
        .route("/v2.0/subnets", get(neutron::subnets))
        .route("/v2.0/subnets/{id}", get(neutron::subnet))
}

async fn unknown_resource(State(app): State<App>) -> Refusal {
    const MESSAGE: &str = "The resource could not be found.";
    if app.seat().network {
        Refusal::neutron(StatusCode::NOT_FOUND, "HTTPNotFound", MESSAGE)
    } else {
        Refusal::keystone(StatusCode::NOT_FOUND, MESSAGE)
    }
}

/// Journal, CORS and faults, around every request of a public port.
async fn gate(
    State(app): State<App>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
    next: Next,
) -> Reply {
    let ticket = app.journal().open(&request, &app.seat().origin());
    let shared = app.switches().shares(app.seat().service(request.uri().path()));
    let preflight = shared
        && request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let answer = if preflight {
        Outcome::Whole(empty_reply(StatusCode::NO_CONTENT))
    } else {
        faults::pass(&app, request, next).await
    };
    let (mut reply, cut) = match answer {
        Outcome::Whole(reply) => (reply, None),
        Outcome::Cut(reply, length) => (reply, Some(length)),
        Outcome::Dropped => {
            app.journal().close(ticket, None);
            switch.cut_after(0);
            return empty_reply(StatusCode::OK);
        }
    };
    app.journal().close(ticket, Some(reply.status()));
    // One request a connection: a browser silently sends a request again when a connection that it used before
    // closes without an answer, and would so hide the faults.
    set(&mut reply, CONNECTION, "close");
    if shared {
        set(&mut reply, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(&mut reply, ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    }
    if preflight {
        set(&mut reply, ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, DELETE");
        set(&mut reply, ACCESS_CONTROL_ALLOW_HEADERS, "X-Auth-Token, Content-Type");
        set(&mut reply, ACCESS_CONTROL_MAX_AGE, "600");
    }
    if let Some(length) = cut {
        switch.cut_after(head_length(&reply) + length);
    }
    reply
}

/// The length of the status line and the headers as they go over the wire.
fn head_length(reply: &Reply) -> usize {
    const DATE: usize = "date: Mon, 05 Jan 2026 00:00:00 GMT\r\n".len();
    let reason = reply.status().canonical_reason().unwrap_or_default().len();
    let headers: usize =
        reply.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    "HTTP/1.1 200 \r\n".len() + reason + headers + DATE + "\r\n".len()
}

fn set(reply: &mut Reply, name: HeaderName, value: &'static str) {
    reply.headers_mut().insert(name, HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn loopback(authority: &str, expect: bool) {
        assert_eq!(is_loopback(authority), expect, "{authority}");
    }

    #[test]
    fn names_of_this_machine() {
        loopback("127.0.0.1:8080", true);
        loopback("localhost:8080", true);
        loopback("[::1]:8080", true);
        loopback("[::1]", true);
        loopback("localhost", true);
        loopback("evil.example:8080", false);
        loopback("localhost.evil.example", false);
        loopback("127.0.0.1.evil.example", false);
        loopback("localhost:evil.example", false);
        loopback("", false);
    }
}
