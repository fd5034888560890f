//! The routes of a port, and the middleware that every request passes: journal, CORS and faults.

use crate::connection::NoAnswer;
use crate::faults;
use crate::loggers::{self, Loggers, LoggingPorts};
use crate::network::{self, NeutronNetworks, NeutronSubnets, Ports, Subnets, Vpcs};
use crate::reply::Refusal;
use crate::resource::{list, show};
use crate::state::App;
use crate::{discovery, identity, site, storage};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderName,
    HeaderValue,
};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};

/// The largest request body, in bytes.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// The routes of one port.
pub fn router(app: App) -> Router {
    let endpoint = app.endpoint();
    let mut router = Router::new().route("/", get(site::root)).route("/config.json", get(site::config));
    if endpoint.identity {
        router = router
            .route("/v2.0/tokens", post(identity::issue))
            .route("/v2.0/tenants", get(identity::tenants));
    }
    if endpoint.network {
        router = network_routes(router);
    }
    if endpoint.identity || endpoint.network {
        router = router
            .route("/v2.0", get(discovery::version))
            .route("/v2.0/", get(discovery::version))
            .route("/v2.0/{*rest}", any(unknown_resource));
    }
    if endpoint.storage {
        router = router.route("/v1/{*path}", any(storage::serve));
    }
    router
        .fallback(site::file)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(app.clone(), pass))
        .with_state(app)
}

fn network_routes(router: Router<App>) -> Router<App> {
    router
        .route("/v2.0/extensions", get(discovery::extensions))
        .route("/v2.0/flowlog-loggers", get(list::<Loggers>).post(loggers::create))
        .route("/v2.0/flowlog-loggers/{id}", get(show::<Loggers>).put(loggers::edit).delete(loggers::delete))
        .route("/v2.0/flowlog-logging-ports", get(list::<LoggingPorts>))
        .route("/v2.0/flowlog-logging-ports/{id}", get(show::<LoggingPorts>))
        .route("/v2.0/vpcs", get(list::<Vpcs>))
        .route("/v2.0/vpcs/{id}", get(show::<Vpcs>))
        .route("/v2.0/vpcsubnets", get(list::<Subnets>))
        .route("/v2.0/vpcsubnets/{id}", get(show::<Subnets>))
        .route("/v2.0/ports", get(list::<Ports>))
        .route("/v2.0/ports/{id}", get(show::<Ports>).delete(network::delete_port))
        .route("/v2.0/networks", get(list::<NeutronNetworks>))
        .route("/v2.0/networks/{id}", get(show::<NeutronNetworks>))
        .route("/v2.0/subnets", get(list::<NeutronSubnets>))
        .route("/v2.0/subnets/{id}", get(show::<NeutronSubnets>))
}

async fn unknown_resource(State(app): State<App>) -> Refusal {
    const MESSAGE: &str = "The resource could not be found.";
    if app.endpoint().network {
        Refusal::neutron(StatusCode::NOT_FOUND, "HTTPNotFound", MESSAGE)
    } else {
        Refusal::keystone(StatusCode::NOT_FOUND, MESSAGE)
    }
}

async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = app.endpoint().origin();
    let ticket = app.journal.lock().open(&request, &origin);
    let shared = app.switches.lock().shares(app.endpoint().service(request.uri().path()));
    let preflight = shared
        && request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut reply = if preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let plan = app.faults.lock().take(request.method(), request.uri().path(), &origin);
        faults::apply(plan, request, next).await
    };
    let answered = reply.extensions().get::<NoAnswer>().is_none();
    app.journal.lock().close(ticket, answered.then(|| reply.status()));
    let mut set = |name: HeaderName, value| {
        reply.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    if shared {
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    }
    if preflight {
        set(ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, DELETE");
        set(ACCESS_CONTROL_ALLOW_HEADERS, "X-Auth-Token, Content-Type");
        set(ACCESS_CONTROL_MAX_AGE, "600");
    }
    reply
}
