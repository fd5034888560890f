//! A page that leads nowhere.

use leptos::prelude::*;

use super::common::say;
use crate::i18n::Word;
use crate::ui::{PageHeader, Text};

/// What stands where a page leads nowhere: its title, why, and a way on.
#[component]
pub(super) fn Nowhere(title: Word, why: Text, children: Children) -> impl IntoView {
    view! {
        <PageHeader title=say(title) />
        <p class="flc-muted">{why}</p>
        <div class="flc-actions">{children()}</div>
    }
}
