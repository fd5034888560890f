//! Where everything is and who may use it: what a test or a deployment's configuration is written from.

use crate::accounts::Account;
use crate::realms::REALMS;
use crate::seats::{self, Seat, Service};
use serde_json::{Value, json};

/// A realm: an identity service with its accounts and regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realm {
    /// `public` or `gov`.
    pub id: String,
    /// The origin of its identity service.
    pub identity: String,
    /// The tenant of the network API in each of its regions.
    pub tenant_id: String,
    /// A token of that tenant that may write and that never expires.
    pub demo_token: String,
    pub regions: Vec<Region>,
    pub accounts: Vec<User>,
}

/// A region of a realm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// `KR1` to `KR3`, or `GOV1` to `GOV3`.
    pub id: String,
    pub name: String,
    /// The origin of its network API, which has Flow Log.
    pub network: String,
    /// The origin of its Object Storage.
    pub object_storage: String,
    /// The tenant of its Object Storage, which needs a token of its own.
    pub storage_tenant_id: String,
    /// `AUTH_` and that tenant.
    pub storage_account: String,
}

/// An account of a realm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub user_name: String,
    /// The API password.
    pub password: String,
    /// The account's own id, by which an access policy names it.
    pub id: String,
    /// The role as the identity API names it; `None` when the account belongs to no tenant.
    pub role: Option<String>,
    pub locked: bool,
}

/// Every realm that these ports serve.
pub fn realms(seats: &[Seat], regions: usize, demo_token: impl Fn(usize) -> String) -> Vec<Realm> {
    let origin = |service: Service, realm: usize, region: usize| {
        seats::find(seats, service, realm, region).map(Seat::origin).unwrap_or_default()
    };
    let served = |realm: &usize| seats.iter().any(|seat| seat.identity && seat.realm == *realm);
    let plans = REALMS.iter().enumerate().filter(|(realm, _)| served(realm));
    let realm = |(realm, plan): (usize, &crate::realms::RealmPlan)| Realm {
        id: plan.id.to_owned(),
        identity: origin(Service::Identity, realm, 0),
        tenant_id: plan.tenant.to_owned(),
        demo_token: demo_token(realm),
        regions: plan
            .regions
            .iter()
            .take(regions)
            .enumerate()
            .map(|(at, region)| Region {
                id: region.id.to_owned(),
                name: region.name.to_owned(),
                network: origin(Service::Network, realm, at),
                object_storage: origin(Service::Storage, realm, at),
                storage_tenant_id: region.storage_tenant.to_owned(),
                storage_account: region.storage_account(),
            })
            .collect(),
        accounts: plan.accounts.iter().map(user).collect(),
    };
    plans.map(realm).collect()
}

fn user(account: &Account) -> User {
    User {
        user_name: account.name.to_owned(),
        password: account.password.to_owned(),
        id: account.id.to_owned(),
        role: account.role.map(|role| role.name().to_owned()),
        locked: account.locked,
    }
}

impl Realm {
    /// Whether it has an account of that name.
    pub(crate) fn has(&self, user_name: &str) -> bool {
        self.accounts.iter().any(|user| user.user_name == user_name)
    }

    /// The realm as the admin port shows it.
    pub(crate) fn to_json(&self) -> Value {
        let regions = self.regions.iter().map(|region| {
            json!({
                "id": region.id,
                "name": region.name,
                "network": region.network,
                "object_storage": region.object_storage,
                "object_storage_tenant_id": region.storage_tenant_id,
                "object_storage_account": region.storage_account,
            })
        });
        let accounts = self.accounts.iter().map(|user| {
            json!({
                "user_name": user.user_name,
                "password": user.password,
                "id": user.id,
                "role": user.role,
                "locked": user.locked,
            })
        });
        json!({
            "id": self.id,
            "identity": self.identity,
            "tenant_id": self.tenant_id,
            "demo_token": self.demo_token,
            "regions": regions.collect::<Vec<Value>>(),
            "accounts": accounts.collect::<Vec<Value>>(),
        })
    }
}
