use leptos::prelude::*;

use crate::reactive::{Stored, Callback, RwSignal, Signal};

use super::base::{Text, new_id, no_text};
use crate::reactive::{callback, derive};

use super::el::el;
use super::field::{described, hint as hint_view, message};
use super::icon::IconName;

/// One of the values that a group offers.
#[derive(Clone, PartialEq)]
pub struct Choice {
    pub value: &'static str,
    pub label: Text,
    pub hint: Option<Text>,
}

impl Choice {
    pub fn new(value: &'static str, label: impl Into<Text>) -> Self {
        Self { value, label: label.into(), hint: None }
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
    checked: RwSignal<bool>,
    #[prop(optional, into)] hint: Option<Text>,
) -> AnyView {
    let on = Signal::from(checked);
    option(OptionParts {
        kind: "checkbox",
        name: None,
        label,
        hint,
        checked: on,
        set: callback(move |on| checked.set(on)),
    })
}

/// A group of radio buttons, named by its legend. `inline` sets short options side by side.
#[component]
pub fn RadioGroup(
    #[prop(into)] legend: Text,
    options: Vec<Choice>,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(default = no_text(), into)] error: Signal<Option<String>>,
    #[prop(optional)] inline: bool,
) -> AnyView {
    let name = new_id("group");
    let described_by = {
        let (name, has_hint) = (name.clone(), hint.is_some());
        derive(move || described(&name, has_hint, error, no_text()))
    };
    let items = options
        .into_iter()
        .map(|choice| {
            option(OptionParts {
                kind: "radio",
                name: Some(name.clone()),
                label: choice.label,
                hint: choice.hint,
                checked: derive(move || value.with(|value| value == choice.value)),
                set: callback(move |on| {
                    if on {
                        value.set(choice.value.to_owned());
                    }
                }),
            })
        })
        .collect();
    group(legend, name, hint, described_by, error, inline, items)
}

/// A group of boxes of which any number may be ticked. `value` keeps the order of `options`.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] legend: Text,
    options: Vec<Choice>,
    value: RwSignal<Vec<String>>,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(default = no_text(), into)] error: Signal<Option<String>>,
    #[prop(optional)] inline: bool,
    /// Set where labels are identifiers.
    #[prop(optional)]
    monospace: bool,
) -> AnyView {
    let name = new_id("group");
    let order: Vec<&'static str> = options.iter().map(|choice| choice.value).collect();
    let order = Stored::new(order);
    let described_by = {
        let (name, has_hint) = (name.clone(), hint.is_some());
        derive(move || described(&name, has_hint, error, no_text()))
    };
    let items: Vec<AnyView> = options
        .into_iter()
        .map(|choice| {
            option(OptionParts {
                kind: "checkbox",
                name: None,
                label: choice.label,
                hint: choice.hint,
                checked: derive(move || value.with(|all| all.iter().any(|one| one == choice.value))),
                set: callback(move |on| {
                    value.update(|all| {
                        all.retain(|one| one != choice.value);
                        if on {
                            all.push(choice.value.to_owned());
                        }
                        order.with_value(|order| {
                            all.sort_by_key(|one| order.iter().position(|value| value == one));
                        });
                    });
                }),
            })
        })
        .collect();
    let group = group(legend, name, hint, described_by, error, inline, items);
    if monospace { el("div").class("flc-mono-group").child(group).view() } else { group }
}

fn group(
    legend: Text,
    name: String,
    hint: Option<Text>,
    described_by: Signal<Option<String>>,
    error: Signal<Option<String>>,
    inline: bool,
    items: Vec<AnyView>,
) -> AnyView {
    el("fieldset")
        .class("flc-group")
        .attr_if("data-inline", inline.then_some("true"))
        .attr_of("data-invalid", move || error.with(Option::is_some).then_some("true"))
        .attr_some("aria-describedby", described_by)
        .child(el("legend").class("flc-label").say(legend).view())
        .child(hint_view(&name, hint))
        .child(el("div").class("flc-options").children(items).view())
        .child(message(format!("{name}-error"), "flc-error", IconName::Error, error))
        .view()
}

struct OptionParts {
    kind: &'static str,
    /// Ties radios of one group together.
    name: Option<String>,
    label: Text,
    hint: Option<Text>,
    checked: Signal<bool>,
    set: Callback<bool>,
}

fn option(parts: OptionParts) -> AnyView {
    let OptionParts { kind, name, label, hint, checked, set } = parts;
    let id = new_id("option");
    let mut input = el("input")
        .class("flc-tick")
        .attr("type", kind)
        .attr_text("id", id.clone())
        .property("checked", checked)
        .on("change", move |event| set.run(event_target_checked(&event)));
    if let Some(name) = name {
        input = input.attr_text("name", name);
    }
    if hint.is_some() {
        input = input.attr_text("aria-describedby", format!("{id}-hint"));
    }
    el("div")
        .class("flc-option")
        .child(input.view())
        .child(el("label").attr_text("for", id.clone()).say(label).view())
        .child(hint_view(&id, hint))
        .view()
}
