//! A call that failed, as a person reads it: what failed, why, what to do, and the service's own words.

use leptos::prelude::*;
use crate::ui::{derive};

use super::kit::{console, say};
use crate::api::ApiError;
use crate::i18n::{explain, words};
use crate::state::Console;
use crate::ui::{Banner, Button, IconName, Text, Tone};

/// `title` says what failed. With `retry` there is a button that tries it again.
#[component]
pub(super) fn Failure(title: Text, error: ApiError, #[prop(optional)] retry: Option<Callback<()>>) -> AnyView {
    let console = console();
    let explained = derive(move || explain(console.locale(), &error));
    let quote = move || {
        let quote = explained.get().quote?;
        Some(view! { <blockquote class="flc-quote">{quote}</blockquote> })
    };
    let retry = retry.map(|retry| {
        view! { <div class="flc-actions"><Button label=say(words::RETRY) icon=IconName::Refresh on_click=retry /></div> }
            .into_any()
    });
    view! {
        <Banner tone=Tone::Wrong title=title>
            <p>{move || explained.get().why}</p>
            {quote}
            <p>{move || explained.get().what_to_do}</p>
            <p class="flc-reference flc-mono">{move || explained.get().reference}</p>
            {retry}
        </Banner>
    }
    .into_any()
}

/// What a screen reader hears at once about a failure.
pub(super) fn announce(console: Console, title: &str, error: &ApiError) {
    let explained = explain(console.locale(), error);
    let quote = explained.quote.map(|quote| format!(" {quote}")).unwrap_or_default();
    console.urgent.set(format!("{title}. {}{quote}", explained.why));
}
