//! What the proxy forwards to the service.

use anyhow::ensure;

use crate::check::{Check, Need};
use crate::http::Request;
use crate::subject::{HEADER, Pages, TOKEN, Verdict};
use crate::upstream::{Plan, Seen, Service};

/// Headers that identify the user, their session or their network address.
const STRIPPED: &str =
    "Cookie Authorization Proxy-Authorization Referer Forwarded X-Forwarded-For X-Forwarded-Host
    X-Forwarded-Proto X-Forwarded-Port X-Forwarded-User X-Forwarded-Access-Token X-Real-IP True-Client-IP
    X-Client-Cert Via";

/// Headers that a service needs, and those that HTTP itself adds.
const NAMED: &str =
    "Host Accept Accept-Encoding Content-Type Content-Length Transfer-Encoding Range If-Range User-Agent
    X-Auth-Token Connection Keep-Alive";

pub const CHECKS: &[Check] = &[
    Check {
        name: "the network endpoint is forwarded",
        need: Need::Nothing,
        fix: "Check the address (for a site it ends in /nhn), the host of the network endpoint (--host) and, for a CORS proxy, --origin.",
        run: |subject| {
            let exchange = subject.ask(&subject.loggers("GET"))?;
            if subject.upstreams.is_some() {
                exchange.reached(Service::NetworkKr1)?;
                return exchange.status(200);
            }
            // The token is not a real one, so the real service answers 401.
            exchange.status(200).or_else(|_| exchange.status(401))
        },
    },
    Check {
        name: "path and query are forwarded to the letter",
        need: Need::Upstream,
        fix: "Pass on the target as it came, without decoding and encoding it again (nginx: a variable made of $request_uri).",
        run: |subject| {
            let network = r"/v2.0/flowlog-loggers?name=a%20b&q={query} /v2.0/flowlog-loggers?
                /v2.0/flowlog-loggers?a=1&&b=;c&=&d
                /v2.0/flowlog-loggers?name=%ea%b0%80+%2B%26%3D%23&x=//../%2e%2e/\
                /v2.0/flowlog-loggers?u=https://evil.example/@x:1 /v2.0/flowlog-loggers/%EA%B0%80%3A%20b
                /v2.0/x/a.b..c/...?n=1 /v2.0/x/%252e%252e /v2.0/x/";
            let storage = "/v1/AUTH_0123456789abcdef0123456789abcdef/logs/2024/07/a_2024-07-29T09%3A21%3A09KST.csv?prefix=a%2Fb&delimiter=/
                /v1/AUTH_x/logs/YEAR%3D2024/MONTH=07/a_part2
                /v1/AUTH_x/logs?format=json&prefix=a%2F%EA%B0%80%2F&delimiter=%2F&limit=10000
                /v1/AUTH_x/logs?format=json&marker=a/2024-07-29T09%3A21%3A09KST&end_marker=b%20c";
            for (service, paths) in [(Service::NetworkKr1, network), (Service::StorageKr1, storage)] {
                for path in subject.words(paths) {
                    let exchange = subject.ask(&subject.at(service, "GET", &path))?;
                    let target = &exchange.reached(service)?.request.target;
                    ensure!(*target == path, "{path} reached the service as {target}");
                }
            }
            Ok(())
        },
    },
    Check {
        name: "bodies are forwarded to the letter",
        need: Need::Upstream,
        fix: "Pass the body and its Content-Type on as they came.",
        run: |subject| {
            let body = "{\"flowlog_logger\": {\"name\": \"a\\u0000 가\"}}\r\n";
            let request = subject.loggers("POST").set("Content-Type", "application/json");
            for (request, has_length) in
                [(request.clone().body(body.as_bytes()), true), (request.chunked(body), false)]
            {
                let exchange = subject.ask(&request)?;
                // Browsers always send Content-Length, so a proxy may refuse a request without it.
                if exchange.answer.status == 411 && !has_length {
                    exchange.refused()?;
                    continue;
                }
                let seen = exchange.reached(Service::NetworkKr1)?;
                let text = String::from_utf8_lossy(&seen.request.body);
                ensure!(text == body, "the service got {text:?}");
                header(seen, "Content-Type", Some("application/json"))?;
            }
            Ok(())
        },
    },
    Check {
        name: "the token goes where it is needed",
        need: Need::Upstream,
        fix: "Pass X-Auth-Token on to the network endpoint and object storage, not to identity.",
        run: |subject| {
            for (service, method, path, expect) in [
                (Service::NetworkKr1, "GET", "/v2.0/ports", Some(TOKEN)),
                (Service::NetworkKr2, "GET", "/v2.0/ports", Some(TOKEN)),
                (Service::StorageKr1, "GET", "/v1/AUTH_x/c", Some(TOKEN)),
                (Service::Identity, "POST", "/v2.0/tokens", None),
            ] {
                let exchange = subject.ask(&subject.at(service, method, path))?;
                header(exchange.reached(service)?, "X-Auth-Token", expect)?;
            }
            let none = subject.ask(&subject.loggers("GET").without("X-Auth-Token"))?;
            header(none.reached(Service::NetworkKr1)?, "X-Auth-Token", None)
        },
    },
    Check {
        name: "cookies, credentials and addresses are not forwarded",
        need: Need::Upstream,
        fix: "Send on named headers alone, or remove Cookie, Authorization, Origin, Referer, Forwarded and every X-Forwarded header.",
        run: |subject| {
            let mut request = with(subject.loggers("GET"), STRIPPED);
            if let Pages::Own { origin } = &subject.pages {
                request = request.set("Origin", origin);
            }
            for request in [request, subject.loggers("GET")] {
                let exchange = subject.ask(&request)?;
                let seen = exchange.reached(Service::NetworkKr1)?;
                for name in STRIPPED.split_whitespace().chain(["Origin"]) {
                    header(seen, name, None)?;
                }
            }
            Ok(())
        },
    },
    Check {
        name: "only named headers are forwarded",
        need: Need::Upstream,
        fix: "List the headers to send (nginx: proxy_pass_request_headers off) in place of those to remove.",
        run: |subject| {
            let others = "X-Subject-Token X-Service-Token X-Roles X-Project-Id Upgrade Te If-None-Match Mark";
            let request = with(subject.loggers("GET"), others).add("Connection", "X-Auth-Token");
            let exchange = subject.ask(&request)?;
            for name in exchange.reached(Service::NetworkKr1)?.request.headers.names() {
                let is_named = NAMED.split_whitespace().any(|known| known.eq_ignore_ascii_case(name));
                ensure!(is_named, "the service got {name}");
            }
            Ok(())
        },
    },
    Check {
        name: "a container's access policy can be read",
        need: Need::Upstream,
        fix: "Pass X-Container-Read, X-Container-Write and X-Container-Object-Count of object storage back, and expose them to the pages of a CORS proxy.",
        run: |subject| {
            let names = ["X-Container-Read", "X-Container-Write", "X-Container-Object-Count"];
            let theirs: String = names.iter().map(|name| format!("{name}: 7\r\n")).collect();
            let request = subject.at(Service::StorageKr1, "HEAD", "/v1/AUTH_x/c");
            let exchange = subject.ask_this_while(Plan::answer("204 No Content", &theirs, ""), &request)?;
            exchange.status(204)?;
            let exposed = exchange.answer.headers.all("Access-Control-Expose-Headers").join(", ");
            for name in names {
                exchange.header(name, "7")?;
                let readable = matches!(subject.pages, Pages::Own { .. }) || exposed.contains(name);
                ensure!(readable, "the page cannot read {name}: {exposed:?} are exposed");
            }
            Ok(())
        },
    },
    Check {
        name: "a write is sent once",
        need: Need::Upstream,
        fix: "Switch the proxy's own repeating off: two equal POSTs make two loggers.",
        run: |subject| {
            let busy = || Plan::answer("503 Service Unavailable", "Retry-After: 1\r\n", "{}");
            for method in ["POST", "PUT", "DELETE"] {
                for plan in [Plan::Close, busy()] {
                    let request = subject.loggers(method).body(b"{}");
                    subject.ask_this_while(plan, &request)?.reached(Service::NetworkKr1)?;
                }
            }
            Ok(())
        },
    },
];

/// Adds headers of these names to a request.
fn with(request: Request, names: &str) -> Request {
    names.split_whitespace().fold(request, |request, name| request.set(name, HEADER))
}

pub fn header(seen: &Seen, name: &str, expect: Option<&str>) -> Verdict {
    let found = seen.header(name);
    ensure!(found == expect, "{:?} got {name}: {found:?}, not {expect:?}", seen.service);
    Ok(())
}
