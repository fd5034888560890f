use leptos::prelude::*;
use super::base::{derive, callback};

use super::base::{Text, live, new_id, no, no_text, nothing};
use super::button::{Button, ButtonVariant};
use super::icon::{IconName, draw};
use super::suggest::{Suggest, Suggestion};
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
    pub any: RwSignal<bool>,
    pub and: Text,
    pub or: Text,
    /// Names the button that changes it.
    pub label: Text,
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
    #[prop(into)] on_clear: Callback<()>,
    /// "12 matches"; stands beside the field.
    #[prop(into)]
    count_text: Text,
) -> AnyView {
    let items = derive(move || {
        suggestions.with(|all| {
            all.iter()
                .map(|one| Suggestion { label: one.label.clone(), detail: one.detail.clone() })
                .collect()
        })
    });
    let field = Suggest {
        id: new_id("filter"),
        label,
        name: Some(label),
        input,
        placeholder,
        described: no_text(),
        invalid: Signal::stored(None),
        items,
        loading: no(),
        on_pick: callback(move |at: usize| {
            let Some(picked) = suggestions.with_untracked(|all| all.get(at).cloned()) else { return false };
            let stay = !picked.complete;
            if picked.complete {
                on_pick.run(picked);
            } else {
                input.set(picked.text);
            }
            stay
        }),
        on_enter: Some(callback(move |()| on_submit.run(input.get_untracked()))),
        on_backspace: Some(callback(move |()| {
            if let Some(last) = tokens.with_untracked(Vec::len).checked_sub(1) {
                on_remove.run(last);
            }
        })),
        on_blur: None,
        monospace: false,
    };
    let tokens_view = live(move || match tokens.get() {
        tokens if tokens.is_empty() => nothing(),
        tokens => token_row(label, tokens, on_remove, joint, on_clear),
    });
    view! {
        <div class="flc-filter">
            <div class="flc-filter-row">
                <span class="flc-filter-field">{draw(IconName::Search)}{field.view()}</span>
                <span class="flc-count">{count_text}</span>
            </div>
            {tokens_view}
        </div>
    }
    .into_any()
}

fn token_row(
    label: Text,
    tokens: Vec<String>,
    on_remove: Callback<usize>,
    joint: Option<FilterJoint>,
    on_clear: Callback<()>,
) -> AnyView {
    let words = words();
    let several = tokens.len() > 1;
    let items: Vec<AnyView> = tokens
        .into_iter()
        .enumerate()
        .map(|(at, token)| {
            let name = token.clone();
            view! {
                <li class="flc-token">
                    <span>{token}</span>
                    <Button
                        label=derive(move || words.remove_filter.run(name.clone()))
                        variant=ButtonVariant::Icon
                        icon=IconName::Close
                        on_click=callback(move |()| on_remove.run(at))
                    />
                </li>
            }
            .into_any()
        })
        .collect();
    let joint = joint.filter(|_| several).map(|joint| {
        let word = derive(move || if joint.any.get() { joint.or.get() } else { joint.and.get() });
        view! {
            <Button
                label=word
                name=derive(move || format!("{}: {}", joint.label.get(), word.get()))
                variant=ButtonVariant::Plain
                on_click=callback(move |()| joint.any.update(|any| *any = !*any))
            />
        }
        .into_any()
    });
    view! {
        <div class="flc-tokens">
            <ul role="list" aria-label=label>{items}</ul>
            {joint}
            <Button label=words.clear_filter variant=ButtonVariant::Plain on_click=on_clear />
        </div>
    }
    .into_any()
}
