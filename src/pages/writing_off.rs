//! A form that is open when writing is switched off, for example by a portal: it stays with all that was entered, says
//! why, and sends nothing.

use leptos::prelude::*;

use super::common::say;
use super::failure::Spoken;
use crate::state::Console;
use crate::ui::{Banner, Tone};

/// Why the button that sends is off, while it is.
pub(super) fn off_reason(console: Console) -> Signal<Option<String>> {
    Signal::derive(move || console.set_to_read().map(|why| console.say(why).to_owned()))
}

/// The same above the buttons.
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
