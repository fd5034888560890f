use std::borrow::Cow;

use leptos::prelude::*;

use super::base::{Text, new_id};

use super::el::el;
use super::field::hint as hint_view;

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
pub fn checkbox(label: Text, checked: RwSignal<bool>, hint: Option<Text>) -> AnyView {
    option(OptionParts {
        kind: "checkbox",
        name: None,
        label,
        hint,
        checked: checked.into(),
        set: Callback::new(move |on| checked.set(on)),
    })
}

/// A box to tick that shows a value which is kept elsewhere.
pub fn checkbox_of(label: Text, checked: Signal<bool>, set: Callback<bool>) -> AnyView {
    option(OptionParts { kind: "checkbox", name: None, label, hint: None, checked, set })
}

/// A group of options, named by its legend.
pub fn choices(legend: Text, options: Vec<AnyView>) -> AnyView {
    group(legend, true, options)
}

/// A group of radio buttons, named by its legend. `inline` sets short options side by side.
pub fn radio_group(legend: Text, options: Vec<Choice>, value: RwSignal<String>, inline: bool) -> AnyView {
    let name = new_id("group");
    let items = options
        .into_iter()
        .map(|choice| {
            let own = choice.value.clone();
            option(OptionParts {
                kind: "radio",
                name: Some(name.clone()),
                label: choice.label,
                hint: choice.hint,
                checked: Signal::derive(move || value.with(|value| *value == own)),
                set: Callback::new(move |on| {
                    if on {
                        value.set(choice.value.clone().into_owned());
                    }
                }),
            })
        })
        .collect();
    group(legend, inline, items)
}

/// A group of boxes of which any number may be ticked; the values stand in the order of ticking. `monospace` is for
/// labels that are identifiers.
pub fn checkbox_group(
    legend: Text,
    options: Vec<Choice>,
    value: RwSignal<Vec<String>>,
    monospace: bool,
) -> AnyView {
    let is_wide = options.iter().any(|choice| choice.value.len() > 20);
    let items: Vec<AnyView> = options
        .into_iter()
        .map(|choice| {
            let own = choice.value.clone();
            option(OptionParts {
                kind: "checkbox",
                name: None,
                label: choice.label,
                hint: choice.hint,
                checked: Signal::derive(move || value.with(|all| all.iter().any(|one| *one == own))),
                set: Callback::new(move |on| {
                    value.update(|all| {
                        all.retain(|one| *one != choice.value);
                        if on {
                            all.push(choice.value.clone().into_owned());
                        }
                    });
                }),
            })
        })
        .collect();
    let group = group(legend, false, items);
    if monospace {
        el("div").class("flc-mono-group").attr_if("data-wide", is_wide.then_some("true")).child(group).view()
    } else {
        group
    }
}

fn group(legend: Text, inline: bool, items: Vec<AnyView>) -> AnyView {
    el("fieldset")
        .class("flc-group")
        .attr_if("data-inline", inline.then_some("true"))
        .child(el("legend").class("flc-label").say(legend).view())
        .child(el("div").class("flc-options").children(items).view())
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
