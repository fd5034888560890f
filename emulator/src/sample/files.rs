//! The log files of the sample loggers: `{storage_url}/{partition}/{file name}`, in Korean time. There are CSV files
//! only, since no document shows a Parquet file of the service.

use super::loggers;
use crate::clock::{self, HOUR, Micros, SECOND};
use crate::logger::{Logger, Stage};
use crate::storage_url;
use crate::templates::DEFAULT_FILE_NAME;
use crate::world::{Object, Port, World};
use fastrand::Rng;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Korean time is nine hours ahead of UTC.
const KOREA: Micros = 9 * HOUR;
const MINUTE: Micros = 60 * SECOND;
const ROWS: usize = 20;

/// Adds the files of every CSV logger that is ACTIVE or INACTIVE.
pub fn add(world: &mut World, now: Micros) {
    let mut random = world.random.clone();
    let ready = |logger: &&Logger| logger.stage == Stage::Ready && logger.draft.log_format == "CSV";
    for logger in world.loggers.iter().take(loggers::FULL).filter(ready) {
        let Ok(place) = storage_url::parse(&logger.draft.storage_url) else { continue };
        let ports: Vec<&Port> = world
            .logging_ports
            .iter()
            .filter(|port| port.logger_id == logger.id)
            .filter_map(|logged| world.ports.iter().find(|port| port.id == logged.port_id))
            .collect();
        let Some(container) = world.containers.get_mut(&(place.account, place.container)) else { continue };
        container.objects.insert(format!("{}/", place.directory), Object::folder(logger.created.at));
        let step = logger.draft.aggregation_interval * MINUTE;
        let last = if logger.draft.admin_state_up { now } else { logger.updated.at };
        // Three recent files, and two of about a day ago.
        for age in [0, step, 2 * step, 24 * HOUR, 24 * HOUR + step] {
            let end = last.saturating_sub(age) / step * step;
            if end <= logger.created.at {
                continue;
            }
            let text = text(logger, world.region.id, &ports, end, step, &mut random);
            let (bytes, content_type) = match logger.draft.compression_type.as_str() {
                "GZIP" => (gzip(text.as_bytes()), "application/gzip"),
                _ => (text.into_bytes(), "text/csv"),
            };
            let draft = &logger.draft;
            let name = draft.customized_file_name.as_deref().unwrap_or(DEFAULT_FILE_NAME);
            let path = path(&logger.id, &draft.partition_period, name, end);
            let object = Object { bytes, content_type: content_type.to_owned(), modified: end };
            container.objects.insert(format!("{}/{path}", place.directory), object);
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // A write to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// Folder and name of the file that a logger writes at a time.
fn path(id: &str, partition: &str, name: &str, at: Micros) -> String {
    let folder = match partition {
        "DAY" => "#{year}/#{month}/#{day}",
        "HOUR" => "#{year}/#{month}/#{day}/#{hour}",
        template => template,
    };
    let mut form = format!("{folder}/{name}");
    for (part, code) in [
        ("#{year}", "%Y"),
        ("#{month}", "%m"),
        ("#{day}", "%d"),
        ("#{hour}", "%H"),
        ("#{minute}", "%M"),
        ("#{second}", "%S"),
    ] {
        form = form.replace(part, code);
    }
    clock::format(at + KOREA, &form).replace("#{logger_id}", id)
}

/// A header with the columns, then rows of the interval that ends at `end`.
fn text(
    logger: &Logger,
    region: &str,
    ports: &[&Port],
    end: Micros,
    step: Micros,
    random: &mut Rng,
) -> String {
    let mut text = format!("{}\n", logger.draft.customized_field);
    for _ in 0..ROWS {
        let Some(port) = random.choice(ports) else { break };
        text.push_str(&row(
            &logger.draft.customized_field,
            &logger.draft.filter,
            region,
            port,
            end,
            step,
            random,
        ));
        text.push('\n');
    }
    text
}

/// The cells of one flow of a port.
fn row(
    columns: &str,
    filter: &str,
    region: &str,
    port: &Port,
    end: Micros,
    step: Micros,
    random: &mut Rng,
) -> String {
    let half = step / SECOND / 2;
    let start = (end - step) / SECOND + random.u64(..half);
    let stop = (start + random.u64(..half)).min(end / SECOND);
    let filter = match filter {
        "ALL" if random.u8(..5) == 0 => "DROP",
        "ALL" => "ACCEPT",
        word => word,
    };
    // TCP, UDP or ICMP.
    let protocol = random.choice([6, 6, 6, 17, 1]).unwrap_or(6);
    let (own_port, peer_port) = match protocol {
        1 => (0, 0),
        _ => (random.choice([22, 53, 80, 443, 3306]).unwrap_or(443), random.u32(32_768..60_768)),
    };
    let peer = format!("198.51.100.{}", random.u8(1..255));
    let own = &port.address().ip_address;
    let packets = random.u64(1..=200);
    let outgoing = random.bool();
    let (source, destination) = if outgoing { (own, &peer) } else { (&peer, own) };
    let (source_port, destination_port) =
        if outgoing { (own_port, peer_port) } else { (peer_port, own_port) };
    let cell = |column| match column {
        "timestamp_start" => start.to_string(),
        "timestamp_end" => stop.to_string(),
        "interface_id" => port.id.clone(),
        "owner_type" => "instance".to_owned(),
        "owner_id" | "vm_id" => port.device_id.clone(),
        "subnet_id" => port.address().subnet_id.clone(),
        "vpc_id" => port.network_id.clone(),
        "region" => region.to_owned(),
        "protocol" => protocol.to_string(),
        "src_addr" => source.clone(),
        "dst_addr" => destination.clone(),
        "src_port" => source_port.to_string(),
        "dst_port" => destination_port.to_string(),
        // SYN and ACK; a SYN alone when it was dropped.
        "tcp_flag" => match (protocol, filter) {
            (6, "ACCEPT") => "18".to_owned(),
            (6, _) => "2".to_owned(),
            _ => "0".to_owned(),
        },
        "packets" => packets.to_string(),
        "bytes" => (packets * 64).to_string(),
        "direction" => if outgoing { "egress" } else { "ingress" }.to_owned(),
        "filter" => filter.to_owned(),
        "status" => "OK".to_owned(),
        "traffic_path" => "2".to_owned(),
        // The four columns of the transit hub do not apply to an instance.
        _ => "-1".to_owned(),
    };
    columns.split(',').map(cell).collect::<Vec<String>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(partition: &str, name: &str, expect: &str) {
        // 2024-12-31 15:04:05 UTC is in the next year in Korea.
        assert_eq!(path("ID", partition, name, 1_735_657_445 * SECOND), expect);
    }

    #[test]
    fn paths() {
        check("DAY", DEFAULT_FILE_NAME, "2025/01/01/ID_2025-01-01T00:04:05KST");
        check("HOUR", DEFAULT_FILE_NAME, "2025/01/01/00/ID_2025-01-01T00:04:05KST");
        check("YEAR=#{year}/MONTH=#{month}", "#{second}.#{logger_id}", "YEAR=2025/MONTH=01/05.ID");
    }
}
