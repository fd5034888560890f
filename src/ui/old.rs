//! The parts in the form in which pages call them that are not yet written with `view!`.

use leptos::prelude::*;

use super::base::Text;
use super::button::{Button, ButtonProps, ButtonVariant, LinkButton, LinkButtonProps};
use super::choice::{
    Checkbox, CheckboxGroup, CheckboxGroupProps, CheckboxProps, Choice, Choices, ChoicesProps, RadioGroup,
    RadioGroupProps,
};
use super::combobox::{ComboOption, ComboboxProps};
use super::dialog::{Dialog, DialogProps};
use super::field::{Form, FormProps, InputKind, NumberField, NumberFieldProps, TextField, TextFieldProps};
use super::filter::{FilterJoint, FilterSuggestion, PropertyFilterProps};
use super::icon::IconName;
use super::left::Left;
use super::popover::{Popover, PopoverProps};
use super::select::{Select, SelectProps};

fn children(view: AnyView) -> Children {
    Box::new(move || view)
}

fn children_fn(view: impl Fn() -> AnyView + 'static) -> ChildrenFn {
    let view = StoredValue::new_local(view);
    std::sync::Arc::new(move || view.with_value(|view| view()))
}

pub struct ButtonParts(ButtonProps);

pub fn button(label: Text) -> ButtonParts {
    ButtonParts(ButtonProps {
        label,
        on_click: None,
        variant: ButtonVariant::Normal,
        icon: None,
        off: None,
        busy: Signal::default(),
        submit: false,
        name: None,
        node_ref: NodeRef::new(),
    })
}

impl ButtonParts {
    pub fn on_click(mut self, run: Callback<()>) -> Self {
        self.0.on_click = Some(run);
        self
    }

    pub fn variant(mut self, variant: ButtonVariant) -> Self {
        self.0.variant = variant;
        self
    }

    pub fn icon(mut self, icon: IconName) -> Self {
        self.0.icon = Some(icon);
        self
    }

    pub fn off(mut self, reason: Signal<Option<String>>) -> Self {
        self.0.off = Some(reason);
        self
    }

    pub fn busy(mut self, busy: Signal<bool>) -> Self {
        self.0.busy = busy;
        self
    }

    pub fn submit(mut self) -> Self {
        self.0.submit = true;
        self
    }

    pub fn name(mut self, name: Text) -> Self {
        self.0.name = Some(name);
        self
    }

    pub fn view(self) -> AnyView {
        Button(self.0).into_any()
    }
}

pub fn link_button(
    label: Text,
    href: &'static str,
    variant: ButtonVariant,
    icon: Option<IconName>,
) -> AnyView {
    LinkButton(LinkButtonProps { label, href: href.to_owned(), variant, icon }).into_any()
}

pub struct FieldParts(TextFieldProps);

pub fn text_field(label: Text, value: RwSignal<String>) -> FieldParts {
    FieldParts(TextFieldProps {
        label,
        value,
        kind: InputKind::Text,
        hint: None,
        error: Signal::default(),
        warning: Signal::default(),
        left: Left::new(),
        optional: false,
        required: false,
        monospace: false,
        autocomplete: "off",
        on_blur: None,
        children: None,
    })
}

impl FieldParts {
    pub fn hint(mut self, hint: Text) -> Self {
        self.0.hint = Some(hint);
        self
    }

    pub fn error(mut self, error: Signal<Option<String>>) -> Self {
        self.0.error = error;
        self
    }

    pub fn left(mut self, left: Left) -> Self {
        self.0.left = left;
        self
    }

    pub fn warning(mut self, warning: Signal<Option<String>>) -> Self {
        self.0.warning = warning;
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

    pub fn optional(mut self) -> Self {
        self.0.optional = true;
        self
    }

    pub fn required(mut self) -> Self {
        self.0.required = true;
        self
    }

    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.0.autocomplete = what;
        self
    }

    pub fn on_blur(mut self, run: Callback<()>) -> Self {
        self.0.on_blur = Some(run);
        self
    }

    pub fn under(mut self, view: AnyView) -> Self {
        self.0.children = Some(children(view));
        self
    }

    pub fn view(self) -> AnyView {
        TextField(self.0).into_any()
    }
}

pub fn number_field(
    label: Text,
    value: RwSignal<String>,
    (min, max): (i64, i64),
    hint: Text,
    error: Signal<Option<String>>,
    left: Left,
) -> AnyView {
    NumberField(NumberFieldProps { label, value, min, max, hint, error, left }).into_any()
}

pub fn form(on_submit: Callback<web_sys::Element>, parts: Vec<AnyView>) -> AnyView {
    Form(FormProps { on_submit, children: children(parts.into_any()) }).into_any()
}

pub fn checkbox(label: Text, checked: RwSignal<bool>, hint: Option<Text>) -> AnyView {
    let on_change = Callback::new(move |on| checked.set(on));
    Checkbox(CheckboxProps { label, checked: checked.into(), on_change, hint }).into_any()
}

pub fn checkbox_of(label: Text, checked: Signal<bool>, set: Callback<bool>) -> AnyView {
    Checkbox(CheckboxProps { label, checked, on_change: set, hint: None }).into_any()
}

pub fn choices(legend: Text, options: Vec<AnyView>) -> AnyView {
    Choices(ChoicesProps { legend, inline: true, children: children(options.into_any()) }).into_any()
}

pub fn radio_group(legend: Text, options: Vec<Choice>, value: RwSignal<String>, inline: bool) -> AnyView {
    RadioGroup(RadioGroupProps { legend, options, value, inline }).into_any()
}

pub fn checkbox_group(
    legend: Text,
    options: Vec<Choice>,
    value: RwSignal<Vec<String>>,
    monospace: bool,
) -> AnyView {
    CheckboxGroup(CheckboxGroupProps { legend, options, value, monospace }).into_any()
}

pub fn select(
    label: Text,
    options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    on_change: Option<Callback<String>>,
) -> AnyView {
    Select(SelectProps { label, options, value, on_change }).into_any()
}

pub struct Combobox {
    pub label: Text,
    pub value: RwSignal<String>,
    pub options: Signal<Vec<ComboOption>>,
    pub more: Signal<Option<String>>,
    pub hint: Text,
    pub error: Signal<Option<String>>,
    pub warning: Signal<Option<String>>,
    pub left: Option<Left>,
    pub loading: Signal<bool>,
    pub under: AnyView,
    pub monospace: bool,
}

pub fn combobox(combobox: Combobox) -> AnyView {
    let Combobox { label, value, options, more, hint, error, warning, left, loading, under, monospace } =
        combobox;
    super::combobox::Combobox(ComboboxProps {
        label,
        value,
        options,
        more,
        hint: Some(hint),
        error,
        warning,
        left: left.unwrap_or_default(),
        loading,
        monospace,
        children: Some(children(under)),
    })
    .into_any()
}

pub struct PropertyFilter {
    pub label: Text,
    pub placeholder: Text,
    pub input: RwSignal<String>,
    pub suggestions: Signal<Vec<FilterSuggestion>>,
    pub on_submit: Callback<String>,
    pub on_pick: Callback<FilterSuggestion>,
    pub tokens: Signal<Vec<String>>,
    pub on_remove: Callback<usize>,
    pub joint: Option<FilterJoint>,
    pub on_clear: Callback<()>,
    pub count_text: Text,
}

pub fn property_filter(filter: PropertyFilter) -> AnyView {
    let PropertyFilter { label, placeholder, input, suggestions, on_submit, on_pick, tokens, .. } = filter;
    let PropertyFilter { on_remove, joint, on_clear, count_text, .. } = filter;
    super::filter::PropertyFilter(PropertyFilterProps {
        label,
        placeholder,
        input,
        suggestions,
        on_submit,
        on_pick,
        tokens,
        on_remove,
        joint,
        on_clear,
        count_text,
    })
    .into_any()
}

pub fn popover(
    label: Text,
    icon: IconName,
    variant: ButtonVariant,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    Popover(PopoverProps { label, icon, variant, children: children_fn(content) }).into_any()
}

pub fn dialog(
    title: Text,
    open: RwSignal<bool>,
    on_close: Callback<()>,
    body: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    Dialog(DialogProps { title, open, on_close: Some(on_close), children: children_fn(body) }).into_any()
}
