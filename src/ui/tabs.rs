use leptos::prelude::*;

use wasm_bindgen::JsCast;

use super::base::{Text, new_id};
use super::el::{ElRef, el};

#[derive(Clone, PartialEq)]
pub struct TabItem {
    pub id: &'static str,
    pub label: Text,
}

/// Tabs as in the ARIA Authoring Practices: arrow keys, Home and End move and select.
/// `panel` draws the panel of a tab by its id.
pub fn tabs(
    label: Text,
    tabs: Vec<TabItem>,
    selected: Signal<String>,
    on_select: Callback<String>,
    panel: Callback<String, AnyView>,
) -> AnyView {
    let base = new_id("tab");
    let list = ElRef::default();
    let current = Memo::new(move |_| selected.get());
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let on_key = move |event: &web_sys::KeyboardEvent| {
        let now = current.get_untracked();
        let at = ids.iter().position(|id| *id == now).unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % ids.len().max(1),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(ids.len().saturating_sub(1)),
            "Home" => 0,
            "End" => ids.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(id) = ids.get(to) {
            on_select.run((*id).to_owned());
        }
        let Some(list) = list.get() else { return };
        if let Some(tab) = list.children().item(to as u32)
            && let Ok(tab) = tab.dyn_into::<web_sys::HtmlElement>()
        {
            // A tab that cannot take the focus is one that has left the page.
            let _ = tab.focus();
        }
    };
    let panel_id = format!("{base}-panel");
    let tabs: Vec<AnyView> = tabs
        .into_iter()
        .map(|tab| {
            let id = tab.id;
            let on = Signal::derive(move || current.with(|current| current == id));
            el("button")
                .themed("flc-tab")
                .attr("type", "button")
                .attr("role", "tab")
                .attr_text("id", format!("{base}-{id}"))
                .attr_text("aria-controls", panel_id.clone())
                .yes_no("aria-selected", on)
                .attr_of("tabindex", move || Some(if on.get() { "0" } else { "-1" }))
                .on("click", move |_| on_select.run(id.to_owned()))
                .say(tab.label)
                .view()
        })
        .collect();
    let labelled = Signal::derive(move || current.with(|current| format!("{base}-{current}")));
    let list = el("div")
        .class("flc-tablist")
        .attr("role", "tablist")
        .attr_live("aria-label", label)
        .held(list)
        .on_key(on_key)
        .children(tabs);
    let panel = el("div")
        .class("flc-tabpanel")
        .attr("role", "tabpanel")
        .attr_text("id", panel_id)
        .attr_live("aria-labelledby", labelled)
        .attr("tabindex", "0")
        .live(move || panel.run(current.get()));
    el("div").class("flc-tabs").child(list.view()).child(panel.view()).view()
}
