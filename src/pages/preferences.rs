//! Preferences: how dense the tables are, and which columns the table of loggers has in which order.

use leptos::prelude::*;

use super::kit::{button_row, fields, say};
use super::logger_table::word;
use crate::i18n::{lists, words};
use crate::state::{Console, logger_list};
use crate::ui::{Arrange, arrange, button, checkbox_of, choices, el};

pub(super) fn view(console: Console) -> AnyView {
    let compact = checkbox_of(
        say(words::COMPACT),
        Signal::derive(move || console.is_compact()),
        Callback::new(move |on| {
            console.prefer(|chosen| chosen.compact = on);
            console.part.host.update(|host| host.compact = None);
        }),
    );
    let wrap = checkbox_of(
        say(words::WRAP),
        Signal::derive(move || console.shared.preferences.with(|chosen| chosen.wrap)),
        Callback::new(move |on| console.prefer(|chosen| chosen.wrap = on)),
    );
    let columns = RwSignal::new(
        console.shared.preferences.with_untracked(|chosen| logger_list::arranged(chosen.columns.as_deref())),
    );
    let mut before = None;
    Effect::new(move || {
        let now = columns.with(|columns| logger_list::chosen(columns));
        // What the person did not touch is not kept: it follows the usual columns of later versions.
        if before.replace(now.clone()).is_some_and(|before| before != now) {
            console.prefer(|chosen| chosen.columns = now);
        }
    });
    let reset = Callback::new(move |()| {
        columns.set(logger_list::arranged(None));
        console.prefer(|chosen| (chosen.compact, chosen.wrap) = (false, false));
    });
    let list = Arrange {
        legend: say(words::COLUMNS),
        items: columns,
        label: Callback::new(move |id: &'static str| console.say(word(id)).to_owned()),
        up: Callback::new(move |column: String| {
            lists::MOVE_UP.with(console.locale(), &[("column", &column)])
        }),
        down: Callback::new(move |column: String| {
            lists::MOVE_DOWN.with(console.locale(), &[("column", &column)])
        }),
    };
    let parts = vec![
        choices(say(lists::ROWS), vec![compact, wrap]),
        arrange(list),
        button_row(vec![button(say(lists::RESET)).on_click(reset).view()]),
    ];
    el("div").class("flc-preferences").child(fields(parts)).view()
}
