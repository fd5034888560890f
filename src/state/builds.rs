//! Loggers in BUILD, which are read again until they are something else.

use std::collections::HashSet;

use futures_util::future::{Either, LocalBoxFuture, select};
use reactive_graph::prelude::*;

use super::Console;
use crate::api::{LoggerQuery, Row};
use crate::domain::logger::Status;

/// What tells whether somebody can see the page and it has a network.
pub trait Presence {
    fn is_away(&self) -> bool;

    /// Ends when that may have changed.
    fn change(&self) -> LocalBoxFuture<'static, ()>;
}

impl Console {
    /// The ids of the loggers that are in BUILD, as far as is known.
    pub(super) fn building(self) -> Vec<String> {
        let in_list = self.shared.loggers.try_with_untracked(|remote| {
            let building = remote.read().filter(|logger| logger.status == Status::Build);
            building.map(|logger| logger.id.clone()).collect()
        });
        let mut ids: Vec<String> = in_list.filter(|_| self.leads()).unwrap_or_default();
        let open = self.part.logger.try_with_untracked(|remote| {
            let logger = remote.value.as_ref().map(|fetched| &fetched.value);
            logger.filter(|logger| logger.status == Status::Build).map(|logger| logger.id.clone())
        });
        ids.extend(open.flatten());
        self.part.followed.try_with_value(|followed| ids.extend(followed.iter().map(|(id, _)| id.clone())));
        let mut distinct: Vec<String> = Vec::new();
        for id in ids {
            if !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        distinct
    }

    pub fn is_building(self) -> bool {
        !self.building().is_empty()
    }

    /// Whether a poll may read this logger now: it is still in BUILD, and nothing is being done to it. A read beside a
    /// delete would find nothing, and the browser would write an error into its console.
    fn may_poll(self, id: &String) -> bool {
        let in_flight =
            self.shared.in_flight.try_with_value(|all| all.iter().any(|(_, logger)| logger == id));
        in_flight == Some(false) && self.building().contains(id)
    }

    /// Reads the loggers that are in BUILD again. Where there are several, the service is asked first which of them still
    /// are: a long list would take a request for each of them, all the time.
    pub async fn poll_builds(self) {
        let mut building = self.building();
        if building.len() > 1 {
            let Ok(client) = self.connected() else { return };
            let query = LoggerQuery { status: Some(Status::Build), ..LoggerQuery::default() };
            let still = client.list_loggers(&query).await;
            if !self.is_still_at(&client) {
                return;
            }
            match still {
                Ok(rows) => {
                    // Whether the service knows the parameter or not.
                    let in_build =
                        rows.iter().filter_map(Row::read).filter(|row| row.status == Status::Build);
                    let in_build: HashSet<&str> = in_build.map(|row| row.id.as_str()).collect();
                    building.retain(|id| !in_build.contains(id.as_str()));
                }
                Err(error) => return self.note(Some(&error)),
            }
        }
        for id in building {
            let Ok(client) = self.connected() else { return };
            if !self.may_poll(&id) {
                continue;
            }
            let polled = client.get_logger(&id).await;
            if !self.is_still_at(&client) {
                return;
            }
            match polled {
                Ok(fetched) => self.put(&fetched),
                Err(error) if error.is_not_found() => self.take_out(&id),
                // The next poll tries again; what a person asks for says what is wrong.
                Err(error) => self.note(Some(&error)),
            }
        }
    }

    /// Polls while a logger is in BUILD, with growing waits; not while nobody is there, and at once when somebody is
    /// back.
    pub async fn follow_builds(self, presence: impl Presence) {
        let mut polls = 0;
        while self.is_building() {
            let (transport, wait_ms) = (self.transport(), poll_wait_ms(polls));
            let wait: LocalBoxFuture<'static, ()> = Box::pin(async move { transport.sleep(wait_ms).await });
            let was_away = presence.is_away();
            let is_over = matches!(select(wait, presence.change()).await, Either::Left(_));
            if !presence.is_away() && (is_over || was_away) {
                self.poll_builds().await;
                polls += 1;
            }
            self.look_for_late_surplus().await;
        }
    }
}

/// How long to wait before a logger in BUILD is read again: 3 s, growing to 30 s.
const fn poll_wait_ms(polls: u32) -> u32 {
    let wait = 3_000_u32.saturating_mul(2_u32.saturating_pow(polls / 2));
    if wait > 30_000 { 30_000 } else { wait }
}

#[cfg(test)]
mod tests;
