use std::borrow::Cow;

use leptos::prelude::*;

use super::base::{Text, new_id, scoped};

/// One of the values that a group offers.
#[derive(Clone, PartialEq)]
pub struct Choice {
    pub value: Cow<'static, str>,
    pub label: Text,
    pub hint: Option<Text>,
}

impl Choice {
    pub fn new(value: impl Into<Cow<'static, str>>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A box to tick, with its label beside it.
#[component]
pub fn Checkbox(
    #[prop(into)] label: Text,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] hint: Option<Text>,
) -> impl IntoView {
    view! { <Tick kind="checkbox" label hint checked on_change/> }
}

/// A group of options, named by its legend.
#[component]
pub fn Choices(
    #[prop(into)] legend: Text,
    /// Sets short options side by side.
    #[prop(optional)]
    inline: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="flc-group" data-inline=inline.then_some("true")>
            <legend class="flc-label">{legend}</legend>
            <div class="flc-options">{children()}</div>
        </fieldset>
    }
}

/// Radio buttons, of which one is chosen.
#[component]
pub fn RadioGroup(
    #[prop(into)] legend: Text,
    options: Vec<Choice>,
    value: RwSignal<String>,
    /// Sets short options side by side.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let name = new_id("group");
    let radio = move |choice: Choice| {
        let own = choice.value.clone();
        let checked = Signal::derive(move || value.with(|value| *value == own));
        let choose = move |on| {
            if on {
                value.set(choice.value.clone().into_owned());
            }
        };
        view! {
            <Tick
                kind="radio"
                name=name.clone()
                label=choice.label
                hint=choice.hint
                checked
                on_change=Callback::new(choose)
            />
        }
    };
    view! {
        <Choices legend inline>
            {options.into_iter().map(radio).collect_view()}
        </Choices>
    }
}

/// Boxes of which any number may be ticked; the values stand in the order of ticking.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] legend: Text,
    options: Vec<Choice>,
    value: RwSignal<Vec<String>>,
    /// For labels that are identifiers.
    #[prop(optional)]
    monospace: bool,
) -> impl IntoView {
    const WIDE: usize = 20;
    let is_wide = options.iter().any(|choice| choice.value.len() > WIDE);
    let tick = move |choice: Choice| {
        let own = choice.value.clone();
        let checked = Signal::derive(move || value.with(|all| all.iter().any(|one| *one == own)));
        let change = move |on| {
            value.update(|all| {
                all.retain(|one| *one != choice.value);
                if on {
                    all.push(choice.value.clone().into_owned());
                }
            });
        };
        view! {
            <Tick
                kind="checkbox"
                label=choice.label
                hint=choice.hint
                checked
                on_change=Callback::new(change)
            />
        }
    };
    let group = view! { <Choices legend>{options.into_iter().map(tick).collect_view()}</Choices> };
    if monospace {
        view! {
            <div class="flc-mono-group" data-wide=is_wide.then_some("true")>
                {group}
            </div>
        }
        .into_any()
    } else {
        group.into_any()
    }
}

/// A native checkbox or radio button with its label and its hint.
#[component]
fn Tick(
    kind: &'static str,
    /// Ties the radio buttons of one group together.
    #[prop(optional)]
    name: Option<String>,
    label: Text,
    hint: Option<Text>,
    checked: Signal<bool>,
    on_change: Callback<bool>,
) -> impl IntoView {
    let id = new_id("option");
    let hint_id = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="flc-option">
            <input
                class="flc-tick"
                type=kind
                id=id.clone()
                name=name
                aria-describedby=hint_id.clone()
                prop:checked=checked
                on:change=scoped(move |event| on_change.run(event_target_checked(&event)))
            />
            <label for=id>{label}</label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="flc-hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
        </div>
    }
}
