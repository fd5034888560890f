//! Reads for the pages, and what every call to the service has in common.

use reactive_graph::prelude::*;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;

use super::Console;
use super::changes::Change;
use super::events::Event;
use super::remote::{self, Remote, Rows, Slot};
use crate::api::transport::{Fault, Method};
use crate::api::{ApiError, Cause, Client, Fetched, LoggingPortQuery};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;

fn not_connected() -> ApiError {
    ApiError { method: Method::Get, path: String::new(), cause: Cause::Transport(Fault::NoToken) }
}

impl Console {
    /// Handles what every call has in common: a refused token ends the session.
    pub(super) fn note(self, error: Option<&ApiError>) {
        if let Some(error) = error.filter(|error| error.is_unauthorized()) {
            self.session_refused(error.clone());
        }
    }

    /// The same for a call that writes: a refusal may mean that the account may not. It says nothing about a session
    /// that was begun since.
    pub(super) fn note_failed_write(self, client: &Client, error: &ApiError) {
        self.tell(Event::Failed(error.clone()));
        if self.is_still_at(client) {
            self.shared.role.note_failed(error, self.shared.base.notices);
        }
        if self.is_in_session_of(client) {
            self.note(Some(error));
        }
    }

    fn is_in_session_of(self, client: &Client) -> bool {
        self.client().is_some_and(|now| now.session().is(client.session()))
    }

    /// Whether the console is still where `client` was when something was begun, and in the same session.
    pub(super) fn is_still_at(self, client: &Client) -> bool {
        self.is_in_session_of(client) && self.client().is_some_and(|now| now.endpoint() == client.endpoint())
    }

    pub(super) fn connected(self) -> Result<Client, ApiError> {
        self.client().ok_or_else(not_connected)
    }

    /// Reads into a slot. Boxed, so that every read of one type shares one compiled copy.
    pub(super) fn load<T: Send + Sync + 'static>(
        self,
        slot: Slot<T>,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
    ) -> LocalBoxFuture<'static, ()> {
        let call: LocalBoxFuture<'static, Result<T, ApiError>> = Box::pin(call);
        let read = remote::load(slot, move || self.now_ms(), call);
        Box::pin(async move {
            let error = read.await;
            if let Some(error) = &error {
                self.tell(Event::Failed(error.clone()));
            }
            self.note(error.as_ref());
        })
    }

    pub fn load_logger(self, id: &str) -> LocalBoxFuture<'static, ()> {
        let id = id.to_owned();
        self.load(self.part.logger, async move { self.connected()?.get_logger(&id).await })
    }

    fn list_ports(
        self,
        slot: Slot<Rows<LoggingPort>>,
        query: LoggingPortQuery,
    ) -> LocalBoxFuture<'static, ()> {
        self.load(slot, async move { self.connected()?.list_logging_ports(&query).await.map(Arc::new) })
    }

    pub fn load_logger_ports(self, logger_id: &str) -> LocalBoxFuture<'static, ()> {
        let query = LoggingPortQuery { logger_id: Some(logger_id.to_owned()), ..LoggingPortQuery::default() };
        self.list_ports(self.part.logger_ports, query)
    }

    /// Reads one logging port and, when it is known, every logging port of the same port.
    pub fn load_port(self, id: &str) -> LocalBoxFuture<'static, ()> {
        let (asked, id) = (id.to_owned(), id.to_owned());
        let read = self.load(self.part.port, async move { self.connected()?.get_logging_port(&asked).await });
        Box::pin(async move {
            read.await;
            let value = |remote: &Remote<Fetched<LoggingPort>>| {
                remote.value.as_ref().map(|port| port.value.clone()).filter(|port| port.id == id)
            };
            if let Some(port) = self.part.port.try_with_untracked(value).flatten() {
                let query = LoggingPortQuery { port_id: Some(port.port_id), ..LoggingPortQuery::default() };
                self.list_ports(self.part.port_siblings, query).await;
            }
        })
    }

    /// Puts a newer state of a logger wherever it is shown. Nobody is told of one that is known already: a logger in BUILD
    /// is read again and again, and each time whoever follows the list would look at all of its rows.
    pub(super) fn put(self, newest: &Fetched<Logger>) {
        let logger = &newest.value;
        self.change_loggers(Change::Put(Arc::new(logger.clone())));
        self.part.logger.try_maybe_update(|remote| {
            let is_new =
                remote.value.as_ref().is_some_and(|open| open.value.id == logger.id && open != newest);
            if is_new {
                remote.value = Some(newest.clone());
            }
            (is_new, ())
        });
        self.tell_build(logger);
    }

    pub(super) fn take_out(self, id: &str) {
        self.part.followed.update_value(|followed| followed.retain(|(followed, _)| followed != id));
        self.part.notices.take_out(id);
        self.change_loggers(Change::TakeOut(id.to_owned()));
    }

    fn change_loggers(self, change: Change) {
        let is_loading = self.shared.loggers.try_maybe_update(|remote| {
            let rows = remote.value.as_mut().or(remote.early.as_mut());
            let is_changed = rows.is_some_and(|rows| change.apply(rows));
            (is_changed, remote.loading)
        });
        if is_loading == Some(true) {
            self.shared.changes.update_value(|changes| changes.push(change));
        }
    }
}
