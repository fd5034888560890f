//! The log explorer without a page: where records come from, what is asked of them, and the answers.
//!
//! Signals say what is there; methods change the question at once, and futures do what takes time. A page has one effect
//! that follows [`Explorer::due`] and runs [`Explorer::ask`].

pub mod address;
mod asking;
mod comparing;
pub mod export;
mod finding;
mod handle;
mod paging;
mod reading;
pub mod typing;

pub use super::explored::{answers, inquiry, loading, plan, quick, range, records, signals};
pub use handle::Explorer;

#[cfg(test)]
mod tests;
