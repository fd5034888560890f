//! Paths and query parameters of the Flow Log API.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::logger::{Compression, LogFormat, Status, StorageType, TargetType, TrafficFilter};

/// RFC 3986 "unreserved" stays, everything else is encoded.
pub(crate) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub const LOGGERS: &str = "/v2.0/flowlog-loggers";
pub const LOGGING_PORTS: &str = "/v2.0/flowlog-logging-ports";

/// The network API's lists of what a logger can collect from.
pub const VPCS: &str = "/v2.0/vpcs";
pub const SUBNETS: &str = "/v2.0/vpcsubnets";
pub const PORTS: &str = "/v2.0/ports";

/// `collection/id` with the id as one path segment, whatever it holds.
pub fn item(collection: &str, id: &str) -> String {
    let encoded = utf8_percent_encode(id, COMPONENT).to_string();
    // A browser takes "." and ".." for a way up, and "%2E" for a dot; encoded once more they are an id like any other,
    // which no service has.
    let segment =
        if encoded.bytes().all(|byte| byte == b'.') { encoded.replace('.', "%252E") } else { encoded };
    format!("{collection}/{segment}")
}

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
        let mut path = Query::new(LOGGERS);
        path.add("id", self.id.as_deref());
        path.add("name", self.name.as_deref());
        path.add("resource_type", self.target_type.as_ref().map(TargetType::wire));
        path.add("resource_id", self.target_id.as_deref());
        path.add("filter", self.filter.as_ref().map(TrafficFilter::wire));
        path.add(
            "aggregation_interval",
            self.aggregation_interval.map(|minutes| minutes.to_string()).as_deref(),
        );
        path.add("storage_type", self.storage_type.as_ref().map(StorageType::wire));
        path.add("log_format", self.log_format.as_ref().map(LogFormat::wire));
        path.add("compression_type", self.compression.as_ref().map(Compression::wire));
        path.add("partitioned_period", self.partition.as_deref());
        path.add("status", self.status.as_ref().map(Status::wire));
        path.add("customized_file_name", self.file_name.as_deref());
        path.text
    }
}

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
        let mut path = Query::new(LOGGING_PORTS);
        path.add("id", self.id.as_deref());
        path.add("logger_id", self.logger_id.as_deref());
        path.add("port_id", self.port_id.as_deref());
        path.add("network_id", self.network_id.as_deref());
        path.text
    }
}

struct Query {
    text: String,
    separator: char,
}

impl Query {
    fn new(path: &str) -> Query {
        Query { text: path.to_owned(), separator: '?' }
    }

    fn add(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text.push(self.separator);
            self.text.push_str(name);
            self.text.push('=');
            self.text.extend(utf8_percent_encode(value, COMPONENT));
            self.separator = '&';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: LoggerQuery, expect: &str) {
        assert_eq!(query.path(), format!("{LOGGERS}{expect}"));
    }

    #[test]
    fn each_parameter_has_the_guides_name() {
        check(LoggerQuery::default(), "");
        check(LoggerQuery { id: Some("a".into()), ..Default::default() }, "?id=a");
        check(LoggerQuery { name: Some("a b&c".into()), ..Default::default() }, "?name=a%20b%26c");
        check(LoggerQuery { target_type: Some(TargetType::Vpc), ..Default::default() }, "?resource_type=VPC");
        check(LoggerQuery { target_id: Some("x".into()), ..Default::default() }, "?resource_id=x");
        check(LoggerQuery { filter: Some(TrafficFilter::Drop), ..Default::default() }, "?filter=DROP");
        check(LoggerQuery { aggregation_interval: Some(5), ..Default::default() }, "?aggregation_interval=5");
        check(
            LoggerQuery { storage_type: Some(StorageType::ObjectStorage), ..Default::default() },
            "?storage_type=OBS",
        );
        check(
            LoggerQuery { log_format: Some(LogFormat::Parquet), ..Default::default() },
            "?log_format=PARQUET",
        );
        check(
            LoggerQuery { compression: Some(Compression::Gzip), ..Default::default() },
            "?compression_type=GZIP",
        );
        check(LoggerQuery { partition: Some("DAY".into()), ..Default::default() }, "?partitioned_period=DAY");
        check(
            LoggerQuery { id: Some("a".into()), status: Some(Status::Error), ..Default::default() },
            "?id=a&status=ERROR",
        );
        check(
            LoggerQuery { file_name: Some("#{year}".into()), ..Default::default() },
            "?customized_file_name=%23%7Byear%7D",
        );
    }

    #[test]
    fn an_id_stays_one_segment() {
        assert_eq!(item("/c", "a/b?c#d"), "/c/a%2Fb%3Fc%23d");
        assert_eq!(item("/c", "."), "/c/%252E");
        assert_eq!(item("/c", ".."), "/c/%252E%252E");
        assert_eq!(item("/c", "a.b"), "/c/a.b");
    }

    #[test]
    fn logging_ports_take_four_parameters() {
        let query = LoggingPortQuery {
            id: Some("1".into()),
            logger_id: Some("2".into()),
            port_id: Some("3".into()),
            network_id: Some("4".into()),
        };
        assert_eq!(query.path(), format!("{LOGGING_PORTS}?id=1&logger_id=2&port_id=3&network_id=4"));
    }
}
