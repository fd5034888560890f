use leptos::prelude::*;

use super::base::Text;

use super::el::el;

use super::field::Around;
use super::left::Left;
use super::suggest::Suggest;

/// The most options that a list draws: more is not read, and one types on instead.
pub const SHOWN_OPTIONS: usize = 50;

/// An option of a [`Combobox`]: the value it gives, and what a person knows it by.
#[derive(Clone, Debug, PartialEq)]
pub struct ComboOption {
    pub value: String,
    pub label: String,
    pub detail: String,
}

/// A field for a value that may be typed, pasted, or chosen from a list that narrows as one types. The caller searches:
/// it knows its options.
pub struct Combobox {
    pub label: Text,
    pub value: RwSignal<String>,
    /// What the list offers for the value of now, [`SHOWN_OPTIONS`] at most.
    pub options: Signal<Vec<ComboOption>>,
    /// Says that there are others.
    pub more: Signal<Option<String>>,
    pub hint: Text,
    pub error: Signal<Option<String>>,
    pub warning: Signal<Option<String>>,
    pub left: Option<Left>,
    pub loading: Signal<bool>,
    /// What stands right under the field, about the value of now.
    pub under: AnyView,
    pub monospace: bool,
}

/// Draws the field.
pub fn combobox(combobox: Combobox) -> AnyView {
    let Combobox { label, value, options, more, hint, error, warning, left, loading, under, monospace } =
        combobox;
    let around =
        Around { hint: Some(hint), error: Some(error), warning: Some(warning), left, ..Around::new(label) };
    let on_pick = Callback::new(move |at: usize| {
        let picked = options.with_untracked(|options| options.get(at).map(|option| option.value.clone()));
        if let Some(picked) = picked {
            value.set(picked);
        }
        false
    });
    let control = Suggest {
        id: around.id.clone(),
        field: around.tie(el("input")),
        label,
        input: value,
        placeholder: None,
        items: options,
        more,
        loading,
        on_pick,
        on_enter: None,
        on_backspace: None,
        monospace,
    };
    around.view(vec![control.view(), under].into_any())
}
