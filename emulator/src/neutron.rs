//! The same network in the words of plain OpenStack, so that its own client works against the emulator.

use crate::accounts::Subject;
use crate::app::App;
use crate::errors::{Refusal, Reply};
use crate::identity::Caller;
use crate::network::{list, one};
use axum::extract::{Path, RawQuery, State};
use serde_json::{Value, json};

const NETWORK_FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("status", "status"),
    ("shared", "shared"),
    ("router:external", "router:external"),
    ("admin_state_up", "admin_state_up"),
];
const SUBNET_FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("cidr", "cidr"),
    ("network_id", "network_id"),
    ("ip_version", "ip_version"),
];

/// `GET /v2.0/networks`: the VPCs.
pub async fn networks(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "listing networks")?;
    list("networks", network_rows(&app), query, NETWORK_FILTERS)
}

/// `GET /v2.0/networks/{id}`.
pub async fn network(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "reading a network")?;
    one("network", network_rows(&app), &id)
        .ok_or_else(|| Refusal::not_found("NetworkNotFound", "Network", &id))
}

/// `GET /v2.0/subnets`.
pub async fn subnets(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "listing subnets")?;
    list("subnets", subnet_rows(&app), query, SUBNET_FILTERS)
}

/// `GET /v2.0/subnets/{id}`.
pub async fn subnet(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "reading a subnet")?;
    one("subnet", subnet_rows(&app), &id).ok_or_else(|| Refusal::not_found("SubnetNotFound", "Subnet", &id))
}

fn network_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    let rows = world.vpcs.iter().map(|vpc| {
        let subnets: Vec<&str> = world
            .subnets
            .iter()
            .filter(|subnet| subnet.vpc_id == vpc.id)
            .map(|subnet| subnet.id.as_str())
            .collect();
        json!({
            "id": vpc.id,
            "name": vpc.name,
            "subnets": subnets,
            "admin_state_up": true,
            "status": "ACTIVE",
            "shared": vpc.external,
            "router:external": vpc.external,
            "tenant_id": world.tenant,
            "project_id": world.tenant,
        })
    });
    rows.collect()
}

fn subnet_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    let rows = world.subnets.iter().map(|subnet| {
        let prefix = &subnet.prefix;
        json!({
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
        })
    });
    rows.collect()
}
