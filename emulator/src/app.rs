//! The shared state, the routes of the public port, and the gate that every request passes.

use crate::errors::{Refusal, Reply, empty_reply};
use crate::faults::{Faults, Outcome};
use crate::identity::Tokens;
use crate::journal::Journal;
use crate::line::Switch;
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
use axum::routing::{get, post};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The largest request body, in bytes.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// What all handlers share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    options: Options,
    /// Host and port of the public address, for requests that name none.
    authority: String,
    demo_token: String,
    world: Mutex<World>,
    tokens: Mutex<Tokens>,
    faults: Mutex<Faults>,
    journal: Mutex<Journal>,
}

impl App {
    /// A service in its first state.
    pub fn new(options: Options, authority: String) -> Self {
        let demo_token = crate::random::secret();
        let world = sample::make(options.seed, options.sample, clock::now());
        Self(Arc::new(Shared {
            authority,
            tokens: Mutex::new(Tokens::with_demo(&demo_token, &world.tenant)),
            demo_token,
            world: Mutex::new(world),
            faults: Mutex::default(),
            journal: Mutex::default(),
            options,
        }))
    }

    /// The settings it was started with.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The token of the demo project.
    pub fn demo_token(&self) -> &str {
        &self.0.demo_token
    }

    /// The state, with every logger as far as it has come by now.
    pub fn world(&self) -> MutexGuard<'_, World> {
        let mut world = lock(&self.0.world);
        world.settle(clock::now());
        world
    }

    /// The tokens that were issued.
    pub fn tokens(&self) -> MutexGuard<'_, Tokens> {
        lock(&self.0.tokens)
    }

    /// The faults that are switched on.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.0.faults)
    }

    /// The requests so far.
    pub fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.0.journal)
    }

    /// Back to the first state, or to another sample. Faults and the journal are emptied as well.
    pub fn reset(&self, sample: crate::Sample) {
        let world = sample::make(self.0.options.seed, sample, clock::now());
        *self.tokens() = Tokens::with_demo(&self.0.demo_token, &world.tenant);
        *lock(&self.0.world) = world;
        *self.faults() = Faults::default();
        *self.journal() = Journal::default();
    }

    /// The origin as the caller knows it, so that `localhost` and `127.0.0.1` both work.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        let usable = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]_".contains(&b));
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(usable);
        format!("http://{}", host.unwrap_or(&self.0.authority))
    }
}

/// A panic elsewhere must not take the service down with it, so a poisoned lock is used as it is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The public port.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(site::root))
        .route("/config.json", get(site::config))
        .route("/v2.0", get(discovery::version))
        .route("/v2.0/", get(discovery::version))
        .route("/v2.0/tokens", post(identity::issue))
        .route("/v2.0/tenants", get(identity::tenants))
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
        .route("/v2.0/{*rest}", axum::routing::any(unknown_resource))
        .route("/v1/{*path}", axum::routing::any(storage::serve))
        .fallback(site::file)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(app.clone(), gate))
        .with_state(app)
}

async fn unknown_resource() -> Refusal {
    Refusal::neutron(StatusCode::NOT_FOUND, "HTTPNotFound", "The resource could not be found.")
}

/// Journal, CORS and faults, around every request of the public port.
async fn gate(
    State(app): State<App>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
    next: Next,
) -> Reply {
    let ticket = app.journal().open(&request);
    let preflight = app.options().cors
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
    if app.options().cors {
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
