use leptos::prelude::*;

use super::base::Text;
use super::el::el;
use super::field::Around;
use super::icon::{IconName, draw};

/// A native list to choose one value from; options are pairs of value and label.
pub fn select(
    label: Text,
    options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    on_change: Option<Callback<String>>,
) -> AnyView {
    let around = Around::new(label);
    let items = move || {
        let chosen = value.get_untracked();
        let items: Vec<AnyView> = options
            .get()
            .into_iter()
            .map(|(item, label)| {
                let selected = item == chosen;
                el("option")
                    .attr_text("value", item)
                    .property("selected", Signal::stored(selected))
                    .text(label)
                    .view()
            })
            .collect();
        items.into_any()
    };
    let control = around
        .tie(el("select"))
        .themed("flc-input")
        .value(value.into())
        .on("change", move |event| {
            let chosen = event_target_value(&event);
            value.set(chosen.clone());
            if let Some(run) = on_change {
                run.run(chosen);
            }
        })
        .live(items)
        .view();
    around.view(el("span").class("flc-select").child(control).child(draw(IconName::ChevronDown)).view())
}
