use leptos::html;
use leptos::prelude::*;
use super::base::{derive};
use wasm_bindgen::JsCast;

use super::base::{Text, live, new_id, no_text, nothing};
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

    pub(super) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        derive(move || error.with(Option::is_some).then_some("true"))
    }

    pub(super) fn view(self, control: AnyView) -> AnyView {
        let label = self.label;
        let optional = self.optional.then(optional_mark);
        view! {
            <div class="flc-field">
                <label class="flc-label" for=self.id.clone()>{label}</label>
                {optional}
                {hint(&self.id, self.hint)}
                {control}
                {message(format!("{}-error", self.id), "flc-error", IconName::Error, self.error)}
                {message(format!("{}-warning", self.id), "flc-warning", IconName::Warning, self.warning)}
            </div>
        }
        .into_any()
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

pub(super) fn optional_mark() -> AnyView {
    let word = words().optional;
    view! { <span class="flc-optional">{word}</span> }.into_any()
}

pub(super) fn hint(id: &str, hint: Option<Text>) -> AnyView {
    match hint {
        Some(hint) => view! { <p class="flc-hint" id=format!("{id}-hint")>{hint}</p> }.into_any(),
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
        Some(text) => view! { <p class=class id=id.clone()>{draw(icon)}<span>{text}</span></p> }.into_any(),
        None => nothing(),
    })
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
    let (id, described, invalid) = (around.id.clone(), around.described_by(), around.invalid());
    let class = if monospace { "flc-input flc-mono" } else { "flc-input" };
    let required = required.then_some("true");
    let left = move || {
        if let Some(run) = on_blur {
            run.run(());
        }
    };
    let control = if kind == InputKind::Multiline {
        view! {
            <textarea
                class=class
                id=id
                rows="3"
                placeholder=placeholder
                aria-describedby=described
                aria-invalid=invalid
                aria-required=required
                autofocus=autofocus
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| left()
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class=class
                id=id
                type=if kind == InputKind::Password { "password" } else { "text" }
                placeholder=placeholder
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                aria-required=required
                autofocus=autofocus
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| left()
            />
        }
        .into_any()
    };
    let control = match children {
        Some(children) => (control, children()).into_any(),
        None => control,
    };
    around.view(control)
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
    let (id, described, invalid) = (around.id.clone(), around.described_by(), around.invalid());
    let control = view! {
        <input
            class="flc-input flc-number"
            id=id
            type="number"
            min=min.to_string()
            max=max.to_string()
            step="1"
            inputmode="numeric"
            aria-describedby=described
            aria-invalid=invalid
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| {
                if let Some(run) = on_blur {
                    run.run(());
                }
            }
        />
    }
    .into_any();
    around.view(control)
}

/// A form: Enter in a field submits it, the browser's own checks are off, since ours say more.
/// `on_submit` gets the form's element, for [`focus_first_invalid`](super::focus_first_invalid).
#[component]
pub fn Form(#[prop(into)] on_submit: Callback<web_sys::Element>, children: Children) -> AnyView {
    let form = NodeRef::<html::Form>::new();
    view! {
        <form
            class="flc-form"
            novalidate
            node_ref=form
            on:submit=move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                if let Some(form) = form.get_untracked() {
                    on_submit.run(form.unchecked_into());
                }
            }
        >
            {children()}
        </form>
    }
    .into_any()
}
