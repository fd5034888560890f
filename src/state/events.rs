//! What a host hears of: the outcome of writes, what is chosen, what failed. Going to another page is asked before it
//! is done, by `Navigator::lets_go`.

use super::notices::Notice;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// Something that a host may want to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The ids of the loggers that are ticked in the table, in its order.
    Selected(Vec<String>),
    Created(Logger),
    /// Edited, enabled or disabled here, or built to its end.
    Updated(Logger),
    Deleted {
        id: String,
        name: String,
    },
    /// A notice as it is now.
    Notified(Notice),
    /// There is no token; `refused` where the service took one before, or the host's provider gave none that it took.
    AuthRequired {
        refused: bool,
    },
    /// A call to the service failed.
    Failed(ApiError),
    /// The configuration cannot be read or used, for this reason; the component shows it, with a way to try again.
    ConfigFailed(String),
}

/// What the host has not been told yet, oldest first.
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
