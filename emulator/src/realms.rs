//! The realms and their regions. A realm has its own identity service, with accounts and tenants that no other realm
//! knows. A region has its own network and its own Object Storage.

use crate::accounts::{self, Account};

/// A region, as a deployment knows it.
#[derive(Debug)]
pub struct RegionPlan {
    pub id: &'static str,
    pub name: &'static str,
    /// The tenant of its Object Storage. The network has another one.
    pub storage_tenant: &'static str,
    pub storage_tenant_name: &'static str,
    /// The host of the storage URLs in the sample.
    pub storage_host: &'static str,
}

/// A realm.
#[derive(Debug)]
pub struct RealmPlan {
    pub id: &'static str,
    /// The tenant of the network API, the same in each region.
    pub tenant: &'static str,
    pub tenant_name: &'static str,
    pub accounts: &'static [Account],
    pub regions: [RegionPlan; 3],
}

/// The compute tenant of the guide's examples, so that they work here unchanged.
pub const TENANT: &str = "419a823563124dc5b5627f5e79db8174";
/// The Object Storage tenant of the guide's examples.
pub const STORAGE_TENANT: &str = "e670167936434f85a03694184000ffe6";

const fn region(
    id: &'static str,
    name: &'static str,
    storage_tenant: &'static str,
    storage_tenant_name: &'static str,
    storage_host: &'static str,
) -> RegionPlan {
    RegionPlan { id, name, storage_tenant, storage_tenant_name, storage_host }
}

/// Every realm, the usual one first.
#[rustfmt::skip]
pub const REALMS: [RealmPlan; 2] = [
    RealmPlan {
        id: "public",
        tenant: TENANT,
        tenant_name: "sample-project",
        accounts: &accounts::PUBLIC,
        regions: [
            region("KR1", "Korea (Pangyo)", STORAGE_TENANT, "sample-object-storage", "kr1-api-object-storage.nhncloudservice.com"),
            region("KR2", "Korea (Pyeongchon)", "c2f05a7d31e84b06a9d4e8b7150c62f2", "sample-object-storage-kr2", "kr2-api-object-storage.nhncloudservice.com"),
            region("KR3", "Korea (Gwangju)", "d36b90e4f7ac4815b2c05d9e61a87f33", "sample-object-storage-kr3", "kr3-api-object-storage.nhncloudservice.com"),
        ],
    },
    RealmPlan {
        id: "gov",
        tenant: "7b1d4c90a2e54f3e8c6d01f2b3a49587",
        tenant_name: "gov-project",
        accounts: &accounts::GOVERNMENT,
        regions: [
            region("GOV1", "Government 1", "f10c7e52b8d94a6f93e1507ac2d4b611", "gov-object-storage", "gov1-api-object-storage.cloud.example"),
            region("GOV2", "Government 2", "f2a95d08c3e14b7780f6d2b19e7c4a22", "gov-object-storage-2", "gov2-api-object-storage.cloud.example"),
            region("GOV3", "Government 3", "f34e61b7d0a24c9d95b83c7f10e6d833", "gov-object-storage-3", "gov3-api-object-storage.cloud.example"),
        ],
    },
];

impl RealmPlan {
    /// Id and name of each tenant, with those of the first `regions` regions.
    pub fn tenants(&self, regions: usize) -> impl Iterator<Item = (&'static str, &'static str)> {
        let storage = self.regions.iter().take(regions);
        let storage = storage.map(|region| (region.storage_tenant, region.storage_tenant_name));
        std::iter::once((self.tenant, self.tenant_name)).chain(storage)
    }
}

impl RegionPlan {
    /// The account of its Object Storage.
    pub fn storage_account(&self) -> String {
        format!("AUTH_{}", self.storage_tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn realms_share_nothing() {
        let mut seen = BTreeSet::new();
        for realm in &REALMS {
            let mut names: Vec<&str> = vec![realm.id, realm.tenant, realm.tenant_name];
            for region in &realm.regions {
                assert!(crate::storage_url::is_account(&region.storage_account()), "{}", region.id);
                names.extend([region.id, region.storage_tenant, region.storage_tenant_name]);
            }
            names.extend(
                realm.accounts.iter().flat_map(|account| [account.id, account.user_name, account.password]),
            );
            for name in names {
                assert!(seen.insert(name), "{name} is there twice");
            }
        }
    }
}
