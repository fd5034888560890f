#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
mod batch;
pub mod columns;
pub mod csv;
mod damage;
mod field;
pub mod filter;
mod log;
pub mod names;
#[cfg(feature = "parquet")]
mod parquet_file;
mod question;
mod select;
pub mod sql;

pub use answer::{
    Answer, Basis, Change, Changes, Record, Records, Shown, Spread, SpreadRow, Step, Sums, Tally, Top,
    TopRow, Totals,
};
pub use batch::Batch;
pub use columns::Value;
pub use damage::{Damage, Failure, Reason};
pub use field::{Column, Field, Kind};
pub use filter::Filter;
#[cfg(all(feature = "gzip", feature = "parquet"))]
pub use log::record_text;
pub use log::{File, FileId, Log};
#[cfg(feature = "parquet")]
pub use parquet_file::Decoder;
pub use question::{Metric, Order, Question, Show, TimeRange};
pub use select::Selection;
