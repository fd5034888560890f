//! How the service's responses are passed on to the page.

use anyhow::{Result, ensure};

use crate::check::{Check, Need};
use crate::subject::{Exchange, Pages, Subject, Verdict};
use crate::upstream::Plan;

pub const CHECKS: &[Check] = &[
    Check {
        name: "the service's own errors keep their words",
        need: Need::Upstream,
        fix: "Pass status and body of 400 to 501 and 503 on, with Retry-After and X-Openstack-Request-Id.",
        run: |subject| {
            let body = r#"{"NeutronError":{"type":"BadRequest","message":"name is missing","detail":""}}"#;
            let headers =
                "Content-Type: application/json\r\nRetry-After: 7\r\nX-Openstack-Request-Id: req-1\r\n";
            for status in [400, 401, 403, 404, 409, 429, 500, 503] {
                let exchange = subject.ask_while(Plan::answer(&format!("{status} Error"), headers, body))?;
                exchange.status(status)?;
                let text = exchange.answer.text();
                ensure!(text == body, "the body of a {status} came as {text:?}");
                exchange.header("Retry-After", "7")?;
                exchange.header("X-Openstack-Request-Id", "req-1")?;
            }
            Ok(())
        },
    },
    Check {
        name: "the service sets no cookie",
        need: Need::Nothing,
        fix: "Hide Set-Cookie of the service's answers.",
        run: |subject| {
            hidden(
                subject,
                "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nSet-Cookie2: c=3\r\n",
                "Set-Cookie Set-Cookie2",
            )
        },
    },
    Check {
        name: "the service's CORS headers are hidden",
        need: Need::Nothing,
        fix: "Hide the Access-Control headers of the service and set the proxy's own.",
        run: |subject| {
            let theirs = "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n\
                Access-Control-Allow-Private-Network: true\r\nTiming-Allow-Origin: *\r\n";
            let exchange = planned(subject, theirs)?;
            exchange.no_header(
                "Access-Control-Allow-Credentials Access-Control-Allow-Private-Network Timing-Allow-Origin",
            )?;
            match &subject.pages {
                Pages::Own { .. } => exchange.no_header("Access-Control-Allow-Origin"),
                Pages::Other { origin } => exchange.header("Access-Control-Allow-Origin", origin),
            }
        },
    },
    Check {
        name: "the service does not steer browser or proxy",
        need: Need::Upstream,
        fix: "Hide headers that act on the whole origin, and ignore those by which an application steers its server (nginx: proxy_ignore_headers X-Accel-Redirect …).",
        run: |subject| {
            hidden(
                subject,
                "Refresh: 0; url=https://evil.example/\r\nLink: <https://evil.example/x.css>; rel=preload\r\n\
                WWW-Authenticate: Basic realm=x\r\nClear-Site-Data: \"*\"\r\nService-Worker-Allowed: /\r\n\
                Alt-Svc: h3=\":443\"\r\nSourceMap: /x\r\nX-Accel-Redirect: /index.html\r\n\
                X-Sendfile: /etc/hostname\r\nReport-To: {}\r\nNEL: {}\r\nX-Powered-By: y\r\n",
                "Refresh Link WWW-Authenticate Clear-Site-Data Service-Worker-Allowed Alt-Svc SourceMap
                X-Accel-Redirect Report-To NEL X-Powered-By",
            )
        },
    },
    Check {
        name: "the service's answers are stored nowhere",
        need: Need::Upstream,
        fix: "Replace the service's caching headers by Cache-Control: no-store.",
        run: |subject| {
            let exchange = planned(
                subject,
                "Cache-Control: public, max-age=9\r\nExpires: Thu, 01 Jan 2099 00:00:00 GMT\r\n\
                Pragma: cache\r\nVary: *\r\n",
            )?;
            exchange.header("Cache-Control", "no-store")?;
            exchange.no_header("Expires Pragma")
        },
    },
    Check {
        name: "an answer that is HTML does nothing",
        need: Need::Upstream,
        fix: "Send a Content-Security-Policy with default-src 'none' and sandbox with all forwarded answers, in place of the service's.",
        run: |subject| {
            let html = "Content-Type: text/html\r\nContent-Security-Policy: default-src *\r\n\
                X-Content-Type-Options: sniff\r\n";
            let policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
            for status in ["200 OK", "404 Not Found", "500 Internal Server Error"] {
                let exchange = subject.ask_while(Plan::answer(status, html, "<script>alert(1)</script>"))?;
                exchange.header("Content-Security-Policy", policy)?;
                exchange.header("X-Content-Type-Options", "nosniff")?;
            }
            Ok(())
        },
    },
    Check {
        name: "a long list comes whole",
        need: Need::Upstream,
        fix: "Pass answers of several megabytes on as they come.",
        run: |subject| {
            let body = format!("[{}0]", "12345678,".repeat(400_000));
            let length = body.len();
            let chunked = format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
            );
            for plan in [Plan::answer("200 OK", "", &body), Plan::Write(chunked.into_bytes())] {
                let came = subject.ask_while(plan)?.answer.body;
                ensure!(came == body.as_bytes(), "{} of {length} bytes came", came.len());
            }
            Ok(())
        },
    },
];

/// The service sends the headers `theirs`; those in `names` must not reach the page.
fn hidden(subject: &Subject, theirs: &str, names: &str) -> Verdict {
    let exchange = planned(subject, theirs)?;
    let text = exchange.answer.text();
    ensure!(subject.upstreams.is_none() || text == "{}", "the answer was replaced by {text:?}");
    exchange.no_header(names)
}

/// The page's view of a response with these headers, or of the real service's response if there is no mock service.
fn planned(subject: &Subject, theirs: &str) -> Result<Exchange> {
    if subject.upstreams.is_some() {
        subject.ask_while(Plan::answer("200 OK", theirs, "{}"))
    } else {
        subject.ask(&subject.loggers("GET"))
    }
}
