//! Why there is no console: the configuration could not be read, or cannot be used.

use leptos::prelude::*;

use super::kit;
use super::setup::Problem;
use super::telling::{Listener, config_failed};
use crate::i18n::{Locale, config_error, words};
use crate::ui::{IconName, Tone, banner, button, el, page_header, text};

pub(super) fn view(locale: Locale, problem: Problem, again: Callback<()>, listener: &Listener) -> AnyView {
    let say = |word: crate::i18n::Word| text(word.text(locale));
    let (source, key, reason) = match problem {
        Problem::Unread { source, detail } => (source, String::new(), detail),
        Problem::Config { source, error } => (source, error.key, config_error(locale, &error.fault)),
    };
    let told = [source.as_str(), &key, &reason].into_iter().filter(|text| !text.is_empty());
    config_failed(listener, &told.collect::<Vec<_>>().join(": "));
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
