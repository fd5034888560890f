use leptos::prelude::*;

use crate::reactive::{RwSignal, Signal};

use super::base::{Text, live, nothing};
use crate::reactive::{callback, memo};

use super::el::el;

use super::field::Around;
use super::suggest::{SHOWN_OPTIONS, Suggest};

/// An option of a [`Combobox`]: the value it gives, and what a person knows it by.
#[derive(Clone, Debug, PartialEq)]
pub struct ComboOption {
    pub value: String,
    pub label: String,
    pub detail: String,
}

impl ComboOption {
    fn holds(&self, needle: &str) -> bool {
        [&self.value, &self.label, &self.detail].iter().any(|text| text.to_ascii_lowercase().contains(needle))
    }
}

/// A field for a value that may be typed, pasted, or chosen from a list that narrows as one types.
pub struct Combobox {
    pub label: Text,
    pub value: RwSignal<String>,
    pub options: Signal<Vec<ComboOption>>,
    pub hint: Text,
    pub error: Signal<Option<String>>,
    pub warning: Signal<Option<String>>,
    pub loading: Signal<bool>,
    pub monospace: bool,
}

/// Draws the field.
pub fn combobox(combobox: Combobox) -> AnyView {
    let Combobox { label, value, options, hint, error, warning, loading, monospace } = combobox;
    let around =
        Around { hint: Some(hint), error: Some(error), warning: Some(warning), ..Around::new(label) };
    let matching = memo(move || {
        let typed = value.get();
        let needle = typed.trim().to_ascii_lowercase();
        options.with(|options| {
            // A value that was chosen already narrows nothing: the list then offers the others.
            let chosen = needle.is_empty() || options.iter().any(|option| option.value == typed);
            let matches = options.iter().filter(|option| chosen || option.holds(&needle));
            matches.take(SHOWN_OPTIONS).cloned().collect::<Vec<_>>()
        })
    });
    let on_pick = callback(move |at: usize| {
        let picked = matching.with_untracked(|options| options.get(at).map(|option| option.value.clone()));
        if let Some(picked) = picked {
            value.set(picked);
        }
        false
    });
    let chosen = live(move || {
        let value = value.get();
        match options.with(|options| options.iter().find(|option| option.value == value).cloned()) {
            Some(option) => el("p")
                .class("flc-chosen")
                .child(el("strong").text(option.label).view())
                .text(" ".to_owned())
                .text(option.detail)
                .view(),
            None => nothing(),
        }
    });
    let control = Suggest {
        id: around.id.clone(),
        field: around.tie(el("input")),
        label,
        input: value,
        placeholder: None,
        items: matching.into(),
        loading,
        on_pick,
        on_enter: None,
        on_backspace: None,
        monospace,
    };
    around.view(vec![control.view(), chosen].into_any())
}
