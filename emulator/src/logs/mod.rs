//! A week and more of log files, generated only when they are asked for. A file is a function of the seed, the logger
//! and the time alone: nothing is stored, and the same file always has the same bytes.
//!
//! `network` and `flow` say what a record is, `talk` and `traffic` who talks to whom, `story` what there is to find,
//! `names`, `csv` and `parquet` how a file is called and written, `writer` which files a logger has.

mod csv;
mod flow;
mod names;
mod network;
mod parquet;
mod story;
mod talk;
mod traffic;
mod writer;

pub use names::part;
pub use network::{Host, Kind, mix};
pub use writer::{Assignment, Body, Network, Writer};
