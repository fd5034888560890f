//! The typed client of the Flow Log API (v2).
//!
//! One file for each resource has its path, query, bodies and calls: [`loggers`], [`logging_ports`], and what the
//! console needs of neighbouring APIs: [`network`], [`identity`], [`object_storage`]. [`client`] sends, [`transport`] is how a
//! request leaves, [`error`] is what can go wrong. [`body`] and [`path`] are what the resources have in common; [`arriving`] reads a long list while it comes.

pub mod arriving;
pub mod body;
pub mod client;
pub mod error;
pub mod identity;
pub mod loggers;
pub mod logging_ports;
pub mod network;
pub mod object_storage;
pub mod path;
pub mod transport;

pub use body::{Fetched, Row};
pub use client::Client;
pub use error::{ApiError, Cause};
pub use loggers::{Deleted, LoggerQuery};
pub use logging_ports::LoggingPortQuery;
