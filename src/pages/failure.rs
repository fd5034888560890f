//! A call that failed, as a person reads it: what failed, why, what to do, and the service's own words.

use leptos::prelude::*;

use crate::reactive::{Callback};

use super::kit::{button_row, quote, say};
use crate::api::ApiError;
use crate::i18n::{Word, explain, words};
use crate::state::Console;
use crate::ui::{Banner, Button, IconName, Text, Tone, derive, el, live};

/// `title` says what failed. With `retry` there is a button that tries it again.
pub(super) fn failed(title: Text, error: ApiError, retry: Option<Callback<()>>) -> AnyView {
    let console = super::kit::console();
    let explained = derive(move || explain(console.locale(), &error));
    let retry = retry.map(|retry| {
        let button = view! { <Button label=say(words::RETRY) icon=IconName::Refresh on_click=retry /> };
        button_row(vec![button.into_any()])
    });
    view! {
        <Banner tone=Tone::Wrong title=title>
            {el("p").say(derive(move || explained.get().why)).view()}
            {live(move || explained.get().quote.map(quote).into_any())}
            {el("p").say(derive(move || explained.get().what_to_do.to_owned())).view()}
            {el("p")
                .class("flc-reference flc-mono")
                .say(derive(move || explained.get().reference))
                .view()}
            {retry.into_any()}
        </Banner>
    }
    .into_any()
}

/// The failure of a read that can be tried again; nothing where there is none.
pub(super) fn failure(title: Word, error: Option<ApiError>, retry: Callback<()>) -> AnyView {
    error.map(|error| failed(say(title), error, Some(retry))).into_any()
}

/// What a screen reader hears at once about a failure.
pub(super) fn announce(console: Console, title: &str, error: &ApiError) {
    let explained = explain(console.locale(), error);
    let quote = explained.quote.map(|quote| format!(" {quote}")).unwrap_or_default();
    console.urgent.set(format!("{title}. {}{quote}", explained.why));
}
