//! `/v2.0/flowlog-loggers`: the guide's "Flow log logger".

use crate::accounts::Subject;
use crate::app::App;
use crate::clock;
use crate::errors::{Refusal, Reply, empty_reply, json_reply};
use crate::identity::Caller;
use crate::logger::{Stage, Target};
use crate::query::Query;
use crate::validate;
use crate::world;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Query parameter and attribute. The guide prints `partitioned_period`; the attribute's own name works too.
const FILTERS: &[(&str, &str)] = &[
    ("id", "id"),
    ("name", "name"),
    ("resource_type", "resource_type"),
    ("resource_id", "resource_id"),
    ("filter", "filter"),
    ("aggregation_interval", "aggregation_interval"),
    ("storage_type", "storage_type"),
    ("log_format", "log_format"),
    ("compression_type", "compression_type"),
    ("partitioned_period", "partition_period"),
    ("partition_period", "partition_period"),
    ("customized_file_name", "customized_file_name"),
    ("status", "status"),
];

/// "View a list of flow log loggers".
pub async fn list(
    caller: Caller,
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Logging, "listing flow log loggers")?;
    let rows: Vec<Value> = {
        let world = app.world();
        world.loggers.iter().map(|logger| logger.to_json(world.tenant)).collect()
    };
    let rows = Query::parse(query.as_deref()).keep(rows, FILTERS)?;
    Ok(json_reply(StatusCode::OK, &json!({ "flowlog_loggers": rows })))
}

/// "Check the flow log loggers".
pub async fn show(caller: Caller, State(app): State<App>, Path(id): Path<String>) -> Result<Reply, Refusal> {
    caller.may_read(Subject::Logging, "reading a flow log logger")?;
    let world = app.world();
    let logger = world.loggers.iter().find(|logger| logger.id == id).ok_or_else(|| unknown(&id))?;
    Ok(one(StatusCode::OK, logger.to_json(world.tenant)))
}

/// "Create a flow log logger".
pub async fn create(caller: Caller, State(app): State<App>, body: Bytes) -> Result<Reply, Refusal> {
    caller.may_write(Subject::Logging, "creating a flow log logger")?;
    let draft = validate::create(&body)?;
    let now = clock::now();
    let due = now.saturating_add(world::seconds(app.options().build_seconds));
    let mut world = app.world();
    if !world.has(draft.target, &draft.resource_id) {
        let (kind, what) = match draft.target {
            Target::Port => ("PortNotFound", "Port"),
            Target::Subnet => ("VpcSubnetNotFound", "Subnet"),
            Target::Vpc => ("VpcNotFound", "VPC"),
        };
        return Err(Refusal::not_found(kind, what, &draft.resource_id));
    }
    let logger = world.add_logger(draft, Stage::Building(due), now);
    Ok(one(StatusCode::CREATED, logger.to_json(world.tenant)))
}

/// "Edit a flow log logger".
pub async fn edit(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Reply, Refusal> {
    caller.may_write(Subject::Logging, "editing a flow log logger")?;
    let mut world = app.world();
    let tenant = world.tenant;
    let logger = world.loggers.iter_mut().find(|logger| logger.id == id).ok_or_else(|| unknown(&id))?;
    logger.edit(validate::edit(&body)?, clock::now());
    Ok(one(StatusCode::OK, logger.to_json(tenant)))
}

/// "Delete a flow log logger".
pub async fn delete(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Reply, Refusal> {
    caller.may_write(Subject::Logging, "deleting a flow log logger")?;
    if app.world().delete_logger(&id) { Ok(empty_reply(StatusCode::NO_CONTENT)) } else { Err(unknown(&id)) }
}

fn one(status: StatusCode, logger: Value) -> Reply {
    json_reply(status, &json!({ "flowlog_logger": logger }))
}

fn unknown(id: &str) -> Refusal {
    Refusal::not_found("FlowlogLoggerNotFound", "Flow log logger", id)
}
