//! What the console tells about operations: one notice each, replaced as the operation goes on. None vanishes by
//! itself.

use super::forms::Doubt;
use super::message::Message;
use super::operations::{Item, Operation, Outcome};
use crate::domain::logger::Logger;
use crate::i18n::{Locale, Word, words};
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is going on.
    Running,
    /// It has succeeded.
    Done,
    /// It has succeeded, and there is something to look at.
    Attention,
    /// It has failed.
    Failed,
}

/// What can be done about a notice.
#[derive(Clone, Debug, PartialEq)]
pub enum Follow {
    Retry(Operation),
    /// Go to a logger's page.
    Open {
        logger_id: String,
    },
    /// One request may have made more than one logger: look at all of them, or delete those that are too many.
    Surplus {
        made: Box<Logger>,
        surplus: Vec<Logger>,
    },
    /// Look for a logger of which nobody knows whether it was created.
    LookFor(Box<Doubt>),
    /// The word is the button's.
    Do(Word, Act),
}

/// What a console can do about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Get a new token.
    Renew,
    /// Offer writing again, which the service had refused.
    AllowWriting,
}

/// A notification about an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Later states of the same operation have the same id.
    pub id: u64,
    /// How far the operation is.
    pub progress: Progress,
    pub(crate) title: Message,
    /// The result for each logger of a write.
    pub items: Vec<Item>,
    pub(crate) follow: Option<Follow>,
}

impl Notice {
    /// What the notice says, in a language.
    pub fn text(&self, locale: Locale) -> String {
        self.title.text(locale)
    }

    /// Says that one request may have made all these.
    pub(super) fn say_surplus(&mut self, made: Logger, surplus: Vec<Logger>) {
        let values = [("what", made.name.as_str()), ("n", &(surplus.len() + 1).to_string())];
        self.progress = Progress::Attention;
        self.title = Message::with(words::CREATED_TWICE, &values);
        self.items.clear();
        self.follow = Some(Follow::Surplus { made: Box::new(made), surplus });
    }

    /// A logger is gone. Whether the notice still has something to say: no logger is too many where one is left.
    fn holds_without(&mut self, gone: &str) -> bool {
        let Some(Follow::Surplus { made, surplus }) = &self.follow else { return true };
        let mut left: Vec<Logger> =
            std::iter::once(&**made).chain(surplus).filter(|logger| logger.id != gone).cloned().collect();
        if left.len() == surplus.len() + 1 {
            return true;
        }
        let kept = left.remove(0);
        let holds = !left.is_empty();
        self.say_surplus(kept, left);
        holds
    }

    fn new(id: u64, progress: Progress, title: Message) -> Notice {
        Notice { id, progress, title, items: Vec::new(), follow: None }
    }

    /// The number of items with an outcome, and of all items.
    #[doc(hidden)]
    pub fn far(&self) -> (usize, usize) {
        let is_over = |item: &&Item| item.outcome != Outcome::Waiting;
        (self.items.iter().filter(is_over).count(), self.items.len())
    }
}

/// The notices of one console, newest first.
#[derive(Clone, Copy, Default)]
pub struct Notices {
    pub list: RwSignal<Vec<Notice>>,
    /// The last id that was given. No id is given twice.
    given: StoredValue<u64>,
    /// The last id that was given before the latest [`Notices::clear`].
    past: StoredValue<u64>,
}

impl Notices {
    /// Notices of their own beside these; no id is given by both.
    pub fn beside(self) -> Notices {
        let past = self.given.try_get_value().unwrap_or(0);
        Notices { list: RwSignal::new(Vec::new()), given: self.given, past: StoredValue::new(past) }
    }

    /// Forgets all of them, and what is still told about any of them.
    pub fn clear(self) {
        self.given.update_value(|given| *given += 1);
        self.past.set_value(self.given.try_get_value().unwrap_or(0));
        self.list.try_update(Vec::clear);
    }

    /// A number that each [`Notices::clear`] changes; `None` where the console is gone.
    pub fn generation(self) -> Option<u64> {
        self.past.try_get_value()
    }

    /// Adds a notice and gives its id, by which [`Notices::change`] finds it again.
    pub fn add(self, progress: Progress, title: Message) -> u64 {
        self.given.update_value(|given| *given += 1);
        let id = self.given.try_get_value().unwrap_or(0);
        self.list.try_update(|list| list.insert(0, Notice::new(id, progress, title)));
        id
    }

    /// Changes a notice. One that was dismissed comes back unless it says that all was done; one from before
    /// [`Notices::clear`] never does.
    pub fn change(self, id: u64, change: impl FnOnce(&mut Notice)) {
        if self.past.try_get_value().is_none_or(|past| id <= past) {
            return;
        }
        self.list.try_update(|list| {
            if let Some(notice) = list.iter_mut().find(|notice| notice.id == id) {
                return change(notice);
            }
            let mut anew = Notice::new(id, Progress::Running, Message::plain(words::NOTIFICATIONS));
            change(&mut anew);
            if anew.progress != Progress::Done {
                list.insert(0, anew);
            }
        });
    }

    pub fn dismiss(self, id: u64) {
        self.list.try_update(|list| list.retain(|notice| notice.id != id));
    }

    /// A logger is gone, and with it what was said of it as one too many.
    pub(super) fn take_out(self, logger_id: &str) {
        self.list.try_maybe_update(|list| {
            let is_surplus = |notice: &Notice| matches!(notice.follow, Some(Follow::Surplus { .. }));
            let is_changed = list.iter().any(is_surplus);
            list.retain_mut(|notice| notice.holds_without(logger_id));
            (is_changed, ())
        });
    }

    pub fn get(self, id: u64) -> Option<Notice> {
        self.list.try_with_untracked(|list| list.iter().find(|notice| notice.id == id).cloned()).flatten()
    }
}

/// What was told of notices: their ids, how far they were and their titles. Items are not told, so they are not copied.
#[derive(Default)]
pub struct Told(Vec<(u64, Progress, Message)>);

impl Told {
    /// The notices that say something else than before, oldest first. `now` has the newest first.
    pub fn news<'a>(&mut self, now: &[&'a Notice]) -> Vec<&'a Notice> {
        let is_told = |notice: &&&Notice| self.0.iter().any(|told| says(told, notice));
        let news = now.iter().rev().filter(|notice| !is_told(notice)).copied().collect();
        self.0 = now.iter().map(|notice| (notice.id, notice.progress, notice.title.clone())).collect();
        news
    }

    /// Forgets what says something else now: it is news, also when it says the same again later.
    pub fn forget_changed(&mut self, now: &[&Notice]) {
        self.0.retain(|told| now.iter().any(|notice| says(told, notice)));
    }
}

fn says((id, progress, title): &(u64, Progress, Message), notice: &Notice) -> bool {
    (*id, *progress) == (notice.id, notice.progress) && *title == notice.title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(id: u64, progress: Progress) -> Notice {
        Notice::new(id, progress, Message::plain(words::LOGGERS))
    }

    #[test]
    fn one_notice_per_operation() {
        let notices = Notices::default();
        let first = notices.add(Progress::Running, Message::plain(words::LOGGERS));
        let second = notices.add(Progress::Running, Message::plain(words::LOGGERS));
        notices.change(first, |notice| notice.progress = Progress::Done);
        let ids: Vec<u64> = notices.list.get_untracked().iter().map(|notice| notice.id).collect();
        assert_eq!(ids, [second, first]);
        assert_eq!(notices.get(first).map(|notice| notice.progress), Some(Progress::Done));
    }

    #[test]
    fn each_of_several_notices_is_news_once() {
        let mut told = Told::default();
        let mut ids =
            |now: &[&Notice]| -> Vec<u64> { told.news(now).into_iter().map(|notice| notice.id).collect() };
        let (first, second) = (notice(1, Progress::Running), notice(2, Progress::Attention));
        let both = [&second, &first];
        assert_eq!(ids(&both), [1, 2], "in the order in which they came");
        assert!(ids(&both).is_empty());
        let done = notice(1, Progress::Done);
        assert_eq!(ids(&[&second, &done]), [1], "it has gone on");
        assert!(ids(&[&done]).is_empty(), "what was dismissed is no news");
    }

    #[test]
    fn what_has_changed_and_says_the_same_again_is_news() {
        let (failed, other) = (notice(1, Progress::Failed), notice(2, Progress::Done));
        let now = [&other, &failed];
        let mut told = Told::default();
        told.news(&now);
        told.forget_changed(&[&other, &notice(1, Progress::Running)]);
        assert_eq!(told.news(&now), [&failed]);
    }

    #[test]
    fn an_id_is_not_given_twice() {
        let notices = Notices::default();
        let first = notices.add(Progress::Running, Message::plain(words::LOGGERS));
        notices.dismiss(first);
        assert!(notices.add(Progress::Running, Message::plain(words::LOGGERS)) > first);
    }

    #[test]
    fn what_was_cleared_does_not_come_back() {
        let notices = Notices::default();
        let (id, generation) =
            (notices.add(Progress::Running, Message::plain(words::LOGGERS)), notices.generation());
        notices.clear();
        assert_ne!(notices.generation(), generation);
        notices.change(id, |notice| notice.progress = Progress::Failed);
        assert!(notices.list.get_untracked().is_empty());
        let next = notices.add(Progress::Running, Message::plain(words::LOGGERS));
        notices.change(next, |notice| notice.progress = Progress::Failed);
        assert_eq!(notices.get(next).map(|notice| notice.progress), Some(Progress::Failed));
    }

    #[test]
    fn a_failure_comes_back_although_it_was_dismissed() {
        let notices = Notices::default();
        let id = notices.add(Progress::Running, Message::plain(words::LOGGERS));
        notices.dismiss(id);
        notices.change(id, |notice| notice.progress = Progress::Done);
        assert_eq!(notices.get(id), None);
        notices.change(id, |notice| notice.progress = Progress::Failed);
        assert!(notices.get(id).is_some());
    }
}
