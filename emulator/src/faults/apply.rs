//! Applies the fault of a rule to one request.

use super::mangle;
use super::rule::{Fault, Plan};
use crate::connection::{cut_body, dripping_body, no_answer};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::time::Duration;

const LOGIN_PAGE: &str = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1>\
    <form><label>User <input name=\"user\"></label><button>Sign in</button></form>\
    <script>document.title = \"scripted\"</script></body></html>";

/// Passes a request on to the service as its plan says.
pub async fn apply(plan: Plan, request: Request, next: Next) -> Response {
    if plan.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(plan.delay_ms)).await;
    }
    let json = |body: &'static str| ([(CONTENT_TYPE, "application/json")], body).into_response();
    match plan.fault {
        // Latency alone changes no answer.
        None | Some(Fault::Latency { .. }) => next.run(request).await,
        Some(Fault::Drop) => no_answer(),
        Some(Fault::After) => {
            next.run(request).await;
            no_answer()
        }
        Some(Fault::Cut) => {
            let (reply, bytes) = read(next.run(request).await).await;
            let half = bytes.slice(..bytes.len() / 2);
            let mut reply = with_body(reply, bytes);
            *reply.body_mut() = cut_body(half);
            reply
        }
        Some(Fault::Drip { pieces, ms }) => {
            let (reply, bytes) = read(next.run(request).await).await;
            let body = dripping_body(bytes.clone(), pieces, Duration::from_millis(ms));
            let mut reply = with_body(reply, bytes);
            *reply.body_mut() = body;
            reply
        }
        Some(Fault::Twice) => {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let again = Request::from_parts(parts.clone(), Body::from(body.clone()));
            next.clone().run(Request::from_parts(parts, Body::from(body))).await;
            next.run(again).await
        }
        Some(Fault::Status(status)) => status.reply(),
        Some(Fault::Html) => Html(LOGIN_PAGE).into_response(),
        Some(Fault::Empty) => json(""),
        Some(Fault::WrongShape) => json(r#"{"result":{"items":"none"},"count":0}"#),
        Some(Fault::Truncated) => {
            let (reply, bytes) = read(next.run(request).await).await;
            // The cut is between two characters, so that only the JSON is broken.
            let text = String::from_utf8_lossy(&bytes);
            let end = text.floor_char_boundary(text.len() * 2 / 3);
            with_body(reply, text.get(..end).unwrap_or_default().to_owned())
        }
        Some(Fault::MalformedRow) => mangled(next.run(request).await, mangle::break_a_row).await,
        Some(Fault::Nulls) => mangled(next.run(request).await, mangle::null_optional_fields).await,
        Some(Fault::UnknownEnums) => mangled(next.run(request).await, mangle::rename_enums).await,
    }
}

async fn mangled(reply: Response, change: fn(&mut Value)) -> Response {
    let (reply, bytes) = read(reply).await;
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(mut value) => {
            change(&mut value);
            with_body(reply, value.to_string())
        }
        // A page or a file is not JSON and stays as it is.
        Err(_) => with_body(reply, bytes),
    }
}

async fn read(reply: Response) -> (Response, Bytes) {
    let (parts, body) = reply.into_parts();
    // The bodies of this service are in memory, so the read cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Response::from_parts(parts, Body::empty()), bytes)
}

fn with_body(mut reply: Response, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    *reply.body_mut() = Body::from(body);
    reply
}
