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
    let title = Signal::derive(move || {
        let word = match (sending.get(), console.part.edit.logger.with(Option::is_some)) {
            (true, _) => words::LEAVE_SENDING_TITLE,
            (false, true) => words::LEAVE_EDIT_TITLE,
            (false, false) => words::LEAVE_TITLE,
        };
        console.say(word).to_owned()
    });
    let help = move || console.say(if sending.get() { words::LEAVE_SENDING_HELP } else { words::LEAVE_HELP });
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
