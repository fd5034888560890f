//! The log explorer without a page: where records come from, what is asked of them, and the answers.
//!
//! Signals say what is there; methods change the question at once, and futures do what takes time. A page has one effect
//! that follows [`Explorer::due`] and runs [`Explorer::ask`].

pub mod address;
pub mod answers;
mod asking;
pub mod export;
mod finding;
mod handle;
pub mod inquiry;
pub mod loading;
mod paging;
pub mod plan;
pub mod quick;
pub mod range;
mod reading;
pub mod records;
pub mod signals;
pub mod typing;

pub use handle::Explorer;

#[cfg(test)]
mod tests;
