//! How the server sends the console's static files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::check::{Check, Need};
use crate::http::Request;
use crate::subject::{Exchange, Site, Subject};

/// File names without a hash.
const FIXED: [&str; 8] = [
    "index.html",
    "config.json",
    "config.schema.json",
    "flowlog-console.js",
    "flowlog-console.d.ts",
    FRAME,
    "frame-host.js",
    "frame-host.d.ts",
];

/// The page for iframes; the only page that portals may frame.
const FRAME: &str = "frame.html";

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors";

pub const CHECKS: &[Check] = &[
    Check {
        name: "site: files have their types",
        need: Need::Site,
        fix: "Send application/wasm for wasm (a browser compiles it while it loads) and text/javascript for js.",
        run: |subject| {
            for name in names(site(subject)?)? {
                let exchange = file(subject, &name)?;
                exchange.status(200)?;
                let wanted = match Path::new(&name).extension().and_then(|end| end.to_str()) {
                    Some("html") => "text/html",
                    Some("js") => "text/javascript",
                    Some("css") => "text/css",
                    Some("json") => "application/json",
                    Some("wasm") => "application/wasm",
                    Some("svg") => "image/svg+xml",
                    _ => continue,
                };
                let found = exchange.answer.headers.first("Content-Type").unwrap_or_default();
                let kind = found.split(';').next().unwrap_or_default();
                let kind = if kind == "application/javascript" { "text/javascript" } else { kind };
                ensure!(kind == wanted, "{name} is sent as {found:?}, not {wanted:?}");
            }
            Ok(())
        },
    },
    Check {
        name: "site: security headers on every file",
        need: Need::Site,
        fix: "Send the Content-Security-Policy of the README, nosniff, no-referrer, Strict-Transport-Security and Cross-Origin-Opener-Policy with every file, errors included. Let listed portals frame frame.html, and nobody anything else.",
        run: |subject| {
            let site = site(subject)?;
            let others = ["", "no-such-file.js"].map(str::to_owned);
            for name in names(site)?.into_iter().chain(others) {
                let exchange = file(subject, &name)?;
                let hosts = if name == FRAME { site.portal } else { "'none'" };
                exchange.header("Content-Security-Policy", &format!("{POLICY} {hosts}"))?;
                for (name, value) in [
                    ("X-Content-Type-Options", "nosniff"),
                    ("Referrer-Policy", "no-referrer"),
                    ("Cross-Origin-Opener-Policy", "same-origin"),
                    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
                ] {
                    exchange.header(name, value)?;
                }
                exchange.no_header("X-Frame-Options Set-Cookie")?;
            }
            Ok(())
        },
    },
    Check {
        name: "site: hashed files are cached for ever, others never",
        need: Need::Site,
        fix: "Send immutable with names that carry a hash, and no-cache with index.html, config.json and flowlog-console.js.",
        run: |subject| {
            for name in names(site(subject)?)? {
                let caching =
                    if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
                file(subject, &name)?.header("Cache-Control", caching)?;
            }
            let index = file(subject, "")?;
            index.status(200)?;
            index.header("Cache-Control", "no-cache")
        },
    },
    Check {
        name: "site: a missing file is not cached",
        need: Need::Site,
        fix: "Send immutable with files that are there only: a page that came during an update would stay broken.",
        run: |subject| {
            for name in [
                "flowlog-console-0123456789abcdef.js",
                "flowlog-console-0123456789abcdef_bg.wasm",
                "no-such-folder/",
            ] {
                let exchange = file(subject, name)?;
                exchange.status(404)?;
                let caching = exchange.answer.headers.first("Cache-Control").unwrap_or_default();
                ensure!(!caching.contains("immutable"), "{name} is missing and yet to be kept for ever");
            }
            Ok(())
        },
    },
    Check {
        name: "site: compressed files are sent to those who take them",
        need: Need::Site,
        fix: "Write .br and .gz files beside the hashed ones (see deploy/README.md) and switch their use on.",
        run: |subject| {
            let site = site(subject)?;
            for name in names(site)?.into_iter().filter(|name| is_hashed(name)) {
                for (codings, coding, end) in [
                    ("gzip, deflate, br", "br", ".br"),
                    ("gzip", "gzip", ".gz"),
                    ("br;q=0, gzip;q=0, identity", "", ""),
                ] {
                    let request = subject.request("GET", &format!("/{name}")).set("Accept-Encoding", codings);
                    let exchange = subject.send(&request)?;
                    if coding.is_empty() {
                        exchange.no_header("Content-Encoding")?;
                    } else {
                        exchange.header("Content-Encoding", coding)?;
                    }
                    let stored = format!("{name}{end}");
                    let bytes = fs::read(site.folder.join(&stored)).with_context(|| stored.clone())?;
                    let same = exchange.answer.body == bytes;
                    ensure!(same, "{name} for {codings:?} is not the file {stored}");
                    let vary = exchange.answer.headers.all("Vary").join(", ").to_ascii_lowercase();
                    let varies = vary.contains("accept-encoding");
                    ensure!(varies, "{name}: Vary is {vary:?}, so a cache would mix the codings up");
                }
            }
            Ok(())
        },
    },
    Check {
        name: "site: only its files, and only to read",
        need: Need::Site,
        fix: "Serve the folder of the site alone, no hidden file, to GET and HEAD.",
        run: |subject| {
            for path in [
                "../secret.txt",
                "%2e%2e/secret.txt",
                "..%2fsecret.txt",
                "..%5csecret.txt",
                ".hidden",
                "%2ehidden",
                ".well-known/../../secret.txt",
            ] {
                let exchange = file(subject, path)?;
                exchange.refused()?;
                let is_secret = exchange.answer.text().contains("secret");
                ensure!(!is_secret, "{path} shows a file outside of the site");
            }
            for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
                subject.send(&subject.request(method, "/index.html"))?.refused()?;
            }
            Ok(())
        },
    },
    Check {
        name: "site: listed portals may read the files",
        need: Need::Site,
        fix: "Send Access-Control-Allow-Origin with the site's files to the portals that embed the console, and to nobody else.",
        run: |subject| {
            let portal = site(subject)?.portal;
            let entry = |origin| {
                let request = Request::new("GET", "/flowlog-console.js");
                let request = request.set("Host", &subject.address.front.authority).set("Origin", origin);
                subject.send(&request)
            };
            for origin in ["https://evil.example", "null"] {
                let exchange = entry(origin)?;
                exchange.status(200)?;
                exchange.no_header("Access-Control-Allow-Origin")?;
            }
            entry(portal)?.header("Access-Control-Allow-Origin", portal)
        },
    },
];

fn is_hashed(name: &str) -> bool {
    !FIXED.contains(&name)
}

fn site(subject: &Subject) -> Result<&Site> {
    subject.site.as_ref().context("no files of a site are known")
}

fn file(subject: &Subject, name: &str) -> Result<Exchange> {
    subject.send(&subject.request("GET", &format!("/{name}")))
}

/// The names of the site's files, without compressed copies.
fn names(site: &Site) -> Result<Vec<String>> {
    let entries = fs::read_dir(&site.folder).with_context(|| site.folder.display().to_string())?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.') && !name.ends_with(".br") && !name.ends_with(".gz"));
    names.sort();
    ensure!(names.len() > FIXED.len(), "the site has the files {names:?} alone");
    Ok(names)
}
