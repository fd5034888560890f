//! The offer to select all rows that meet the filter, once those of the page are selected.

use leptos::{html, prelude::*};

use super::common::speak;
use super::drawn::Drawn;
use crate::i18n::lists;
use crate::state::listing::{List, Selected};
use crate::ui::{Button, ButtonVariant, focus_nearest};

/// What is selected and the button that selects more, or nothing again. The button stays the same one, so that it keeps
/// the focus. The words are of loggers, the one list from which rows are selected.
#[component]
pub(super) fn SelectMatching<T: Drawn>(list: List<T>) -> impl IntoView {
    let console = list.console;
    let reach = Memo::new(move |_| list.reach_of_selection());
    let is_filtered = Memo::new(move |_| list.view.with(|view| !view.query.is_empty()));
    let text = Signal::derive(move || {
        let (word, count) = match reach.get()? {
            Selected::Page { rows, .. } => (lists::PAGE_SELECTED, rows),
            Selected::Matching(count) if is_filtered.get() => (lists::MATCHES_SELECTED, count),
            Selected::Matching(count) => (lists::EVERY_SELECTED, count),
        };
        Some(word.with(console.locale(), &[("n", &count.to_string())]))
    });
    let label = Signal::derive(move || match reach.get() {
        Some(Selected::Page { matching, .. }) => {
            let word = if is_filtered.get() { lists::SELECT_MATCHES } else { lists::SELECT_EVERY };
            word.with(console.locale(), &[("n", &matching.to_string())])
        }
        _ => console.say(lists::CLEAR_SELECTION).to_owned(),
    });
    let button = NodeRef::<html::Button>::new();
    let press = move |()| {
        if let Some(Selected::Page { .. }) = reach.get_untracked() {
            list.select_matching();
        } else {
            if let Some(button) = button.get_untracked() {
                focus_nearest(&button, ".flc-table thead .flc-tick");
            }
            list.selected.set(Vec::new());
        }
        if let Some(text) = text.get_untracked() {
            speak(console.part.polite, text);
        }
    };
    let is_shown = Memo::new(move |_| reach.with(Option::is_some));
    view! {
        <Show when=move || is_shown.get()>
            <p class="flc-note">
                <span prop:textContent=move || text.get().unwrap_or_default()></span>
                <Button label variant=ButtonVariant::Plain on_click=press node_ref=button />
            </p>
        </Show>
    }
}
