//! The fault switch: what goes wrong between a client and the service, on demand.

mod mangle;
mod rule;

pub use rule::{Faults, Rule};

use crate::app::App;
use crate::errors::{Reply, empty_reply, text_reply};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::middleware::Next;
use rule::Fault;
use serde_json::Value;
use std::time::Duration;

const LOGIN_PAGE: &str = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1>\
    <form><label>User <input name=\"user\"></label><button>Sign in</button></form>\
    <script>document.title = \"scripted\"</script></body></html>";

/// What a client gets to see.
pub enum Outcome {
    /// The answer.
    Whole(Reply),
    /// The answer's head and that many bytes of its body, then a closed connection.
    Cut(Reply, usize),
    /// A closed connection.
    Dropped,
}

/// Lets a request through the faults that are on.
pub async fn pass(app: &App, request: Request, next: Next) -> Outcome {
    let plan = app.faults().take(request.method(), request.uri().path(), &app.seat().origin());
    if plan.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(plan.delay_ms)).await;
    }
    let Some(fault) = plan.fault else {
        return Outcome::Whole(next.run(request).await);
    };
    let reply = match fault {
        Fault::Drop => return Outcome::Dropped,
        Fault::After => {
            next.run(request).await;
            return Outcome::Dropped;
        }
        Fault::Cut => {
            let (reply, bytes) = whole(next.run(request).await).await;
            let half = bytes.len() / 2;
            return Outcome::Cut(with_body(reply, bytes), half);
        }
        Fault::Status { status, body, content_type, headers } => {
            let mut reply = empty_reply(status);
            *reply.body_mut() = Body::from(body);
            reply.headers_mut().insert(CONTENT_TYPE, content_type);
            reply.headers_mut().extend(headers.into_iter().map(|(name, value)| (Some(name), value)));
            reply
        }
        Fault::Html => text_reply(StatusCode::OK, "text/html; charset=utf-8", LOGIN_PAGE),
        Fault::Empty => text_reply(StatusCode::OK, "application/json", ""),
        Fault::WrongShape => {
            text_reply(StatusCode::OK, "application/json", r#"{"result":{"items":"none"},"count":0}"#)
        }
        Fault::Truncated => {
            let (reply, bytes) = whole(next.run(request).await).await;
            // Cut at a character, so that what is wrong is the JSON alone.
            let text = String::from_utf8_lossy(&bytes);
            let end = text.floor_char_boundary(text.len() * 2 / 3);
            with_body(reply, text.get(..end).unwrap_or_default().to_owned())
        }
        Fault::MalformedRow => mangled(next.run(request).await, mangle::break_a_row).await,
        Fault::Nulls => mangled(next.run(request).await, mangle::null_optional_fields).await,
        Fault::UnknownEnums => mangled(next.run(request).await, mangle::rename_enums).await,
    };
    Outcome::Whole(reply)
}

async fn mangled(reply: Reply, change: fn(&mut Value)) -> Reply {
    let (reply, bytes) = whole(reply).await;
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(mut value) => {
            change(&mut value);
            with_body(reply, value.to_string())
        }
        // No JSON, nothing to mangle: a page or a file passes as it is.
        Err(_) => with_body(reply, bytes),
    }
}

async fn whole(reply: Reply) -> (Reply, Vec<u8>) {
    let (parts, body) = reply.into_parts();
    // The bodies of this service are in memory already, so reading them cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Reply::from_parts(parts, Body::empty()), bytes.to_vec())
}

fn with_body(mut reply: Reply, body: impl Into<Vec<u8>>) -> Reply {
    let body = body.into();
    reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    *reply.body_mut() = Body::from(body);
    reply
}
