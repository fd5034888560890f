//! Whose pages may use a proxy.

use crate::conformance::upstream::{Plan, Service};
use crate::conformance::{Check, Need, Pages, Subject, Verdict};

pub const LISTED: Check = Check {
    name: "CORS: a listed origin is allowed",
    need: Need::Cors,
    fix: "Answer a listed origin with itself in Access-Control-Allow-Origin, Vary: Origin, and no Allow-Credentials.",
    run: |subject| {
        let exchange = subject.ask(&subject.get(Subject::LOGGERS))?;
        exchange.header("Access-Control-Allow-Origin", listed(subject))?;
        exchange.no_header("Access-Control-Allow-Credentials")?;
        let vary = exchange.answer.all("Vary").join(", ").to_ascii_lowercase();
        if !vary.split(", ").any(|name| name == "origin") {
            return Err(format!("Vary is {vary:?}, so a cache would mix the origins up"));
        }
        let exposed = exchange.answer.all("Access-Control-Expose-Headers").join(", ").to_ascii_lowercase();
        ["retry-after", "x-openstack-request-id"].iter().try_for_each(|name| {
            if exposed.contains(name) { Ok(()) } else { Err(format!("the page cannot read {name}")) }
        })
    },
};

pub const UNLISTED: Check = Check {
    name: "CORS: other origins are refused",
    need: Need::Cors,
    fix: "Compare Origin as a whole with a list, before anything is forwarded, and refuse a request without it. In a Caddyfile the check has to stand inside route { }.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for origin in strangers(listed(subject)) {
            for method in ["GET", "POST", "OPTIONS"] {
                let request = subject.request(method, &target);
                let request = if origin.is_empty() {
                    request.without("Origin")
                } else {
                    request.set("Origin", &origin)
                };
                let exchange = subject.ask(&request)?;
                exchange
                    .refused()
                    .and_then(|()| exchange.status(403))
                    .map_err(|why| format!("{why} (Origin {origin:?})"))?;
                exchange.no_header("Access-Control-Allow-Origin")?;
            }
        }
        Ok(())
    },
};

pub const PREFLIGHT: Check = Check {
    name: "CORS: preflight requests are answered",
    need: Need::Cors,
    fix: "Answer OPTIONS with 204 and the methods and headers that the console uses; never forward it.",
    run: |subject| {
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let request = subject.request("OPTIONS", &target).without("X-Auth-Token");
            let request = request
                .set("Access-Control-Request-Method", method)
                .set("Access-Control-Request-Headers", "content-type,x-auth-token");
            let exchange = subject.ask(&request)?;
            if let Some(seen) = exchange.seen.first() {
                return Err(format!("a preflight request reached {:?}", seen.service));
            }
            if !(200..300).contains(&exchange.answer.status) {
                return exchange.status(204);
            }
            exchange.header("Access-Control-Allow-Origin", listed(subject))?;
            names(&exchange.answer.all("Access-Control-Allow-Methods"), &[method])?;
            names(&exchange.answer.all("Access-Control-Allow-Headers"), &["x-auth-token", "content-type"])?;
        }
        Ok(())
    },
};

pub const ON_ERRORS: Check = Check {
    name: "CORS: pages can read errors",
    need: Need::CorsAndUpstream,
    fix: "Send Access-Control-Allow-Origin with every status (nginx: always), also with the proxy's own errors.",
    run: |subject| {
        let plans = [
            (Plan::answer("404 Not Found", "", "{}"), 404),
            (Plan::answer("503 Service Unavailable", "", "{}"), 503),
            (Plan::answer("302 Found", "Location: /\r\n", ""), 502),
            (Plan::Close, 502),
        ];
        for (plan, status) in plans {
            let exchange = subject.ask_while(plan)?;
            exchange.status(status)?;
            exchange.header("Access-Control-Allow-Origin", listed(subject))?;
        }
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for request in [subject.request("PATCH", &target), subject.at(Service::Stranger, "GET", "/v2.0/x")] {
            subject.ask(&request)?.header("Access-Control-Allow-Origin", listed(subject))?;
        }
        Ok(())
    },
};

pub const FOREIGN_PAGES: Check = Check {
    name: "pages of other origins are refused",
    need: Need::SameOrigin,
    fix: "Refuse a request whose Origin is not the site's own, and send no Access-Control header under the service's path.",
    run: |subject| {
        let Pages::Own { origin: own } = &subject.pages else {
            return Err("the site's origin is not known".into());
        };
        let target = subject.address.target(&subject.network, Subject::LOGGERS);
        for origin in strangers(own).into_iter().filter(|origin| !origin.is_empty()) {
            for method in ["GET", "POST", "OPTIONS"] {
                let exchange = subject.ask(&subject.request(method, &target).set("Origin", &origin))?;
                exchange
                    .refused()
                    .and_then(|()| exchange.status(403))
                    .map_err(|why| format!("{why} (Origin {origin:?})"))?;
                exchange.no_header("Access-Control-Allow-Origin")?;
            }
        }
        let exchange = subject.ask(&subject.request("POST", &target).set("Origin", own).body(b"{}"))?;
        if subject.upstreams.is_some() {
            exchange.reached(Service::NetworkKr1)?;
        } else if exchange.answer.status == 403 {
            return Err(format!("the site's own origin {own:?} is refused as well"));
        }
        exchange.no_header("Access-Control-Allow-Origin")
    },
};

fn listed(subject: &Subject) -> &str {
    match &subject.pages {
        Pages::Other { origin } => origin,
        Pages::Own { .. } => "",
    }
}

/// Origins that are not the one given, however alike.
fn strangers(origin: &str) -> Vec<String> {
    let host = origin.split("://").nth(1).unwrap_or_default();
    let other_scheme = if origin.starts_with("https:") { "http" } else { "https" };
    vec![
        String::new(),
        "null".to_owned(),
        "https://evil.example".to_owned(),
        format!("{origin}.evil.example"),
        format!("{origin}:8443"),
        format!("{origin}/"),
        format!("https://evil-{host}"),
        format!("https://evil.example#{origin}"),
        format!("{other_scheme}://{host}"),
        format!("{origin}, https://evil.example"),
        format!("{origin} https://evil.example"),
        "*".to_owned(),
    ]
}

fn names(values: &[&str], wanted: &[&str]) -> Verdict {
    let all = values.join(",").to_ascii_lowercase();
    let all: Vec<_> = all.split(',').map(str::trim).collect();
    match wanted.iter().find(|name| !all.contains(&name.to_ascii_lowercase().as_str())) {
        Some(name) => Err(format!("the answer to a preflight request allows {all:?}, not {name}")),
        None => Ok(()),
    }
}
