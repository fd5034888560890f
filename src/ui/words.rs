use leptos::prelude::*;

use super::base::{IdCounter, Text};
use super::tip::Tips;

/// The words that components say by themselves.
#[derive(Clone, Copy, Default)]
pub struct UiWords {
    /// Whether the heading of a page is an `h2`, since the document has an `h1` of its own.
    pub is_part: bool,
    /// Whether the content is a `div`, since the document has a `main` around it.
    pub is_within: bool,
    pub copied: Text,
    pub copy_failed: Text,
    /// "Copy {value}", the name of a copy button.
    pub copy_value: Sentence,
    pub dismiss: Text,
    pub close: Text,
    pub optional: Text,
    pub loading: Text,
    pub skip_to_content: Text,
    pub breadcrumbs: Text,
    /// Name of the pagination's navigation.
    pub pages: Text,
    pub previous_page: Text,
    pub next_page: Text,
    /// "Page {n}", n from 1.
    pub page: Sentence,
    pub rows_per_page: Text,
    pub clear_filter: Text,
    /// "Remove filter {token}".
    pub remove_filter: Sentence,
    /// "{n} suggestions", said while one types.
    pub suggestions: Sentence,
    pub no_suggestions: Text,
    /// Words for the state of a URL's part, for those who do not see the colour.
    pub part_missing: Text,
    pub part_wrong: Text,
    /// "Note", "Done", "In progress", "Warning", "Error": said before a notification's title.
    pub tone_info: Text,
    pub tone_good: Text,
    pub tone_working: Text,
    pub tone_warning: Text,
    pub tone_wrong: Text,
}

/// A sentence with a place for one value.
#[derive(Clone, Copy, Default)]
pub struct Sentence(Option<Callback<String, String>>);

impl Sentence {
    pub fn new(fill: impl Fn(String) -> String + Send + Sync + 'static) -> Sentence {
        Sentence(Some(Callback::new(fill)))
    }

    /// The sentence with its value, in the current language; tracks the language.
    pub(super) fn run(self, value: impl ToString) -> String {
        let value = value.to_string();
        match self.0 {
            Some(fill) => fill.run(value),
            None => value,
        }
    }
}

/// Gives the parts below their words, a bubble for tips and a counter for ids. Called by the root of a mount.
pub fn provide_ui_words(words: UiWords) {
    if use_context::<IdCounter>().is_none() {
        provide_context(IdCounter::default());
    }
    provide_context(Tips::default());
    provide_context(words);
}

pub(super) fn words() -> UiWords {
    use_context::<UiWords>().unwrap_or_default()
}
