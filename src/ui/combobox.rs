use leptos::prelude::*;

use super::base::Text;
use super::binding::Binding;
use super::field::{Field, FieldInfo};
use super::suggest::{ComboOption, Suggest};
use super::touched::Touched;

/// A field for a value that may be typed, pasted, or chosen from a list that narrows as one types. The caller searches:
/// it knows its options.
#[component]
pub fn Combobox(
    #[prop(into)] label: Text,
    #[prop(into)] value: Binding<String>,
    /// What the list offers for the value of now, [`SHOWN_OPTIONS`](super::SHOWN_OPTIONS) at most.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// Says that there are others.
    #[prop(optional, into)]
    more: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] warning: Signal<Option<String>>,
    /// Learns when the field is left after an edit.
    #[prop(optional)]
    touched: Touched,
    #[prop(optional, into)] loading: Signal<bool>,
    #[prop(optional)] monospace: bool,
    /// What stands right under the field, about the value of now.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let info = FieldInfo { hint, error, warning, ..FieldInfo::new(label) };
    let pick = move |at: usize| {
        let picked = options.with_untracked(|options| options.get(at).map(|option| option.value.clone()));
        if let Some(picked) = picked {
            value.set.run(picked);
        }
        false
    };
    view! {
        <Field info>
            <Suggest label info input=value items=options more loading on_pick=pick touched monospace/>
            {children.map(|children| children())}
        </Field>
    }
}
