//! A page without content.

use leptos::prelude::*;

use super::common::say;
use crate::i18n::Word;
use crate::ui::{PageHeader, Text};

/// A title, the reason why there is no content, and links to other pages.
#[component]
pub(super) fn Nowhere(title: Word, why: Text, children: Children) -> impl IntoView {
    view! {
        <PageHeader title=say(title) />
        <p class="flc-muted">{why}</p>
        <div class="flc-actions">{children()}</div>
    }
}
