//! A path is forwarded unchanged or refused, so that the proxy and the service cannot interpret it differently.

use crate::check::{Check, Need};
use crate::checks::choice::refused_targets;

pub const CHECKS: &[Check] = &[
    Check {
        name: "// is refused",
        need: Need::Upstream,
        fix: "Refuse a request target whose path holds an empty segment, by the target as it came.",
        run: |subject| {
            refused_targets(
                subject,
                "//{here}/v2.0/x /{own}/v2.0/x {own}//v2.0/x {own}/v2.0//x {own}/v2.0/x// {own}//{here}/v2.0/x
                {own}/v2.0//x?q={query}",
            )
        },
    },
    Check {
        name: ".. and . are refused",
        need: Need::Upstream,
        fix: "Refuse a request target whose path holds a dot segment, by the target as it came.",
        run: |subject| {
            refused_targets(
                subject,
                "{own}/v2.0/../v3/users {own}/v2.0/x/.. {own}/v2.0/./x {own}/../x/v2.0/x {own}/v2.0/../../x
                {kr2}/..{own}/v2.0/x {own}/v2.0/..?q={query} /..{own}/v2.0/x",
            )
        },
    },
    Check {
        name: "encoded dots and slashes are refused",
        need: Need::Upstream,
        fix: "Look for %2e, %2f and control bytes in the target as it came, before anything decodes it.",
        run: |subject| {
            refused_targets(
                subject,
                "{own}/v2.0/%2e%2e/v3/users {own}/v2.0/%2E%2E/v3/users {own}/v2.0/.%2e/x {own}/v2.0/%2e/x
                {own}/v2.0/x/%2e%2e {own}/v2.0/..%2fv3 {own}/v2.0/x%2F..%2F..%2Fv3 {own}%2f..%2fx/v2.0/x
                {own}/v2.0/x%00 {own}/v2.0/x%0d%0aX-Injected:%201 {own}/v2.0/x%0A",
            )
        },
    },
    Check {
        name: "backslashes are refused",
        need: Need::Upstream,
        fix: "Refuse \\ and %5c in the path: some servers read them as slashes.",
        run: |subject| {
            refused_targets(
                subject,
                r"{own}/v2.0/..\v3 {own}/v2.0\x {own}/v2.0/%5c..%5cv3 {own}/v2.0/x%5C /\{here}/v2.0/x
                {own}\@{here}/v2.0/x",
            )
        },
    },
    Check {
        name: "only the APIs that the console uses",
        need: Need::Upstream,
        fix: "Forward /v2.0/ of the network endpoint, /v2.0/tokens of identity, /v1/ of object storage, and nothing else.",
        run: |subject| {
            refused_targets(
                subject,
                "{own}/ {own}/v3/users {own}/v2.0 {own}/v2.00/x {identity}/v3/auth/tokens {identity}/v2.0/users
                {storage}/v2/x {storage}/info
                {own}/v1/AUTH_x/c/o {identity}/v1/AUTH_x/c/o {storage}/v2.0/ports {storage}/v2.0/tokens",
            )
        },
    },
];
