//! Writes a question as SQL for DuckDB, over the files where they lie.
//!
//! What the generated text takes care of:
//! - A glob has the exact depth of the files. `**` would also find the zero-byte file that the service writes as a
//!   trial, on which DuckDB stops. So folders are named one by one, and only those that have files: DuckDB stops on a
//!   glob that finds nothing, too.
//! - Compression is said, because many file names do not end in `.gz`.
//! - The keys of an object storage are placeholders.
//! - In SQL a condition on NULL is neither true nor false. `NOT` is written so that it means what it means in a
//!   [`Filter`](crate::Filter).
//!
//! DuckDB leaves out a row whose columns are too few or too many, as the engine does, and one whose number is none
//! where the question reads that column. It does not check that an address is one. Times in Parquet are expected as
//! whole numbers.

mod condition;
mod duckdb;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use duckdb::duckdb;

use crate::log::File;
use crate::question::Question;

/// A database that runs SQL over files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    DuckDb,
}

/// A question to write as SQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub dialect: Dialect,
    pub question: Question,
    pub sources: Vec<Source>,
    /// For files that lie in an object storage.
    #[serde(default)]
    pub storage: Option<Storage>,
}

impl Request {
    /// The statement, with comments that say what a person has to fill in.
    pub fn write(&self) -> Result<String, Unsupported> {
        match self.dialect {
            Dialect::DuckDb => duckdb(&self.question, &self.sources, self.storage.as_ref()),
        }
    }
}

/// Files that have the same columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Paths or globs of local files, or `s3://bucket/…`. A glob must not contain `**`.
    pub paths: Vec<String>,
    /// All columns, in their order.
    pub columns: Vec<String>,
    pub has_header: bool,
    pub is_gzip: bool,
    pub is_parquet: bool,
}

impl Source {
    /// Sources for the files of a log. Those without a record are left out.
    pub fn of_files(files: &[File]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for file in files.iter().filter(|file| !file.columns.is_empty()) {
            let path = literal(&file.name);
            let is_alike = |source: &&mut Source| {
                source.columns == file.columns
                    && source.has_header == file.has_header
                    && source.is_gzip == file.is_gzip
                    && source.is_parquet == file.is_parquet
            };
            match sources.iter_mut().find(is_alike) {
                Some(source) => source.paths.push(path),
                None => sources.push(Source {
                    paths: vec![path],
                    columns: file.columns.clone(),
                    has_header: file.has_header,
                    is_gzip: file.is_gzip,
                    is_parquet: file.is_parquet,
                }),
            }
        }
        sources
    }
}

/// The glob of all files in a folder, but not of those in folders within it.
pub fn folder(path: &str) -> String {
    format!("{}/*", literal(path.trim_end_matches('/')))
}

/// A path as a glob that finds this path alone.
fn literal(path: &str) -> String {
    let mut glob = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '*' | '?' | '[' => glob.extend(['[', c, ']']),
            c => glob.push(c),
        }
    }
    glob
}

/// An object storage that has the S3 API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storage {
    /// Such as `https://kr1-api-object-storage.nhncloudservice.com`.
    pub endpoint: String,
    /// Such as `KR1`.
    pub region: String,
}

/// Whether the S3 API can reach a container of this name: 3 to 63 lower-case letters, digits, dots and hyphens, a
/// letter or a digit at both ends.
pub fn is_bucket_name(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().last()];
    (3..=63).contains(&name.len())
        && name.bytes().all(|byte| is_inner(byte) || matches!(byte, b'.' | b'-'))
        && ends.iter().all(|end| end.is_some_and(is_inner))
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
}

/// A part of a question that SQL cannot say without an extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsupported {
    /// An IPv6 network of more than one address.
    Network(crate::filter::Network),
    /// A Parquet file within gzip.
    GzipParquet,
    /// There are no files.
    NoSource,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unsupported::Network(network) => {
                write!(f, "SQL has no test for the IPv6 network {network}; ask for single addresses")
            }
            Unsupported::GzipParquet => {
                f.write_str("DuckDB does not read Parquet files that are compressed as a whole")
            }
            Unsupported::NoSource => f.write_str("there is no file that has a record"),
        }
    }
}

impl std::error::Error for Unsupported {}

/// A text in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name in double quotes.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests;
