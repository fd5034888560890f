//! The question before unsaved edits are lost.

use leptos::prelude::*;

use crate::reactive::RwSignal;

use super::kit::{form_buttons, para, say};
use crate::i18n::words;
use crate::state::Console;
use crate::ui::{ButtonVariant, button, callback, dialog, effect};

pub(super) fn view(console: Console) -> AnyView {
    let open = RwSignal::new(false);
    effect(move || {
        open.set(console.leaving.with(Option::is_some) || console.switching.with(Option::is_some));
    });
    let stay = callback(move |()| {
        console.leaving.set(None);
        console.switching.set(None);
    });
    let leave = callback(move |()| console.leave());
    let body = move || {
        let buttons = form_buttons(vec![
            button(say(words::STAY)).on_click(stay).view(),
            button(say(words::LEAVE)).variant(ButtonVariant::Danger).on_click(leave).view(),
        ]);
        vec![para(words::LEAVE_HELP), buttons].into_any()
    };
    dialog(say(words::LEAVE_TITLE), open, stay, body)
}
