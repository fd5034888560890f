//! What the create wizard begins with: an empty form, or the values of another logger.

use futures_util::future::LocalBoxFuture;
use reactive_graph::prelude::*;

use super::Console;
use super::forms::Trouble;
use crate::domain::draft::Draft;
use crate::i18n::words;

impl Console {
    /// Whether the wizard's form is the one that the route asks for. `None` on another page. Tracks both.
    pub fn has_begun_create(self) -> Option<bool> {
        let begun = self.part.create.begun_from.get();
        self.part.route.with(|route| route.clone_source().map(|from| begun.as_deref() == Some(from)))
    }

    /// Fills the wizard's form as the route asks for. `None` where nothing has to be read for that, or the form is
    /// begun already: signing in again comes back to it.
    pub fn begin_create(self) -> Option<LocalBoxFuture<'static, ()>> {
        let from = self.asked_source()?;
        if from.is_empty() {
            self.part.create.fill(Draft::default(), Some(from));
            return None;
        }
        Some(Box::pin(async move {
            let is_open = |id: &str| {
                self.part.logger.try_with_untracked(|remote| {
                    remote.value.as_ref().is_some_and(|open| open.value.id == id)
                })
            };
            if is_open(&from) == Some(false) {
                self.load_logger(&from).await;
            }
            // The page may lead elsewhere by now, or be begun by another reading.
            if self.asked_source().as_ref() == Some(&from) {
                self.fill_from(from);
            }
        }))
    }

    fn fill_from(self, from: String) {
        // As it was read now, which the list may not know yet.
        let read =
            self.part.logger.with_untracked(|remote| remote.value.as_ref().map(|open| open.value.clone()));
        let logger = read.filter(|logger| logger.id == from).or_else(|| self.known_logger(&from));
        let draft = match &logger {
            Some(logger) => Draft::clone_of(logger, self.say(words::CLONE_SUFFIX)),
            None => Draft::default(),
        };
        self.part.create.fill(draft, Some(from));
        if logger.is_none() {
            let why = self.part.logger.with_untracked(|remote| remote.error.clone());
            self.part.create.trouble.set(why.map(Trouble::Clone));
        }
    }

    /// The logger whose values the form has to get, `""` for none.
    fn asked_source(self) -> Option<String> {
        self.shared.connection.try_get_untracked().flatten()?;
        let from = self.part.route.with_untracked(|route| route.clone_source().map(str::to_owned))?;
        let is_begun = self.part.create.begun_from.with_untracked(|begun| begun.as_ref() == Some(&from));
        (!is_begun).then_some(from)
    }
}

#[cfg(test)]
mod tests {
    use futures_executor::block_on;
    use futures_util::future::join;

    use super::*;
    use crate::api::transport::{Fault, Method};
    use crate::api::{ApiError, Cause};
    use crate::route::{Page, Route};
    use crate::state::Leaving;
    use crate::state::bench::{Bench, bench};
    use crate::state::forms::Doubt;

    fn three_loggers() -> Bench {
        let bench = bench(|call| match call.url.rsplit('/').next() {
            Some("gone") => {
                (404, r#"{"NeutronError":{"type":"NotFound","message":"No.","detail":""}}"#.to_owned())
            }
            id => {
                let id = id.unwrap_or_default();
                (200, format!(r#"{{"flowlog_logger":{{"id":"{id}","name":"{id}"}}}}"#))
            }
        });
        bench.connect("t");
        bench
    }

    fn begin(console: Console) {
        if let Some(reading) = console.begin_create() {
            block_on(reading);
        }
    }

    #[track_caller]
    fn check(console: Console, route: Route, name: &str) {
        console.arrived(route);
        assert_ne!(console.has_begun_create(), Some(true));
        begin(console);
        assert_eq!(console.has_begun_create(), Some(true));
        assert_eq!(console.part.create.draft.get_untracked().name, name);
        assert!(!console.part.create.is_dirty());
    }

    #[test]
    fn the_form_follows_the_logger_of_the_route() {
        let console = three_loggers().console;
        check(console, Route::to(Page::Create), "");
        check(console, Route::clone_of("a"), "a-copy");
        check(console, Route::clone_of("b"), "b-copy");
        check(console, Route::clone_of("gone"), "");
        assert!(console.part.create.trouble.get_untracked().is_some());
        check(console, Route::to(Page::Create), "");
        assert_eq!(console.part.create.trouble.get_untracked(), None);
        console.arrived(Route::to(Page::Loggers));
        assert_eq!(console.has_begun_create(), None);
    }

    #[test]
    fn another_logger_is_asked_about_where_edits_would_be_lost() {
        let console = three_loggers().console;
        check(console, Route::clone_of("a"), "a-copy");
        console.part.create.draft.update(|draft| draft.name = "mine".to_owned());
        for go in [Console::arrived, Console::go, Console::go_as_told] {
            go(console, Route::clone_of("b"));
            assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::To(Route::clone_of("b"))));
            assert_eq!(console.part.route.get_untracked(), Route::clone_of("a"));
            console.part.leaving.set(None);
        }
        console.go(Route::clone_of("b"));
        console.leave();
        assert_eq!(console.part.route.get_untracked(), Route::clone_of("b"));
        begin(console);
        assert_eq!(console.part.create.draft.get_untracked().name, "b-copy");
    }

    #[test]
    fn a_logger_is_cloned_as_it_was_read_last() {
        let bench = bench(|call| {
            let logger = |name: &str| format!(r#"{{"id":"a","name":"{name}"}}"#);
            match call.url.ends_with("/a") {
                true => (200, format!(r#"{{"flowlog_logger":{}}}"#, logger("new"))),
                false => (200, format!(r#"{{"flowlog_loggers":[{}]}}"#, logger("old"))),
            }
        });
        bench.connect("t");
        block_on(bench.console.load_loggers());
        check(bench.console, Route::clone_of("a"), "new-copy");
    }

    #[test]
    fn a_clone_in_doubt_is_asked_about() {
        let console = three_loggers().console;
        check(console, Route::clone_of("a"), "a-copy");
        let mut draft = console.part.create.draft.get_untracked();
        draft.target_id = "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned();
        draft.storage_url =
            "https://storage.example/v1/AUTH_e670167936434f85a03694184000ffe6/flow/web".to_owned();
        console.part.create.fill(draft.clone(), Some("a".to_owned()));
        let error =
            ApiError { method: Method::Post, path: String::new(), cause: Cause::Transport(Fault::NoToken) };
        let doubt = Doubt { new: draft.check().unwrap(), error, before: Vec::new(), is_looked_for: false };
        console.part.create.doubts.set(vec![doubt]);
        console.go(Route::clone_of("b"));
        assert_eq!(console.part.leaving.get_untracked(), Some(Leaving::To(Route::clone_of("b"))));
    }

    #[test]
    fn a_form_that_was_given_up_is_filled_anew() {
        let console = three_loggers().console;
        check(console, Route::clone_of("a"), "a-copy");
        console.part.create.discard();
        begin(console);
        assert_eq!(console.part.create.draft.get_untracked().name, "a-copy");
    }

    #[test]
    fn a_late_logger_fills_no_other_form() {
        let console = three_loggers().console;
        console.arrived(Route::clone_of("a"));
        let first = console.begin_create().unwrap();
        let second = console.begin_create().unwrap();
        block_on(first);
        console.part.create.draft.update(|draft| draft.name = "mine".to_owned());
        block_on(second);
        assert_eq!(console.part.create.draft.get_untracked().name, "mine");
        console.part.create.discard();
        console.arrived(Route::clone_of("b"));
        let late = console.begin_create().unwrap();
        let leaves = async { console.arrived(Route::to(Page::Create)) };
        block_on(join(late, leaves));
        assert_eq!(console.part.create.begun_from.get_untracked(), None);
    }

    #[test]
    fn nothing_begins_without_a_connection() {
        let console = three_loggers().console;
        console.arrived(Route::clone_of("a"));
        console.disconnect();
        assert!(console.begin_create().is_none());
        assert_eq!(console.part.create.begun_from.get_untracked(), None);
    }
}
