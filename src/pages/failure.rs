//! A failed call in words: what failed, why, and what to do.

use leptos::prelude::*;

use super::common::{say, speak};
use crate::api::ApiError;
use crate::i18n::{Explanation, Word, explain, words};
use crate::state::Console;
use crate::state::submit::Refused;
use crate::ui::{Banner, Button, IconName, Text, Tone};

/// A banner for a failed call. The title says what failed; with `retry` there is a button Retry.
#[component]
pub(super) fn Failure(
    #[prop(into)] title: Text,
    error: ApiError,
    #[prop(optional_no_strip)] retry: Option<Callback<()>>,
) -> impl IntoView {
    let console = expect_context::<Console>();
    let explanation = Signal::derive(move || explain(console.locale(), &error));
    view! { <Explained title explanation retry /> }
}

/// A banner with an explanation.
#[component]
pub(super) fn Explained(
    title: Text,
    explanation: Signal<Explanation>,
    #[prop(optional_no_strip)] retry: Option<Callback<()>>,
) -> impl IntoView {
    let lines = move || {
        let Explanation { why, quote, what_to_do, reference } = explanation.get();
        view! {
            <p>{why}</p>
            {quote.map(|quote| view! { <blockquote class="flc-quote">{quote}</blockquote> })}
            <p>{what_to_do}</p>
            <p class="flc-reference flc-mono">{reference}</p>
        }
    };
    view! {
        <Banner tone=Tone::Wrong title>
            {lines}
            {retry.map(|retry| view! { <Button label=say(words::RETRY) icon=IconName::Refresh on_click=retry /> })}
        </Banner>
    }
}

/// The banner for a failed read, with a button Retry; nothing without an error.
pub(super) fn failure(title: Word, error: Option<ApiError>, retry: Callback<()>) -> AnyView {
    error.map(|error| view! { <Failure title=say(title) error retry=Some(retry) /> }).into_any()
}

/// A live region for what a form says about its request. It is needed because an open dialog hides the live regions of
/// the page from assistive technology.
#[component]
pub(super) fn Spoken(children: Children) -> impl IntoView {
    view! {
        <div class="flc-spoken" aria-live="polite">
            {children()}
        </div>
    }
}

/// Runs the request of a form. If it is refused, a screen reader says why.
pub(super) async fn say_refused(console: Console, sent: impl Future<Output = Refused>) {
    // What was said of an earlier try is over.
    for region in [console.part.urgent, console.part.polite] {
        region.try_set(String::new());
    }
    if let Some((title, error)) = sent.await {
        announce(console, console.say(title), &error);
    }
}

/// Lets a screen reader say what failed, and why.
pub(super) fn announce(console: Console, title: &str, error: &ApiError) {
    announce_explained(console, title, explain(console.locale(), error));
}

/// Lets a screen reader say an explanation.
pub(super) fn announce_explained(console: Console, title: &str, explanation: Explanation) {
    let quote = explanation.quote.map(|quote| format!(" {quote}")).unwrap_or_default();
    speak(console.part.urgent, format!("{title}. {}{quote}", explanation.why));
}
