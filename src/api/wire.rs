//! The JSON bodies of the guide and their way to and from the domain.
//!
//! Answers: unknown fields are ignored, unknown enum values kept, optional fields may be absent or null.
//! `tenant_id` and `project_id` are internal to the service and never read.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::json::{self, Json};
use super::{Fetched, Row};
use crate::domain::draft::NewLogger;
use crate::domain::logger::{
    Compression, ErrorType, LogFormat, Logger, LoggerEdit, PartitionPeriod, Status, StorageType, TargetType,
    TrafficFilter,
};
use crate::domain::logging_port::LoggingPort;
use crate::domain::resource::Resource;
use crate::domain::template::Partition;
use crate::domain::timestamp::Timestamp;

/// A JSON object whose attributes may be absent or null, and have one type otherwise. Read by hand: a derived reader
/// for each body costs ten times the bytes.
struct Attributes(Map<String, Value>);

impl Attributes {
    fn of(raw: &RawValue) -> Result<Attributes, String> {
        match serde_json::from_str(raw.get()) {
            Ok(Value::Object(map)) => Ok(Attributes(map)),
            Ok(_) => Err("not an object".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn optional<T>(&mut self, name: &str, read: fn(Value) -> Option<T>) -> Result<Option<T>, String> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(format!("{name} has another type than documented")),
            },
        }
    }

    fn text(&mut self, name: &str) -> Result<String, String> {
        let read = |value| if let Value::String(text) = value { Some(text) } else { None };
        Ok(self.optional(name, read)?.unwrap_or_default())
    }

    fn not_empty(&mut self, name: &str) -> Result<Option<String>, String> {
        Ok(Some(self.text(name)?).filter(|text| !text.is_empty()))
    }

    fn flag(&mut self, name: &str) -> Result<Option<bool>, String> {
        self.optional(name, |value| value.as_bool())
    }

    fn number(&mut self, name: &str) -> Result<Option<i64>, String> {
        self.optional(name, |value| value.as_i64())
    }

    fn time(&mut self, name: &str) -> Result<Option<Timestamp>, String> {
        Ok(Timestamp::parse(&self.text(name)?))
    }

    fn id(&mut self) -> Result<String, String> {
        self.not_empty("id")?.ok_or_else(|| "id is missing".to_owned())
    }
}

/// Guide: "View a list of flow log loggers", response, with `customized_file_name` of the later service.
fn read_logger(raw: &RawValue) -> Result<Logger, String> {
    let mut body = Attributes::of(raw)?;
    let updated_text = body.text("updated_at")?;
    Ok(Logger {
        id: body.id()?,
        name: body.text("name")?,
        description: body.text("description")?,
        target_type: TargetType::of_wire(&body.text("resource_type")?),
        target_id: body.text("resource_id")?,
        filter: TrafficFilter::of_wire(&body.text("filter")?),
        aggregation_interval: body.number("aggregation_interval")?,
        connection_setup_only: body.flag("connection_setup_only")?.unwrap_or(false),
        storage_type: StorageType::of_wire(&body.text("storage_type")?),
        storage_url: body.text("storage_url")?,
        log_format: LogFormat::of_wire(&body.text("log_format")?),
        compression: Compression::of_wire(&body.text("compression_type")?),
        fields: fields(&body.text("customized_field")?),
        partition: body.not_empty("partition_period")?.map(|text| match Partition::parse(&text) {
            Ok(partition) => PartitionPeriod::Known(partition),
            Err(_) => PartitionPeriod::Other(text),
        }),
        file_name: body.not_empty("customized_file_name")?,
        enabled: body.flag("admin_state_up")?,
        status: Status::of_wire(&body.text("status")?),
        error_type: body.not_empty("error_type")?.map(|text| ErrorType::of_wire(&text)),
        created_at: body.time("created_at")?,
        updated_at: Timestamp::parse(&updated_text),
        updated_text,
    })
}

fn fields(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|field| !field.is_empty()).map(str::to_owned).collect()
}

/// Guide: "View a list of flow log logging ports", response.
fn read_logging_port(raw: &RawValue) -> Result<LoggingPort, String> {
    let mut body = Attributes::of(raw)?;
    Ok(LoggingPort {
        id: body.id()?,
        logger_id: body.text("logger_id")?,
        port_id: body.text("port_id")?,
        network_id: body.text("network_id")?,
        created_at: body.time("created_at")?,
        updated_at: body.time("updated_at")?,
    })
}

/// A VPC, subnet or port of the network API. `None` for a shared public network, which no logger collects from.
fn read_resource(raw: &RawValue, target_type: &TargetType) -> Result<Option<Resource>, String> {
    let mut body = Attributes::of(raw)?;
    if body.flag("router:external")?.unwrap_or(false) {
        return Ok(None);
    }
    let address = match target_type {
        TargetType::Vpc => body.text("cidrv4")?,
        TargetType::Subnet => body.text("cidr")?,
        TargetType::Port | TargetType::Other(_) => addresses(body.0.get("fixed_ips")),
    };
    Ok(Some(Resource {
        target_type: target_type.clone(),
        id: body.id()?,
        name: body.text("name")?,
        address,
        owner: body.text("device_owner")?,
    }))
}

fn addresses(fixed_ips: Option<&Value>) -> String {
    let list = fixed_ips.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|ip| ip.get("ip_address")?.as_str()).collect::<Vec<_>>().join(", ")
}

fn resources(text: &str, key: &str, target_type: &TargetType) -> Result<Vec<Resource>, String> {
    let list: Vec<&RawValue> =
        serde_json::from_str(envelope(text, key)?.get()).map_err(|error| format!("{key}: {error}"))?;
    // These are suggestions: one that cannot be read is left out, and its id can still be typed.
    Ok(list.iter().filter_map(|raw| read_resource(raw, target_type).ok().flatten()).collect())
}

/// Reads `{"vpcs": […]}` without shared public networks.
pub fn vpcs(text: &str) -> Result<Vec<Resource>, String> {
    resources(text, "vpcs", &TargetType::Vpc)
}

/// Reads `{"vpcsubnets": […]}`.
pub fn subnets(text: &str) -> Result<Vec<Resource>, String> {
    resources(text, "vpcsubnets", &TargetType::Subnet)
}

/// Reads `{"ports": […]}`.
pub fn ports(text: &str) -> Result<Vec<Resource>, String> {
    resources(text, "ports", &TargetType::Port)
}

/// The value of `key` in an answer's outermost object, as it came.
fn envelope<'a>(text: &'a str, key: &str) -> Result<&'a RawValue, String> {
    let answer: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    answer.get(key).copied().ok_or_else(|| format!("{key} is missing"))
}

fn rows<T>(text: &str, key: &str, read: fn(&RawValue) -> Result<T, String>) -> Result<Vec<Row<T>>, String> {
    let list = envelope(text, key)?;
    let list: Vec<&RawValue> = serde_json::from_str(list.get()).map_err(|error| format!("{key}: {error}"))?;
    let row = |raw: &&RawValue| match read(raw) {
        Ok(value) => Row::Read(value),
        Err(reason) => Row::Unreadable { raw: raw.get().to_owned(), reason },
    };
    Ok(list.iter().map(row).collect())
}

fn one<T>(text: &str, key: &str, read: fn(&RawValue) -> Result<T, String>) -> Result<Fetched<T>, String> {
    let raw = envelope(text, key)?;
    Ok(Fetched { value: read(raw)?, json: raw.get().to_owned() })
}

/// Reads `{"flowlog_loggers": […]}`. The error says what does not fit.
pub fn loggers(text: &str) -> Result<Vec<Row<Logger>>, String> {
    rows(text, "flowlog_loggers", read_logger)
}

/// Reads `{"flowlog_logger": {…}}`.
pub fn logger(text: &str) -> Result<Fetched<Logger>, String> {
    one(text, "flowlog_logger", read_logger)
}

/// Reads `{"flowlog_logging_ports": […]}`.
pub fn logging_ports(text: &str) -> Result<Vec<Row<LoggingPort>>, String> {
    rows(text, "flowlog_logging_ports", read_logging_port)
}

/// Reads `{"flowlog_logging_port": {…}}`.
pub fn logging_port(text: &str) -> Result<Fetched<LoggingPort>, String> {
    one(text, "flowlog_logging_port", read_logging_port)
}

/// The body of `POST /v2.0/flowlog-loggers`, indented for reading. Guide: "Create a flow log logger", request. Every
/// attribute is sent, so that the request says all that it means; the file name alone is left out for the default.
pub fn create_body(new: &NewLogger) -> String {
    let (fields, partition) = (new.fields.join(","), new.partition.wire());
    let mut attributes = vec![
        ("name", Json::Text(&new.name)),
        ("description", Json::Text(&new.description)),
        ("resource_type", Json::Text(new.target_type.wire())),
        ("resource_id", Json::Text(&new.target_id)),
        ("filter", Json::Text(new.filter.wire())),
        ("aggregation_interval", Json::Whole(new.aggregation_interval)),
        ("connection_setup_only", Json::Flag(new.connection_setup_only)),
        ("storage_type", Json::Text(StorageType::ObjectStorage.wire())),
        ("storage_url", Json::Text(&new.storage_url)),
        ("log_format", Json::Text(new.log_format.wire())),
        ("compression_type", Json::Text(new.compression.wire())),
        ("customized_field", Json::Text(&fields)),
        ("partition_period", Json::Text(&partition)),
    ];
    if let Some(name) = &new.file_name {
        attributes.push(("customized_file_name", Json::Text(name.text())));
    }
    attributes.push(("admin_state_up", Json::Flag(new.enabled)));
    body(&attributes)
}

/// The body of `PUT /v2.0/flowlog-loggers/{id}`. Guide: "Edit a flow log logger", request; anything else in it is
/// refused by the service.
pub fn update_body(edit: &LoggerEdit) -> String {
    body(&[
        ("name", Json::Text(&edit.name)),
        ("description", Json::Text(&edit.description)),
        ("admin_state_up", Json::Flag(edit.enabled)),
    ])
}

fn body(attributes: &[(&str, Json)]) -> String {
    json::object(&[("flowlog_logger", Json::Raw(json::object(attributes, 2)))], 0)
}
