//! The admin port: faults, state and the journal, for tests. The README of the crate lists its calls.

use crate::accounts::{self, Account};
use crate::acl;
use crate::faults::{Faults, Rule};
use crate::options::Catalog;
use crate::state::App;
use crate::storage_url;
use crate::world::State as ContainerState;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::ORIGIN;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DONE: Result<StatusCode, Misuse> = Ok(StatusCode::NO_CONTENT);

/// The routes of the admin port.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(about))
        .route("/faults", get(faults).put(set_faults).delete(clear_faults))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/reset", post(reset))
        .route("/tokens/revoke", post(revoke))
        .route("/tokens/life", post(set_life))
        .route("/cors", put(set_cors))
        .route("/catalog", put(set_catalog))
        .route("/ports/{id}", delete(delete_port))
        .route("/containers", get(containers))
        .route("/containers/{account}/{name}", put(set_container))
        .layer(middleware::from_fn_with_state(app.clone(), no_pages))
        .with_state(app)
}

/// Refuses pages: a browser sends simple requests of any page without a preflight, with the header `Origin`.
async fn no_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(ORIGIN) || app.is_rebound(request.headers()) {
        let why = "The admin port is for programs on this machine, not for pages of a browser.";
        return Misuse(StatusCode::FORBIDDEN, why.to_owned()).into_response();
    }
    next.run(request).await
}

async fn about(State(app): State<App>) -> Json<Value> {
    let named = |account: Account| json!({ "user_name": account.user_name, "password": account.password });
    let realms = app.realms.iter().enumerate().map(|(at, realm)| {
        let mut shown = json!(realm);
        if let Some(world) = app.worlds_of(at).next() {
            let system = &world.system;
            shown["system_account"] = json!({ "tenant_id": system.tenant, "user_id": system.user });
        }
        shown
    });
    let realms: Vec<Value> = realms.collect();
    let world = app.world();
    Json(json!({
        "tenant_id": world.tenant,
        "object_storage_tenant_id": world.region.storage_tenant,
        "admin": named(accounts::ADMIN),
        "member": named(accounts::MEMBER),
        "demo_token": app.realms[0].demo_token,
        "system_account": world.system.writer(),
        "realms": realms,
        "loggers": world.loggers.len(),
        "ports": world.ports.len(),
        "logging_ports": world.logging_ports.len(),
    }))
}

async fn faults(State(app): State<App>) -> Json<Value> {
    Json(json!(*app.faults.lock()))
}

async fn set_faults(State(app): State<App>, Body(rules): Body<Vec<Rule>>) -> StatusCode {
    *app.faults.lock() = Faults(rules);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(app): State<App>) -> StatusCode {
    *app.faults.lock() = Faults::default();
    StatusCode::NO_CONTENT
}

async fn requests(State(app): State<App>) -> Json<Value> {
    Json(json!(*app.journal.lock()))
}

async fn clear_requests(State(app): State<App>) -> StatusCode {
    app.journal.lock().clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Reset {
    sample: Option<Value>,
}

async fn reset(State(app): State<App>, Body(body): Body<Option<Reset>>) -> Result<StatusCode, Misuse> {
    let sample = match body.and_then(|body| body.sample) {
        None => app.options.sample,
        Some(Value::String(word)) => word.parse().map_err(refused)?,
        Some(number) => number.to_string().parse().map_err(refused)?,
    };
    app.reset(sample);
    DONE
}

#[derive(Deserialize)]
struct Revoke {
    token: Option<String>,
}

async fn revoke(State(app): State<App>, Body(body): Body<Option<Revoke>>) -> StatusCode {
    let one = body.and_then(|body| body.token);
    for mut tokens in app.all_tokens() {
        match &one {
            Some(token) => tokens.revoke(token),
            None => tokens.revoke_all(),
        }
    }
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Life {
    /// `null`: the usual life. The key itself is required.
    #[serde(deserialize_with = "Option::deserialize")]
    seconds: Option<u64>,
    user_name: Option<String>,
}

/// The life of the tokens that are issued from now on.
async fn set_life(State(app): State<App>, Body(life): Body<Life>) -> Result<StatusCode, Misuse> {
    let mut switches = app.switches.lock();
    match (life.user_name, life.seconds) {
        (None, seconds) => switches.token_life = seconds.unwrap_or(app.options.token_lifetime_seconds),
        (Some(user), _) if !app.realms.iter().any(|realm| realm.has(&user)) => {
            return Err(refused("'user_name' is the name of an account."));
        }
        (Some(user), Some(seconds)) => drop(switches.token_life_of.insert(user, seconds)),
        (Some(user), None) => drop(switches.token_life_of.remove(&user)),
    }
    DONE
}

async fn set_cors(
    State(app): State<App>,
    Body(services): Body<BTreeMap<String, bool>>,
) -> Result<StatusCode, Misuse> {
    let mut cors = app.switches.lock().cors;
    services.iter().try_for_each(|(service, on)| cors.set(service, *on)).map_err(refused)?;
    app.switches.lock().cors = cors;
    DONE
}

#[derive(Deserialize)]
struct SetCatalog {
    catalog: Catalog,
}

async fn set_catalog(State(app): State<App>, Body(body): Body<SetCatalog>) -> StatusCode {
    app.switches.lock().catalog = body.catalog;
    StatusCode::NO_CONTENT
}

async fn delete_port(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, Misuse> {
    if app.worlds().any(|mut world| world.delete_port(&id)) {
        return DONE;
    }
    Err(Misuse(StatusCode::NOT_FOUND, "There is no such port.".to_owned()))
}

async fn containers(State(app): State<App>) -> Json<Value> {
    let mut rows = Vec::new();
    for world in app.worlds() {
        rows.extend(world.containers.iter().map(|((account, name), container)| {
            json!({
                "region": world.region.id,
                "account": account,
                "name": name,
                "state": container.state(&world.system),
                "read": container.header(acl::READ),
                "write": container.header(acl::WRITE),
                "objects": container.objects.len(),
            })
        }));
    }
    Json(Value::Array(rows))
}

#[derive(Deserialize)]
struct SetContainer {
    state: ContainerState,
}

async fn set_container(
    State(app): State<App>,
    Path((account, name)): Path<(String, String)>,
    Body(body): Body<SetContainer>,
) -> Result<StatusCode, Misuse> {
    if !storage_url::is_account(&account) {
        return Err(refused("The account is AUTH_ and 32 lower-case hexadecimal digits."));
    }
    // The account decides the region. An account of no region goes to the first one.
    let owner = app.worlds().find(|world| world.region.storage_account() == account);
    let mut world = owner.unwrap_or_else(|| app.world());
    if body.state == ContainerState::Missing {
        world.containers.remove(&(account, name));
        return DONE;
    }
    let writer = world.system.writer();
    let container = world.containers.entry((account, name)).or_default();
    container.trouble = match body.state {
        ContainerState::Ok | ContainerState::Denied => None,
        trouble => Some(trouble),
    };
    if body.state == ContainerState::Denied {
        container.headers.remove(acl::WRITE);
    } else {
        container.headers.insert(acl::WRITE.to_owned(), writer);
    }
    DONE
}

/// A JSON body of any content type. No body is `null`.
struct Body<T>(T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Misuse;

    async fn from_request(request: Request, state: &S) -> Result<Self, Misuse> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error: BytesRejection| refused(error.body_text()))?;
        let bytes = if bytes.is_empty() { b"null" } else { &bytes[..] };
        let Json(value) = Json::from_bytes(bytes).map_err(|error| refused(error.body_text()))?;
        Ok(Self(value))
    }
}

/// A call that the admin port refuses, with the reason.
struct Misuse(StatusCode, String);

impl IntoResponse for Misuse {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

fn refused(why: impl Into<String>) -> Misuse {
    Misuse(StatusCode::BAD_REQUEST, why.into())
}
