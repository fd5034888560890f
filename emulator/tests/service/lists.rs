//! Every query parameter of the logger list.

use crate::client::{Bench, LOGGERS};
use flowlog_emulator::{Options, Sample};
use serde_json::{Value, json};

/// The parameter keeps exactly the rows whose attribute has the value, and they are some but not all.
#[track_caller]
fn check(bench: &Bench, parameter: &str, attribute: &str, value: &Value) {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let all = bench.rows(LOGGERS);
    let expect: Vec<&Value> = all.iter().filter(|row| &row[attribute] == value).collect();
    let found = bench.rows(&format!("{LOGGERS}?{parameter}={encoded}"));
    assert!(!expect.is_empty() && expect.len() < all.len(), "{parameter}={text}: {} rows", expect.len());
    assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{parameter}={text}");
}

#[test]
fn each_parameter() {
    let bench = Bench::full();
    let some = bench.rows(LOGGERS)[3].clone();
    for key in ["id", "name", "resource_id"] {
        check(&bench, key, key, &some[key]);
    }
    for word in ["PORT", "SUBNET", "VPC"] {
        check(&bench, "resource_type", "resource_type", &json!(word));
    }
    for word in ["ALL", "ACCEPT", "DROP"] {
        check(&bench, "filter", "filter", &json!(word));
    }
    for word in ["ACTIVE", "INACTIVE", "BUILD", "ERROR"] {
        check(&bench, "status", "status", &json!(word));
    }
    for minutes in [1, 5, 10, 15] {
        check(&bench, "aggregation_interval", "aggregation_interval", &json!(minutes));
    }
    for word in ["CSV", "PARQUET"] {
        check(&bench, "log_format", "log_format", &json!(word));
    }
    for word in ["RAW", "GZIP"] {
        check(&bench, "compression_type", "compression_type", &json!(word));
    }
    for word in ["DAY", "HOUR", "YEAR=#{year}/MONTH=#{month}/DAY=#{day}"] {
        check(&bench, "partitioned_period", "partition_period", &json!(word));
        check(&bench, "partition_period", "partition_period", &json!(word));
    }
    check(
        &bench,
        "customized_file_name",
        "customized_file_name",
        &json!("#{year}#{month}#{day}-#{hour}#{minute}#{second}_#{logger_id}"),
    );
}

#[test]
fn combinations() {
    let bench = Bench::full();
    let all = bench.rows(LOGGERS).len();
    let count = |query: &str| bench.rows(&format!("{LOGGERS}?{query}")).len();
    assert_eq!(count("storage_type=OBS"), all);
    assert_eq!(count("storage_type=S3"), 0);
    assert_eq!(count("id=not-a-uuid"), 0);
    assert_eq!(count("status=active"), 0, "values are exact");
    assert_eq!(count("colour=red"), all, "an unknown parameter does nothing");
    assert_eq!(count("Resource%20ID=x&String=ACTIVE"), all, "the guide's slips are no parameters");
    let both = count("status=ACTIVE&resource_type=VPC");
    assert!(both > 0 && both < count("status=ACTIVE") && both <= count("resource_type=VPC"));
    assert_eq!(count("status=ERROR&status=BUILD"), count("status=ERROR") + count("status=BUILD"));
    let message = bench.get(&format!("{LOGGERS}?aggregation_interval=ten")).expect(400).neutron_message();
    assert!(message.contains("aggregation_interval"), "{message}");
}

#[test]
fn a_big_list_comes_whole() {
    let bench = Bench::with(Options { sample: Sample::Count(10_000), ..Options::default() });
    assert_eq!(bench.rows(LOGGERS).len(), 10_000);
}

#[test]
fn both_time_formats_are_in_the_sample() {
    let bench = Bench::full();
    let lengths: Vec<usize> =
        bench.rows(LOGGERS).iter().filter_map(|row| row["updated_at"].as_str().map(str::len)).collect();
    assert!(lengths.contains(&19) && lengths.contains(&26), "{lengths:?}");
}
