//! Request bodies of the logger API, read attribute by attribute.

use crate::errors::Refusal;
use crate::logger::{DEFAULT_FIELDS, Draft, Edit, Target};
use crate::{storage_url, templates};
use serde_json::{Map, Value};

/// What a create request may name.
const CREATABLE: [&str; 15] = [
    "name",
    "description",
    "resource_type",
    "resource_id",
    "filter",
    "aggregation_interval",
    "connection_setup_only",
    "storage_type",
    "storage_url",
    "log_format",
    "compression_type",
    "customized_field",
    "partition_period",
    "customized_file_name",
    "admin_state_up",
];
const EDITABLE: [&str; 3] = ["name", "description", "admin_state_up"];
const READ_ONLY: [&str; 7] =
    ["id", "status", "error_type", "created_at", "updated_at", "tenant_id", "project_id"];

/// A column of 2024 that the service has since renamed and still takes.
const OLD_FIELDS: [&str; 1] = ["vm_id"];

/// Reads the body of `POST /v2.0/flowlog-loggers` (guide: "Create a flow log logger").
///
/// # Errors
/// 400 with the attribute and the reason.
pub fn create(body: &[u8]) -> Result<Draft, Refusal> {
    let map = envelope(body)?;
    for key in map.keys() {
        if READ_ONLY.contains(&key.as_str()) {
            return Err(Refusal::bad_request(format!("Attribute '{key}' not allowed in POST")));
        }
        if !CREATABLE.contains(&key.as_str()) {
            return Err(unrecognized(key));
        }
    }
    let target = match choice(&map, "resource_type", &["PORT", "SUBNET", "VPC"], "PORT")?.as_str() {
        "VPC" => Target::Vpc,
        "SUBNET" => Target::Subnet,
        _ => Target::Port,
    };
    let resource_id = required(&map, "resource_id")?;
    if !is_uuid(&resource_id) {
        return Err(Refusal::invalid("resource_id", format!("'{resource_id}' is not a valid UUID.")));
    }
    let storage_type = required(&map, "storage_type")?;
    one_of("storage_type", &storage_type, &["OBS"])?;
    let storage_url = required(&map, "storage_url")?;
    storage_url::parse(&storage_url).map_err(|reason| Refusal::invalid("storage_url", reason))?;
    let partition_period = optional(&map, "partition_period")?.unwrap_or_else(|| "DAY".to_owned());
    templates::check_partition(&partition_period)
        .map_err(|reason| Refusal::invalid("partition_period", reason))?;
    let customized_file_name = optional(&map, "customized_file_name")?;
    if let Some(name) = &customized_file_name {
        templates::check_file_name(name)
            .map_err(|reason| Refusal::invalid("customized_file_name", reason))?;
    }
    Ok(Draft {
        name: name(&map)?,
        description: optional(&map, "description")?.unwrap_or_default(),
        target,
        resource_id,
        filter: choice(&map, "filter", &["ALL", "ACCEPT", "DROP"], "ALL")?,
        aggregation_interval: interval(&map)?,
        connection_setup_only: boolean(&map, "connection_setup_only")?.unwrap_or(false),
        storage_url,
        log_format: choice(&map, "log_format", &["CSV", "PARQUET"], "CSV")?,
        compression_type: choice(&map, "compression_type", &["RAW", "GZIP"], "RAW")?,
        customized_field: fields(&map)?,
        partition_period,
        customized_file_name,
        admin_state_up: boolean(&map, "admin_state_up")?.unwrap_or(true),
    })
}

/// Reads the body of `PUT /v2.0/flowlog-loggers/{id}` (guide: "Edit a flow log logger").
///
/// # Errors
/// 400 with the attribute and the reason.
pub fn edit(body: &[u8]) -> Result<Edit, Refusal> {
    let map = envelope(body)?;
    for key in map.keys() {
        let key = key.as_str();
        if EDITABLE.contains(&key) {
            continue;
        }
        if CREATABLE.contains(&key) || READ_ONLY.contains(&key) {
            return Err(Refusal::bad_request(format!("Cannot update read-only attribute {key}")));
        }
        return Err(unrecognized(key));
    }
    Ok(Edit {
        name: name(&map)?,
        description: optional(&map, "description")?,
        admin_state_up: boolean(&map, "admin_state_up")?,
    })
}

/// Whether a text is a UUID in its usual form of 36 characters.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn envelope(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::bad_request(format!("The request body is not valid JSON: {error}.")))?;
    let Value::Object(mut outer) = value else {
        return Err(Refusal::bad_request("The request body is not a JSON object."));
    };
    match outer.remove("flowlog_logger") {
        Some(Value::Object(map)) => Ok(map),
        Some(_) => Err(Refusal::bad_request("'flowlog_logger' in the request body is not an object.")),
        None => Err(Refusal::bad_request("Unable to find 'flowlog_logger' in request body")),
    }
}

fn unrecognized(key: &str) -> Refusal {
    Refusal::bad_request(format!("Unrecognized attribute(s) '{key}'"))
}

fn optional(map: &Map<String, Value>, key: &str) -> Result<Option<String>, Refusal> {
    match map.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(Refusal::invalid(key, format!("'{other}' is not a valid string."))),
    }
}

fn required(map: &Map<String, Value>, key: &str) -> Result<String, Refusal> {
    optional(map, key)?.ok_or_else(|| {
        Refusal::bad_request(format!("Failed to parse request. Required attribute '{key}' not specified"))
    })
}

fn name(map: &Map<String, Value>) -> Result<String, Refusal> {
    let name = required(map, "name")?;
    if name.trim().is_empty() {
        return Err(Refusal::invalid("name", "it is empty."));
    }
    Ok(name)
}

fn boolean(map: &Map<String, Value>, key: &str) -> Result<Option<bool>, Refusal> {
    match map.get(key) {
        None => Ok(None),
        Some(Value::Bool(value)) => Ok(Some(*value)),
        Some(other) => Err(Refusal::invalid(key, format!("'{other}' is not true or false."))),
    }
}

fn choice(map: &Map<String, Value>, key: &str, words: &[&str], default: &str) -> Result<String, Refusal> {
    let word = optional(map, key)?.unwrap_or_else(|| default.to_owned());
    one_of(key, &word, words)?;
    Ok(word)
}

fn one_of(key: &str, word: &str, words: &[&str]) -> Result<(), Refusal> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(Refusal::invalid(key, format!("'{word}' is not in [{}].", words.join(", "))))
}

fn interval(map: &Map<String, Value>) -> Result<u64, Refusal> {
    let key = "aggregation_interval";
    match map.get(key) {
        None => Ok(10),
        Some(value) => match value.as_u64() {
            Some(minutes @ 1..=15) => Ok(minutes),
            _ if value.is_i64() || value.is_u64() => {
                Err(Refusal::invalid(key, format!("'{value}' is not between 1 and 15.")))
            }
            _ => Err(Refusal::invalid(key, format!("'{value}' is not an integer."))),
        },
    }
}

fn fields(map: &Map<String, Value>) -> Result<String, Refusal> {
    let key = "customized_field";
    let Some(text) = optional(map, key)? else {
        return Ok(DEFAULT_FIELDS.to_owned());
    };
    let mut seen: Vec<&str> = Vec::new();
    for field in text.split(',') {
        if !DEFAULT_FIELDS.split(',').chain(OLD_FIELDS).any(|known| known == field) {
            return Err(Refusal::invalid(key, format!("'{field}' is not a field of a log.")));
        }
        if seen.contains(&field) {
            return Err(Refusal::invalid(key, format!("'{field}' is named twice.")));
        }
        seen.push(field);
    }
    Ok(text)
}
