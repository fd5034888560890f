//! The three error bodies of the services behind one console: Neutron's, Keystone's and Swift's.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// What every handler answers with.
pub type Reply = Response<Body>;

/// A request that the service turns down, in the words and the shape of the service that does it.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    shape: Shape,
    kind: &'static str,
    message: String,
}

#[derive(Debug)]
enum Shape {
    Neutron,
    Keystone,
    Swift,
}

impl Refusal {
    /// A `NeutronError` with its `type`.
    pub fn neutron(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self { status, shape: Shape::Neutron, kind, message: message.into() }
    }

    /// 400: the request cannot be read or names something that is not allowed.
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

    /// 403: the caller's role does not let it.
    pub fn forbidden(action: &str) -> Self {
        Self::neutron(
            StatusCode::FORBIDDEN,
            "PolicyNotAuthorized",
            format!("The role of this account does not allow {action}."),
        )
    }

    /// An error of the identity API.
    pub fn keystone(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, shape: Shape::Keystone, kind: "", message: message.into() }
    }

    /// 401 as every service but Object Storage answers it.
    pub fn unauthorized() -> Self {
        Self::keystone(StatusCode::UNAUTHORIZED, "The request you have made requires authentication.")
    }

    /// An error of Object Storage: HTML.
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
        Self { status, shape: Shape::Swift, kind: "", message: message.to_owned() }
    }

    /// 400 of Object Storage, with the reason.
    pub fn swift_bad_request(message: String) -> Self {
        // It stands in HTML and repeats what the caller sent.
        let message = message.replace('&', "&amp;").replace('<', "&lt;");
        Self { status: StatusCode::BAD_REQUEST, shape: Shape::Swift, kind: "", message }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Reply {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let mut reply = match self.shape {
            Shape::Neutron => json_reply(
                self.status,
                &json!({ "NeutronError": { "type": self.kind, "message": self.message, "detail": "" } }),
            ),
            Shape::Keystone => json_reply(
                self.status,
                &json!({ "error": { "message": self.message, "code": self.status.as_u16(), "title": title } }),
            ),
            Shape::Swift => text_reply(
                self.status,
                "text/html; charset=UTF-8",
                format!("<html><h1>{title}</h1><p>{}</p></html>", self.message),
            ),
        };
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Keystone uri=\"/v2.0\"");
            reply.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        reply
    }
}

/// A JSON answer.
pub fn json_reply(status: StatusCode, body: &Value) -> Reply {
    text_reply(status, "application/json", body.to_string())
}

/// An answer of any other content type.
pub fn text_reply(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Reply {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    reply
}

/// An answer with no body.
pub fn empty_reply(status: StatusCode) -> Reply {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = status;
    reply
}
