use leptos::prelude::*;

use super::base::{Text, new_id, no, nothing};

use super::button::{ButtonVariant, button};
use super::combobox::ComboOption;
use super::el::el;
use super::icon::{IconName, draw};
use super::suggest::Suggest;
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
pub struct PropertyFilter {
    pub label: Text,
    pub placeholder: Text,
    pub input: RwSignal<String>,
    pub suggestions: Signal<Vec<FilterSuggestion>>,
    pub on_submit: Callback<String>,
    /// Runs for a complete suggestion; an incomplete one only writes its text into the field.
    pub on_pick: Callback<FilterSuggestion>,
    pub tokens: Signal<Vec<String>>,
    pub on_remove: Callback<usize>,
    pub joint: Option<FilterJoint>,
    pub on_clear: Callback<()>,
    /// "12 matches"; stands beside the field.
    pub count_text: Text,
}

/// Draws the filter.
pub fn property_filter(filter: PropertyFilter) -> AnyView {
    let PropertyFilter { label, placeholder, input, suggestions, on_submit, on_pick, tokens, .. } = filter;
    let PropertyFilter { on_remove, joint, on_clear, count_text, .. } = filter;
    let items = Signal::derive(move || {
        suggestions.with(|all| {
            let items = all.iter();
            items
                .map(|one| ComboOption {
                    value: String::new(),
                    label: one.label.clone(),
                    detail: one.detail.clone(),
                })
                .collect()
        })
    });
    let id = new_id("filter");
    let field = Suggest {
        field: el("input").attr_text("id", id.clone()).attr_live("aria-label", label),
        id,
        label,
        input,
        placeholder: Some(placeholder),
        items,
        more: Signal::stored(None),
        loading: no(),
        on_pick: Callback::new(move |at: usize| {
            let Some(picked) = suggestions.with_untracked(|all| all.get(at).cloned()) else { return false };
            let stay = !picked.complete;
            if picked.complete {
                on_pick.run(picked);
            } else {
                input.set(picked.text);
            }
            stay
        }),
        on_enter: Some(Callback::new(move |()| on_submit.run(input.get_untracked()))),
        on_backspace: Some(Callback::new(move |()| {
            if let Some(last) = tokens.with_untracked(Vec::len).checked_sub(1) {
                on_remove.run(last);
            }
        })),
        monospace: false,
    };
    let row = el("div")
        .class("flc-filter-row")
        .child(el("span").class("flc-filter-field").child(draw(IconName::Search)).child(field.view()).view())
        .child(el("span").class("flc-count").say(count_text).view());
    el("div")
        .class("flc-filter")
        .child(row.view())
        .live(move || match tokens.get() {
            tokens if tokens.is_empty() => nothing(),
            tokens => token_row(label, tokens, on_remove, joint, on_clear),
        })
        .view()
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
            let label = Signal::derive(move || words.remove_filter.run(name.clone()));
            let remove = Callback::new(move |()| on_remove.run(at));
            let button =
                button(label).variant(ButtonVariant::Icon).icon(IconName::Close).on_click(remove).view();
            el("li").class("flc-token").child(el("span").text(token).view()).child(button).view()
        })
        .collect();
    let joint = joint.filter(|_| several).map(|joint| {
        let word = Signal::derive(move || if joint.any.get() { joint.or.get() } else { joint.and.get() });
        let name = Signal::derive(move || format!("{}: {}", joint.label.get(), word.get()));
        let turn = Callback::new(move |()| joint.any.update(|any| *any = !*any));
        button(word).name(name).variant(ButtonVariant::Plain).on_click(turn).view()
    });
    el("div")
        .class("flc-tokens")
        .child(el("ul").attr("role", "list").attr_live("aria-label", label).children(items).view())
        .child_if(joint)
        .child(button(words.clear_filter).variant(ButtonVariant::Plain).on_click(on_clear).view())
        .view()
}
