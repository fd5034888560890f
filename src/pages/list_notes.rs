//! What the table of loggers does not do by itself: say that rows could not be read, and that the filter hides selected
//! ones, and keep its place.

use std::sync::Arc;

use leptos::prelude::*;

use super::kit::say;
use super::place;
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::i18n::lists;
use crate::state::Console;
use crate::ui::{ButtonVariant, button, el, live};

pub(super) type Rows = Memo<Arc<Vec<Row<Logger>>>>;

pub(super) fn view(console: Console, arranged: Rows, selected: RwSignal<Vec<String>>) -> AnyView {
    // What the filter leaves; its own count says how many rows it hides.
    let counts = Memo::new(move |_| {
        arranged.with(|rows| {
            let unread = rows.iter().filter(|row| row.read().is_none()).count();
            let is_there = |key: &String| rows.iter().filter_map(Row::read).any(|logger| logger.id == *key);
            selected.with(|keys| (unread, keys.len(), keys.iter().filter(|key| !is_there(key)).count()))
        })
    });
    let notes = live(move || {
        let (unread, chosen, hidden) = counts.get();
        let mut notes = Vec::new();
        if unread > 0 {
            let text = lists::ROWS_UNREAD.with(console.locale(), &[("n", &unread.to_string())]);
            notes.push(note(text, None));
        }
        if hidden > 0 {
            let (chosen, hidden) = (chosen.to_string(), hidden.to_string());
            let text = lists::SELECTED_HIDDEN.with(console.locale(), &[("n", &chosen), ("hidden", &hidden)]);
            let clear = Callback::new(move |()| selected.set(Vec::new()));
            let clear = button(say(lists::CLEAR_SELECTION)).variant(ButtonVariant::Plain).on_click(clear);
            notes.push(note(text, Some(clear.view())));
        }
        match notes.is_empty() {
            true => ().into_any(),
            false => el("div").class("flc-notes").children(notes).view(),
        }
    });
    vec![place::keep(console), notes].into_any()
}

fn note(text: String, action: Option<AnyView>) -> AnyView {
    el("p").class("flc-note").child(el("span").text(text).view()).child_if(action).view()
}
