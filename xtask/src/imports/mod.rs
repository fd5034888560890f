//! The import graph of a crate: which file uses items of which other file. It is read from the syntax tree: `use` with
//! nested groups, paths in code, and paths in macro arguments.
//!
//! - An import points to the file that defines the item; re-exports are followed.
//! - A re-export of items of a file's own child modules is not an import. Every other use is one, also the use of a
//!   parent's items through `super::`.
//! - Code under `#[cfg(test)]` is ignored.

mod graph;
mod source;

pub use self::graph::{Graph, Import, Target};
