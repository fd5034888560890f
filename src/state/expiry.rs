//! The end of a session is watched, so that nobody meets it in the middle of something.

use super::Console;
use super::message::Message;
use super::notices::Progress;
use crate::i18n::sign_in as words;
use reactive_graph::prelude::*;

/// How long before its end a session is spoken of.
const NOTICE_MS: f64 = 300_000.0;
/// A portal's provider is asked only in this last part of a token's life, so that short tokens are not renewed all the
/// time.
const PROVIDER_SHARE: f64 = 0.2;
/// How often the clock is looked at: a timer stands still while the machine sleeps.
const LOOK_MS: f64 = 15_000.0;

impl Console {
    /// Speaks of the session's end some minutes before it, or renews by the provider without a word. Ends when the
    /// session does, or when another token takes its place. `say_time` writes milliseconds since the epoch.
    pub async fn watch_expiry(self, say_time: impl Fn(f64) -> String) {
        self.forget_expiry();
        let Some(ends) = self.shared.ends_ms.try_get_untracked().flatten() else { return };
        let transport = self.transport();
        let left_at_first = ends - transport.now_ms();
        let by_person = self.shared.is_renewed_by_person.get_value();
        let notice_at = if by_person { NOTICE_MS } else { NOTICE_MS.min(left_at_first * PROVIDER_SHARE) };
        let mut is_told = false;
        while self.shared.ends_ms.try_get_untracked().flatten() == Some(ends) {
            let left = ends - transport.now_ms();
            if left <= 0.0 {
                if by_person {
                    self.tell_expiry(Progress::Attention, Message::plain(words::ENDED));
                }
                return;
            }
            if left <= notice_at && !is_told {
                is_told = true;
                if !by_person {
                    return self.renew_session(false).await;
                }
                let title = Message::with(words::ENDS_SOON, &[("time", &say_time(ends))]);
                self.tell_expiry(Progress::Attention, title);
            }
            let until_next = if is_told { left } else { left - notice_at };
            transport.sleep(until_next.min(LOOK_MS).ceil() as u32).await;
        }
    }
}

#[cfg(test)]
mod tests;
