//! What a caller may do with an account, a container and its objects.

use crate::accounts::Role;
use crate::acl;
use crate::reply::Refusal;
use crate::tokens::Grant;
use crate::world::Container;
use axum::http::{Method, StatusCode};

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Account,
    Container,
    Object,
}

/// The caller, and whether the account in the path belongs to the token's tenant.
pub struct Visitor {
    grant: Option<Grant>,
    own: bool,
}

impl Visitor {
    /// The holder of a token, or a caller without one, at an account.
    pub fn new(grant: Option<Grant>, account: &str) -> Self {
        let own = grant.as_ref().is_some_and(|grant| account == format!("AUTH_{}", grant.tenant));
        Self { grant, own }
    }

    /// Whether the access policies are shown.
    pub fn owns(&self) -> bool {
        self.role() == Some(Role::Admin)
    }

    /// # Errors
    /// 401 without a token, 403 with a token that does not allow it.
    pub fn check(&self, method: &Method, level: Level, container: Option<&Container>) -> Result<(), Refusal> {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        let by_role = match self.role() {
            Some(Role::Admin) => true,
            Some(Role::Member) => reads,
            _ => false,
        };
        if by_role || container.is_some_and(|container| self.is_let_in(reads, level, container)) {
            return Ok(());
        }
        Err(Refusal::swift(if self.grant.is_some() {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::UNAUTHORIZED
        }))
    }

    /// The role in the account; `None` for a token of another tenant.
    fn role(&self) -> Option<Role> {
        self.grant.as_ref().filter(|_| self.own).map(|grant| grant.role)
    }

    fn is_let_in(&self, reads: bool, level: Level, container: &Container) -> bool {
        let named = |list: &str| {
            self.grant.as_ref().is_some_and(|grant| acl::names(list, &grant.tenant, grant.account.id))
        };
        let (read, write) = (container.header(acl::READ), container.header(acl::WRITE));
        match level {
            Level::Account => false,
            Level::Container if reads => named(read) || (acl::is_public(read) && acl::is_listable(read)),
            Level::Container => false,
            Level::Object if reads => named(read) || acl::is_public(read),
            Level::Object => named(write),
        }
    }
}
