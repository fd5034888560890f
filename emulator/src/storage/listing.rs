//! Listings of containers and of objects, as JSON or as text with one name on each line.

use crate::clock;
use crate::query::Parameters;
use crate::world::{Container, Object, World};
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most entries of one listing.
const LIMIT: usize = 10_000;

/// The containers of an account.
pub fn containers(world: &World, account: &str, query: &Parameters, headers: &HeaderMap) -> Response {
    let names = world.containers.iter().filter(|((owner, _), _)| owner == account);
    let rows = names.filter(|((_, name), _)| name.starts_with(query.first("prefix")));
    let rows = rows.filter(|((_, name), _)| name.as_str() > query.first("marker"));
    let rows = rows.map(|((_, name), container)| {
        let row = json!({ "name": name, "count": container.objects.len(), "bytes": size(container) });
        (name.as_str(), row)
    });
    with_totals(reply(rows.collect(), query, headers), world, account)
}

/// The headers with the totals of an account.
pub fn with_totals(mut reply: Response, world: &World, account: &str) -> Response {
    let own = || world.containers.iter().filter(|((owner, _), _)| owner == account).map(|(_, found)| found);
    let map = reply.headers_mut();
    map.insert("x-account-container-count", HeaderValue::from(own().count()));
    map.insert(
        "x-account-object-count",
        HeaderValue::from(own().map(|found| found.objects.len()).sum::<usize>()),
    );
    map.insert("x-account-bytes-used", HeaderValue::from(own().map(size).sum::<usize>()));
    reply
}

/// The objects of a container. Names with the same part before `delimiter` become one row.
pub fn objects(container: &Container, query: &Parameters, headers: &HeaderMap) -> Response {
    let prefix = query.first("prefix");
    let delimiter = query.first("delimiter");
    let marker = query.first("marker");
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
            None if name.as_str() > marker => rows.push((name, described(name, object))),
            _ => {}
        }
    }
    reply(rows, query, headers)
}

fn reply(mut rows: Vec<(&str, Value)>, query: &Parameters, headers: &HeaderMap) -> Response {
    let limit = query.first("limit").parse().unwrap_or(LIMIT);
    rows.truncate(limit.min(LIMIT));
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json = match query.first("format") {
        "" => accepts.starts_with("application/json"),
        format => format == "json",
    };
    if json {
        return Json(rows.into_iter().map(|(_, row)| row).collect::<Value>()).into_response();
    }
    let names: String = rows.iter().map(|(name, _)| format!("{name}\n")).collect();
    let status = if names.is_empty() { StatusCode::NO_CONTENT } else { StatusCode::OK };
    (status, names).into_response()
}

fn described(name: &str, object: &Object) -> Value {
    json!({
        "name": name,
        "bytes": object.bytes.len(),
        "content_type": object.content_type,
        "last_modified": clock::precise(object.modified).replace(' ', "T"),
    })
}

/// The bytes in a container.
pub fn size(container: &Container) -> usize {
    container.objects.values().map(|object| object.bytes.len()).sum()
}
