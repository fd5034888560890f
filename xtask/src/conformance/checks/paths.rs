//! A path is forwarded to the letter or refused: two servers must not read it in two ways.

use crate::conformance::upstream::Service;
use crate::conformance::{Check, Need, QUERY, Subject, Verdict};

pub const EMPTY_SEGMENTS: Check = Check {
    name: "// is refused",
    need: Need::Upstream,
    fix: "Refuse a request target whose path holds an empty segment, by the target as it came.",
    run: |subject| {
        let own = own(subject);
        let stranger = subject.stranger();
        each(
            subject,
            &[
                format!("//127.0.0.1:{stranger}/v2.0/x"),
                format!("/{own}/v2.0/x"),
                format!("{own}//v2.0/x"),
                format!("{own}/v2.0//x"),
                format!("{own}/v2.0/x//"),
                format!("{own}//127.0.0.1:{stranger}/v2.0/x"),
                format!("{own}/v2.0//x?q={QUERY}"),
            ],
        )
    },
};

pub const DOT_SEGMENTS: Check = Check {
    name: ".. and . are refused",
    need: Need::Upstream,
    fix: "Refuse a request target whose path holds a dot segment, by the target as it came.",
    run: |subject| {
        let own = own(subject);
        let other = subject.address.target(Service::NetworkKr2.host(), "");
        each(
            subject,
            &[
                format!("{own}/v2.0/../v3/users"),
                format!("{own}/v2.0/x/.."),
                format!("{own}/v2.0/./x"),
                format!("{own}/../x/v2.0/x"),
                format!("{own}/v2.0/../../x"),
                format!("{other}/..{own}/v2.0/x"),
                format!("{own}/v2.0/..?q={QUERY}"),
                format!("/..{own}/v2.0/x"),
            ],
        )
    },
};

pub const ENCODED_SEGMENTS: Check = Check {
    name: "encoded dots and slashes are refused",
    need: Need::Upstream,
    fix: "Look for %2e, %2f and control bytes in the target as it came, before anything decodes it.",
    run: |subject| {
        let own = own(subject);
        each(
            subject,
            &[
                format!("{own}/v2.0/%2e%2e/v3/users"),
                format!("{own}/v2.0/%2E%2E/v3/users"),
                format!("{own}/v2.0/.%2e/x"),
                format!("{own}/v2.0/%2e/x"),
                format!("{own}/v2.0/x/%2e%2e"),
                format!("{own}/v2.0/..%2fv3"),
                format!("{own}/v2.0/x%2F..%2F..%2Fv3"),
                format!("{own}%2f..%2fx/v2.0/x"),
                format!("{own}/v2.0/x%00"),
                format!("{own}/v2.0/x%0d%0aX-Injected:%201"),
                format!("{own}/v2.0/x%0A"),
            ],
        )
    },
};

pub const BACKSLASHES: Check = Check {
    name: "backslashes are refused",
    need: Need::Upstream,
    fix: "Refuse \\ and %5c in the path: some servers read them as slashes.",
    run: |subject| {
        let own = own(subject);
        let stranger = subject.stranger();
        each(
            subject,
            &[
                format!("{own}/v2.0/..\\v3"),
                format!("{own}/v2.0\\x"),
                format!("{own}/v2.0/%5c..%5cv3"),
                format!("{own}/v2.0/x%5C"),
                format!("/\\127.0.0.1:{stranger}/v2.0/x"),
                format!("{own}\\@127.0.0.1:{stranger}/v2.0/x"),
            ],
        )
    },
};

pub const OTHER_APIS: Check = Check {
    name: "only the APIs that the console uses",
    need: Need::Upstream,
    fix: "Forward /v2.0/ of the network endpoint, /v2.0/tokens of identity, /v1/ of object storage, and nothing else.",
    run: |subject| {
        let target = |service: Service, path: &str| subject.address.target(service.host(), path);
        each(
            subject,
            &[
                target(Service::NetworkKr1, "/"),
                target(Service::NetworkKr1, "/v3/users"),
                target(Service::NetworkKr1, "/v2.0"),
                target(Service::NetworkKr1, "/v2.00/x"),
                target(Service::Identity, "/v3/auth/tokens"),
                target(Service::Identity, "/v2.0/users"),
                target(Service::StorageKr1, "/v2/x"),
                target(Service::StorageKr1, "/info"),
            ],
        )
    },
};

/// The address of the network endpoint without a path.
fn own(subject: &Subject) -> String {
    subject.address.target(&subject.network, "")
}

fn each(subject: &Subject, targets: &[String]) -> Verdict {
    targets.iter().try_for_each(|target| {
        let method = if target.contains("identity") { "POST" } else { "GET" };
        subject.ask(&subject.request(method, target))?.refused()
    })
}
