//! Before a console is there: the configuration is being read, or cannot be used.

use leptos::prelude::*;

use crate::reactive::{Callback, RwSignal};

use super::{frame, kit};
use crate::config::{ConfigError, Theme};
use crate::i18n::{Locale, config_error, words};
use crate::state::Console;
use crate::ui::{
    IconName, Tone, banner, button, callback, el, live, loading, page_header, provide_ui_words, text,
};

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

pub fn view(setup: RwSignal<Setup>) -> AnyView {
    let content = move || match setup.get() {
        Setup::Loading => bare(Locale::En, loading),
        Setup::Failed { problem, again } => {
            let locale = browser_locale();
            bare(locale, move || failed(locale, problem, again))
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

fn failed(locale: Locale, problem: Problem, again: Callback<()>) -> AnyView {
    let say = |word: crate::i18n::Word| text(word.text(locale));
    let (source, key, reason) = match problem {
        Problem::Unread { source, detail } => (source, String::new(), detail),
        Problem::Config { source, error } => (source, error.key, config_error(locale, &error.fault)),
    };
    let pair = |word: crate::i18n::Word, value: String| {
        let shown = !value.is_empty();
        let name = el("dt").text(word.text(locale).to_owned()).view();
        shown.then(|| el("div").class("flc-pair").child(name).child(el("dd").text(value).view()).view())
    };
    let pairs = el("dl")
        .class("flc-pairs")
        .child_if(pair(words::CONFIG_SOURCE, source))
        .child_if(pair(words::CONFIG_KEY, key))
        .view();
    let retry = button(say(words::RETRY)).icon(IconName::Refresh).on_click(again).view();
    let alert = el("div").attr("role", "alert").child(banner(Tone::Wrong, text(&reason), vec![pairs]));
    let header = page_header(say(words::CONFIG_WRONG), None, None, Vec::new());
    let page = vec![header, alert.view(), kit::button_row(vec![retry])];
    el("div").class("flc-connect").children(page).view()
}
