//! How an emulator is started.

use crate::realms::REALMS;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// What the project holds at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// 40 loggers of every kind.
    Full,
    /// No loggers; the network and the containers are there.
    Empty,
    /// That many loggers: the 40, then generated ones of every status, target, format and storage.
    Count(usize),
    /// 40 loggers in a network of 200 VPCs, 500 subnets and 5,000 ports.
    Large,
}

impl FromStr for Sample {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "full" => Ok(Self::Full),
            "empty" => Ok(Self::Empty),
            "large" => Ok(Self::Large),
            _ => text.parse().map(Self::Count).map_err(|_| {
                format!("the sample is full, empty, large or a number of loggers, not '{text}'")
            }),
        }
    }
}

/// The services that answer pages of other origins. The real ones answer none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cors {
    pub identity: bool,
    /// The network API, which has Flow Log.
    pub network: bool,
    pub object_storage: bool,
}

impl Cors {
    /// Switches one service by its name.
    pub(crate) fn set(&mut self, service: &str, on: bool) -> Result<(), String> {
        match service.replace('_', "-").as_str() {
            "identity" => self.identity = on,
            "network" => self.network = on,
            "object-storage" => self.object_storage = on,
            _ => {
                return Err(format!(
                    "the services are identity, network and object-storage, not '{service}'"
                ));
            }
        }
        Ok(())
    }
}

impl FromStr for Cors {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut cors = Self::default();
        text.split(',').try_for_each(|service| cors.set(service, true))?;
        Ok(cors)
    }
}

/// What the service catalog of a token looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Catalog {
    /// Every service in every region.
    #[default]
    Full,
    /// No entry of type `network`.
    NoNetwork,
    /// No entry of type `object-store`.
    NoObjectStorage,
    /// A list without entries.
    Empty,
    /// No `serviceCatalog`.
    Absent,
    /// An object in place of the list.
    Object,
    /// A list with values of wrong types and no usable `network` endpoint.
    Mangled,
    /// The full catalog, with additional `network` endpoints that no client should use.
    Hostile,
}

impl FromStr for Catalog {
    type Err = serde::de::value::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::deserialize(text.into_deserializer())
    }
}

/// How an emulator is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the service listens. Port 0: a free one.
    pub address: SocketAddr,
    /// Where the admin port listens; `None`: there is none.
    pub admin: Option<SocketAddr>,
    /// A folder of static files to serve at `/`.
    pub site: Option<PathBuf>,
    /// Whether pages of other origins may call every service and read the site.
    pub cors: bool,
    /// The services that pages of other origins may call while `cors` is off.
    pub cors_for: Cors,
    /// How many regions a realm has, 1 to 3. Each but the first is on a port of its own.
    pub regions: usize,
    /// How many realms there are, 1 or 2. The second has ports of its own.
    pub realms: usize,
    /// Whether the site, each identity, each network and each Object Storage is on a port of its own.
    pub separate: bool,
    /// What the service catalog of a token looks like.
    pub catalog: Catalog,
    /// The seed of the sample's ids.
    pub seed: u64,
    /// What the project holds.
    pub sample: Sample,
    /// How long an issued token is valid.
    pub token_lifetime_seconds: u64,
    /// How long a new logger is in BUILD.
    pub build_seconds: f64,
}

impl Default for Options {
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            address: loopback,
            admin: Some(loopback),
            site: None,
            cors: false,
            cors_for: Cors::default(),
            regions: 1,
            realms: 1,
            separate: false,
            catalog: Catalog::Full,
            seed: 1,
            sample: Sample::Full,
            token_lifetime_seconds: 12 * 3600,
            build_seconds: 2.0,
        }
    }
}

impl Options {
    /// # Errors
    /// The reason why these options are not valid.
    pub(crate) fn check(&self) -> Result<(), String> {
        let most = REALMS.iter().map(|realm| realm.regions.len()).min().unwrap_or_default();
        if !(1..=most).contains(&self.regions) {
            return Err(format!("there can be 1 to {most} regions, not {}", self.regions));
        }
        if !(1..=REALMS.len()).contains(&self.realms) {
            return Err(format!("there can be 1 to {} realms, not {}", REALMS.len(), self.realms));
        }
        Ok(())
    }
}
