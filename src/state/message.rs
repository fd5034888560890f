//! A sentence that can be said again in another language.

use crate::i18n::{Locale, Word};

/// A word with the values of its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub word: Word,
    pub values: Vec<(&'static str, String)>,
}

impl Message {
    pub fn plain(word: Word) -> Message {
        Message { word, values: Vec::new() }
    }

    pub fn with(word: Word, values: &[(&'static str, &str)]) -> Message {
        Message { word, values: values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }

    pub fn text(&self, locale: Locale) -> String {
        let values: Vec<(&str, &str)> =
            self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.word.with(locale, &values)
    }
}
