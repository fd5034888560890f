use leptos::prelude::*;

use super::base::{Text, scoped};
use super::binding::Binding;
use super::field::{Field, FieldInfo};
use super::icon::{Icon, IconName};

/// A native select.
#[component]
pub fn Select(
    #[prop(into)] label: Text,
    /// Pairs of value and label.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Binding<String>,
) -> impl IntoView {
    let info = FieldInfo::new(label);
    let items = move || {
        let chosen = value.signal.get_untracked();
        let option = |(item, label): (String, String)| {
            let selected = item == chosen;
            view! {
                <option value=item prop:selected=selected>
                    {label}
                </option>
            }
        };
        options.get().into_iter().map(option).collect_view()
    };
    let change = scoped(move |event| value.set.run(event_target_value(&event)));
    view! {
        <Field info>
            <span class="flc-select">
                <select class="flc-input" part="input" id=info.id() prop:value=value.signal on:change=change>
                    {items}
                </select>
                <Icon name=IconName::ChevronDown/>
            </span>
        </Field>
    }
}
