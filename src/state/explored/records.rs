//! The records themselves, in pages of which only those are asked for that are seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use flowlog_engine::{Column, Field, Filter, Order, Record, TimeRange, Value, names};

use crate::logs::ReadFault;

/// Records of a page.
pub const PAGE: usize = 200;
/// The records that the question lets through.
#[derive(Clone, Debug, Default)]
pub struct RecordList {
    /// All of them.
    pub count: u64,
    pub columns: Arc<Vec<Column>>,
    /// By their number, from 0.
    pub pages: BTreeMap<usize, Arc<Vec<Record>>>,
    pub is_asking: bool,
    pub(in crate::state) asked: Option<Asked>,
}

/// What the records depend on.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::state) struct Asked {
    pub(in crate::state) generation: u64,
    pub(in crate::state) range: Option<TimeRange>,
    pub(in crate::state) filter: Filter,
    pub(in crate::state) without: Vec<usize>,
    pub(in crate::state) by: Column,
    pub(in crate::state) order: Order,
}

impl RecordList {
    pub fn get(&self, at: u64) -> Option<&Record> {
        let at = usize::try_from(at).ok()?;
        self.pages.get(&(at / PAGE))?.get(at % PAGE)
    }
}

/// One record with its details.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub at: u64,
    pub file: String,
    pub byte: u64,
    pub cells: Vec<Cell>,
    /// The text as the file has it, once it was read.
    pub line: Option<Result<String, ReadFault>>,
    pub(in crate::state) file_index: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub column: Column,
    pub value: Option<Value>,
    /// In words: a protocol, a service, flags, a path.
    pub name: Option<String>,
}

impl Cell {
    pub fn new(column: &Column, value: Option<&Value>) -> Cell {
        let name = match (column, value) {
            (Column::Field(field), Some(Value::Number(number))) => names::name(*field, *number),
            _ => None,
        };
        Cell { column: column.clone(), value: value.cloned(), name }
    }

    /// Whether the value is the id of a resource, which may have a name.
    pub fn is_id(&self) -> bool {
        use Field::{Interface, Owner, Subnet, Vpc};
        matches!(self.column, Column::Field(Interface | Owner | Subnet | Vpc))
    }
}
