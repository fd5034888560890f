//! What the account may do: writing can be off by the configuration, or because the service has refused it.

use super::Console;
use super::message::Message;
use super::notices::{Act, Follow, Notice, Progress};
use crate::api::ApiError;
use crate::api::transport::Method;
use crate::i18n::words::READ_ONLY_WHY;
use crate::i18n::{Word, sign_in as words};
use reactive_graph::prelude::*;

impl Console {
    /// Why nothing can be written, if so.
    pub fn read_only(self) -> Option<Word> {
        let configured = || self.shared.config.with_value(|config| config.read_only);
        if self.part.host.with(|host| host.read_only).unwrap_or_else(configured) {
            return Some(READ_ONLY_WHY);
        }
        self.shared.write_refused.get()
    }

    /// Why nothing is sent, if the configuration or the host says so; a portal may say it while a form is open. What the
    /// service has refused may be tried again there.
    pub fn set_to_read(self) -> Option<Word> {
        self.read_only().filter(|why| *why == READ_ONLY_WHY)
    }

    /// The same at the moment of sending.
    pub(super) fn forbids_writing(self) -> Option<Word> {
        let configured = || self.shared.config.with_value(|config| config.read_only);
        let host = self.part.host.try_with_untracked(|host| host.read_only)?;
        host.unwrap_or_else(configured).then_some(READ_ONLY_WHY)
    }

    /// The first write that is refused with 403 switches writing off, and a notice says so. Once a write has worked,
    /// the account has the role, and a refusal is about the one resource.
    pub(super) fn note_write(self, outcome: Result<(), &ApiError>) {
        match outcome {
            Ok(()) => {
                self.shared.has_written.set_value(true);
                self.write_again();
            }
            Err(error) => {
                let is_write = error.method != Method::Get && error.is_forbidden();
                let is_news = self.shared.write_refused.try_get_untracked() == Some(None);
                if is_write && is_news && self.shared.has_written.try_get_value() == Some(false) {
                    self.shared.write_refused.set(Some(words::READ_ONLY_ROLE));
                    let id = self.part.notices.add(Progress::Attention, Message::plain(words::ROLE_READS));
                    self.part.notices.follow(id, Follow::Do(words::ALLOW_WRITING, Act::AllowWriting));
                }
            }
        }
    }

    /// Lets somebody try once more: the role may have been given in the meantime.
    pub fn write_again(self) {
        if self.shared.write_refused.try_get_untracked().flatten().is_some() {
            self.shared.write_refused.set(None);
            let asks = |notice: &Notice| matches!(notice.follow, Some(Follow::Do(_, Act::AllowWriting)));
            self.part.notices.list.update(|list| list.retain(|notice| !asks(notice)));
        }
    }
}

#[cfg(test)]
mod tests;
