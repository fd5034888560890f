//! What the page receives when the service fails.

use anyhow::ensure;

use crate::check::{Check, Need};
use crate::subject::QUERY;
use crate::upstream::{Plan, Service};

pub const CHECKS: &[Check] = &[
    Check {
        name: "redirects are neither followed nor passed on",
        need: Need::Upstream,
        fix: "Answer 502 in place of a redirect: the token would go along, and Location would show another address.",
        run: |subject| {
            for status in
                ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
            {
                for to in subject.words("http://{here}/v2.0/x /v2.0/ports") {
                    let headers = format!("Location: {to}\r\nContent-Location: {to}\r\n");
                    let exchange = subject.ask_while(Plan::answer(status, &headers, "moved"))?;
                    exchange.reached(Service::NetworkKr1)?;
                    exchange.json_error(502)?;
                    exchange.no_header("Location Content-Location")?;
                }
            }
            Ok(())
        },
    },
    Check {
        name: "a broken answer is a 502 in JSON",
        need: Need::Upstream,
        fix: "Answer 502 with a JSON body where the service closes or answers something that is no HTTP.",
        run: |subject| {
            // nginx passes on bytes that are not HTTP. A browser reports that as a network error, which is acceptable.
            if let Ok(exchange) = subject.ask_while(Plan::Write(b"SSH-2.0-x\r\n\r\n".to_vec())) {
                exchange.json_error(502)?;
            }
            let html = |status| Plan::answer(status, "Content-Type: text/html\r\n", "<html>gateway</html>");
            for (plan, expect) in [
                (Plan::Close, 502),
                (Plan::Write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n".to_vec()), 502),
                (html("502 Bad Gateway"), 502),
                (html("504 Gateway Timeout"), 504),
            ] {
                subject.ask_while(plan)?.json_error(expect)?;
            }
            Ok(())
        },
    },
    Check {
        name: "a service that is down is a 502 in JSON",
        need: Need::Upstream,
        fix: "Answer 502 with a JSON body where no connection can be made.",
        run: |subject| {
            let path = format!("/v1/AUTH_x/c?q={QUERY}");
            let exchange = subject.ask(&subject.at(Service::StorageKr2, "GET", &path))?;
            exchange.json_error(502)?;
            let text = exchange.answer.text();
            ensure!(!text.contains("127.0.0.1"), "the answer names an address: {text}");
            Ok(())
        },
    },
    Check {
        name: "a service that says nothing is a 504 in JSON",
        need: Need::Upstream,
        fix: "Set a time for the service's answer and answer 504 with a JSON body when it is over.",
        run: |subject| subject.ask_while(Plan::Hang)?.json_error(504),
    },
    Check {
        name: "refusals are JSON",
        need: Need::Nothing,
        fix: "Answer what the proxy refuses with a JSON body, which the console shows in its own words.",
        run: |subject| {
            for request in [
                subject.at(Service::Stranger, "GET", "/v2.0/x"),
                subject.loggers("PATCH"),
                subject.loggers("POST").body(&[b' '; 120_000]),
            ] {
                let exchange = subject.ask(&request)?;
                exchange.refused()?;
                exchange.json_error(exchange.answer.status)?;
            }
            Ok(())
        },
    },
];
