//! What a person is writing. It belongs to the console and not to a page, so that signing in again loses nothing.

use crate::api::{ApiError, Client, Fetched};
use crate::domain::draft::{Draft, NewLogger, Step};
use crate::domain::logger::{Logger, LoggerEdit};
use crate::i18n::{Word, words};
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// A create of which nobody knows whether it was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    pub new: NewLogger,
    /// Why nothing is known of it.
    pub error: ApiError,
    /// The ids of the loggers of that name and target that were there before.
    pub before: Vec<String>,
    /// Whether the list could be read afterwards. It did not have the logger yet.
    pub is_looked_for: bool,
}

/// What a create has made.
#[derive(Clone)]
pub(super) struct Made {
    pub client: Client,
    pub fetched: Fetched<Logger>,
    pub asked: NewLogger,
    /// The ids of the loggers of that name and target that were there before.
    pub before: Vec<String>,
    /// The ids of those of which somebody was told as too many.
    pub told: Vec<String>,
}

impl Made {
    /// Whether it is what a form asks for; else an earlier try of the form has made it.
    pub fn is_of(&self, new: &NewLogger) -> bool {
        self.asked == *new
    }
}

/// Why the create form has made no logger.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The logger to clone could not be read.
    Clone(ApiError),
    /// The service or the way to it said no, and nothing was made.
    Refused(ApiError),
    /// No answer came that tells, and the service may have made it or may still be at it.
    Doubt(Doubt),
    /// An earlier try has made this one all the same; the form was changed since.
    Earlier(Logger),
}

impl Trouble {
    /// `error` came before anything was sent; a doubt from before stays.
    pub fn of(error: ApiError, doubt: Option<Doubt>) -> Trouble {
        match doubt {
            Some(doubt) => Trouble::Doubt(Doubt { error, ..doubt }),
            None => Trouble::Refused(error),
        }
    }

    pub fn title(&self) -> Word {
        match self {
            Trouble::Clone(_) => words::CLONE_FAILED,
            Trouble::Refused(_) => words::LOGGER_FAILED,
            Trouble::Doubt(doubt) => doubt.title(),
            Trouble::Earlier(_) => words::CREATE_EARLIER,
        }
    }

    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Trouble::Clone(error) | Trouble::Refused(error) => Some(error),
            Trouble::Doubt(doubt) => Some(&doubt.error),
            Trouble::Earlier(_) => None,
        }
    }
}

impl Doubt {
    pub fn title(&self) -> Word {
        if self.is_looked_for { words::CREATE_UNSEEN } else { words::CREATE_UNKNOWN }
    }

    pub fn help(&self) -> Word {
        if self.is_looked_for { words::CREATE_UNSEEN_HELP } else { words::CREATE_UNKNOWN_HELP }
    }
}

/// The create wizard.
#[derive(Clone, Copy, Default)]
pub struct CreateForm {
    /// What is written now.
    pub draft: RwSignal<Draft>,
    pub step: RwSignal<Step>,
    /// The furthest step whose fields were tried to leave: their faults are shown.
    pub checked: RwSignal<Option<Step>>,
    pub sending: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Tries of which nobody knows what became, one for a name and target.
    pub doubts: RwSignal<Vec<Doubt>>,
    /// Which form this is: what was sent from an earlier one has nothing to say here.
    generation: RwSignal<u64>,
    /// What the form was filled with, to notice edits.
    start: RwSignal<Draft>,
    /// The logger that a clone started from; `Some("")` for an empty form, `None` where nothing was begun.
    pub begun_from: RwSignal<Option<String>>,
}

impl CreateForm {
    /// Starts over from `draft`.
    pub fn fill(self, draft: Draft, begun_from: Option<String>) {
        self.draft.set(draft.clone());
        self.step.set(Step::Target);
        self.checked.set(None);
        self.sending.set(false);
        self.trouble.set(None);
        self.doubts.set(Vec::new());
        self.generation.update(|generation| *generation += 1);
        self.start.set(draft);
        self.begun_from.set(begun_from);
    }

    /// Forgets what was written.
    pub fn discard(self) {
        self.fill(Draft::default(), None);
    }

    /// The number of this form, which every filling changes.
    pub fn generation(self) -> Option<u64> {
        self.generation.try_get_untracked()
    }

    /// Runs whoever asks again when the form is filled anew.
    pub fn track_generation(self) {
        self.generation.track();
    }

    /// What the form was filled with; tracks nothing.
    pub fn started(self) -> Draft {
        self.start.get_untracked()
    }

    /// Whether leaving would lose something: what was entered, or what to look for before anything is sent again.
    pub fn is_dirty(self) -> bool {
        let is_edited = || self.draft.with_untracked(|draft| *draft != self.started());
        let is_in_doubt = || !self.doubts.with_untracked(Vec::is_empty);
        self.begun_from.get_untracked().is_some() && (is_edited() || is_in_doubt())
    }
}

/// The edit dialog.
#[derive(Clone, Copy, Default)]
pub struct EditForm {
    /// The logger that is edited, as it was read when the dialog opened.
    pub logger: RwSignal<Option<Logger>>,
    /// What is written now.
    pub draft: RwSignal<LoggerEdit>,
    /// Whether saving was tried, so that faults are shown.
    pub checked: RwSignal<bool>,
    pub sending: RwSignal<bool>,
    /// What failed, and why.
    pub error: RwSignal<Option<(Word, ApiError)>>,
    /// The logger as somebody else has changed it since; saving once more overwrites that.
    pub changed: RwSignal<Option<Logger>>,
    /// Which opening of the dialog this is: what was sent from an earlier one has nothing to say here.
    generation: StoredValue<u64>,
}

impl EditForm {
    pub fn open(self, logger: Logger) {
        self.draft.set(LoggerEdit::of(&logger));
        self.checked.set(false);
        self.sending.set(false);
        self.error.set(None);
        self.changed.set(None);
        self.generation.update_value(|generation| *generation += 1);
        self.logger.set(Some(logger));
    }

    pub fn close(self) {
        self.generation.update_value(|generation| *generation += 1);
        self.logger.set(None);
    }

    /// Says that it was not saved, and why.
    pub(super) fn refuse(self, title: Word, error: ApiError) -> Option<(Word, ApiError)> {
        self.error.try_set(Some((title, error.clone())));
        Some((title, error))
    }

    /// The number of this opening, which ends when the dialog closes.
    pub fn generation(self) -> Option<u64> {
        self.generation.try_get_value()
    }

    /// Whether closing would lose something. What is being saved is not lost.
    pub fn is_dirty(self) -> bool {
        let differs = |logger: &Option<Logger>| {
            logger.as_ref().is_some_and(|logger| LoggerEdit::of(logger) != self.written())
        };
        !self.sending.get_untracked() && self.logger.with_untracked(differs)
    }

    /// What is saved: what is written now, without space around the texts. A text that nobody has changed, but for such
    /// space, stays as it is: the service takes names with space around them.
    pub fn written(self) -> LoggerEdit {
        let before =
            self.logger.with_untracked(|logger| logger.as_ref().map(LoggerEdit::of)).unwrap_or_default();
        let written = |now: &str, before: String| match now == before || now.trim() == before {
            true => before,
            false => now.trim().to_owned(),
        };
        self.draft.with_untracked(|draft| LoggerEdit {
            name: written(&draft.name, before.name),
            description: written(&draft.description, before.description),
            enabled: draft.enabled,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::bench::loggers::logger;

    /// Edits a logger whose name and description are `before` to `now`. Expects what is saved.
    #[track_caller]
    fn check_edit(before: &str, now: &str, expect: &str) {
        let texts = |text: &str| (text.to_owned(), text.to_owned());
        let (form, (name, description)) = (EditForm::default(), texts(before));
        form.open(Logger { name, description, ..logger("a") });
        form.draft.update(|draft| (draft.name, draft.description) = texts(now));
        let LoggerEdit { name, description, .. } = form.written();
        assert_eq!(((name, description), form.is_dirty()), (texts(expect), before != expect));
    }

    #[test]
    fn an_edit_leaves_alone_what_nobody_has_changed() {
        check_edit(" web-1", " web-1", " web-1");
        check_edit("web", "web", "web");
        check_edit("web", " web ", "web");
        check_edit("web", " web-2 ", "web-2");
        check_edit(" web-1", "web-1", "web-1");
        check_edit(" web-1", " web-2", "web-2");
        check_edit("a\r\nb ", "a\r\nb ", "a\r\nb ");
        check_edit("", " ", "");
    }

    #[test]
    fn a_form_is_dirty_while_it_is_not_what_it_was_filled_with() {
        let draft = Draft { name: "web".to_owned(), enabled: false, ..Draft::default() };
        let form = CreateForm::default();
        form.fill(draft.clone(), Some("id".to_owned()));
        assert_eq!(form.draft.get_untracked(), draft);
        assert!(!form.is_dirty());
        form.draft.update(|draft| draft.name = "other".to_owned());
        assert!(form.is_dirty());
        form.draft.update(|draft| draft.name = "web".to_owned());
        assert!(!form.is_dirty());
        form.discard();
        assert_eq!(form.draft.get_untracked(), Draft::default());
        assert!(!form.is_dirty());
    }
}
