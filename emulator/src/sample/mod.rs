//! The sample project of a region, made from a seed: a network, containers, loggers and their files.

mod files;
mod loggers;
mod network;

use crate::acl;
use crate::clock::Micros;
use crate::ids;
use crate::logs::mix;
use crate::options::Sample;
use crate::realms::REALMS;
use crate::world::{Container, State, SystemAccount, World};
use fastrand::Rng;
use std::sync::Arc;

/// Another account that may write to the locked container. A new access policy must keep this entry.
const OTHER_WRITER: &str = "5f4be17a3c0d4e6296b8a1d7c20f9e34:0c96d2e8b71a4f53a4e07b8d913c65fa";

/// The state of a region. `now` is the time at which the loggers in BUILD were created. Regions beyond the first have
/// fewer loggers.
pub fn make(realm: usize, region: usize, seed: u64, sample: Sample, now: Micros) -> World {
    let plan = &REALMS[realm];
    let first = realm == 0 && region == 0;
    let mut world = World {
        random: generator(seed, realm, region),
        region: &plan.regions[region],
        tenant: plan.tenant,
        system: system_account(&mut generator(seed, realm, usize::MAX)),
        vpcs: Vec::new(),
        subnets: Vec::new(),
        ports: Vec::new(),
        loggers: Vec::new(),
        logging_ports: Vec::new(),
        containers: Default::default(),
        traffic: Default::default(),
        assignments: Vec::new(),
    };
    network::add(&mut world, first);
    world.traffic = Arc::new(files::network(&world, mix(&[seed, realm as u64, region as u64]), now));
    containers(&mut world);
    let count = match sample {
        Sample::Full | Sample::Large => loggers::FULL,
        Sample::Empty => 0,
        Sample::Count(count) => count,
    };
    loggers::add(&mut world, if first { count } else { count.min(loggers::ELSEWHERE) }, now);
    if first && sample == Sample::Large {
        network::enlarge(&mut world);
    }
    files::add(&mut world, now);
    world
}

/// A generator of its own for each realm and region.
fn generator(seed: u64, realm: usize, region: usize) -> Rng {
    // Seeds below 2^32 never meet the seed of another region.
    Rng::with_seed(seed ^ ((realm as u64) << 48) ^ ((region as u64) << 32))
}

/// The service has one account in a realm.
fn system_account(random: &mut Rng) -> SystemAccount {
    let mut id = || ids::uuid(random).replace('-', "");
    SystemAccount { tenant: id(), user: id() }
}

/// Containers in every state but "missing". The logger `archive-legacy` names a missing one.
fn containers(world: &mut World) {
    let writer = world.system.writer();
    let account = world.region.storage_account();
    for (name, writers, trouble) in [
        ("network-logs", writer.as_str(), None),
        ("network-logs-stage", &writer, None),
        ("security-audit", &writer, None),
        ("flowlog-test", &writer, None),
        ("finance-locked", OTHER_WRITER, None),
        ("cold-storage", &writer, Some(State::Unavailable)),
        ("partner-exchange", &writer, Some(State::NoToken)),
    ] {
        let mut container = Container { trouble, ..Container::default() };
        container.headers.insert(acl::WRITE.to_owned(), writers.to_owned());
        world.containers.insert((account.clone(), name.to_owned()), container);
    }
}

#[cfg(test)]
mod tests {
    use super::network::START;
    use super::*;
    use crate::clock::HOUR;
    use crate::logger::Stage;
    use crate::storage_url;
    use serde_json::json;
    use std::collections::BTreeSet;

    fn full() -> World {
        make(0, 0, 1, Sample::Full, START)
    }

    fn words(world: &World, attribute: &str) -> BTreeSet<String> {
        world.loggers.iter().map(|logger| json!(logger.json())[attribute].to_string()).collect()
    }

    #[track_caller]
    fn has(attribute: &str, expect: &[&str]) {
        let found = words(&full(), attribute);
        for word in expect {
            assert!(found.contains(*word), "{attribute} lacks {word}: {found:?}");
        }
    }

    #[test]
    fn every_kind_of_logger_is_there() {
        has("status", &["\"ACTIVE\"", "\"INACTIVE\"", "\"BUILD\"", "\"ERROR\""]);
        has(
            "error_type",
            &[
                "\"\"",
                "\"AuthenticationSystemError\"",
                "\"OBSConfigurationError\"",
                "\"OBSServiceNotAvailableError\"",
            ],
        );
        has("resource_type", &["\"PORT\"", "\"SUBNET\"", "\"VPC\""]);
        has("filter", &["\"ALL\"", "\"ACCEPT\"", "\"DROP\""]);
        has("aggregation_interval", &["1", "5", "10", "15"]);
        has("log_format", &["\"CSV\"", "\"PARQUET\""]);
        has("compression_type", &["\"RAW\"", "\"GZIP\""]);
        has("connection_setup_only", &["true", "false"]);
        has("partition_period", &["\"DAY\"", "\"HOUR\"", "\"YEAR=#{year}/MONTH=#{month}/DAY=#{day}\""]);
        has("customized_file_name", &["null"]);
        assert!(words(&full(), "customized_file_name").len() > 1);
    }

    #[test]
    fn it_has_the_promised_size() {
        let world = full();
        assert_eq!(world.loggers.len(), 40);
        assert_eq!(world.ports.len(), 200);
        assert_eq!(make(0, 0, 1, Sample::Count(500), START).loggers.len(), 500);
        assert_eq!(make(0, 0, 1, Sample::Count(3), START).loggers.len(), 3);
        assert!(make(0, 0, 1, Sample::Empty, START).loggers.is_empty());
        assert_eq!(make(0, 0, 1, Sample::Empty, START).ports.len(), 200);
    }

    #[test]
    fn many_loggers_are_of_every_kind() {
        let world = make(0, 0, 1, Sample::Count(1_000), START);
        let generated = world.loggers.iter().skip(loggers::FULL).map(|logger| json!(logger.json()));
        let generated: Vec<_> = generated.collect();
        let count = |attribute: &str| {
            generated.iter().map(|row| row[attribute].to_string()).collect::<BTreeSet<_>>().len()
        };
        let kinds =
            ["status", "error_type", "resource_type", "filter", "log_format", "compression_type", "name"];
        assert_eq!(kinds.map(count), [4, 4, 3, 3, 2, 2, 960]);
        let containers = generated
            .iter()
            .filter_map(|row| Some(storage_url::parse(row["storage_url"].as_str()?).ok()?.container));
        assert_eq!(containers.collect::<BTreeSet<_>>().len(), 8);
        let missing = world
            .loggers
            .iter()
            .filter(|logger| !world.has(logger.draft.resource_type, &logger.draft.resource_id));
        assert_eq!(missing.count(), 1);
    }

    #[test]
    fn the_seed_decides() {
        let ids = |seed| -> Vec<String> {
            make(0, 0, seed, Sample::Full, START).loggers.into_iter().map(|logger| logger.id).collect()
        };
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1), ids(2));
    }

    #[test]
    fn one_target_was_deleted_and_every_other_exists() {
        let world = full();
        let lost: Vec<&str> = world
            .loggers
            .iter()
            .filter(|logger| !world.has(logger.draft.resource_type, &logger.draft.resource_id))
            .map(|logger| logger.draft.name.as_str())
            .collect();
        assert_eq!(lost, ["batch-worker-retired"]);
    }

    #[test]
    fn failures_agree_with_the_containers() {
        let mut world = full();
        let before: Vec<&str> = world.loggers.iter().map(|logger| logger.status()).collect();
        let stages: Vec<_> = world.loggers.iter().map(|logger| logger.stage).collect();
        for logger in &mut world.loggers {
            if logger.status() != "BUILD" {
                logger.stage = Stage::Building(START);
            }
        }
        world.settle(START);
        for ((logger, status), stage) in world.loggers.iter().zip(before).zip(stages) {
            assert_eq!(logger.status(), status, "{}", logger.draft.name);
            assert_eq!(logger.stage, stage, "{}", logger.draft.name);
        }
    }

    #[test]
    fn ids_and_addresses_are_unique() {
        let world = make(0, 0, 1, Sample::Count(500), START);
        let ids: BTreeSet<&str> = world
            .loggers
            .iter()
            .map(|logger| logger.id.as_str())
            .chain(world.ports.iter().map(|port| port.id.as_str()))
            .chain(world.logging_ports.iter().map(|port| port.id.as_str()))
            .collect();
        assert_eq!(ids.len(), world.loggers.len() + world.ports.len() + world.logging_ports.len());
        let addresses: BTreeSet<&str> =
            world.ports.iter().map(|port| port.address().ip_address.as_str()).collect();
        assert_eq!(addresses.len(), world.ports.len());
    }

    #[test]
    fn the_large_network_is_as_large_as_promised() {
        let world = make(0, 0, 1, Sample::Large, START);
        assert_eq!((world.vpcs.len(), world.subnets.len(), world.ports.len()), (200, 500, 5_000));
        assert_eq!(world.vpcs.iter().filter(|vpc| vpc.external).count(), 1);
        let distinct = |texts: Vec<&str>| texts.into_iter().collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(world.vpcs.iter().map(|vpc| vpc.cidrv4.as_str()).collect()), 200);
        assert_eq!(distinct(world.vpcs.iter().map(|vpc| vpc.name.as_str()).collect()), 200);
        assert_eq!(distinct(world.subnets.iter().map(|subnet| subnet.prefix.as_str()).collect()), 500);
        assert_eq!(
            distinct(world.ports.iter().map(|port| port.address().ip_address.as_str()).collect()),
            5_000
        );
        assert_eq!(distinct(world.ports.iter().map(|port| port.id.as_str()).collect()), 5_000);
        let ids = |world: &World| world.loggers.iter().map(|logger| logger.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&world), ids(&full()), "the loggers are the same");
    }

    #[test]
    fn regions_share_nothing_but_the_service_account_of_their_realm() {
        let worlds = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
            .map(|(realm, region)| make(realm, region, 1, Sample::Full, START));
        let mut seen = BTreeSet::new();
        for world in &worlds {
            let loggers = world.loggers.iter().flat_map(|logger| [&logger.id, &logger.draft.name]);
            let network = world.vpcs.iter().map(|vpc| &vpc.id).chain(world.ports.iter().map(|port| &port.id));
            for text in loggers.chain(network) {
                assert!(seen.insert(text), "{text} is there twice");
            }
            let account = world.region.storage_account();
            assert!(!world.loggers.is_empty());
            for logger in &world.loggers {
                assert!(logger.draft.storage_url.contains(&account), "{}", logger.draft.storage_url);
            }
        }
        let writers = worlds.map(|world| world.system.writer());
        assert_eq!(writers[0], writers[1]);
        assert_eq!(writers[0], writers[2]);
        assert_ne!(writers[0], writers[3]);
        assert_eq!(writers[3], writers[4]);
    }

    #[test]
    fn every_logger_in_service_has_files_and_no_other() {
        let now = START + 200 * 24 * HOUR;
        let world = make(0, 0, 1, Sample::Full, now);
        for logger in &world.loggers {
            let logs = world.assignments.iter().find(|logs| logs.is_of(&logger.id));
            assert_eq!(logs.is_some(), logger.stage == Stage::Ready, "{}", logger.draft.name);
            let Some(logs) = logs else { continue };
            let place = storage_url::parse(&logger.draft.storage_url).unwrap();
            let container = &world.containers[&(place.account, place.container)];
            let trial = &container.objects[&format!("{}/", place.directory)];
            assert!(trial.body.bytes.is_empty());
            let files = logs.intervals(now).flat_map(|end| logs.writer.parts(end)).count();
            let has_ports = logger.draft.name != "batch-worker-retired";
            assert_eq!(files > 0, has_ports, "{}", logger.draft.name);
        }
    }
}
