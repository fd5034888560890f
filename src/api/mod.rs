//! The typed client of the Flow Log API (v2).
//!
//! [`client`] has a method for each call of the guide; [`wire`] alone knows the JSON bodies; [`urls`] the paths and
//! query parameters; [`error`] what can go wrong; [`transport`] how a request leaves. [`identity`] and
//! [`object_storage`] are neighbours of that API.

pub mod client;
pub mod error;
pub mod identity;
pub mod json;
pub mod object_storage;
pub mod transport;
pub mod urls;
pub mod wire;

pub use client::Client;
pub use error::{ApiError, Cause};
pub use urls::{LoggerQuery, LoggingPortQuery};

/// One row of a list answer. A row that cannot be read does not hide the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<T> {
    Read(T),
    /// What the service sent, and why it could not be read.
    Unreadable {
        raw: String,
        reason: String,
    },
}

impl<T> Row<T> {
    pub fn read(&self) -> Option<&T> {
        match self {
            Row::Read(value) => Some(value),
            Row::Unreadable { .. } => None,
        }
    }
}

/// An object together with the JSON text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    pub value: T,
    pub json: String,
}
