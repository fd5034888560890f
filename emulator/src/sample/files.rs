//! Log files that the sample loggers have written: `{storage_url}/{partition}/{file name}`, in Korean time. CSV
//! only: what a Parquet file of the service looks like is not documented.

use super::{HOUR, gzip, loggers};
use crate::clock::{self, Micros, SECOND};
use crate::logger::{Logger, Stage};
use crate::random::Random;
use crate::storage_url;
use crate::world::{Object, Port, World};

/// The name of a file when the logger has no template for it.
pub const DEFAULT_NAME: &str = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}KST";

/// Korean time is nine hours before UTC reaches it.
const KOREA: Micros = 9 * HOUR;
const MINUTE: Micros = 60 * SECOND;
const ROWS: u64 = 20;
/// How many intervals ago the files were written: three of late, two of about a day before.
const AGES: [u64; 3] = [0, 1, 2];

/// Adds the files of every CSV logger that has come to ACTIVE or INACTIVE.
pub fn add(world: &mut World, now: Micros) {
    let mut random = world.random.clone();
    let loggers: Vec<Logger> = world.loggers.iter().take(loggers::FULL).cloned().collect();
    for logger in
        loggers.iter().filter(|logger| logger.stage == Stage::Ready && logger.draft.log_format == "CSV")
    {
        let Ok(place) = storage_url::parse(&logger.draft.storage_url) else { continue };
        let ports: Vec<Port> = world
            .logging_ports
            .iter()
            .filter(|port| port.logger_id == logger.id)
            .filter_map(|logged| world.ports.iter().find(|port| port.id == logged.port_id).cloned())
            .collect();
        let Some(container) = world.containers.get_mut(&(place.account, place.container)) else { continue };
        let folder = object(Vec::new(), "application/directory", logger.created);
        container.objects.insert(format!("{}/", place.directory), folder);
        let step = logger.draft.aggregation_interval * MINUTE;
        let last = if logger.draft.admin_state_up { now } else { logger.updated };
        let ages = AGES.iter().map(|age| age * step).chain([24 * HOUR, 24 * HOUR + step]);
        for end in ages.map(|age| last.saturating_sub(age) / step * step).filter(|end| *end > logger.created)
        {
            let text = rows(logger, world.region.id, &ports, end, step, &mut random);
            let (bytes, kind) = match logger.draft.compression_type.as_str() {
                "GZIP" => (gzip::stored(text.as_bytes()), "application/gzip"),
                _ => (text.into_bytes(), "text/csv"),
            };
            let name = format!("{}/{}", place.directory, path(logger, end));
            container.objects.insert(name, object(bytes, kind, end));
        }
    }
}

fn object(bytes: Vec<u8>, content_type: &str, modified: Micros) -> Object {
    Object { bytes, content_type: content_type.to_owned(), modified }
}

/// Folder and name of the file that a logger writes at a time.
fn path(logger: &Logger, at: Micros) -> String {
    let partition = match logger.draft.partition_period.as_str() {
        "DAY" => "#{year}/#{month}/#{day}",
        "HOUR" => "#{year}/#{month}/#{day}/#{hour}",
        template => template,
    };
    let name = logger.draft.customized_file_name.as_deref().unwrap_or(DEFAULT_NAME);
    // `2026-01-05 00:00:00`, in Korean time.
    let time = clock::plain(at + KOREA);
    let parts = [
        ("year", 0..4),
        ("month", 5..7),
        ("day", 8..10),
        ("hour", 11..13),
        ("minute", 14..16),
        ("second", 17..19),
    ];
    let mut path = format!("{partition}/{name}").replace("#{logger_id}", &logger.id);
    for (part, range) in parts {
        path = path.replace(&format!("#{{{part}}}"), time.get(range).unwrap_or_default());
    }
    path
}

/// A header of the columns, then rows of the interval that ends at `end`.
fn rows(
    logger: &Logger,
    region: &str,
    ports: &[Port],
    end: Micros,
    step: Micros,
    random: &mut Random,
) -> String {
    let columns: Vec<&str> = logger.draft.customized_field.split(',').collect();
    let mut text = format!("{}\n", columns.join(","));
    for _ in 0..ROWS {
        let Some(port) = random.pick(ports).cloned() else { break };
        let flow = Flow::new(logger, region, port, end, step, random);
        let cells: Vec<String> = columns.iter().map(|column| flow.cell(column)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

struct Flow {
    port: Port,
    region: String,
    start: u64,
    end: u64,
    peer: String,
    peer_port: u64,
    own_port: u64,
    /// IANA number: 1, 6 or 17.
    protocol: u64,
    packets: u64,
    outgoing: bool,
    filter: &'static str,
}

impl Flow {
    fn new(
        logger: &Logger,
        region: &str,
        port: Port,
        end: Micros,
        step: Micros,
        random: &mut Random,
    ) -> Self {
        let start = (end - step) / SECOND + random.below(step / SECOND / 2);
        let filter = match logger.draft.filter.as_str() {
            "ACCEPT" => "ACCEPT",
            "DROP" => "DROP",
            _ if random.below(5) == 0 => "DROP",
            _ => "ACCEPT",
        };
        let protocol = random.pick(&[6, 6, 6, 17, 1]).copied().unwrap_or(6);
        let icmp = protocol == 1;
        Self {
            region: region.to_owned(),
            start,
            end: (start + random.below(step / SECOND / 2)).min(end / SECOND),
            peer: format!("198.51.100.{}", 1 + random.below(254)),
            peer_port: if icmp { 0 } else { 32_768 + random.below(28_000) },
            own_port: if icmp { 0 } else { random.pick(&[22, 53, 80, 443, 3306]).copied().unwrap_or(443) },
            protocol,
            packets: 1 + random.below(200),
            outgoing: random.below(2) == 0,
            filter,
            port,
        }
    }

    fn cell(&self, column: &str) -> String {
        let of = |outgoing: String, incoming: String| if self.outgoing { outgoing } else { incoming };
        let own = self.port.ip_address.clone();
        let (own_port, peer_port) = (self.own_port.to_string(), self.peer_port.to_string());
        match column {
            "timestamp_start" => self.start.to_string(),
            "timestamp_end" => self.end.to_string(),
            "interface_id" => self.port.id.clone(),
            "owner_type" => "instance".to_owned(),
            "owner_id" | "vm_id" => self.port.device_id.clone(),
            "subnet_id" => self.port.subnet_id.clone(),
            "vpc_id" => self.port.network_id.clone(),
            "region" => self.region.clone(),
            "protocol" => self.protocol.to_string(),
            "src_addr" => of(own, self.peer.clone()),
            "dst_addr" => of(self.peer.clone(), own),
            "src_port" => of(own_port, peer_port),
            "dst_port" => of(peer_port, own_port),
            // SYN and ACK, or a SYN alone where it was dropped.
            "tcp_flag" => match (self.protocol, self.filter) {
                (6, "ACCEPT") => "18".to_owned(),
                (6, _) => "2".to_owned(),
                _ => "0".to_owned(),
            },
            "packets" => self.packets.to_string(),
            "bytes" => (self.packets * 64).to_string(),
            "direction" => of("egress".to_owned(), "ingress".to_owned()),
            "filter" => self.filter.to_owned(),
            "status" => "OK".to_owned(),
            "traffic_path" => "2".to_owned(),
            // The four of the transit hub do not apply to an instance.
            _ => "-1".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sample;

    const NOW: Micros = super::super::START + 200 * 24 * HOUR;

    #[track_caller]
    fn check(partition: &str, name: Option<&str>, expect: &str) {
        let world = super::super::make(0, 0, 1, Sample::Full, NOW);
        let mut logger = world.loggers[0].clone();
        logger.id = "ID".to_owned();
        logger.draft.partition_period = partition.to_owned();
        logger.draft.customized_file_name = name.map(str::to_owned);
        // 2024-12-31 15:04:05 UTC is the next year in Korea.
        assert_eq!(path(&logger, 1_735_657_445 * SECOND), expect);
    }

    #[test]
    fn paths() {
        check("DAY", None, "2025/01/01/ID_2025-01-01T00:04:05KST");
        check("HOUR", None, "2025/01/01/00/ID_2025-01-01T00:04:05KST");
        check("YEAR=#{year}/MONTH=#{month}", Some("#{second}.#{logger_id}"), "YEAR=2025/MONTH=01/05.ID");
    }

    #[test]
    fn every_csv_logger_in_service_has_files_and_no_other() {
        let world = super::super::make(0, 0, 1, Sample::Full, NOW);
        for logger in &world.loggers {
            let place = storage_url::parse(&logger.draft.storage_url).unwrap();
            let wanted = logger.stage == Stage::Ready && logger.draft.log_format == "CSV";
            let container = world.containers.get(&(place.account, place.container));
            let prefix = format!("{}/", place.directory);
            let found: Vec<_> = container
                .into_iter()
                .flat_map(|container| &container.objects)
                .filter(|(name, object)| name.starts_with(&prefix) && !object.bytes.is_empty())
                .collect();
            assert_eq!(!found.is_empty(), wanted, "{}", logger.draft.name);
            for (name, object) in found {
                assert!(name.contains(&logger.id), "{name}");
                let gzip = object.bytes.starts_with(&[0x1f, 0x8b]);
                assert_eq!(gzip, logger.draft.compression_type == "GZIP", "{name}");
                if gzip {
                    continue;
                }
                let text = std::str::from_utf8(&object.bytes).unwrap();
                let mut lines = text.lines();
                assert_eq!(lines.next(), Some(logger.draft.customized_field.as_str()));
                let width = logger.draft.customized_field.split(',').count();
                assert!(lines.clone().all(|line| line.split(',').count() == width), "{name}: {text}");
                let lost = logger.draft.name == "batch-worker-retired";
                assert_eq!(lines.count() as u64, if lost { 0 } else { ROWS }, "{name}");
            }
        }
    }
}
