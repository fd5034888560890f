//! The guide's example bodies, read and written by the client.

use flowlog_console::api::{Row, loggers, logging_ports};
use flowlog_console::domain::draft::NewLogger;
use flowlog_console::domain::logger::{
    Compression, LogFormat, LoggerEdit, PartitionPeriod, Status, StorageType, TargetType, TrafficFilter,
};
use flowlog_console::domain::template::Partition;
use flowlog_console::domain::timestamp::Timestamp;
use serde_json::Value;

const LIST: &str = include_str!("fixtures/loggers-list.response.json");
const GET: &str = include_str!("fixtures/logger-get.response.json");
const CREATE_REQUEST: &str = include_str!("fixtures/logger-create.request.json");
const CREATE_RESPONSE: &str = include_str!("fixtures/logger-create.response.json");
const UPDATE_REQUEST: &str = include_str!("fixtures/logger-update.request.json");
const UPDATE_RESPONSE: &str = include_str!("fixtures/logger-update.response.json");
const PORTS: &str = include_str!("fixtures/logging-ports-list.response.json");
const PORT: &str = include_str!("fixtures/logging-port-get.response.json");

const FIELDS: &str = "timestamp_start,timestamp_end,interface_id,vm_id,subnet_id,vpc_id,region,protocol,src_addr,dst_addr,src_port,dst_port,tcp_flag,packets,bytes,filter,status";

#[test]
fn a_list_of_loggers() {
    let rows = loggers::read_list(LIST).unwrap();
    let loggers: Vec<_> = rows.iter().filter_map(Row::read).collect();
    assert_eq!(loggers.len(), 2);
    let first = loggers[0];
    assert_eq!(first.id, "3e84619a-1e49-4b19-b353-a15f7d278f94");
    assert_eq!(first.name, "test");
    assert_eq!(first.status, Status::Active);
    assert_eq!(first.target_type, TargetType::Port);
    assert_eq!(first.target_id, "12799b52-0c81-4820-8fe6-b4963989ffe1");
    assert_eq!(first.filter, TrafficFilter::Accept);
    assert_eq!(first.aggregation_interval, Some(10));
    assert_eq!(first.storage_type, StorageType::ObjectStorage);
    assert_eq!(first.log_format, LogFormat::Csv);
    assert_eq!(first.compression, Compression::Raw);
    assert_eq!(first.fields.join(","), FIELDS);
    assert_eq!(first.partition, Some(PartitionPeriod::Known(Partition::Day)));
    assert_eq!(first.file_name, None);
    assert_eq!(first.enabled, Some(true));
    assert!(!first.connection_setup_only);
    assert_eq!(first.error_type, None);
    assert_eq!(first.created_at, Timestamp::parse("2024-07-29 09:21:09"));
    assert_eq!(loggers[1].description, "KR2test");
}

#[test]
fn one_logger_with_its_json() {
    let fetched = loggers::read_one(GET).unwrap();
    assert_eq!(fetched.value.partition, Some(PartitionPeriod::Known(Partition::Hour)));
    let kept: Value = serde_json::from_str(&fetched.json).unwrap();
    let sent: Value = serde_json::from_str(GET).unwrap();
    assert_eq!(kept, sent["flowlog_logger"]);
}

#[test]
fn a_created_logger_is_being_built() {
    assert_eq!(loggers::read_one(CREATE_RESPONSE).unwrap().value.status, Status::Build);
}

#[test]
fn an_edited_logger_has_a_time_with_microseconds() {
    let logger = loggers::read_one(UPDATE_RESPONSE).unwrap().value;
    assert_eq!(logger.status, Status::Inactive);
    assert_eq!(logger.enabled, Some(false));
    assert_eq!(logger.updated_text, "2024-08-04 05:27:35.226363");
    assert_eq!(logger.updated_at.map(|at| at.iso()), Some("2024-08-04T05:27:35.226363Z".to_owned()));
}

#[test]
fn logging_ports() {
    let rows = logging_ports::read_list(PORTS).unwrap();
    let ports: Vec<_> = rows.iter().filter_map(Row::read).collect();
    assert_eq!(ports.len(), 2);
    assert_eq!(ports[1].logger_id, "8287f6df-42cb-4cb6-a3f3-0e13fad43526");
    let one = logging_ports::read_one(PORT).unwrap().value;
    assert_eq!(&one, ports[0]);
    assert_eq!(one.network_id, "0afbf332-3432-450f-a25a-3cfa56b886d9");
}

#[test]
fn a_create_request_is_the_guides() {
    let new = NewLogger {
        name: "flowlog-create-test".to_owned(),
        description: "KR2 alpha cloud trail test".to_owned(),
        target_type: TargetType::Port,
        target_id: "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned(),
        filter: TrafficFilter::All,
        aggregation_interval: 1,
        connection_setup_only: false,
        storage_url: "https://kr2-api-object-storage.alpha-nhncloudservice.com/v1/AUTH_e670167936434f85a03694184000ffe6/flowlog-test/240729".to_owned(),
        log_format: LogFormat::Csv,
        compression: Compression::Raw,
        fields: FIELDS.split(',').map(str::to_owned).collect(),
        partition: Partition::Hour,
        file_name: None,
        enabled: true,
    };
    let ours: Value = serde_json::from_str(&loggers::create_body(&new)).unwrap();
    let guide: Value = serde_json::from_str(CREATE_REQUEST).unwrap();
    assert_eq!(ours, guide);
}

#[test]
fn an_edit_request_is_the_guides() {
    let edit = LoggerEdit {
        name: "flowlog-name-updated".to_owned(),
        description: "flowlog-description-updated".to_owned(),
        enabled: false,
    };
    let ours: Value = serde_json::from_str(&loggers::update_body(&edit)).unwrap();
    let guide: Value = serde_json::from_str(UPDATE_REQUEST).unwrap();
    assert_eq!(ours, guide);
}

/// Puts one attribute of the first example logger to `value`, and reads the list.
#[track_caller]
fn with(attribute: &str, value: Value) -> Row<flowlog_console::domain::logger::Logger> {
    let mut list: Value = serde_json::from_str(LIST).unwrap();
    list["flowlog_loggers"][0][attribute] = value;
    loggers::read_list(&list.to_string()).unwrap().remove(0)
}

#[test]
fn unknown_values_are_kept_as_they_came() {
    let read = |row: Row<_>| row.read().cloned().unwrap();
    assert_eq!(read(with("status", "PAUSED".into())).status, Status::Other("PAUSED".to_owned()));
    assert_eq!(read(with("filter", "SOME".into())).filter, TrafficFilter::Other("SOME".to_owned()));
    assert_eq!(
        read(with("partition_period", "WEEK".into())).partition,
        Some(PartitionPeriod::Other("WEEK".to_owned()))
    );
    let template = "YEAR=#{year}/MONTH=#{month}";
    match read(with("partition_period", template.into())).partition {
        Some(PartitionPeriod::Known(custom @ Partition::Custom(_))) => assert_eq!(custom.wire(), template),
        other => panic!("{other:?}"),
    }
    let added = read(with("a_later_field", serde_json::json!({ "deep": [1] })));
    assert_eq!(added.name, "test");
}

#[test]
fn optional_attributes_can_be_null_or_absent() {
    for attribute in
        ["name", "description", "error_type", "partition_period", "admin_state_up", "updated_at", "filter"]
    {
        assert!(with(attribute, Value::Null).read().is_some(), "{attribute}");
    }
    let bare = loggers::read_list(r#"{"flowlog_loggers":[{"id":"a"}]}"#).unwrap();
    assert_eq!(bare[0].read().map(|logger| logger.id.as_str()), Some("a"));
}

#[test]
fn a_malformed_row_does_not_hide_the_others() {
    for (attribute, value) in
        [("id", Value::Null), ("aggregation_interval", "ten".into()), ("admin_state_up", 1.into())]
    {
        match with(attribute, value) {
            Row::Unreadable { raw, reason } => {
                assert!(raw.contains("12799b52") && !reason.is_empty(), "{attribute}");
            }
            Row::Read(_) => panic!("{attribute} was read"),
        }
    }
    let rows = loggers::read_list(r#"{"flowlog_loggers":[null, 5, {"id":"a"}]}"#).unwrap();
    assert_eq!(rows.iter().filter_map(Row::read).count(), 1);
}

#[test]
fn another_shape_is_an_error() {
    for body in ["", "{", "[]", "null", "{}", r#"{"flowlog_loggers":null}"#, r#"{"loggers":[]}"#, "<html>"] {
        assert!(loggers::read_list(body).is_err(), "{body}");
    }
}
