//! The delete dialog: names what goes, says what stays, and asks for a word where traffic would be lost.

use leptos::prelude::*;

use super::kit::{form_buttons, para, run_on, say};
use super::logger_table::name_of;
use super::writing_off::{off_note, off_reason};
use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::route::{Page, Route};
use crate::state::Console;
use crate::ui::{ButtonVariant, button, dialog, el, form, live, text_field, when_valid};

/// The word to type; the same in every language, since the label names it.
const WORD: &str = "delete";

pub(super) fn view(console: Console) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        open.set(
            console.deleting.with(|loggers| !loggers.is_empty()) && console.connection.with(Option::is_some),
        );
    });
    let title = Signal::derive(move || match console.deleting.with(Vec::len) {
        0 | 1 => console.say(words::DELETE_LOGGER).to_owned(),
        many => words::DELETE_LOGGERS.with(console.locale(), &[("n", &many.to_string())]),
    });
    let close = Callback::new(move |()| console.deleting.set(Vec::new()));
    dialog(title, open, close, move || live(move || body(console, close)))
}

fn body(console: Console, close: Callback<()>) -> AnyView {
    let loggers = console.deleting.get();
    let typed = RwSignal::new(String::new());
    let checked = RwSignal::new(false);
    let asks = loggers.len() > 1 || loggers.iter().any(Logger::is_collecting);
    let is_right = move || !asks || typed.with(|typed| typed.trim().eq_ignore_ascii_case(WORD));
    let error = Signal::derive(move || {
        (checked.get() && !is_right()).then(|| console.say(words::DELETE_CONFIRM_WORD).to_owned())
    });
    let mut names: Vec<String> = loggers.iter().map(|logger| name_of(logger).to_owned()).collect();
    names.sort_unstable();
    let names = names.into_iter().map(|name| el("li").text(name).view()).collect::<Vec<_>>();
    let submit = Callback::new(move |element: web_sys::Element| {
        checked.set(true);
        when_valid(element, move || {
            let loggers = console.deleting.get_untracked();
            // The second press of a double click.
            if loggers.is_empty() {
                return;
            }
            console.deleting.set(Vec::new());
            leave_page_of(console, &loggers);
            run_on(console.delete(loggers));
        });
    });
    let mut lines = vec![para(words::DELETE_LOSES), para(words::DELETE_KEEPS)];
    if loggers.iter().any(Logger::is_collecting) {
        lines.insert(0, para(words::DELETE_STOPS));
    }
    let mut parts = vec![
        el("ul").class("flc-list").attr_live("aria-label", say(words::DELETE_LIST)).children(names).view(),
        el("div").class("flc-lines").children(lines).view(),
        off_note(console),
    ];
    if asks {
        parts.push(text_field(say(words::DELETE_CONFIRM), typed).error(error).view());
    }
    parts.push(form_buttons(vec![
        button(say(words::CANCEL)).on_click(close).view(),
        button(say(words::DELETE)).variant(ButtonVariant::Danger).submit().off(off_reason(console)).view(),
    ]));
    form(submit, parts)
}

/// The page of a logger that goes has nothing to show any more.
fn leave_page_of(console: Console, loggers: &[Logger]) {
    let is_open = console.route.with_untracked(|route| {
        matches!(&route.page, Page::Logger { id, .. } if loggers.iter().any(|logger| logger.id == *id))
    });
    if is_open {
        console.go(Route::to(Page::Loggers));
    }
}
