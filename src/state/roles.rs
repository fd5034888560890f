//! What the account may do: writing can be off by the configuration, or because the service has refused it.

use super::Console;
use super::message::Message;
use super::notices::{Follow, Progress};
use crate::api::ApiError;
use crate::api::transport::Method;
use crate::i18n::{Word, words};

impl Console {
    /// Why nothing can be written, if so.
    pub fn read_only(self) -> Option<Word> {
        if self.config.with_value(|config| config.read_only) {
            return Some(words::READ_ONLY_WHY);
        }
        self.write_refused.get().then_some(words::READ_ONLY_ROLE)
    }

    /// The first write that is refused with 403 switches writing off, and a notice says so. Once a write has worked,
    /// the account has the role, and a refusal is about the one resource.
    pub(super) fn note_write(self, outcome: Result<(), &ApiError>) {
        match outcome {
            Ok(()) => {
                self.has_written.set_value(true);
                self.write_again();
            }
            Err(error) => {
                let is_write = error.method != Method::Get && error.is_forbidden();
                let is_news = self.write_refused.try_get_untracked() == Some(false);
                if is_write && is_news && self.has_written.try_get_value() == Some(false) {
                    self.write_refused.set(true);
                    let id = self.notices.add(Progress::Attention, Message::plain(words::ROLE_READS));
                    self.notices.follow(id, Follow::Write);
                }
            }
        }
    }

    /// Lets somebody try once more: the role may have been given in the meantime.
    pub fn write_again(self) {
        if self.write_refused.try_get_untracked() == Some(true) {
            self.write_refused.set(false);
            self.notices.list.update(|list| list.retain(|notice| notice.follow != Some(Follow::Write)));
        }
    }
}

#[cfg(test)]
mod tests;
