//! What the sample network has to log, and which sample loggers have written since when.

use super::loggers;
use crate::clock::{HOUR, Micros};
use crate::logger::Stage;
use crate::logs::{Host, Kind, Network};
use crate::storage_url;
use crate::world::{Object, Port, World};

const WEEK: Micros = 7 * 24 * HOUR;

/// The traffic of a network. `now` decides the day of its story.
pub fn network(world: &World, seed: u64, now: Micros) -> Network {
    let host = |port: &Port| {
        let address = port.address();
        let subnet = world.subnets.iter().find(|subnet| subnet.id == address.subnet_id)?;
        let kind = match port.device_owner.as_str() {
            "network:router_interface" => Kind::Router,
            "network:dhcp" => Kind::Resolver,
            "neutron:LOADBALANCERV2" => Kind::Balancer,
            "network:nat_gateway" => Kind::Gateway,
            _ => Kind::Server,
        };
        let mut neighbours = world.ports.iter().filter(|other| other.address().subnet_id == subnet.id);
        Some(Host {
            id: port.id.clone(),
            address: address.ip_address.parse().ok()?,
            owner_type: if kind == Kind::Balancer { "loadbalancer" } else { "instance" },
            owner_id: port.device_id.clone(),
            subnet_id: address.subnet_id.clone(),
            subnet: subnet.name.clone(),
            vpc_id: port.network_id.clone(),
            at: neighbours.position(|other| other.id == port.id)?,
            kind,
            up: port.admin_state_up,
        })
    };
    Network::new(world.region.id, seed, world.ports.iter().filter_map(host).collect(), now)
}

/// Lets every sample logger that is ACTIVE or INACTIVE have written for a week. The generated ones have not.
pub fn add(world: &mut World, now: Micros) {
    let sample = world.loggers.iter().take(loggers::FULL).filter(|logger| logger.stage == Stage::Ready);
    for logger in sample.cloned().collect::<Vec<_>>() {
        let Ok(place) = storage_url::parse(&logger.draft.storage_url) else { continue };
        if let Some(container) = world.containers.get_mut(&(place.account, place.container)) {
            container.objects.insert(format!("{}/", place.directory), Object::folder(logger.created.at));
        }
        let span = if logger.draft.admin_state_up {
            logger.created.at.max(Network::week(now))..Micros::MAX
        } else {
            logger.created.at.max(logger.updated.at.saturating_sub(WEEK))..logger.updated.at
        };
        world.assign(&logger, span);
    }
}

#[cfg(test)]
mod tests;
