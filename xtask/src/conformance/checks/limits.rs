//! What a proxy takes and how much of it, and what it writes down.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::conformance::upstream::{Plan, Service};
use crate::conformance::{Check, HEADER, Need, QUERY, Subject, TOKEN};

/// More than any request of the console, and little enough to be sent before a refusal is read.
const TOO_MUCH: usize = 120_000;

/// The methods that each API needs.
const ALLOWED: [(Service, &str, &[&str]); 3] = [
    (Service::NetworkKr1, "/v2.0/flowlog-loggers", &["GET", "POST", "PUT", "DELETE"]),
    (Service::Identity, "/v2.0/tokens", &["POST"]),
    (Service::StorageKr1, "/v1/AUTH_x/logs", &["GET", "HEAD"]),
];
const OTHERS: [&str; 6] = ["PATCH", "PROPFIND", "LOCK", "FOO", "PURGE", "get"];

pub const METHODS: Check = Check {
    name: "each API gets its methods",
    need: Need::Upstream,
    fix: "Network: GET, POST, PUT, DELETE. Identity: POST. Object storage: GET, HEAD.",
    run: |subject| {
        for (service, path, allowed) in ALLOWED {
            for method in allowed {
                let exchange = subject.ask(&subject.at(service, method, path))?;
                let line = exchange.reached(service)?.line().to_owned();
                if line != format!("{method} {path} HTTP/1.1") {
                    return Err(format!("{method} {path} reached the service as {line:?}"));
                }
            }
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
                if !allowed.contains(&method) {
                    let exchange = subject.ask(&subject.at(service, method, path))?;
                    exchange.refused()?;
                    exchange.status(405)?;
                }
            }
        }
        Ok(())
    },
};

pub const OTHER_METHODS: Check = Check {
    name: "other methods are refused",
    need: Need::Nothing,
    fix: "Answer 405 to every method that the API does not need; TRACE would show headers to the page.",
    run: |subject| {
        for method in OTHERS {
            subject
                .ask(&subject.request(method, &subject.address.target(&subject.network, Subject::LOGGERS)))?
                .refused()?;
        }
        subject
            .ask(&subject.request("TRACE", &subject.address.target(&subject.network, Subject::LOGGERS)))?
            .refused()
    },
};

pub const DECLARED_SIZE: Check = Check {
    name: "an oversize body is refused",
    need: Need::Nothing,
    fix: "Limit the request body (100 KB is far more than the console sends) and answer 413.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        let exchange = subject.ask(&subject.request("POST", &target).body(&vec![b' '; TOO_MUCH]))?;
        exchange.refused()?;
        exchange.status(413)
    },
};

pub const CHUNKED_SIZE: Check = Check {
    name: "an oversize body without a length is refused",
    need: Need::Nothing,
    fix: "Count a chunked body before it is sent on and answer 413, or take none and answer 411.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        let request = subject.request("POST", &target).chunked(&" ".repeat(TOO_MUCH));
        let mut exchanges = vec![subject.ask(&request)?];
        // A service may answer before the body has come, and that answer must not count.
        if subject.upstreams.is_some() {
            exchanges.push(subject.ask_this_while(Plan::refusal_at_once(), &request)?);
        }
        exchanges.iter().try_for_each(|exchange| {
            exchange.refused()?;
            if exchange.answer.status == 411 { Ok(()) } else { exchange.status(413) }
        })
    },
};

pub const TWO_LENGTHS: Check = Check {
    name: "no second request hides in a body",
    need: Need::Upstream,
    fix: "Refuse Content-Length beside Transfer-Encoding, and frame what is sent on anew.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        let hidden = format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", subject.address.front.authority);
        let body = format!("0\r\n\r\n{hidden}");
        let request = subject
            .request("POST", &target)
            .set("Content-Length", &body.len().to_string())
            .add("Transfer-Encoding", "chunked")
            .raw_body(body.as_bytes());
        // Servers differ in whether such a request gets an answer at all.
        let seen = subject.send(&request).map(|exchange| exchange.seen).unwrap_or_default();
        match seen.iter().find(|seen| !seen.line().starts_with("POST ") || seen.body.len() > 2) {
            Some(seen) => {
                Err(format!("{:?} reached the service with {} bytes", seen.line(), seen.body.len()))
            }
            None => Ok(()),
        }
    },
};

pub const RATE: Check = Check {
    name: "too many requests are held off",
    need: Need::Nothing,
    fix: "Limit the requests of one address (nginx: limit_req) and answer 429 with Retry-After.",
    run: |subject| {
        for _ in 0..400 {
            let exchange = subject.ask(&subject.get(Subject::LOGGERS))?;
            if exchange.answer.status == 429 {
                exchange.refused()?;
                exchange.header("Retry-After", "1")?;
                return exchange.json_error();
            }
        }
        Err("400 requests in a row all went through".to_owned())
    },
};

pub const LOGS: Check = Check {
    name: "logs hold neither query nor token",
    need: Need::Log,
    fix: "Log the path without its query and no header; this goes for the error log as well.",
    run: |subject| {
        let last = "/v2.0/last-of-the-log";
        subject.ask(&subject.get(&format!("{last}?q={QUERY}")).set("X-Mark", HEADER))?;
        // A server may write its line after its answer.
        let start = Instant::now();
        loop {
            let text: String = subject.logs.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
            for mark in [QUERY, TOKEN, HEADER] {
                if let Some(line) = text.lines().find(|line| line.contains(mark)) {
                    return Err(format!("a log holds {mark:?}: {line}"));
                }
            }
            if text.contains(last) {
                return Ok(());
            }
            if start.elapsed() > Duration::from_secs(10) {
                return Err(format!("no log has a line for {last}, so nobody could find a fault in it"));
            }
            thread::sleep(Duration::from_millis(20));
        }
    },
};
