//! Sending what a form holds, and what becomes of the form. An outcome that comes when its form is gone, or another
//! one is open, is told by a notice and touches no form.

use futures_util::future::LocalBoxFuture;
use reactive_graph::prelude::*;

use super::forms::Made;
use super::forms::Trouble;
use super::message::Message;
use super::notices::{Follow, Progress};
use super::operations::{Item, Saved};
use super::{Console, Leaving};
use crate::api::ApiError;
use crate::domain::draft::{Draft, DraftFault, NewLogger, Step};
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};
use crate::route::Route;

/// What to say at once about a form that stays open.
pub type Refused = Option<(Word, ApiError)>;

impl Console {
    /// Saves the edit dialog. `None` while that is under way, or nothing is open.
    pub fn submit_edit(self) -> Option<LocalBoxFuture<'static, Refused>> {
        let form = self.part.edit;
        let over = form.logger.try_get_untracked().flatten()?;
        if form.sending.get_untracked() || self.forbids_writing().is_some() {
            return None;
        }
        form.sending.set(true);
        form.error.set(None);
        // A second save after the warning is over the state that the warning showed.
        let shown = form.changed.get_untracked().filter(|shown| shown.id == over.id);
        let seen = shown.unwrap_or(over);
        let (edit, form_generation, notice_generation) =
            (form.written(), form.generation(), self.part.notices.generation());
        Some(Box::pin(async move {
            let saved = self.save_edit(&seen, &edit).await;
            if form.generation() != form_generation {
                self.tell_late_save(notice_generation, &seen.id, edit.name, saved);
                return None;
            }
            form.sending.try_set(false);
            match saved {
                Saved::Yes => form.close(),
                Saved::ChangedBefore(logger) => {
                    form.changed.try_set(Some(*logger));
                }
                Saved::No(error) => return form.refuse(words::EDIT_FAILED, error),
                Saved::Unknown(error) => return form.refuse(words::EDIT_UNKNOWN, error),
            }
            None
        }))
    }

    fn tell_late_save(self, notice_generation: Option<u64>, id: &str, name: String, saved: Saved) {
        let (title, items) = match saved {
            Saved::Yes => return,
            Saved::No(error) => (Message::plain(words::EDIT_FAILED), vec![Item::failed(name, id, error)]),
            Saved::Unknown(error) => {
                (Message::plain(words::EDIT_UNKNOWN), vec![Item::failed(name, id, error)])
            }
            Saved::ChangedBefore(_) => (Message::with(words::EDIT_OVERTAKEN, &[("what", &name)]), Vec::new()),
        };
        let follow = Follow::Open { logger_id: id.to_owned() };
        self.tell_late(notice_generation, title, items, Some(follow));
    }

    /// Sends the create form. `None` while that is under way, or where the form has faults: it then shows the first
    /// step that has one.
    pub fn submit_create(self) -> Option<LocalBoxFuture<'static, Refused>> {
        let form = self.part.create;
        if form.sending.get_untracked() || self.forbids_writing().is_some() {
            return None;
        }
        let new = match form.draft.with_untracked(Draft::check) {
            Ok(new) => new,
            Err(faults) => {
                form.checked.set(Some(Step::Review));
                if let Some(step) = faults.iter().map(DraftFault::step).min() {
                    form.step.set(step);
                }
                return None;
            }
        };
        let mut doubts = form.doubts.get_untracked();
        form.sending.set(true);
        form.trouble.set(None);
        let (form_generation, notice_generation) = (form.generation(), self.part.notices.generation());
        Some(Box::pin(async move {
            let created = self.create_logger(&new, &mut doubts).await;
            if form.generation() != form_generation {
                if let Err(Trouble::Refused(error)) = &created {
                    let item = Item::failed(new.name, "", error.clone());
                    self.tell_late(notice_generation, Message::plain(words::LOGGER_FAILED), vec![item], None);
                }
                self.tell_doubts(notice_generation, doubts);
                if let Ok(made) = created {
                    self.look_for_surplus(made).await;
                }
                return None;
            }
            form.sending.try_set(false);
            form.doubts.try_set(doubts);
            match created {
                Ok(made) => {
                    self.show_made(made, Some(&new)).await;
                    None
                }
                Err(trouble) => self.show_trouble(trouble),
            }
        }))
    }

    /// Looks for what the create form has sent without an answer, and sends nothing. `None` while something is under
    /// way, or where nothing is in doubt.
    pub fn look_again(self) -> Option<LocalBoxFuture<'static, Refused>> {
        let form = self.part.create;
        let mut doubts = form.doubts.get_untracked();
        if form.sending.get_untracked() || doubts.is_empty() {
            return None;
        }
        let new = form.draft.with_untracked(Draft::check).ok();
        form.sending.set(true);
        let (form_generation, notice_generation) = (form.generation(), self.part.notices.generation());
        Some(Box::pin(async move {
            let found = self.look_for_created(&mut doubts, None).await;
            if form.generation() != form_generation {
                self.tell_doubts(notice_generation, doubts);
                if let Ok(Some(made)) = found {
                    self.look_for_surplus(made).await;
                }
                return None;
            }
            form.sending.try_set(false);
            form.doubts.try_set(doubts.clone());
            match found {
                Ok(Some(made)) => self.show_made(made, new.as_ref()).await,
                Ok(None) => _ = form.trouble.try_set(doubts.pop().map(Trouble::Doubt)),
                Err(trouble) => return self.show_trouble(trouble),
            }
            None
        }))
    }

    /// Shows what was made, in place of the form; where the form asks for something else by now, beside it. Then looks
    /// whether there is more than that.
    async fn show_made(self, made: Made, new: Option<&NewLogger>) {
        match new.is_some_and(|new| made.is_of(new)) {
            true => self.show_created(&made.fetched.value),
            false => _ = self.show_trouble(Trouble::Earlier(made.fetched.value.clone())),
        }
        self.look_for_surplus(made).await;
    }

    /// Empties the create form and goes to the logger that was made.
    fn show_created(self, logger: &Logger) {
        // Whoever waits to leave for another page has nothing to lose any more.
        let route = match self.part.leaving.try_get_untracked().flatten() {
            Some(Leaving::To(route)) => {
                self.part.leaving.set(None);
                route
            }
            _ => Route::logger(&logger.id),
        };
        self.part.create.discard();
        self.go(route);
    }

    fn show_trouble(self, trouble: Trouble) -> Refused {
        let refused = trouble.error().map(|error| (trouble.title(), error.clone()));
        self.part.create.trouble.try_set(Some(trouble));
        refused
    }

    fn tell_late(
        self,
        notice_generation: Option<u64>,
        title: Message,
        items: Vec<Item>,
        follow: Option<Follow>,
    ) {
        if notice_generation.is_some() && self.part.notices.generation() == notice_generation {
            let id = self.part.notices.add(Progress::Failed, title);
            self.part.notices.change(id, |notice| (notice.items, notice.follow) = (items, follow));
        }
    }
}

#[cfg(test)]
mod tests;
