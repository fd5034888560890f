//! The request bodies of the logger API, checked attribute by attribute.

use crate::ids::is_uuid;
use crate::logger::{DEFAULT_FIELDS, Draft, Edit};
use crate::reply::Refusal;
use crate::{storage_url, templates};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The type of an attribute.
enum Kind {
    Text(fn(&str) -> Result<(), String>),
    Word(&'static [&'static str]),
    Boolean,
    Minutes,
}

/// The attributes of a create request.
const ATTRIBUTES: [(&str, Kind); 15] = [
    ("name", Kind::Text(name)),
    ("description", Kind::Text(any)),
    ("resource_type", Kind::Word(&["PORT", "SUBNET", "VPC"])),
    ("resource_id", Kind::Text(uuid)),
    ("filter", Kind::Word(&["ALL", "ACCEPT", "DROP"])),
    ("aggregation_interval", Kind::Minutes),
    ("connection_setup_only", Kind::Boolean),
    ("storage_type", Kind::Word(&["OBS"])),
    ("storage_url", Kind::Text(|text| storage_url::parse(text).map(drop))),
    ("log_format", Kind::Word(&["CSV", "PARQUET"])),
    ("compression_type", Kind::Word(&["RAW", "GZIP"])),
    ("customized_field", Kind::Text(fields)),
    ("partition_period", Kind::Text(templates::check_partition)),
    ("customized_file_name", Kind::Text(templates::check_file_name)),
    ("admin_state_up", Kind::Boolean),
];
const REQUIRED: [&str; 4] = ["name", "resource_id", "storage_type", "storage_url"];
const EDITABLE: [&str; 3] = ["name", "description", "admin_state_up"];
const READ_ONLY: [&str; 7] =
    ["id", "status", "error_type", "created_at", "updated_at", "tenant_id", "project_id"];

/// A column of 2024 that the service renamed and still accepts.
const OLD_FIELDS: [&str; 1] = ["vm_id"];

/// Reads the body of `POST /v2.0/flowlog-loggers` (guide: "Create a flow log logger").
///
/// # Errors
/// 400 with the attribute and the reason.
pub fn create(body: &[u8]) -> Result<Draft, Refusal> {
    let map = envelope(body)?;
    if let Some(key) = map.keys().find(|key| READ_ONLY.contains(&key.as_str())) {
        return Err(Refusal::bad_request(format!("Attribute '{key}' not allowed in POST")));
    }
    read(map, &REQUIRED)
}

/// Reads the body of `PUT /v2.0/flowlog-loggers/{id}` (guide: "Edit a flow log logger").
///
/// # Errors
/// 400 with the attribute and the reason.
pub fn edit(body: &[u8]) -> Result<Edit, Refusal> {
    let map = envelope(body)?;
    let known = |key: &str| kind(key).is_some() || READ_ONLY.contains(&key);
    if let Some(key) = map.keys().find(|key| known(key) && !EDITABLE.contains(&key.as_str())) {
        return Err(Refusal::bad_request(format!("Cannot update read-only attribute {key}")));
    }
    read(map, &["name"])
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

/// Checks every attribute, then reads them all.
fn read<T: DeserializeOwned>(map: Map<String, Value>, required: &[&str]) -> Result<T, Refusal> {
    for (key, value) in &map {
        let kind =
            kind(key).ok_or_else(|| Refusal::bad_request(format!("Unrecognized attribute(s) '{key}'")))?;
        check(kind, value).map_err(|reason| Refusal::invalid(key, reason))?;
    }
    if let Some(key) = required.iter().find(|key| !map.contains_key(**key)) {
        let message = format!("Failed to parse request. Required attribute '{key}' not specified");
        return Err(Refusal::bad_request(message));
    }
    serde_json::from_value(Value::Object(map)).map_err(|error| Refusal::bad_request(error.to_string()))
}

fn kind(key: &str) -> Option<&'static Kind> {
    ATTRIBUTES.iter().find(|(known, _)| *known == key).map(|(_, kind)| kind)
}

fn check(kind: &Kind, value: &Value) -> Result<(), String> {
    match (kind, value) {
        (Kind::Text(check), Value::String(text)) => check(text),
        (Kind::Word(words), Value::String(word)) if words.contains(&word.as_str()) => Ok(()),
        (Kind::Word(words), Value::String(word)) => {
            Err(format!("'{word}' is not in [{}].", words.join(", ")))
        }
        (Kind::Text(_) | Kind::Word(_), other) => Err(format!("'{other}' is not a valid string.")),
        (Kind::Boolean, Value::Bool(_)) => Ok(()),
        (Kind::Boolean, other) => Err(format!("'{other}' is not true or false.")),
        (Kind::Minutes, number) if number.is_i64() || number.is_u64() => match number.as_u64() {
            Some(1..=15) => Ok(()),
            _ => Err(format!("'{number}' is not between 1 and 15.")),
        },
        (Kind::Minutes, other) => Err(format!("'{other}' is not an integer.")),
    }
}

fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn name(text: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err("it is empty.".to_owned()) } else { Ok(()) }
}

fn uuid(text: &str) -> Result<(), String> {
    if is_uuid(text) { Ok(()) } else { Err(format!("'{text}' is not a valid UUID.")) }
}

fn fields(text: &str) -> Result<(), String> {
    let mut seen: Vec<&str> = Vec::new();
    for field in text.split(',') {
        if !DEFAULT_FIELDS.split(',').chain(OLD_FIELDS).any(|known| known == field) {
            return Err(format!("'{field}' is not a field of a log."));
        }
        if seen.contains(&field) {
            return Err(format!("'{field}' is named twice."));
        }
        seen.push(field);
    }
    Ok(())
}
