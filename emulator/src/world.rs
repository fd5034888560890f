//! Everything that one region of the service holds.

use crate::acl;
use crate::clock::Micros;
use crate::ids;
use crate::logger::{Draft, Failure, Logger, Stage, Stamp, Target};
use crate::logs::{Assignment, Body, Network, Writer};
use crate::realms::RegionPlan;
use crate::storage_url;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A VPC, as the API shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Vpc {
    pub id: String,
    pub name: String,
    pub cidrv4: String,
    pub state: &'static str,
    /// Whether it is the shared network that leads to the internet.
    #[serde(rename = "router:external")]
    pub external: bool,
    pub shared: bool,
    pub tenant_id: &'static str,
    pub create_time: String,
}

/// A subnet of a VPC. It is a /24.
#[derive(Clone, Debug)]
pub struct Subnet {
    pub id: String,
    pub name: String,
    pub vpc_id: String,
    /// The first three bytes of its addresses, as `10.10.1`.
    pub prefix: String,
    pub external: bool,
    pub create_time: String,
}

/// A port with one address, as the API shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Port {
    pub id: String,
    pub name: String,
    pub device_owner: String,
    pub device_id: String,
    pub network_id: String,
    pub mac_address: String,
    pub fixed_ips: [Address; 1],
    pub status: &'static str,
    pub admin_state_up: bool,
    pub security_groups: [String; 0],
    pub tenant_id: &'static str,
    pub project_id: &'static str,
    pub created_at: String,
}

/// The address of a port.
#[derive(Clone, Debug, Serialize)]
pub struct Address {
    pub subnet_id: String,
    pub ip_address: String,
}

impl Port {
    pub fn address(&self) -> &Address {
        let [address] = &self.fixed_ips;
        address
    }
}

/// A port that a logger captures, as the API shows it. The guide does not name the last three fields.
#[derive(Clone, Debug, Serialize)]
pub struct LoggingPort {
    pub id: String,
    pub logger_id: String,
    pub port_id: String,
    pub network_id: String,
    pub created_at: Stamp,
    pub updated_at: Stamp,
    pub tenant_id: &'static str,
    pub project_id: &'static str,
    pub revision_number: u64,
}

/// An object of Object Storage.
#[derive(Clone, Debug)]
pub struct Object {
    pub body: Body,
    pub content_type: String,
    pub modified: Micros,
}

/// What a container is to the service that writes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The access policy lets the service write.
    Ok,
    /// It does not.
    Denied,
    /// Object Storage answers 503.
    Unavailable,
    /// The service's account gets no token.
    NoToken,
    /// There is no such container.
    Missing,
}

/// A container of Object Storage.
#[derive(Clone, Debug, Default)]
pub struct Container {
    /// A state that does not follow from the access policy.
    pub trouble: Option<State>,
    /// `X-Container-Write` and the other settable headers, by lower-case name.
    pub headers: BTreeMap<String, String>,
    pub objects: BTreeMap<String, Object>,
    /// Names of log files that were deleted. The other log files are generated when they are asked for.
    pub deleted: BTreeSet<String>,
}

/// The account that the service writes logs with. `X-Container-Write` of a container has to name it.
#[derive(Clone, Debug)]
pub struct SystemAccount {
    pub tenant: String,
    pub user: String,
}

/// The whole state of one region.
#[derive(Clone, Debug)]
pub struct World {
    pub random: fastrand::Rng,
    pub region: &'static RegionPlan,
    /// The tenant of the network API.
    pub tenant: &'static str,
    pub system: SystemAccount,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub ports: Vec<Port>,
    pub loggers: Vec<Logger>,
    pub logging_ports: Vec<LoggingPort>,
    pub containers: Containers,
    pub traffic: Arc<Network>,
    /// Which loggers have written log files, and when.
    pub assignments: Vec<Assignment>,
}

/// Containers by account and name.
pub type Containers = BTreeMap<(String, String), Container>;

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
    pub fn add_logger(&mut self, draft: Draft, stage: Stage, created: Micros) -> &mut Logger {
        let id = ids::uuid(&mut self.random);
        let stamp = Stamp::new(created);
        let logger = Logger::new(id.clone(), draft, stage, created, self.tenant);
        let draft = &logger.draft;
        for port in &self.ports {
            let captured = match draft.resource_type {
                Target::Port => &port.id,
                Target::Subnet => &port.address().subnet_id,
                Target::Vpc => &port.network_id,
            };
            if *captured == draft.resource_id {
                self.logging_ports.push(LoggingPort {
                    id: ids::uuid(&mut self.random),
                    logger_id: id.clone(),
                    port_id: port.id.clone(),
                    network_id: port.network_id.clone(),
                    created_at: stamp.clone(),
                    updated_at: stamp.clone(),
                    tenant_id: self.tenant,
                    project_id: self.tenant,
                    revision_number: 0,
                });
            }
        }
        self.loggers.push_mut(logger)
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

    /// Tries the storage of every logger whose build ends by now. It becomes ready or fails.
    pub fn settle(&mut self, now: Micros) {
        let mut started = Vec::new();
        for logger in &mut self.loggers {
            let Stage::Building(due) = logger.stage else { continue };
            if due > now {
                continue;
            }
            let result = try_storage(&mut self.containers, &self.system, &logger.draft.storage_url, due);
            logger.settle(result, due);
            if logger.status() == "ACTIVE" {
                started.push((logger.id.clone(), due));
            }
        }
        for (id, due) in started {
            self.switch_logs(&id, true, due);
        }
    }

    /// Lets a logger write log files during a time.
    pub fn assign(&mut self, logger: &Logger, span: Range<Micros>) {
        let own = self.logging_ports.iter().filter(|port| port.logger_id == logger.id);
        let ports: HashSet<&str> = own.map(|port| port.port_id.as_str()).collect();
        let writer = Writer::new(Arc::clone(&self.traffic), logger, &ports);
        self.assignments.extend(writer.map(|writer| Assignment::new(writer, span)));
    }

    /// From now on a logger writes log files, or writes no more.
    pub fn switch_logs(&mut self, id: &str, on: bool, now: Micros) {
        if let Some(assignment) = self.assignments.iter_mut().find(|assignment| assignment.is_of(id)) {
            assignment.switch(on, now);
        } else if let Some(logger) = self.loggers.iter().find(|logger| on && logger.id == id).cloned() {
            self.assign(&logger, now..Micros::MAX);
        }
    }
}

/// Writes the empty object by which the service tests a storage. It creates the folder when that is missing.
fn try_storage(
    containers: &mut Containers,
    system: &SystemAccount,
    url: &str,
    now: Micros,
) -> Result<(), Failure> {
    let place = storage_url::parse(url).map_err(|_| Failure::Unavailable)?;
    let container = containers.get_mut(&(place.account, place.container)).ok_or(Failure::Unavailable)?;
    match container.state(system) {
        State::Ok => {}
        State::NoToken => return Err(Failure::Authentication),
        State::Denied => return Err(Failure::Configuration),
        State::Unavailable | State::Missing => return Err(Failure::Unavailable),
    }
    container.objects.entry(format!("{}/", place.directory)).or_insert_with(|| Object::folder(now));
    Ok(())
}

impl Object {
    /// The empty object that stands for a folder.
    pub fn folder(modified: Micros) -> Self {
        Self { body: Body::new(Vec::new()), content_type: "application/directory".to_owned(), modified }
    }
}

impl SystemAccount {
    /// The entry of `X-Container-Write` that lets this account write.
    pub fn writer(&self) -> String {
        format!("{}:{}", self.tenant, self.user)
    }
}

impl Container {
    /// The state of the container for the service that writes to it.
    pub fn state(&self, system: &SystemAccount) -> State {
        let writable = || acl::names(self.header(acl::WRITE), &system.tenant, &system.user);
        self.trouble.unwrap_or_else(|| if writable() { State::Ok } else { State::Denied })
    }

    /// A header that a PUT or POST set, `""` when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}
