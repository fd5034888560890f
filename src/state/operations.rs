//! Writes to several loggers: what is to be done, what became of each logger, and what the notice says of the whole.

use super::message::Message;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};

/// A write to several loggers, as the person saw them. It can be tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub(super) kind: OperationKind,
    pub(super) loggers: Vec<Logger>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum OperationKind {
    Enable,
    Disable,
    Delete,
}

/// The result of a write for one logger.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The name of the logger, with more that tells it apart where others have the same name.
    pub name: String,
    /// The id of the logger. It may be empty where there is only one item.
    pub id: String,
    /// The result.
    pub outcome: Outcome,
}

/// How a write to one logger ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It has not ended.
    Waiting,
    /// It was done.
    Done,
    /// The logger was in the wanted state before.
    Already,
    /// Somebody else has changed the logger since it was read, so nothing was written.
    Changed {
        /// The logger as it was read.
        seen: Box<Logger>,
        /// The logger as it is now.
        newest: Box<Logger>,
    },
    /// It has failed.
    Failed(ApiError),
    /// It is not known whether it was done: there was no answer, and looking at the logger has failed too.
    Unknown(ApiError),
}

impl Item {
    pub(crate) fn failed(name: String, id: &str, error: ApiError) -> Item {
        Item { name, id: id.to_owned(), outcome: Outcome::Failed(error) }
    }

    /// `name` tells the logger from others, see [`Console::called`](super::Console::called).
    pub(super) fn waiting(name: String, logger: &Logger) -> Item {
        Item { name, id: logger.id.clone(), outcome: Outcome::Waiting }
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done | Outcome::Already)
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

/// What the notice of a write says, about one logger and about several.
struct Said {
    running: [Word; 2],
    done: [Word; 2],
    failed: [Word; 2],
    /// About several, of which some were not written.
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

fn title([one, many]: [Word; 2], items: &[Item]) -> Message {
    match items {
        [item] => Message::with(one, &[("what", &item.name)]),
        items => Message::with(many, &[("what", &items.len().to_string())]),
    }
}

impl OperationKind {
    fn said(self) -> Said {
        match self {
            OperationKind::Enable => ENABLE,
            OperationKind::Disable => DISABLE,
            OperationKind::Delete => DELETE,
        }
    }

    pub(super) fn running(self, items: &[Item]) -> Message {
        title(self.said().running, items)
    }

    /// What is said when each item has its outcome.
    pub(super) fn ended(self, items: &[Item]) -> Message {
        let (said, all) = (self.said(), items.len());
        let done = items.iter().filter(|item| item.is_done()).count();
        match items {
            [Item { name, outcome: Outcome::Unknown(_), .. }] => {
                Message::with(words::WRITE_UNKNOWN, &[("what", name)])
            }
            _ if done == all => title(said.done, items),
            _ if done == 0 => title(said.failed, items),
            _ => {
                let counts = [("what", done), ("all", all), ("left", all - done)];
                let values = counts.map(|(name, count)| (name, count.to_string())).to_vec();
                Message { word: said.partly, values }
            }
        }
    }
}
