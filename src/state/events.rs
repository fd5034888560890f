//! Events for the host: results of writes, the selection, failures. Before the console goes to another page,
//! `Navigator::lets_go` asks the host.

use super::notices::Notice;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// An event for the host.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The selection in the table has changed: the ids of the selected loggers, in the order in which they were read,
    /// whatever the table is sorted by.
    Selected(Vec<String>),
    /// A logger was created.
    Created(Logger),
    /// A logger was edited, enabled or disabled, or has left the status BUILD.
    Updated(Logger),
    /// A logger was deleted.
    Deleted {
        /// The id of the logger.
        id: String,
        /// The name of the logger.
        name: String,
    },
    /// Log files were loaded.
    LogsOpened {
        /// Files that were read, or that failed.
        files: usize,
        /// Bytes as they came.
        bytes: u64,
        /// Records in them.
        records: u64,
        /// Files that could not be read, or not to their end.
        unreadable: usize,
    },
    /// The log explorer asks another question: the route that opens the same one, such as `/logs?filter=…`.
    LogsAsked(String),
    /// A notice is new or has changed.
    Notified(Notice),
    /// There is no token.
    AuthRequired {
        /// Whether the service has refused a token, or the provider has given none.
        refused: bool,
    },
    /// A call to the service failed.
    Failed(ApiError),
    /// The configuration cannot be read or used, for this reason. The component shows it with a button Retry.
    ConfigFailed(String),
}

/// The events that the host has not got yet, oldest first.
#[derive(Clone, Copy, Default)]
pub struct Events(RwSignal<Vec<Event>>);

impl Events {
    pub fn tell(self, event: Event) {
        self.0.try_update(|told| told.push(event));
    }

    /// Whether there is something to tell; tracks it.
    pub fn is_waiting(self) -> bool {
        self.0.with(|told| !told.is_empty())
    }

    /// What the host is to be told of now.
    pub fn take(self) -> Vec<Event> {
        let is_something = self.0.try_with_untracked(|told| !told.is_empty()) == Some(true);
        is_something.then(|| self.0.try_update(std::mem::take)).flatten().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
