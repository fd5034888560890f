//! The traffic of the sample network: what goes on every day, and the story.

use super::flow::{TCP, UDP};
use super::network::{Host, Kind, mix};
use super::story;
use super::talk::{DAY, Door, End, Fate, KOREA, Load, Pace, Talk};
use std::net::Ipv4Addr;
use std::ops::Range;

/// Traffic paths.
const LOCAL: u8 = 1;
const INTERNET: u8 = 2;
const PEERING: u8 = 4;
const SERVICE_GATEWAY: u8 = 7;

const ALWAYS: Range<u64> = 0..u64::MAX;
const ALL_DAY: Range<u64> = 0..DAY;

/// The users and the background noise of the internet come from the range that is reserved for benchmarks.
const USERS: End = End::Crowd(Ipv4Addr::new(198, 18, 0, 0), 1 << 15);
const SITES: End = End::Crowd(Ipv4Addr::new(198, 18, 128, 0), 200);
const STRANGERS: End = End::Crowd(Ipv4Addr::new(198, 19, 0, 0), 1 << 16);

const PROBE: Load = Load { there: (6, 64), back: (5, 72), varies: false };
const QUERY: Load = Load { there: (1, 71), back: (1, 187), varies: false };
const PAGE: Load = Load { there: (14, 210), back: (26, 1_180), varies: true };
const SESSION: Load = Load { there: (420, 96), back: (510, 144), varies: true };
const POOL: Load = Load { there: (300, 180), back: (260, 920), varies: true };
const SYN_ONLY: Load = Load { there: (1, 60), back: (0, 0), varies: false };

struct Plan<'a> {
    hosts: &'a [Host],
    seed: u64,
    talks: Vec<Talk>,
}

/// All talks of a network. `day` is the first minute of the story's Korean day.
pub fn talks(hosts: &[Host], seed: u64, day: u64) -> Vec<Talk> {
    let mut plan = Plan { hosts, seed, talks: Vec::new() };
    plan.health_checks();
    plan.users();
    plan.databases();
    plan.services();
    plan.noise();
    plan.night_batch();
    plan.scan(day);
    plan.refused_database(day);
    plan.heavy_talker(day);
    plan.retired_worker();
    plan.talks
}

impl Plan<'_> {
    /// The first talk that is added with its usual values; the caller changes what differs.
    fn add(&mut self, client: End, server: End, door: u16, pace: Pace, load: Load) -> Option<&mut Talk> {
        let network = |end| match end {
            End::Host(host) => self.hosts.get(host).map(|host| host.vpc_id.as_str()),
            _ => None,
        };
        let path = match (network(client), network(server)) {
            (Some(one), Some(other)) => {
                if one == other {
                    LOCAL
                } else {
                    PEERING
                }
            }
            _ => INTERNET,
        };
        self.talks.push(Talk {
            seed: mix(&[self.seed, self.talks.len() as u64]),
            client,
            server,
            protocol: TCP,
            door: Door::Port(door),
            pace,
            fate: Fate::Answered,
            load,
            path,
            when: ALWAYS,
            daily: ALL_DAY,
        });
        self.talks.last_mut()
    }

    fn found(&self, subnet: &str, test: impl Fn(&Host) -> bool) -> Vec<usize> {
        let hosts = self.hosts.iter().enumerate();
        let found = hosts.filter(|(_, host)| host.up && host.subnet == subnet && test(host));
        found.map(|(index, _)| index).collect()
    }

    fn servers(&self, subnet: &str) -> Vec<usize> {
        self.found(subnet, |host| host.kind == Kind::Server)
    }

    fn balancers(&self, subnet: &str) -> Vec<usize> {
        self.found(subnet, |host| host.kind == Kind::Balancer)
    }

    /// The interface at a position of a subnet.
    fn at(&self, subnet: &str, at: usize) -> Option<End> {
        self.found(subnet, |host| host.at == at).first().map(|index| End::Host(*index))
    }

    /// Each load balancer checks its half of the servers.
    fn health_checks(&mut self) {
        for (subnet, port, seconds) in
            [("prod-web", 8080, 10), ("prod-app", 9000, 60), ("stage-web", 8080, 30), ("stage-app", 9000, 60)]
        {
            let balancers = self.balancers(subnet);
            for (server, balancer) in self.servers(subnet).into_iter().zip(balancers.into_iter().cycle()) {
                self.add(End::Host(balancer), End::Host(server), port, Pace::Every(seconds), PROBE);
            }
        }
    }

    fn users(&mut self) {
        for (subnet, visits, forwarded) in [("prod-web", 60_000, 3_400), ("stage-web", 1_500, 100)] {
            let balancers = self.balancers(subnet);
            for balancer in &balancers {
                self.add(USERS, End::Host(*balancer), 443, Pace::Busy(visits), PAGE);
            }
            for (server, balancer) in self.servers(subnet).into_iter().zip(balancers.into_iter().cycle()) {
                self.add(End::Host(balancer), End::Host(server), 8080, Pace::Busy(forwarded), PAGE);
            }
        }
        for (from, to) in [("prod-web", "prod-app"), ("stage-web", "stage-app")] {
            let balancers = self.balancers(to);
            for (server, balancer) in self.servers(from).into_iter().zip(balancers.into_iter().cycle()) {
                self.add(End::Host(server), End::Host(balancer), 9000, Pace::Lasting(2), POOL);
            }
        }
    }

    fn databases(&mut self) {
        let primary = self.at("prod-db", story::PRIMARY);
        for server in self.servers("prod-app") {
            if let Some(primary) = primary {
                self.add(End::Host(server), primary, 3306, Pace::Lasting(2), POOL);
            }
        }
        for server in self.servers("prod-db") {
            if let Some(primary) = primary.filter(|end| !matches!(end, End::Host(host) if *host == server)) {
                self.add(End::Host(server), primary, 3306, Pace::Lasting(1), POOL);
            }
        }
    }

    /// Names, measurements, administrators, and what servers ask of the internet.
    fn services(&mut self) {
        let subnets = [
            "prod-web",
            "prod-app",
            "prod-db",
            "stage-web",
            "stage-app",
            "shared-management",
            "shared-edge",
            "dev-default",
        ];
        let resolver = self.at("shared-management", 1);
        let monitor = self.at("shared-management", story::MONITOR);
        let bastion = self.at("shared-management", story::BASTION);
        for subnet in subnets {
            let servers = self.servers(subnet);
            for (at, server) in servers.iter().enumerate() {
                let host = End::Host(*server);
                if let Some(resolver) = resolver
                    && let Some(talk) = self.add(host, resolver, 53, Pace::Busy(500), QUERY)
                {
                    talk.protocol = UDP;
                }
                if subnet == "shared-management" {
                    continue;
                }
                if let Some(monitor) = monitor {
                    self.add(monitor, host, 9100, Pace::Every(60), PROBE);
                }
                if let Some(bastion) = bastion
                    && let Some(talk) = self.add(bastion, host, 22, Pace::Busy(20), SESSION)
                {
                    talk.daily = 9 * 60..19 * 60;
                }
                if let Some(next) = servers.get((at + 1) % servers.len().max(1))
                    && (subnet.starts_with("dev") || subnet.starts_with("shared"))
                {
                    self.add(host, End::Host(*next), 8443, Pace::Busy(400), PAGE);
                }
            }
        }
        for (subnet, at, visits) in
            [("shared-edge", 4, 20_000), ("prod-app", 6, 8_000), ("dev-default", 5, 900)]
        {
            if let Some(host) = self.at(subnet, at) {
                self.add(host, SITES, 443, Pace::Busy(visits), PAGE);
            }
        }
    }

    /// What is refused all the time: what the internet tries at every interface that it can reach, and a script.
    fn noise(&mut self) {
        for subnet in ["prod-web", "stage-web", "shared-edge", "shared-management"] {
            let reached = match subnet {
                "prod-web" | "stage-web" => self.balancers(subnet),
                _ => self.servers(subnet),
            };
            for host in reached {
                if let Some(talk) = self.add(STRANGERS, End::Host(host), 0, Pace::PerMinute(1), SYN_ONLY) {
                    talk.door = Door::Noise;
                    talk.fate = Fate::Dropped;
                }
            }
        }
        // A script of a developer tries what it may not reach.
        if let Some(script) = self.at("dev-default", 7) {
            for server in self.servers("prod-web") {
                if let Some(talk) = self.add(script, End::Host(server), 22, Pace::Busy(40), SYN_ONLY) {
                    talk.fate = Fate::Dropped;
                }
            }
        }
    }

    fn night_batch(&mut self) {
        let (Some(worker), Some(primary)) =
            (self.at("prod-app", story::WORKER), self.at("prod-db", story::PRIMARY))
        else {
            return;
        };
        let archive = End::Other(story::ARCHIVE);
        let (readers, writers) = story::BATCH_CONNECTIONS;
        for (server, port, connections, load) in
            [(primary, 3306, readers, story::BATCH_READ), (archive, 443, writers, story::BATCH_WRITE)]
        {
            if let Some(talk) = self.add(worker, server, port, Pace::Lasting(connections), load) {
                talk.daily = story::BATCH;
                talk.path = if port == 443 { SERVICE_GATEWAY } else { LOCAL };
            }
        }
    }

    fn scan(&mut self, day: u64) {
        let scanner = End::Other(story::SCANNER);
        for host in self.balancers("prod-web") {
            let ports = story::SCANNED_PORTS_A_MINUTE;
            if let Some(talk) = self.add(scanner, End::Host(host), 0, Pace::PerMinute(ports), SYN_ONLY) {
                talk.door = Door::Scan(ports);
                talk.fate = Fate::Dropped;
                talk.when = day + story::SCAN.start..day + story::SCAN.end;
            }
        }
        for host in self.servers("shared-management") {
            let pace = Pace::PerMinute(story::SSH_TRIES_A_MINUTE);
            if let Some(talk) = self.add(scanner, End::Host(host), 22, pace, SYN_ONLY) {
                talk.fate = Fate::Dropped;
                talk.when = day + story::SSH_TRIES.start..day + story::SSH_TRIES.end;
            }
        }
    }

    /// Until a certain minute the replica is used like the primary; from then on its security group drops everything.
    fn refused_database(&mut self, day: u64) {
        let Some(replica) = self.at("prod-db", story::REPLICA) else { return };
        let change = day + story::REFUSED_FROM;
        for server in self.servers("prod-app") {
            if let Some(talk) = self.add(End::Host(server), replica, 3306, Pace::Lasting(2), POOL) {
                talk.when = 0..change;
            }
            let pace = Pace::Every(story::RETRY_SECONDS);
            if let Some(talk) = self.add(End::Host(server), replica, 3306, pace, SYN_ONLY) {
                talk.fate = Fate::Dropped;
                talk.when = change..u64::MAX;
            }
        }
    }

    fn heavy_talker(&mut self, day: u64) {
        let Some(talker) = self.at("prod-web", story::TALKER) else { return };
        let sink = End::Other(story::SINK);
        if let Some(talk) = self.add(talker, sink, 8443, Pace::Lasting(1), story::HEAVY) {
            talk.when = day + story::HEAVY_FROM..u64::MAX;
        }
    }

    /// A worker was removed, and the servers still ask for it.
    fn retired_worker(&mut self) {
        for server in self.servers("prod-app") {
            let retired = End::Other(story::RETIRED);
            if let Some(talk) = self.add(End::Host(server), retired, 7070, Pace::Every(60), SYN_ONLY) {
                talk.fate = Fate::Unanswered;
                talk.path = LOCAL;
            }
        }
    }
}

/// The first minute of the Korean day before the one of a time, in minutes since 1970.
pub fn day_before(minute: u64) -> u64 {
    ((minute + KOREA) / DAY * DAY).saturating_sub(DAY + KOREA)
}
