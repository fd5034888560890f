//! VPCs, subnets and ports, by which a target is picked.

use crate::accounts::Subject;
use crate::app::App;
use crate::errors::{Refusal, Reply, empty_reply, json_reply};
use crate::identity::Caller;
use crate::query::Query;
use crate::world::Subnet;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::collections::HashMap;

const VPC_FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("cidrv4", "cidrv4"),
    ("state", "state"),
    ("shared", "shared"),
    ("router:external", "router:external"),
    ("tenant_id", "tenant_id"),
];
const SUBNET_FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("cidr", "cidr"),
    ("vpc_id", "vpc_id"),
    ("gateway", "gateway"),
    ("shared", "shared"),
    ("router:external", "router:external"),
    ("tenant_id", "tenant_id"),
];
const PORT_FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("status", "status"),
    ("network_id", "network_id"),
    ("device_id", "device_id"),
    ("device_owner", "device_owner"),
    ("mac_address", "mac_address"),
    ("admin_state_up", "admin_state_up"),
    ("tenant_id", "tenant_id"),
];

/// `GET /v2.0/vpcs`.
pub async fn vpcs(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "listing VPCs")?;
    list("vpcs", vpc_rows(&app), query, VPC_FILTERS)
}

/// `GET /v2.0/vpcs/{id}`.
pub async fn vpc(caller: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "reading a VPC")?;
    one("vpc", vpc_rows(&app), &id).ok_or_else(|| Refusal::not_found("VpcNotFound", "VPC", &id))
}

/// `GET /v2.0/vpcsubnets`.
pub async fn subnets(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "listing subnets")?;
    list("vpcsubnets", subnet_rows(&app), query, SUBNET_FILTERS)
}

/// `GET /v2.0/vpcsubnets/{id}`.
pub async fn subnet(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "reading a subnet")?;
    one("vpcsubnet", subnet_rows(&app), &id)
        .ok_or_else(|| Refusal::not_found("VpcSubnetNotFound", "Subnet", &id))
}

/// `GET /v2.0/ports`, also by `fixed_ips=subnet_id=…` and `fixed_ips=ip_address=…`.
pub async fn ports(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "listing ports")?;
    let parsed = Query::parse(query.as_deref());
    let mut rows = port_rows(&app);
    rows.retain(|row| {
        let address = row.get("fixed_ips").and_then(|list| list.get(0));
        parsed.all("fixed_ips").all(|wanted| {
            let (key, value) = wanted.split_once('=').unwrap_or((wanted, ""));
            address.and_then(|address| address.get(key)).and_then(Value::as_str) == Some(value)
        })
    });
    list("ports", rows, query, PORT_FILTERS)
}

/// `GET /v2.0/ports/{id}`.
pub async fn port(caller: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Network, "reading a port")?;
    one("port", port_rows(&app), &id).ok_or_else(|| Refusal::not_found("PortNotFound", "Port", &id))
}

/// `DELETE /v2.0/ports/{id}`: its loggers stay.
pub async fn delete_port(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_write(Subject::Network, "deleting a port")?;
    if app.world().delete_port(&id) {
        Ok(empty_reply(StatusCode::NO_CONTENT))
    } else {
        Err(Refusal::not_found("PortNotFound", "Port", &id))
    }
}

/// An answer with the rows that fit the query.
pub fn list(
    key: &str,
    rows: Vec<Value>,
    query: Option<String>,
    filters: &[(&str, &str)],
) -> Result<Reply, Refusal> {
    let rows = Query::parse(query.as_deref()).keep(rows, filters)?;
    Ok(json_reply(StatusCode::OK, &json!({ key: rows })))
}

/// An answer with the row of that id.
pub fn one(key: &str, rows: Vec<Value>, id: &str) -> Option<Reply> {
    let row = rows.into_iter().find(|row| row.get("id").and_then(Value::as_str) == Some(id))?;
    Some(json_reply(StatusCode::OK, &json!({ key: row })))
}

fn vpc_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    world.vpcs.iter().map(|vpc| vpc.to_json(world.tenant)).collect()
}

fn subnet_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    let mut used: HashMap<&str, usize> = HashMap::new();
    for port in &world.ports {
        *used.entry(&port.subnet_id).or_default() += 1;
    }
    let used = |subnet: &Subnet| used.get(subnet.id.as_str()).copied().unwrap_or_default();
    world.subnets.iter().map(|subnet| subnet.to_json(world.tenant, used(subnet))).collect()
}

fn port_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    world.ports.iter().map(|port| port.to_json(world.tenant)).collect()
}
