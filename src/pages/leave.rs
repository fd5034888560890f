//! The question before unsaved edits are lost.

use leptos::prelude::*;

use crate::reactive::{RwSignal};

use super::kit::{para, say};
use crate::i18n::words;
use crate::state::Console;
use crate::ui::{Button, ButtonVariant, Dialog, callback, effect};

pub(super) fn view(console: Console) -> AnyView {
    let open = RwSignal::new(false);
    effect(move || open.set(console.leaving.with(Option::is_some)));
    let stay = callback(move |()| console.leaving.set(None));
    let leave = callback(move |()| console.leave());
    let footer = move || {
        view! {
            <Button label=say(words::STAY) on_click=stay />
            <Button label=say(words::LEAVE) variant=ButtonVariant::Danger on_click=leave />
        }
    };
    view! {
        <Dialog title=say(words::LEAVE_TITLE) open=open on_close=stay footer=footer>
            {para(words::LEAVE_HELP)}
        </Dialog>
    }
    .into_any()
}
