//! What the console does with the service: reads for the pages, and writes with one notice each.

use reactive_graph::prelude::*;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;

use super::console::{Console, Rows};
use super::events::Event;
use super::message::Message;
use super::notices::{Follow, Notice, Progress};
use super::remote::{self, Slot};
use super::writes::{self, Failed};
use crate::api::Deleted;
use crate::api::transport::{Fault, Method};
use crate::api::{ApiError, Cause, Client, Fetched, LoggingPortQuery, Row};
use crate::domain::logger::{Logger, LoggerEdit};
use crate::domain::logging_port::LoggingPort;
use crate::i18n::{Word, words};

/// A write to several loggers that can be tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    kind: Kind,
    loggers: Vec<Logger>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Enable,
    Disable,
    Delete,
}

/// What the notice of a write says, about one logger and about several.
struct Said {
    running: [Word; 2],
    done: [Word; 2],
    failed: [Word; 2],
    /// About several, of which some failed.
    partly: Word,
}

const ENABLE: Said = Said {
    running: [words::ENABLING, words::ENABLING_MANY],
    done: [words::ENABLED_DONE, words::ENABLED_MANY],
    failed: [words::ENABLE_FAILED, words::ENABLE_FAILED_MANY],
    partly: words::ENABLED_PART,
};
const DISABLE: Said = Said {
    running: [words::DISABLING, words::DISABLING_MANY],
    done: [words::DISABLED_DONE, words::DISABLED_MANY],
    failed: [words::DISABLE_FAILED, words::DISABLE_FAILED_MANY],
    partly: words::DISABLED_PART,
};
const DELETE: Said = Said {
    running: [words::DELETING, words::DELETING_MANY],
    done: [words::DELETED, words::DELETED_MANY],
    failed: [words::DELETE_FAILED, words::DELETE_FAILED_MANY],
    partly: words::DELETED_PART,
};

fn title([one, many]: [Word; 2], loggers: &[Logger]) -> Message {
    match loggers {
        [logger] => Message::with(one, &[("what", &logger.name)]),
        loggers => Message::with(many, &[("what", &loggers.len().to_string())]),
    }
}

impl Said {
    /// What is said of those that were written to, `left` of which were refused.
    fn failed(&self, all: usize, left: &[Logger]) -> Message {
        let done = all.saturating_sub(left.len());
        if done == 0 {
            return title(self.failed, left);
        }
        let counts = [("what", done), ("all", all), ("left", left.len())];
        Message { word: self.partly, values: counts.map(|(name, count)| (name, count.to_string())).to_vec() }
    }
}

/// How saving an edit ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Yes,
    No(ApiError),
    /// No answer says whether it was saved, and looking for it failed as well.
    Unknown(ApiError),
    /// Somebody else has changed the logger since it was read.
    ChangedBefore(Box<Logger>),
}

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
            self.note_write(Err(error));
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

    fn note_done_write(self, client: &Client) {
        if self.is_still_at(client) {
            self.note_write(Ok(()));
        }
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
    pub async fn load_port(self, id: &str) {
        let asked = id.to_owned();
        self.load(self.part.port, async move { self.connected()?.get_logging_port(&asked).await }).await;
        let port =
            self.part.port.try_with_untracked(|remote| remote.value.as_ref().map(|port| port.value.clone()));
        if let Some(port) = port.flatten().filter(|port| port.id == id) {
            let query = LoggingPortQuery { port_id: Some(port.port_id), ..LoggingPortQuery::default() };
            self.list_ports(self.part.port_siblings, query).await;
        }
    }

    /// Does a write to each of its loggers, one after the other, with one notice. All of them are written to where the
    /// console was when it began.
    pub async fn run(self, mut operation: Operation) {
        if let Some(why) = self.forbids_writing() {
            self.part.notices.add(Progress::Attention, Message::plain(why));
            return;
        }
        let kind = operation.kind;
        let is_running = |id: &str| {
            let is_it = |(of, other): &(Kind, String)| *of == kind && other == id;
            self.shared.under_way.try_with_value(|all| all.iter().any(is_it)) == Some(true)
        };
        operation.loggers.retain(|logger| !is_running(&logger.id));
        if operation.loggers.is_empty() {
            return;
        }
        let claimed = |logger: &Logger| (kind, logger.id.clone());
        let claims: Vec<(Kind, String)> = operation.loggers.iter().map(claimed).collect();
        self.shared.under_way.update_value(|all| all.extend_from_slice(&claims));
        self.run_through(operation).await;
        self.shared.under_way.update_value(|all| all.retain(|one| !claims.contains(one)));
    }

    async fn run_through(self, operation: Operation) {
        let said = match operation.kind {
            Kind::Enable => ENABLE,
            Kind::Disable => DISABLE,
            Kind::Delete => DELETE,
        };
        let id = self.part.notices.add(Progress::Running, title(said.running, &operation.loggers));
        let (mut left, mut errors, mut in_doubt) = (Vec::new(), Vec::new(), false);
        let (client, era) = (self.connected(), self.part.notices.era());
        for logger in &operation.loggers {
            if self.part.notices.era() != era {
                return;
            }
            let outcome = match &client {
                Ok(client) => self.run_one(client, operation.kind, logger).await,
                Err(error) => Err(error.clone().into()),
            };
            if let Err(Failed { error, in_doubt: is_this }) = outcome {
                in_doubt |= is_this;
                if let Ok(client) = &client {
                    self.note_failed_write(client, &error);
                }
                errors.push((Some(logger.name.clone()), error));
                left.push(logger.clone());
            }
        }
        let is_here = client.is_ok_and(|client| self.is_still_at(&client));
        self.replace_notice(id, |notice| {
            notice.errors = errors;
            if left.is_empty() {
                notice.progress = Progress::Done;
                notice.title = title(said.done, &operation.loggers);
            } else {
                notice.progress = Progress::Failed;
                notice.title = match operation.loggers.as_slice() {
                    [logger] if in_doubt => Message::with(words::WRITE_UNKNOWN, &[("what", &logger.name)]),
                    all => said.failed(all.len(), &left),
                };
                let again = Operation { kind: operation.kind, loggers: left };
                notice.follow = is_here.then_some(Follow::Retry(again));
            }
        });
    }

    async fn run_one(self, client: &Client, kind: Kind, logger: &Logger) -> Result<(), Failed> {
        if kind == Kind::Delete {
            if writes::delete(client, &logger.id).await? == Deleted::Now {
                self.note_done_write(client);
            }
            if self.is_still_at(client) {
                self.take_out(&logger.id);
            }
            self.tell(Event::Deleted { id: logger.id.clone(), name: logger.name.clone() });
        } else {
            // The name must be sent again, so the newest one: somebody may have renamed the logger.
            let newest = client.get_logger(&logger.id).await?.value;
            let edit = LoggerEdit { enabled: kind == Kind::Enable, ..LoggerEdit::of(&newest) };
            let updated = writes::update(client, &logger.id, &edit).await?;
            self.note_done_write(client);
            if self.is_still_at(client) {
                self.put(&updated);
            }
            self.tell(Event::Updated(updated.value));
        }
        Ok(())
    }

    /// Enables or disables loggers.
    pub fn set_enabled(self, loggers: Vec<Logger>, enabled: bool) -> LocalBoxFuture<'static, ()> {
        let kind = if enabled { Kind::Enable } else { Kind::Disable };
        Box::pin(self.run(Operation { kind, loggers }))
    }

    pub fn delete(self, loggers: Vec<Logger>) -> LocalBoxFuture<'static, ()> {
        Box::pin(self.run(Operation { kind: Kind::Delete, loggers }))
    }

    pub(super) fn replace_notice(self, id: u64, change: impl FnOnce(&mut Notice)) {
        let mut notice = self.part.notices.get(id).unwrap_or(Notice {
            id,
            progress: Progress::Running,
            title: Message::plain(words::NOTIFICATIONS),
            errors: Vec::new(),
            follow: None,
        });
        change(&mut notice);
        self.part.notices.replace(notice);
    }

    /// Saves an edit. `over` is the logger as the person saw it; where the service's is of another time, nothing is
    /// written.
    pub async fn save_edit(self, over: &Logger, edit: &LoggerEdit) -> Saved {
        let client = match self.connected() {
            Ok(client) => client,
            Err(error) => return Saved::No(error),
        };
        match self.try_save(&client, over, edit).await {
            Ok(saved) => saved,
            Err(Failed { error, in_doubt }) => {
                self.note_failed_write(&client, &error);
                if in_doubt { Saved::Unknown(error) } else { Saved::No(error) }
            }
        }
    }

    async fn try_save(self, client: &Client, over: &Logger, edit: &LoggerEdit) -> Result<Saved, Failed> {
        let era = self.part.notices.era();
        let newest = client.get_logger(&over.id).await?;
        let theirs = LoggerEdit::of(&newest.value);
        let is_changed = newest.value.updated_text != over.updated_text && theirs != LoggerEdit::of(over);
        // What was wanted may be there by an earlier try whose answer was lost.
        let is_there = is_changed && theirs == *edit;
        if is_changed && !is_there {
            if self.is_still_at(client) {
                self.put(&newest);
            }
            return Ok(Saved::ChangedBefore(Box::new(newest.value)));
        }
        let updated = if is_there { newest } else { writes::update(client, &over.id, edit).await? };
        self.note_done_write(client);
        if self.is_still_at(client) {
            self.put(&updated);
        }
        if era.is_some() && self.part.notices.era() == era {
            self.part
                .notices
                .add(Progress::Done, Message::with(words::SAVED, &[("what", &updated.value.name)]));
        }
        self.tell(Event::Updated(updated.value));
        Ok(Saved::Yes)
    }

    /// Puts a newer state of a logger wherever it is shown.
    pub(super) fn put(self, newest: &Fetched<Logger>) {
        let logger = &newest.value;
        self.shared.loggers.try_update(|remote| {
            let Some(rows) = &mut remote.value else { return };
            let rows = Arc::make_mut(rows);
            let place = rows.iter_mut().find(|row| row.read().is_some_and(|row| row.id == logger.id));
            match place {
                Some(row) => *row = Row::Read(logger.clone()),
                None => rows.push(Row::Read(logger.clone())),
            }
        });
        self.part.logger.try_update(|remote| {
            if remote.value.as_ref().is_some_and(|open| open.value.id == logger.id) {
                remote.value = Some(newest.clone());
            }
        });
        self.tell_build(logger);
    }

    pub(super) fn take_out(self, id: &str) {
        self.part.followed.update_value(|followed| followed.retain(|(followed, _)| followed != id));
        self.shared.loggers.try_update(|remote| {
            if let Some(rows) = &mut remote.value {
                Arc::make_mut(rows).retain(|row| row.read().is_none_or(|logger| logger.id != id));
            }
        });
    }
}
