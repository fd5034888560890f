//! The records as typed columns.
//!
//! A record has one number, its *code*, in each column. 0 means that the value is absent. Numbers and times have the
//! code value + 1, texts and addresses the code that a dictionary gives them. So every filter and every grouping
//! works on numbers alone.

mod dictionary;
mod numbers;

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

pub use dictionary::{Addresses, Texts, mapped, number};
pub use numbers::{BLOCK, Numbers, Rows, View};

use crate::field::{Column, Field, Kind};

/// The code of an absent value.
pub const ABSENT: u64 = 0;

/// The greatest number that is read. Greater ones are more than a counter of the service can hold.
pub const MOST: u64 = i64::MAX as u64;

/// The code of a number.
pub const fn coded(number: u64) -> u64 {
    number + 1
}

/// The number of a code; 0 for an absent one.
pub const fn or_zero(code: u64) -> u64 {
    code.saturating_sub(1)
}

/// The place of a column in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(usize);

impl From<Field> for Slot {
    fn from(field: Field) -> Slot {
        Slot(field as usize)
    }
}

/// One value as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, from = "Written")]
pub enum Value {
    /// Also a time, in milliseconds since 1970.
    Number(u64),
    Address(IpAddr),
    Text(String),
}

/// A value in JSON.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

impl From<Written> for Value {
    fn from(written: Written) -> Value {
        match written {
            Written::Number(number) => Value::Number(number),
            // A text that only looks like an address may be written in another way.
            Written::Text(text) => match text.parse::<IpAddr>() {
                Ok(address) if address.to_string() == text => Value::Address(address),
                _ => Value::Text(text),
            },
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
            Value::Address(address) => write!(f, "{address}"),
            Value::Text(text) => f.write_str(text),
        }
    }
}

struct Data {
    column: Column,
    codes: Numbers,
    /// Of columns of texts.
    texts: Texts,
}

/// All columns. The fields of the service come first, in their order.
pub struct Columns {
    all: Vec<Data>,
    addresses: Addresses,
    /// Where a record stands: the index of its file, and the byte in the file.
    file: Numbers,
    offset: Numbers,
}

impl Default for Columns {
    fn default() -> Columns {
        let all = Field::ALL.map(|field| Data::new(field.into()));
        Columns {
            all: all.into(),
            addresses: Addresses::default(),
            file: Numbers::default(),
            offset: Numbers::default(),
        }
    }
}

impl Data {
    fn new(column: Column) -> Data {
        Data { column, codes: Numbers::default(), texts: Texts::default() }
    }
}

impl Columns {
    /// The number of records.
    pub fn len(&self) -> usize {
        self.file.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of blocks.
    pub fn blocks(&self) -> usize {
        self.len().div_ceil(BLOCK)
    }

    /// The number of records of a block.
    pub fn block_len(&self, block: usize) -> usize {
        self.len().saturating_sub(block * BLOCK).min(BLOCK)
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.all.len()
    }

    /// The columns in their order.
    pub fn names(&self) -> impl Iterator<Item = &Column> {
        self.all.iter().map(|data| &data.column)
    }

    /// The place of a column; `None` if no file has it.
    pub fn slot(&self, column: &Column) -> Option<Slot> {
        match column {
            Column::Field(field) => Some((*field).into()),
            Column::Other(_) => self.all.iter().position(|data| data.column == *column).map(Slot),
        }
    }

    /// The place of a column, a new one if no file has had it. All records so far have no value there.
    pub fn slot_or_new(&mut self, column: Column) -> Slot {
        if let Some(slot) = self.slot(&column) {
            return slot;
        }
        let mut data = Data::new(column);
        data.codes.fill(self.len(), ABSENT);
        self.all.push(data);
        Slot(self.all.len() - 1)
    }

    pub fn codes(&self, slot: Slot) -> &Numbers {
        // A slot comes from this table, which never shrinks.
        &self.all[slot.0].codes
    }

    /// The index of the file of each record.
    pub fn files(&self) -> &Numbers {
        &self.file
    }

    pub fn texts(&self, slot: Slot) -> &Texts {
        &self.all[slot.0].texts
    }

    pub fn texts_mut(&mut self, slot: Slot) -> &mut Texts {
        &mut self.all[slot.0].texts
    }

    pub fn name(&self, slot: Slot) -> &Column {
        &self.all[slot.0].column
    }

    pub fn kind(&self, slot: Slot) -> Kind {
        self.all[slot.0].column.kind()
    }

    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    pub fn addresses_mut(&mut self) -> &mut Addresses {
        &mut self.addresses
    }

    /// The index of the file of a record, and the byte at which the record begins there.
    pub fn place(&self, record: usize) -> (usize, u64) {
        (usize::try_from(self.file.get(record)).unwrap_or(usize::MAX), self.offset.get(record))
    }

    /// Appends a record: its codes at `slots`. After the last record of a run, [`Columns::align`] completes the
    /// columns that have no slot here.
    pub fn push(&mut self, file: usize, offset: u64, slots: &[Slot], codes: &[u64]) {
        for (slot, code) in slots.iter().zip(codes) {
            self.all[slot.0].codes.push(*code);
        }
        self.file.push(file as u64);
        self.offset.push(offset);
    }

    /// Gives the columns that the last records do not have an absent value for each of them.
    pub fn align(&mut self) {
        let len = self.len();
        self.all.iter_mut().for_each(|data| data.codes.fill(len, ABSENT));
    }

    /// What a code means in a column; `None` if the value is absent.
    pub fn value(&self, slot: Slot, code: u64) -> Option<Value> {
        match self.kind(slot) {
            Kind::Time | Kind::Number => code.checked_sub(1).map(Value::Number),
            Kind::Address => self.addresses.get(code).map(Value::Address),
            Kind::Text => self.texts(slot).get(code).map(|text| Value::Text(text.to_owned())),
        }
    }

    /// What all columns take in memory.
    pub fn bytes(&self) -> usize {
        let data: usize = self.all.iter().map(|data| data.codes.bytes() + data.texts.bytes()).sum();
        data + self.addresses.bytes() + self.file.bytes() + self.offset.bytes()
    }
}
