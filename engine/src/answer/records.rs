//! The records themselves, page by page.

use serde::{Deserialize, Serialize};

use super::sorted::first_sorted;
use crate::columns::{ABSENT, BLOCK, Rows, Slot, Value};
use crate::field::{Column, Kind};
use crate::question::Order;
use crate::select::Selection;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    pub columns: Vec<Column>,
    pub rows: Vec<Record>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The index of its file.
    pub file: usize,
    /// The byte in the file, inflated, at which the record begins.
    pub byte: u64,
    /// One value for each column; `None` where it is absent.
    pub values: Vec<Option<Value>>,
}

impl Selection<'_> {
    /// A page of the records in the order of a column. Records with the same value stay in the order in which they
    /// came; those without a value come last.
    pub fn records(&self, by: &Column, order: Order, offset: usize, limit: usize) -> Records {
        let columns = self.columns();
        let mut keys = self.keys(columns.slot(by), order);
        let end = offset.saturating_add(limit).min(keys.len());
        first_sorted(&mut keys, end, Ord::cmp);
        let page = keys.get(offset.min(end)..end).unwrap_or_default();
        let row = |(_, record): &(u64, usize)| {
            let (file, byte) = columns.place(*record);
            let value = |name: &Column| {
                let slot = columns.slot(name)?;
                columns.value(slot, columns.codes(slot).get(*record))
            };
            Record { file, byte, values: columns.names().map(value).collect() }
        };
        Records { columns: columns.names().cloned().collect(), rows: page.iter().map(row).collect() }
    }

    /// For each record a number in whose order it stands, and the record.
    fn keys(&self, slot: Option<Slot>, order: Order) -> Vec<(u64, usize)> {
        let ranks = slot.and_then(|slot| self.ranks(slot));
        let key = |code: u64| {
            let rank = match &ranks {
                Some(ranks) => ranks.get(code as usize).copied().unwrap_or(ABSENT),
                None => code,
            };
            match (rank, order) {
                (ABSENT, _) => u64::MAX,
                (rank, Order::Ascending) => rank,
                (rank, Order::Descending) => u64::MAX - rank,
            }
        };
        let mut keys = Vec::with_capacity(usize::try_from(self.len()).unwrap_or(0));
        let mut codes = Vec::new();
        for (block, rows) in self.blocks() {
            match slot {
                Some(slot) => self.columns().codes(slot).block(block).gather(rows, &mut codes),
                None => codes = vec![ABSENT; rows.len()],
            }
            let record = |place: usize| block * BLOCK + place;
            match rows {
                Rows::All(_) => {
                    keys.extend(codes.iter().enumerate().map(|(place, code)| (key(*code), record(place))))
                }
                Rows::Some(places) => {
                    let places = places.iter().map(|place| record(usize::from(*place)));
                    keys.extend(codes.iter().map(|code| key(*code)).zip(places));
                }
            }
        }
        keys
    }

    /// For each code of a dictionary the place of its value among all; `None` if a column has no dictionary.
    fn ranks(&self, slot: Slot) -> Option<Vec<u64>> {
        match self.columns().kind(slot) {
            Kind::Number | Kind::Time => None,
            Kind::Address => {
                let addresses = self.columns().addresses();
                Some(ranks(addresses.iter().map(|(code, _)| (code, addresses.get(code))).collect()))
            }
            Kind::Text => Some(ranks(self.columns().texts(slot).iter().collect())),
        }
    }
}

fn ranks<T: Ord>(mut values: Vec<(u64, T)>) -> Vec<u64> {
    values.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    let mut ranks = vec![ABSENT; values.len() + 1];
    for (rank, (code, _)) in (1..).zip(values) {
        if let Some(place) = ranks.get_mut(code as usize) {
            *place = rank;
        }
    }
    ranks
}
