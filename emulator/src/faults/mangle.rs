//! Changes to an answer of the service. It stays valid JSON.

use serde_json::{Map, Value, json};

/// Fields that a reader must be able to do without.
#[rustfmt::skip]
const OPTIONAL: [&str; 17] = [
    "description", "error_type", "customized_field", "customized_file_name", "updated_at", "tenant_id", "project_id",
    "device_owner", "device_id", "mac_address", "fixed_ips", "cidrv4", "state", "shared", "gateway",
    "available_ip_count", "revision_number",
];

/// Words that the service may get in the future.
const NEW_WORDS: [(&str, &str); 8] = [
    ("status", "PENDING_UPGRADE"),
    ("resource_type", "TRANSIT_HUB"),
    ("filter", "REJECT"),
    ("log_format", "JSON"),
    ("compression_type", "ZSTD"),
    ("storage_type", "ARCHIVE"),
    ("partition_period", "MINUTE"),
    ("error_type", "QuotaExceededError"),
];

/// Gives the second row of a list (or its only one) fields of wrong types.
pub fn break_a_row(answer: &mut Value) {
    let Some(rows) = answer.as_object_mut().and_then(|map| map.values_mut().find_map(Value::as_array_mut))
    else {
        return;
    };
    let at = usize::from(rows.len() > 1);
    if let Some(row) = rows.get_mut(at) {
        *row = json!({
            "id": 42,
            "name": null,
            "status": ["ACTIVE"],
            "aggregation_interval": "ten",
            "logger_id": {},
            "storage_url": 7,
            "description": "<img src=x onerror=alert(1)>",
        });
    }
}

/// Sets the optional fields of every row to null.
pub fn null_optional_fields(answer: &mut Value) {
    each_row(answer, |row| {
        for key in OPTIONAL {
            if let Some(value) = row.get_mut(key) {
                *value = Value::Null;
            }
        }
    });
}

/// Gives the fields with a fixed set of words another word.
pub fn rename_enums(answer: &mut Value) {
    each_row(answer, |row| {
        for (key, word) in NEW_WORDS {
            if let Some(value) = row.get_mut(key) {
                *value = json!(word);
            }
        }
    });
}

fn each_row(answer: &mut Value, mut change: impl FnMut(&mut Map<String, Value>)) {
    let Some(outer) = answer.as_object_mut() else { return };
    for value in outer.values_mut() {
        match value {
            Value::Object(row) => change(row),
            Value::Array(rows) => rows.iter_mut().filter_map(Value::as_object_mut).for_each(&mut change),
            _ => {}
        }
    }
}
