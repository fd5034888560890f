//! Object Storage (Swift) under `/v1`: enough to see whether a container is there and who may write to it.

use crate::app::App;
use crate::clock::{self, Micros};
use crate::errors::{Refusal, Reply, empty_reply, json_reply, text_reply};
use crate::identity::{self, Role};
use crate::query::Query;
use crate::storage_url;
use crate::world::{Container, Object, Trouble, World};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LAST_MODIFIED};
use axum::http::{Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most entries of one listing.
const LISTING_LIMIT: usize = 10_000;

/// Every request to Object Storage.
pub async fn serve(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Reply, Refusal> {
    let grant = identity::presented(&headers, &app).ok_or(Refusal::swift(StatusCode::UNAUTHORIZED))?;
    let path = uri.path().strip_prefix("/v1/").unwrap_or_default();
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refusal::swift(StatusCode::PRECONDITION_FAILED))?
        .into_owned();
    let mut parts = decoded.splitn(3, '/');
    let account = parts.next().unwrap_or_default().to_owned();
    let container = parts.next().unwrap_or_default().to_owned();
    let object = parts.next().unwrap_or_default().to_owned();
    if !storage_url::is_account(&account) || account != format!("AUTH_{}", grant.tenant) {
        return Err(Refusal::swift(StatusCode::FORBIDDEN));
    }
    let writes = !matches!(method, Method::GET | Method::HEAD);
    if writes && grant.account.role == Role::Member {
        return Err(Refusal::swift(StatusCode::FORBIDDEN));
    }
    let query = Query::parse(uri.query());
    let mut world = app.world();
    if container.is_empty() {
        return list_containers(&world, &account, &method);
    }
    let key = (account, container);
    if world.containers.get(&key).is_some_and(|found| found.trouble == Some(Trouble::Unavailable)) {
        return Err(Refusal::swift(StatusCode::SERVICE_UNAVAILABLE));
    }
    if object.is_empty() {
        serve_container(&mut world, key, &method, &query, &headers)
    } else {
        let container = world.containers.get_mut(&key).ok_or(Refusal::swift(StatusCode::NOT_FOUND))?;
        serve_object(container, object, &method, &headers, body)
    }
}

fn list_containers(world: &World, account: &str, method: &Method) -> Result<Reply, Refusal> {
    let rows: Vec<Value> = world
        .containers
        .iter()
        .filter(|((owner, _), _)| owner == account)
        .map(|((_, name), container)| {
            json!({ "name": name, "count": container.objects.len(), "bytes": size(container) })
        })
        .collect();
    match *method {
        Method::GET => Ok(json_reply(StatusCode::OK, &Value::Array(rows))),
        Method::HEAD => Ok(empty_reply(StatusCode::NO_CONTENT)),
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn serve_container(
    world: &mut World,
    key: (String, String),
    method: &Method,
    query: &Query,
    headers: &HeaderMap,
) -> Result<Reply, Refusal> {
    let missing = || Refusal::swift(StatusCode::NOT_FOUND);
    match *method {
        Method::PUT => {
            let known = world.containers.contains_key(&key);
            set_headers(world.containers.entry(key).or_default(), headers);
            Ok(empty_reply(if known { StatusCode::ACCEPTED } else { StatusCode::CREATED }))
        }
        Method::POST => {
            set_headers(world.containers.get_mut(&key).ok_or_else(missing)?, headers);
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
            Ok(described(empty_reply(StatusCode::NO_CONTENT), container))
        }
        Method::GET => {
            let container = world.containers.get(&key).ok_or_else(missing)?;
            Ok(described(list_objects(container, query), container))
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

/// The headers that a PUT or POST sets replace those of the same name whole; an empty one removes it.
fn set_headers(container: &mut Container, headers: &HeaderMap) {
    for (name, value) in headers {
        let name = name.as_str();
        let settable =
            matches!(name, "x-container-write" | "x-container-read") || name.starts_with("x-container-meta-");
        let Ok(value) = value.to_str() else { continue };
        if settable && value.is_empty() {
            container.headers.remove(name);
        } else if settable {
            container.headers.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn list_objects(container: &Container, query: &Query) -> Reply {
    let prefix = query.first("prefix").unwrap_or_default();
    let delimiter = query.first("delimiter").unwrap_or_default();
    let marker = query.first("marker").unwrap_or_default();
    let limit = query.first("limit").and_then(|text| text.parse().ok()).unwrap_or(LISTING_LIMIT);
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    let mut rows: Vec<(&str, Value)> = Vec::new();
    for (name, object) in &container.objects {
        let Some(rest) = name.strip_prefix(prefix) else { continue };
        let folder = rest
            .find(delimiter)
            .filter(|_| !delimiter.is_empty())
            .and_then(|at| name.get(..prefix.len() + at + delimiter.len()));
        match folder {
            Some(folder) if folder > marker && folders.insert(folder) => {
                rows.push((folder, json!({ "subdir": folder })));
            }
            None if name.as_str() > marker => rows.push((name, described_object(name, object))),
            _ => {}
        }
    }
    rows.truncate(limit.min(LISTING_LIMIT));
    if query.first("format") == Some("json") {
        return json_reply(StatusCode::OK, &rows.into_iter().map(|(_, row)| row).collect());
    }
    let names: String = rows.iter().map(|(name, _)| format!("{name}\n")).collect();
    let status = if names.is_empty() { StatusCode::NO_CONTENT } else { StatusCode::OK };
    text_reply(status, "text/plain; charset=utf-8", names)
}

fn described_object(name: &str, object: &Object) -> Value {
    json!({
        "name": name,
        "bytes": object.bytes.len(),
        "content_type": object.content_type,
        "last_modified": clock::precise(object.modified).replace(' ', "T"),
    })
}

fn described(mut reply: Reply, container: &Container) -> Reply {
    let map = reply.headers_mut();
    map.insert("x-container-object-count", HeaderValue::from(container.objects.len()));
    map.insert("x-container-bytes-used", HeaderValue::from(size(container)));
    for (name, value) in &container.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            map.insert(name, value);
        }
    }
    reply
}

fn size(container: &Container) -> usize {
    container.objects.values().map(|object| object.bytes.len()).sum()
}

fn serve_object(
    container: &mut Container,
    name: String,
    method: &Method,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Reply, Refusal> {
    let missing = || Refusal::swift(StatusCode::NOT_FOUND);
    match *method {
        Method::PUT => {
            let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let content_type = given.unwrap_or("application/octet-stream").to_owned();
            let object = Object { bytes: body.to_vec(), content_type, modified: clock::now() };
            container.objects.insert(name, object);
            Ok(empty_reply(StatusCode::CREATED))
        }
        Method::DELETE => match container.objects.remove(&name) {
            Some(_) => Ok(empty_reply(StatusCode::NO_CONTENT)),
            None => Err(missing()),
        },
        Method::GET | Method::HEAD => {
            let object = container.objects.get(&name).ok_or_else(missing)?;
            let mut reply = empty_reply(StatusCode::OK);
            if *method == Method::GET {
                *reply.body_mut() = object.bytes.clone().into();
            } else {
                reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(object.bytes.len()));
            }
            if let Ok(kind) = HeaderValue::try_from(object.content_type.as_str()) {
                reply.headers_mut().insert(CONTENT_TYPE, kind);
            }
            if let Ok(time) = HeaderValue::try_from(http_date(object.modified)) {
                reply.headers_mut().insert(LAST_MODIFIED, time);
            }
            Ok(reply)
        }
        _ => Err(Refusal::swift(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

fn http_date(at: Micros) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = clock::plain(at);
    let day_of_week = DAYS[(at / clock::SECOND / 86_400 % 7) as usize];
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = part(5, 7).parse::<usize>().ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"Jan");
    format!("{day_of_week}, {} {month} {} {} GMT", part(8, 10), part(0, 4), part(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_dates() {
        assert_eq!(http_date(784_111_777 * clock::SECOND), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(1_767_571_200 * clock::SECOND), "Mon, 05 Jan 2026 00:00:00 GMT");
    }
}
