//! Notes above a table: how many rows could not be read, and how many selected rows the filter hides.

use leptos::{html, prelude::*};

use super::common::say;
use super::drawn::Drawn;
use crate::i18n::lists;
use crate::state::listing::List;
use crate::ui::{Button, ButtonVariant, focus_nearest};

/// The notes above a table, while there are any.
#[component]
pub(super) fn ListNotes<T: Drawn>(list: List<T>) -> impl IntoView {
    let console = list.console;
    let counts = Memo::new(move |_| list.unseen());
    let button = NodeRef::<html::Button>::new();
    let clear = move |()| {
        // The button goes with the note.
        if let Some(button) = button.get_untracked() {
            focus_nearest(&button, ".flc-table thead .flc-tick");
        }
        list.selected.set(Vec::new());
    };
    move || {
        let (unread, selected, hidden) = counts.get();
        let unread_note = (unread > 0).then(|| {
            let text = lists::ROWS_UNREAD.with(console.locale(), &[("n", &unread.to_string())]);
            view! { <p class="flc-note"><span>{text}</span></p> }
        });
        let hidden_note = (hidden > 0).then(|| {
            let (selected, hidden) = (selected.to_string(), hidden.to_string());
            let text =
                lists::SELECTED_HIDDEN.with(console.locale(), &[("n", &selected), ("hidden", &hidden)]);
            view! {
                <p class="flc-note">
                    <span>{text}</span>
                    <Button
                        label=say(lists::CLEAR_SELECTION)
                        variant=ButtonVariant::Plain
                        on_click=clear
                        node_ref=button
                    />
                </p>
            }
        });
        let is_bare = unread_note.is_none() && hidden_note.is_none();
        (!is_bare).then(|| view! { <div class="flc-notes">{unread_note}{hidden_note}</div> })
    }
}
