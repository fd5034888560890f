//! The buttons under a form in a dialog.

use leptos::prelude::*;

use super::common::say;
use crate::i18n::{Word, words};
use crate::ui::{Button, ButtonVariant};

/// Cancel, and the button that sends the form.
#[component]
pub(super) fn FormButtons(
    cancel: Callback<()>,
    submit: Word,
    #[prop(default = ButtonVariant::Primary)] variant: ButtonVariant,
    #[prop(optional, into)] busy: Signal<bool>,
    /// Why the form cannot be sent now.
    #[prop(optional)]
    off: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="flc-form-actions">
            <Button label=say(words::CANCEL) on_click=cancel />
            <Button label=say(submit) variant submit=true busy off />
        </div>
    }
}
