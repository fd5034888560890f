//! The saved filters of a list: apply, rename, overwrite, delete, and save the current filter.

use leptos::{html, prelude::*};

use super::common::say;
use crate::i18n::{Word, lists, words};
use crate::state::Console;
use crate::state::saved_filters::{self, MOST, Refusal};
use crate::ui::{Button, ButtonVariant, Form, IconName, Popover, TextField, focus_opener, focus_within};

/// The button with the panel of saved filters.
#[component]
pub(super) fn SavedFilters(
    /// The name of the list.
    list: &'static str,
    /// The current filter; empty for none.
    current: Signal<String>,
    /// Sets the filter of the list.
    apply: Callback<String>,
) -> impl IntoView {
    view! {
        <Popover label=say(lists::SAVED_FILTERS) icon=IconName::Filter closed_by=".flc-saved .flc-plain">
            <Panel list current apply />
        </Popover>
    }
}

#[component]
fn Panel(list: &'static str, current: Signal<String>, apply: Callback<String>) -> impl IntoView {
    let console = expect_context::<Console>();
    let kept = Memo::new(move |_| {
        console.shared.preferences.with(|chosen| saved_filters::of_list(&chosen.filters, list))
    });
    let name = RwSignal::new(String::new());
    // The filter that is renamed; `None` while the form saves the current filter.
    let renamed = RwSignal::new(None::<(String, String)>);
    let refusal = RwSignal::new(None::<Refusal>);
    let error = Signal::derive(move || {
        let word = match refusal.get()? {
            Refusal::Empty => lists::NAME_EMPTY,
            Refusal::Taken => lists::NAME_TAKEN,
            Refusal::Full => lists::FILTERS_FULL,
        };
        Some(word.with(console.locale(), &[("n", &MOST.to_string())]))
    });
    let begin = move |from: Option<(String, String)>| {
        name.set(from.clone().unwrap_or_default().0);
        renamed.set(from);
        refusal.set(None);
    };
    let nothing = Signal::derive(move || {
        current.with(String::is_empty).then(|| console.say(lists::NO_FILTER).to_owned())
    });
    let is_renaming = Memo::new(move |_| renamed.with(Option::is_some));
    let off = Signal::derive(move || nothing.get().filter(|_| !is_renaming.get()));
    let submit = move |_| {
        let (from, filter) = renamed.get_untracked().unzip();
        let filter = filter.unwrap_or_else(|| current.get_untracked());
        let saved = console.try_prefer(|chosen| {
            let name = name.get_untracked();
            saved_filters::save(&mut chosen.filters, list, from.as_deref(), &name, filter)
        });
        match saved {
            Ok(()) => begin(None),
            Err(refused) => refusal.set(Some(refused)),
        }
    };
    let submit_label =
        move || console.say(if is_renaming.get() { lists::RENAME } else { lists::SAVE_FILTER }).to_owned();
    let rows = NodeRef::<html::Div>::new();
    let row = move |(at, (name, filter)): (usize, (String, String))| {
        let key = StoredValue::new(saved_filters::key(list, &name));
        let kept = StoredValue::new((name.clone(), filter));
        let is_set = Signal::derive(move || current.with(|now| kept.with_value(|(_, filter)| now == filter)));
        let icon = move |word: Word, icon, off, on_click: Callback<()>| {
            let label = Signal::derive(move || {
                kept.with_value(|(name, _)| word.with(console.locale(), &[("name", name)]))
            });
            view! { <Button label variant=ButtonVariant::Icon icon off on_click /> }
        };
        let overwrite = move |()| {
            let now = current.get_untracked();
            console.prefer(|chosen| _ = chosen.filters.insert(key.get_value(), now));
        };
        let delete = move |()| {
            begin(None);
            console.prefer(|chosen| _ = chosen.filters.remove(&key.get_value()));
            // The list is drawn again by then.
            request_animation_frame(move || focus_row(rows, at));
        };
        let always = Signal::stored(None);
        view! {
            <li class="flc-saved">
                <Button
                    label=Signal::stored(name)
                    variant=ButtonVariant::Plain
                    pressed=is_set
                    on_click=move |()| apply.run(kept.get_value().1)
                />
                {icon(lists::OVERWRITE_FILTER, IconName::Save, nothing, Callback::new(overwrite))}
                {icon(
                    lists::RENAME_FILTER,
                    IconName::Edit,
                    always,
                    Callback::new(move |()| begin(Some(kept.get_value()))),
                )}
                {icon(lists::DELETE_FILTER, IconName::Trash, always, Callback::new(delete))}
            </li>
        }
    };
    let shown = move || {
        let kept = kept.get();
        match kept.is_empty() {
            true => view! { <p class="flc-hint">{say(lists::NO_SAVED_FILTERS)}</p> }.into_any(),
            false => view! {
                <ul role="list" aria-label=say(lists::SAVED_FILTERS)>
                    {kept.into_iter().enumerate().map(row).collect_view()}
                </ul>
            }
            .into_any(),
        }
    };
    view! {
        <div node_ref=rows>
            {shown}
            <div role="status">
                {move || {
                    let is_unkept = console.shared.is_unkept.get();
                    is_unkept.then(|| view! { <p class="flc-hint">{say(lists::UNKEPT)}</p> })
                }}
            </div>
        </div>
        <Form on_submit=submit>
            <TextField label=say(lists::FILTER_NAME) value=name error />
            <div class="flc-actions">
                <Button label=Signal::derive(submit_label) off submit=true />
                {move || {
                    is_renaming.get().then(|| {
                        view! { <Button label=say(words::CANCEL) on_click=move |()| begin(None) /> }
                    })
                }}
            </div>
        </Form>
    }
}

/// Focuses the saved filter at an index, else the last one, else the button that opens the panel.
fn focus_row(rows: NodeRef<html::Div>, at: usize) {
    let Some(rows) = rows.try_get_untracked().flatten() else { return };
    let is_focused = focus_within(&rows, &format!(".flc-saved:nth-child({}) button", at + 1))
        || focus_within(&rows, ".flc-saved:last-child button");
    if !is_focused {
        focus_opener(&rows);
    }
}
