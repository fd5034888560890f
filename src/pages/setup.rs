//! The root component: a console, or what stands in its place while its configuration is read or is wrong.

use std::rc::Rc;

use leptos::prelude::*;

use super::common;
use super::host_events::Listener;
use super::problem::{ConfigProblem, Problem};
use super::routes;
use super::shell::Shell;
use crate::config::Theme;
use crate::i18n::{Locale, Word, words};
use crate::state::Console;
use crate::ui::{Loading, Sentence, UiWords, provide_ui_words, text};

/// The state of the start.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "there is one of these in a mount")]
pub enum Setup {
    /// For less than a moment: what stood here may stay in sight.
    Starting,
    Loading,
    Failed {
        problem: Problem,
        retry: Callback<()>,
    },
    Ready(Console),
}

/// What is known of the place where a console is drawn.
pub struct Stage {
    pub listener: Listener,
    /// Whether this is a part, without bar and navigation.
    pub is_part: bool,
    /// Whether it is in the `main` of the host's page.
    pub is_within: bool,
    /// Makes the console of this mount from the shared one.
    pub enter: Rc<dyn Fn(Console) -> Console>,
}

/// Draws the console, or says why there is none.
#[component]
pub fn Root(setup: RwSignal<Setup>, stage: Stage) -> impl IntoView {
    let Stage { listener, is_part, is_within, enter } = stage;
    let enter = StoredValue::new_local(enter);
    let listener = StoredValue::new(listener);
    move || match setup.get() {
        Setup::Starting => ().into_any(),
        Setup::Loading => {
            view! { <Bare is_part is_within locale=browser_locale()><Loading /></Bare> }.into_any()
        }
        Setup::Failed { problem, retry } => {
            let locale = browser_locale();
            if matches!(problem, Problem::Unread { .. }) {
                let online = window_event_listener(leptos::ev::online, move |_| retry.run(()));
                on_cleanup(move || online.remove());
            }
            view! {
                <Bare is_part is_within locale>
                    <ConfigProblem locale problem retry listener=listener.get_value() />
                </Bare>
            }
            .into_any()
        }
        Setup::Ready(shared) => {
            let console = enter.get_value()(shared);
            provide_context(console);
            provide_context(listener.get_value());
            provide_ui_words(ui_words(console, is_within));
            view! { <Shell /> }.into_any()
        }
    }
}

/// The words of the `ui` components in the language of the console.
fn ui_words(console: Console, is_within: bool) -> UiWords {
    let say = common::say;
    let with = move |word: Word, name: &'static str| {
        Sentence::new(move |value| word.with(console.locale(), &[(name, &value)]))
    };
    let title =
        console.is_part().then(|| console.part.route.with_untracked(|route| routes::title(&route.page)));
    // Several parts on one page each have navigation landmarks, which need different names.
    let of_part = move |word: Word| match title {
        Some(title) => Signal::derive(move || format!("{}, {}", console.say(word), console.say(title))),
        None => say(word),
    };
    UiWords {
        is_part: console.is_part(),
        is_within,
        copied: say(words::COPIED),
        copy_failed: say(words::COPY_FAILED),
        copy_value: with(words::COPY_VALUE, "value"),
        dismiss: say(words::DISMISS),
        close: say(words::CLOSE),
        optional: say(words::OPTIONAL),
        loading: say(words::LOADING),
        skip_to_content: say(words::SKIP),
        breadcrumbs: of_part(words::BREADCRUMBS),
        pages: of_part(words::PAGES),
        previous_page: say(words::PREVIOUS_PAGE),
        next_page: say(words::NEXT_PAGE),
        page: with(words::PAGE, "n"),
        rows_per_page: say(words::ROWS_PER_PAGE),
        clear_filter: say(words::CLEAR_FILTER),
        remove_filter: with(words::REMOVE_FILTER, "token"),
        suggestions: with(words::SUGGESTIONS, "n"),
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

/// The style of the console around content that needs no state.
#[component]
fn Bare(is_part: bool, is_within: bool, locale: Locale, children: Children) -> impl IntoView {
    provide_ui_words(UiWords {
        loading: text(words::LOADING.text(locale)),
        tone_wrong: text(words::TONE_WRONG.text(locale)),
        is_part,
        ..Default::default()
    });
    let content = match is_within {
        false => view! { <main class="flc-center">{children()}</main> }.into_any(),
        true => view! { <div class="flc-center">{children()}</div> }.into_any(),
    };
    view! {
        <div class="flc" translate="no" data-theme=Theme::Auto.name() lang=locale.tag()>
            {content}
        </div>
    }
}
