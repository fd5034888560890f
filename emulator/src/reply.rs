//! Answers, and the error bodies of the three services: Neutron's, Keystone's and Swift's.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

/// A request that a service refuses.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    body: Body,
    message: String,
}

#[derive(Debug)]
enum Body {
    /// With the `type` of the error.
    Neutron(&'static str),
    Keystone,
    Swift,
}

impl Refusal {
    /// A `NeutronError` with its `type`.
    pub fn neutron(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self { status, body: Body::Neutron(kind), message: message.into() }
    }

    /// 400: the request cannot be read or is not allowed.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::neutron(StatusCode::BAD_REQUEST, "HTTPBadRequest", message)
    }

    /// 400 for one attribute, with the reason.
    pub fn invalid(attribute: &str, reason: impl AsRef<str>) -> Self {
        Self::bad_request(format!("Invalid input for {attribute}. Reason: {}", reason.as_ref()))
    }

    /// 404 for a resource of the network API.
    pub fn not_found(kind: &'static str, what: &str, id: &str) -> Self {
        Self::neutron(StatusCode::NOT_FOUND, kind, format!("{what} {id} could not be found."))
    }

    /// 403: the caller's role does not allow it.
    pub fn forbidden(action: &str) -> Self {
        let message = format!("The role of this account does not allow {action}.");
        Self::neutron(StatusCode::FORBIDDEN, "PolicyNotAuthorized", message)
    }

    /// An error of the identity API.
    pub fn keystone(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, body: Body::Keystone, message: message.into() }
    }

    /// 401, as every service but Object Storage answers it.
    pub fn unauthorized() -> Self {
        Self::keystone(StatusCode::UNAUTHORIZED, "The request you have made requires authentication.")
    }

    /// An error of Object Storage.
    pub fn swift(status: StatusCode) -> Self {
        let message = match status {
            StatusCode::UNAUTHORIZED => "This server could not verify that you are authorized to access it.",
            StatusCode::FORBIDDEN => "Access was denied to this resource.",
            StatusCode::NOT_FOUND => "The resource could not be found.",
            StatusCode::CONFLICT => "There was a conflict when trying to complete your request.",
            StatusCode::SERVICE_UNAVAILABLE => "The server is currently unavailable.",
            StatusCode::RANGE_NOT_SATISFIABLE => "The Range requested is not available.",
            _ => "The request could not be served.",
        };
        Self { status, body: Body::Swift, message: message.to_owned() }
    }

    /// 400 of Object Storage, with the reason.
    pub fn swift_bad_request(message: &str) -> Self {
        // The message repeats what the caller sent, and the body is HTML.
        let message = message.replace('&', "&amp;").replace('<', "&lt;");
        Self { status: StatusCode::BAD_REQUEST, body: Body::Swift, message }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self { status, body, message } = self;
        let title = status.canonical_reason().unwrap_or("Error");
        let reply = match body {
            Body::Neutron(kind) => {
                Json(json!({ "NeutronError": { "type": kind, "message": message, "detail": "" } }))
                    .into_response()
            }
            Body::Keystone => {
                Json(json!({ "error": { "message": message, "code": status.as_u16(), "title": title } }))
                    .into_response()
            }
            Body::Swift => Html(format!("<html><h1>{title}</h1><p>{message}</p></html>")).into_response(),
        };
        if status == StatusCode::UNAUTHORIZED {
            return (status, [(WWW_AUTHENTICATE, "Keystone uri=\"/v2.0\"")], reply).into_response();
        }
        (status, reply).into_response()
    }
}

/// A text of the given content type.
pub fn text(content_type: &'static str, body: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, content_type)], body).into_response()
}
