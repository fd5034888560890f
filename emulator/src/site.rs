//! The built site, served from the same port as the service.

use crate::discovery;
use crate::endpoints::{self, Service};
use crate::reply;
use crate::state::{App, is_loopback};
use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The strictest policy with which the console works. ENDPOINTS are the other ports of the service, ANCESTORS the pages
/// that may show the answer in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'ENDPOINTS; base-uri 'none'; form-action 'none'; \
    frame-ancestors ANCESTORS";

/// Who may show a page of the site in a frame.
const OWN: &str = "'self'";
/// The page that is made for frames. Every page of this machine may show it.
const FRAME: &str = "frame.html";
const FRAME_HOSTS: &str = "'self' http://127.0.0.1:* http://localhost:*";

const SECURITY_HEADERS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// `/`: the page for a browser, the version document for an OpenStack client.
pub async fn root(State(app): State<App>, headers: HeaderMap) -> Response {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match folder(&app) {
        Some(root) if !accept.starts_with("application/json") => {
            serve(root, "/index.html", &app, &headers).await
        }
        _ if app.endpoint().network || app.endpoint().identity => {
            discovery::versions(&app.origin(&headers)).into_response()
        }
        _ => not_found(),
    }
}

/// The folder of the site, on the port that serves it.
fn folder(app: &App) -> Option<&PathBuf> {
    app.options.site.as_ref().filter(|_| app.endpoint().site)
}

/// `/config.json` of a served site: this service's regions, and the demo project.
pub async fn config(State(app): State<App>, headers: HeaderMap) -> Response {
    if folder(&app).is_none() {
        return not_found();
    }
    let origin = |service: Service, region: usize| {
        let endpoint = endpoints::find(&app.endpoints, service, 0, region);
        endpoint.map(|endpoint| app.origin_of(endpoint, &headers)).unwrap_or_default()
    };
    let plans = app.realm().regions.iter().take(app.options.regions).enumerate();
    let regions = plans.map(|(at, plan)| {
        json!({
            "id": plan.id,
            "name": plan.name,
            "network": origin(Service::Network, at),
            "objectStorage": origin(Service::Storage, at),
        })
    });
    let mut config = json!({
        "regions": regions.collect::<Vec<Value>>(),
        "identity": origin(Service::Identity, 0),
        "proxy": null,
    });
    // A page that reached this machine by the name of another one must not get the token.
    if !app.is_rebound(&headers)
        && is_loopback(app.origin(&headers).trim_start_matches("http://"))
        && let Some(map) = config.as_object_mut()
    {
        map.insert("demo".to_owned(), json!({ "token": app.realms[0].demo_token }));
    }
    with_headers(Json(config).into_response(), "no-cache", OWN, &app, &headers)
}

/// Any other path: a file of the site.
pub async fn file(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    match folder(&app) {
        Some(_) if !matches!(method, Method::GET | Method::HEAD) => {
            StatusCode::METHOD_NOT_ALLOWED.into_response()
        }
        Some(root) => serve(root, uri.path(), &app, &headers).await,
        None => not_found(),
    }
}

async fn serve(root: &Path, path: &str, app: &App, headers: &HeaderMap) -> Response {
    let file = locate(root, path).await;
    let bytes = match &file {
        Some(file) => tokio::fs::read(file).await.ok(),
        None => None,
    };
    let (Some(file), Some(bytes)) = (file, bytes) else {
        return with_headers(not_found(), "no-cache", OWN, app, headers);
    };
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let cache = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let hosts = if name == FRAME { FRAME_HOSTS } else { OWN };
    with_headers(reply::text(content_type(name), bytes), cache, hosts, app, headers)
}

/// `hosts` are the pages that may show the answer in a frame.
fn with_headers(
    mut reply: Response,
    cache: &'static str,
    hosts: &str,
    app: &App,
    headers: &HeaderMap,
) -> Response {
    let map = reply.headers_mut();
    map.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    for (name, value) in SECURITY_HEADERS {
        map.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let others = app.endpoints.iter().filter(|endpoint| !endpoint.site);
    let endpoints: String = others.map(|endpoint| format!(" {}", app.origin_of(endpoint, headers))).collect();
    let policy = POLICY.replace("ENDPOINTS", &endpoints).replace("ANCESTORS", hosts);
    if let Ok(policy) = HeaderValue::try_from(policy) {
        map.insert("content-security-policy", policy);
    }
    let sharing = if app.switches.lock().shares(Service::Site) { "cross-origin" } else { "same-origin" };
    map.insert("cross-origin-resource-policy", HeaderValue::from_static(sharing));
    reply
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "Not found.\n").into_response()
}

/// The file that a path names, if it is inside the root. A folder means its `index.html`.
async fn locate(root: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let root = tokio::fs::canonicalize(root).await.ok()?;
    let mut file = root.clone();
    for segment in decoded.split('/').filter(|segment| !segment.is_empty()) {
        // Hidden files and `..` begin with a dot. The other characters are special in some file systems.
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(segment);
    }
    if tokio::fs::metadata(&file).await.is_ok_and(|found| found.is_dir()) {
        file.push("index.html");
    }
    let file = tokio::fs::canonicalize(file).await.ok()?;
    file.starts_with(&root).then_some(file)
}

/// Whether a name carries the hash of its content, as `app-0123456789abcdef.js` or `app-0123456789abcdef_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.split(['-', '_']).skip(1).any(|part| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn hashed(name: &str, expect: bool) {
        assert_eq!(is_hashed(name), expect, "{name}");
    }

    #[test]
    fn hashed_names() {
        hashed("flowlog-console-0123456789abcdef.js", true);
        hashed("flowlog-console-0123456789abcdef_bg.wasm", true);
        hashed("styles-0a1b2c3d4e5f6071.css", true);
        hashed("index.html", false);
        hashed("flowlog-console.js", false);
        hashed("deadbeefdeadbeef.js", false);
    }
}
