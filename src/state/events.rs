//! What a host hears of: the outcome of writes, what is chosen, what failed. Going to another page is asked before it
//! is done, by [`super::Navigator::lets_go`].

use super::Console;
use super::notices::Notice;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use reactive_graph::prelude::*;

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

impl Console {
    /// Has the host told of something, after what happens now.
    pub fn tell(self, event: Event) {
        self.part.told.try_update(|told| told.push(event));
    }

    /// What the host is to be told of now.
    pub fn take_told(self) -> Vec<Event> {
        let is_something = self.part.told.try_with_untracked(|told| !told.is_empty()) == Some(true);
        is_something.then(|| self.part.told.try_update(std::mem::take)).flatten().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
