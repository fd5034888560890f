//! What a page hears when the service fails.

use crate::conformance::upstream::{Plan, Service};
use crate::conformance::{Check, Need, QUERY, Subject};

pub const REDIRECTS: Check = Check {
    name: "redirects are neither followed nor passed on",
    need: Need::Upstream,
    fix: "Answer 502 in place of a redirect: the token would go along, and Location would show another address.",
    run: |subject| {
        for status in [
            "301 Moved Permanently",
            "302 Found",
            "303 See Other",
            "307 Temporary Redirect",
            "308 Permanent Redirect",
        ] {
            for to in [format!("http://127.0.0.1:{}/v2.0/x", subject.stranger()), "/v2.0/ports".to_owned()] {
                let plan =
                    Plan::answer(status, &format!("Location: {to}\r\nContent-Location: {to}\r\n"), "moved");
                let exchange = subject.ask_while(plan)?;
                exchange.reached(Service::NetworkKr1)?;
                exchange.status(502)?;
                exchange.json_error()?;
                exchange.no_header("Location")?;
                exchange.no_header("Content-Location")?;
            }
        }
        Ok(())
    },
};

pub const BROKEN: Check = Check {
    name: "a broken answer is a 502 in JSON",
    need: Need::Upstream,
    fix: "Answer 502 with a JSON body where the service closes or answers something that is no HTTP.",
    run: |subject| {
        // nginx passes on what is no HTTP at all, so a browser finds no answer either: that will do.
        if let Ok(exchange) = subject.ask_while(Plan::Write(b"SSH-2.0-x\r\n\r\n".to_vec())) {
            exchange.status(502)?;
            exchange.json_error()?;
        }
        let plans = [
            Plan::Close,
            Plan::Write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n".to_vec()),
            Plan::answer("502 Bad Gateway", "Content-Type: text/html\r\n", "<html>gateway</html>"),
        ];
        for plan in plans {
            let exchange = subject.ask_while(plan)?;
            exchange.status(502)?;
            exchange.json_error()?;
        }
        let exchange = subject.ask_while(Plan::answer(
            "504 Gateway Timeout",
            "Content-Type: text/html\r\n",
            "<html>",
        ))?;
        exchange.status(504)?;
        exchange.json_error()
    },
};

pub const DOWN: Check = Check {
    name: "a service that is down is a 502 in JSON",
    need: Need::Upstream,
    fix: "Answer 502 with a JSON body where no connection can be made.",
    run: |subject| {
        let path = format!("/v1/AUTH_x/c?q={QUERY}");
        let exchange = subject.ask(&subject.at(Service::StorageKr2, "GET", &path))?;
        exchange.status(502)?;
        exchange.json_error()?;
        let text = exchange.answer.text();
        if text.contains("127.0.0.1") { Err(format!("the answer names an address: {text}")) } else { Ok(()) }
    },
};

pub const SILENT: Check = Check {
    name: "a service that says nothing is a 504 in JSON",
    need: Need::Upstream,
    fix: "Set a time for the service's answer and answer 504 with a JSON body when it is over.",
    run: |subject| {
        let exchange = subject.ask_while(Plan::Hang)?;
        exchange.status(504)?;
        exchange.json_error()
    },
};

pub const REFUSALS: Check = Check {
    name: "refusals are JSON",
    need: Need::Nothing,
    fix: "Answer what the proxy refuses with a JSON body, which the console shows in its own words.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for request in [
            subject.at(Service::Stranger, "GET", "/v2.0/x"),
            subject.request("PATCH", &target),
            subject.request("POST", &target).body(&[b' '; 120_000]),
        ] {
            let exchange = subject.ask(&request)?;
            exchange.refused()?;
            exchange.json_error()?;
        }
        Ok(())
    },
};
