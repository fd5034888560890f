//! Records on their way from one module to another: where Parquet is decoded in a program of its own, its records go into
//! the log of this one.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

#[cfg(feature = "parquet")]
use crate::columns::Slot;
use crate::columns::{ABSENT, Columns, number};
use crate::csv::{Found, Sink};
use crate::field::{Column, Kind};

/// Some records of a file, which a decoder makes and [`Log::take`](crate::Log::take) takes in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// All columns of the file.
    pub names: Vec<String>,
    /// What was read of the file so far.
    pub found: Found,
    /// The columns of the records, each with the texts that its codes mean.
    columns: Vec<(Column, Vec<String>)>,
    /// The addresses that codes mean.
    addresses: Vec<IpAddr>,
    records: usize,
    /// The codes of all records, column after column, and last where the records stand. They are handed over as
    /// numbers, since JSON would be slow.
    #[serde(skip)]
    pub codes: Vec<u64>,
}

impl Batch {
    /// The records that `columns` has at `slots`.
    #[cfg(feature = "parquet")]
    pub fn of(columns: &Columns, slots: &[Slot], names: Vec<String>, found: Found) -> Batch {
        let texts = |slot: &Slot| columns.texts(*slot).iter().map(|(_, text)| text.to_owned()).collect();
        let addresses = columns.addresses();
        let all = |slot: &Slot| {
            let codes = columns.codes(*slot);
            (0..columns.len()).map(|record| codes.get(record))
        };
        let mut codes = Vec::with_capacity((slots.len() + 1) * columns.len());
        slots.iter().for_each(|slot| codes.extend(all(slot)));
        codes.extend((0..columns.len()).map(|record| columns.place(record).1));
        Batch {
            names,
            found,
            columns: slots.iter().map(|slot| (columns.name(*slot).clone(), texts(slot))).collect(),
            addresses: addresses.iter().filter_map(|(code, _)| addresses.get(code)).collect(),
            records: columns.len(),
            codes,
        }
    }

    /// Appends the records.
    pub fn pour(&self, sink: &mut Sink) {
        let addresses: Vec<u64> =
            self.addresses.iter().map(|address| code_of_address(*address, sink.columns)).collect();
        let mut slots = Vec::new();
        let mut meanings = Vec::new();
        for (column, texts) in &self.columns {
            let slot = sink.columns.slot_or_new(column.clone());
            slots.push(slot);
            meanings.push(match sink.columns.kind(slot) {
                Kind::Time | Kind::Number => None,
                Kind::Address => Some(addresses.clone()),
                Kind::Text => {
                    let known = sink.columns.texts_mut(slot);
                    Some(texts.iter().map(|text| known.code(text.as_bytes()).unwrap_or(ABSENT)).collect())
                }
            });
        }
        let columns: Vec<&[u64]> = self.codes.chunks(self.records.max(1)).collect();
        let mut row = Vec::with_capacity(slots.len());
        for record in 0..self.records {
            row.clear();
            row.extend(columns.iter().zip(&meanings).map(
                |(codes, meanings): (&&[u64], &Option<Vec<u64>>)| {
                    let code = codes.get(record).copied().unwrap_or(ABSENT);
                    match meanings {
                        None => code,
                        Some(meanings) => meaning(meanings, code),
                    }
                },
            ));
            let place = columns.get(slots.len()).and_then(|places| places.get(record)).copied().unwrap_or(0);
            sink.columns.push(sink.file, place, &slots, &row);
        }
        sink.columns.align();
        *sink.found = self.found.clone();
    }
}

fn code_of_address(address: IpAddr, columns: &mut Columns) -> u64 {
    columns.addresses_mut().code(number(address)).unwrap_or(ABSENT)
}

/// The code here of a code there.
fn meaning(meanings: &[u64], code: u64) -> u64 {
    let index = code.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| meanings.get(index)).copied().unwrap_or(ABSENT)
}
