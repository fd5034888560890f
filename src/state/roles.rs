//! Whether the service lets the account write, which is known by its answers.

use super::message::Message;
use super::notices::{Act, Follow, Notice, Notices, Progress};
use crate::api::ApiError;
use crate::api::transport::Method;
use crate::i18n::{Word, sign_in as words};
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// What the role of the account lets it write in the region of now.
/// Its notices are those of all parts that share it.
#[derive(Clone, Copy, Default)]
pub struct Role {
    /// Why no more writes are offered after one that the service has refused.
    pub refused: RwSignal<Option<Word>>,
    /// Whether a write has worked since the region was entered.
    has_written: StoredValue<bool>,
}

impl Role {
    /// Another region or session was entered, of which nothing is known.
    pub(super) fn forget(self, notices: Notices) {
        self.write_again(notices);
        self.has_written.set_value(false);
    }

    pub(super) fn note_done(self, notices: Notices) {
        self.has_written.set_value(true);
        self.write_again(notices);
    }

    /// The first write that is refused with 403 switches writing off, and a notice says so. Once a write has worked,
    /// the account has the role, and a refusal is about the one resource.
    pub(super) fn note_failed(self, error: &ApiError, notices: Notices) {
        let is_write = error.method != Method::Get && error.is_forbidden();
        let is_news = self.refused.try_get_untracked() == Some(None);
        if is_write && is_news && self.has_written.try_get_value() == Some(false) {
            self.refused.set(Some(words::READ_ONLY_ROLE));
            let id = notices.add(Progress::Attention, Message::plain(words::ROLE_READS));
            notices.change(id, |notice| {
                notice.follow = Some(Follow::Do(words::ALLOW_WRITING, Act::AllowWriting))
            });
        }
    }

    pub(super) fn write_again(self, notices: Notices) {
        if self.refused.try_get_untracked().flatten().is_some() {
            self.refused.set(None);
            let asks = |notice: &Notice| matches!(notice.follow, Some(Follow::Do(_, Act::AllowWriting)));
            notices.list.update(|list| list.retain(|notice| !asks(notice)));
        }
    }
}

#[cfg(test)]
mod tests;
