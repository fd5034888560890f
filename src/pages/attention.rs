//! The loggers that need attention, as buttons under the counter of the list.

use leptos::prelude::*;

use super::common::say;
use crate::domain::logger::Logger;
use crate::i18n::lists;
use crate::state::attention::{AttentionKind, KINDS};
use crate::state::filter::Query;
use crate::state::listing::List;
use crate::ui::{Button, ButtonVariant};

/// A button for each kind of logger that needs attention, with the number of these loggers. It filters the list; a second
/// press clears the filter. Nothing is counted where the list does not have all loggers.
#[component]
pub(super) fn Attention(list: List<Logger>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let is_all = list.is_whole() && !list.is_early();
        is_all.then(|| list.index.with(|index| KINDS.each_ref().map(|kind| kind.count(index))))
    });
    let button = move |(at, kind): (usize, AttentionKind)| {
        let count = Memo::new(move |_| counts.with(|counts| counts.as_ref()?.get(at).copied()));
        let label = Signal::derive(move || {
            let word = list.console.say(kind.word);
            count.get().map_or(word.to_owned(), |count| format!("{word} ({count})"))
        });
        let query = StoredValue::new(kind.query());
        let is_set =
            Memo::new(move |_| list.view.with(|view| query.with_value(|query| view.query == *query)));
        let press = move |()| {
            let next = if is_set.get_untracked() { Query::default() } else { query.get_value() };
            list.change(|view| view.query = next);
        };
        // A pressed button stays also without loggers, so that it can be pressed again.
        let is_shown = Memo::new(move |_| count.get().is_some_and(|count| count > 0) || is_set.get());
        view! {
            <Show when=move || is_shown.get()>
                <Button label variant=ButtonVariant::Plain pressed=is_set on_click=press />
            </Show>
        }
    };
    view! {
        <div class="flc-attention" role="group" aria-label=say(lists::NEEDS_ATTENTION)>
            {KINDS.into_iter().enumerate().map(button).collect_view()}
        </div>
    }
}
