use leptos::prelude::*;

use crate::reactive::{Callback, RwSignal, Signal};

use super::base::{Text, live, new_id, no_text, nothing};
use crate::reactive::derive;
use super::el::{El, ElRef, el};
use super::icon::{IconName, draw};
use super::words::words;

/// What a text field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    #[default]
    Text,
    /// Dots; password managers are told that it is a secret of this page.
    Password,
    Multiline,
}

/// What stands around a control: its label, its help and what is wrong with it.
pub(super) struct Around {
    pub id: String,
    pub label: Text,
    pub hint: Option<Text>,
    pub error: Signal<Option<String>>,
    pub warning: Signal<Option<String>>,
    pub optional: bool,
}

impl Around {
    /// The ids of the texts that describe the control, in reading order.
    pub(super) fn described_by(&self) -> Signal<Option<String>> {
        let (id, has_hint, error, warning) = (self.id.clone(), self.hint.is_some(), self.error, self.warning);
        derive(move || described(&id, has_hint, error, warning))
    }

    /// Ties the control to its label, its messages and whether it is wrong.
    pub(super) fn tie(&self, control: El) -> El {
        let error = self.error;
        control
            .attr_text("id", self.id.clone())
            .attr_some("aria-describedby", self.described_by())
            .attr_of("aria-invalid", move || error.with(Option::is_some).then_some("true"))
    }

    pub(super) fn view(self, control: AnyView) -> AnyView {
        el("div")
            .class("flc-field")
            .child(el("label").class("flc-label").attr_text("for", self.id.clone()).say(self.label).view())
            .child_if(self.optional.then(|| el("span").class("flc-optional").say(words().optional).view()))
            .child(hint(&self.id, self.hint))
            .child(control)
            .child(message(format!("{}-error", self.id), "flc-error", IconName::Error, self.error))
            .child(message(format!("{}-warning", self.id), "flc-warning", IconName::Warning, self.warning))
            .view()
    }
}

pub(super) fn described(
    id: &str,
    has_hint: bool,
    error: Signal<Option<String>>,
    warning: Signal<Option<String>>,
) -> Option<String> {
    let mut ids = Vec::new();
    if error.with(Option::is_some) {
        ids.push(format!("{id}-error"));
    }
    if warning.with(Option::is_some) {
        ids.push(format!("{id}-warning"));
    }
    if has_hint {
        ids.push(format!("{id}-hint"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub(super) fn hint(id: &str, hint: Option<Text>) -> AnyView {
    match hint {
        Some(hint) => el("p").class("flc-hint").attr_text("id", format!("{id}-hint")).say(hint).view(),
        None => nothing(),
    }
}

/// A message under a control, tied to it by its id.
pub(super) fn message(
    id: String,
    class: &'static str,
    icon: IconName,
    text: Signal<Option<String>>,
) -> AnyView {
    live(move || match text.get() {
        Some(text) => el("p")
            .class(class)
            .attr_text("id", id.clone())
            .child(draw(icon))
            .child(el("span").text(text).view())
            .view(),
        None => nothing(),
    })
}

/// Writes what is typed into `value`, and tells when the field is left.
pub(super) fn typed(control: El, value: RwSignal<String>, on_blur: Option<Callback<()>>) -> El {
    control.value(value.into()).on("input", move |event| value.set(event_target_value(&event))).on(
        "blur",
        move |_| {
            if let Some(run) = on_blur {
                // A field that is taken from the page is left as well, when its callback may be gone.
                run.try_run(());
            }
        },
    )
}

/// A labelled field for text.
#[component]
pub fn TextField(
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    #[prop(optional)] kind: InputKind,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(default = no_text(), into)] error: Signal<Option<String>>,
    #[prop(default = no_text(), into)] warning: Signal<Option<String>>,
    #[prop(optional)] monospace: bool,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] placeholder: Text,
    /// Said to password managers and autofill; "off" where nothing else is said.
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// What stands right under the control, e.g. the parts of a URL.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let around = Around { id: new_id("field"), label, hint, error, warning, optional };
    let class = if monospace { "flc-input flc-mono" } else { "flc-input" };
    let control = match kind {
        InputKind::Multiline => el("textarea").attr("rows", "3"),
        InputKind::Text => el("input").attr("type", "text"),
        InputKind::Password => el("input").attr("type", "password"),
    };
    let control = around
        .tie(typed(control, value, on_blur))
        .class(class)
        .attr_live("placeholder", placeholder)
        .attr("autocomplete", autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr_if("aria-required", required.then_some("true"))
        .attr_if("autofocus", autofocus.then_some(""))
        .view();
    around.view(match children {
        Some(children) => (control, children()).into_any(),
        None => control,
    })
}

/// A labelled field for a whole number, kept as the text that was typed. What is no number reads as empty.
#[component]
pub fn NumberField(
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    min: i64,
    max: i64,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(default = no_text(), into)] error: Signal<Option<String>>,
    #[prop(default = no_text(), into)] warning: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> AnyView {
    let around = Around { id: new_id("field"), label, hint, error, warning, optional };
    let control = around
        .tie(typed(el("input"), value, on_blur))
        .class("flc-input flc-number")
        .attr("type", "number")
        .attr_text("min", min.to_string())
        .attr_text("max", max.to_string())
        .attr("step", "1")
        .attr("inputmode", "numeric")
        .view();
    around.view(control)
}

/// A form: Enter in a field submits it, the browser's own checks are off, since ours say more.
/// `on_submit` gets the form's element, for [`focus_first_invalid`](super::focus_first_invalid).
#[component]
pub fn Form(#[prop(into)] on_submit: Callback<web_sys::Element>, children: Children) -> AnyView {
    let form = ElRef::default();
    el("form")
        .class("flc-form")
        .attr("novalidate", "")
        .held(form)
        .on("submit", move |event| {
            event.prevent_default();
            if let Some(form) = form.get() {
                on_submit.run(form);
            }
        })
        .child(children())
        .view()
}
