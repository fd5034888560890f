//! The network as log records name it: every interface with its address and the ids of its owner, subnet and VPC.

use std::net::Ipv4Addr;

/// An interface that loggers can capture.
#[derive(Clone, Debug)]
pub struct Host {
    pub id: String,
    pub address: Ipv4Addr,
    pub owner_type: &'static str,
    pub owner_id: String,
    pub subnet_id: String,
    pub subnet: String,
    pub vpc_id: String,
    /// The position in its subnet.
    pub at: usize,
    pub kind: Kind,
    /// Whether it has any traffic.
    pub up: bool,
}

/// What an interface belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Router,
    Resolver,
    Balancer,
    Gateway,
    Server,
}

/// A number that the parts decide, each as likely as any other.
pub fn mix(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |state, part| {
        let mut word = state ^ part.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    })
}
