//! The generated files of the sample, read as a client reads them.

use crate::clock::{HOUR, Micros, SECOND};
use crate::logs::{Assignment, Body, part};
use crate::options::Sample;
use crate::sample::make;
use crate::sample::network::START;
use crate::world::World;
use flate2::read::GzDecoder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::ops::Range;

/// 14:00 in Korea.
const NOW: Micros = START + 200 * 24 * HOUR + 5 * HOUR;
/// The first minute of the story's day.
const DAY: u64 = (NOW / SECOND - 38 * 3600) / 60;

fn world() -> World {
    make(0, 0, 1, Sample::Full, NOW)
}

fn logs<'a>(world: &'a World, name: &str) -> &'a Assignment {
    let logger = world.loggers.iter().find(|logger| logger.draft.name == name).unwrap();
    world.assignments.iter().find(|logs| logs.is_of(&logger.id)).unwrap()
}

/// One record, by column.
type Record = HashMap<String, String>;

trait Cells {
    fn cell(&self, column: &str) -> &str;
    fn number(&self, column: &str) -> u64;
}

impl Cells for Record {
    #[track_caller]
    fn cell(&self, column: &str) -> &str {
        &self[column]
    }

    #[track_caller]
    fn number(&self, column: &str) -> u64 {
        self.cell(column).parse().unwrap()
    }
}

fn fields(world: &World, logs: &Assignment) -> (String, String) {
    let logger = world.loggers.iter().find(|logger| logs.is_of(&logger.id)).unwrap();
    (logger.draft.customized_field.clone(), logger.draft.partition_period.clone())
}

/// The records of one file.
fn records(world: &World, logs: &Assignment, body: &Body) -> Vec<Record> {
    let (columns, partition) = fields(world, logs);
    let names: Vec<&str> = columns.split(',').collect();
    if body.bytes.starts_with(b"PAR1") {
        let file = SerializedFileReader::new(body.bytes.clone()).unwrap();
        let cells = |field: &Field| match field {
            Field::Str(text) => text.clone(),
            Field::Long(number) => number.to_string(),
            Field::Null => "-".to_owned(),
            other => panic!("{other}"),
        };
        let rows = file.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns());
        return rows
            .map(|row| row.iter().map(|(name, field)| (name.clone(), cells(field))).collect())
            .collect();
    }
    let mut text = String::new();
    if body.bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(&body.bytes[..]).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(body.bytes.to_vec()).unwrap();
    }
    let mut lines = text.lines();
    if partition != "DAY" {
        assert_eq!(lines.next(), Some(columns.as_str()));
    }
    let record = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), names.len(), "{line}");
        names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
    };
    lines.map(record).collect()
}

/// The records of the intervals that end in some minutes of the story's day.
fn during(world: &World, name: &str, minutes: Range<u64>) -> Vec<Record> {
    let logs = logs(world, name);
    let mut found = Vec::new();
    for end in logs.intervals(NOW).filter(|end| *end > DAY + minutes.start && *end <= DAY + minutes.end) {
        for part in logs.writer.parts(end) {
            found.extend(records(world, logs, &logs.writer.body(end, part)));
        }
    }
    found
}

fn last(logs: &Assignment) -> u64 {
    logs.intervals(NOW).last().unwrap()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed, name| {
        let world = make(0, 0, seed, Sample::Full, NOW);
        let logs = logs(&world, name);
        logs.writer.body(last(logs), logs.writer.parts(last(logs)).start)
    };
    for name in ["prod-vpc-baseline", "web-prod-ingress", "app-prod-all", "edge-nat-gateway"] {
        let (one, again, other) = (bytes(1, name), bytes(1, name), bytes(2, name));
        assert!(one.bytes == again.bytes && one.etag == again.etag, "{name}");
        assert!(one.bytes != other.bytes && one.etag != other.etag, "{name}");
    }
}

#[test]
fn the_etag_is_the_md5() {
    assert_eq!(Body::new("abc").etag, "900150983cd24fb0d6963f7d28e17f72");
}

#[test]
fn a_file_is_as_long_as_its_listing_says() {
    let world = world();
    for logs in &world.assignments {
        let ends: Vec<u64> = logs.intervals(NOW).collect();
        for end in ends.iter().rev().step_by(ends.len() / 4 + 1) {
            for part in logs.writer.parts(*end) {
                let size = logs.writer.size(*end, part);
                assert_eq!(size, logs.writer.body(*end, part).bytes.len(), "{}", logs.writer.path(*end));
            }
        }
    }
}

#[test]
fn records_belong_to_their_interval_and_to_the_network() {
    let world = world();
    for logger in &world.loggers {
        let Some(logs) = world.assignments.iter().find(|logs| logs.is_of(&logger.id)) else { continue };
        let Some(end) = logs.intervals(NOW).filter(|end| logs.writer.records(*end) > 0).last() else {
            continue;
        };
        let name = &logger.draft.name;
        let unit = if name == "edge-nat-gateway" { 60_000 } else { 60 };
        let interval = (end - logger.draft.aggregation_interval) * unit..end * unit;
        for part in logs.writer.parts(end) {
            for record in records(&world, logs, &logs.writer.body(end, part)) {
                let (from, to) = (record.number("timestamp_start"), record.number("timestamp_end"));
                assert!(
                    interval.contains(&from) && interval.contains(&to) && from <= to,
                    "{name}: {record:?}"
                );
                let filter = logger.draft.filter.as_str();
                assert!(filter == "ALL" || record.cell("filter") == filter, "{name}: {record:?}");
                let Some(interface) = record.get("interface_id") else { continue };
                let port = world.ports.iter().find(|port| port.id == *interface).unwrap();
                assert_eq!(record.cell("vpc_id"), port.network_id);
                assert_eq!(record.cell("subnet_id"), port.address().subnet_id);
                let is_own = |logged: &&crate::world::LoggingPort| {
                    logged.logger_id == logger.id && logged.port_id == port.id
                };
                assert!(world.logging_ports.iter().any(|logged| is_own(&logged)), "{name}: {record:?}");
                let ends = [record.cell("src_addr"), record.cell("dst_addr")];
                let is_known = ends == ["-", "-"] || ends.contains(&port.address().ip_address.as_str());
                assert!(is_known, "{name}: {record:?}");
            }
        }
    }
}

#[test]
fn one_logger_has_two_million_records_a_day() {
    let world = world();
    let logs = logs(&world, "prod-vpc-baseline");
    let records: HashMap<u64, u64> = logs.intervals(NOW).map(|end| (end, logs.writer.records(end))).collect();
    for day in 0..7 {
        let first = DAY - day * 24 * 60;
        let ends = (first + 10..=first + 24 * 60).step_by(10);
        let sum: u64 = ends.map(|end| records[&end]).sum();
        assert!(sum >= 2_000_000, "{sum} records {day} days before");
    }
}

#[test]
fn a_long_file_is_split() {
    let world = world();
    let logs = logs(&world, "prod-vpc-baseline");
    let end = DAY + 12 * 60;
    assert_eq!(logs.writer.parts(end), 1..3);
    let path = logs.writer.path(end);
    assert!(path.ends_with("T12:00:00KST"), "{path}");
    assert_eq!(logs.writer.find(&part(&path, 2)), Some((end, 2)));
    assert_eq!(logs.writer.find(&part(&path, 3)), None);
    assert_eq!(logs.writer.find(&path), None);
    let files = [1, 2].map(|part| records(&world, logs, &logs.writer.body(end, part)));
    assert_eq!(files[0].len(), 20_000);
    assert_eq!((files[0].len() + files[1].len()) as u64, logs.writer.records(end));
    let whole = |record: &Record| {
        let mut cells: Vec<_> = record.iter().map(|(name, cell)| format!("{name}={cell}")).collect();
        cells.sort();
        cells.join(",")
    };
    let distinct: HashSet<String> = files.iter().flatten().map(whole).collect();
    assert_eq!(distinct.len() as u64, logs.writer.records(end));
    let night = DAY + 4 * 60;
    assert_eq!(logs.writer.parts(night), 0..1);
}

/// Two loggers see the same traffic of an interface, whatever their intervals and formats.
#[track_caller]
fn agree(world: &World, one: &str, other: &str, server: (&str, usize), minutes: Range<u64>) {
    let subnet = world.subnets.iter().find(|subnet| subnet.name == server.0).unwrap();
    let port = world.ports.iter().filter(|port| port.address().subnet_id == subnet.id).nth(server.1).unwrap();
    let sum = |name: &str| {
        let found = during(world, name, minutes.clone());
        let own = found.iter().filter(|record| record.get("interface_id") == Some(&port.id));
        own.filter(|record| record.cell("status") == "OK")
            .fold((0, 0), |sum, record| (sum.0 + record.number("packets"), sum.1 + record.number("bytes")))
    };
    let (one, other) = (sum(one), sum(other));
    assert!(one.1 > 0);
    assert_eq!(one, other);
}

#[test]
fn loggers_agree() {
    let world = world();
    // The second range has the minute in which the database begins to be refused.
    agree(&world, "web-prod-lb-1", "prod-vpc-baseline", ("prod-web", 2), 180..200);
    agree(&world, "db-prod-replica", "prod-vpc-baseline", ("prod-db", 9), 840..850);
    agree(&world, "app-prod-all", "prod-vpc-baseline", ("prod-app", 12), 90..100);
}

/// Records, packets and bytes of those that a story is about.
#[track_caller]
fn story(
    world: &World,
    loggers: &[&str],
    minutes: Range<u64>,
    source: &str,
    target: (&str, &str),
    expect: (usize, u64, u64),
) -> Vec<Record> {
    let mut found = Vec::new();
    for name in loggers {
        found = during(world, name, minutes.clone());
        found.retain(|record| {
            (source.is_empty() || record.cell("src_addr") == source)
                && (target.0.is_empty() || record.cell("dst_addr") == target.0)
                && record.cell("dst_port") == target.1
        });
        let packets: u64 = found.iter().map(|record| record.number("packets")).sum();
        let bytes: u64 = found.iter().map(|record| record.number("bytes")).sum();
        assert_eq!((found.len(), packets, bytes), expect, "{name}");
    }
    found
}

#[test]
fn the_port_scan() {
    let world = world();
    for (logger, targets) in [
        ("web-prod-denied", 2),
        ("prod-vpc-drops", 2),
        ("prod-vpc-baseline", 2),
        ("web-prod-lb-1", 1),
        ("web-prod-lb-2", 1),
    ] {
        let mut found = during(&world, logger, 180..200);
        found.retain(|record| record.cell("src_addr") == "192.0.2.77");
        assert_eq!(found.len(), 1_020 * targets, "{logger}");
        for record in &found {
            let start = record.number("timestamp_start") / 60 - DAY;
            assert!((192..196).contains(&start) && record.cell("filter") == "DROP", "{record:?}");
            assert!(["10.10.1.5", "10.10.1.6"].contains(&record.cell("dst_addr")), "{record:?}");
            assert_eq!((record.cell("tcp_flag"), record.cell("packets")), ("2", "1"));
        }
        let ports: HashSet<u64> = found.iter().map(|record| record.number("dst_port")).collect();
        let expect: HashSet<u64> = (1..=1022).filter(|port| ![80, 443].contains(port)).collect();
        assert_eq!(ports, expect, "{logger}");
    }
    for logger in ["bastion-probes", "shared-services-audit"] {
        let found = story(&world, &[logger], 190..200, "192.0.2.77", ("", "22"), (150, 150, 9_000));
        let targets: HashSet<&str> = found.iter().map(|record| record.cell("dst_addr")).collect();
        assert_eq!(targets.len(), 15);
    }
}

#[test]
fn the_refused_database() {
    let world = world();
    let replica = ("10.10.3.12", "3306");
    let denied = ["db-prod-denied", "prod-vpc-drops"];
    story(&world, &denied, 835..845, "", replica, (0, 0, 0));
    let dropped = |count: usize| (count, count as u64, count as u64 * 60);
    let found = story(&world, &denied, 845..850, "", replica, dropped(3 * 93));
    assert!(found.iter().all(|record| record.cell("filter") == "DROP" && record.cell("tcp_flag") == "2"));
    story(&world, &denied, 20 * 60..20 * 60 + 10, "", replica, dropped(10 * 93));
    let found = during(&world, "db-prod-replica", 830..835);
    let accepted = found.iter().filter(|record| record.cell("dst_port") == "3306");
    assert_eq!(accepted.filter(|record| record.cell("filter") == "ACCEPT").count(), 62 + 1);
    // The servers' own interfaces let the packets out, and nothing comes back.
    story(&world, &["app-prod-all"], 850..860, "", replica, dropped(10 * 93));
    let back = during(&world, "app-prod-all", 850..860);
    assert!(!back.iter().any(|record| record.cell("src_addr") == "10.10.3.12"));
}

#[test]
fn the_talker_that_dominates() {
    let world = world();
    let (talker, sink) = ("10.10.1.9", ("198.51.100.141", "8443"));
    let loggers = ["web-prod-ingress", "prod-vpc-baseline"];
    story(&world, &loggers, 530..540, talker, sink, (0, 0, 0));
    story(&world, &["prod-vpc-baseline"], 540..550, talker, sink, (1, 2_400_000, 3_360_000_000));
    story(&world, &["web-prod-ingress"], 540..550, talker, sink, (2, 2_400_000, 3_360_000_000));
    story(&world, &["web-prod-03-debug"], 540..550, talker, sink, (10, 2_400_000, 3_360_000_000));
    let all = during(&world, "prod-vpc-baseline", 1200..1210);
    let bytes = |record: &Record| record.cell("bytes").parse::<u64>().unwrap_or_default();
    let whole: u64 = all.iter().map(bytes).sum();
    assert!(3_360_000_000 * 2 > whole, "most of {whole} bytes");
}

#[test]
fn the_batch_job() {
    let world = world();
    let (database, worker, archive) = ("10.10.3.9", "10.10.2.15", ("198.51.100.200", "443"));
    let writes = (8 * 8, 8 * 40 * 5_000, 2_240_000_000);
    let found = story(&world, &["app-prod-egress"], 85..135, worker, archive, writes);
    assert!(found.iter().all(|record| record.cell("traffic_path") == "7"));
    story(&world, &["app-prod-egress"], 130..24 * 60, worker, archive, (0, 0, 0));
    for logger in ["app-prod-egress", "db-prod-primary"] {
        let mut found = during(&world, logger, 90..130);
        found.retain(|record| {
            record.cell("src_addr") == database
                && record.cell("dst_addr") == worker
                && record.number("bytes") % (12_000 * 1_400) == 0
        });
        assert_eq!(found.iter().map(|record| record.number("bytes")).sum::<u64>(), 2_688_000_000, "{logger}");
    }
    let worker_before = during(&world, "app-prod-egress", 1..90);
    assert!(!worker_before.iter().any(|record| record.cell("dst_addr") == archive.0));
}

#[test]
fn connections_to_nobody_and_health_checks() {
    let world = world();
    let nobody = ("10.10.2.90", "7070");
    let found = story(&world, &["app-prod-all"], 600..610, "", nobody, (310, 310, 18_600));
    assert!(found.iter().all(|record| record.cell("filter") == "ACCEPT" && record.cell("tcp_flag") == "2"));
    let mut checks = during(&world, "prod-vpc-baseline", 240..250);
    let balancers = ["10.10.1.5", "10.10.1.6"];
    checks.retain(|record| record.cell("packets") == "6" && record.cell("bytes") == "384");
    checks.retain(|record| balancers.contains(&record.cell("src_addr")) && record.cell("dst_port") == "8080");
    assert_eq!(checks.len(), 2 * 10 * 210, "each is seen at both ends");
}

#[test]
fn missing_data_are_told() {
    let world = world();
    let found = during(&world, "prod-vpc-baseline", 600..700);
    let count = |status: &str| found.iter().filter(|record| record.cell("status") == status).count();
    let down = world.ports.iter().filter(|port| port.status == "DOWN");
    let down = down.filter(|port| port.address().ip_address.starts_with("10.10.")).count();
    assert_eq!(count("NODATA"), 10 * down);
    assert!((1..20).contains(&count("SKIPDATA")), "{}", count("SKIPDATA"));
    assert_eq!(count("OK") + count("NODATA") + count("SKIPDATA"), found.len());
}

#[test]
fn a_logger_writes_only_while_it_is_active() {
    let mut world = world();
    let id = world.loggers.iter().find(|logger| logger.draft.name == "dev-api-worker").unwrap().id.clone();
    let minute = 60 * SECOND;
    let files = |world: &World, now| {
        let logs = world.assignments.iter().find(|logs| logs.is_of(&id)).unwrap();
        logs.intervals(now).filter(|end| *end > NOW / minute).collect::<Vec<_>>()
    };
    world.switch_logs(&id, false, NOW + 2 * minute);
    world.switch_logs(&id, true, NOW + 5 * minute);
    world.switch_logs(&id, true, NOW + 6 * minute);
    let at = NOW / minute;
    assert_eq!(files(&world, NOW + 7 * minute), [at + 1, at + 2, at + 6, at + 7]);
    let logs = world.assignments.iter().find(|logs| logs.is_of(&id)).unwrap();
    assert!(!logs.has(at + 4, NOW + 7 * minute) && logs.has(at + 7, NOW + 7 * minute));
    assert!(!logs.has(at + 8, NOW + 7 * minute), "its interval has not ended");
    world.switch_logs(&id, false, NOW + 7 * minute);
    world.delete_logger(&id);
    assert_eq!(files(&world, NOW + 99 * minute).len(), 4, "the files stay");
}

#[test]
fn the_story_is_on_the_day_before() {
    for (hour, expect) in [(0, 0), (14, 0), (15, 1), (23, 1), (39, 2)] {
        let now = START + 199 * 24 * HOUR + hour * HOUR;
        let world = make(0, 0, 1, Sample::Full, now);
        let logs = logs(&world, "web-prod-denied");
        let scan = logs.intervals(now).filter(|end| logs.writer.records(*end) > 255).last().unwrap();
        // Midnight in Korea is at 15:00 UTC of the day before.
        let first = (START / SECOND + (197 + expect) * 24 * 3600 + 15 * 3600) / 60;
        assert_eq!(scan, first + 196, "{hour}");
    }
}
