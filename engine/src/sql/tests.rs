use super::place::{Dated, braces};
use super::*;
use crate::filter::{Condition, Filter, Operand, Operator, Property};
use crate::question::Question;

const DAYS: [&str; 2] = ["s3://logs/net/2026/11/29", "s3://logs/net/2026/11/30"];

/// The glob of all files in a folder.
fn folder(path: &str) -> String {
    format!("{}/*", path.trim_end_matches('/'))
}

fn source() -> Source {
    Source {
        paths: vec![folder("s3://logs/a b/2026/11/30/")],
        columns: ["timestamp_start", "src_addr", "bytes", "bytes", "Mine", "it's"].map(str::to_owned).into(),
        has_header: true,
        is_gzip: false,
        is_parquet: false,
    }
}

fn over(folders: &[&str]) -> Source {
    Source { paths: folders.iter().map(|path| folder(path)).collect(), ..source() }
}

fn request(dialect: Dialect, source: Source) -> Request {
    Request { dialect, question: Question::default(), sources: vec![source], storage: None }
}

#[track_caller]
fn text(dialect: Dialect, source: Source) -> String {
    request(dialect, source).write().unwrap()
}

/// The text has each of these.
#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

fn asked(dialect: Dialect, question: serde_json::Value) -> Result<String, Unsupported> {
    let question = serde_json::from_value::<Question>(question).unwrap();
    Request { question, ..request(dialect, source()) }.write()
}

/// The condition that a filter becomes.
#[track_caller]
fn check_in(dialect: Dialect, filter: &str, expect: &str) {
    let text = asked(dialect, serde_json::json!({"where": filter, "show": "totals"})).unwrap();
    let condition =
        text.split("FROM records\nWHERE ").last().unwrap().split(CLICKHOUSE_SETTINGS).next().unwrap();
    assert_eq!(condition.trim_end_matches(";").trim_end(), expect, "{filter}");
}

#[track_caller]
fn check(filter: &str, expect: &str) {
    check_in(Dialect::DuckDb, filter, expect);
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
    check("region : \"it's\"", "position('it''s' IN \"region\") > 0");
    check("\"it's\" = x", "\"it's\" = 'x'");
    check("src = 10.0.0.1,::1", "\"src_addr\" IN ('10.0.0.1', '::1')");
    check("src = ::/0", "\"src_addr\" IS NOT NULL");
    check("none", "FALSE");
}

#[test]
fn numbers_that_no_column_can_have_are_no_literals() {
    #[track_caller]
    fn check(operator: Operator, numbers: (u64, u64), expect: &str) {
        let property = Property::Column(crate::Field::Bytes.into());
        let operand = Operand::Numbers(numbers.0, numbers.1);
        let filter = Filter::Is(Condition::new(property, operator, vec![operand]).unwrap());
        let names = condition::Names { dialect: Dialect::Trino, name: &|column| column.name().to_owned() };
        assert_eq!(condition::filter(&filter, &names).unwrap(), expect);
    }
    let greatest = i64::MAX as u64;
    check(Operator::Above, (greatest, greatest), "FALSE");
    check(Operator::AtMost, (u64::MAX, u64::MAX), "bytes >= 0");
    check(Operator::Is, (u64::MAX, u64::MAX), "FALSE");
    check(Operator::Is, (greatest, greatest), "bytes = 9223372036854775807");
    check(Operator::Is, (5, u64::MAX), "bytes >= 5");
    let all = serde_json::json!({"range": {"from": 5, "until": u64::MAX}, "show": "totals"});
    has(&asked(Dialect::Trino, all).unwrap(), &["WHERE \"timestamp_start\" >= 5\n"]);
    let late = serde_json::json!({"range": {"from": u64::MAX, "until": u64::MAX}, "show": "totals"});
    has(&asked(Dialect::Trino, late).unwrap(), &["WHERE FALSE\n"]);
}

#[test]
fn each_database_has_its_words() {
    use Dialect::*;
    check_in(ClickHouse, "flags : SYN", "bitAnd(`tcp_flag`, 2) = 2");
    check_in(Spark, "flags : SYN", "(`tcp_flag` & 2) = 2");
    check_in(Trino, "flags : SYN", "bitwise_and(\"tcp_flag\", 2) = 2");
    check_in(
        ClickHouse,
        "src = 10.0.0.0/8",
        "IPv4StringToNumOrNull(`src_addr`) BETWEEN 167772160 AND 184549375",
    );
    check_in(Trino, r#"region = "it's \\ ${x}""#, r#""region" = 'it''s \ ${x}'"#);
    check_in(ClickHouse, r#"region = "it's \\ ${x}""#, r"`region` = 'it\'s \\ ${x}'");
    check_in(Spark, r#"region = "it's \\ ${x}""#, r"`region` = 'it\'s \\ \u0024{x}'");
    for (dialect, sum) in [
        (DuckDb, "sum(\"bytes\")"),
        (ClickHouse, "sum(CAST(`bytes` AS Nullable(Int128)))"),
        (Spark, "sum(CAST(`bytes` AS DECIMAL(20, 0)))"),
        (Trino, "sum(CAST(\"bytes\" AS DECIMAL(38, 0)))"),
        (Athena, "sum(CAST(\"bytes\" AS DECIMAL(38, 0)))"),
    ] {
        has(&text(dialect, source()), &[sum]);
    }
    let records = serde_json::json!({"show": {"records": {"by": "start", "offset": 5, "limit": 7}}});
    has(&asked(Trino, records.clone()).unwrap(), &["\nOFFSET 5 LIMIT 7;"]);
    has(&asked(Spark, records).unwrap(), &["\nLIMIT 7 OFFSET 5;"]);
}

#[test]
fn the_contrary_of_null_is_true() {
    check("action != DROP", "NOT coalesce(\"filter\" = 'DROP', FALSE)");
    check(
        "not (action = DROP or bytes = 1)",
        "NOT coalesce((\"filter\" = 'DROP') OR (\"bytes\" = 1), FALSE)",
    );
}

#[track_caller]
fn refused(dialect: Dialect, source: Source, expect: Unsupported) {
    assert_eq!(request(dialect, source).write(), Err(expect));
}

#[test]
fn what_sql_cannot_say_is_refused() {
    for dialect in Dialect::ALL {
        let none = Request { sources: vec![], ..request(dialect, source()) };
        assert_eq!(none.write(), Err(Unsupported::NoSource));
        refused(dialect, Source { is_parquet: true, is_gzip: true, ..source() }, Unsupported::GzipParquet);
    }
}

#[test]
fn a_network_of_ipv6_is_told_by_its_first_group() {
    let by_group =
        "position(':' IN \"src_addr\") > 0 AND lpad(lower(split_part(\"src_addr\", ':', 1)), 4, '0') BETWEEN";
    check("src = fe80::/10", &format!("{by_group} 'fe80' AND 'febf'"));
    check("src = ff00::/16", &format!("{by_group} 'ff00' AND 'ff00'"));
    for (filter, network) in [("src = fe80::/64", "fe80::/64"), ("src = ::/8", "::/8")] {
        let by_network = serde_json::json!({"where": filter, "show": "totals"});
        for dialect in [Dialect::DuckDb, Dialect::Spark, Dialect::Trino, Dialect::Athena] {
            let refused = asked(dialect, by_network.clone());
            assert_eq!(refused, Err(Unsupported::Network(network.parse().unwrap())), "{filter}");
        }
    }
    check_in(
        Dialect::ClickHouse,
        "src = fe80::/64",
        "IPv6StringToNumOrNull(`src_addr`) BETWEEN IPv6StringToNum('fe80::') AND IPv6StringToNum('fe80::ffff:ffff:ffff:ffff')",
    );
}

#[test]
fn a_glob_has_an_exact_depth() {
    has(&text(Dialect::DuckDb, source()), &["['s3://logs/a b/2026/11/30/*']"]);
    has(&text(Dialect::ClickHouse, over(&DAYS)), &["'s3://logs/net/2026/11/{29,30}/*'"]);
    for dialect in Dialect::ALL {
        assert!(!text(dialect, over(&DAYS)).contains("**"));
    }
}

#[test]
fn only_days_that_have_files_are_named() {
    let days = ["s3://logs/net/2026/11/28", "s3://logs/net/2026/11/30", "s3://logs/net/2026/12/01"];
    has(
        &text(Dialect::DuckDb, over(&days)),
        &[
            "'s3://logs/net/2026/11/28/*',\n     's3://logs/net/2026/11/30/*',\n     's3://logs/net/2026/12/01/*'",
        ],
    );
    has(&text(Dialect::ClickHouse, over(&days)), &["'s3://logs/net/2026/{11/28,11/30,12/01}/*'"]);
    has(&text(Dialect::Spark, over(&days)), &["path 's3a://logs/net/{2026/11/28,2026/11/30,2026/12/01}'"]);
}

#[test]
fn header_and_compression_are_said() {
    let gzip = || Source { is_gzip: true, ..source() };
    has(&text(Dialect::DuckDb, gzip()), &["header = true, compression = 'gzip'"]);
    has(
        &text(Dialect::DuckDb, Source { has_header: false, ..source() }),
        &["header = false, compression = 'none'"],
    );
    has(&text(Dialect::ClickHouse, gzip()), &["'CSVWithNames',\n", "'gzip'\n"]);
    has(&text(Dialect::ClickHouse, Source { has_header: false, ..source() }), &["'CSV',\n", "'none'\n"]);
    for (dialect, header) in [
        (Dialect::Spark, "header 'true'"),
        (Dialect::Trino, "skip_header_line_count = 1"),
        (Dialect::Athena, "'skip.header.line.count' = '1'"),
    ] {
        has(&text(dialect, source()), &[header]);
        assert!(!text(dialect, Source { has_header: false, ..source() }).contains(header), "{dialect:?}");
    }
}

#[test]
fn gzip_without_its_ending_is_refused_where_the_name_decides() {
    let named = |name: &str| vec![format!("s3://logs/net/2026/11/30/{name}")];
    for dialect in [Dialect::Spark, Dialect::Trino, Dialect::Athena] {
        for (name, is_gzip) in
            [("*", true), ("flow_10:00", true), ("flow_10:00.csv.gz", false), ("*.gz", false)]
        {
            let source = Source { paths: named(name), is_gzip, ..source() };
            refused(dialect, source, Unsupported::GzipName(named(name).concat()));
        }
        for (name, is_gzip) in [("*.gz", true), ("flow_10:00.gz", true), ("flow_10:00", false)] {
            text(dialect, Source { paths: named(name), is_gzip, ..source() });
        }
    }
    for dialect in [Dialect::DuckDb, Dialect::ClickHouse] {
        text(dialect, Source { paths: named("flow_10:00"), is_gzip: true, ..source() });
    }
}

#[test]
fn names_with_a_colon_are_never_in_a_glob_of_spark() {
    let paths = ["29/flow_10:00", "29/flow_10:00_part2", "30/flow_00:00"];
    let source =
        Source { paths: paths.map(|path| format!("s3://logs/net/2026/11/{path}")).into(), ..source() };
    has(
        &text(Dialect::Spark, source),
        &["path 's3a://logs/net/2026/{11/29,11/30}'", "recursiveFileLookup 'true'"],
    );
}

#[test]
fn spark_reads_no_colon_from_a_disk() {
    let local = |name: &str| Source { paths: vec![format!("/logs/{name}")], ..source() };
    refused(Dialect::Spark, local("flow_10:00"), Unsupported::Colon("/logs/flow_10:00".to_owned()));
    text(Dialect::Spark, local("flow_10-00"));
}

#[test]
fn a_folder_of_two_kinds_of_files_is_refused_where_folders_are_read() {
    let paths = |name: &str| vec![format!("s3://logs/2026/11/30/{name}")];
    let csv = Source { paths: paths("a"), ..source() };
    let parquet = Source { paths: paths("b"), is_parquet: true, ..source() };
    let gzip = Source { paths: paths("c.gz"), is_gzip: true, ..source() };
    for dialect in [Dialect::Spark, Dialect::Trino, Dialect::Athena] {
        let of = |sources: &[&Source]| Request {
            sources: sources.iter().copied().cloned().collect(),
            ..request(dialect, source())
        };
        assert_eq!(
            of(&[&csv, &parquet]).write(),
            Err(Unsupported::MixedFolder("s3://logs/2026/11/30".to_owned()))
        );
        assert_eq!(of(&[&csv, &gzip]).write().unwrap().matches("flow_logs_1").count(), 2, "one table");
    }
}

#[test]
fn trino_has_typed_columns_of_a_text_file() {
    let text = text(Dialect::Trino, over(&DAYS));
    has(
        &text,
        &[
            "\"timestamp_start\" BIGINT,\n  \"src_addr\" VARCHAR,\n  \"bytes\" BIGINT,\n  \"bytes_\" BIGINT,\n  \"mine\" VARCHAR,\n  \"c6\" VARCHAR,",
            "format = 'TEXTFILE',\n  textfile_field_separator = ','",
            "-- The table knows no quotes",
        ],
    );
    assert!(!text.contains("'CSV'"), "{text}");
}

#[test]
fn a_projection_ends_a_day_later_than_now() {
    let trino = text(Dialect::Trino, over(&DAYS));
    has(
        &trino,
        &[
            "partition_projection_format = 'yyyy/MM/dd'",
            "partition_projection_range = ARRAY['2026/11/29', 'NOW+1DAY']",
            "partition_projection_interval_unit = 'DAYS'",
            "external_location = 's3://logs/net/'",
            "partition_projection_location_template = 's3://logs/net/${folder}/'",
            "FROM hive.default.flow_logs_1\n  WHERE \"folder\" BETWEEN '2026/11/29' AND '2026/11/30'",
            "-- Folders are named in KST",
        ],
    );
    let hours = text(Dialect::Athena, over(&["s3://logs/net/2026/11/30/09"]));
    has(
        &hours,
        &[
            "'projection.folder.format' = 'yyyy/MM/dd/HH'",
            "'projection.folder.range' = '2026/11/30/09,NOW+1DAY'",
            "'projection.folder.interval.unit' = 'HOURS'",
        ],
    );
}

#[test]
fn keys_of_hive_in_capitals_are_part_of_the_projection() {
    let folders = ["s3://logs/YEAR=2026/MONTH=11/DAY=29", "s3://logs/YEAR=2026/MONTH=11/DAY=30"];
    has(
        &text(Dialect::Trino, over(&folders)),
        &[
            "partition_projection_format = 'yyyy''/MONTH=''MM''/DAY=''dd'",
            "external_location = 's3://logs/'",
            "location_template = 's3://logs/YEAR=${folder}/'",
            "BETWEEN '2026/MONTH=11/DAY=29' AND '2026/MONTH=11/DAY=30'",
        ],
    );
    has(
        &text(Dialect::Athena, over(&folders)),
        &[
            r"'projection.folder.format' = 'yyyy\'/MONTH=\'MM\'/DAY=\'dd'",
            "'storage.location.template' = 's3://YOUR_AWS_BUCKET/YEAR=${folder}/'",
        ],
    );
}

#[test]
fn folders_without_a_time_are_tables_of_their_own() {
    let text = text(Dialect::Trino, over(&["s3://logs/a", "s3://logs/b"]));
    has(
        &text,
        &[
            "external_location = 's3://logs/a/'",
            "external_location = 's3://logs/b/'",
            "FROM hive.default.flow_logs_2\n",
        ],
    );
    assert!(!text.contains("projection_type"), "{text}");
}

#[test]
fn a_column_that_is_called_like_the_folder_stays_one() {
    let source = Source { columns: vec!["Folder".to_owned()], ..over(&DAYS) };
    has(
        &text(Dialect::Trino, source),
        &["\"folder\" VARCHAR,\n  \"folder_\" VARCHAR WITH", "${folder_}/", "WHERE \"folder_\" BETWEEN"],
    );
}

#[test]
fn athena_reads_aws_alone() {
    let request = request(Dialect::Athena, over(&DAYS));
    let text = request.write().unwrap();
    has(
        &text,
        &[
            "-- Athena reads the S3 of AWS alone.",
            "LOCATION 's3://YOUR_AWS_BUCKET/net/'",
            "'storage.location.template' = 's3://YOUR_AWS_BUCKET/net/${folder}/'",
        ],
    );
    assert!(!text.contains("s3://logs") && !text.contains("YOUR_ACCESS_KEY"), "{text}");
    assert!(request.notes().contains(&Note::AwsOnly) && !request.notes().contains(&Note::Keys));
}

#[test]
fn files_outside_an_object_storage_are_refused_by_those_who_read_no_others() {
    let local = Source { paths: vec!["/logs/flow".to_owned()], ..source() };
    for dialect in [Dialect::Trino, Dialect::Athena] {
        refused(dialect, local.clone(), Unsupported::Local(dialect));
    }
    has(&text(Dialect::ClickHouse, local.clone()), &["file(\n    '/logs/flow'"]);
    has(&text(Dialect::Spark, local), &["path '/logs'"]);
}

#[test]
fn a_container_that_s3_cannot_reach_is_refused() {
    for dialect in Dialect::ALL {
        refused(dialect, over(&["s3://Flow_Logs/2026"]), Unsupported::Container("Flow_Logs".to_owned()));
    }
}

#[test]
fn a_path_that_a_database_takes_for_a_glob_is_refused() {
    for (dialect, path) in [
        (Dialect::ClickHouse, "/logs/{a}"),
        (Dialect::ClickHouse, "/logs/a[?]"),
        (Dialect::Spark, "/logs{1}/a"),
        (Dialect::Spark, "/lo[*]gs/a"),
        (Dialect::Spark, "/lo*gs/a"),
    ] {
        let source = Source { paths: vec![path.to_owned()], ..source() };
        let refused = request(dialect, source).write();
        assert!(matches!(refused, Err(Unsupported::Path(_))), "{dialect:?} {path} {refused:?}");
    }
}

#[test]
fn paths_with_what_differs_in_braces() {
    #[track_caller]
    fn check(paths: &[&str], kept: usize, expect: Option<&str>) {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        assert_eq!(braces(&paths, kept).as_deref(), expect);
    }
    check(&["a/b"], 0, Some("a/b"));
    check(&["a/1/*", "a/2/*"], 0, Some("a/{1,2}/*"));
    check(&["a/1/x", "a/2/y"], 0, Some("a/{1/x,2/y}"));
    check(&["a/1/x", "a/x"], 0, Some("a/{1/x,x}"));
    check(&["a/b/1", "a/b/2"], 1, Some("a/{b/1,b/2}"));
    check(&["a/1", "a/2,3"], 0, None);
    check(&["s3://a/1", "s3://b/1"], 0, None);
    check(&[], 0, None);
}

#[test]
fn the_time_in_the_name_of_a_folder_is_read() {
    #[track_caller]
    fn check(folder: &str, expect: Option<(&str, &str, &str)>) {
        let found = Dated::of(folder);
        let found = found.as_ref().map(|it| (it.before.as_str(), it.time.as_str(), it.format.as_str()));
        assert_eq!(found, expect, "{folder}");
    }
    check("s3://a/2026/11/30", Some(("s3://a/", "2026/11/30", "yyyy/MM/dd")));
    check("s3://a/2026/11/30/23", Some(("s3://a/", "2026/11/30/23", "yyyy/MM/dd/HH")));
    check("s3://a/d=2026-11-30", Some(("s3://a/d=", "2026-11-30", "yyyy-MM-dd")));
    check("s3://a/Y=2026/h=11/dd=30", Some(("s3://a/Y=", "2026/h=11/dd=30", "yyyy'/h='MM'/dd='dd")));
    check("s3://a/2026/13/30", None);
    check("s3://a/2026/11/32", None);
    check("s3://a/20261130", None);
    check("s3://a/12026/11/30", None);
    check("s3://a/30/11/2026", None);
    check("s3://a", None);
}

#[test]
fn columns_whose_names_differ_in_case_alone_are_told_apart() {
    let by = serde_json::json!(["mine", "Mine", "\"bytes\"", "bytes"]);
    let text = asked(Dialect::DuckDb, serde_json::json!({"show": {"top": {"by": by, "limit": 1}}})).unwrap();
    has(&text, &["GROUP BY \"mine\", \"Mine_\", \"bytes_\", \"bytes\"\n"]);
}

#[test]
fn a_column_that_is_called_like_a_result_is_told_apart() {
    let text =
        asked(Dialect::DuckDb, serde_json::json!({"show": {"top": {"by": ["sum_bytes"], "limit": 1}}}));
    has(&text.unwrap(), &["GROUP BY \"sum_bytes_\"\nORDER BY \"sum_flows\""]);
}

#[test]
fn keys_are_placeholders() {
    let storage = Storage { endpoint: "https://objects.example/".to_owned(), region: "KR1".to_owned() };
    let text =
        |dialect| Request { storage: Some(storage.clone()), ..request(dialect, source()) }.write().unwrap();
    has(
        &text(Dialect::DuckDb),
        &[
            "KEY_ID 'YOUR_ACCESS_KEY',\n  SECRET 'YOUR_SECRET_KEY'",
            "ENDPOINT 'objects.example',\n  URL_STYLE 'path',\n  USE_SSL true",
        ],
    );
    has(
        &text(Dialect::ClickHouse),
        &[
            "s3(\n    'https://objects.example/logs/a%20b/2026/11/30/*',\n    'YOUR_ACCESS_KEY',\n    'YOUR_SECRET_KEY',",
        ],
    );
    has(
        &text(Dialect::Spark),
        &[
            "SET fs.s3a.endpoint=https://objects.example;\n",
            "SET fs.s3a.access.key=YOUR_ACCESS_KEY;\nSET fs.s3a.secret.key=YOUR_SECRET_KEY;\n",
        ],
    );
    has(
        &text(Dialect::Trino),
        &[
            "--   s3.endpoint=https://objects.example\n",
            "--   s3.aws-access-key=YOUR_ACCESS_KEY\n--   s3.aws-secret-key=YOUR_SECRET_KEY\n",
        ],
    );
    for dialect in Dialect::ALL {
        assert_eq!(text(dialect).contains("YOUR_ACCESS_KEY"), dialect != Dialect::Athena);
    }
}

#[test]
fn each_note_stands_in_the_text() {
    let parquet = Source { is_parquet: true, ..over(&DAYS) };
    for dialect in Dialect::ALL {
        for source in [over(&DAYS), over(&["s3://logs/a"]), parquet.clone()] {
            let request = request(dialect, source);
            let text = request.write().unwrap();
            assert!(!request.notes().is_empty());
            for note in request.notes() {
                has(&text, &[&format!("-- {note}\n")]);
            }
        }
    }
    let local = Source { paths: vec!["flow".to_owned()], ..source() };
    assert_eq!(request(Dialect::DuckDb, local).notes(), []);
}

#[test]
fn a_request_is_read_from_json() {
    for (name, dialect) in
        [("duckdb", Dialect::DuckDb), ("clickhouse", Dialect::ClickHouse), ("athena", Dialect::Athena)]
    {
        assert_eq!(serde_json::from_value::<Dialect>(name.into()).unwrap(), dialect);
    }
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
fn files_become_folders_where_they_are_alone() {
    #[track_caller]
    fn check(paths: &[&[&str]], expect: &[&[&str]]) {
        let of = |paths: &&[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
        let sources = paths.iter().map(|paths| Source { paths: of(paths), ..source() }).collect();
        let found: Vec<_> = Source::by_folder(sources).into_iter().map(|source| source.paths).collect();
        assert_eq!(found, expect.iter().map(of).collect::<Vec<_>>());
    }
    check(&[&["1/a", "1/b", "2/a"]], &[&["1/*", "2/*"]]);
    check(&[&["1/a.gz", "1/b.gz", "2/a.gz", "2/b"]], &[&["1/*.gz", "2/*"]]);
    check(&[&["1/a", "2/a"], &["1/b", "3/b"]], &[&["1/a", "2/*"], &["1/b", "3/*"]]);
    check(&[&["a"]], &[&["a"]]);
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
