//! The sample project: a network, containers and loggers, all made from a seed.

mod loggers;
mod network;

use crate::Sample;
use crate::clock::{Micros, SECOND};
use crate::random::Random;
use crate::world::{Container, SystemAccount, Trouble, World};
use std::collections::BTreeMap;

/// The compute tenant of the guide's examples, so that they work here word by word.
pub const TENANT: &str = "419a823563124dc5b5627f5e79db8174";
/// The Object Storage tenant of the guide's examples: another one, with tokens of its own.
pub const STORAGE_TENANT: &str = "e670167936434f85a03694184000ffe6";

/// 2026-01-05 00:00:00 UTC, when the sample project began.
const START: Micros = 1_767_571_200 * SECOND;
const HOUR: Micros = 3600 * SECOND;

/// The state that `seed` and `sample` name. `now` is the time at which the building loggers were created.
pub fn make(seed: u64, sample: Sample, now: Micros) -> World {
    let mut random = Random::new(seed);
    let system =
        SystemAccount { tenant: random.uuid().replace('-', ""), user: random.uuid().replace('-', "") };
    let mut world = World {
        random,
        tenant: TENANT.to_owned(),
        storage_tenant: STORAGE_TENANT.to_owned(),
        system,
        vpcs: Vec::new(),
        subnets: Vec::new(),
        ports: Vec::new(),
        loggers: Vec::new(),
        logging_ports: Vec::new(),
        containers: BTreeMap::new(),
    };
    network::add(&mut world);
    containers(&mut world);
    match sample {
        Sample::Full => loggers::add(&mut world, loggers::FULL, now),
        Sample::Empty => {}
        Sample::Count(count) => loggers::add(&mut world, count, now),
    }
    world
}

/// Containers in every state but "missing", which `archive` of the logger table is.
fn containers(world: &mut World) {
    let writer = world.system.writer();
    let account = format!("AUTH_{STORAGE_TENANT}");
    for (name, writable, trouble) in [
        ("network-logs", true, None),
        ("network-logs-stage", true, None),
        ("security-audit", true, None),
        ("flowlog-test", true, None),
        ("finance-locked", false, None),
        ("cold-storage", true, Some(Trouble::Unavailable)),
        ("partner-exchange", true, Some(Trouble::NoToken)),
    ] {
        let mut container = Container { trouble, ..Container::default() };
        if writable {
            container.headers.insert("x-container-write".to_owned(), writer.clone());
        }
        world.containers.insert((account.clone(), name.to_owned()), container);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn full() -> World {
        make(1, Sample::Full, START)
    }

    fn words(world: &World, attribute: &str) -> BTreeSet<String> {
        world.loggers.iter().map(|logger| logger.to_json(TENANT)[attribute].to_string()).collect()
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
        assert_eq!(make(1, Sample::Count(500), START).loggers.len(), 500);
        assert_eq!(make(1, Sample::Count(3), START).loggers.len(), 3);
        assert!(make(1, Sample::Empty, START).loggers.is_empty());
        assert_eq!(make(1, Sample::Empty, START).ports.len(), 200);
    }

    #[test]
    fn the_seed_decides() {
        let ids = |seed| -> Vec<String> {
            make(seed, Sample::Full, START).loggers.into_iter().map(|logger| logger.id).collect()
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
            .filter(|logger| !world.has(logger.draft.target, &logger.draft.resource_id))
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
                logger.stage = crate::logger::Stage::Building(START);
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
        let world = make(1, Sample::Count(500), START);
        let ids: BTreeSet<&str> = world
            .loggers
            .iter()
            .map(|logger| logger.id.as_str())
            .chain(world.ports.iter().map(|port| port.id.as_str()))
            .chain(world.logging_ports.iter().map(|port| port.id.as_str()))
            .collect();
        assert_eq!(ids.len(), world.loggers.len() + world.ports.len() + world.logging_ports.len());
        let addresses: BTreeSet<&str> = world.ports.iter().map(|port| port.ip_address.as_str()).collect();
        assert_eq!(addresses.len(), world.ports.len());
    }
}
