//! CORS of Object Storage, the only service that documents it: each container names the origins that may call,
//! in `X-Container-Meta-Access-Control-Allow-Origin`.

use crate::errors::{Refusal, Reply, empty_reply};
use crate::world::Container;
use axum::http::StatusCode;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ALLOW, HeaderMap, HeaderName, HeaderValue, ORIGIN,
};
use axum::response::IntoResponse;

const METHODS: &str = "HEAD, GET, PUT, POST, OPTIONS, DELETE";
const EXPOSED: &str = "cache-control, content-language, content-type, expires, last-modified, pragma, etag, \
    x-timestamp, x-trans-id, x-openstack-request-id";

/// The headers that let the caller's origin in.
pub type Granted = Vec<(HeaderName, HeaderValue)>;

/// An OPTIONS request: 200 with the methods, or for a page of an origin that the container does not name 401.
pub fn preflight(container: Option<&Container>, headers: &HeaderMap) -> Result<Reply, Refusal> {
    let mut reply = empty_reply(StatusCode::OK);
    let map = reply.headers_mut();
    map.insert(ALLOW, HeaderValue::from_static(METHODS));
    if !headers.contains_key(ORIGIN) {
        return Ok(reply);
    }
    let granted = container.map(|container| grants(container, headers)).unwrap_or_default();
    let method = headers.get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|value| value.to_str().ok());
    if granted.is_empty() || !method.is_some_and(|method| METHODS.split(", ").any(|known| known == method)) {
        return Err(Refusal::swift(StatusCode::UNAUTHORIZED));
    }
    map.extend(granted.into_iter().map(|(name, value)| (Some(name), value)));
    map.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
    if let Some(wanted) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        map.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    if let Some(age) = container.map(|found| found.header("x-container-meta-access-control-max-age"))
        && let Ok(age) = HeaderValue::from_str(age)
        && !age.is_empty()
    {
        map.insert(ACCESS_CONTROL_MAX_AGE, age);
    }
    Ok(reply)
}

/// The headers that let the caller's origin read an answer about this container; none for another origin.
pub fn grants(container: &Container, headers: &HeaderMap) -> Granted {
    let allowed = container.header("x-container-meta-access-control-allow-origin");
    let Some(origin) = headers.get(ORIGIN) else { return Vec::new() };
    let Ok(text) = origin.to_str() else { return Vec::new() };
    let named = |wanted: &str| allowed.split_whitespace().any(|one| one == wanted);
    let origin = match () {
        () if named("*") => HeaderValue::from_static("*"),
        () if named(text) => origin.clone(),
        () => return Vec::new(),
    };
    let more = container.header("x-container-meta-access-control-expose-headers");
    let exposed = if more.is_empty() { EXPOSED.to_owned() } else { format!("{EXPOSED}, {more}") };
    let exposed = HeaderValue::try_from(exposed).unwrap_or_else(|_| HeaderValue::from_static(EXPOSED));
    vec![(ACCESS_CONTROL_ALLOW_ORIGIN, origin), (ACCESS_CONTROL_EXPOSE_HEADERS, exposed)]
}

/// An answer with those headers, whether it is a success or a refusal.
pub fn dress(reply: Result<Reply, Refusal>, granted: Granted) -> Reply {
    let mut reply = reply.unwrap_or_else(IntoResponse::into_response);
    reply.headers_mut().extend(granted.into_iter().map(|(name, value)| (Some(name), value)));
    reply
}
