#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
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
pub use columns::Value;
pub use damage::{Damage, Failure, Reason};
pub use field::{Column, Field, Kind};
pub use filter::Filter;
pub use log::{File, FileId, Log};
pub use question::{Metric, Order, Question, Show, TimeRange};
pub use select::Selection;
