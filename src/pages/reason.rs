//! Old names of what `failure` holds.

use leptos::prelude::*;

pub(super) use super::failure::say_refused;

pub(super) fn spoken(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    view! { <super::failure::Spoken>{view}</super::failure::Spoken> }.into_any()
}
