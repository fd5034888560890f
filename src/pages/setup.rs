//! Before a console is there: the configuration is being read, or cannot be used.

use leptos::prelude::*;

use crate::reactive::{Callback, RwSignal};

use super::later::{self, Adopt, Later};
use super::{frame, kit};
use crate::config::{ConfigError, Theme};
use crate::i18n::{Locale, words};
use crate::state::Console;
use crate::ui::{callback, el, live, loading, provide_ui_words, text};

/// How far the start has come.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "there is one of these in a mount")]
pub enum Setup {
    Loading,
    Failed { problem: Problem, again: Callback<()> },
    Ready(Console),
}

/// Why there is no console.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The configuration could not be read.
    Unread { source: String, detail: String },
    /// It could be read and cannot be used.
    Config { source: String, error: ConfigError },
}

/// Draws the console, or why there is none. `adopt` gives the console's root more style rules.
pub fn view(setup: RwSignal<Setup>, adopt: Adopt) -> AnyView {
    Later::provide(adopt);
    let content = move || match setup.get() {
        Setup::Loading => bare(Locale::En, loading),
        Setup::Failed { problem, again } => {
            let locale = browser_locale();
            bare(locale, move || later::problem(locale, problem, again))
        }
        Setup::Ready(console) => {
            provide_context(console);
            provide_ui_words(kit_words(console));
            frame::view(console)
        }
    };
    live(content)
}

/// Words of `ui` parts in the console's language.
fn kit_words(console: Console) -> crate::ui::UiWords {
    let say = kit::say;
    let with = move |word: crate::i18n::Word, name: &'static str| {
        callback(move |value: String| word.with(console.locale(), &[(name, &value)]))
    };
    let count = move |word: crate::i18n::Word| {
        callback(move |n: usize| word.with(console.locale(), &[("n", &n.to_string())]))
    };
    crate::ui::UiWords {
        copy: say(words::COPY),
        copied: say(words::COPIED),
        copy_failed: say(words::COPY_FAILED),
        copy_value: with(words::COPY_VALUE, "value"),
        dismiss: say(words::DISMISS),
        close: say(words::CLOSE),
        optional: say(words::OPTIONAL),
        loading: say(words::LOADING),
        required: say(words::REQUIRED),
        skip_to_content: say(words::SKIP),
        breadcrumbs: say(words::BREADCRUMBS),
        pages: say(words::PAGES),
        previous_page: say(words::PREVIOUS_PAGE),
        next_page: say(words::NEXT_PAGE),
        page: count(words::PAGE),
        rows_per_page: say(words::ROWS_PER_PAGE),
        clear_filter: say(words::CLEAR_FILTER),
        remove_filter: with(words::REMOVE_FILTER, "token"),
        suggestions: count(words::SUGGESTIONS),
        no_suggestions: say(words::NO_SUGGESTIONS),
        part_missing: say(words::PART_MISSING),
        part_wrong: say(words::PART_WRONG),
        tone_info: say(words::TONE_INFO),
        tone_good: say(words::TONE_GOOD),
        tone_working: say(words::TONE_WORKING),
        tone_warning: say(words::TONE_WARNING),
        tone_wrong: say(words::TONE_WRONG),
    }
}

fn browser_locale() -> Locale {
    let tag = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    Locale::of_tag(&tag).unwrap_or_default()
}

/// The look of the console without its state.
fn bare(locale: Locale, content: impl FnOnce() -> AnyView) -> AnyView {
    provide_ui_words(crate::ui::UiWords {
        loading: text(words::LOADING.text(locale)),
        tone_wrong: text(words::TONE_WRONG.text(locale)),
        ..Default::default()
    });
    el("div")
        .class("flc")
        .attr("data-theme", Theme::Auto.name())
        .attr("lang", locale.tag())
        .child(el("main").class("flc-center").child(content()).view())
        .view()
}
