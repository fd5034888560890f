//! The console in a page or a program that somebody else wrote: the only module that knows those who place it.

mod component_props;
pub mod components;
mod files;
mod hub;
mod mount;
mod navigation;
mod options;
mod page_events;
mod panic;
mod program;
mod storage;
mod styles;
mod tokens;

pub use mount::{Mounted, mount};
pub use panic::report_panics;
pub use program::Flowlog;
