//! Object Storage (Swift) under `/v1`: accounts, containers with their access policies, objects.

mod access;
mod cross_origin;
mod listing;
mod object;
mod shelf;

use crate::acl;
use crate::query::Parameters;
use crate::reply::Refusal;
use crate::state::App;
use crate::storage_url;
use crate::tokens::Grant;
use crate::world::{Container, State as ContainerState, World};
use access::{Level, Visitor};
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::{HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use shelf::Shelf;
use tokio::task::spawn_blocking;

/// Every request to Object Storage.
pub async fn serve(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    Query(query): Query<Parameters>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let path = uri.path().strip_prefix("/v1/").unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8();
    let decoded = decoded.map_err(|_| Refusal::swift(StatusCode::PRECONDITION_FAILED))?;
    let mut parts = decoded.splitn(3, '/');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (account, container, object) = (part(), part(), part());
    let grant = app.tokens().presented(&headers).cloned();
    let (shared, next) = {
        let mut world = app.world();
        begin(&mut world, grant, &method, (account, container, object), query, &headers, body)?
    };
    let reply = match next {
        Ok(Next::Done(reply)) => Ok(reply),
        // Other requests are answered meanwhile.
        Ok(Next::Work(work)) => spawn_blocking(work)
            .await
            .unwrap_or_else(|_| Err(Refusal::swift(StatusCode::INTERNAL_SERVER_ERROR))),
        Err(refusal) => Err(refusal),
    };
    // A page may read a refusal as well.
    Ok((shared, reply).into_response())
}

/// How a request goes on.
enum Next {
    Done(Response),
    /// It may generate log files.
    Work(Box<dyn FnOnce() -> Result<Response, Refusal> + Send>),
}

impl Next {
    fn work(work: impl FnOnce() -> Result<Response, Refusal> + Send + 'static) -> Self {
        Self::Work(Box::new(work))
    }
}

/// What needs the state: the headers for pages of other origins, and how the request goes on.
fn begin(
    world: &mut World,
    grant: Option<Grant>,
    method: &Method,
    (account, container, object): (String, String, String),
    query: Parameters,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<(HeaderMap, Result<Next, Refusal>), Refusal> {
    let done = |reply: Response| Ok((HeaderMap::new(), Ok(Next::Done(reply))));
    if *method == Method::OPTIONS {
        return done(cross_origin::preflight(world.containers.get(&(account, container)), headers)?);
    }
    if grant.is_none() && headers.contains_key("x-auth-token") {
        return Err(Refusal::swift(StatusCode::UNAUTHORIZED));
    }
    let visitor = Visitor::new(grant, &account);
    if container.is_empty() || !storage_url::is_account(&account) {
        visitor.check(method, Level::Account, None)?;
        if !storage_url::is_account(&account) {
            return Err(Refusal::swift(StatusCode::PRECONDITION_FAILED));
        }
        let own = world.containers.keys().filter(|(owner, _)| *owner == account);
        let shelves = own.filter_map(|key| Some((key.1.clone(), Shelf::new(world, key)?)));
        let shelves: Vec<(String, Shelf)> = shelves.collect();
        return match *method {
            Method::GET => done(listing::containers(&shelves, &query, headers)),
            Method::HEAD => done(listing::with_totals(StatusCode::NO_CONTENT.into_response(), &shelves)),
            _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
        };
    }
    let key = (account, container);
    let level = if object.is_empty() { Level::Container } else { Level::Object };
    let found = world.containers.get(&key);
    let shared = found.map(|found| cross_origin::grants(found, headers)).unwrap_or_default();
    let allowed = visitor.check(method, level, found);
    let next = allowed.and_then(|()| {
        let shelf = Shelf::new(world, &key);
        let trouble = shelf.as_ref().and_then(|shelf| shelf.container.trouble);
        if trouble == Some(ContainerState::Unavailable) {
            return Err(Refusal::swift(StatusCode::SERVICE_UNAVAILABLE));
        }
        let (method, headers, owned) = (method.clone(), headers.clone(), visitor.owns());
        match (level, &method) {
            (Level::Container, &Method::GET | &Method::HEAD) => {
                let shelf = shelf.ok_or_else(missing)?;
                Ok(Next::work(move || {
                    let reply = match method {
                        Method::GET => listing::objects(&shelf, &query, &headers),
                        _ => StatusCode::NO_CONTENT.into_response(),
                    };
                    Ok(with_headers(reply, &shelf, owned))
                }))
            }
            (_, &Method::GET | &Method::HEAD) => {
                let found = shelf.as_ref().and_then(|shelf| shelf.find(&object)).ok_or_else(missing)?;
                Ok(Next::work(move || object::read(&found, method == Method::GET, &headers)))
            }
            (Level::Container, _) => {
                let status = change(world, key, shelf, &method, &headers)?;
                Ok(Next::Done(status.into_response()))
            }
            _ => {
                let shelf = shelf.ok_or_else(missing)?;
                let container = world.containers.get_mut(&key).ok_or_else(missing)?;
                object::change(container, &shelf, object, &method, &headers, body).map(Next::Done)
            }
        }
    });
    Ok((shared, next))
}

/// Creates, changes or deletes a container.
fn change(
    world: &mut World,
    key: (String, String),
    shelf: Option<Shelf>,
    method: &Method,
    headers: &HeaderMap,
) -> Result<StatusCode, Refusal> {
    match *method {
        Method::PUT => {
            let settings = settings(headers)?;
            let known = world.containers.contains_key(&key);
            set(world.containers.entry(key).or_default(), settings);
            Ok(if known { StatusCode::ACCEPTED } else { StatusCode::CREATED })
        }
        Method::POST => {
            let settings = settings(headers)?;
            set(world.containers.get_mut(&key).ok_or_else(missing)?, settings);
            Ok(StatusCode::NO_CONTENT)
        }
        Method::DELETE => {
            if !shelf.ok_or_else(missing)?.is_empty() {
                return Err(Refusal::swift(StatusCode::CONFLICT));
            }
            world.containers.remove(&key);
            Ok(StatusCode::NO_CONTENT)
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn missing() -> Refusal {
    Refusal::swift(StatusCode::NOT_FOUND)
}

/// The headers of a PUT or POST that the container keeps.
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
            acl::check(name, value).map_err(|reason| Refusal::swift_bad_request(&reason))?;
        }
        settings.push((name.to_owned(), value.to_owned()));
    }
    Ok(settings)
}

/// Replaces the whole value of each header. An empty value removes the header.
fn set(container: &mut Container, settings: Vec<(String, String)>) {
    for (name, value) in settings {
        if value.is_empty() {
            container.headers.remove(&name);
        } else {
            container.headers.insert(name, value);
        }
    }
}

/// Adds the container's headers. Only the owner sees the access policies.
fn with_headers(mut reply: Response, shelf: &Shelf, owned: bool) -> Response {
    let map = reply.headers_mut();
    let (count, bytes) = shelf.totals();
    map.insert("x-container-object-count", HeaderValue::from(count));
    map.insert("x-container-bytes-used", HeaderValue::from(bytes));
    for (name, value) in &shelf.container.headers {
        if !owned && matches!(name.as_str(), acl::READ | acl::WRITE) {
            continue;
        }
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            map.insert(name, value);
        }
    }
    reply
}
