//! A client must not be able to choose the upstream.

use anyhow::ensure;

use crate::check::{Check, Need};
use crate::subject::{Exchange, LOGGERS, QUERY, Subject, Verdict};
use crate::upstream::Service;

/// Hosts that the proxy must not connect to: this machine under several names, and cloud metadata services.
const ELSEWHERE: &str =
    "169.254.169.254 metadata.google.internal evil.example {here} localhost:{port} [::1]:{port}
    127.1:{port} 0x7f.1:{port} 2130706433:{port} 0.0.0.0:{port}";

pub const CHECKS: &[Check] = &[
    Check {
        name: "Host does not choose",
        need: Need::Nothing,
        fix: "Name the upstream's host in the configuration; never build it from the Host header.",
        run: |subject| {
            let usual = subject.send(&subject.loggers("GET"))?;
            for host in subject.words(ELSEWHERE) {
                harmless(&subject.send(&subject.loggers("GET").set("Host", &host))?, &usual)?;
            }
            Ok(())
        },
    },
    Check {
        name: "an absolute request target does not choose",
        need: Need::Nothing,
        fix: "Be no forward proxy: refuse targets that begin with a scheme, or read their path alone.",
        run: |subject| {
            let usual = subject.send(&subject.loggers("GET"))?;
            let own = subject.address.target(&subject.network, LOGGERS);
            for host in subject.words(ELSEWHERE) {
                for target in [format!("http://{host}/latest/meta-data/"), format!("http://{host}{own}")] {
                    harmless(&subject.send(&subject.request("GET", &target))?, &usual)?;
                }
                let tunnel = subject.request("CONNECT", &host).set("Host", &host);
                harmless(&subject.send(&tunnel)?, &usual)?;
            }
            Ok(())
        },
    },
    Check {
        name: "other hosts are refused",
        need: Need::Nothing,
        fix: "Give each upstream a location of its own and refuse every other address.",
        run: |subject| {
            refused_hosts(subject, ELSEWHERE)?;
            refused_host(subject, "")?;
            refused_hosts(
                subject,
                "{network}.evil.example evil.example.{network} {network}:8443 {network}. x{network}",
            )
        },
    },
    Check {
        name: "a user name before @ does not choose",
        need: Need::Nothing,
        fix: "Compare the whole host segment; never put what a client sent before or after the upstream's name.",
        run: |subject| {
            refused_hosts(subject, "{network}@{here} {here}@{network}")?;
            refused_targets(subject, "{own}@{here}/v2.0/x {own}:x@{here}/v2.0/x")
        },
    },
    Check {
        name: "an encoded host does not choose",
        need: Need::Nothing,
        fix: "Do not decode what a client sent into a host name; use fixed names.",
        run: |subject| {
            refused_hosts(
                subject,
                "127.0.0.1%3A{port} %31%32%37.0.0.1:{port} 127%2e0%2e0%2e1:{port} %5b::1%5d:{port}
                {network}%2eevil.example {network}%40{here} {network}%00.evil.example {network}%2f..%2f{here}",
            )
        },
    },
    Check {
        name: "a URL in path or query does not choose",
        need: Need::Nothing,
        fix: "Take no address from the path or the query; the path behind a fixed prefix is all that is passed on.",
        run: |subject| {
            refused_targets(
                subject,
                "{base}/http://{here}/v2.0/x {base}/?url=http://{here}/v2.0/x
                {base}/?u=http://{here}/v2.0/x {base}/http:/http://{here}/v2.0/x",
            )
        },
    },
    Check {
        name: "no header chooses",
        need: Need::Upstream,
        fix: "Forward to a fixed host and path; ignore X-Forwarded-Host, X-Original-URL and their kind.",
        run: |subject| {
            for header in subject.words(
                "X-Forwarded-Host={here} X-Forwarded-Server={here} X-Host={here} Forwarded=host={here};proto=http
                X-Original-URL=/v2.0/ports X-Rewrite-URL=/v2.0/ports X-HTTP-Method-Override=DELETE",
            ) {
                let (name, value) = header.split_once('=').unwrap_or_default();
                let exchange = subject.ask(&subject.loggers("GET").set(name, value))?;
                let line = exchange.reached(Service::NetworkKr1)?.line();
                let same = line.starts_with("GET /v2.0/flowlog-loggers ");
                ensure!(same, "{name} turned the request into {line:?}");
            }
            Ok(())
        },
    },
];

/// The proxy refuses each of these request targets.
pub fn refused_targets(subject: &Subject, targets: &str) -> Verdict {
    subject.words(targets).iter().try_for_each(|target| {
        // Identity accepts POST only. With another method the refusal would not be about the path.
        let method = if target.contains(Service::Identity.host()) { "POST" } else { "GET" };
        subject.ask(&subject.request(method, target))?.refused()
    })
}

fn refused_hosts(subject: &Subject, hosts: &str) -> Verdict {
    subject.words(hosts).iter().try_for_each(|host| refused_host(subject, host))
}

fn refused_host(subject: &Subject, host: &str) -> Verdict {
    for path in [format!("/v2.0/x?q={QUERY}"), "/latest/meta-data/".to_owned()] {
        subject.ask(&subject.request("GET", &subject.address.target(host, &path)))?.refused()?;
    }
    Ok(())
}

/// The request was not forwarded, or it reached the upstream of its path with the upstream's own host name.
fn harmless(exchange: &Exchange, usual: &Exchange) -> Verdict {
    let Some(seen) = exchange.seen.first() else {
        let same = exchange.answer.status == usual.answer.status && exchange.answer.body == usual.answer.body;
        // Without mock services, a successful response with other content could come from any host.
        let nothing = exchange.answer.status < 500 && !(200..400).contains(&exchange.answer.status);
        let is_harmless = same && usual.seen.is_empty() || nothing || exchange.answer.body.is_empty();
        return if is_harmless { Ok(()) } else { exchange.refused() };
    };
    if exchange.seen.len() > 1 || seen.service != Service::NetworkKr1 {
        return exchange.refused();
    }
    let host = seen.header("Host").unwrap_or_default();
    let own = host == Service::NetworkKr1.host() || host.starts_with("127.0.0.1:");
    let same = own && seen.line() == "GET /v2.0/flowlog-loggers HTTP/1.1";
    ensure!(same, "the service got {:?} with the host {host:?}", seen.line());
    Ok(())
}
