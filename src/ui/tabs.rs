use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::base::{Text, new_id, on_key, scoped};

#[derive(Clone, PartialEq)]
pub struct TabItem {
    pub id: &'static str,
    pub label: Text,
}

/// Tabs as in the ARIA Authoring Practices: the arrow keys, Home and End select a tab.
#[component]
pub fn Tabs(
    #[prop(into)] label: Text,
    tabs: Vec<TabItem>,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
    /// Draws the panel of a tab by its id.
    #[prop(into)]
    panel: Callback<String, AnyView>,
) -> impl IntoView {
    let base = new_id("tab");
    let panel_id = format!("{base}-panel");
    let list = NodeRef::<html::Div>::new();
    let current = Memo::new(move |_| selected.get());
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let key = scoped(on_key(move |event| {
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
        let Some(list) = list.get_untracked() else { return };
        if let Some(tab) = list.children().item(to as u32)
            && let Ok(tab) = tab.dyn_into::<web_sys::HtmlElement>()
        {
            // It fails only for a tab that is not in the page.
            let _ = tab.focus();
        }
    }));
    let tab = |TabItem { id, label }| {
        let is_on = move || current.with(|current| current == id);
        view! {
            <button
                class="flc-tab"
                part="tab"
                type="button"
                role="tab"
                id=format!("{base}-{id}")
                aria-controls=panel_id.clone()
                aria-selected=move || is_on().to_string()
                tabindex=move || if is_on() { "0" } else { "-1" }
                on:click=scoped(move |_| on_select.run(id.to_owned()))
            >
                {label}
            </button>
        }
    };
    let tabs: Vec<_> = tabs.into_iter().map(tab).collect();
    view! {
        <div>
            <div class="flc-tablist" role="tablist" aria-label=label node_ref=list on:keydown=key>
                {tabs}
            </div>
            <div
                class="flc-tabpanel"
                role="tabpanel"
                id=panel_id
                aria-labelledby=move || current.with(|current| format!("{base}-{current}"))
                tabindex="0"
            >
                {move || panel.run(current.get())}
            </div>
        </div>
    }
}
