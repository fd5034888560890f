//! A call that failed, as a person reads it: what failed, why, what to do, and the service's own words.

use leptos::prelude::*;

use crate::reactive::{Callback, Signal};

use super::kit::{quote, say};
use crate::api::ApiError;
use crate::i18n::{Explanation, Word, explain, words};
use crate::state::Console;
use crate::ui::{IconName, Text, Tone, banner, button, derive, el, live};

/// `title` says what failed. With `retry` there is a button that tries it again.
pub(super) fn failed(title: Text, error: ApiError, retry: Option<Callback<()>>) -> AnyView {
    let console = super::kit::console();
    explained(title, derive(move || explain(console.locale(), &error)), retry)
}

/// The same from words that say why.
pub(super) fn explained(title: Text, explained: Signal<Explanation>, retry: Option<Callback<()>>) -> AnyView {
    let text = live(move || {
        let explained = explained.get();
        let mut lines = vec![el("p").text(explained.why).view()];
        lines.extend(explained.quote.map(quote));
        lines.push(el("p").text(explained.what_to_do.to_owned()).view());
        lines.push(el("p").class("flc-reference flc-mono").text(explained.reference).view());
        lines.into_any()
    });
    let mut body = vec![text];
    body.extend(retry.map(|retry| button(say(words::RETRY)).icon(IconName::Refresh).on_click(retry).view()));
    banner(Tone::Wrong, title, body)
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
