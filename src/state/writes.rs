//! Writes to loggers, with one notice each.

use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;
use std::collections::HashSet;

use futures_util::future::LocalBoxFuture;

use super::Console;
use super::events::Event;
use super::message::Message;
use super::notices::{Follow, Progress};
use super::operations::{Item, Operation, OperationKind, Outcome, Saved};
use crate::api::{ApiError, Client, Deleted, Fetched};
use crate::domain::logger::{Logger, LoggerEdit};
use crate::i18n::words;

/// A write that failed.
struct Failed {
    error: ApiError,
    /// Whether the service may have done it all the same: no answer says, and looking for it failed as well.
    in_doubt: bool,
}

impl From<ApiError> for Failed {
    fn from(error: ApiError) -> Failed {
        Failed { error, in_doubt: false }
    }
}

/// How a change of a logger ended.
enum Update {
    Done(Fetched<Logger>),
    /// The service had what was wanted before, by somebody else or by an earlier try whose answer was lost.
    Already(Fetched<Logger>),
    /// Somebody else has changed the logger since it was read, so nothing was written.
    Changed(Fetched<Logger>),
}

/// Writes that belong together. All of them go where the console was when they began.
struct Writes {
    console: Console,
    client: Client,
    /// The generation of the notices that hear of them.
    generation: Option<u64>,
}

impl Writes {
    fn begin(console: Console) -> Result<Writes, ApiError> {
        Ok(Writes { console, client: console.connected()?, generation: console.part.notices.generation() })
    }

    fn is_here(&self) -> bool {
        self.console.is_still_at(&self.client)
    }

    /// Takes the outcome of a request that was sent. Where no answer says whether it was done, the logger is read and
    /// `find` looks for what was wanted.
    async fn settle<T>(
        &self,
        id: &str,
        sent: Result<T, ApiError>,
        find: impl FnOnce(Result<Fetched<Logger>, ApiError>) -> Option<T>,
    ) -> Result<T, Failed> {
        let error = match sent {
            Err(error) if error.is_ambiguous() => error,
            settled => return Ok(settled?),
        };
        let now = self.client.get_logger(id).await;
        let in_doubt = now.is_err();
        find(now).ok_or(Failed { error, in_doubt })
    }

    /// Changes a logger, unless somebody else has changed it since it was `seen`.
    async fn update(&self, seen: &Logger, wanted: &LoggerEdit) -> Result<Update, Failed> {
        let newest = self.client.get_logger(&seen.id).await?;
        let (before, now) = (LoggerEdit::of(seen), LoggerEdit::of(&newest.value));
        if now != before && now == *wanted {
            return Ok(Update::Already(newest));
        }
        if now != before && newest.value.updated_text != seen.updated_text {
            return Ok(Update::Changed(newest));
        }
        let sent = self.client.update_logger(&seen.id, wanted).await;
        let has_it = |now: &Fetched<Logger>| LoggerEdit::of(&now.value) == *wanted;
        let updated = self.settle(&seen.id, sent, |now| now.ok().filter(has_it)).await?;
        Ok(Update::Done(updated))
    }

    async fn delete(&self, logger: &Logger) -> Result<Deleted, Failed> {
        let sent = self.client.delete_logger(&logger.id).await;
        let deleted =
            |now: Result<_, ApiError>| now.err().filter(ApiError::is_not_found).map(|_| Deleted::Now);
        let deleted = self.settle(&logger.id, sent, deleted).await?;
        if deleted == Deleted::Now {
            self.note_done();
        }
        if self.is_here() {
            self.console.take_out(&logger.id);
        }
        self.console.tell(Event::Deleted { id: logger.id.clone(), name: logger.name.clone() });
        Ok(deleted)
    }

    fn note_done(&self) {
        if self.is_here() {
            self.console.shared.role.note_done(self.console.shared.base.notices);
        }
    }

    fn show(&self, newest: &Fetched<Logger>) {
        if self.is_here() {
            self.console.put(newest);
        }
    }

    fn updated(&self, updated: Fetched<Logger>) {
        self.note_done();
        self.show(&updated);
        self.console.tell(Event::Updated(updated.value));
    }

    async fn run_one(&self, kind: OperationKind, seen: &Logger) -> Result<Outcome, Failed> {
        if kind == OperationKind::Delete {
            return Ok(match self.delete(seen).await? {
                Deleted::Now => Outcome::Done,
                Deleted::Before => Outcome::Already,
            });
        }
        let enabled = kind == OperationKind::Enable;
        let wanted = LoggerEdit { enabled, ..LoggerEdit::of(seen) };
        Ok(match self.update(seen, &wanted).await? {
            Update::Done(updated) => {
                self.updated(updated);
                Outcome::Done
            }
            Update::Already(newest) => {
                self.show(&newest);
                Outcome::Already
            }
            Update::Changed(newest) => {
                self.show(&newest);
                match newest.value.enabled == Some(enabled) {
                    true => Outcome::Already,
                    false => {
                        Outcome::Changed { seen: Box::new(seen.clone()), newest: Box::new(newest.value) }
                    }
                }
            }
        })
    }

    async fn save(&self, seen: &Logger, edit: &LoggerEdit) -> Result<Saved, Failed> {
        match self.update(seen, edit).await? {
            Update::Changed(newest) => {
                self.show(&newest);
                Ok(Saved::ChangedBefore(Box::new(newest.value)))
            }
            Update::Done(saved) | Update::Already(saved) => {
                let notices = self.console.part.notices;
                if self.generation.is_some() && notices.generation() == self.generation {
                    let name = untrack(|| self.console.called(std::slice::from_ref(&saved.value))).concat();
                    let title = Message::with(words::SAVED, &[("what", &name)]);
                    notices.add(Progress::Done, title);
                }
                self.updated(saved);
                Ok(Saved::Yes)
            }
        }
    }
}

impl Console {
    /// Enables or disables loggers.
    pub fn set_enabled(self, loggers: Vec<Logger>, enabled: bool) -> LocalBoxFuture<'static, ()> {
        let kind = if enabled { OperationKind::Enable } else { OperationKind::Disable };
        Box::pin(self.run(Operation { kind, loggers }))
    }

    pub fn delete(self, loggers: Vec<Logger>) -> LocalBoxFuture<'static, ()> {
        Box::pin(self.run(Operation { kind: OperationKind::Delete, loggers }))
    }

    /// Does a write to each of its loggers, one after the other, with one notice. A logger to which the same is being
    /// done is left out.
    pub async fn run(self, mut operation: Operation) {
        if let Some(why) = self.forbids_writing() {
            self.part.notices.add(Progress::Attention, Message::plain(why));
            return;
        }
        let claim = |logger: &Logger| (operation.kind, logger.id.clone());
        self.shared.in_flight.try_with_value(|all| {
            operation.loggers.retain(|logger| !all.contains(&claim(logger)));
        });
        if operation.loggers.is_empty() {
            return;
        }
        let claims: HashSet<(OperationKind, String)> = operation.loggers.iter().map(claim).collect();
        self.shared.in_flight.update_value(|all| all.extend(claims.iter().cloned()));
        self.run_through(operation).await;
        self.shared.in_flight.update_value(|all| all.retain(|one| !claims.contains(one)));
    }

    async fn run_through(self, Operation { kind, loggers }: Operation) {
        let notices = self.part.notices;
        let names = untrack(|| self.called(&loggers));
        let mut items: Vec<Item> =
            names.into_iter().zip(&loggers).map(|(name, logger)| Item::waiting(name, logger)).collect();
        let id = notices.add(Progress::Running, kind.running(&items));
        notices.change(id, |notice| notice.items.clone_from(&items));
        let (writes, generation) = (Writes::begin(self), notices.generation());
        for (at, logger) in loggers.iter().enumerate() {
            if notices.generation() != generation {
                return;
            }
            let outcome = match &writes {
                Ok(writes) => {
                    writes.run_one(kind, logger).await.unwrap_or_else(|Failed { error, in_doubt }| {
                        self.note_failed_write(&writes.client, &error);
                        if in_doubt { Outcome::Unknown(error) } else { Outcome::Failed(error) }
                    })
                }
                Err(error) => Outcome::Failed(error.clone()),
            };
            let set = |items: &mut [Item], outcome: Outcome| {
                if let Some(item) = items.get_mut(at) {
                    item.outcome = outcome;
                }
            };
            set(&mut items, outcome.clone());
            notices.change(id, |notice| set(&mut notice.items, outcome));
        }
        let again: Vec<Logger> = loggers
            .into_iter()
            .zip(&items)
            .filter_map(|(seen, item)| match &item.outcome {
                Outcome::Changed { newest, .. } => Some(newest.as_ref().clone()),
                Outcome::Failed(_) | Outcome::Unknown(_) => Some(seen),
                Outcome::Waiting | Outcome::Done | Outcome::Already => None,
            })
            .collect();
        let is_here = writes.is_ok_and(|writes| writes.is_here());
        let is_changed = |item: &Item| matches!(item.outcome, Outcome::Changed { .. });
        notices.change(id, |notice| {
            notice.progress = match again.len() {
                0 => Progress::Done,
                left if left == items.iter().filter(|item| is_changed(item)).count() => Progress::Attention,
                _ => Progress::Failed,
            };
            notice.title = kind.ended(&items);
            notice.items = items;
            if is_here && !again.is_empty() {
                notice.follow = Some(Follow::Retry(Operation { kind, loggers: again }));
            }
        });
    }

    /// Saves an edit. `over` is the logger as the person saw it; where somebody else has changed it since, nothing is
    /// written.
    pub async fn save_edit(self, over: &Logger, edit: &LoggerEdit) -> Saved {
        let writes = match Writes::begin(self) {
            Ok(writes) => writes,
            Err(error) => return Saved::No(error),
        };
        writes.save(over, edit).await.unwrap_or_else(|Failed { error, in_doubt }| {
            self.note_failed_write(&writes.client, &error);
            if in_doubt { Saved::Unknown(error) } else { Saved::No(error) }
        })
    }
}

#[cfg(test)]
mod tests;
