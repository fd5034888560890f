//! The files of the console, as their server sends them.

use std::fs;
use std::path::Path;

use crate::conformance::http::Request;
use crate::conformance::{Check, Exchange, Need, Site, Subject, Verdict};

/// Names that stay the same from build to build.
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

/// The page for iframes, the only one that others may be let to show.
const FRAME: &str = "frame.html";

const POLICY_TEXT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors";

pub const TYPES: Check = Check {
    name: "site: files have their types",
    need: Need::Site,
    fix: "Send application/wasm for wasm (a browser compiles it while it loads) and text/javascript for js.",
    run: |subject| {
        each_file(subject, |name, exchange| {
            exchange.status(200)?;
            let wanted = match Path::new(name).extension().and_then(|end| end.to_str()) {
                Some("html") => "text/html",
                Some("js") => "text/javascript",
                Some("css") => "text/css",
                Some("json") => "application/json",
                Some("wasm") => "application/wasm",
                Some("svg") => "image/svg+xml",
                _ => return Ok(()),
            };
            let found = exchange.answer.header("Content-Type").unwrap_or_default();
            let kind = found.split(';').next().unwrap_or_default();
            let same = kind == wanted || (wanted == "text/javascript" && kind == "application/javascript");
            if same { Ok(()) } else { Err(format!("{name} is sent as {found:?}, not {wanted:?}")) }
        })
    },
};

pub const POLICY: Check = Check {
    name: "site: security headers on every file",
    need: Need::Site,
    fix: "Send the Content-Security-Policy of the README, nosniff, no-referrer, Strict-Transport-Security and Cross-Origin-Opener-Policy with every file, errors included. Let listed portals frame frame.html, and nobody anything else.",
    run: |subject| {
        let site = site(subject)?;
        let guarded = |name: &str, exchange: &Exchange| {
            let portal = site.portal.as_deref().filter(|_| name == FRAME);
            let hosts = portal.unwrap_or("'none'");
            exchange.header("Content-Security-Policy", &format!("{POLICY_TEXT} {hosts}"))?;
            exchange.no_header("X-Frame-Options")?;
            exchange.header("X-Content-Type-Options", "nosniff")?;
            exchange.header("Referrer-Policy", "no-referrer")?;
            exchange.header("Cross-Origin-Opener-Policy", "same-origin")?;
            exchange.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")?;
            exchange.no_header("Set-Cookie")
        };
        each_file(subject, guarded)?;
        guarded("", &file(subject, site, "")?)?;
        guarded("", &file(subject, site, "no-such-file.js")?)
    },
};

pub const CACHING: Check = Check {
    name: "site: hashed files are cached for ever, others never",
    need: Need::Site,
    fix: "Send immutable with names that carry a hash, and no-cache with index.html, config.json and flowlog-console.js.",
    run: |subject| {
        each_file(subject, |name, exchange| exchange.header("Cache-Control", caching(name)))?;
        let site = site(subject)?;
        let index = file(subject, site, "")?;
        index.status(200)?;
        index.header("Cache-Control", "no-cache")
    },
};

pub const MISSING: Check = Check {
    name: "site: a missing file is not cached",
    need: Need::Site,
    fix: "Send immutable with files that are there only: a page that came during an update would stay broken.",
    run: |subject| {
        let site = site(subject)?;
        for name in [
            "flowlog-console-0123456789abcdef.js",
            "flowlog-console-0123456789abcdef_bg.wasm",
            "no-such-folder/",
        ] {
            let exchange = file(subject, site, name)?;
            exchange.status(404)?;
            if exchange.answer.header("Cache-Control").is_some_and(|value| value.contains("immutable")) {
                return Err(format!("{name} is missing and yet to be kept for ever"));
            }
        }
        Ok(())
    },
};

pub const COMPRESSED: Check = Check {
    name: "site: compressed files are sent to those who take them",
    need: Need::Site,
    fix: "Write .br and .gz files beside the hashed ones (see deploy/README.md) and switch their use on.",
    run: |subject| {
        let site = site(subject)?;
        for name in hashed(site)? {
            let get = |codings: &str| {
                let target = format!("{}{name}", site.base);
                subject.send(&subject.request("GET", &target).set("Accept-Encoding", codings))
            };
            for (codings, coding, end) in [
                ("gzip, deflate, br", "br", ".br"),
                ("gzip", "gzip", ".gz"),
                ("br;q=0, gzip;q=0, identity", "", ""),
            ] {
                let exchange = get(codings)?;
                if coding.is_empty() {
                    exchange.no_header("Content-Encoding")?
                } else {
                    exchange.header("Content-Encoding", coding)?
                }
                let stored = fs::read(site.folder.join(format!("{name}{end}")))
                    .map_err(|error| format!("{name}{end}: {error}"))?;
                if exchange.answer.body != stored {
                    return Err(format!("{name} for {codings:?} is not the file {name}{end}"));
                }
                let vary = exchange.answer.all("Vary").join(", ").to_ascii_lowercase();
                if !vary.contains("accept-encoding") {
                    return Err(format!("{name}: Vary is {vary:?}, so a cache would mix the codings up"));
                }
            }
        }
        Ok(())
    },
};

pub const CONFINED: Check = Check {
    name: "site: only its files, and only to read",
    need: Need::Site,
    fix: "Serve the folder of the site alone, no hidden file, to GET and HEAD.",
    run: |subject| {
        let site = site(subject)?;
        for path in [
            "../secret.txt",
            "%2e%2e/secret.txt",
            "..%2fsecret.txt",
            "..%5csecret.txt",
            ".hidden",
            "%2ehidden",
            ".well-known/../../secret.txt",
        ] {
            let exchange = file(subject, site, path)?;
            exchange.refused()?;
            if exchange.answer.text().contains("secret") {
                return Err(format!("{path} shows a file outside of the site"));
            }
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
            subject.send(&subject.request(method, &format!("{}index.html", site.base)))?.refused()?;
        }
        Ok(())
    },
};

pub const PORTALS: Check = Check {
    name: "site: listed portals may read the files",
    need: Need::Site,
    fix: "Send Access-Control-Allow-Origin with the site's files to the portals that embed the console, and to nobody else.",
    run: |subject| {
        let site = site(subject)?;
        let target = format!("{}flowlog-console.js", site.base);
        for origin in ["https://evil.example", "null"] {
            let exchange = subject.send(
                &Request::new("GET", &target)
                    .set("Host", &subject.address.front.authority)
                    .set("Origin", origin),
            )?;
            exchange.status(200)?;
            exchange.no_header("Access-Control-Allow-Origin")?;
        }
        let Some(portal) = &site.portal else { return Ok(()) };
        let exchange = subject.send(&subject.request("GET", &target).set("Origin", portal))?;
        exchange.header("Access-Control-Allow-Origin", portal)
    },
};

fn caching(name: &str) -> &'static str {
    if FIXED.contains(&name) { "no-cache" } else { "public, max-age=31536000, immutable" }
}

fn site(subject: &Subject) -> Result<&Site, String> {
    subject.site.as_ref().ok_or_else(|| "no files of a site are known".to_owned())
}

fn file(subject: &Subject, site: &Site, name: &str) -> Result<Exchange, String> {
    subject.send(&subject.request("GET", &format!("{}{name}", site.base)))
}

/// The names of the site's own files.
fn names(site: &Site) -> Result<Vec<String>, String> {
    let entries =
        fs::read_dir(&site.folder).map_err(|error| format!("{}: {error}", site.folder.display()))?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.') && !name.ends_with(".br") && !name.ends_with(".gz"));
    names.sort();
    if names.len() > FIXED.len() { Ok(names) } else { Err(format!("the site has the files {names:?} alone")) }
}

fn hashed(site: &Site) -> Result<Vec<String>, String> {
    Ok(names(site)?.into_iter().filter(|name| !FIXED.contains(&name.as_str())).collect())
}

fn each_file(subject: &Subject, check: impl Fn(&str, &Exchange) -> Verdict) -> Verdict {
    let site = site(subject)?;
    names(site)?.iter().try_for_each(|name| check(name, &file(subject, site, name)?))
}
