//! Listings of containers and of objects, as JSON or as a name a line.

use crate::clock;
use crate::errors::{Reply, json_reply, text_reply};
use crate::query::Query;
use crate::world::{Container, Object, World};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most entries of one listing.
const LIMIT: usize = 10_000;

/// The containers of an account.
pub fn containers(world: &World, account: &str, query: &Query, headers: &HeaderMap) -> Reply {
    let names = world.containers.iter().filter(|((owner, _), _)| owner == account);
    let rows = names.filter(|((_, name), _)| name.starts_with(query.first("prefix").unwrap_or_default()));
    let rows = rows.filter(|((_, name), _)| name.as_str() > query.first("marker").unwrap_or_default());
    let rows = rows.map(|((_, name), container)| {
        let row = json!({ "name": name, "count": container.objects.len(), "bytes": size(container) });
        (name.as_str(), row)
    });
    dressed(reply(rows.collect(), query, headers), world, account)
}

/// What a HEAD of an account tells.
pub fn dressed(mut reply: Reply, world: &World, account: &str) -> Reply {
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

/// The objects of a container, with what lies behind `delimiter` folded into one row.
pub fn objects(container: &Container, query: &Query, headers: &HeaderMap) -> Reply {
    let prefix = query.first("prefix").unwrap_or_default();
    let delimiter = query.first("delimiter").unwrap_or_default();
    let marker = query.first("marker").unwrap_or_default();
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

fn reply(mut rows: Vec<(&str, Value)>, query: &Query, headers: &HeaderMap) -> Reply {
    let limit = query.first("limit").and_then(|text| text.parse().ok()).unwrap_or(LIMIT);
    rows.truncate(limit.min(LIMIT));
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json =
        query.first("format").map_or(accepts.starts_with("application/json"), |format| format == "json");
    if json {
        return json_reply(StatusCode::OK, &rows.into_iter().map(|(_, row)| row).collect());
    }
    let names: String = rows.iter().map(|(name, _)| format!("{name}\n")).collect();
    let status = if names.is_empty() { StatusCode::NO_CONTENT } else { StatusCode::OK };
    text_reply(status, "text/plain; charset=utf-8", names)
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
