//! Loggers as files: CSV, JSON, and commands that create the like of them.

use std::borrow::Cow;

use super::csv;
use super::logger_list::partition_text;
use super::resources::Names;
use super::storage_help::policy::quoted;
use crate::api::loggers;
use crate::domain::logger::Logger;

/// An attribute of an export.
type Attribute = (&'static str, for<'a> fn(&'a Logger, &'a Names) -> Cow<'a, str>);

/// All attributes with the service's names and values, times in UTC. `resource_name` is what the target is shown by,
/// where that is not its id.
const ATTRIBUTES: &[Attribute] = &[
    ("id", |logger, _| (&logger.id).into()),
    ("name", |logger, _| (&logger.name).into()),
    ("description", |logger, _| (&logger.description).into()),
    ("status", |logger, _| logger.status.wire().into()),
    ("error_type", |logger, _| logger.error_type.as_ref().map_or("", |error| error.wire()).into()),
    ("admin_state_up", |logger, _| logger.enabled.map(|on| on.to_string()).unwrap_or_default().into()),
    ("resource_type", |logger, _| logger.target_type.wire().into()),
    ("resource_id", |logger, _| (&logger.target_id).into()),
    ("resource_name", |logger, names| names.of(&logger.target_id).unwrap_or_default().into()),
    ("filter", |logger, _| logger.filter.wire().into()),
    ("aggregation_interval", |logger, _| {
        logger.aggregation_interval.map(|minutes| minutes.to_string()).unwrap_or_default().into()
    }),
    ("connection_setup_only", |logger, _| logger.connection_setup_only.to_string().into()),
    ("storage_type", |logger, _| logger.storage_type.wire().into()),
    ("storage_url", |logger, _| (&logger.storage_url).into()),
    ("log_format", |logger, _| logger.log_format.wire().into()),
    ("compression_type", |logger, _| logger.compression.wire().into()),
    ("partition_period", |logger, _| partition_text(logger).into()),
    ("customized_file_name", |logger, _| logger.file_name.as_deref().unwrap_or_default().into()),
    ("customized_field", |logger, _| logger.fields.join(",").into()),
    ("created_at", |logger, _| logger.created_at.map(|time| time.iso()).unwrap_or_default().into()),
    ("updated_at", |logger, _| logger.updated_at.map(|time| time.iso()).unwrap_or_default().into()),
];

/// The loggers as requests that create the like of them.
pub fn export_json(loggers: &[Logger]) -> String {
    let bodies: Vec<String> = loggers.iter().map(loggers::recreate_body).collect();
    format!("[\n{}\n]\n", bodies.join(",\n"))
}

/// A script for a POSIX shell that creates the like of the loggers. It ends at once where no token is set.
pub fn export_curl(endpoint: &str, loggers: &[Logger]) -> String {
    let mut script = "#!/bin/sh\n: \"${TOKEN:?}\"\n".to_owned();
    for logger in loggers {
        script.push_str(&create_by_curl(endpoint, &loggers::recreate_body(logger)));
        script.push('\n');
    }
    script
}

/// A command that sends a body to create a logger. The token is a variable of the shell, never its text.
pub fn create_by_curl(endpoint: &str, body: &str) -> String {
    let (endpoint, body) = (quoted(endpoint), quoted(body));
    format!(
        "curl -X POST {endpoint} \\\n  -H \"X-Auth-Token: $TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -d {body}"
    )
}

/// The loggers as CSV.
pub fn export(loggers: &[Logger], names: &Names) -> String {
    let line = |logger| ATTRIBUTES.iter().map(move |(_, value)| value(logger, names));
    csv::document(ATTRIBUTES.iter().map(|(name, _)| name), loggers.iter().map(line))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::api::Row;

    fn example() -> Vec<Logger> {
        let rows =
            loggers::read_list(include_str!("../../tests/fixtures/loggers-list.response.json")).unwrap();
        rows.iter().filter_map(Row::read).cloned().collect()
    }

    #[test]
    fn an_export_as_json_has_the_body_of_a_request_for_each_logger() {
        let loggers = example();
        let bodies: Vec<Value> = serde_json::from_str(&export_json(&loggers)).unwrap();
        let sent = |at: usize, name: &str| bodies[at]["flowlog_logger"][name].clone();
        assert_eq!(bodies.len(), 2);
        assert_eq!(sent(0, "name"), loggers[0].name.as_str());
        assert_eq!(sent(1, "resource_id"), loggers[1].target_id.as_str());
        assert_eq!(sent(1, "partition_period"), partition_text(&loggers[1]));
        assert_eq!(sent(0, "customized_field"), loggers[0].fields.join(","));
        // What the service refuses in a request.
        for read_only in ["id", "status", "error_type", "created_at", "updated_at"] {
            assert_eq!(sent(0, read_only), Value::Null, "{read_only}");
        }
        assert_eq!(export_json(&[]), "[\n\n]\n");
    }

    /// What the commands of a script hand to curl, each command's words joined by `|`. Not a token: `filled in`.
    #[track_caller]
    fn sent(script: &str) -> Vec<String> {
        let curl = "curl() { printf '%s|' \"$@\"; printf '\\0'; }";
        let script = format!("TOKEN='filled in'\n{curl}\n{script}");
        let output = Command::new("sh").arg("-c").arg(&script).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{script}: {output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_shell_sends_what_an_export_says(
            names in prop::collection::vec("(['\"$`\\\\!@| \n\r\t]|\\PC|a){0,8}", 1..4),
        ) {
            let logger = example()[0].clone();
            let loggers: Vec<Logger> =
                names.into_iter().map(|name| Logger { name, ..logger.clone() }).collect();
            let expect: Vec<String> = loggers
                .iter()
                .map(|logger| {
                    let headers = "-H|X-Auth-Token: filled in|-H|Content-Type: application/json";
                    format!("-X|POST|https://x/v2.0|{headers}|-d|{}|", loggers::recreate_body(logger))
                })
                .collect();
            prop_assert_eq!(sent(&export_curl("https://x/v2.0", &loggers)), expect);
        }
    }

    #[test]
    fn an_exported_script_sends_nothing_without_a_token() {
        let script = export_curl("https://x/v2.0", &[example()[0].clone()]);
        let script = format!("curl() {{ echo sent; }}\n{script}");
        let output = Command::new("sh").env_remove("TOKEN").arg("-c").arg(script).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    }

    #[test]
    fn an_export_has_a_line_for_each_readable_logger() {
        let loggers = example();
        let names = Names::of_ids(&[
            ("12799b52-0c81-4820-8fe6-b4963989ffe1", "web-10"),
            ("045e204c-4624-4b68-ac8a-7375989d3b79", ""),
        ]);
        let text = export(&loggers, &names);
        assert!(text.contains(",12799b52-0c81-4820-8fe6-b4963989ffe1,web-10,"), "{text}");
        assert!(text.contains(",045e204c-4624-4b68-ac8a-7375989d3b79,Deleted resource,"), "{text}");
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("\"timestamp_start,timestamp_end"), "{text}");
    }
}
