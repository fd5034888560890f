//! The documents by which OpenStack clients find out which API versions there are.

use crate::app::App;
use crate::errors::{Reply, json_reply};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

/// The version list at the root.
pub fn versions(origin: &str) -> Reply {
    json_reply(StatusCode::OK, &json!({ "versions": [v2(origin)] }))
}

/// `GET /v2.0`.
pub async fn version(State(app): State<App>, headers: HeaderMap) -> Reply {
    json_reply(StatusCode::OK, &json!({ "version": v2(&app.origin(&headers)) }))
}

/// `GET /v2.0/extensions`: none, so that clients ask for nothing beyond the basic resources.
pub async fn extensions() -> Reply {
    json_reply(StatusCode::OK, &json!({ "extensions": [] }))
}

fn v2(origin: &str) -> Value {
    json!({
        "id": "v2.0",
        "status": "CURRENT",
        "links": [{ "rel": "self", "href": format!("{origin}/v2.0/") }],
    })
}
