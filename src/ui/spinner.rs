use leptos::prelude::*;

use super::words::words;

/// A ring that turns; it stands still with reduced motion. A word beside it says what is under way.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="flc-spinner" aria-hidden="true"></span> }
}

/// Says that something loads: the spinner with its word.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <p class="flc-loading">
            <Spinner/>
            <span>{words().loading}</span>
        </p>
    }
}
