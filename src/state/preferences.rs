//! How a person likes the console, kept for the next visit under one versioned key.

use crate::config::{Config, Theme, TimeZone};
use crate::i18n::Locale;

pub use crate::config::kept::{PAGE_SIZES, Preferences};

/// The key under which a store keeps the preferences.
pub const KEY: &str = "flowlog-console.v1";

/// Keeps a text between visits. The browser's is local storage; a portal can bring its own.
pub trait Store {
    fn load(&self, key: &str) -> Option<String>;
    /// Whether it is kept.
    fn save(&self, key: &str, text: &str) -> bool;
}

/// What the page around the console asks for. It goes before what the person has kept, until the person chooses
/// otherwise, and is never kept itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostChoices {
    pub locale: Option<Locale>,
    pub theme: Option<Theme>,
    pub time_zone: Option<TimeZone>,
    pub compact: Option<bool>,
    /// `None` leaves it to the configuration.
    pub read_only: Option<bool>,
}

impl HostChoices {
    /// Takes over what the host says differently from `before`; the rest may be the person's by now.
    pub fn follow(&mut self, before: &HostChoices, now: &HostChoices) {
        if now.locale != before.locale {
            self.locale = now.locale;
        }
        if now.theme != before.theme {
            self.theme = now.theme;
        }
        if now.time_zone != before.time_zone {
            self.time_zone = now.time_zone;
        }
        if now.compact != before.compact {
            self.compact = now.compact;
        }
        self.read_only = now.read_only;
    }
}

const USUAL_PAGE_SIZE: usize = 30;

impl Preferences {
    /// `browser` is the language of the page's reader.
    pub fn locale(&self, config: &Config, browser: Option<Locale>) -> Locale {
        self.locale.or(config.locale).or(browser).unwrap_or_default()
    }

    pub fn theme(&self, config: &Config) -> Theme {
        self.theme.or(config.theme).unwrap_or_default()
    }

    pub fn time_zone(&self, config: &Config) -> TimeZone {
        self.time_zone.or(config.time_zone).unwrap_or_default()
    }

    pub fn page_size(&self) -> usize {
        self.page_size.unwrap_or(USUAL_PAGE_SIZE)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use super::*;
    use crate::config::kept::KeptStorage;
    use crate::state::Console;
    use crate::state::bench::{bench_with, no_loggers};
    use reactive_graph::prelude::*;

    /// The browser's local storage, which tabs share.
    #[derive(Default)]
    struct Shared(RefCell<Option<String>>);

    impl Store for Shared {
        fn load(&self, _: &str) -> Option<String> {
            self.0.borrow().clone()
        }

        fn save(&self, _: &str, text: &str) -> bool {
            self.0.replace(Some(text.to_owned()));
            true
        }
    }

    fn tab(store: &Rc<Shared>) -> Console {
        bench_with(store.clone(), |_| no_loggers()).console
    }

    fn kept(store: &Rc<Shared>) -> Preferences {
        Preferences::parse(&store.load(KEY).unwrap_or_default())
    }

    #[test]
    fn tabs_keep_what_each_of_them_has_changed() {
        let store = Rc::new(Shared::default());
        let (one, other) = (tab(&store), tab(&store));
        one.prefer(|chosen| chosen.theme = Some(Theme::Dark));
        other.prefer(|chosen| chosen.compact = true);
        let both = Preferences { theme: Some(Theme::Dark), compact: true, ..Preferences::default() };
        assert_eq!(kept(&store), both);
        assert_eq!(other.theme(), Theme::Dark, "seen in the other tab once that has written");
        assert!(!one.is_compact());
        one.read_preferences();
        assert!(one.is_compact(), "and in the first one once it is told");
    }

    /// Local storage that is full: what was kept before stays.
    struct Full;

    impl Store for Full {
        fn load(&self, _: &str) -> Option<String> {
            Some(r#"{"compact":true}"#.to_owned())
        }

        fn save(&self, _: &str, _: &str) -> bool {
            false
        }
    }

    #[test]
    fn what_a_full_store_does_not_keep_holds_until_the_page_closes_and_is_told() {
        let console = bench_with(Rc::new(Full), |_| no_loggers()).console;
        assert!(!console.shared.is_unkept.get_untracked());
        console.prefer(|chosen| chosen.wrap = true);
        assert!(console.shared.is_unkept.get_untracked());
        console.prefer(|chosen| chosen.theme = Some(Theme::Dark));
        let chosen = console.shared.preferences.get_untracked();
        assert!(chosen.wrap && chosen.compact && chosen.theme == Some(Theme::Dark));
        let console = tab(&Rc::new(Shared::default()));
        console.prefer(|chosen| chosen.wrap = true);
        assert!(!console.shared.is_unkept.get_untracked());
    }

    #[test]
    fn a_refused_choice_is_not_kept() {
        let store = Rc::new(Shared::default());
        let console = tab(&store);
        let refused = console.try_prefer(|chosen| {
            chosen.wrap = true;
            Err("full")
        });
        assert_eq!((refused, store.load(KEY)), (Err("full"), None));
        assert!(!console.shared.preferences.with_untracked(|chosen| chosen.wrap));
        console.prefer(|chosen| chosen.wrap = true);
        assert!(kept(&store).wrap);
    }

    #[test]
    fn what_the_host_asks_for_goes_first_and_is_not_kept() {
        let store = Rc::new(Shared::default());
        let console = tab(&store);
        console.prefer(|chosen| chosen.theme = Some(Theme::Light));
        let look =
            || (console.theme(), console.locale(), console.is_compact(), console.read_only().is_some());
        let own = (Theme::Light, Locale::En, false, false);
        assert_eq!(look(), own);
        let asked = HostChoices {
            locale: Some(Locale::Ko),
            theme: Some(Theme::Dark),
            time_zone: Some(TimeZone::Local),
            compact: Some(true),
            read_only: Some(true),
        };
        console.part.host.set(asked.clone());
        assert_eq!(look(), (Theme::Dark, Locale::Ko, true, true));
        assert_eq!(console.time_zone(), TimeZone::Local);
        console.prefer(|chosen| chosen.wrap = true);
        let wrapped = Preferences { theme: Some(Theme::Light), wrap: true, ..Preferences::default() };
        assert_eq!(kept(&store), wrapped);
        console.part.host.update(|host| host.follow(&asked, &HostChoices::default()));
        assert_eq!(look(), own, "as if it had never asked");
    }

    #[test]
    fn a_choice_of_the_person_outlives_what_the_host_repeats() {
        let asked = HostChoices { theme: Some(Theme::Dark), ..HostChoices::default() };
        let mut layer = HostChoices { theme: None, ..asked.clone() };
        let more = HostChoices { read_only: Some(true), ..asked.clone() };
        layer.follow(&asked, &more);
        assert_eq!((layer.theme, layer.read_only), (None, Some(true)));
        let other = HostChoices { theme: Some(Theme::Auto), ..more.clone() };
        layer.follow(&more, &other);
        assert_eq!(layer.theme, Some(Theme::Auto), "it has said something new");
    }

    #[test]
    fn every_preference_survives() {
        let all = Preferences {
            locale: Some(Locale::Ko),
            theme: Some(Theme::Dark),
            time_zone: Some(TimeZone::Local),
            compact: true,
            wrap: true,
            page_size: Some(100),
            columns: Some(vec!["name".to_owned()]),
            filters: BTreeMap::from([("ports/Mine".to_owned(), "port:web".to_owned())]),
            storage: KeptStorage { system_user: "u".to_owned(), ..KeptStorage::default() },
        };
        assert_eq!(Preferences::parse(&all.text()), all);
    }

    #[track_caller]
    fn check(text: &str) {
        assert_eq!(Preferences::parse(text), Preferences::default());
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_were_not_there() {
        check("");
        check("null");
        check("[1]");
        check(r#"{"locale":"xx","theme":"pink","pageSize":7,"later":1}"#);
        check(r#"{"compact":"yes"}"#);
    }
}
