//! `/v2.0/flowlog-loggers` and `/v2.0/flowlog-logging-ports`: the guide's "Flow log logger" and "Flow log logging port".

use crate::accounts::Subject;
use crate::clock;
use crate::identity::Caller;
use crate::logger::{Logger, Stage, Target};
use crate::network::{Ports, Subnets, Vpcs};
use crate::reply::Refusal;
use crate::resource::Resource;
use crate::state::App;
use crate::validate;
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;

pub struct Loggers;

impl Resource for Loggers {
    const KEYS: [&'static str; 2] = ["flowlog_loggers", "flowlog_logger"];
    const SUBJECT: Subject = Subject::Logging;
    const NAME: &'static str = "Flow log logger";
    const NOT_FOUND: &'static str = "FlowlogLoggerNotFound";
    #[rustfmt::skip]
    const FILTERS: &'static [&'static str] = &[
        "id", "name", "resource_type", "resource_id", "filter", "aggregation_interval", "storage_type", "log_format",
        "compression_type", "partitioned_period", "partition_period", "customized_file_name", "status",
    ];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.loggers.iter().map(|logger| (logger.id.as_str(), logger.json()))
    }
}

/// For lookup only: the service makes and deletes logging ports.
pub struct LoggingPorts;

impl Resource for LoggingPorts {
    const KEYS: [&'static str; 2] = ["flowlog_logging_ports", "flowlog_logging_port"];
    const SUBJECT: Subject = Subject::Logging;
    const NAME: &'static str = "Flow log logging port";
    const NOT_FOUND: &'static str = "FlowlogLoggingPortNotFound";
    const FILTERS: &'static [&'static str] = &["id", "logger_id", "port_id", "network_id"];

    fn rows(world: &World) -> impl Iterator<Item = (&str, impl Serialize)> {
        world.logging_ports.iter().map(|port| (port.id.as_str(), port))
    }
}

/// "Create a flow log logger".
pub async fn create(caller: Caller, State(app): State<App>, body: Bytes) -> Result<Response, Refusal> {
    caller.may_write(Subject::Logging, "creating a flow log logger")?;
    let draft = validate::create(&body)?;
    let now = clock::now();
    let due = now.saturating_add(clock::seconds(app.options.build_seconds));
    let mut world = app.world();
    if !world.has(draft.resource_type, &draft.resource_id) {
        return Err(match draft.resource_type {
            Target::Port => Ports::not_found(&draft.resource_id),
            Target::Subnet => Subnets::not_found(&draft.resource_id),
            Target::Vpc => Vpcs::not_found(&draft.resource_id),
        });
    }
    Ok(reply(StatusCode::CREATED, world.add_logger(draft, Stage::Building(due), now)))
}

/// "Edit a flow log logger".
pub async fn edit(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    caller.may_write(Subject::Logging, "editing a flow log logger")?;
    let mut world = app.world();
    let logger = world.loggers.iter_mut().find(|logger| logger.id == id);
    let logger = logger.ok_or_else(|| Loggers::not_found(&id))?;
    let now = clock::now();
    logger.edit(validate::edit(&body)?, now);
    let (reply, is_active) = (reply(StatusCode::OK, logger), logger.status() == "ACTIVE");
    world.switch_logs(&id, is_active, now);
    Ok(reply)
}

/// "Delete a flow log logger".
pub async fn delete(
    caller: Caller,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    caller.may_write(Subject::Logging, "deleting a flow log logger")?;
    let mut world = app.world();
    world.switch_logs(&id, false, clock::now());
    world.delete_logger(&id).then_some(StatusCode::NO_CONTENT).ok_or_else(|| Loggers::not_found(&id))
}

fn reply(status: StatusCode, logger: &Logger) -> Response {
    (status, Json(BTreeMap::from([(Loggers::KEYS[1], logger.json())]))).into_response()
}
