use leptos::html;
use leptos::prelude::*;
use super::base::{derive};
use wasm_bindgen::JsCast;

use super::base::{Text, new_id};
use super::button::ButtonVariant;
use super::icon::{IconName, draw};
use super::tip::place;

/// A button that opens a panel of the top layer. Escape, a press elsewhere, or the button put it away.
#[component]
pub fn Popover(
    #[prop(into)] label: Text,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] variant: ButtonVariant,
    children: Children,
) -> AnyView {
    let id = new_id("popover");
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let placed = RwSignal::new(false);
    let toggled = move || {
        let parts = (button.try_get_untracked().flatten(), panel.try_get_untracked().flatten());
        let (Some(button), Some(panel)) = parts else { return };
        let open = panel.matches(":popover-open").unwrap_or(false);
        if open {
            place(button.unchecked_ref(), panel.unchecked_ref(), true);
        }
        placed.set(open);
    };
    let label_class = if variant == ButtonVariant::Icon { "flc-hidden" } else { "flc-button-label" };
    view! {
        <button class=variant.class() type="button" node_ref=button popovertarget=id.clone()>
            {icon.map(draw)}
            <span class=label_class>{label}</span>
        </button>
        <div
            class="flc-popover"
            id=id
            popover="auto"
            role="dialog"
            aria-label=label
            data-placed=derive(move || placed.get().then_some("true"))
            node_ref=panel
            on:toggle=move |_| toggled()
        >
            {children()}
        </div>
    }
    .into_any()
}
