//! Records as a project has them.

use std::io::{self, Write};

use flowlog_engine::Field;

const HOSTS: u32 = 200;
/// With how many others a host talks.
const PEERS: f64 = 100.0;
/// The addresses outside, from which each host has its own peers.
const OUTSIDE: u32 = 20_000;
const SERVICES: [u16; 8] = [443, 443, 443, 80, 53, 5432, 22, 8080];
const CLIENTS: std::ops::Range<u16> = 32_768..61_000;

/// An hour of a network of 200 hosts, as CSV with a header. Each host talks to 100 others, to few of them much, and one
/// record of 20 was dropped. Ids are short: a record has some 120 bytes.
pub fn hour(records: usize, out: &mut impl Write) -> io::Result<()> {
    let mut random = fastrand::Rng::with_seed(1);
    let names = Field::ALL.map(Field::column);
    writeln!(out, "{}", names.join(","))?;
    for record in 0..records {
        let host = random.u32(0..HOSTS);
        let likely = random.f64().powi(3);
        let peer = HOSTS + (host * 97 + (likely * PEERS) as u32) % OUTSIDE;
        let port = SERVICES[host as usize % SERVICES.len()];
        let is_in = random.bool();
        let (from, to) = if is_in { (peer, host) } else { (host, peer) };
        let client = random.u16(CLIENTS);
        let (from_port, to_port) = if is_in { (client, port) } else { (port, client) };
        let start = 1_764_500_000 + record * 3600 / records;
        let packets = random.u32(1..200);
        let (vm, subnet) = (host, host / 50);
        writeln!(
            out,
            "{start},{},if-{host},instance,vm-{vm},s-{subnet},v-1,KR1,{},{},{},{from_port},{to_port},{},{packets},{},{},\
             {},,,,,OK,{}",
            start + random.usize(0..60),
            if port == 53 { 17 } else { 6 },
            Address(from),
            Address(to),
            [2, 18, 19, 27][random.usize(0..4)],
            packets * random.u32(40..1500),
            if is_in { "ingress" } else { "egress" },
            if random.u8(0..20) == 0 { "DROP" } else { "ACCEPT" },
            [1, 1, 2][random.usize(0..3)],
        )?;
    }
    Ok(())
}

/// The address of a host, or of one outside.
struct Address(u32);

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Address(number) = self;
        if *number < HOSTS {
            write!(f, "10.0.{}.{}", number / 50, number % 50 + 10)
        } else {
            write!(f, "203.{}.{}.{}", number % 4, number / 100 % 250, number % 100 + 1)
        }
    }
}
