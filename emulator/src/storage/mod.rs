//! Object Storage (Swift) under `/v1`: accounts, containers with their access policies, objects.

mod access;
mod cross_origin;
mod listing;
mod object;

use crate::acl;
use crate::app::App;
use crate::errors::{Refusal, Reply, empty_reply};
use crate::identity;
use crate::query::Query;
use crate::storage_url;
use crate::world::{Container, Trouble, World};
use access::{Level, Visitor};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;

/// Every request to Object Storage.
pub async fn serve(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Reply, Refusal> {
    let path = uri.path().strip_prefix("/v1/").unwrap_or_default();
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refusal::swift(StatusCode::PRECONDITION_FAILED))?
        .into_owned();
    let mut parts = decoded.splitn(3, '/');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (account, container, object) = (part(), part(), part());
    let grant = identity::presented(&headers, &app);
    let mut world = app.world();
    if method == Method::OPTIONS {
        return cross_origin::preflight(world.containers.get(&(account, container)), &headers);
    }
    if grant.is_none() && headers.contains_key("x-auth-token") {
        return Err(Refusal::swift(StatusCode::UNAUTHORIZED));
    }
    let visitor = Visitor::new(grant, &account);
    if !storage_url::is_account(&account) {
        visitor.check(&method, Level::Account, None)?;
        return Err(Refusal::swift(StatusCode::PRECONDITION_FAILED));
    }
    let query = Query::parse(uri.query());
    if container.is_empty() {
        visitor.check(&method, Level::Account, None)?;
        return serve_account(&world, &account, &method, &query, &headers);
    }
    let key = (account, container);
    let level = if object.is_empty() { Level::Container } else { Level::Object };
    let found = world.containers.get(&key);
    let allowed = visitor.check(&method, level, found);
    let shared = found.map(|found| cross_origin::grants(found, &headers)).unwrap_or_default();
    let reply = allowed.and_then(|()| {
        if world.containers.get(&key).is_some_and(|found| found.trouble == Some(Trouble::Unavailable)) {
            return Err(Refusal::swift(StatusCode::SERVICE_UNAVAILABLE));
        }
        if level == Level::Container {
            return serve_container(&mut world, key, &method, &query, &headers, visitor.owns());
        }
        let container = world.containers.get_mut(&key).ok_or(Refusal::swift(StatusCode::NOT_FOUND))?;
        object::serve(container, object, &method, &headers, body)
    });
    Ok(cross_origin::dress(reply, shared))
}

fn serve_account(
    world: &World,
    account: &str,
    method: &Method,
    query: &Query,
    headers: &HeaderMap,
) -> Result<Reply, Refusal> {
    match *method {
        Method::GET => Ok(listing::containers(world, account, query, headers)),
        Method::HEAD => Ok(listing::dressed(empty_reply(StatusCode::NO_CONTENT), world, account)),
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn serve_container(
    world: &mut World,
    key: (String, String),
    method: &Method,
    query: &Query,
    headers: &HeaderMap,
    owned: bool,
) -> Result<Reply, Refusal> {
    let missing = || Refusal::swift(StatusCode::NOT_FOUND);
    match *method {
        Method::PUT => {
            let settings = settings(headers)?;
            let known = world.containers.contains_key(&key);
            set(world.containers.entry(key).or_default(), settings);
            Ok(empty_reply(if known { StatusCode::ACCEPTED } else { StatusCode::CREATED }))
        }
        Method::POST => {
            let settings = settings(headers)?;
            set(world.containers.get_mut(&key).ok_or_else(missing)?, settings);
            Ok(empty_reply(StatusCode::NO_CONTENT))
        }
        Method::DELETE => {
            let container = world.containers.get(&key).ok_or_else(missing)?;
            if !container.objects.is_empty() {
                return Err(Refusal::swift(StatusCode::CONFLICT));
            }
            world.containers.remove(&key);
            Ok(empty_reply(StatusCode::NO_CONTENT))
        }
        Method::HEAD => {
            let container = world.containers.get(&key).ok_or_else(missing)?;
            Ok(described(empty_reply(StatusCode::NO_CONTENT), container, owned))
        }
        Method::GET => {
            let container = world.containers.get(&key).ok_or_else(missing)?;
            Ok(described(listing::objects(container, query, headers), container, owned))
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

/// The headers of a PUT or POST that are kept with the container.
fn settings(headers: &HeaderMap) -> Result<Vec<(String, String)>, Refusal> {
    let mut settings = Vec::new();
    for (name, value) in headers {
        let name = name.as_str();
        let policy = matches!(name, acl::READ | acl::WRITE);
        if !policy && !name.starts_with("x-container-meta-") {
            continue;
        }
        let Ok(value) = value.to_str() else { continue };
        if policy {
            acl::check(name, value).map_err(Refusal::swift_bad_request)?;
        }
        settings.push((name.to_owned(), value.to_owned()));
    }
    Ok(settings)
}

/// Each replaces the header of the same name whole; an empty one removes it.
fn set(container: &mut Container, settings: Vec<(String, String)>) {
    for (name, value) in settings {
        if value.is_empty() {
            container.headers.remove(&name);
        } else {
            container.headers.insert(name, value);
        }
    }
}

/// The container's headers; its access policies for its owner alone.
fn described(mut reply: Reply, container: &Container, owned: bool) -> Reply {
    let map = reply.headers_mut();
    map.insert("x-container-object-count", HeaderValue::from(container.objects.len()));
    map.insert("x-container-bytes-used", HeaderValue::from(listing::size(container)));
    for (name, value) in &container.headers {
        if !owned && matches!(name.as_str(), acl::READ | acl::WRITE) {
            continue;
        }
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            map.insert(name, value);
        }
    }
    reply
}
