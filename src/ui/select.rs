use leptos::prelude::*;

use crate::reactive::{Callback, RwSignal, Signal};

use super::base::{Text, new_id, no_text};
use super::el::el;
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
        .class("flc-input")
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
