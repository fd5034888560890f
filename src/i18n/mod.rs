//! Every word a person reads, in every language of the console.
//!
//! A [`Word`] is one text in all languages, so a missing translation does not compile. Texts with values carry
//! `{name}` places, filled by [`Word::with`]; a test holds that all languages have the same places.

mod config;
mod errors;
pub mod help;
mod hidden;
pub mod lists;
mod log_advice;
pub mod logs;
pub mod numbers;
mod short;
pub mod sign_in;
mod storage;
mod values;
pub mod words;

pub use crate::locale::Locale;
pub use config::{config_error, endpoint_fault, unread_config};
pub use errors::{Explanation, explain};
pub use help::step_help;
use hidden::isolated;
pub use hidden::{revealed, visible};
pub use log_advice::{listing_advice, read_advice};
pub use short::shortened;
pub use storage::{field_group, storage_fault, storage_note, storage_part, template_fault};
pub use values::{
    compression_name, draft_fault, error_advice, format_name, partition_name, status_name, target_type_name,
    traffic_name,
};

/// One text in every language: one string with a NUL between the languages, which takes the least room in the code
/// of those who name it. `define_words` makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(&'static str);

impl Word {
    pub fn text(self, locale: Locale) -> &'static str {
        let (en, ko) = self.0.split_once('\0').unwrap_or((self.0, self.0));
        match locale {
            Locale::En => en,
            Locale::Ko => ko,
        }
    }

    /// The text with each `{name}` replaced by its value, as [`revealed`] has it, in its own direction. Values are never
    /// searched again.
    pub fn with(self, locale: Locale, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(locale);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => filled.push_str(&isolated(revealed(value))),
                None => {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
}

/// Declares words as constants and, for the tests, the list of them all.
macro_rules! define_words {
    ($($name:ident: $en:literal, $ko:literal;)*) => {
        $(pub const $name: $crate::i18n::Word = $crate::i18n::Word(concat!($en, "\0", $ko));)*
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, $crate::i18n::Word)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use define_words;

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            text.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_word_has_the_same_places_in_every_language() {
        for (name, word) in words::ALL
            .iter()
            .chain(storage::ALL)
            .chain(errors::ALL)
            .chain(config::ALL)
            .chain(help::ALL)
            .chain(lists::ALL)
            .chain(log_advice::ALL)
            .chain(logs::ALL)
            .chain(sign_in::ALL)
        {
            let (en, ko) = (word.text(Locale::En), word.text(Locale::Ko));
            assert!(!en.is_empty() && !ko.is_empty() && !ko.contains('\0'), "{name} is empty");
            assert_eq!(places(en), places(ko), "{name}");
        }
    }

    #[test]
    fn values_are_inserted_and_never_searched_again() {
        let word = Word("{a} of {b} {\0");
        assert_eq!(word.with(Locale::En, &[("a", "{b}"), ("b", "2")]), "{b} of 2 {");
        assert_eq!(word.with(Locale::En, &[]), "{a} of {b} {");
    }

    #[test]
    fn a_value_keeps_the_order_of_the_sentence() {
        let check = |value: &str, expect: &str| {
            assert_eq!(Word("Delete {name}, 2\0").with(Locale::En, &[("name", value)]), expect);
        };
        check("web", "Delete web, 2");
        check("웹", "Delete 웹, 2");
        check("שלום", "Delete \u{2068}שלום\u{2069}, 2");
        check("a-مرحبا", "Delete \u{2068}a-مرحبا\u{2069}, 2");
    }

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(Locale::of_tag("ko-KR"), Some(Locale::Ko));
        assert_eq!(Locale::of_tag("EN"), Some(Locale::En));
        assert_eq!(Locale::of_tag("fr"), None);
    }
}
