//! The sample loggers: first the rows of a table, then any number of generated ones.

use super::network::START;
use crate::clock::{HOUR, Micros, SECOND};
use crate::ids;
use crate::logger::{DEFAULT_FIELDS, Draft, Failure, Stage, Target};
use crate::realms::STORAGE_TENANT;
use crate::templates::DEFAULT_FILE_NAME;
use crate::world::World;

/// The first field set of the service, which loggers of 2024 still have.
const FIRST_FIELDS: &str = "timestamp_start,timestamp_end,interface_id,vm_id,subnet_id,vpc_id,region,protocol,\
    src_addr,dst_addr,src_port,dst_port,tcp_flag,packets,bytes,filter,status";
const SHORT_FIELDS: &str =
    "timestamp_start,timestamp_end,src_addr,dst_addr,src_port,dst_port,protocol,packets,bytes,filter";
const FILE_NAME: &str = "#{year}#{month}#{day}-#{hour}#{minute}#{second}_#{logger_id}";
const HIVE: &str = "YEAR=#{year}/MONTH=#{month}/DAY=#{day}";
const HIVE_HOURS: &str = "year=#{year}/month=#{month}/day=#{day}/hour=#{hour}";

/// The target of a sample logger.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// The port with this number in the subnet.
    Port(&'a str, usize),
    Subnet(&'a str),
    Vpc(&'a str),
    /// A port that is deleted afterwards.
    Lost(&'a str),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    On,
    Off,
    Building,
    Denied,
    Missing,
    Unavailable,
    NoToken,
}

/// A sample logger: name, description, target, filter, minutes, format and compression, partition, state.
type Row<'a> = (&'a str, &'a str, Source<'a>, &'a str, u64, &'a str, &'a str, State);

use Source::{Lost, Port, Subnet, Vpc};
use State::{Building, Denied, Missing, NoToken, Off, On, Unavailable};

/// The rows of the full sample.
#[rustfmt::skip]
const TABLE: [Row<'static>; 40] = [
    ("web-prod-ingress", "Accepted traffic to the web tier", Subnet("prod-web"), "ACCEPT", 5, "CSV/GZIP", "HOUR", On),
    ("web-prod-denied", "What the web tier's security groups drop", Subnet("prod-web"), "DROP", 1, "CSV/RAW", "HOUR", On),
    ("app-prod-all", "", Subnet("prod-app"), "ALL", 10, "PARQUET/RAW", HIVE, On),
    ("db-prod-access", "Who talks to the databases", Subnet("prod-db"), "ACCEPT", 1, "CSV/GZIP", "DAY", On),
    ("db-prod-denied", "", Subnet("prod-db"), "DROP", 1, "CSV/RAW", "DAY", On),
    ("prod-vpc-baseline", "Baseline of the whole production VPC", Vpc("prod-vpc"), "ALL", 10, "CSV/RAW", HIVE_HOURS, On),
    ("prod-vpc-drops", "", Vpc("prod-vpc"), "DROP", 5, "CSV/GZIP", "HOUR", On),
    ("stage-vpc-baseline", "", Vpc("stage-vpc"), "ALL", 15, "CSV/RAW", "DAY", On),
    ("shared-services-audit", "Kept for the yearly audit", Vpc("shared-services-vpc"), "ALL", 10, "PARQUET/RAW", HIVE, On),
    ("dev-vpc-trial", "Trial before the roll-out", Vpc("dev-vpc"), "ALL", 15, "CSV/RAW", "DAY", Off),
    ("bastion-sessions", "Set-up of every session through the bastion", Subnet("shared-management"), "ACCEPT", 1, "CSV/RAW", "HOUR", On),
    ("bastion-probes", "", Subnet("shared-management"), "DROP", 1, "CSV/RAW", "HOUR", On),
    ("edge-north-south", "Traffic between the edge and the internet", Subnet("shared-edge"), "ALL", 5, "PARQUET/RAW", "HOUR", On),
    ("edge-nat-gateway", "", Port("shared-edge", 4), "ALL", 5, "CSV/GZIP", "HOUR", On),
    ("stage-web-all", "", Subnet("stage-web"), "ALL", 10, "CSV/RAW", "DAY", On),
    ("stage-app-all", "", Subnet("stage-app"), "ALL", 10, "CSV/RAW", "DAY", Off),
    ("web-prod-lb-1", "First load balancer of the web tier", Port("prod-web", 2), "ALL", 1, "CSV/GZIP", "HOUR", On),
    ("web-prod-lb-2", "Second load balancer of the web tier", Port("prod-web", 3), "ALL", 1, "CSV/GZIP", "HOUR", On),
    ("web-prod-03-debug", "Packet loss since the kernel update", Port("prod-web", 6), "ALL", 1, "CSV/RAW", "HOUR", On),
    ("web-prod-06-debug", "", Port("prod-web", 9), "DROP", 1, "CSV/RAW", "HOUR", Off),
    ("app-prod-payments", "Payment workers only", Port("prod-app", 6), "ALL", 5, "CSV/GZIP", "DAY", On),
    ("app-prod-sessions", "", Port("prod-app", 9), "ACCEPT", 10, "CSV/RAW", "DAY", On),
    ("app-prod-egress", "Outgoing calls of the application tier", Port("prod-app", 12), "ACCEPT", 5, "PARQUET/GZIP", HIVE, On),
    ("db-prod-primary", "", Port("prod-db", 6), "ALL", 1, "CSV/GZIP", "HOUR", On),
    ("db-prod-replica", "", Port("prod-db", 9), "ALL", 5, "CSV/GZIP", "HOUR", On),
    ("db-prod-backup", "Nightly backup window", Port("prod-db", 12), "ACCEPT", 15, "CSV/RAW", "DAY", Off),
    ("batch-worker-retired", "The worker was removed, its logger was not", Lost("prod-app"), "ALL", 10, "CSV/RAW", "DAY", On),
    ("finance-ledger", "Restricted container", Port("prod-app", 15), "ALL", 10, "CSV/GZIP", "DAY", Denied),
    ("finance-settlement", "", Port("prod-db", 15), "ACCEPT", 10, "CSV/RAW", "DAY", Denied),
    ("archive-cold-copy", "Copy for long-term storage", Subnet("prod-app"), "ALL", 15, "PARQUET/GZIP", HIVE, Unavailable),
    ("archive-legacy", "Container removed in the clean-up", Subnet("stage-web"), "ALL", 15, "CSV/RAW", "DAY", Missing),
    ("partner-exchange-feed", "", Port("shared-edge", 6), "ACCEPT", 5, "CSV/GZIP", "HOUR", NoToken),
    ("stage-web-canary", "Follows the canary servers", Port("stage-web", 6), "ALL", 1, "CSV/RAW", "HOUR", Building),
    ("stage-app-migration", "", Port("stage-app", 6), "ALL", 5, "PARQUET/RAW", "DAY", Building),
    ("dev-default-all", "개발 환경 전체 수집", Subnet("dev-default"), "ALL", 15, "CSV/RAW", "DAY", On),
    ("dev-api-gateway", "Guide example, first logger", Port("dev-default", 5), "ACCEPT", 10, "CSV/RAW", "DAY", On),
    ("dev-api-worker", "Guide example, second logger", Port("dev-default", 6), "ALL", 1, "CSV/RAW", "HOUR", On),
    ("로그-수집-개발", "개발 서버 한 대", Port("dev-default", 9), "ALL", 10, "CSV/GZIP", "DAY", On),
    ("dns-resolver-queries", "", Port("shared-management", 1), "ALL", 5, "CSV/RAW", "HOUR", On),
    ("incident-2026-02-web-prod-09-full-capture-kept-for-forensics", "Long name on purpose: incident captures carry their ticket. Do not delete before the review is closed, ask the security team first.", Port("prod-web", 12), "ALL", 1, "PARQUET/RAW", HIVE_HOURS, Off),
];

/// How many loggers the full sample has.
pub const FULL: usize = TABLE.len();

/// How many loggers a region beyond the first has.
pub const ELSEWHERE: usize = 12;

/// Adds `count` loggers.
pub fn add(world: &mut World, count: usize, now: Micros) {
    for (at, row) in TABLE.iter().take(count).enumerate() {
        add_row(world, at, row, now);
    }
    let subnets: Vec<(String, String, usize)> = world
        .subnets
        .iter()
        .filter(|subnet| !subnet.external)
        .filter_map(|subnet| {
            let vpc = world.vpcs.iter().find(|vpc| vpc.id == subnet.vpc_id)?;
            let ports = world.ports.iter().filter(|port| port.address().subnet_id == subnet.id);
            Some((subnet.name.clone(), vpc.name.clone(), ports.count()))
        })
        .collect();
    for at in TABLE.len()..count {
        add_generated(world, at, &subnets, now);
    }
}

/// Adds a logger of one of the subnets, given with their VPC and the number of their ports: most often of a port, since
/// each logger of a VPC has many logging ports.
fn add_generated(world: &mut World, at: usize, subnets: &[(String, String, usize)], now: Micros) {
    let Some((subnet, vpc, ports)) = world.random.choice(subnets) else { return };
    let (place, from) = match at % 100 {
        50 => (vpc, Vpc(vpc)),
        10 | 30 | 70 | 90 => (subnet, Subnet(subnet)),
        _ => (subnet, Port(subnet, world.random.usize(..*ports))),
    };
    let mut pick = |words: &[&'static str]| world.random.choice(words).copied().unwrap_or_default();
    let purpose = pick(&["ingress", "egress", "denied", "audit", "latency", "health", "sessions"]);
    let description = pick(&["", "", "Made by the roll-out job", "Kept until the review"]);
    let filter = pick(&["ALL", "ACCEPT", "DROP"]);
    let format = pick(&["CSV/RAW", "CSV/GZIP", "CSV/GZIP", "PARQUET/RAW", "PARQUET/GZIP"]);
    let partition = pick(&["DAY", "HOUR", HIVE]);
    let state = match at % 120 {
        7 => Building,
        19 => Denied,
        42 => Missing,
        65 => Unavailable,
        88 => NoToken,
        other if other % 9 == 0 => Off,
        _ => On,
    };
    let name = format!("{place}-{purpose}-{at:05}");
    let minutes = [1, 1, 5, 5, 10, 10, 10, 15][at % 8];
    add_row(world, at, &(&name, description, from, filter, minutes, format, partition, state), now);
}

fn add_row(world: &mut World, at: usize, row: &Row, now: Micros) {
    let (name, description, from, filter, minutes, format, partition, state) = *row;
    let (log_format, compression) = format.split_once('/').unwrap_or((format, "RAW"));
    let Some((resource_type, resource_id)) = find(world, from) else { return };
    let draft = Draft {
        name: named(world, name),
        description: description.to_owned(),
        resource_type,
        resource_id: resource_id.clone(),
        filter: filter.to_owned(),
        aggregation_interval: minutes,
        connection_setup_only: name.contains("sessions") || name.contains("probes"),
        storage_url: storage_url(world, container(name, state), name),
        log_format: log_format.to_owned(),
        compression_type: compression.to_owned(),
        customized_field: fields(at).to_owned(),
        partition_period: partition.to_owned(),
        customized_file_name: match at % 4 {
            0 => Some(FILE_NAME.to_owned()),
            1 | 2 => Some(DEFAULT_FILE_NAME.to_owned()),
            _ => None,
        },
        admin_state_up: state != Off,
        ..Draft::default()
    };
    let result = match state {
        Building | On | Off => Ok(()),
        Denied => Err(Failure::Configuration),
        Missing | Unavailable => Err(Failure::Unavailable),
        NoToken => Err(Failure::Authentication),
    };
    let created = if state == Building { now } else { created(world, at) };
    let edited = created + world.random.u64(..40 * 24) * HOUR + world.random.u64(..HOUR);
    let logger = world.add_logger(draft, Stage::Building(now + 24 * HOUR), created);
    if state != Building {
        logger.settle(result, created + 2 * SECOND);
    }
    if state == Off || (at % 5 == 2 && state != Building) {
        logger.set_edited(edited);
    }
    if let Lost(_) = from {
        world.delete_port(&resource_id);
    }
}

fn find(world: &mut World, from: Source) -> Option<(Target, String)> {
    let subnet_of = |name: &str| world.subnets.iter().find(|subnet| subnet.name == name);
    match from {
        Vpc(name) => world.vpcs.iter().find(|vpc| vpc.name == name).map(|vpc| (Target::Vpc, vpc.id.clone())),
        Subnet(name) => subnet_of(name).map(|subnet| (Target::Subnet, subnet.id.clone())),
        Port(name, at) => {
            let subnet = subnet_of(name)?;
            let mut ports = world.ports.iter().filter(|port| port.address().subnet_id == subnet.id);
            ports.nth(at).map(|port| (Target::Port, port.id.clone()))
        }
        Lost(name) => {
            let subnet = subnet_of(name)?;
            let mut port = world.ports.iter().rfind(|port| port.address().subnet_id == subnet.id)?.clone();
            port.id = ids::uuid(&mut world.random);
            world.ports.push(port.clone());
            Some((Target::Port, port.id))
        }
    }
}

fn container(name: &str, state: State) -> &'static str {
    match state {
        Denied => "finance-locked",
        Missing => "archive-2024",
        Unavailable => "cold-storage",
        NoToken => "partner-exchange",
        _ if name.starts_with("stage") => "network-logs-stage",
        _ if name.starts_with("dev") => "flowlog-test",
        _ if name.contains("audit") || name.contains("incident") => "security-audit",
        _ => "network-logs",
    }
}

/// The name of a logger. Outside the first region it ends with the region's id, so that every name is unique.
fn named(world: &World, name: &str) -> String {
    if world.region.storage_tenant == STORAGE_TENANT {
        return name.to_owned();
    }
    format!("{name}-{}", world.region.id.to_lowercase())
}

fn storage_url(world: &World, container: &str, directory: &str) -> String {
    let directory = directory.replace("로그-수집-개발", "dev/collect");
    let (host, account) = (world.region.storage_host, world.region.storage_account());
    format!("https://{host}/v1/{account}/{container}/{directory}")
}

fn fields(at: usize) -> &'static str {
    match at % 5 {
        1 => FIRST_FIELDS,
        3 => SHORT_FIELDS,
        _ => DEFAULT_FIELDS,
    }
}

fn created(world: &mut World, at: usize) -> Micros {
    let day = 3 + at as u64 % 180;
    START + (day * 24 + world.random.u64(..24)) * HOUR + world.random.u64(..3600) * SECOND
}
