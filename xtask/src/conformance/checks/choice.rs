//! Nothing that a client sends may pick the upstream.

use crate::conformance::upstream::Service;
use crate::conformance::{Check, Exchange, Need, QUERY, Subject, Verdict};

pub const HOST_HEADER: Check = Check {
    name: "Host does not choose",
    need: Need::Nothing,
    fix: "Name the upstream's host in the configuration; never build it from the Host header.",
    run: |subject| {
        let usual = subject.send(&subject.get(Subject::LOGGERS))?;
        for host in hosts(subject) {
            let exchange = subject.send(&subject.get(Subject::LOGGERS).set("Host", &host))?;
            harmless(&exchange, &usual)?;
        }
        Ok(())
    },
};

pub const ABSOLUTE_FORM: Check = Check {
    name: "an absolute request target does not choose",
    need: Need::Nothing,
    fix: "Be no forward proxy: refuse targets that begin with a scheme, or read their path alone.",
    run: |subject| {
        let usual = subject.send(&subject.get(Subject::LOGGERS))?;
        for host in hosts(subject) {
            let own = subject.address.target(&subject.network, Subject::LOGGERS);
            for target in [format!("http://{host}/latest/meta-data/"), format!("http://{host}{own}")] {
                harmless(&subject.send(&subject.request("GET", &target))?, &usual)?;
            }
            let tunnel = subject.request("CONNECT", &host).set("Host", &host);
            harmless(&subject.send(&tunnel)?, &usual)?;
        }
        Ok(())
    },
};

pub const OTHER_HOSTS: Check = Check {
    name: "other hosts are refused",
    need: Need::Nothing,
    fix: "Give each upstream a location of its own and refuse every other address.",
    run: |subject| {
        let network = &subject.network;
        let mut all = hosts(subject);
        all.extend([
            format!("{network}.evil.example"),
            format!("evil.example.{network}"),
            format!("{network}:8443"),
            format!("{network}."),
            format!("x{network}"),
            String::new(),
        ]);
        all.iter().try_for_each(|host| refused_host(subject, host))
    },
};

pub const AT_SIGN: Check = Check {
    name: "a user name before @ does not choose",
    need: Need::Nothing,
    fix: "Compare the whole host segment; never put what a client sent before or after the upstream's name.",
    run: |subject| {
        let (network, stranger) = (&subject.network, subject.stranger());
        let own = subject.address.target(network, "");
        for host in [format!("{network}@127.0.0.1:{stranger}"), format!("127.0.0.1:{stranger}@{network}")] {
            refused_host(subject, &host)?;
        }
        for end in [format!("@127.0.0.1:{stranger}/v2.0/x"), format!(":x@127.0.0.1:{stranger}/v2.0/x")] {
            subject.ask(&subject.request("GET", &format!("{own}{end}")))?.refused()?;
        }
        Ok(())
    },
};

pub const ENCODED_HOST: Check = Check {
    name: "an encoded host does not choose",
    need: Need::Nothing,
    fix: "Do not decode what a client sent into a host name; use fixed names.",
    run: |subject| {
        let (network, stranger) = (&subject.network, subject.stranger());
        let all = [
            format!("127.0.0.1%3A{stranger}"),
            format!("%31%32%37.0.0.1:{stranger}"),
            format!("127%2e0%2e0%2e1:{stranger}"),
            format!("{network}%2eevil.example"),
            format!("{network}%40127.0.0.1:{stranger}"),
            format!("{network}%00.evil.example"),
            format!("{network}%2f..%2f127.0.0.1:{stranger}"),
            format!("%5b::1%5d:{stranger}"),
        ];
        all.iter().try_for_each(|host| refused_host(subject, host))
    },
};

pub const URL_AS_TARGET: Check = Check {
    name: "a URL in path or query does not choose",
    need: Need::Nothing,
    fix: "Take no address from the path or the query; the path behind a fixed prefix is all that is passed on.",
    run: |subject| {
        let url = format!("http://127.0.0.1:{}/v2.0/x", subject.stranger());
        let base = subject.address.target("", "");
        let base = base.trim_end_matches('/');
        for path in [format!("/{url}"), format!("/?url={url}"), format!("/?u={url}"), format!("/http:/{url}")]
        {
            subject.ask(&subject.request("GET", &format!("{base}{path}")))?.refused()?;
        }
        Ok(())
    },
};

pub const STEERING_HEADERS: Check = Check {
    name: "no header chooses",
    need: Need::Upstream,
    fix: "Forward to a fixed host and path; ignore X-Forwarded-Host, X-Original-URL and their kind.",
    run: |subject| {
        let stranger = format!("127.0.0.1:{}", subject.stranger());
        let headers = [
            ("X-Forwarded-Host", stranger.clone()),
            ("X-Forwarded-Server", stranger.clone()),
            ("X-Host", stranger.clone()),
            ("Forwarded", format!("host={stranger};proto=http")),
            ("X-Original-URL", "/v2.0/ports".to_owned()),
            ("X-Rewrite-URL", "/v2.0/ports".to_owned()),
            ("X-HTTP-Method-Override", "DELETE".to_owned()),
        ];
        for (name, value) in headers {
            let exchange = subject.ask(&subject.get(Subject::LOGGERS).set(name, &value))?;
            let line = exchange.reached(Service::NetworkKr1)?.line();
            if !line.starts_with("GET /v2.0/flowlog-loggers ") {
                return Err(format!("{name} turned the request into {line:?}"));
            }
        }
        Ok(())
    },
};

/// Where nobody may be led: this machine, a cloud's metadata, and other names for them.
fn hosts(subject: &Subject) -> Vec<String> {
    let stranger = subject.stranger();
    let mut hosts: Vec<String> =
        ["169.254.169.254", "metadata.google.internal", "evil.example"].map(str::to_owned).into();
    for this_machine in ["127.0.0.1", "localhost", "[::1]", "127.1", "0x7f.1", "2130706433", "0.0.0.0"] {
        hosts.push(format!("{this_machine}:{stranger}"));
    }
    hosts
}

fn refused_host(subject: &Subject, host: &str) -> Verdict {
    for path in [format!("/v2.0/x?q={QUERY}"), "/latest/meta-data/".to_owned()] {
        subject.ask(&subject.request("GET", &subject.address.target(host, &path)))?.refused()?;
    }
    Ok(())
}

/// The request came to nothing, or to the upstream that its path means under that upstream's own name.
fn harmless(exchange: &Exchange, usual: &Exchange) -> Verdict {
    let Some(seen) = exchange.seen.first() else {
        let same = exchange.answer.status == usual.answer.status && exchange.answer.body == usual.answer.body;
        if same && usual.seen.is_empty() {
            return Ok(());
        }
        // Without a view of the far side an answer with other content could come from anywhere.
        let nothing = exchange.answer.status < 500 && !(200..400).contains(&exchange.answer.status);
        return if nothing || exchange.answer.body.is_empty() { Ok(()) } else { exchange.refused() };
    };
    if exchange.seen.len() > 1 || seen.service != Service::NetworkKr1 {
        return exchange.refused();
    }
    let host = seen.header("Host").unwrap_or_default();
    let own = host == Service::NetworkKr1.host() || host.starts_with("127.0.0.1:");
    if own && seen.line() == "GET /v2.0/flowlog-loggers HTTP/1.1" {
        return Ok(());
    }
    Err(format!("the service got {:?} with the host {host:?}", seen.line()))
}
