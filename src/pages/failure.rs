//! A call that failed, as a person reads it: what failed, why, and what to do.

use leptos::prelude::*;

use super::common::say;
use crate::api::ApiError;
use crate::i18n::{Explanation, Word, explain, words};
use crate::state::Console;
use crate::state::submit::Refused;
use crate::ui::{Banner, Button, IconName, Text, Tone};

/// A banner for a failed call. `title` says what failed; with `retry` there is a button that tries it again.
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

/// The same for an explanation that is already in words.
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

/// The failure of a read that can be tried again; nothing where there is none.
pub(super) fn failure(title: Word, error: Option<ApiError>, retry: Callback<()>) -> AnyView {
    error.map(|error| view! { <Failure title=say(title) error retry=Some(retry) /> }).into_any()
}

/// What a form says about the request that it sent. An open dialog hides the live regions of the page from assistive
/// technology, so this is one of its own, there from the start.
#[component]
pub(super) fn Spoken(children: Children) -> impl IntoView {
    view! {
        <div class="flc-spoken" aria-live="polite">
            {children()}
        </div>
    }
}

/// Runs what a form sends, and says at once why the form stays open.
pub(super) async fn say_refused(console: Console, sent: impl Future<Output = Refused>) {
    if let Some((title, error)) = sent.await {
        announce(console, console.say(title), &error);
    }
}

/// Has a screen reader say at once what failed, and why.
pub(super) fn announce(console: Console, title: &str, error: &ApiError) {
    announce_explained(console, title, explain(console.locale(), error));
}

/// The same for an explanation that is already in words.
pub(super) fn announce_explained(console: Console, title: &str, explanation: Explanation) {
    let quote = explanation.quote.map(|quote| format!(" {quote}")).unwrap_or_default();
    console.part.urgent.set(format!("{title}. {}{quote}", explanation.why));
}
