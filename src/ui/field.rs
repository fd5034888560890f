use leptos::prelude::*;

use super::base::{Text, live, new_id, nothing};
use super::el::{El, ElRef, el};
use super::icon::{IconName, draw};
use super::left::Left;
use super::words::words;
use crate::text::join;

/// What a text field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    #[default]
    Text,
    /// Dots; password managers are told that it is a secret of this page.
    Password,
    Multiline,
}

/// The classes of a control in which one types.
pub(super) fn input_class(monospace: bool) -> &'static str {
    if monospace { "flc-input flc-mono" } else { "flc-input" }
}

/// What stands around a control: its label, its help and what is wrong with it.
pub(super) struct Around {
    pub id: String,
    pub label: Text,
    pub hint: Option<Text>,
    pub error: Option<Signal<Option<String>>>,
    pub warning: Option<Signal<Option<String>>>,
    pub left: Option<Left>,
    pub optional: bool,
}

impl Around {
    pub(super) fn new(label: Text) -> Around {
        let id = new_id("field");
        Around { id, label, hint: None, error: None, warning: None, left: None, optional: false }
    }

    /// Ties the control to its label, its messages and whether it is wrong.
    pub(super) fn tie(&self, control: El) -> El {
        let (error, warning) = (self.error, self.warning);
        let control = match self.left {
            Some(left) => left.watch(control),
            None => control,
        };
        let control = control.attr_text("id", self.id.clone());
        let control = described(control, &self.id, self.hint.is_some(), error, warning);
        match error {
            Some(error) => {
                control.attr_of("aria-invalid", move || error.with(Option::is_some).then_some("true"))
            }
            None => control,
        }
    }

    pub(super) fn view(self, control: AnyView) -> AnyView {
        el("div")
            .themed("flc-field")
            .child(el("label").class("flc-label").attr_text("for", self.id.clone()).say(self.label).view())
            .child_if(self.optional.then(|| el("span").class("flc-optional").say(words().optional).view()))
            .child(hint(&self.id, self.hint))
            .child(control)
            .child(message(format!("{}-error", self.id), "flc-error", IconName::Error, self.error))
            .child(message(format!("{}-warning", self.id), "flc-warning", IconName::Warning, self.warning))
            .view()
    }
}

/// Names the texts that describe the control, in reading order.
pub(super) fn described(
    control: El,
    id: &str,
    has_hint: bool,
    error: Option<Signal<Option<String>>>,
    warning: Option<Signal<Option<String>>>,
) -> El {
    let hint = has_hint.then(|| format!("{id}-hint"));
    if error.is_none() && warning.is_none() {
        return match hint {
            Some(hint) => control.attr_text("aria-describedby", hint),
            None => control,
        };
    }
    let id = id.to_owned();
    let ids = Signal::derive(move || {
        let said = |message: Option<Signal<Option<String>>>, name| {
            message.is_some_and(|message| message.with(Option::is_some)).then(|| format!("{id}-{name}"))
        };
        let ids = [said(error, "error"), said(warning, "warning"), hint.clone()];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| join(&ids, " "))
    });
    control.attr_some("aria-describedby", ids)
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
    text: Option<Signal<Option<String>>>,
) -> AnyView {
    let Some(text) = text else { return nothing() };
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

/// What a text field is, before [`FieldParts::view`] draws it. Boxed, so that each step hands on one address.
pub struct FieldParts(Box<Described>);

struct Described {
    around: Around,
    value: RwSignal<String>,
    kind: InputKind,
    monospace: bool,
    required: bool,
    autocomplete: &'static str,
    on_blur: Option<Callback<()>>,
    under: Option<AnyView>,
}

/// Describes a labelled field for text.
pub fn text_field(label: Text, value: RwSignal<String>) -> FieldParts {
    FieldParts(Box::new(Described {
        around: Around::new(label),
        value,
        kind: InputKind::Text,
        monospace: false,
        required: false,
        autocomplete: "off",
        on_blur: None,
        under: None,
    }))
}

impl FieldParts {
    pub fn hint(mut self, hint: Text) -> Self {
        self.0.around.hint = Some(hint);
        self
    }

    pub fn error(mut self, error: Signal<Option<String>>) -> Self {
        self.0.around.error = Some(error);
        self
    }

    /// Learns when the field is left after an edit.
    pub fn left(mut self, left: Left) -> Self {
        self.0.around.left = Some(left);
        self
    }

    pub fn warning(mut self, warning: Signal<Option<String>>) -> Self {
        self.0.around.warning = Some(warning);
        self
    }

    pub fn kind(mut self, kind: InputKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub fn monospace(mut self) -> Self {
        self.0.monospace = true;
        self
    }

    /// Says beside the label that it may stay empty.
    pub fn optional(mut self) -> Self {
        self.0.around.optional = true;
        self
    }

    pub fn required(mut self) -> Self {
        self.0.required = true;
        self
    }

    /// Said to password managers and autofill; "off" where nothing else is said.
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.0.autocomplete = what;
        self
    }

    pub fn on_blur(mut self, run: Callback<()>) -> Self {
        self.0.on_blur = Some(run);
        self
    }

    /// What stands right under the control, e.g. the parts of a URL.
    pub fn under(mut self, view: AnyView) -> Self {
        self.0.under = Some(view);
        self
    }

    pub fn view(self) -> AnyView {
        let Described { around, value, kind, monospace, required, autocomplete, on_blur, under } = *self.0;
        let control = match kind {
            InputKind::Multiline => el("textarea").attr("rows", "3"),
            InputKind::Text => el("input").attr("type", "text"),
            InputKind::Password => el("input").attr("type", "password"),
        };
        let control = around
            .tie(typed(control, value, on_blur))
            .themed(input_class(monospace))
            .attr("autocomplete", autocomplete)
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr_if("aria-required", required.then_some("true"))
            .view();
        around.view(match under {
            Some(under) => vec![control, under].into_any(),
            None => control,
        })
    }
}

/// A labelled field for a whole number, kept as the text that was typed. What is no number reads as empty.
pub fn number_field(
    label: Text,
    value: RwSignal<String>,
    (min, max): (i64, i64),
    hint: Text,
    error: Signal<Option<String>>,
    left: Left,
) -> AnyView {
    let around = Around { hint: Some(hint), error: Some(error), left: Some(left), ..Around::new(label) };
    let control = around
        .tie(typed(el("input"), value, None))
        .themed("flc-input flc-number")
        .attr("type", "number")
        .attr_text("min", min.to_string())
        .attr_text("max", max.to_string())
        .attr("step", "1")
        .attr("inputmode", "numeric")
        .view();
    around.view(control)
}

/// A form: Enter in a field submits it, the browser's own checks are off, since ours say more.
/// `on_submit` gets the form's element, for [`when_valid`](super::when_valid).
pub fn form(on_submit: Callback<web_sys::Element>, parts: Vec<AnyView>) -> AnyView {
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
        .children(parts)
        .view()
}
