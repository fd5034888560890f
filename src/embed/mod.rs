//! The console in a page that somebody else wrote: the only module that knows JavaScript callers.

mod hub;
mod mount;
mod navigation;
mod options;
mod panic;
mod storage;
mod styles;
mod tokens;

pub use mount::{Mounted, mount};
