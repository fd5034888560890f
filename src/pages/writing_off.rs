//! A form that is open when writing is switched off, by a portal say: it stays with all that was entered, says why, and
//! sends nothing.

use leptos::prelude::*;

use super::kit::say;
use super::reason::spoken;
use crate::state::Console;
use crate::ui::{Tone, banner};

/// Why the button that sends is off, while it is.
pub(super) fn off_reason(console: Console) -> Signal<Option<String>> {
    Signal::derive(move || console.set_to_read().map(|why| console.say(why).to_owned()))
}

/// The same above the buttons.
pub(super) fn off_note(console: Console) -> AnyView {
    let why = Memo::new(move |_| console.set_to_read());
    spoken(move || why.get().map(|why| banner(Tone::Warning, say(why), Vec::new())).into_any())
}
