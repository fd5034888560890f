//! Which methods and body sizes a proxy accepts.

use anyhow::{bail, ensure};

use crate::check::{Check, Need};
use crate::subject::LOGGERS;
use crate::upstream::{Plan, Service};

/// Larger than any request of the console, and small enough to be sent completely before a refusal is read.
const TOO_MUCH: usize = 120_000;

pub const CHECKS: &[Check] = &[
    Check {
        name: "each API gets its methods",
        need: Need::Upstream,
        fix: "Network: GET, POST, PUT, DELETE. Identity: POST. Object storage: GET, HEAD.",
        run: |subject| {
            for (service, path, allowed) in [
                (Service::NetworkKr1, LOGGERS, &["GET", "POST", "PUT", "DELETE"][..]),
                (Service::Identity, "/v2.0/tokens", &["POST"]),
                (Service::StorageKr1, "/v1/AUTH_x/logs", &["GET", "HEAD"]),
            ] {
                for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
                    let exchange = subject.ask(&subject.at(service, method, path))?;
                    if allowed.contains(&method) {
                        let (line, expect) =
                            (exchange.reached(service)?.line(), format!("{method} {path} HTTP/1.1"));
                        ensure!(line == expect, "{expect} reached the service as {line:?}");
                    } else {
                        exchange.refused()?;
                        exchange.status(405)?;
                    }
                }
            }
            Ok(())
        },
    },
    Check {
        name: "other methods are refused",
        need: Need::Nothing,
        fix: "Answer 405 to every method that the API does not need; TRACE would show headers to the page.",
        run: |subject| {
            for method in ["PATCH", "PROPFIND", "LOCK", "FOO", "PURGE", "get", "TRACE"] {
                subject.ask(&subject.loggers(method))?.refused()?;
            }
            Ok(())
        },
    },
    Check {
        name: "an oversize body is refused",
        need: Need::Nothing,
        fix: "Limit the request body (100 KB is far more than the console sends) and answer 413.",
        run: |subject| {
            let exchange = subject.ask(&subject.loggers("POST").body(&[b' '; TOO_MUCH]))?;
            exchange.refused()?;
            exchange.status(413)
        },
    },
    Check {
        name: "an oversize body without a length is refused",
        need: Need::Nothing,
        fix: "Count a chunked body before it is sent on and answer 413, or take none and answer 411.",
        run: |subject| {
            let request = subject.loggers("POST").chunked(&" ".repeat(TOO_MUCH));
            let mut exchanges = vec![subject.ask(&request)?];
            // A service may answer before the body has arrived. The proxy must not pass that answer on.
            if subject.upstreams.is_some() {
                exchanges.push(subject.ask_this_while(Plan::refusal_at_once(), &request)?);
            }
            exchanges.iter().try_for_each(|exchange| {
                exchange.refused()?;
                exchange.status(411).or_else(|_| exchange.status(413))
            })
        },
    },
    Check {
        name: "no second request hides in a body",
        need: Need::Upstream,
        fix: "Refuse Content-Length beside Transfer-Encoding, and frame what is sent on anew.",
        run: |subject| {
            let target = subject.address.target(&subject.network, LOGGERS);
            let host = &subject.address.front.authority;
            let body = format!("0\r\n\r\nGET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
            let request = subject
                .loggers("POST")
                .set("Content-Length", &body.len().to_string())
                .add("Transfer-Encoding", "chunked")
                .raw_body(body.as_bytes());
            // Some servers close the connection without a response.
            for seen in subject.send(&request).map(|exchange| exchange.seen).unwrap_or_default() {
                let (line, length) = (seen.line(), seen.request.body.len());
                let is_one = line.starts_with("POST ") && length <= 2;
                ensure!(is_one, "{line:?} reached the service with {length} bytes");
            }
            Ok(())
        },
    },
];

pub const RATE: Check = Check {
    name: "too many requests are held off",
    need: Need::Nothing,
    fix: "Limit the requests of one address (nginx: limit_req) and answer 429 with Retry-After.",
    run: |subject| {
        for _ in 0..400 {
            let exchange = subject.ask(&subject.loggers("GET"))?;
            if exchange.answer.status == 429 {
                exchange.refused()?;
                exchange.header("Retry-After", "1")?;
                return exchange.json_error(429);
            }
        }
        bail!("400 requests in a row all went through")
    },
};
