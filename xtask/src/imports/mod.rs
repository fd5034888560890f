//! Which file of a crate uses what stands in which other one, read from the syntax: `use` with all its groups, and paths
//! in code and in macros.
//!
//! - A name leads to the file that defines it; re-exports are followed.
//! - A file that re-exports what stands in its own children does not import them. Any other use counts, also that of
//!   what a parent defines, by `super::`.
//! - Code that is compiled for tests alone is left out.

mod graph;
mod source;

pub use self::graph::{Graph, Import, Target};
