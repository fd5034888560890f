//! Everything that the emulated service holds in one region.

use crate::acl;
use crate::clock::{Micros, SECOND};
use crate::logger::{Draft, Failure, Logger, Stage, Target};
use crate::random::Random;
use crate::realms::RegionPlan;
use crate::storage_url;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A VPC, or the shared public network.
#[derive(Clone, Debug)]
pub struct Vpc {
    pub id: String,
    pub name: String,
    pub cidr: String,
    /// The shared network that leads to the internet (`router:external`).
    pub external: bool,
    pub created: Micros,
}

/// A subnet of a VPC.
#[derive(Clone, Debug)]
pub struct Subnet {
    pub id: String,
    pub name: String,
    pub vpc_id: String,
    /// The first three bytes of its /24, as `10.10.1`.
    pub prefix: String,
    pub external: bool,
    pub created: Micros,
}

/// A port with one address.
#[derive(Clone, Debug)]
pub struct Port {
    pub id: String,
    pub name: String,
    pub device_owner: String,
    pub device_id: String,
    pub network_id: String,
    pub mac_address: String,
    pub subnet_id: String,
    pub ip_address: String,
    pub status: String,
    pub created: Micros,
}

/// A port that a logger captures.
#[derive(Clone, Debug)]
pub struct LoggingPort {
    pub id: String,
    pub logger_id: String,
    pub port_id: String,
    pub network_id: String,
    pub created: Micros,
}

/// An object of Object Storage.
#[derive(Clone, Debug)]
pub struct Object {
    pub bytes: Vec<u8>,
    pub content_type: String,
    pub modified: Micros,
}

/// What is wrong with a container, beyond its access list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Object Storage answers 503 for it.
    Unavailable,
    /// The service's account gets no token to write to it.
    NoToken,
}

/// A container of Object Storage.
#[derive(Clone, Debug, Default)]
pub struct Container {
    pub trouble: Option<Trouble>,
    /// `X-Container-Write` and the other settable headers, by lower-case name.
    pub headers: BTreeMap<String, String>,
    pub objects: BTreeMap<String, Object>,
}

/// The account by which the service writes logs; a container lets it in by `X-Container-Write`.
#[derive(Clone, Debug)]
pub struct SystemAccount {
    pub tenant: String,
    pub user: String,
}

/// The whole state of one region.
#[derive(Clone, Debug)]
pub struct World {
    pub random: Random,
    pub region: &'static RegionPlan,
    /// The tenant of the network API.
    pub tenant: &'static str,
    pub system: SystemAccount,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub ports: Vec<Port>,
    pub loggers: Vec<Logger>,
    pub logging_ports: Vec<LoggingPort>,
    /// By account and name.
    pub containers: BTreeMap<(String, String), Container>,
}

impl World {
    /// Whether a target exists.
    pub fn has(&self, target: Target, id: &str) -> bool {
        match target {
            Target::Port => self.ports.iter().any(|port| port.id == id),
            Target::Subnet => self.subnets.iter().any(|subnet| subnet.id == id),
            Target::Vpc => self.vpcs.iter().any(|vpc| vpc.id == id),
        }
    }

    /// Adds a logger and the logging ports of its target.
    pub fn add_logger(&mut self, draft: Draft, stage: Stage, created: Micros) -> Logger {
        let logger = Logger {
            id: self.random.uuid(),
            draft,
            stage,
            created,
            updated: created,
            edited: false,
            revision: 0,
        };
        for index in 0..self.ports.len() {
            let Some(port) = self.ports.get(index) else { break };
            let wanted = match logger.draft.target {
                Target::Port => &port.id,
                Target::Subnet => &port.subnet_id,
                Target::Vpc => &port.network_id,
            };
            if *wanted == logger.draft.resource_id {
                self.logging_ports.push(LoggingPort {
                    id: self.random.uuid(),
                    logger_id: logger.id.clone(),
                    port_id: port.id.clone(),
                    network_id: port.network_id.clone(),
                    created,
                });
            }
        }
        self.loggers.push(logger.clone());
        logger
    }

    /// Deletes a logger with its logging ports. `false` when there is none.
    pub fn delete_logger(&mut self, id: &str) -> bool {
        let before = self.loggers.len();
        self.loggers.retain(|logger| logger.id != id);
        self.logging_ports.retain(|port| port.logger_id != id);
        self.loggers.len() < before
    }

    /// Deletes a port. Its loggers stay, its logging ports go. `false` when there is none.
    pub fn delete_port(&mut self, id: &str) -> bool {
        let before = self.ports.len();
        self.ports.retain(|port| port.id != id);
        self.logging_ports.retain(|port| port.port_id != id);
        self.ports.len() < before
    }

    /// Tries the storage of every logger whose time has come: the dummy object is written or the logger fails.
    pub fn settle(&mut self, now: Micros) {
        for index in 0..self.loggers.len() {
            let Some(logger) = self.loggers.get(index) else { break };
            let Stage::Building(due) = logger.stage else { continue };
            if due > now {
                continue;
            }
            let stage = match self.write_dummy(&logger.draft.storage_url.clone(), due) {
                Ok(()) => Stage::Ready,
                Err(failure) => Stage::Failed(failure),
            };
            if let Some(logger) = self.loggers.get_mut(index) {
                logger.stage = stage;
                if !logger.edited {
                    logger.updated = due;
                }
            }
        }
    }

    /// Writes the zero-byte object by which the service tries a storage; it makes the missing folder.
    fn write_dummy(&mut self, url: &str, now: Micros) -> Result<(), Failure> {
        let place = storage_url::parse(url).map_err(|_| Failure::Unavailable)?;
        let container =
            self.containers.get_mut(&(place.account, place.container)).ok_or(Failure::Unavailable)?;
        match container.trouble {
            Some(Trouble::NoToken) => return Err(Failure::Authentication),
            Some(Trouble::Unavailable) => return Err(Failure::Unavailable),
            None => {}
        }
        if !container.lets_write(&self.system) {
            return Err(Failure::Configuration);
        }
        let folder =
            Object { bytes: Vec::new(), content_type: "application/directory".to_owned(), modified: now };
        container.objects.entry(format!("{}/", place.directory)).or_insert(folder);
        Ok(())
    }
}

impl SystemAccount {
    /// The entry of `X-Container-Write` that lets this account write.
    pub fn writer(&self) -> String {
        format!("{}:{}", self.tenant, self.user)
    }
}

impl Container {
    /// One word for what a writing service meets here.
    pub fn state(&self, system: &SystemAccount) -> &'static str {
        match self.trouble {
            Some(Trouble::Unavailable) => "unavailable",
            Some(Trouble::NoToken) => "no_token",
            None if self.lets_write(system) => "ok",
            None => "denied",
        }
    }

    /// A header that a PUT or POST has set, `""` when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    fn lets_write(&self, system: &SystemAccount) -> bool {
        acl::names(self.header(acl::WRITE), &system.tenant, &system.user)
    }
}

impl Vpc {
    /// The VPC's JSON. `tenant_id` is internal.
    pub fn to_json(&self, tenant: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "cidrv4": self.cidr,
            "state": "available",
            "router:external": self.external,
            "shared": self.external,
            "tenant_id": tenant,
            "create_time": crate::clock::plain(self.created),
        })
    }
}

impl Subnet {
    /// The subnet's JSON; `used` of its addresses belong to ports.
    pub fn to_json(&self, tenant: &str, used: usize) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "cidr": format!("{}.0/24", self.prefix),
            "vpc_id": self.vpc_id,
            "gateway": format!("{}.1", self.prefix),
            "available_ip_count": 254_usize.saturating_sub(used),
            "router:external": self.external,
            "shared": self.external,
            "state": "available",
            "tenant_id": tenant,
            "create_time": crate::clock::plain(self.created),
        })
    }
}

impl Port {
    /// The port's JSON.
    pub fn to_json(&self, tenant: &str) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "device_owner": self.device_owner,
            "device_id": self.device_id,
            "network_id": self.network_id,
            "mac_address": self.mac_address,
            "fixed_ips": [{ "subnet_id": self.subnet_id, "ip_address": self.ip_address }],
            "status": self.status,
            "admin_state_up": self.status != "DOWN",
            "security_groups": [],
            "tenant_id": tenant,
            "project_id": tenant,
            "created_at": crate::clock::iso(self.created),
        })
    }
}

impl LoggingPort {
    /// The logging port's JSON; `tenant_id`, `project_id` and `revision_number` are internal.
    pub fn to_json(&self, tenant: &str) -> Value {
        json!({
            "id": self.id,
            "logger_id": self.logger_id,
            "port_id": self.port_id,
            "network_id": self.network_id,
            "created_at": crate::clock::plain(self.created),
            "updated_at": crate::clock::plain(self.created),
            "tenant_id": tenant,
            "project_id": tenant,
            "revision_number": 0,
        })
    }
}

/// A number of seconds as [`Micros`]; nothing below zero.
pub fn seconds(count: f64) -> Micros {
    // The cast saturates, which is what a very long build time means.
    (count.max(0.0) * SECOND as f64) as Micros
}
