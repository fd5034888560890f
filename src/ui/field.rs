use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, parts_of, scoped};
use super::binding::Binding;
use super::icon::{Icon, IconName};
use super::touched::Touched;
use super::words::words;

/// The kind of a text field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    #[default]
    Text,
    /// The text shows as dots.
    Password,
    Multiline,
    /// A whole number, kept as the text that was typed. Other text reads as empty.
    Number {
        min: i64,
        max: i64,
    },
}

/// The classes of an input.
pub(super) fn input_class(monospace: bool) -> &'static str {
    if monospace { "flc-input flc-mono" } else { "flc-input" }
}

/// The texts around a control, and the id that connects them with it.
#[derive(Clone, Copy)]
pub(super) struct FieldInfo {
    pub id: StoredValue<String>,
    pub label: Text,
    pub hint: Option<Text>,
    pub error: Signal<Option<String>>,
    pub warning: Signal<Option<String>>,
    /// Says beside the label that the field may be empty.
    pub optional: bool,
}

impl FieldInfo {
    pub(super) fn new(label: Text) -> FieldInfo {
        FieldInfo {
            id: StoredValue::new(new_id("field")),
            label,
            hint: None,
            error: Signal::default(),
            warning: Signal::default(),
            optional: false,
        }
    }

    /// The id of the control.
    pub(super) fn id(self) -> String {
        self.id.get_value()
    }

    fn id_of(self, text: &str) -> String {
        self.id.with_value(|id| format!("{id}-{text}"))
    }

    /// The ids of the texts that describe the control, in reading order.
    pub(super) fn described_by(self) -> Option<String> {
        let said = [
            ("error", self.error.with(Option::is_some)),
            ("warning", self.warning.with(Option::is_some)),
            ("hint", self.hint.is_some()),
        ];
        let ids: Vec<String> = said.iter().filter(|(_, is)| *is).map(|(text, _)| self.id_of(text)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The value of `aria-invalid`.
    pub(super) fn invalid(self) -> Option<&'static str> {
        self.error.with(Option::is_some).then_some("true")
    }
}

/// A control with its label, hint, error and warning.
#[component]
pub(super) fn Field(info: FieldInfo, children: Children) -> impl IntoView {
    view! {
        <div class="flc-field" part="field">
            <label class="flc-label" for=info.id()>
                {info.label}
            </label>
            {info.optional.then(|| view! { <span class="flc-optional">{words().optional}</span> })}
            {info
                .hint
                .map(|hint| {
                    view! {
                        <p class="flc-hint" id=info.id_of("hint")>
                            {hint}
                        </p>
                    }
                })}
            {children()}
            <Message id=info.id_of("error") class="flc-error" icon=IconName::Error text=info.error/>
            <Message id=info.id_of("warning") class="flc-warning" icon=IconName::Warning text=info.warning/>
        </div>
    }
}

/// An error or a warning under a control.
#[component]
fn Message(id: String, class: &'static str, icon: IconName, text: Signal<Option<String>>) -> impl IntoView {
    move || {
        text.get().map(|text| {
            view! {
                <p class=class id=id.clone()>
                    <Icon name=icon/>
                    <span>{text}</span>
                </p>
            }
        })
    }
}

fn kind_class(kind: InputKind, monospace: bool) -> &'static str {
    match kind {
        InputKind::Number { .. } => "flc-input flc-number",
        _ => input_class(monospace),
    }
}

/// A text field with a label.
#[component]
pub fn TextField(
    #[prop(into)] label: Text,
    #[prop(into)] value: Binding<String>,
    #[prop(optional)] kind: InputKind,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] warning: Signal<Option<String>>,
    /// Is set when the person leaves the field after an edit.
    #[prop(optional)]
    touched: Touched,
    /// Says beside the label that the field may be empty.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] monospace: bool,
    /// Takes the focus when its dialog opens, also where something before it could.
    #[prop(optional)]
    autofocus: bool,
    /// The native attribute, for password managers and autofill.
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// Content under the control, for example the parts of a URL.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let info = FieldInfo { hint, error, warning, optional, ..FieldInfo::new(label) };
    let typed = scoped(move |event| {
        value.set.run(event_target_value(&event));
        touched.edit();
    });
    let blurred = scoped(move |event: web_sys::FocusEvent| {
        // A field that is removed from the page loses the focus too, and its callback may be disposed.
        if let Some(run) = on_blur {
            run.try_run(());
        }
        touched.leave(event_target(&event));
    });
    let class = kind_class(kind, monospace);
    let shared = view! {
        <{..}
            id=info.id()
            class=class
            part=parts_of(kind_class(kind, monospace))
            autocapitalize="off"
            spellcheck="false"
            autocomplete=autocomplete
            autofocus=autofocus
            aria-required=required.then_some("true")
            aria-describedby=move || info.described_by()
            aria-invalid=move || info.invalid()
            prop:value=value.signal
            on:input=typed
            on:blur=blurred
        />
    };
    let control = match kind {
        InputKind::Text => view! { <input type="text" {..shared}/> }.into_any(),
        InputKind::Password => view! { <input type="password" {..shared}/> }.into_any(),
        InputKind::Number { min, max } => view! {
            <input type="number" min=min max=max step="1" inputmode="numeric" {..shared}/>
        }
        .into_any(),
        InputKind::Multiline => view! { <textarea rows="3" {..shared}></textarea> }.into_any(),
    };
    view! {
        <Field info>
            {control}
            {children.map(|children| children())}
        </Field>
    }
}

/// A form. Enter in a field submits it. The checks of the browser are off, because ours say more.
#[component]
pub fn Form(
    /// Gets the element of the form, for [`when_valid`](super::when_valid).
    #[prop(into)]
    on_submit: Callback<web_sys::Element>,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let submit = scoped(move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(form) = form.get_untracked() {
            on_submit.run(form.into());
        }
    });
    view! {
        <form class="flc-form" novalidate node_ref=form on:submit=submit>
            {children()}
        </form>
    }
}
