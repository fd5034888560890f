//! The JSON bodies of the guide and their way to and from the domain.
//!
//! Answers: unknown fields are ignored, unknown enum values kept, optional fields may be absent or null.
//! `tenant_id` and `project_id` are internal to the service and never read.

use super::json::{Value, object, text};
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

/// An object whose attributes may be absent or null, and have the documented type otherwise.
#[derive(Clone, Copy)]
struct Attributes<'a>(&'a Value);

impl Attributes<'_> {
    fn of(value: &Value) -> Result<Attributes<'_>, String> {
        if matches!(value, Value::Object(_)) {
            Ok(Attributes(value))
        } else {
            Err("not an object".to_owned())
        }
    }

    /// `None` where the attribute is absent or null.
    fn present(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| **value != Value::Null)
    }

    fn text(&self, name: &str) -> Result<String, String> {
        match self.present(name) {
            None => Ok(String::new()),
            Some(Value::Text(text)) => Ok(text.clone()),
            Some(_) => Err(mistyped(name)),
        }
    }

    /// Empty also where it has another type.
    fn text_or_none(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    fn not_empty(&self, name: &str) -> Result<Option<String>, String> {
        Ok(Some(self.text(name)?).filter(|text| !text.is_empty()))
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, String> {
        self.present(name).map(|value| value.as_flag().ok_or_else(|| mistyped(name))).transpose()
    }

    fn number(&self, name: &str) -> Result<Option<i64>, String> {
        self.present(name).map(|value| value.as_whole().ok_or_else(|| mistyped(name))).transpose()
    }

    fn time(&self, name: &str) -> Result<Option<Timestamp>, String> {
        Ok(Timestamp::parse(&self.text(name)?))
    }

    fn id(&self) -> Result<String, String> {
        self.not_empty("id")?.ok_or_else(|| "id is missing".to_owned())
    }
}

fn mistyped(name: &str) -> String {
    format!("{name} has another type than documented")
}

/// Guide: "View a list of flow log loggers", response, with `customized_file_name` of the later service.
fn read_logger(raw: &Value) -> Result<Logger, String> {
    let body = Attributes::of(raw)?;
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
fn read_logging_port(raw: &Value) -> Result<LoggingPort, String> {
    let body = Attributes::of(raw)?;
    Ok(LoggingPort {
        id: body.id()?,
        logger_id: body.text("logger_id")?,
        port_id: body.text("port_id")?,
        network_id: body.text("network_id")?,
        created_at: body.time("created_at")?,
        updated_at: body.time("updated_at")?,
    })
}

/// A VPC of the network API.
fn read_vpc(raw: &Value) -> Result<Resource, String> {
    read_resource(raw, "cidrv4")
}

/// A subnet of the network API.
fn read_subnet(raw: &Value) -> Result<Resource, String> {
    read_resource(raw, "cidr")
}

/// A port of the network API; its `network_id` is that of its VPC.
fn read_port(raw: &Value) -> Result<Resource, String> {
    let body = Attributes::of(raw)?;
    let fixed_ips = body.present("fixed_ips").and_then(Value::as_list).unwrap_or_default();
    let each = |name: &'static str| fixed_ips.iter().filter_map(move |ip| ip.get(name)?.as_text());
    Ok(Resource {
        address: each("ip_address").collect::<Vec<_>>().join(", "),
        owner: body.text_or_none("device_owner"),
        device: body.text_or_none("device_id"),
        vpc_id: body.text_or_none("network_id"),
        subnet_ids: each("subnet_id").map(str::to_owned).collect(),
        ..read_resource(raw, "")?
    })
}

/// What all resources have. They are for choosing and naming, so that all but the id may be odd.
fn read_resource(raw: &Value, address: &str) -> Result<Resource, String> {
    let body = Attributes::of(raw)?;
    Ok(Resource {
        id: body.id()?,
        name: body.text_or_none("name"),
        address: body.text_or_none(address),
        vpc_id: body.text_or_none("vpc_id"),
        is_public: body.flag("router:external").ok().flatten().unwrap_or(false),
        ..Resource::default()
    })
}

/// Reads `{"vpcs": […]}`, with the shared public network.
pub fn vpcs(body: &str) -> Result<Vec<Row<Resource>>, String> {
    rows(body, "vpcs", read_vpc)
}

/// Reads `{"vpcsubnets": […]}`.
pub fn subnets(body: &str) -> Result<Vec<Row<Resource>>, String> {
    rows(body, "vpcsubnets", read_subnet)
}

/// Reads `{"ports": […]}`.
pub fn ports(body: &str) -> Result<Vec<Row<Resource>>, String> {
    rows(body, "ports", read_port)
}

/// The value of `key` in an answer's outermost object.
fn envelope(body: &str, key: &str) -> Result<Value, String> {
    let answer = Value::parse(body)?;
    answer.get(key).cloned().ok_or_else(|| format!("{key} is missing"))
}

fn list(body: &str, key: &str) -> Result<Vec<Value>, String> {
    match envelope(body, key)? {
        Value::List(list) => Ok(list),
        _ => Err(format!("{key} is no list")),
    }
}

fn rows<T>(body: &str, key: &str, read: fn(&Value) -> Result<T, String>) -> Result<Vec<Row<T>>, String> {
    let row = |raw: &Value| match read(raw) {
        Ok(value) => Row::Read(value),
        Err(reason) => Row::Unreadable { raw: raw.to_text(), reason },
    };
    Ok(list(body, key)?.iter().map(row).collect())
}

fn one<T>(body: &str, key: &str, read: fn(&Value) -> Result<T, String>) -> Result<Fetched<T>, String> {
    let raw = envelope(body, key)?;
    Ok(Fetched { value: read(&raw)?, json: raw.to_lines() })
}

/// Reads `{"flowlog_loggers": […]}`. The error says what does not fit.
pub fn loggers(body: &str) -> Result<Vec<Row<Logger>>, String> {
    rows(body, "flowlog_loggers", read_logger)
}

/// Reads `{"flowlog_logger": {…}}`.
pub fn logger(body: &str) -> Result<Fetched<Logger>, String> {
    one(body, "flowlog_logger", read_logger)
}

/// Reads `{"flowlog_logging_ports": […]}`.
pub fn logging_ports(body: &str) -> Result<Vec<Row<LoggingPort>>, String> {
    rows(body, "flowlog_logging_ports", read_logging_port)
}

/// Reads `{"flowlog_logging_port": {…}}`.
pub fn logging_port(body: &str) -> Result<Fetched<LoggingPort>, String> {
    one(body, "flowlog_logging_port", read_logging_port)
}

/// The body of `POST /v2.0/flowlog-loggers`, indented for reading. Guide: "Create a flow log logger", request. Every
/// attribute is sent, so that the request says all that it means; the file name alone is left out for the default.
pub fn create_body(new: &NewLogger) -> String {
    let mut attributes = vec![
        ("name", text(&new.name)),
        ("description", text(&new.description)),
        ("resource_type", text(new.target_type.wire())),
        ("resource_id", text(&new.target_id)),
        ("filter", text(new.filter.wire())),
        ("aggregation_interval", Value::Number(new.aggregation_interval as f64)),
        ("connection_setup_only", Value::Flag(new.connection_setup_only)),
        ("storage_type", text(StorageType::ObjectStorage.wire())),
        ("storage_url", text(&new.storage_url)),
        ("log_format", text(new.log_format.wire())),
        ("compression_type", text(new.compression.wire())),
        ("customized_field", text(&new.fields.join(","))),
        ("partition_period", text(&new.partition.wire())),
    ];
    if let Some(name) = &new.file_name {
        attributes.push(("customized_file_name", text(name.text())));
    }
    attributes.push(("admin_state_up", Value::Flag(new.enabled)));
    body(attributes)
}

/// The body of `PUT /v2.0/flowlog-loggers/{id}`. Guide: "Edit a flow log logger", request; anything else in it is
/// refused by the service.
pub fn update_body(edit: &LoggerEdit) -> String {
    body(vec![
        ("name", text(&edit.name)),
        ("description", text(&edit.description)),
        ("admin_state_up", Value::Flag(edit.enabled)),
    ])
}

fn body(attributes: Vec<(&str, Value)>) -> String {
    object(vec![("flowlog_logger", object(attributes))]).to_lines()
}
