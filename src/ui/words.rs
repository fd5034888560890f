use leptos::prelude::*;

use super::base::{IdCounter, Text};
use super::tip::Tips;

/// The words that parts say by themselves. The callbacks put a value into a sentence of the current
/// language, and are called where the language is tracked.
#[derive(Clone, Copy)]
pub struct UiWords {
    /// The tag of a page's heading: 1 where the page is ours, 2 in somebody else's.
    pub page_heading: &'static str,
    /// The tag of the content: `main`, or a plain one within somebody else's.
    pub page_main: &'static str,
    pub copied: Text,
    pub copy_failed: Text,
    /// "Copy {value}", the name of a copy button.
    pub copy_value: Callback<String, String>,
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
    pub page: Callback<usize, String>,
    pub rows_per_page: Text,
    pub clear_filter: Text,
    /// "Remove filter {token}".
    pub remove_filter: Callback<String, String>,
    /// "{n} suggestions", said while one types.
    pub suggestions: Callback<usize, String>,
    pub no_suggestions: Text,
    /// Words for the state of a URL's part, for those who do not see the colour.
    pub part_missing: Text,
    pub part_wrong: Text,
    /// "Good", "In progress", "Stopped", "Error", "Unknown": said before a notification's title.
    pub tone_info: Text,
    pub tone_good: Text,
    pub tone_working: Text,
    pub tone_warning: Text,
    pub tone_wrong: Text,
}

impl Default for UiWords {
    fn default() -> Self {
        let none = Text::default;
        let same = Callback::new(|value: String| value);
        let number = Callback::new(|value: usize| value.to_string());
        Self {
            page_heading: "h1",
            page_main: "main",
            copied: none(),
            copy_failed: none(),
            copy_value: same,
            dismiss: none(),
            close: none(),
            optional: none(),
            loading: none(),
            skip_to_content: none(),
            breadcrumbs: none(),
            pages: none(),
            previous_page: none(),
            next_page: none(),
            page: number,
            rows_per_page: none(),
            clear_filter: none(),
            remove_filter: same,
            suggestions: number,
            no_suggestions: none(),
            part_missing: none(),
            part_wrong: none(),
            tone_info: none(),
            tone_good: none(),
            tone_working: none(),
            tone_warning: none(),
            tone_wrong: none(),
        }
    }
}

/// Gives the parts below their words, a bubble for tips and a counter for ids. Called once, by the root of a mount.
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
