use leptos::prelude::*;

use super::base::{Text, live, new_id, no_text};
use super::field::Around;
use super::icon::{IconName, draw};

/// A native list to choose one value from; options are pairs of value and label.
#[component]
pub fn Select(
    #[prop(into)] label: Text,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(default = no_text(), into)] error: Signal<Option<String>>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> AnyView {
    let around = Around { id: new_id("field"), label, hint, error, warning: no_text(), optional: false };
    let (id, described, invalid) = (around.id.clone(), around.described_by(), around.invalid());
    let items = live(move || {
        let chosen = value.get_untracked();
        let items: Vec<AnyView> = options
            .get()
            .into_iter()
            .map(|(item, label)| {
                let selected = item == chosen;
                view! { <option value=item selected=selected>{label}</option> }.into_any()
            })
            .collect();
        items.into_any()
    });
    let control = view! {
        <span class="flc-select">
            <select
                class="flc-input"
                id=id
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    value.set(chosen.clone());
                    if let Some(run) = on_change {
                        run.run(chosen);
                    }
                }
            >
                {items}
            </select>
            {draw(IconName::ChevronDown)}
        </span>
    }
    .into_any();
    around.view(control)
}
