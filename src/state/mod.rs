//! View models over the client: what a page shows and does, without a page.

pub mod attention;
#[cfg(test)]
mod bench;
pub mod builds;
mod changes;
mod cloning;
pub mod connection;
pub mod console;
pub mod creating;
pub mod csv;
pub mod events;
mod expiry;
pub mod explored;
pub mod explorer;
pub mod filter;
pub mod forms;
mod leaving;
pub mod list_positions;
mod list_scope;
pub mod listing;
pub mod logger_export;
pub mod logger_list;
pub mod message;
mod missed;
pub mod names;
mod natural;
pub mod notices;
pub mod operations;
pub mod port_list;
pub mod preferences;
mod reads;
pub mod remote;
pub mod resources;
mod roles;
mod same_names;
pub mod saved_filters;
pub mod session;
pub mod storage_help;
pub mod submit;
mod writes;

pub use connection::Connection;
pub use console::{Console, Environment, Leaving, MountContext, Navigator};
