//! The valid tokens, and what each stands for.

use crate::accounts::{Account, Role};
use crate::clock::{self, Micros, SECOND};
use crate::ids;
use crate::realms::RealmPlan;
use axum::http::HeaderMap;
use std::collections::HashMap;

/// The demo token has to outlive every test, since no password renews it.
const DEMO_LIFETIME: Micros = 10 * 365 * 86_400 * SECOND;

/// What a token stands for.
#[derive(Clone, Debug)]
pub struct Grant {
    pub account: Account,
    pub role: Role,
    pub tenant: String,
    /// A whole second, so that `expires` of the identity API is exact.
    pub expires: Micros,
}

/// The tokens that one realm has issued.
#[derive(Debug, Default)]
pub struct Tokens(HashMap<String, Grant>);

impl Tokens {
    /// The demo token of a realm and no other: a token of its first account.
    pub fn with_demo(token: &str, realm: &RealmPlan) -> Self {
        let expires = clock::now() + DEMO_LIFETIME;
        let demo = realm.accounts.first().and_then(|account| {
            let tenant = realm.tenant.to_owned();
            Some((token.to_owned(), Grant { account: *account, role: account.role?, tenant, expires }))
        });
        Self(demo.into_iter().collect())
    }

    /// Issues a token.
    pub fn issue(&mut self, grant: Grant) -> String {
        let token = ids::secret();
        self.0.insert(token.clone(), grant);
        token
    }

    /// What a token stands for, while it is valid.
    pub fn grant(&self, token: &str) -> Option<&Grant> {
        self.0.get(token).filter(|grant| grant.expires > clock::now())
    }

    /// What the token of a request stands for.
    pub fn presented(&self, headers: &HeaderMap) -> Option<&Grant> {
        self.grant(headers.get("x-auth-token")?.to_str().ok()?)
    }

    /// Ends every token, the demo token too.
    pub fn revoke_all(&mut self) {
        self.0.clear();
    }

    /// Ends one token.
    pub fn revoke(&mut self, token: &str) {
        self.0.remove(token);
    }
}

/// The end of a token that is issued now for that many seconds. It is rounded up to a whole second. A token of no
/// seconds has ended already.
pub fn end(now: Micros, seconds: u64) -> Micros {
    let whole = now / SECOND * SECOND;
    if seconds == 0 {
        return whole;
    }
    let ceiling = if whole == now { now } else { whole + SECOND };
    ceiling.saturating_add(seconds.saturating_mul(SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: Micros, seconds: u64, expect: Micros) {
        assert_eq!(end(now, seconds), expect);
    }

    #[test]
    fn a_token_ends_at_a_whole_second() {
        check(5 * SECOND, 2, 7 * SECOND);
        check(5 * SECOND + 1, 2, 8 * SECOND);
        check(6 * SECOND - 1, 1, 7 * SECOND);
        check(5 * SECOND + 999, 0, 5 * SECOND);
        check(5 * SECOND, 0, 5 * SECOND);
        check(5, u64::MAX, u64::MAX);
    }
}
