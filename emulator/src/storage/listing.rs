//! Listings of containers and of objects, as JSON or as text with one name on each line.

use super::shelf::{Found, Shelf};
use crate::clock;
use crate::logs;
use crate::query::Parameters;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most entries of one listing.
const LIMIT: usize = 10_000;

/// The containers of an account, by name.
pub fn containers(shelves: &[(String, Shelf)], query: &Parameters, headers: &HeaderMap) -> Response {
    let page = Page::new(query);
    let mut rows = BTreeMap::new();
    for (name, shelf) in shelves.iter().filter(|(name, _)| page.has(name)) {
        rows.insert(name.clone(), shelf);
    }
    let described = |name: &str, shelf: &Shelf| {
        let (count, bytes) = shelf.totals();
        json!({ "name": name, "count": count, "bytes": bytes })
    };
    with_totals(reply(page.cut(rows), query, headers, |name, shelf| described(name, shelf)), shelves)
}

/// The headers with the totals of an account.
pub fn with_totals(mut reply: Response, shelves: &[(String, Shelf)]) -> Response {
    let totals = shelves.iter().map(|(_, shelf)| shelf.totals());
    let (count, bytes) = totals.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let map = reply.headers_mut();
    map.insert("x-account-container-count", HeaderValue::from(shelves.len()));
    map.insert("x-account-object-count", HeaderValue::from(count));
    map.insert("x-account-bytes-used", HeaderValue::from(bytes));
    reply
}

/// A row of a listing of objects.
enum Row {
    Folder,
    Object(Found),
}

/// The objects of a container. Names with the same part before `delimiter` become one row.
pub fn objects(shelf: &Shelf, query: &Parameters, headers: &HeaderMap) -> Response {
    let page = Page::new(query);
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let add = |rows: &mut BTreeMap<String, Row>, name: &str, found: &dyn Fn() -> Option<Found>| {
        let folder = page.folder(name);
        let shown = folder.unwrap_or(name);
        if page.has(shown)
            && !rows.contains_key(shown)
            && let Some(found) = found()
        {
            rows.insert(shown.to_owned(), if folder.is_some() { Row::Folder } else { Row::Object(found) });
        }
    };
    for name in shelf.container.objects.keys() {
        add(&mut rows, name, &|| shelf.stored(name));
    }
    for logs in &shelf.logs {
        let directory = format!("{}/", logs.writer.place.directory);
        if !directory.starts_with(page.prefix) && !page.prefix.starts_with(&directory) {
            continue;
        }
        for end in logs.intervals(shelf.now) {
            let path = logs.writer.path(end);
            if !path.starts_with(page.prefix) && !page.prefix.starts_with(&path) {
                continue;
            }
            // Folders hold many files; the first one shows them.
            if page.folder(&path).is_some_and(|folder| rows.contains_key(folder)) {
                continue;
            }
            for part in logs.writer.parts(end) {
                let name = logs::part(&path, part);
                let is_there = !shelf.container.deleted.contains(&name);
                add(&mut rows, &name, &|| is_there.then(|| Found::log(&logs.writer, end, part)));
            }
        }
    }
    reply(page.cut(rows), query, headers, |name, row| match row {
        Row::Folder => json!({ "subdir": name }),
        Row::Object(found) => {
            let mut row = json!({
                "name": name,
                "bytes": found.size(),
                "content_type": found.content_type,
                "last_modified": clock::precise(found.modified).replace(' ', "T"),
            });
            if let Some(etag) = found.etag() {
                row["hash"] = etag.into();
            }
            row
        }
    })
}

/// Which names a listing has.
struct Page<'a> {
    prefix: &'a str,
    delimiter: &'a str,
    marker: &'a str,
    end: &'a str,
    limit: usize,
}

impl<'a> Page<'a> {
    fn new(query: &'a Parameters) -> Self {
        Self {
            prefix: query.first("prefix"),
            delimiter: query.first("delimiter"),
            marker: query.first("marker"),
            end: query.first("end_marker"),
            limit: query.first("limit").parse().unwrap_or(LIMIT).min(LIMIT),
        }
    }

    fn has(&self, name: &str) -> bool {
        name.starts_with(self.prefix) && name > self.marker && (self.end.is_empty() || name < self.end)
    }

    /// The folder that stands for a name.
    fn folder<'n>(&self, name: &'n str) -> Option<&'n str> {
        if self.delimiter.is_empty() {
            return None;
        }
        let at = name.strip_prefix(self.prefix)?.find(self.delimiter)?;
        name.get(..self.prefix.len() + at + self.delimiter.len())
    }

    fn cut<T>(&self, rows: BTreeMap<String, T>) -> Vec<(String, T)> {
        rows.into_iter().take(self.limit).collect()
    }
}

fn reply<T>(
    rows: Vec<(String, T)>,
    query: &Parameters,
    headers: &HeaderMap,
    describe: impl Fn(&str, &T) -> Value,
) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json = match query.first("format") {
        "" => accepts.starts_with("application/json"),
        format => format == "json",
    };
    if json {
        return Json(rows.iter().map(|(name, row)| describe(name, row)).collect::<Value>()).into_response();
    }
    let names: String = rows.iter().map(|(name, _)| format!("{name}\n")).collect();
    let status = if names.is_empty() { StatusCode::NO_CONTENT } else { StatusCode::OK };
    (status, names).into_response()
}
