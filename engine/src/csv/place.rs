//! Where a record stands, and how long it may be.

/// The bytes that a record can have. A longer one is skipped, so that no file can fill the memory.
pub const LIMIT: usize = 64 * 1024;

/// The beginning of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: u64,
    /// From 0.
    pub byte: u64,
}
