//! What the admin port can turn while the service runs.

use crate::options::{Catalog, Cors, Options};
use crate::seats::Service;
use std::collections::BTreeMap;

/// The positions of all switches.
#[derive(Debug)]
pub struct Switches {
    /// Whether pages of other origins may read the site.
    site_cors: bool,
    pub cors: Cors,
    pub catalog: Catalog,
    /// Seconds that a token lives.
    pub token_life: u64,
    /// The same for single accounts, by name.
    pub token_life_of: BTreeMap<String, u64>,
}

impl Switches {
    /// As the options say.
    pub fn new(options: &Options) -> Self {
        let all = options.cors;
        let some = options.cors_for;
        Self {
            site_cors: all,
            cors: Cors {
                identity: all || some.identity,
                network: all || some.network,
                object_storage: all || some.object_storage,
            },
            catalog: options.catalog,
            token_life: options.token_lifetime_seconds,
            token_life_of: BTreeMap::new(),
        }
    }

    /// Whether pages of other origins may call a service.
    pub fn shares(&self, service: Service) -> bool {
        match service {
            Service::Site => self.site_cors,
            Service::Identity => self.cors.identity,
            Service::Network => self.cors.network,
            Service::Storage => self.cors.object_storage,
        }
    }

    /// Seconds that a token issued to an account lives.
    pub fn life_of(&self, account: &str) -> u64 {
        self.token_life_of.get(account).copied().unwrap_or(self.token_life)
    }
}
