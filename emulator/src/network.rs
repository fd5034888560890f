//! VPCs, subnets and ports, from which a target is chosen; and the same network in the form of plain OpenStack, so that
//! its own client works with the emulator.

use crate::accounts::Subject;
use crate::identity::Caller;
use crate::reply::Refusal;
use crate::resource::Resource;
use crate::state::App;
use crate::world::World;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// `/v2.0/vpcs`.
pub struct Vpcs;

impl Resource for Vpcs {
    const KEYS: [&'static str; 2] = ["vpcs", "vpc"];
    const SUBJECT: Subject = Subject::Network;
    const NAME: &'static str = "VPC";
    const NOT_FOUND: &'static str = "VpcNotFound";
    const FILTERS: &'static [&'static str] =
        &["id", "name", "cidrv4", "state", "shared", "router:external", "tenant_id"];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.vpcs.iter().map(|vpc| (vpc.id.as_str(), vpc))
    }
}

/// `/v2.0/vpcsubnets`.
pub struct Subnets;

impl Resource for Subnets {
    const KEYS: [&'static str; 2] = ["vpcsubnets", "vpcsubnet"];
    const SUBJECT: Subject = Subject::Network;
    const NAME: &'static str = "Subnet";
    const NOT_FOUND: &'static str = "VpcSubnetNotFound";
    const FILTERS: &'static [&'static str] =
        &["id", "name", "cidr", "vpc_id", "gateway", "shared", "router:external", "tenant_id"];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        let mut used: HashMap<&str, usize> = HashMap::new();
        for port in &world.ports {
            *used.entry(&port.address().subnet_id).or_default() += 1;
        }
        world.subnets.iter().map(move |subnet| {
            let used = used.get(subnet.id.as_str()).copied().unwrap_or_default();
            let row = json!({
                "id": subnet.id,
                "name": subnet.name,
                "cidr": format!("{}.0/24", subnet.prefix),
                "vpc_id": subnet.vpc_id,
                "gateway": format!("{}.1", subnet.prefix),
                "available_ip_count": 254_usize.saturating_sub(used),
                "router:external": subnet.external,
                "shared": subnet.external,
                "state": "available",
                "tenant_id": world.tenant,
                "create_time": subnet.create_time,
            });
            (subnet.id.as_str(), row)
        })
    }
}

/// `/v2.0/ports`, also by `fixed_ips=subnet_id=…` and `fixed_ips=ip_address=…`.
pub struct Ports;

impl Resource for Ports {
    const KEYS: [&'static str; 2] = ["ports", "port"];
    const SUBJECT: Subject = Subject::Network;
    const NAME: &'static str = "Port";
    const NOT_FOUND: &'static str = "PortNotFound";
    #[rustfmt::skip]
    const FILTERS: &'static [&'static str] = &[
        "id", "name", "status", "network_id", "device_id", "device_owner", "mac_address", "admin_state_up",
        "tenant_id", "fixed_ips",
    ];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.ports.iter().map(|port| (port.id.as_str(), port))
    }
}

/// `DELETE /v2.0/ports/{id}`: its loggers stay.
pub async fn delete_port(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    caller.may_write(Subject::Network, "deleting a port")?;
    app.world().delete_port(&id).then_some(StatusCode::NO_CONTENT).ok_or_else(|| Ports::not_found(&id))
}

/// `/v2.0/networks`: the VPCs of plain OpenStack.
pub struct NeutronNetworks;

impl Resource for NeutronNetworks {
    const KEYS: [&'static str; 2] = ["networks", "network"];
    const SUBJECT: Subject = Subject::Network;
    const NAME: &'static str = "Network";
    const NOT_FOUND: &'static str = "NetworkNotFound";
    const FILTERS: &'static [&'static str] =
        &["id", "name", "status", "shared", "router:external", "admin_state_up"];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.vpcs.iter().map(|vpc| {
            let own = world.subnets.iter().filter(|subnet| subnet.vpc_id == vpc.id);
            let row = json!({
                "id": vpc.id,
                "name": vpc.name,
                "subnets": own.map(|subnet| subnet.id.as_str()).collect::<Vec<_>>(),
                "admin_state_up": true,
                "status": "ACTIVE",
                "shared": vpc.external,
                "router:external": vpc.external,
                "tenant_id": world.tenant,
                "project_id": world.tenant,
            });
            (vpc.id.as_str(), row)
        })
    }
}

/// `/v2.0/subnets`: the subnets of plain OpenStack.
pub struct NeutronSubnets;

impl Resource for NeutronSubnets {
    const KEYS: [&'static str; 2] = ["subnets", "subnet"];
    const SUBJECT: Subject = Subject::Network;
    const NAME: &'static str = "Subnet";
    const NOT_FOUND: &'static str = "SubnetNotFound";
    const FILTERS: &'static [&'static str] = &["id", "name", "cidr", "network_id", "ip_version"];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.subnets.iter().map(|subnet| {
            let prefix = &subnet.prefix;
            let row = json!({
                "id": subnet.id,
                "name": subnet.name,
                "network_id": subnet.vpc_id,
                "cidr": format!("{prefix}.0/24"),
                "ip_version": 4,
                "gateway_ip": format!("{prefix}.1"),
                "enable_dhcp": true,
                "allocation_pools": [{ "start": format!("{prefix}.2"), "end": format!("{prefix}.254") }],
                "dns_nameservers": [],
                "host_routes": [],
                "tenant_id": world.tenant,
                "project_id": world.tenant,
            });
            (subnet.id.as_str(), row)
        })
    }
}
