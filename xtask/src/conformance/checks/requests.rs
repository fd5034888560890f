//! What the service gets to see.

use crate::conformance::upstream::{Plan, Seen, Service};
use crate::conformance::{Check, HEADER, Need, Pages, QUERY, Subject, TOKEN, Verdict};

pub const REACHES: Check = Check {
    name: "the network endpoint is forwarded",
    need: Need::Nothing,
    fix: "Check the address (for a site it ends in /nhn), the host of the network endpoint (--host) and, for a CORS proxy, --origin.",
    run: |subject| {
        let exchange = subject.ask(&subject.get(Subject::LOGGERS))?;
        if subject.upstreams.is_some() {
            exchange.reached(Service::NetworkKr1)?;
            return exchange.status(200);
        }
        // No real token was sent, so the service itself answers 401.
        if matches!(exchange.answer.status, 200 | 401) { Ok(()) } else { exchange.status(401) }
    },
};

pub const TO_THE_LETTER: Check = Check {
    name: "path and query are forwarded to the letter",
    need: Need::Upstream,
    fix: "Pass on the target as it came, without decoding and encoding it again (nginx: a variable made of $request_uri).",
    run: |subject| {
        for path in [
            format!("/v2.0/flowlog-loggers?name=a%20b&q={QUERY}"),
            "/v2.0/flowlog-loggers?".to_owned(),
            "/v2.0/flowlog-loggers?a=1&&b=;c&=&d".to_owned(),
            "/v2.0/flowlog-loggers?name=%ea%b0%80+%2B%26%3D%23&x=//../%2e%2e/\\".to_owned(),
            "/v2.0/flowlog-loggers?u=https://evil.example/@x:1".to_owned(),
            "/v2.0/flowlog-loggers/%EA%B0%80%3A%20b".to_owned(),
            "/v2.0/x/a.b..c/...?n=1".to_owned(),
            "/v2.0/x/%252e%252e".to_owned(),
            "/v2.0/x/".to_owned(),
        ] {
            let exchange = subject.ask(&subject.get(&path))?;
            let target = exchange.reached(Service::NetworkKr1)?.target();
            if target != path {
                return Err(format!("{path} reached the service as {target}"));
            }
        }
        let path = "/v1/AUTH_0123456789abcdef0123456789abcdef/logs/2024/07/a_2024-07-29T09%3A21%3A09KST.csv?prefix=a%2Fb&delimiter=/";
        let exchange = subject.ask(&subject.at(Service::StorageKr1, "GET", path))?;
        let target = exchange.reached(Service::StorageKr1)?.target();
        if target == path { Ok(()) } else { Err(format!("{path} reached the service as {target}")) }
    },
};

pub const BODY: Check = Check {
    name: "bodies are forwarded to the letter",
    need: Need::Upstream,
    fix: "Pass the body and its Content-Type on as they came.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        let body = "{\"flowlog_logger\": {\"name\": \"a\\u0000 가\"}}\r\n";
        let request = subject.request("POST", &target).set("Content-Type", "application/json");
        for (request, has_length) in
            [(request.clone().body(body.as_bytes()), true), (request.chunked(body), false)]
        {
            let exchange = subject.ask(&request)?;
            // No browser sends a body without its length, so a proxy may take none.
            if exchange.answer.status == 411 && !has_length {
                exchange.refused()?;
                continue;
            }
            let seen = exchange.reached(Service::NetworkKr1)?;
            if seen.body != body.as_bytes() {
                return Err(format!("the service got {:?}", String::from_utf8_lossy(&seen.body)));
            }
            header(seen, "Content-Type", Some("application/json"))?;
        }
        Ok(())
    },
};

pub const TOKEN_ONLY_WHERE_NEEDED: Check = Check {
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
        let none = subject.ask(&subject.get(Subject::LOGGERS).without("X-Auth-Token"))?;
        header(none.reached(Service::NetworkKr1)?, "X-Auth-Token", None)
    },
};

/// Whatever tells the service, or anybody who reads there, who the person is and from where they came.
const STRIPPED: [&str; 15] = [
    "Cookie",
    "Authorization",
    "Proxy-Authorization",
    "Referer",
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Port",
    "X-Forwarded-User",
    "X-Forwarded-Access-Token",
    "X-Real-IP",
    "True-Client-IP",
    "X-Client-Cert",
    "Via",
];

pub const NO_CREDENTIALS: Check = Check {
    name: "cookies, credentials and addresses are not forwarded",
    need: Need::Upstream,
    fix: "Send on named headers alone, or remove Cookie, Authorization, Origin, Referer, Forwarded and every X-Forwarded header.",
    run: |subject| {
        let mut request = subject.get(Subject::LOGGERS);
        for name in STRIPPED {
            request = request.set(name, HEADER);
        }
        if let Pages::Own { origin } = &subject.pages {
            request = request.set("Origin", origin);
        }
        for request in [request, subject.get(Subject::LOGGERS)] {
            let exchange = subject.ask(&request)?;
            let seen = exchange.reached(Service::NetworkKr1)?;
            STRIPPED.iter().chain(&["Origin"]).try_for_each(|name| header(seen, name, None))?;
        }
        Ok(())
    },
};

/// What a service needs of a request, and what HTTP itself adds.
const NAMED: [&str; 11] = [
    "Host",
    "Accept",
    "Accept-Encoding",
    "Content-Type",
    "Content-Length",
    "Transfer-Encoding",
    "Range",
    "User-Agent",
    "X-Auth-Token",
    "Connection",
    "Keep-Alive",
];

pub const NAMED_HEADERS_ONLY: Check = Check {
    name: "only named headers are forwarded",
    need: Need::Upstream,
    fix: "List the headers to send (nginx: proxy_pass_request_headers off) in place of those to remove.",
    run: |subject| {
        let mut request = subject.get(Subject::LOGGERS);
        for name in [
            "X-Subject-Token",
            "X-Service-Token",
            "X-Roles",
            "X-Project-Id",
            "Upgrade",
            "Te",
            "If-None-Match",
            "Mark",
        ] {
            request = request.set(name, HEADER);
        }
        let exchange = subject.ask(&request.add("Connection", "X-Auth-Token"))?;
        let seen = exchange.reached(Service::NetworkKr1)?;
        let names =
            seen.head.split("\r\n").skip(1).filter_map(|line| line.split_once(':')).map(|(name, _)| name);
        match names.into_iter().find(|name| !NAMED.iter().any(|known| known.eq_ignore_ascii_case(name))) {
            Some(name) => Err(format!("the service got {name}")),
            None => Ok(()),
        }
    },
};

pub const RANGE: Check = Check {
    name: "a part of a log file can be read",
    need: Need::Upstream,
    fix: "Pass Range on to object storage, and Content-Range, ETag and Last-Modified back.",
    run: |subject| {
        let part = "Content-Type: text/csv\r\nContent-Range: bytes 0-1/9\r\nETag: \"e\"\r\nLast-Modified: Mon, 29 Jul 2024 00:00:00 GMT\r\n";
        let request = subject.at(Service::StorageKr1, "GET", "/v1/AUTH_x/c/o").set("Range", "bytes=0-1");
        let exchange = subject.ask_this_while(Plan::answer("206 Partial Content", part, "ab"), &request)?;
        header(exchange.reached(Service::StorageKr1)?, "Range", Some("bytes=0-1"))?;
        exchange.status(206)?;
        exchange.header("Content-Range", "bytes 0-1/9")?;
        exchange.header("ETag", "\"e\"")?;
        exchange.header("Last-Modified", "Mon, 29 Jul 2024 00:00:00 GMT")
    },
};

pub const CONTAINERS: Check = Check {
    name: "a container's access policy can be read",
    need: Need::Upstream,
    fix: "Pass X-Container-Read, X-Container-Write and X-Container-Object-Count of object storage back, and expose them to the pages of a CORS proxy.",
    run: |subject| {
        let headers = ["X-Container-Read", "X-Container-Write", "X-Container-Object-Count"];
        let theirs: String = headers.iter().map(|name| format!("{name}: 7\r\n")).collect();
        let request = subject.at(Service::StorageKr1, "HEAD", "/v1/AUTH_x/c");
        let exchange = subject.ask_this_while(Plan::answer("204 No Content", &theirs, ""), &request)?;
        exchange.status(204)?;
        let exposed = exchange.answer.all("Access-Control-Expose-Headers").join(", ");
        headers.iter().try_for_each(|name| {
            exchange.header(name, "7")?;
            let readable = matches!(subject.pages, Pages::Own { .. }) || exposed.contains(name);
            if readable {
                Ok(())
            } else {
                Err(format!("the page cannot read {name}: {exposed:?} are exposed"))
            }
        })
    },
};

pub const SENT_ONCE: Check = Check {
    name: "a write is sent once",
    need: Need::Upstream,
    fix: "Switch the proxy's own repeating off: two equal POSTs make two loggers.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for method in ["POST", "PUT", "DELETE"] {
            for plan in [Plan::Close, Plan::answer("503 Service Unavailable", "Retry-After: 1\r\n", "{}")] {
                subject
                    .ask_this_while(plan, &subject.request(method, &target).body(b"{}"))?
                    .reached(Service::NetworkKr1)?;
            }
        }
        Ok(())
    },
};

fn header(seen: &Seen, name: &str, expect: Option<&str>) -> Verdict {
    let found = seen.header(name);
    if found == expect {
        Ok(())
    } else {
        Err(format!("{:?} got {name}: {found:?}, not {expect:?}", seen.service))
    }
}
