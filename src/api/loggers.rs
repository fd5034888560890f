//! Flow log loggers. Guide: "Flow log logger".

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::arriving::Arriving;
use super::body::{Fetched, Misfit, Row, not_empty, object, one, required_id, rows, whole};
use super::client::Client;
use super::error::ApiError;
use super::path;
use super::transport::{LONG_TIMEOUT_MS, Method, TIMEOUT_MS};
use crate::domain::draft::NewLogger;
use crate::domain::logger::{
    Compression, ErrorType, LogFormat, Logger, LoggerEdit, PartitionPeriod, Status, StorageType, TargetType,
    TrafficFilter,
};
use crate::domain::template::Partition;
use crate::domain::timestamp::Timestamp;

/// The path of the list.
pub const PATH: &str = "/v2.0/flowlog-loggers";

/// Query parameters of the list of loggers; `None` does not filter. Guide: "View a list of flow log loggers".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoggerQuery {
    pub id: Option<String>,
    pub name: Option<String>,
    pub target_type: Option<TargetType>,
    pub target_id: Option<String>,
    pub filter: Option<TrafficFilter>,
    /// Minutes.
    pub aggregation_interval: Option<i64>,
    pub storage_type: Option<StorageType>,
    pub log_format: Option<LogFormat>,
    pub compression: Option<Compression>,
    /// Sent under the name that the guide prints, `partitioned_period`, which the service may not know: filter the
    /// answer again.
    pub partition: Option<String>,
    pub status: Option<Status>,
    /// Not in the guide; the later service takes it.
    pub file_name: Option<String>,
}

impl LoggerQuery {
    /// Path and query.
    pub fn path(&self) -> String {
        let interval = self.aggregation_interval.map(|minutes| minutes.to_string());
        let parameters = [
            ("id", self.id.as_deref()),
            ("name", self.name.as_deref()),
            ("resource_type", self.target_type.as_ref().map(TargetType::wire)),
            ("resource_id", self.target_id.as_deref()),
            ("filter", self.filter.as_ref().map(TrafficFilter::wire)),
            ("aggregation_interval", interval.as_deref()),
            ("storage_type", self.storage_type.as_ref().map(StorageType::wire)),
            ("log_format", self.log_format.as_ref().map(LogFormat::wire)),
            ("compression_type", self.compression.as_ref().map(Compression::wire)),
            ("partitioned_period", self.partition.as_deref()),
            ("status", self.status.as_ref().map(Status::wire)),
            ("customized_file_name", self.file_name.as_deref()),
        ];
        path::with_query(PATH, &parameters)
    }
}

/// What a delete found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    Now,
    /// The service did not know the logger: somebody else was faster, or an earlier delete had worked.
    Before,
}

impl Client {
    /// Guide: "View a list of flow log loggers".
    pub async fn list_loggers(&self, query: &LoggerQuery) -> Result<Vec<Row<Logger>>, ApiError> {
        self.read(query.path(), LONG_TIMEOUT_MS).await?.parse(read_list)
    }

    /// Guide: "Check the flow log loggers".
    pub async fn get_logger(&self, id: &str) -> Result<Fetched<Logger>, ApiError> {
        self.read(path::item(PATH, id), TIMEOUT_MS).await?.parse(read_one)
    }

    /// Guide: "Create a flow log logger". Never repeated by itself but after a 401, see [`Client::repeating_if`]; after
    /// an ambiguous failure look with [`Client::list_loggers`] whether the logger is there.
    pub async fn create_logger(&self, new: &NewLogger) -> Result<Fetched<Logger>, ApiError> {
        let body = Some(create_body(new));
        self.ask(Method::Post, PATH.to_owned(), body, LONG_TIMEOUT_MS).await?.parse(read_one)
    }

    /// Guide: "Edit a flow log logger".
    pub async fn update_logger(&self, id: &str, edit: &LoggerEdit) -> Result<Fetched<Logger>, ApiError> {
        let body = Some(update_body(edit));
        self.ask(Method::Put, path::item(PATH, id), body, TIMEOUT_MS).await?.parse(read_one)
    }

    /// Guide: "Delete a flow log logger".
    pub async fn delete_logger(&self, id: &str) -> Result<Deleted, ApiError> {
        match self.ask(Method::Delete, path::item(PATH, id), None, TIMEOUT_MS).await {
            Ok(answer) => answer.parse(read_done).map(|()| Deleted::Now),
            Err(error) if error.is_not_found() => Ok(Deleted::Before),
            Err(error) => Err(error),
        }
    }
}

/// Guide: "View a list of flow log loggers", response, with `customized_file_name` of the later service. `tenant_id` and
/// `project_id` are internal to the service and never read.
#[derive(Deserialize)]
struct LoggerBody {
    id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    resource_type: Option<String>,
    resource_id: Option<String>,
    filter: Option<String>,
    aggregation_interval: Option<f64>,
    connection_setup_only: Option<bool>,
    storage_type: Option<String>,
    storage_url: Option<String>,
    log_format: Option<String>,
    compression_type: Option<String>,
    customized_field: Option<String>,
    partition_period: Option<String>,
    customized_file_name: Option<String>,
    admin_state_up: Option<bool>,
    status: Option<String>,
    error_type: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

fn read(json: &str) -> Result<Logger, Misfit> {
    let body: LoggerBody = object(json)?;
    let interval = body.aggregation_interval;
    let updated_text = body.updated_at.unwrap_or_default();
    Ok(Logger {
        id: required_id(body.id)?,
        name: body.name.unwrap_or_default(),
        description: body.description.unwrap_or_default(),
        target_type: TargetType::of_wire(&body.resource_type.unwrap_or_default()),
        target_id: body.resource_id.unwrap_or_default(),
        filter: TrafficFilter::of_wire(&body.filter.unwrap_or_default()),
        aggregation_interval: interval.map(|it| whole("aggregation_interval", it)).transpose()?,
        connection_setup_only: body.connection_setup_only.unwrap_or(false),
        storage_type: StorageType::of_wire(&body.storage_type.unwrap_or_default()),
        storage_url: body.storage_url.unwrap_or_default(),
        log_format: LogFormat::of_wire(&body.log_format.unwrap_or_default()),
        compression: Compression::of_wire(&body.compression_type.unwrap_or_default()),
        fields: fields(&body.customized_field.unwrap_or_default()),
        partition: not_empty(body.partition_period).map(partition),
        file_name: not_empty(body.customized_file_name),
        enabled: body.admin_state_up,
        status: Status::of_wire(&body.status.unwrap_or_default()),
        error_type: not_empty(body.error_type).map(|text| ErrorType::of_wire(&text)),
        created_at: body.created_at.as_deref().and_then(Timestamp::parse),
        updated_at: Timestamp::parse(&updated_text),
        updated_text,
    })
}

fn fields(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|field| !field.is_empty()).map(str::to_owned).collect()
}

fn partition(text: String) -> PartitionPeriod {
    match Partition::parse(&text) {
        Ok(partition) => PartitionPeriod::Known(partition),
        Err(_) => PartitionPeriod::Other(text),
    }
}

/// The same list while it arrives.
pub fn arriving() -> Arriving<Logger> {
    Arriving::new("flowlog_loggers", read)
}

/// Reads `{"flowlog_loggers": […]}`. The error says what does not fit.
pub fn read_list(json: &str) -> Result<Vec<Row<Logger>>, String> {
    rows(json, "flowlog_loggers", read)
}

/// Reads `{"flowlog_logger": {…}}`.
pub fn read_one(json: &str) -> Result<Fetched<Logger>, String> {
    one(json, "flowlog_logger", read)
}

/// Reads the answer to a delete, which has nothing to say. A login page says nothing about what the service did.
fn read_done(body: &str) -> Result<(), String> {
    match body.trim().is_empty() {
        true => Ok(()),
        false => serde_json::from_str(body).map(|_: IgnoredAny| ()).map_err(|error| error.to_string()),
    }
}

/// Guide: "Create a flow log logger", request. Every attribute is sent, so that the request says all that it means; the
/// file name alone is left out for the default.
#[derive(Serialize)]
struct CreateBody<'a> {
    name: &'a str,
    description: &'a str,
    resource_type: &'a str,
    resource_id: &'a str,
    filter: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregation_interval: Option<i64>,
    connection_setup_only: bool,
    storage_type: &'a str,
    storage_url: &'a str,
    log_format: &'a str,
    compression_type: &'a str,
    customized_field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition_period: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customized_file_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin_state_up: Option<bool>,
}

/// Guide: "Edit a flow log logger", request. The service refuses any other attribute.
#[derive(Serialize)]
struct UpdateBody<'a> {
    name: &'a str,
    description: &'a str,
    admin_state_up: bool,
}

/// The body of `POST /v2.0/flowlog-loggers`, indented for reading.
pub fn create_body(new: &NewLogger) -> String {
    request_body(CreateBody {
        name: &new.name,
        description: &new.description,
        resource_type: new.target_type.wire(),
        resource_id: &new.target_id,
        filter: new.filter.wire(),
        aggregation_interval: Some(new.aggregation_interval),
        connection_setup_only: new.connection_setup_only,
        storage_type: StorageType::ObjectStorage.wire(),
        storage_url: &new.storage_url,
        log_format: new.log_format.wire(),
        compression_type: new.compression.wire(),
        customized_field: new.fields.join(","),
        partition_period: Some(new.partition.wire()),
        customized_file_name: new.file_name.as_ref().map(|template| template.text()),
        admin_state_up: Some(new.enabled),
    })
}

/// The body of a request that creates the like of a logger. What the service left out is left out.
pub fn recreate_body(logger: &Logger) -> String {
    request_body(CreateBody {
        name: &logger.name,
        description: &logger.description,
        resource_type: logger.target_type.wire(),
        resource_id: &logger.target_id,
        filter: logger.filter.wire(),
        aggregation_interval: logger.aggregation_interval,
        connection_setup_only: logger.connection_setup_only,
        storage_type: logger.storage_type.wire(),
        storage_url: &logger.storage_url,
        log_format: logger.log_format.wire(),
        compression_type: logger.compression.wire(),
        customized_field: logger.fields.join(","),
        partition_period: logger.partition.as_ref().map(PartitionPeriod::wire),
        customized_file_name: logger.file_name.as_deref(),
        admin_state_up: logger.enabled,
    })
}

/// The body of `PUT /v2.0/flowlog-loggers/{id}`, indented for reading.
pub fn update_body(edit: &LoggerEdit) -> String {
    request_body(UpdateBody {
        name: &edit.name,
        description: &edit.description,
        admin_state_up: edit.enabled,
    })
}

fn request_body(flowlog_logger: impl Serialize) -> String {
    #[derive(Serialize)]
    struct Request<B> {
        flowlog_logger: B,
    }
    // Texts, numbers and flags can always be written as JSON.
    serde_json::to_string_pretty(&Request { flowlog_logger }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_query(query: LoggerQuery, expect: &str) {
        assert_eq!(query.path(), format!("{PATH}{expect}"));
    }

    #[test]
    fn each_parameter_has_the_guides_name() {
        check_query(LoggerQuery::default(), "");
        check_query(LoggerQuery { id: Some("a".into()), ..Default::default() }, "?id=a");
        check_query(LoggerQuery { name: Some("a b&c".into()), ..Default::default() }, "?name=a%20b%26c");
        check_query(
            LoggerQuery { target_type: Some(TargetType::Vpc), ..Default::default() },
            "?resource_type=VPC",
        );
        check_query(LoggerQuery { target_id: Some("x".into()), ..Default::default() }, "?resource_id=x");
        check_query(LoggerQuery { filter: Some(TrafficFilter::Drop), ..Default::default() }, "?filter=DROP");
        check_query(
            LoggerQuery { aggregation_interval: Some(5), ..Default::default() },
            "?aggregation_interval=5",
        );
        check_query(
            LoggerQuery { storage_type: Some(StorageType::ObjectStorage), ..Default::default() },
            "?storage_type=OBS",
        );
        check_query(
            LoggerQuery { log_format: Some(LogFormat::Parquet), ..Default::default() },
            "?log_format=PARQUET",
        );
        check_query(
            LoggerQuery { compression: Some(Compression::Gzip), ..Default::default() },
            "?compression_type=GZIP",
        );
        check_query(
            LoggerQuery { partition: Some("DAY".into()), ..Default::default() },
            "?partitioned_period=DAY",
        );
        check_query(
            LoggerQuery { id: Some("a".into()), status: Some(Status::Error), ..Default::default() },
            "?id=a&status=ERROR",
        );
        check_query(
            LoggerQuery { file_name: Some("#{year}".into()), ..Default::default() },
            "?customized_file_name=%23%7Byear%7D",
        );
    }

    /// Reads a list of one row that has these attributes beside its id.
    #[track_caller]
    fn row(attributes: &str) -> Row<Logger> {
        let rows = read_list(&format!(r#"{{"flowlog_loggers":[{{"id":"a"{attributes}}}]}}"#));
        rows.unwrap().remove(0)
    }

    #[track_caller]
    fn check(attributes: &str, expect: impl Fn(&Logger) -> bool) {
        let row = row(attributes);
        assert!(row.read().is_some_and(expect), "{row:?}");
    }

    #[test]
    fn each_attribute_has_the_guides_name() {
        check(r#","name":"n""#, |it| it.name == "n");
        check(r#","description":"d""#, |it| it.description == "d");
        check(r#","resource_type":"VPC""#, |it| it.target_type == TargetType::Vpc);
        check(r#","resource_id":"r""#, |it| it.target_id == "r");
        check(r#","filter":"DROP""#, |it| it.filter == TrafficFilter::Drop);
        check(r#","aggregation_interval":5"#, |it| it.aggregation_interval == Some(5));
        check(r#","connection_setup_only":true"#, |it| it.connection_setup_only);
        check(r#","storage_type":"OBS""#, |it| it.storage_type == StorageType::ObjectStorage);
        check(r#","storage_url":"https://u""#, |it| it.storage_url == "https://u");
        check(r#","log_format":"PARQUET""#, |it| it.log_format == LogFormat::Parquet);
        check(r#","compression_type":"GZIP""#, |it| it.compression == Compression::Gzip);
        check(r#","customized_field":" a,, b,""#, |it| it.fields == ["a", "b"]);
        check(r#","partition_period":"DAY""#, |it| {
            it.partition == Some(PartitionPeriod::Known(Partition::Day))
        });
        check(r##","customized_file_name":"#{hour}""##, |it| it.file_name.as_deref() == Some("#{hour}"));
        check(r#","admin_state_up":false"#, |it| it.enabled == Some(false));
        check(r#","status":"ERROR""#, |it| it.status == Status::Error);
        check(r#","error_type":"OBSConfigurationError""#, |it| {
            it.error_type == Some(ErrorType::StorageConfiguration)
        });
        check(r#","created_at":"2024-07-29 09:21:09""#, |it| {
            it.created_at == Timestamp::parse("2024-07-29 09:21:09")
        });
        check(r#","updated_at":"soon""#, |it| it.updated_at.is_none() && it.updated_text == "soon");
    }

    #[test]
    fn what_is_internal_to_the_service_is_never_read() {
        check(r#","tenant_id":5,"project_id":{}"#, |it| it.id == "a");
    }

    #[test]
    fn an_empty_text_is_an_absent_one() {
        check(r#","partition_period":"""#, |it| it.partition.is_none());
        check(r#","customized_file_name":"""#, |it| it.file_name.is_none());
        check(r#","error_type":"""#, |it| it.error_type.is_none());
        check(r#","customized_field":"""#, |it| it.fields.is_empty());
    }

    #[test]
    fn unknown_values_are_kept() {
        check(r#","status":"PAUSED""#, |it| it.status == Status::Other("PAUSED".to_owned()));
        check(r#","partition_period":"WEEK""#, |it| {
            it.partition == Some(PartitionPeriod::Other("WEEK".to_owned()))
        });
    }

    #[track_caller]
    fn refuse(attributes: &str, expect: &str) {
        match row(attributes) {
            Row::Unreadable { reason, .. } => assert_eq!(reason, expect),
            row => panic!("{row:?}"),
        }
    }

    #[test]
    fn a_mistyped_attribute_is_named() {
        refuse(r#","name":5"#, "name has another type than documented");
        refuse(r#","created_at":5"#, "created_at has another type than documented");
        refuse(r#","admin_state_up":1"#, "admin_state_up has another type than documented");
        refuse(r#","aggregation_interval":"ten""#, "aggregation_interval has another type than documented");
        refuse(r#","aggregation_interval":1.5"#, "aggregation_interval has another type than documented");
    }
}
