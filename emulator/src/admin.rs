//! The admin port: faults, state and the journal, for tests. The README of the crate lists its calls.

use crate::Sample;
use crate::app::App;
use crate::errors::{Reply, empty_reply, json_reply};
use crate::faults::{Faults, Rule};
use crate::identity::{ADMIN, MEMBER};
use crate::storage_url;
use crate::world::{Container, Trouble};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
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
        .route("/ports/{id}", delete(delete_port))
        .route("/containers", get(containers))
        .route("/containers/{account}/{name}", put(set_container))
        .with_state(app)
}

async fn about(State(app): State<App>) -> Reply {
    let world = app.world();
    let account = |account: crate::identity::Account| json!({ "user_name": account.name, "password": account.password });
    json_reply(
        StatusCode::OK,
        &json!({
            "tenant_id": world.tenant,
            "object_storage_tenant_id": world.storage_tenant,
            "admin": account(ADMIN),
            "member": account(MEMBER),
            "demo_token": app.demo_token(),
            "system_account": world.system.writer(),
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
                    count.ok_or_else(|| refused("'sample' is full, empty or a number of loggers."))?,
                )
            }
        }
    };
    app.reset(sample);
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn revoke(State(app): State<App>, body: Bytes) -> Result<Reply, Misuse> {
    let one = if body.is_empty() { Value::Null } else { read(&body)? };
    match one.get("token").and_then(Value::as_str) {
        Some(token) => app.tokens().revoke(token),
        None => app.tokens().revoke_all(),
    }
    Ok(empty_reply(StatusCode::NO_CONTENT))
}

async fn delete_port(State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Misuse> {
    if app.world().delete_port(&id) {
        Ok(empty_reply(StatusCode::NO_CONTENT))
    } else {
        Err(Misuse(StatusCode::NOT_FOUND, "There is no such port.".to_owned()))
    }
}

async fn containers(State(app): State<App>) -> Reply {
    let world = app.world();
    let writer = world.system.writer();
    let rows: Vec<Value> = world
        .containers
        .iter()
        .map(|((account, name), container)| {
            json!({ "account": account, "name": name, "state": container.state(&writer) })
        })
        .collect();
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
    let mut world = app.world();
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
        container.headers.insert("x-container-write".to_owned(), writer);
    } else {
        container.headers.remove("x-container-write");
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
