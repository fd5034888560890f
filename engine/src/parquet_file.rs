//! Reads Parquet, by the `parquet` crate without arrow.

mod zstd;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit};
use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use crate::batch::Batch;
use crate::columns::{ABSENT, BLOCK, Columns, Slot, Value, coded};
use crate::csv::{Found, Sink, code_of_cell, code_of_time};
use crate::damage::{Failure, Reason};
use crate::field::{Column, Field, Kind};

/// About so many records are handed over at once.
const BATCH: usize = 4 * BLOCK;

/// Reads a whole file. Gives the names of its columns.
///
/// The library panics on some damaged files. Where a panic unwinds, only this file fails; in wasm it ends the module.
pub fn read(file: Vec<u8>, sink: &mut Sink) -> Result<Vec<String>, Failure> {
    // A panic leaves the columns whole: it happens while a batch is decoded, and records are pushed after that.
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut decoder = Decoder::open(file)?;
        while decoder.read(sink)? {}
        Ok(decoder.names)
    }));
    sink.columns.align();
    result.unwrap_or_else(|_| Err(Failure::Parquet("its reader gave up".to_owned())))
}

/// Decodes a file, some records at a time.
pub struct Decoder {
    file: Arc<Bytes>,
    metadata: ParquetMetaData,
    names: Vec<String>,
    /// The row group that is being read, the columns of it that are read, and how many of its records are left.
    group: usize,
    columns: Vec<ColumnReader>,
    left: usize,
    /// What [`Decoder::batch`] has found.
    found: Found,
    failure: Option<Failure>,
    is_told: bool,
}

impl Decoder {
    pub fn open(file: Vec<u8>) -> Result<Decoder, Failure> {
        let file = Bytes::from(file);
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&file).map_err(failure)?;
        let schema = metadata.file_metadata().schema_descr();
        let names: Vec<String> = schema.columns().iter().map(|column| column.path().string()).collect();
        if names.iter().all(|name| Field::of_column(name).is_none()) {
            return Err(Failure::UnknownColumns { count: names.len() });
        }
        Ok(Decoder {
            file: Arc::new(file),
            metadata,
            names,
            group: 0,
            columns: Vec::new(),
            left: 0,
            found: Found::default(),
            failure: None,
            is_told: false,
        })
    }

    /// The next records; `None` behind the last one.
    pub fn batch(&mut self) -> Result<Option<Batch>, Failure> {
        let mut columns = Columns::default();
        let mut found = std::mem::take(&mut self.found);
        let before = found.records + found.unreadable;
        let mut sink = Sink { columns: &mut columns, file: 0, found: &mut found };
        let mut has_more = self.failure.take().map_or(Ok(true), Err);
        while has_more == Ok(true) && sink.columns.len() < BATCH {
            has_more = self.read(&mut sink);
        }
        columns.align();
        self.found = found.clone();
        let (_, slots) = self.targets(&mut columns);
        let is_new = found.records + found.unreadable > before;
        match has_more {
            Err(failure) if !is_new => return Err(failure),
            // What was decoded before comes first.
            Err(failure) => self.failure = Some(failure),
            // The names of the columns are told also where there is no record.
            Ok(false) if !is_new && self.is_told => return Ok(None),
            Ok(_) => {}
        }
        self.is_told = true;
        Ok(Some(Batch::of(&columns, &slots, self.names.clone(), found)))
    }

    /// The values of one record, counted from 0, as CSV.
    pub fn record(&mut self, record: u64) -> Result<Option<String>, Failure> {
        loop {
            let (mut columns, mut found) = (Columns::default(), std::mem::take(&mut self.found));
            let has_more = self.read(&mut Sink { columns: &mut columns, file: 0, found: &mut found })?;
            columns.align();
            self.found = found;
            if let Some(index) = (0..columns.len()).find(|index| columns.place(*index).1 == record) {
                let (_, slots) = self.targets(&mut columns);
                let value = |slot: &Slot| columns.value(*slot, columns.codes(*slot).get(index));
                let cells = slots.iter().map(|slot| cell(value(slot)));
                return Ok(Some(cells.collect::<Vec<_>>().join(",")));
            }
            if !has_more {
                return Ok(None);
            }
        }
    }

    /// What is read of the file. A value within a list is none of a record.
    fn targets(&self, columns: &mut Columns) -> (Vec<Target>, Vec<Slot>) {
        let schema = self.metadata.file_metadata().schema_descr();
        let (mut targets, mut slots) = (Vec::new(), Vec::new());
        for (index, (column, name)) in schema.columns().iter().zip(&self.names).enumerate() {
            if column.max_rep_level() > 0 {
                continue;
            }
            let slot = columns.slot_or_new(Column::of_file(name));
            if !slots.contains(&slot) {
                slots.push(slot);
                targets.push(Target { index, slot, kind: columns.kind(slot), unit: Unit::of(column) });
            }
        }
        (targets, slots)
    }

    /// Reads a block of records; false behind the last one.
    fn read(&mut self, sink: &mut Sink) -> Result<bool, Failure> {
        let (targets, slots) = self.targets(sink.columns);
        while self.left == 0 {
            let Some(group) = self.metadata.row_groups().get(self.group) else { return Ok(false) };
            self.left = usize::try_from(group.num_rows()).unwrap_or(0);
            let column = |target: &Target| self.column(group, target.index);
            self.columns = targets.iter().map(column).collect::<Result<_, _>>().map_err(failure)?;
            self.group += 1;
        }
        let count = self.left.min(BLOCK);
        block(&mut self.columns, count, &targets, &slots, sink)?;
        self.left -= count;
        Ok(true)
    }

    /// A reader of a column in a group. The library's own reader of a group brings its reader of rows along: 20 KB.
    fn column(&self, group: &RowGroupMetaData, index: usize) -> Result<ColumnReader, ParquetError> {
        let missing = || ParquetError::General("a row group has fewer columns than the schema".to_owned());
        let chunk = group.columns().get(index).ok_or_else(missing)?;
        let pages: Box<dyn PageReader> = match chunk.compression() {
            Compression::ZSTD(_) => Box::new(zstd::Inflated::new(&self.file, chunk, self.left)?),
            _ => Box::new(SerializedPageReader::new(Arc::clone(&self.file), chunk, self.left, None)?),
        };
        Ok(get_column_reader(chunk.column_descr_ptr(), pages))
    }
}

/// A value as a cell of CSV.
fn cell(value: Option<Value>) -> String {
    let text = value.map_or_else(String::new, |value| value.to_string());
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn failure(error: ParquetError) -> Failure {
    Failure::Parquet(error.to_string())
}

/// Where the values of a column go.
struct Target {
    /// In the file.
    index: usize,
    slot: Slot,
    kind: Kind,
    unit: Unit,
}

/// What an integer means.
#[derive(Clone, Copy)]
enum Unit {
    Signed,
    Unsigned,
    /// So many of them are a millisecond.
    Time(i64),
}

impl Unit {
    fn of(column: &ColumnDescriptor) -> Unit {
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Timestamp(time)), _) => Unit::Time(match time.unit {
                TimeUnit::MILLIS => 1,
                TimeUnit::MICROS => 1000,
                TimeUnit::NANOS => 1_000_000,
            }),
            (_, ConvertedType::TIMESTAMP_MILLIS) => Unit::Time(1),
            (_, ConvertedType::TIMESTAMP_MICROS) => Unit::Time(1000),
            (
                _,
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64,
            ) => Unit::Unsigned,
            _ => Unit::Signed,
        }
    }
}

/// Reads the next `count` records of a row group.
fn block(
    readers: &mut [ColumnReader],
    count: usize,
    targets: &[Target],
    slots: &[Slot],
    sink: &mut Sink,
) -> Result<(), Failure> {
    let mut codes = Vec::with_capacity(targets.len());
    for (target, reader) in targets.iter().zip(readers) {
        let read = target.read(reader, count, sink.columns).map_err(failure)?;
        if read.len() != count {
            return Err(Failure::Parquet("a column has fewer values than its row group".to_owned()));
        }
        codes.push(read);
    }
    let mut row = Vec::with_capacity(targets.len());
    for index in 0..count {
        row.clear();
        row.extend(codes.iter().map_while(|codes| codes.get(index).copied().flatten()));
        let place = sink.found.records + sink.found.unreadable;
        match targets.get(row.len()) {
            None => sink.record(place, slots, &row),
            Some(target) => {
                let reason = Reason::Value { column: target.index + 1, kind: target.kind };
                sink.damage(place + 1, 0, reason);
            }
        }
    }
    sink.columns.align();
    Ok(())
}

impl Target {
    /// The codes of the next `count` records; `None` where a value is not one of this kind.
    fn read(
        &self,
        reader: &mut ColumnReader,
        count: usize,
        columns: &mut Columns,
    ) -> Result<Vec<Option<u64>>, ParquetError> {
        match reader {
            ColumnReader::BoolColumnReader(reader) => {
                codes(reader, count, |value| self.text(value.to_string().as_bytes(), columns))
            }
            ColumnReader::Int32ColumnReader(reader) => codes(reader, count, |value| {
                let number = match self.unit {
                    Unit::Unsigned => i64::from(value.cast_unsigned()),
                    Unit::Signed | Unit::Time(_) => i64::from(*value),
                };
                self.integer(number, columns)
            }),
            ColumnReader::Int64ColumnReader(reader) => {
                codes(reader, count, |value| self.integer(*value, columns))
            }
            ColumnReader::Int96ColumnReader(reader) => codes(reader, count, |value| {
                Target { unit: Unit::Time(1), ..*self }.integer(value.to_millis(), columns)
            }),
            ColumnReader::FloatColumnReader(reader) => {
                codes(reader, count, |value| self.float(f64::from(*value), columns))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                codes(reader, count, |value| self.float(*value, columns))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                codes(reader, count, |value| self.text(value.data(), columns))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                codes(reader, count, |value| self.text(value.data(), columns))
            }
        }
    }

    fn text(&self, text: &[u8], columns: &mut Columns) -> Option<u64> {
        code_of_cell(text, self.slot, self.kind, columns)
    }

    fn integer(&self, number: i64, columns: &mut Columns) -> Option<u64> {
        match (self.kind, self.unit) {
            (Kind::Time, Unit::Time(unit)) => u64::try_from(number / unit).ok().map(coded),
            (Kind::Number | Kind::Time, _) if number == -1 => Some(ABSENT),
            (Kind::Number, _) => u64::try_from(number).ok().map(coded),
            (Kind::Time, _) => u64::try_from(number).ok().and_then(code_of_time),
            (Kind::Text | Kind::Address, _) => self.text(number.to_string().as_bytes(), columns),
        }
    }

    /// Integers become floating-point numbers where a program has no other way to leave one out.
    fn float(&self, number: f64, columns: &mut Columns) -> Option<u64> {
        if number.is_nan() {
            return Some(ABSENT);
        }
        if self.kind == Kind::Text {
            return self.text(number.to_string().as_bytes(), columns);
        }
        let is_whole = number.fract() == 0.0 && number.abs() <= (1_u64 << 53) as f64;
        // The cast is exact: up to 2⁵³ each whole number is one.
        is_whole.then_some(number as i64).and_then(|number| self.integer(number, columns))
    }
}

/// Reads the next records of a column. There are fewer at its end.
fn codes<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    count: usize,
    mut code: impl FnMut(&T::T) -> Option<u64>,
) -> Result<Vec<Option<u64>>, ParquetError> {
    let mut codes = Vec::with_capacity(count);
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    while codes.len() < count {
        levels.clear();
        values.clear();
        let (records, read, _) =
            reader.read_records(count - codes.len(), Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        if read == records {
            codes.extend(values.iter().map(&mut code));
        } else {
            // The greatest level is that of a value, a lower one that of none.
            let most = levels.iter().copied().max();
            let mut values = values.iter();
            codes.extend(levels.iter().map(|level| {
                let value = (Some(*level) == most).then(|| values.next()).flatten();
                value.map_or(Some(ABSENT), &mut code)
            }));
        }
    }
    Ok(codes)
}

#[cfg(test)]
mod tests;
