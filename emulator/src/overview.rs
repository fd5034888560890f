//! The origins, tenants and accounts of every realm: what a test or a deployment's configuration is written from.

use crate::accounts::Account;
use crate::endpoints::{self, Endpoint, Service};
use crate::realms::{RealmPlan, RegionPlan};
use serde::Serialize;

/// A realm: an identity service with its accounts and regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Realm {
    /// `public` or `gov`.
    pub id: String,
    /// The origin of its identity service.
    pub identity: String,
    /// The tenant of the network API in each of its regions.
    pub tenant_id: String,
    /// A token of that tenant that may write and never expires.
    pub demo_token: String,
    pub regions: Vec<Region>,
    pub accounts: Vec<Account>,
}

/// A region of a realm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// `KR1` to `KR3`, or `GOV1` to `GOV3`.
    pub id: String,
    pub name: String,
    /// The origin of its network API, which has Flow Log.
    pub network: String,
    /// The origin of its Object Storage.
    pub object_storage: String,
    /// The tenant of its Object Storage, which needs a token of its own.
    #[serde(rename = "object_storage_tenant_id")]
    pub storage_tenant_id: String,
    /// `AUTH_` and that tenant.
    #[serde(rename = "object_storage_account")]
    pub storage_account: String,
}

impl Realm {
    /// The realm with this number at these endpoints.
    pub(crate) fn new(
        number: usize,
        plan: &RealmPlan,
        regions: usize,
        endpoints: &[Endpoint],
        demo_token: &str,
    ) -> Self {
        let origin = |service: Service, region: usize| {
            endpoints::find(endpoints, service, number, region).map(Endpoint::origin).unwrap_or_default()
        };
        let region = |(at, region): (usize, &RegionPlan)| Region {
            id: region.id.to_owned(),
            name: region.name.to_owned(),
            network: origin(Service::Network, at),
            object_storage: origin(Service::Storage, at),
            storage_tenant_id: region.storage_tenant.to_owned(),
            storage_account: region.storage_account(),
        };
        Self {
            id: plan.id.to_owned(),
            identity: origin(Service::Identity, 0),
            tenant_id: plan.tenant.to_owned(),
            demo_token: demo_token.to_owned(),
            regions: plan.regions.iter().take(regions).enumerate().map(region).collect(),
            accounts: plan.accounts.to_vec(),
        }
    }

    /// Whether it has an account of that name.
    pub(crate) fn has(&self, user_name: &str) -> bool {
        self.accounts.iter().any(|account| account.user_name == user_name)
    }
}
