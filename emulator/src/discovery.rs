//! The documents that tell OpenStack clients the versions of the API.

use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};

/// The version list at the root.
pub fn versions(origin: &str) -> Json<Value> {
    Json(json!({ "versions": [v2(origin)] }))
}

/// `GET /v2.0`.
pub async fn version(State(app): State<App>, headers: HeaderMap) -> Json<Value> {
    Json(json!({ "version": v2(&app.origin(&headers)) }))
}

/// `GET /v2.0/extensions`: none, so that clients use the basic resources only.
pub async fn extensions() -> Json<Value> {
    Json(json!({ "extensions": [] }))
}

fn v2(origin: &str) -> Value {
    json!({ "id": "v2.0", "status": "CURRENT", "links": [{ "rel": "self", "href": format!("{origin}/v2.0/") }] })
}
