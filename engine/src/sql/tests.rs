use super::*;
use crate::question::Question;

fn source() -> Source {
    Source {
        paths: vec![folder("s3://logs/a b/2026/11/30/")],
        columns: ["timestamp_start", "src_addr", "bytes", "bytes", "Mine", "it's"].map(str::to_owned).into(),
        has_header: true,
        is_gzip: true,
        is_parquet: false,
    }
}

fn sql(question: serde_json::Value) -> Result<String, Unsupported> {
    duckdb(&serde_json::from_value::<Question>(question).unwrap(), &[source()], None)
}

/// The condition that a filter becomes.
#[track_caller]
fn check(filter: &str, expect: &str) {
    let text = sql(serde_json::json!({"where": filter, "show": "totals"})).unwrap();
    let condition = text.split("WHERE ").last().unwrap().trim_end_matches(";").trim_end();
    assert_eq!(condition, format!("({expect})"), "{filter}");
}

#[test]
fn conditions_become_sql() {
    check("action = DROP", "\"filter\" = 'DROP'");
    check(
        "dst_port = 443,8443,1000-2000,-",
        "(\"dst_port\" BETWEEN 1000 AND 2000) OR (\"dst_port\" IS NULL) OR (\"dst_port\" IN (443, 8443))",
    );
    check("port = 22", "(\"src_port\" = 22) OR (\"dst_port\" = 22)");
    check("bytes > 5 and bytes < 9", "(\"bytes\" >= 6) AND (\"bytes\" <= 8)");
    check("bytes < 0", "FALSE");
    check("flags : SYN", "(\"tcp_flag\" & 2) = 2");
    check("region : \"it's\"", "contains(\"region\", 'it''s')");
    check("\"it's\" = x", "\"it's\" = 'x'");
    check("src = 10.0.0.1,::1", "\"src_addr\" IN ('10.0.0.1', '::1')");
    check("src = ::/0", "\"src_addr\" IS NOT NULL");
    check("none", "FALSE");
}

#[test]
fn the_contrary_of_null_is_true() {
    check("action != DROP", "(\"filter\" = 'DROP') IS NOT TRUE");
    check("not (action = DROP or bytes = 1)", "((\"filter\" = 'DROP') OR (\"bytes\" = 1)) IS NOT TRUE");
}

#[test]
fn what_sql_cannot_say_is_refused() {
    let refused = sql(serde_json::json!({"where": "src = fe80::/10", "show": "totals"})).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "SQL has no test for the IPv6 network fe80::/10; ask for single addresses"
    );
    assert_eq!(duckdb(&Question::default(), &[], None), Err(Unsupported::NoSource));
    let both = Source { is_parquet: true, ..source() };
    assert_eq!(duckdb(&Question::default(), &[both], None), Err(Unsupported::GzipParquet));
}

#[test]
fn a_glob_has_an_exact_depth() {
    assert_eq!(folder("s3://logs/2026/11/30/"), "s3://logs/2026/11/30/*");
    assert_eq!(folder("/logs/a[1]*"), "/logs/a[[]1][*]/*");
    let text = sql(serde_json::json!({"show": "totals"})).unwrap();
    assert!(text.contains("['s3://logs/a b/2026/11/30/*']") && !text.contains("**"), "{text}");
}

#[test]
fn header_and_compression_are_said() {
    let text = sql(serde_json::json!({"show": "totals"})).unwrap();
    assert!(text.contains("header = true, compression = 'gzip'"), "{text}");
    let plain = Source { has_header: false, is_gzip: false, ..source() };
    let text = duckdb(&Question::default(), &[plain], None).unwrap();
    assert!(text.contains("header = false, compression = 'none'"), "{text}");
}

#[test]
fn columns_whose_names_differ_in_case_alone_are_told_apart() {
    let by = serde_json::json!(["mine", "Mine", "\"bytes\"", "bytes"]);
    let text = sql(serde_json::json!({"show": {"top": {"by": by, "limit": 1}}})).unwrap();
    assert!(text.contains("GROUP BY \"mine\", \"Mine_\", \"bytes_\", \"bytes\"\n"), "{text}");
}

#[test]
fn keys_are_placeholders() {
    let storage = Storage { endpoint: "https://objects.example/".to_owned(), region: "KR1".to_owned() };
    let text = duckdb(&Question::default(), &[source()], Some(&storage)).unwrap();
    assert!(text.contains("KEY_ID 'YOUR_ACCESS_KEY',\n  SECRET 'YOUR_SECRET_KEY'"), "{text}");
    assert!(text.contains("ENDPOINT 'objects.example',\n  URL_STYLE 'path',\n  USE_SSL true"), "{text}");
}

#[test]
fn files_without_a_record_are_left_out() {
    let mut log = crate::Log::default();
    for (name, text) in
        [("a", "bytes,packets\n1,2\n"), ("trial", ""), ("b?", "bytes,packets\n"), ("c", "src_addr\n")]
    {
        let file = log.open(name, None);
        log.push(file, text.as_bytes());
        log.finish(file);
    }
    let sources = Source::of_files(log.files());
    let paths: Vec<_> = sources.iter().map(|source| source.paths.clone()).collect();
    assert_eq!(paths, [vec!["a".to_owned(), "b[?]".to_owned()], vec!["c".to_owned()]]);
}

#[test]
fn names_of_buckets_are_checked() {
    for (name, expect) in [
        ("flow-logs", true),
        ("abc", true),
        ("a.b-c", true),
        ("ab", false),
        ("Logs", false),
        ("logs_1", false),
        ("-logs", false),
        ("logs-", false),
        ("a..b", false),
        ("10.0.0.1", false),
        ("", false),
    ] {
        assert_eq!(is_bucket_name(name), expect, "{name}");
    }
    assert!(!is_bucket_name(&"a".repeat(64)));
}
