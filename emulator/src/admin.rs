//! The admin port: faults, state and the journal, for tests. The README of the crate lists its calls.

use crate::Sample;
use crate::accounts::{self, Account};
use crate::acl;
use crate::app::App;
use crate::errors::{Reply, empty_reply, json_reply};
use crate::faults::{Faults, Rule};
use crate::storage_url;
use crate::world::{Container, Trouble};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::ORIGIN;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::{delete, get, post, put};
use serde_json::{Value, json};

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

/// It is for programs: a browser sends the simple requests of any page without asking, and tells so by `Origin`.
async fn no_pages(State(app): State<App>, request: Request, next: Next) -> Reply {
    if request.headers().contains_key(ORIGIN) || app.is_rebound(request.headers()) {
        let why = "The admin port is for programs on this machine, not for pages of a browser.";
        return Misuse(StatusCode::FORBIDDEN, why.to_owned()).into_response();
    }
    next.run(request).await
}

async fn about(State(app): State<App>) -> Reply {
    let named = |account: Account| json!({ "user_name": account.name, "password": account.password });
    let realms = (0..app.options().realms).zip(app.overview());
    let realms = realms.map(|(number, realm)| {
        let mut realm = realm.to_json();
        let system = app.world_of(number, 0).system.clone();
        if let Some(map) = realm.as_object_mut() {
            map.insert(
                "system_account".to_owned(),
                json!({ "tenant_id": system.tenant, "user_id": system.user }),
            );
        }
        realm
    });
    let realms: Vec<Value> = realms.collect();
    let world = app.world_of(0, 0);
    json_reply(
        StatusCode::OK,
        &json!({
            "tenant_id": world.tenant,
            "object_storage_tenant_id": world.region.storage_tenant,
            "admin": named(accounts::ADMIN),
            "member": named(accounts::MEMBER),
            "demo_token": app.demo_token(0),
            "system_account": world.system.writer(),
            "realms": realms,
            "loggers": world.loggers.len(),
            "ports": world.ports.len(),
            "logging_ports": world.logging_ports.len(),
        }),
    )
}

async fn faults(State(app): State<App>) -> Reply {
    json_reply(StatusCode::OK, &app.faults().to_json())
}

async fn set_faults(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let value = read(&body)?;
    let rows = value
        .get("faults")
        .unwrap_or(&value)
        .as_array()
        .ok_or_else(|| refused("The body is a list of rules."))?;
    let rules = rows.iter().map(Rule::parse).collect::<Result<Vec<Rule>, String>>().map_err(refused)?;
    *app.faults() = Faults(rules);
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn clear_faults(State(app): State<App>) -> Reply {
    *app.faults() = Faults::default();
    empty_reply(StatusCode::NO_CONTENT)
}

async fn requests(State(app): State<App>) -> Reply {
    json_reply(StatusCode::OK, &app.journal().to_json())
}

async fn clear_requests(State(app): State<App>) -> Reply {
    app.journal().clear();
    empty_reply(StatusCode::NO_CONTENT)
}

async fn reset(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let sample = if body.is_empty() {
        app.options().sample
    } else {
        match read(&body)?.get("sample") {
            None | Some(Value::Null) => app.options().sample,
            Some(Value::String(word)) => word.parse().map_err(|why: String| refused(why))?,
            Some(number) => {
                let count = number.as_u64().and_then(|count| usize::try_from(count).ok());
                Sample::Count(
                    count.ok_or_else(|| refused("'sample' is full, empty, large or a number of loggers."))?,
                )
            }
        }
    };
    app.reset(sample);
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn revoke(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let one = if body.is_empty() { Value::Null } else { read(&body)? };
    for realm in 0..app.options().realms {
        match one.get("token").and_then(Value::as_str) {
            Some(token) => app.tokens_of(realm).revoke(token),
            None => app.tokens_of(realm).revoke_all(),
        }
    }
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

/// Of the tokens that are issued from now on; null is the life of before.
async fn set_life(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let value = read(&body)?;
    let seconds = match value.get("seconds") {
        Some(Value::Null) => None,
        Some(number) if number.is_u64() => number.as_u64(),
        _ => return Err(refused("'seconds' is a whole number, or null for the usual life.")),
    };
    let user = match value.get("user_name") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) if app.overview().iter().any(|realm| realm.has(name)) => Some(name.clone()),
        Some(_) => return Err(refused("'user_name' is the name of an account.")),
    };
    let usual = app.options().token_lifetime_seconds;
    let mut switches = app.switches();
    match (user, seconds) {
        (None, seconds) => switches.token_life = seconds.unwrap_or(usual),
        (Some(user), Some(seconds)) => {
            switches.token_life_of.insert(user, seconds);
        }
        (Some(user), None) => {
            switches.token_life_of.remove(&user);
        }
    }
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn set_cors(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let value = read(&body)?;
    let map = value.as_object().ok_or_else(|| refused("The body is an object."))?;
    let mut cors = app.switches().cors;
    for (key, on) in map {
        let on = on.as_bool().ok_or_else(|| refused(format!("'{key}' is true or false.")))?;
        match key.as_str() {
            "identity" => cors.identity = on,
            "network" => cors.network = on,
            "object_storage" => cors.object_storage = on,
            _ => return Err(refused("The services are identity, network and object_storage.")),
        }
    }
    app.switches().cors = cors;
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn set_catalog(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let value = read(&body)?;
    let word = value.get("catalog").and_then(Value::as_str).unwrap_or_default();
    let catalog = word.parse().map_err(|why: String| refused(why))?;
    app.switches().catalog = catalog;
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn delete_port(State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Misuse> {
    if app.regions().any(|(realm, region)| app.world_of(realm, region).delete_port(&id)) {
        Ok(empty_reply(StatusCode::NO_CONTENT))
    } else {
        Err(Misuse(StatusCode::NOT_FOUND, "There is no such port.".to_owned()))
    }
}

async fn containers(State(app): State<App>) -> Reply {
    let mut rows = Vec::new();
    for (realm, region) in app.regions() {
        let world = app.world_of(realm, region);
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
    json_reply(StatusCode::OK, &Value::Array(rows))
}

async fn set_container(
    State(app): State<App>,
    Path((account, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Reply, Misuse> {
    if !storage_url::is_account(&account) {
        return Err(refused("The account is AUTH_ and 32 lower-case hexadecimal digits."));
    }
    let value = read(&body)?;
    let state = value.as_str().or_else(|| value.get("state").and_then(Value::as_str)).unwrap_or_default();
    // The account tells the region; one that is nobody's is put into the first.
    let owner = app
        .regions()
        .find(|(realm, region)| app.world_of(*realm, *region).region.storage_account() == account);
    let (realm, region) = owner.unwrap_or((0, 0));
    let mut world = app.world_of(realm, region);
    let writer = world.system.writer();
    if state == "missing" {
        world.containers.remove(&(account, name));
        return Ok(empty_reply(StatusCode::NO_CONTENT));
    }
    let (writable, trouble) = match state {
        "ok" => (true, None),
        "denied" => (false, None),
        "unavailable" => (true, Some(Trouble::Unavailable)),
        "no_token" => (true, Some(Trouble::NoToken)),
        _ => return Err(refused("'state' is ok, denied, missing, unavailable or no_token.")),
    };
    let container: &mut Container = world.containers.entry((account, name)).or_default();
    container.trouble = trouble;
    if writable {
        container.headers.insert(acl::WRITE.to_owned(), writer);
    } else {
        container.headers.remove(acl::WRITE);
    }
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

fn read(body: &Bytes) -> Result<Value, Misuse> {
    serde_json::from_slice(body).map_err(|error| refused(format!("The body is not JSON: {error}.")))
}

/// A call that the admin port turns down, with the reason.
struct Misuse(StatusCode, String);

impl IntoResponse for Misuse {
    fn into_response(self) -> Reply {
        json_reply(self.0, &json!({ "error": self.1 }))
    }
}

fn refused(why: impl Into<String>) -> Misuse {
    Misuse(StatusCode::BAD_REQUEST, why.into())
}
