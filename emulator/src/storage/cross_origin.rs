//! CORS of Object Storage, the only service that documents it: each container names the allowed origins in
//! `X-Container-Meta-Access-Control-Allow-Origin`.

use crate::reply::Refusal;
use crate::world::Container;
use axum::http::StatusCode;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ALLOW, HeaderMap, HeaderValue, ORIGIN,
};
use axum::response::{IntoResponse, Response};

const METHODS: &str = "HEAD, GET, PUT, POST, OPTIONS, DELETE";
const EXPOSED: &str = "cache-control, content-language, content-type, expires, last-modified, pragma, etag, \
    x-timestamp, x-trans-id, x-openstack-request-id";

/// An OPTIONS request: 200 with the methods; 401 for a page of an origin that the container does not name.
pub fn preflight(container: Option<&Container>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let allow = [(ALLOW, METHODS)];
    if !headers.contains_key(ORIGIN) {
        return Ok(allow.into_response());
    }
    let method = headers.get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|value| value.to_str().ok());
    let known = method.is_some_and(|method| METHODS.split(", ").any(|known| known == method));
    let granted = container.map(|container| grants(container, headers)).unwrap_or_default();
    let Some(container) = container.filter(|_| known && !granted.is_empty()) else {
        return Err(Refusal::swift(StatusCode::UNAUTHORIZED));
    };
    let mut more = HeaderMap::new();
    if let Some(wanted) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        more.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    let age = container.header("x-container-meta-access-control-max-age");
    if let Some(age) = HeaderValue::from_str(age).ok().filter(|age| !age.is_empty()) {
        more.insert(ACCESS_CONTROL_MAX_AGE, age);
    }
    Ok((allow, [(ACCESS_CONTROL_ALLOW_METHODS, METHODS)], granted, more).into_response())
}

/// The headers that let a page of the caller's origin read an answer about this container; none for other origins.
pub fn grants(container: &Container, headers: &HeaderMap) -> HeaderMap {
    let mut granted = HeaderMap::new();
    let allowed = container.header("x-container-meta-access-control-allow-origin");
    let named = |wanted: &str| allowed.split_whitespace().any(|one| one == wanted);
    let origin = match headers.get(ORIGIN) {
        Some(_) if named("*") => HeaderValue::from_static("*"),
        Some(origin) if origin.to_str().is_ok_and(named) => origin.clone(),
        _ => return granted,
    };
    let more = container.header("x-container-meta-access-control-expose-headers");
    let exposed = if more.is_empty() { EXPOSED.to_owned() } else { format!("{EXPOSED}, {more}") };
    let exposed = HeaderValue::try_from(exposed).unwrap_or_else(|_| HeaderValue::from_static(EXPOSED));
    granted.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    granted.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    granted
}
