//! Records as a Parquet file with one row group. No document tells the service's schema: here texts are UTF-8, numbers
//! have 64 bits, and a value that a record without traffic lacks is null.

use super::flow::{Column, Flow, Value};
use super::network::Host;
use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

/// The values of one column that are not null.
enum Cells {
    Numbers(Vec<i64>),
    Texts {
        values: Vec<ByteArray>,
        texts: HashMap<String, ByteArray>,
        addresses: HashMap<Ipv4Addr, ByteArray>,
    },
}

struct Filled {
    column: Column,
    cells: Cells,
    /// 1 for each value, 0 for each null.
    levels: Vec<i16>,
}

/// The records of a file.
pub struct Rows<'a> {
    columns: Vec<Filled>,
    region: &'a str,
    unit: u64,
}

impl<'a> Rows<'a> {
    pub fn new(columns: &[Column], region: &'a str, unit: u64) -> Self {
        let filled = |column: &Column| Filled {
            column: *column,
            cells: if column.is_text() {
                Cells::Texts { values: Vec::new(), texts: HashMap::new(), addresses: HashMap::new() }
            } else {
                Cells::Numbers(Vec::new())
            },
            levels: Vec::new(),
        };
        Self { columns: columns.iter().map(filled).collect(), region, unit }
    }

    pub fn add(&mut self, flow: &Flow, host: &Host) {
        for Filled { column, cells, levels } in &mut self.columns {
            let value = column.value(flow, host, self.region, self.unit);
            let known = match (cells, value) {
                (Cells::Numbers(values), Value::Number(number)) => {
                    values.push(number);
                    true
                }
                (Cells::Texts { values, texts, .. }, Value::Text(text)) => {
                    if !texts.contains_key(text) {
                        texts.insert(text.to_owned(), ByteArray::from(text));
                    }
                    values.extend(texts.get(text).cloned());
                    true
                }
                (Cells::Texts { values, addresses, .. }, Value::Address(address)) => {
                    let text = addresses
                        .entry(address)
                        .or_insert_with(|| ByteArray::from(address.to_string().as_str()));
                    values.push(text.clone());
                    true
                }
                _ => false,
            };
            levels.push(i16::from(known));
        }
    }

    /// The file, with these names of its columns.
    pub fn file(self, names: &[String], gzip: bool) -> Vec<u8> {
        // A write to memory cannot fail.
        self.write(names, gzip).unwrap_or_default()
    }

    fn write(self, names: &[String], gzip: bool) -> Result<Vec<u8>> {
        let mut fields = Vec::new();
        for (name, Filled { column, .. }) in names.iter().zip(&self.columns) {
            let (physical, logical) = if column.is_text() {
                (Physical::BYTE_ARRAY, Some(LogicalType::String))
            } else {
                (Physical::INT64, None)
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_logical_type(logical)
                .with_repetition(Repetition::OPTIONAL)
                .build()?;
            fields.push(Arc::new(field));
        }
        let schema = Type::group_type_builder("flow_log").with_fields(fields).build()?;
        let compression =
            if gzip { Compression::GZIP(GzipLevel::try_new(1)?) } else { Compression::UNCOMPRESSED };
        let properties = WriterProperties::builder()
            .set_created_by("flowlog-emulator".to_owned())
            .set_compression(compression)
            .build();
        let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
        let mut group = file.next_row_group()?;
        for Filled { cells, levels, .. } in &self.columns {
            let Some(mut column) = group.next_column()? else { break };
            match cells {
                Cells::Numbers(values) => {
                    column.typed::<Int64Type>().write_batch(values, Some(levels), None)?
                }
                Cells::Texts { values, .. } => {
                    column.typed::<ByteArrayType>().write_batch(values, Some(levels), None)?
                }
            };
            column.close()?;
        }
        group.close()?;
        file.into_inner()
    }
}
