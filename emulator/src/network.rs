//! VPCs, subnets and ports, by which a target is picked.

use crate::app::App;
use crate::errors::{Refusal, Reply, empty_reply, json_reply};
use crate::identity::Caller;
use crate::query::Query;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

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
pub async fn vpcs(_: Caller, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
    list("vpcs", vpc_rows(&app), query, VPC_FILTERS)
}

/// `GET /v2.0/vpcs/{id}`.
pub async fn vpc(_: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    one("vpc", vpc_rows(&app), &id).ok_or_else(|| Refusal::not_found("VpcNotFound", "VPC", &id))
}

/// `GET /v2.0/vpcsubnets`.
pub async fn subnets(_: Caller, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
    list("vpcsubnets", subnet_rows(&app), query, SUBNET_FILTERS)
}

/// `GET /v2.0/vpcsubnets/{id}`.
pub async fn subnet(_: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    one("vpcsubnet", subnet_rows(&app), &id)
        .ok_or_else(|| Refusal::not_found("VpcSubnetNotFound", "Subnet", &id))
}

/// `GET /v2.0/ports`, also by `fixed_ips=subnet_id=…` and `fixed_ips=ip_address=…`.
pub async fn ports(_: Caller, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
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
pub async fn port(_: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    one("port", port_rows(&app), &id).ok_or_else(|| Refusal::not_found("PortNotFound", "Port", &id))
}

/// `DELETE /v2.0/ports/{id}`: its loggers stay.
pub async fn delete_port(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_write("deleting a port")?;
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
    world.vpcs.iter().map(|vpc| vpc.to_json(&world.tenant)).collect()
}

fn subnet_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    world.subnets.iter().map(|subnet| subnet.to_json(&world.tenant, &world.ports)).collect()
}

fn port_rows(app: &App) -> Vec<Value> {
    let world = app.world();
    world.ports.iter().map(|port| port.to_json(&world.tenant)).collect()
}
