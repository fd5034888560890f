//! What a person is writing. It belongs to the console and not to a page, so that signing in again loses nothing.

use crate::api::ApiError;
use crate::domain::draft::{Draft, NewLogger, PartitionChoice, Step};
use crate::domain::logger::{Compression, LogFormat, Logger, LoggerEdit, TargetType, TrafficFilter};
use crate::i18n::{Word, words};
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// A create of which nobody knows whether it was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    pub new: NewLogger,
    /// The ids of the loggers of that name and target that were there before.
    pub before: Vec<String>,
    /// Whether the list could be read afterwards. It did not have the logger yet.
    pub is_looked_for: bool,
}

/// Why the create form has made no logger.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The logger to clone could not be read.
    Clone(ApiError),
    /// The service or the way to it said no, and nothing was made.
    Refused(ApiError),
    /// No answer came that tells, and the service may have made it or may still be at it.
    Doubt(ApiError, Doubt),
    /// An earlier try has made this one all the same; the form was changed since.
    Earlier(Logger),
}

impl Trouble {
    /// `error` came before anything was sent; a doubt from before stays.
    pub fn of(error: ApiError, doubt: Option<Doubt>) -> Trouble {
        match doubt {
            Some(doubt) => Trouble::Doubt(error, doubt),
            None => Trouble::Refused(error),
        }
    }

    pub fn title(&self) -> Word {
        match self {
            Trouble::Clone(_) => words::CLONE_FAILED,
            Trouble::Refused(_) => words::LOGGER_FAILED,
            Trouble::Doubt(_, doubt) => doubt.title(),
            Trouble::Earlier(_) => words::CREATE_EARLIER,
        }
    }

    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Trouble::Clone(error) | Trouble::Refused(error) | Trouble::Doubt(error, _) => Some(error),
            Trouble::Earlier(_) => None,
        }
    }
}

impl Doubt {
    fn title(&self) -> Word {
        if self.is_looked_for { words::CREATE_UNSEEN } else { words::CREATE_UNKNOWN }
    }

    pub fn help(&self) -> Word {
        if self.is_looked_for { words::CREATE_UNSEEN_HELP } else { words::CREATE_UNKNOWN_HELP }
    }
}

/// The create wizard: one signal a field.
#[derive(Clone, Copy)]
pub struct CreateForm {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    /// The wire text of the choice, here and below.
    pub target_type: RwSignal<String>,
    pub target_id: RwSignal<String>,
    pub filter: RwSignal<String>,
    pub interval: RwSignal<String>,
    pub connection_setup_only: RwSignal<bool>,
    pub fields: RwSignal<Vec<String>>,
    pub storage_url: RwSignal<String>,
    pub log_format: RwSignal<String>,
    pub compression: RwSignal<String>,
    pub partition: RwSignal<String>,
    pub partition_template: RwSignal<String>,
    pub file_name: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    pub step: RwSignal<Step>,
    /// The furthest step whose fields were tried to leave: their faults are shown.
    pub checked: RwSignal<Option<Step>>,
    pub sending: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Tries of which nobody knows what became, one for a name and target.
    pub doubts: RwSignal<Vec<Doubt>>,
    /// Which form this is: what was sent from an earlier one has nothing to say here.
    opening: RwSignal<u64>,
    /// What the form was filled with, to notice edits.
    start: RwSignal<Draft>,
    /// The logger that a clone started from; `Some("")` for an empty form, `None` where nothing was begun.
    pub begun_from: RwSignal<Option<String>>,
}

const DAY: &str = "day";
const HOUR: &str = "hour";
const CUSTOM: &str = "custom";

fn partition_name(choice: PartitionChoice) -> &'static str {
    match choice {
        PartitionChoice::Day => DAY,
        PartitionChoice::Hour => HOUR,
        PartitionChoice::Custom => CUSTOM,
    }
}

impl CreateForm {
    pub fn new() -> CreateForm {
        let text = || RwSignal::new(String::new());
        let form = CreateForm {
            name: text(),
            description: text(),
            target_type: text(),
            target_id: text(),
            filter: text(),
            interval: text(),
            connection_setup_only: RwSignal::new(false),
            fields: RwSignal::new(Vec::new()),
            storage_url: text(),
            log_format: text(),
            compression: text(),
            partition: text(),
            partition_template: text(),
            file_name: text(),
            enabled: RwSignal::new(true),
            step: RwSignal::new(Step::Target),
            checked: RwSignal::new(None),
            sending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            doubts: RwSignal::new(Vec::new()),
            opening: RwSignal::new(0),
            start: RwSignal::new(Draft::default()),
            begun_from: RwSignal::new(None),
        };
        form.fill(Draft::default(), None);
        form
    }

    /// Starts over from `draft`.
    pub fn fill(self, draft: Draft, begun_from: Option<String>) {
        self.name.set(draft.name.clone());
        self.description.set(draft.description.clone());
        self.target_type.set(draft.target_type.wire().to_owned());
        self.target_id.set(draft.target_id.clone());
        self.filter.set(draft.filter.wire().to_owned());
        self.interval.set(draft.interval.clone());
        self.connection_setup_only.set(draft.connection_setup_only);
        self.fields.set(draft.fields.clone());
        self.storage_url.set(draft.storage_url.clone());
        self.log_format.set(draft.log_format.wire().to_owned());
        self.compression.set(draft.compression.wire().to_owned());
        self.partition.set(partition_name(draft.partition).to_owned());
        self.partition_template.set(draft.partition_template.clone());
        self.file_name.set(draft.file_name.clone());
        self.enabled.set(draft.enabled);
        self.step.set(Step::Target);
        self.checked.set(None);
        self.sending.set(false);
        self.trouble.set(None);
        self.doubts.set(Vec::new());
        self.opening.update(|opening| *opening += 1);
        self.start.set(draft);
        self.begun_from.set(begun_from);
    }

    /// Forgets what was written.
    pub fn discard(self) {
        self.fill(Draft::default(), None);
    }

    /// What is written now; tracks every field.
    pub fn draft(self) -> Draft {
        Draft {
            name: self.name.get(),
            description: self.description.get(),
            target_type: TargetType::of_wire(&self.target_type.get()),
            target_id: self.target_id.get(),
            filter: TrafficFilter::of_wire(&self.filter.get()),
            interval: self.interval.get(),
            connection_setup_only: self.connection_setup_only.get(),
            fields: self.fields.get(),
            storage_url: self.storage_url.get(),
            log_format: LogFormat::of_wire(&self.log_format.get()),
            compression: Compression::of_wire(&self.compression.get()),
            partition: match self.partition.get().as_str() {
                DAY => PartitionChoice::Day,
                CUSTOM => PartitionChoice::Custom,
                _ => PartitionChoice::Hour,
            },
            partition_template: self.partition_template.get(),
            file_name: self.file_name.get(),
            enabled: self.enabled.get(),
        }
    }

    /// The number of this form, which every filling changes.
    pub fn opening(self) -> Option<u64> {
        self.opening.try_get_untracked()
    }

    /// Runs whoever asks again when the form is filled anew.
    pub fn track_opening(self) {
        self.opening.track();
    }

    /// What the form was filled with; tracks nothing.
    pub fn started(self) -> Draft {
        self.start.get_untracked()
    }

    /// Whether leaving would lose something: what was entered, or what to look for before anything is sent again.
    pub fn is_dirty(self) -> bool {
        let is_in_doubt = || !self.doubts.with_untracked(Vec::is_empty);
        self.begun_from.get_untracked().is_some()
            && (self.draft() != self.start.get_untracked() || is_in_doubt())
    }
}

impl Default for CreateForm {
    fn default() -> CreateForm {
        CreateForm::new()
    }
}

/// The edit dialog.
#[derive(Clone, Copy)]
pub struct EditForm {
    /// The logger that is edited, as it was read when the dialog opened.
    pub logger: RwSignal<Option<Logger>>,
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub enabled: RwSignal<bool>,
    /// Whether saving was tried, so that faults are shown.
    pub checked: RwSignal<bool>,
    pub sending: RwSignal<bool>,
    /// What failed, and why.
    pub error: RwSignal<Option<(Word, ApiError)>>,
    /// The logger as somebody else has changed it since; saving once more overwrites that.
    pub changed: RwSignal<Option<Logger>>,
    /// Which opening of the dialog this is: what was sent from an earlier one has nothing to say here.
    opening: StoredValue<u64>,
}

impl EditForm {
    pub fn new() -> EditForm {
        EditForm {
            logger: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            enabled: RwSignal::new(true),
            checked: RwSignal::new(false),
            sending: RwSignal::new(false),
            error: RwSignal::new(None),
            changed: RwSignal::new(None),
            opening: StoredValue::new(0),
        }
    }

    pub fn open(self, logger: Logger) {
        let edit = LoggerEdit::of(&logger);
        self.name.set(edit.name);
        self.description.set(edit.description);
        self.enabled.set(edit.enabled);
        self.checked.set(false);
        self.sending.set(false);
        self.error.set(None);
        self.changed.set(None);
        self.opening.update_value(|opening| *opening += 1);
        self.logger.set(Some(logger));
    }

    pub fn close(self) {
        self.opening.update_value(|opening| *opening += 1);
        self.logger.set(None);
    }

    /// Says that it was not saved, and why.
    pub(super) fn refuse(self, title: Word, error: ApiError) -> Option<(Word, ApiError)> {
        self.error.try_set(Some((title, error.clone())));
        Some((title, error))
    }

    /// The number of this opening, which ends when the dialog closes.
    pub fn opening(self) -> Option<u64> {
        self.opening.try_get_value()
    }

    /// Whether closing would lose something. What is being saved is not lost.
    pub fn is_dirty(self) -> bool {
        let differs = |logger: &Option<Logger>| {
            logger.as_ref().is_some_and(|logger| LoggerEdit::of(logger) != self.edit())
        };
        !self.sending.get_untracked() && self.logger.with_untracked(differs)
    }

    /// What is written now.
    pub fn edit(self) -> LoggerEdit {
        LoggerEdit {
            name: self.name.get_untracked().trim().to_owned(),
            description: self.description.get_untracked().trim().to_owned(),
            enabled: self.enabled.get_untracked(),
        }
    }
}

impl Default for EditForm {
    fn default() -> EditForm {
        EditForm::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_back_what_it_was_filled_with() {
        let draft = Draft {
            name: "web".to_owned(),
            target_type: TargetType::Vpc,
            filter: TrafficFilter::Drop,
            log_format: LogFormat::Parquet,
            compression: Compression::Gzip,
            partition: PartitionChoice::Custom,
            enabled: false,
            ..Draft::default()
        };
        let form = CreateForm::new();
        form.fill(draft.clone(), Some("id".to_owned()));
        assert_eq!(form.draft(), draft);
        assert!(!form.is_dirty());
        form.name.set("other".to_owned());
        assert!(form.is_dirty());
        form.discard();
        assert_eq!(form.draft(), Draft::default());
        assert!(!form.is_dirty());
    }
}
