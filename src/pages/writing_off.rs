//! Writing can be switched off, for example by a portal, while a form is open. The form keeps what was entered, says why
//! writing is off, and sends nothing.

use leptos::prelude::*;

use super::common::say;
use super::failure::Spoken;
use crate::state::Console;
use crate::ui::{Banner, Tone};

/// Why the form cannot be sent now.
pub(super) fn off_reason(console: Console) -> Signal<Option<String>> {
    Signal::derive(move || console.set_to_read().map(|why| console.say(why).to_owned()))
}

/// The banner that says it, above the buttons.
#[component]
pub(super) fn WritingOff() -> impl IntoView {
    let console = expect_context::<Console>();
    let why = Memo::new(move |_| console.set_to_read());
    view! {
        <Spoken>
            {move || why.get().map(|why| view! { <Banner tone=Tone::Warning title=say(why) /> })}
        </Spoken>
    }
}
