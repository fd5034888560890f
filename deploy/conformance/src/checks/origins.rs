//! Which origins may use a proxy.

use anyhow::{Context, ensure};

use crate::check::{Check, Need};
use crate::http::Answer;
use crate::subject::{Subject, Verdict};
use crate::upstream::{Plan, Service};

pub const CHECKS: &[Check] = &[
    Check {
        name: "CORS: a listed origin is allowed",
        need: Need::Cors,
        fix: "Answer a listed origin with itself in Access-Control-Allow-Origin, Vary: Origin, and no Allow-Credentials.",
        run: |subject| {
            let exchange = subject.ask(&subject.loggers("GET"))?;
            exchange.header("Access-Control-Allow-Origin", subject.pages.origin())?;
            exchange.no_header("Access-Control-Allow-Credentials")?;
            listed(&exchange.answer, "Vary", "Origin").context("so a cache would mix the origins up")?;
            listed(&exchange.answer, "Access-Control-Expose-Headers", "Retry-After X-Openstack-Request-Id")
        },
    },
    Check {
        name: "CORS: other origins are refused",
        need: Need::Cors,
        fix: "Compare Origin as a whole with a list, before anything is forwarded, and refuse a request without it. In a Caddyfile the check has to stand inside route { }.",
        run: |subject| {
            strangers_are_refused(subject)?;
            ["GET", "POST", "OPTIONS"].into_iter().try_for_each(|method| refused(subject, method, None))
        },
    },
    Check {
        name: "CORS: preflight requests are answered",
        need: Need::Cors,
        fix: "Answer OPTIONS with 204 and the methods and headers that the console uses; never forward it.",
        run: |subject| {
            for method in ["GET", "POST", "PUT", "DELETE"] {
                let request = subject
                    .loggers("OPTIONS")
                    .without("X-Auth-Token")
                    .set("Access-Control-Request-Method", method)
                    .set("Access-Control-Request-Headers", "content-type,if-range,range,x-auth-token");
                let exchange = subject.ask(&request)?;
                let reached = exchange.seen.first().map(|seen| seen.service);
                ensure!(reached.is_none(), "a preflight request reached {reached:?}");
                if !(200..300).contains(&exchange.answer.status) {
                    return exchange.status(204);
                }
                exchange.header("Access-Control-Allow-Origin", subject.pages.origin())?;
                listed(&exchange.answer, "Access-Control-Allow-Methods", method)?;
                listed(
                    &exchange.answer,
                    "Access-Control-Allow-Headers",
                    "x-auth-token content-type range if-range",
                )?;
            }
            Ok(())
        },
    },
    Check {
        name: "CORS: pages can read errors",
        need: Need::CorsAndUpstream,
        fix: "Send Access-Control-Allow-Origin with every status (nginx: always), also with the proxy's own errors.",
        run: |subject| {
            let origin = subject.pages.origin();
            for (plan, status) in [
                (Plan::answer("404 Not Found", "", "{}"), 404),
                (Plan::answer("503 Service Unavailable", "", "{}"), 503),
                (Plan::answer("302 Found", "Location: /\r\n", ""), 502),
                (Plan::Close, 502),
            ] {
                let exchange = subject.ask_while(plan)?;
                exchange.status(status)?;
                exchange.header("Access-Control-Allow-Origin", origin)?;
            }
            for request in [subject.loggers("PATCH"), subject.at(Service::Stranger, "GET", "/v2.0/x")] {
                subject.ask(&request)?.header("Access-Control-Allow-Origin", origin)?;
            }
            Ok(())
        },
    },
    Check {
        name: "pages of other origins are refused",
        need: Need::SameOrigin,
        fix: "Refuse a request whose Origin is not the site's own, and send no Access-Control header under the service's path.",
        run: |subject| {
            strangers_are_refused(subject)?;
            let own = subject.pages.origin();
            let exchange = subject.ask(&subject.loggers("POST").set("Origin", own).body(b"{}"))?;
            if subject.upstreams.is_some() {
                exchange.reached(Service::NetworkKr1)?;
            }
            ensure!(exchange.answer.status != 403, "the site's own origin {own:?} is refused as well");
            exchange.no_header("Access-Control-Allow-Origin")
        },
    },
];

/// Other origins are refused, also those that look like the allowed one.
fn strangers_are_refused(subject: &Subject) -> Verdict {
    let origin = subject.pages.origin();
    let host = origin.split("://").nth(1).unwrap_or_default();
    let other_scheme = if origin.starts_with("https:") { "http" } else { "https" };
    for stranger in [
        "null",
        "*",
        "https://evil.example",
        &format!("{origin}.evil.example"),
        &format!("{origin}:8443"),
        &format!("{origin}/"),
        &format!("https://evil-{host}"),
        &format!("https://evil.example#{origin}"),
        &format!("{other_scheme}://{host}"),
        &format!("{origin}, https://evil.example"),
        &format!("{origin} https://evil.example"),
    ] {
        for method in ["GET", "POST", "OPTIONS"] {
            refused(subject, method, Some(stranger))?;
        }
    }
    Ok(())
}

fn refused(subject: &Subject, method: &str, origin: Option<&str>) -> Verdict {
    let request = subject.loggers(method).without("Origin");
    let request = match origin {
        Some(origin) => request.set("Origin", origin),
        None => request,
    };
    let exchange = subject.ask(&request)?;
    let verdict = exchange.refused().and_then(|()| exchange.status(403));
    verdict.with_context(|| format!("Origin {origin:?}"))?;
    exchange.no_header("Access-Control-Allow-Origin")
}

/// A header with a comma-separated list contains all of these names.
fn listed(answer: &Answer, header: &str, names: &str) -> Verdict {
    let list = answer.headers.all(header).join(",");
    for name in names.split_whitespace() {
        let is_there = list.split(',').any(|one| one.trim().eq_ignore_ascii_case(name));
        ensure!(is_there, "{header} is {list:?}, without {name}");
    }
    Ok(())
}
