//! A network in CIDR notation.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use crate::columns::number;

/// The bits before an IPv4 address where it is written as an IPv6 address.
const BEFORE_V4: u8 = 96;

/// A network, or one address. IPv4 is kept as IPv4-mapped IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: u128,
    /// The bits that all addresses have in common, 0 to 128.
    prefix: u8,
}

impl Network {
    /// The network of an address; `prefix` counts within the address's own family. `None` if it is too great.
    pub fn new(address: IpAddr, prefix: u8) -> Option<Network> {
        let (before, bits) = if address.is_ipv4() { (BEFORE_V4, 32) } else { (0, 128) };
        if prefix > bits {
            return None;
        }
        let prefix = before + prefix;
        Some(Network { first: number(address) & !rest(prefix), prefix })
    }

    pub const fn first(&self) -> u128 {
        self.first
    }

    pub const fn last(&self) -> u128 {
        self.first | rest(self.prefix)
    }

    pub const fn contains(&self, address: u128) -> bool {
        self.first <= address && address <= self.last()
    }

    /// The first address, and the prefix within its family.
    pub fn parts(&self) -> (IpAddr, u8) {
        let address = Ipv6Addr::from_bits(self.first);
        match (address.to_ipv4_mapped(), self.prefix.checked_sub(BEFORE_V4)) {
            (Some(address), Some(prefix)) => (address.into(), prefix),
            _ => (address.into(), self.prefix),
        }
    }
}

/// The bits behind a prefix.
const fn rest(prefix: u8) -> u128 {
    match u128::MAX.checked_shr(prefix as u32) {
        Some(rest) => rest,
        None => 0,
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Network, ()> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) if prefix.bytes().all(|byte| byte.is_ascii_digit()) => {
                prefix.parse().map_err(|_| ())?
            }
            Some(_) => return Err(()),
            None => whole,
        };
        Network::new(address, prefix).ok_or(())
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (address, prefix) = self.parts();
        let whole = if address.is_ipv4() { 32 } else { 128 };
        if prefix == whole { write!(f, "{address}") } else { write!(f, "{address}/{prefix}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(
            text.parse::<Network>().ok().map(|network| network.to_string()).as_deref(),
            expect,
            "{text}"
        );
    }

    #[test]
    fn networks_are_read() {
        check("10.0.0.1", Some("10.0.0.1"));
        check("10.1.2.3/8", Some("10.0.0.0/8"));
        check("0.0.0.0/0", Some("0.0.0.0/0"));
        check("::/0", Some("::/0"));
        check("fe80::1/10", Some("fe80::/10"));
        check("::ffff:10.0.0.1", Some("10.0.0.1"));
        check("10.0.0.1/33", None);
        check("10.0.0.1/+8", None);
        check("10.0.0.1/", None);
        check("10.0.0", None);
        check("fe80::/129", None);
    }

    proptest! {
        #[test]
        fn a_network_holds_what_shares_its_prefix(address: IpAddr, other: u128, prefix in 0..=128_u8) {
            if let Some(network) = Network::new(address, prefix) {
                prop_assert_eq!(network.to_string().parse(), Ok(network));
                prop_assert!(network.contains(number(address)));
                let bits = u32::from(network.prefix);
                let same = (other ^ number(address)).leading_zeros() >= bits;
                prop_assert_eq!(network.contains(other), same);
            }
        }
    }
}
