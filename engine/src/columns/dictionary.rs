//! Dictionaries: each distinct text or address is kept once, and a record has its code.

use std::hash::BuildHasher;
use std::net::{IpAddr, Ipv6Addr};
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// The distinct texts of one column. The first has the code 1.
#[derive(Default)]
pub struct Texts {
    all: String,
    /// Where each text ends in `all`.
    ends: Vec<usize>,
    index: HashTable<u32>,
    /// The code that was asked for last, and where its text stands. Neighbouring records often have the same text.
    last: u32,
    last_text: Range<usize>,
}

impl Texts {
    /// The code of a text, a new one if it is not known. `None` if the text is not UTF-8, or if there are no codes
    /// left.
    pub fn code(&mut self, text: &[u8]) -> Option<u64> {
        if let Some((code, len)) = self.last_at_start(text)
            && len == text.len()
        {
            return Some(code);
        }
        let hash = FixedState::default().hash_one(text);
        let same = |code: &u32| self.get(u64::from(*code)).is_some_and(|known| known.as_bytes() == text);
        if let Some(code) = self.index.find(hash, same).copied() {
            self.remember(code);
            return Some(u64::from(code));
        }
        let text = std::str::from_utf8(text).ok()?;
        let code = u32::try_from(self.ends.len() + 1).ok()?;
        self.all.push_str(text);
        self.ends.push(self.all.len());
        let (all, ends) = (&self.all, &self.ends);
        self.index.insert_unique(hash, code, |code| {
            FixedState::default().hash_one(slice(all, ends, u64::from(*code)).unwrap_or_default().as_bytes())
        });
        self.remember(code);
        Some(u64::from(code))
    }

    fn remember(&mut self, code: u32) {
        let end = |code: u32| self.ends.get(usize::try_from(code).ok()?.checked_sub(1)?).copied();
        self.last_text = end(code - 1).unwrap_or(0)..end(code).unwrap_or(0);
        self.last = code;
    }

    /// The code that was asked for last and the length of its text, where `text` begins with it.
    pub fn last_at_start(&self, text: &[u8]) -> Option<(u64, usize)> {
        let last = self.all.as_bytes().get(self.last_text.clone())?;
        (self.last > 0 && text.starts_with(last)).then_some((u64::from(self.last), last.len()))
    }

    pub fn get(&self, code: u64) -> Option<&str> {
        slice(&self.all, &self.ends, code)
    }

    /// The code of a text that a record may have.
    pub fn find(&self, text: &str) -> Option<u64> {
        let hash = FixedState::default().hash_one(text.as_bytes());
        self.index.find(hash, |code| self.get(u64::from(*code)) == Some(text)).map(|code| u64::from(*code))
    }

    /// Every text with its code.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &str)> {
        (1..=self.ends.len() as u64).map(|code| (code, self.get(code).unwrap_or_default()))
    }

    pub fn bytes(&self) -> usize {
        self.all.capacity() + self.ends.capacity() * size_of::<usize>() + self.index.allocation_size()
    }
}

fn slice<'a>(all: &'a str, ends: &[usize], code: u64) -> Option<&'a str> {
    let index = usize::try_from(code).ok()?.checked_sub(1)?;
    let end = *ends.get(index)?;
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    all.get(start..end)
}

/// The distinct addresses of a log, one dictionary for both sides. The first has the code 1.
#[derive(Default)]
pub struct Addresses {
    /// IPv4 as IPv4-mapped IPv6, which is the same address.
    all: Vec<u128>,
    index: HashTable<u32>,
}

impl Addresses {
    /// The code of an address, a new one if it is not known. `None` if there are no codes left.
    pub fn code(&mut self, address: u128) -> Option<u64> {
        let hash = hash(address);
        if let Some(code) = self.index.find(hash, |code| at(&self.all, *code) == Some(address)) {
            return Some(u64::from(*code));
        }
        let code = u32::try_from(self.all.len() + 1).ok()?;
        self.all.push(address);
        let all = &self.all;
        self.index
            .insert_unique(hash, code, |code| crate::columns::dictionary::hash(at(all, *code).unwrap_or(0)));
        Some(u64::from(code))
    }

    pub fn get(&self, code: u64) -> Option<IpAddr> {
        at(&self.all, u32::try_from(code).ok()?).map(address)
    }

    /// Every address with its code.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u128)> {
        (1..).zip(self.all.iter().copied())
    }

    pub fn bytes(&self) -> usize {
        self.all.capacity() * size_of::<u128>() + self.index.allocation_size()
    }
}

fn at(all: &[u128], code: u32) -> Option<u128> {
    all.get(usize::try_from(code).ok()?.checked_sub(1)?).copied()
}

fn hash(address: u128) -> u64 {
    FixedState::default().hash_one(address)
}

/// The number of an address: IPv4 as IPv4-mapped IPv6.
pub fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => mapped(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The number of an IPv4 address.
pub const fn mapped(address: u32) -> u128 {
    0xffff_0000_0000 | address as u128
}

fn address(number: u128) -> IpAddr {
    Ipv6Addr::from_bits(number).to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_text_has_one_code(texts in prop::collection::vec("[a-c]{0,3}", 0..200)) {
            let mut dictionary = Texts::default();
            for text in &texts {
                let code = dictionary.code(text.as_bytes()).unwrap();
                prop_assert_eq!(dictionary.get(code), Some(text.as_str()));
                prop_assert_eq!(dictionary.find(text), Some(code));
            }
            let distinct: std::collections::BTreeSet<_> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(dictionary.iter().map(|(_, text)| text).collect::<std::collections::BTreeSet<_>>(), distinct.clone());
            prop_assert_eq!(dictionary.iter().count(), distinct.len());
        }

        #[test]
        fn each_address_comes_back(addresses in prop::collection::vec(any::<IpAddr>(), 0..200)) {
            let mut dictionary = Addresses::default();
            for address in &addresses {
                let code = dictionary.code(number(*address)).unwrap();
                prop_assert_eq!(dictionary.get(code), Some(address.to_canonical()));
                prop_assert_eq!(dictionary.code(number(*address)), Some(code));
            }
        }
    }

    #[test]
    fn what_is_no_code_has_no_value() {
        let mut texts = Texts::default();
        assert_eq!(texts.code(b"\xff"), None);
        assert_eq!((texts.get(0), texts.get(1), texts.find("a")), (None, None, None));
        assert_eq!(Addresses::default().get(0), None);
    }
}
