use leptos::html;
use leptos::prelude::*;

use super::base::{Text, focus_within};
use super::binding::Binding;
use super::button::{Button, ButtonVariant};
use super::icon::{Icon, IconName};
use super::suggest::{ComboOption, Suggest};
use super::words::words;

/// What the filter offers while one types: `text` is what the field holds after it was picked.
/// `complete` says that picking it makes a token; otherwise one goes on typing.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterSuggestion {
    pub text: String,
    pub label: String,
    pub detail: String,
    pub complete: bool,
}

/// Whether all tokens must hold, or any of them.
#[derive(Clone, Copy)]
pub struct FilterJoint {
    /// True for "or".
    pub any: Binding<bool>,
    pub and: Text,
    pub or: Text,
    /// Names the button that changes it.
    pub label: Text,
}

/// Lets tokens be switched off without being lost.
#[derive(Clone, Copy)]
pub struct FilterSwitch {
    /// For each token, whether it is on.
    pub is_on: Signal<Vec<bool>>,
    pub on_switch: Callback<usize>,
}

/// A filter of tokens with suggestions. What a token means is the caller's: this part shows its label,
/// hands over what was typed or picked, and removes by position.
#[component]
pub fn PropertyFilter(
    #[prop(into)] label: Text,
    #[prop(into)] placeholder: Text,
    input: RwSignal<String>,
    #[prop(into)] suggestions: Signal<Vec<FilterSuggestion>>,
    #[prop(into)] on_submit: Callback<String>,
    /// Runs for a complete suggestion; an incomplete one only writes its text into the field.
    #[prop(into)]
    on_pick: Callback<FilterSuggestion>,
    #[prop(into)] tokens: Signal<Vec<String>>,
    #[prop(into)] on_remove: Callback<usize>,
    #[prop(optional)] joint: Option<FilterJoint>,
    #[prop(optional)] switch: Option<FilterSwitch>,
    /// Why what was typed last is no token.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(into)] on_clear: Callback<()>,
    /// "12 matches"; stands beside the field.
    #[prop(into)]
    count_text: Text,
) -> impl IntoView {
    let items = Memo::new(move |_| {
        let item = |one: &FilterSuggestion| ComboOption {
            value: String::new(),
            label: one.label.clone(),
            detail: one.detail.clone(),
        };
        suggestions.with(|all| all.iter().map(item).collect::<Vec<_>>())
    });
    let pick = move |at: usize| {
        let Some(picked) = suggestions.with_untracked(|all| all.get(at).cloned()) else { return false };
        let stay = !picked.complete;
        if picked.complete {
            on_pick.run(picked);
        } else {
            input.set(picked.text);
        }
        stay
    };
    let filter = NodeRef::<html::Div>::new();
    // The place of the token whose button was pressed, until the remaining tokens are drawn.
    let removed = StoredValue::new(None::<usize>);
    let remove = Callback::new(move |at: usize| {
        removed.set_value(Some(at));
        on_remove.run(at);
    });
    let clear = Callback::new(move |()| {
        removed.set_value(Some(0));
        on_clear.run(());
    });
    Effect::new(move || {
        let left = tokens.with(Vec::len);
        if let Some(at) = removed.try_update_value(Option::take).flatten() {
            request_animation_frame(move || focus_after(filter, at, left));
        }
    });
    let remove_last = move |()| {
        if let Some(last) = tokens.with_untracked(Vec::len).checked_sub(1) {
            on_remove.run(last);
        }
    };
    view! {
        <div class="flc-filter" node_ref=filter>
            <div class="flc-filter-row">
                <span class="flc-filter-field">
                    <Icon name=IconName::Search/>
                    <Suggest
                        label
                        error
                        input
                        placeholder
                        items=items.into()
                        on_pick=pick
                        on_enter=move |()| on_submit.run(input.get_untracked())
                        on_backspace=remove_last
                    />
                </span>
                <span class="flc-count" prop:textContent=count_text></span>
            </div>
            <Show when=move || tokens.with(|tokens| !tokens.is_empty())>
                <Tokens label tokens on_remove=remove joint switch on_clear=clear/>
            </Show>
        </div>
    }
}

/// The button that was pressed has gone: the focus goes to that of the next token, or of the last, or to the field.
fn focus_after(filter: NodeRef<html::Div>, removed: usize, left: usize) {
    let Some(filter) = filter.try_get_untracked().flatten() else { return };
    let selector = match left {
        0 => ".flc-filter-field input".to_owned(),
        left => format!(".flc-token:nth-child({}) button", removed.min(left - 1) + 1),
    };
    focus_within(&filter, &selector);
}

#[component]
fn Tokens(
    label: Text,
    tokens: Signal<Vec<String>>,
    on_remove: Callback<usize>,
    joint: Option<FilterJoint>,
    switch: Option<FilterSwitch>,
    on_clear: Callback<()>,
) -> impl IntoView {
    let words = words();
    let is_joined = Memo::new(move |_| tokens.with(Vec::len) > 1);
    let item = move |(at, token): (usize, String)| {
        let name = token.clone();
        let is_on = Memo::new(move |_| {
            switch.is_none_or(|switch| switch.is_on.with(|on| on.get(at).copied()).unwrap_or(true))
        });
        let text = match switch {
            Some(switch) => view! {
                <button
                    class="flc-token-text"
                    type="button"
                    aria-pressed=move || is_on.get().to_string()
                    on:click=move |_| switch.on_switch.run(at)
                >
                    {token}
                </button>
            }
            .into_any(),
            None => view! { <span>{token}</span> }.into_any(),
        };
        view! {
            <li class="flc-token" data-off=move || (!is_on.get()).then_some("true")>
                {text}
                <Button
                    label=move || words.remove_filter.run(name.clone())
                    variant=ButtonVariant::Icon
                    icon=IconName::Close
                    on_click=move |()| on_remove.run(at)
                />
            </li>
        }
    };
    let joint_button = move |joint: FilterJoint| {
        let word =
            Signal::derive(move || if joint.any.signal.get() { joint.or.get() } else { joint.and.get() });
        view! {
            <Button
                label=word
                name=move || format!("{}: {}", joint.label.get(), word.get())
                variant=ButtonVariant::Plain
                on_click=move |()| joint.any.set.run(!joint.any.signal.get_untracked())
            />
        }
    };
    view! {
        <div class="flc-tokens">
            <ul role="list" aria-label=label>
                <For
                    each=move || tokens.get().into_iter().enumerate()
                    key=|token| token.clone()
                    children=item
                />
            </ul>
            {move || joint.filter(|_| is_joined.get()).map(joint_button)}
            <Button label=words.clear_filter variant=ButtonVariant::Plain on_click=on_clear/>
        </div>
    }
}
