//! What can be wrong with a file.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::field::Kind;

/// A record that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// The line at which the record begins, from 1. In a Parquet file the number of the record.
    pub line: u64,
    /// The byte at which the record begins, from 0, in the file as it is after inflating. 0 in a Parquet file.
    pub byte: u64,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Columns {
        expected: usize,
        found: usize,
    },
    /// `column` counts from 1.
    Value {
        column: usize,
        kind: Kind,
    },
    TooLong {
        limit: usize,
    },
}

/// Why the rest of a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The first row has no known field name, and no known number of columns.
    UnknownColumns { count: usize },
    /// The first line does not end.
    NoLines { limit: usize },
    /// The compressed data is damaged or ends too early.
    Gzip,
    /// Why Parquet could not be read, in the words of its reader.
    Parquet(String),
    /// This build has no reader for the format.
    Unsupported(String),
    /// The bytes stopped to come before the end.
    Interrupted,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Columns { expected, found } => {
                write!(f, "{found} columns where there should be {expected}")
            }
            Reason::Value { column, kind } => {
                let kind = match kind {
                    Kind::Time => "a time",
                    Kind::Number => "a number",
                    Kind::Address => "an address",
                    Kind::Text => "a text in UTF-8",
                };
                write!(f, "column {column} is not {kind}")
            }
            Reason::TooLong { limit } => write!(f, "the record is longer than {limit} bytes"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::UnknownColumns { count } => write!(
                f,
                "this is no flow log: the first row has no known field name, and {count} columns, which no field set has"
            ),
            Failure::NoLines { limit } => {
                write!(f, "this is no flow log: the first {limit} bytes have no line")
            }
            Failure::Gzip => f.write_str("the compressed data is damaged, or its end is missing"),
            Failure::Parquet(reason) => {
                write!(f, "the Parquet file is damaged, or of a kind that is not read: {reason}")
            }
            Failure::Unsupported(format) => write!(f, "{format} files cannot be read here"),
            Failure::Interrupted => f.write_str("the end of the file did not come"),
        }
    }
}

impl std::error::Error for Failure {}
