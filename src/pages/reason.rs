//! Why a call failed, in sentences: why, the service's own words, what to do, and what a help center asks for.

use leptos::prelude::*;

use super::kit::{quote, say};
use crate::api::ApiError;
use crate::i18n::{Explanation, explain, words};
use crate::state::Console;
use crate::state::submit::Refused;
use crate::ui::{IconName, Text, Tone, banner, button, el, live};

pub(super) fn view(console: Console, error: ApiError) -> AnyView {
    lines(Signal::derive(move || explain(console.locale(), &error)))
}

fn lines(explained: Signal<Explanation>) -> AnyView {
    live(move || {
        let explained = explained.get();
        let mut lines = vec![el("p").text(explained.why).view()];
        lines.extend(explained.quote.map(quote));
        lines.push(el("p").text(explained.what_to_do.to_owned()).view());
        lines.push(el("p").class("flc-reference flc-mono").text(explained.reference).view());
        lines.into_any()
    })
}

/// A banner of a title and its reason. With `retry` there is a button that tries again.
pub(super) fn explained(title: Text, explained: Signal<Explanation>, retry: Option<Callback<()>>) -> AnyView {
    let mut body = vec![lines(explained)];
    body.extend(retry.map(|retry| button(say(words::RETRY)).icon(IconName::Refresh).on_click(retry).view()));
    banner(Tone::Wrong, title, body)
}

/// Runs what a form sends, and says at once why the form stays open.
pub(super) async fn say_refused(console: Console, sent: impl Future<Output = Refused>) {
    if let Some((title, error)) = sent.await {
        announce(console, console.say(title), &error);
    }
}

/// What a form has to say about what it sent. An open dialog hides the live regions of the page from assistive
/// technology, so this is one of its own, there from the start.
pub(super) fn spoken(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    el("div").class("flc-spoken").attr("aria-live", "polite").live(view).view()
}

/// What a screen reader hears at once about a failure.
pub(super) fn announce(console: Console, title: &str, error: &ApiError) {
    let explained = explain(console.locale(), error);
    let quote = explained.quote.map(|quote| format!(" {quote}")).unwrap_or_default();
    console.urgent.set(format!("{title}. {}{quote}", explained.why));
}

/// The service's own words, if it had any.
pub(super) fn said(console: Console, error: &ApiError) -> AnyView {
    explain(console.locale(), error).quote.map(quote).into_any()
}

/// The failures of a notice, one to a line with its request, with the item's name where there are several; then what
/// to do, each advice once.
pub(super) fn of_items(console: Console, errors: &[(Option<String>, ApiError)]) -> String {
    let (mut lines, mut advice): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    for (name, error) in errors {
        let explained = explain(console.locale(), error);
        let quote = explained.quote.map(|quote| format!(" “{quote}”")).unwrap_or_default();
        let name = name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        lines.push(format!("{name}{}{quote} ({})", explained.why, explained.reference));
        if !advice.contains(&explained.what_to_do) {
            advice.push(explained.what_to_do);
        }
    }
    lines.extend(advice.into_iter().map(str::to_owned));
    lines.join("\n")
}
