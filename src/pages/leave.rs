//! The dialog that asks before unsaved edits are lost.

use leptos::prelude::*;

use super::common::say;
use crate::i18n::words;
use crate::state::Console;
use crate::ui::{Button, ButtonVariant, Dialog};

/// The dialog. It is open while an action waits for the answer.
#[component]
pub(super) fn LeaveDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let open = Signal::derive(move || console.part.leaving.with(Option::is_some));
    let stay = Callback::new(move |()| console.part.leaving.set(None));
    let leave = Callback::new(move |()| console.leave());
    let sending = console.part.create.sending;
    let asked = move || {
        let is_editing = console.part.edit.logger.with(Option::is_some);
        let is_in_doubt = console.part.create.doubts.with(|doubts| !doubts.is_empty());
        match (sending.get(), is_editing, is_in_doubt) {
            (true, ..) => [words::LEAVE_SENDING_TITLE, words::LEAVE_SENDING_HELP],
            (_, true, _) => [words::LEAVE_EDIT_TITLE, words::LEAVE_HELP],
            (.., true) => [words::LEAVE_DOUBT_TITLE, words::LEAVE_DOUBT_HELP],
            _ => [words::LEAVE_TITLE, words::LEAVE_HELP],
        }
    };
    let title = Signal::derive(move || {
        let [title, _] = asked();
        console.say(title).to_owned()
    });
    let help = move || {
        let [_, help] = asked();
        console.say(help)
    };
    view! {
        <Dialog title open on_close=stay>
            <p>{help}</p>
            <div class="flc-form-actions">
                <Button label=say(words::STAY) on_click=stay />
                <Button label=say(words::LEAVE) variant=ButtonVariant::Danger on_click=leave />
            </div>
        </Dialog>
    }
}
