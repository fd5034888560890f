use std::sync::Arc;

use leptos::prelude::*;

use super::base::{Text, new_id, scoped};
use super::binding::Binding;

/// A value that a group offers.
#[derive(Clone, PartialEq)]
pub struct Choice<T> {
    pub value: T,
    pub label: Text,
    pub hint: Option<Text>,
}

impl<T> Choice<T> {
    pub fn new(value: T, label: impl Into<Text>) -> Self {
        Self { value, label: label.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A checkbox with a label.
#[component]
pub fn Checkbox(
    #[prop(into)] label: Text,
    #[prop(into)] value: Binding<bool>,
    #[prop(optional, into)] hint: Option<Text>,
) -> impl IntoView {
    view! { <Tick kind="checkbox" label hint checked=value.signal on_change=value.set/> }
}

/// A group of options with a legend.
#[component]
pub fn Choices(
    #[prop(into)] legend: Text,
    /// Puts the options side by side.
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

/// A group of radio buttons.
#[component]
pub fn RadioGroup<T: Clone + PartialEq + Send + Sync + 'static>(
    #[prop(into)] legend: Text,
    options: Vec<Choice<T>>,
    #[prop(into)] value: Binding<T>,
    /// Puts the options side by side.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let (values, labels): (Vec<T>, Vec<_>) =
        options.into_iter().map(|choice| (choice.value, (choice.label, choice.hint))).unzip();
    let values: Arc<[T]> = values.into();
    let listed = values.clone();
    let place = move |chosen: &T| listed.iter().position(|value| value == chosen);
    let chosen = Signal::derive(move || value.signal.with(&place));
    let choose = Callback::new(move |at: usize| {
        if let Some(chosen) = values.get(at) {
            value.set.run(chosen.clone());
        }
    });
    view! { <Radios legend labels chosen choose inline/> }
}

/// The view of a group of radio buttons. It is not generic, so it is compiled once for all types of values.
#[component]
fn Radios(
    legend: Text,
    /// Labels with their hints.
    labels: Vec<(Text, Option<Text>)>,
    chosen: Signal<Option<usize>>,
    choose: Callback<usize>,
    inline: bool,
) -> impl IntoView {
    let name = new_id("group");
    let radio = move |(at, (label, hint)): (usize, (Text, Option<Text>))| {
        let checked = Signal::derive(move || chosen.get() == Some(at));
        let on_change = Callback::new(move |_| choose.run(at));
        view! { <Tick kind="radio" name=name.clone() label hint checked on_change/> }
    };
    view! {
        <Choices legend inline>
            {labels.into_iter().enumerate().map(radio).collect_view()}
        </Choices>
    }
}

/// A group of checkboxes. The chosen values are in the order in which they were chosen.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] legend: Text,
    options: Vec<Choice<String>>,
    #[prop(into)] value: Binding<Vec<String>>,
    /// For labels that are identifiers.
    #[prop(optional)]
    monospace: bool,
) -> impl IntoView {
    const WIDE: usize = 20;
    let is_wide = options.iter().any(|choice| choice.value.len() > WIDE);
    let tick = move |Choice { value: own, label, hint }: Choice<String>| {
        let one = own.clone();
        let checked = Signal::derive(move || value.signal.with(|all| all.contains(&one)));
        let on_change = Callback::new(move |on| {
            let mut all = value.signal.get_untracked();
            all.retain(|one| *one != own);
            if on {
                all.push(own.clone());
            }
            value.set.run(all);
        });
        view! { <Tick kind="checkbox" label hint checked on_change/> }
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
    /// The name that the radio buttons of one group share.
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
