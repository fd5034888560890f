//! The question before unsaved edits are lost.

use leptos::prelude::*;

use super::kit::{form_buttons, para, say};
use crate::i18n::words;
use crate::state::Console;
use crate::ui::{ButtonVariant, button, dialog, live};

pub(super) fn view(console: Console) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        open.set(console.leaving.with(Option::is_some));
    });
    let stay = Callback::new(move |()| console.leaving.set(None));
    let sending = console.create.sending;
    let title = Signal::derive(move || {
        let word = match (sending.get(), console.edit.logger.with(Option::is_some)) {
            (true, _) => words::LEAVE_SENDING_TITLE,
            (false, true) => words::LEAVE_EDIT_TITLE,
            (false, false) => words::LEAVE_TITLE,
        };
        console.say(word).to_owned()
    });
    let leave = Callback::new(move |()| console.leave());
    let body = move || {
        let buttons = form_buttons(vec![
            button(say(words::STAY)).on_click(stay).view(),
            button(say(words::LEAVE)).variant(ButtonVariant::Danger).on_click(leave).view(),
        ]);
        let help =
            live(move || para(if sending.get() { words::LEAVE_SENDING_HELP } else { words::LEAVE_HELP }));
        vec![help, buttons].into_any()
    };
    dialog(title, open, stay, body)
}
