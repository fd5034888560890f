//! `/v2.0/flowlog-logging-ports`: the guide's "Flow log logging port". Lookup only.

use crate::accounts::Subject;
use crate::app::App;
use crate::errors::{Refusal, Reply, json_reply};
use crate::identity::Caller;
use crate::query::Query;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

const FILTERS: &[(&str, &str)] =
    &[("id", "id"), ("logger_id", "logger_id"), ("port_id", "port_id"), ("network_id", "network_id")];

/// "View a list of flow log logging ports".
pub async fn list(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Logging, "listing flow log logging ports")?;
    let rows: Vec<Value> = {
        let world = app.world();
        world.logging_ports.iter().map(|port| port.to_json(world.tenant)).collect()
    };
    let rows = Query::parse(query.as_deref()).keep(rows, FILTERS)?;
    Ok(json_reply(StatusCode::OK, &json!({ "flowlog_logging_ports": rows })))
}

/// "Check the flow log logging port".
pub async fn show(caller: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Logging, "reading a flow log logging port")?;
    let world = app.world();
    let port = world.logging_ports.iter().find(|port| port.id == id);
    let port =
        port.ok_or_else(|| Refusal::not_found("FlowlogLoggingPortNotFound", "Flow log logging port", &id))?;
    Ok(json_reply(StatusCode::OK, &json!({ "flowlog_logging_port": port.to_json(world.tenant) })))
}
