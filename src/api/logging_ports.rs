//! Flow log logging ports. Guide: "Flow log logging port".

use serde::Deserialize;

use super::arriving::Arriving;
use super::body::{Fetched, Misfit, Row, object, one, required_id, rows};
use super::client::Client;
use super::error::ApiError;
use super::path;
use super::transport::{LONG_TIMEOUT_MS, TIMEOUT_MS};
use crate::domain::logging_port::LoggingPort;
use crate::domain::timestamp::Timestamp;

/// The path of the list.
pub const PATH: &str = "/v2.0/flowlog-logging-ports";

/// Query parameters of the list of logging ports. Guide: "View a list of flow log logging ports".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoggingPortQuery {
    pub id: Option<String>,
    pub logger_id: Option<String>,
    pub port_id: Option<String>,
    pub network_id: Option<String>,
}

impl LoggingPortQuery {
    /// Path and query.
    pub fn path(&self) -> String {
        let parameters = [
            ("id", self.id.as_deref()),
            ("logger_id", self.logger_id.as_deref()),
            ("port_id", self.port_id.as_deref()),
            ("network_id", self.network_id.as_deref()),
        ];
        path::with_query(PATH, &parameters)
    }
}

impl Client {
    /// Guide: "View a list of flow log logging ports".
    pub async fn list_logging_ports(
        &self,
        query: &LoggingPortQuery,
    ) -> Result<Vec<Row<LoggingPort>>, ApiError> {
        self.read(query.path(), LONG_TIMEOUT_MS).await?.parse(read_list)
    }

    /// Guide: "Check the flow log logging port".
    pub async fn get_logging_port(&self, id: &str) -> Result<Fetched<LoggingPort>, ApiError> {
        self.read(path::item(PATH, id), TIMEOUT_MS).await?.parse(read_one)
    }
}

/// Guide: "View a list of flow log logging ports", response. `tenant_id` and `project_id` are internal to the service and
/// never read.
#[derive(Deserialize)]
struct LoggingPortBody {
    id: Option<String>,
    logger_id: Option<String>,
    port_id: Option<String>,
    network_id: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

fn read(json: &str) -> Result<LoggingPort, Misfit> {
    let body: LoggingPortBody = object(json)?;
    Ok(LoggingPort {
        id: required_id(body.id)?,
        logger_id: body.logger_id.unwrap_or_default(),
        port_id: body.port_id.unwrap_or_default(),
        network_id: body.network_id.unwrap_or_default(),
        created_at: body.created_at.as_deref().and_then(Timestamp::parse),
        updated_at: body.updated_at.as_deref().and_then(Timestamp::parse),
    })
}

/// The same list while it arrives.
pub fn arriving() -> Arriving<LoggingPort> {
    Arriving::new("flowlog_logging_ports", read)
}

/// Reads `{"flowlog_logging_ports": […]}`. The error says what does not fit.
pub fn read_list(json: &str) -> Result<Vec<Row<LoggingPort>>, String> {
    rows(json, "flowlog_logging_ports", read)
}

/// Reads `{"flowlog_logging_port": {…}}`.
pub fn read_one(json: &str) -> Result<Fetched<LoggingPort>, String> {
    one(json, "flowlog_logging_port", read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logging_ports_take_four_parameters() {
        let query = LoggingPortQuery {
            id: Some("1".into()),
            logger_id: Some("2".into()),
            port_id: Some("3".into()),
            network_id: Some("4".into()),
        };
        assert_eq!(query.path(), format!("{PATH}?id=1&logger_id=2&port_id=3&network_id=4"));
    }

    #[track_caller]
    fn check(attributes: &str, expect: impl Fn(&LoggingPort) -> bool) {
        let rows = read_list(&format!(r#"{{"flowlog_logging_ports":[{{"id":"a"{attributes}}}]}}"#)).unwrap();
        assert!(rows[0].read().is_some_and(expect), "{rows:?}");
    }

    #[test]
    fn each_attribute_has_the_guides_name() {
        check("", |it| it.id == "a" && it.logger_id.is_empty() && it.created_at.is_none());
        check(r#","logger_id":"l","tenant_id":5"#, |it| it.logger_id == "l");
        check(r#","port_id":"p","network_id":null"#, |it| it.port_id == "p");
        check(r#","network_id":"n","project_id":[]"#, |it| it.network_id == "n");
        check(r#","created_at":"2024-07-29 09:21:09""#, |it| {
            it.created_at == Timestamp::parse("2024-07-29 09:21:09")
        });
        check(r#","updated_at":"2024-08-04 05:27:35.226363""#, |it| {
            it.updated_at == Timestamp::parse("2024-08-04 05:27:35.226363")
        });
    }
}
