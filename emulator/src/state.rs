//! The state that all handlers share.

use crate::clock;
use crate::endpoints::{Endpoint, Service};
use crate::faults::Faults;
use crate::ids;
use crate::journal::Journal;
use crate::options::{Catalog, Cors, Options, Sample};
use crate::overview::Realm;
use crate::realms::{REALMS, RealmPlan};
use crate::sample;
use crate::tokens::Tokens;
use crate::world::World;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The shared state, as one endpoint sees it.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    endpoint: usize,
}

/// What all endpoints share.
pub struct Shared {
    pub options: Options,
    /// The ports, the main one first; never empty.
    pub endpoints: Vec<Endpoint>,
    /// Every realm, as tests see it.
    pub realms: Vec<Realm>,
    stores: Vec<RealmStore>,
    pub switches: Guarded<Switches>,
    pub faults: Guarded<Faults>,
    pub journal: Guarded<Journal>,
}

/// What one realm holds.
struct RealmStore {
    tokens: Guarded<Tokens>,
    /// One for each region.
    worlds: Vec<Guarded<World>>,
}

/// What the admin port can change while the service runs.
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

/// A value behind a lock. A panic elsewhere must not stop the service, so a poisoned lock is used as it is.
#[derive(Default)]
pub struct Guarded<T>(Mutex<T>);

impl<T> Guarded<T> {
    pub fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl App {
    /// A service in its first state, at ports that listen already.
    pub fn new(options: Options, endpoints: Vec<Endpoint>) -> Self {
        let realms: Vec<Realm> = REALMS
            .iter()
            .take(options.realms)
            .enumerate()
            .map(|(at, plan)| Realm::new(at, plan, options.regions, &endpoints, &ids::secret()))
            .collect();
        let stores = realms.iter().zip(&REALMS).enumerate().map(|(at, (realm, plan))| RealmStore {
            tokens: Guarded::new(Tokens::with_demo(&realm.demo_token, plan)),
            worlds: (0..options.regions)
                .map(|region| sample::make(at, region, options.seed, options.sample, clock::now()))
                .map(Guarded::new)
                .collect(),
        });
        let shared = Shared {
            stores: stores.collect(),
            realms,
            endpoints,
            switches: Guarded::new(Switches::new(&options)),
            faults: Guarded::default(),
            journal: Guarded::default(),
            options,
        };
        Self { shared: Arc::new(shared), endpoint: 0 }
    }

    /// The same service as another endpoint sees it.
    pub fn at(&self, endpoint: usize) -> Self {
        Self { shared: Arc::clone(&self.shared), endpoint }
    }

    /// This endpoint.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoints[self.endpoint]
    }

    /// The realm of this endpoint.
    pub fn realm(&self) -> &'static RealmPlan {
        &REALMS[self.endpoint().realm]
    }

    /// The tokens of this endpoint's realm.
    pub fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.stores[self.endpoint().realm].tokens.lock()
    }

    /// The tokens of each realm.
    pub fn all_tokens(&self) -> impl Iterator<Item = MutexGuard<'_, Tokens>> {
        self.stores.iter().map(|store| store.tokens.lock())
    }

    /// The state of this endpoint's region, with every build that has ended by now.
    pub fn world(&self) -> MutexGuard<'_, World> {
        let Endpoint { realm, region, .. } = *self.endpoint();
        settled(&self.stores[realm].worlds[region])
    }

    /// The state of each region of a realm.
    pub fn worlds_of(&self, realm: usize) -> impl Iterator<Item = MutexGuard<'_, World>> {
        self.stores.get(realm).into_iter().flat_map(|store| store.worlds.iter().map(settled))
    }

    /// The state of each region of every realm.
    pub fn worlds(&self) -> impl Iterator<Item = MutexGuard<'_, World>> {
        (0..self.stores.len()).flat_map(|realm| self.worlds_of(realm))
    }

    /// Back to the first state with the given sample. Faults, switches and the journal are reset too.
    pub fn reset(&self, sample: Sample) {
        for (at, (store, realm)) in self.stores.iter().zip(&self.realms).enumerate() {
            for (region, world) in store.worlds.iter().enumerate() {
                *world.lock() = sample::make(at, region, self.options.seed, sample, clock::now());
            }
            *store.tokens.lock() = Tokens::with_demo(&realm.demo_token, &REALMS[at]);
        }
        *self.switches.lock() = Switches::new(&self.options);
        *self.faults.lock() = Faults::default();
        *self.journal.lock() = Journal::default();
    }

    /// This endpoint's origin as the caller knows it, so that `localhost` and `127.0.0.1` both work.
    pub fn origin(&self, headers: &HeaderMap) -> String {
        self.host(headers).map_or_else(|| self.endpoint().origin(), |host| format!("http://{host}"))
    }

    /// The origin of any endpoint, with the name that the caller used for this one.
    pub fn origin_of(&self, endpoint: &Endpoint, headers: &HeaderMap) -> String {
        if endpoint.authority == self.endpoint().authority {
            return self.origin(headers);
        }
        self.host(headers).map_or_else(|| endpoint.origin(), |host| endpoint.origin_by_name(host))
    }

    /// The `Host` of a request, if it is valid in a URL and names this machine.
    fn host<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let usable = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]_".contains(&b));
        headers.get(HOST)?.to_str().ok().filter(usable).filter(|_| !self.is_rebound(headers))
    }

    /// Whether a loopback port was called by a name of another machine. A page does that by DNS rebinding.
    pub fn is_rebound(&self, headers: &HeaderMap) -> bool {
        self.options.address.ip().is_loopback()
            && headers.get(HOST).is_some_and(|host| !host.to_str().is_ok_and(is_loopback))
    }
}

fn settled(world: &Guarded<World>) -> MutexGuard<'_, World> {
    let mut world = world.lock();
    world.settle(clock::now());
    world
}

/// Whether the authority, a name with or without a port, is of this machine.
pub fn is_loopback(authority: &str) -> bool {
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (authority, ""),
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]") && port.bytes().all(|b| b.is_ascii_digit())
}

impl Switches {
    fn new(options: &Options) -> Self {
        let (all, some) = (options.cors, options.cors_for);
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

    /// Seconds that a token of an account lives.
    pub fn life_of(&self, account: &str) -> u64 {
        self.token_life_of.get(account).copied().unwrap_or(self.token_life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn loopback(authority: &str, expect: bool) {
        assert_eq!(is_loopback(authority), expect, "{authority}");
    }

    #[test]
    fn names_of_this_machine() {
        loopback("127.0.0.1:8080", true);
        loopback("localhost:8080", true);
        loopback("[::1]:8080", true);
        loopback("[::1]", true);
        loopback("localhost", true);
        loopback("evil.example:8080", false);
        loopback("localhost.evil.example", false);
        loopback("127.0.0.1.evil.example", false);
        loopback("localhost:evil.example", false);
        loopback("", false);
    }
}
