//! The choice of the region, in the bar.

use leptos::prelude::*;

use super::common::say;
use crate::i18n::words;
use crate::state::{Connection, Console};
use crate::ui::{Binding, Select};

/// The current region, and the other regions that may take the same token.
#[component]
pub(super) fn RegionSwitch() -> impl IntoView {
    let console = expect_context::<Console>();
    let options = Signal::derive(move || {
        let pairs = |connection: &Connection| {
            connection.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
        };
        console.shared.connection.with(|connection| connection.as_ref().map(pairs)).unwrap_or_default()
    });
    let chosen = RwSignal::new(String::new());
    Effect::new(move || {
        // The person may stay after the question about unsaved edits: then the current region shows again.
        console.part.leaving.track();
        let here = |connection: &Connection| connection.region.id.clone();
        if let Some(here) = console.shared.connection.with(|connection| connection.as_ref().map(here)) {
            chosen.set(here);
        }
    });
    let go = move |id: String| {
        chosen.set(id.clone());
        console.switch_region(&id);
    };
    view! { <Select label=say(words::REGION) options value=Binding::new(move || chosen.get(), go) /> }
}
