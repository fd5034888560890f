use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::base::{Text, new_id, parts_of};
use super::button::ButtonVariant;
use super::icon::{Icon, IconName};
use super::tip::{is_open, place};

/// Focuses the button of the panel in which an element stands.
pub fn focus_opener(inside: &web_sys::Element) {
    let panel = inside.closest(".flc-popover").ok().flatten();
    let button = panel.and_then(|panel| panel.previous_element_sibling());
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        // The button of an open panel is in the page and takes the focus.
        let _ = button.focus();
    }
}

/// A button that opens a panel in the top layer. The content is drawn when the panel first opens. Escape, a click
/// elsewhere or the button closes the panel.
#[component]
pub fn Popover(
    #[prop(into)] label: Text,
    icon: IconName,
    #[prop(optional)] variant: ButtonVariant,
    /// A selector of buttons in the panel that also close it.
    #[prop(optional)]
    closed_by: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let is_drawn = RwSignal::new(false);
    let id = new_id("popover");
    let (button, panel) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let show = move || {
        let (button, panel) = (button.try_get_untracked().flatten(), panel.try_get_untracked().flatten());
        if let (Some(button), Some(panel)) = (button, panel)
            && is_open(&panel)
        {
            place(&button, &panel, true);
            // The style sheet shows the panel once this is set. The attribute name is valid, so the call cannot fail.
            let _ = panel.toggle_attribute_with_force("data-placed", true);
        }
    };
    let toggled = move |_| match panel.try_get_untracked().flatten() {
        Some(panel) if !is_open(&panel) => {
            let _ = panel.toggle_attribute_with_force("data-placed", false);
        }
        _ => {
            if is_drawn.try_get_untracked() == Some(false) {
                is_drawn.set(true);
            }
            // The size of the panel is known after its content is drawn.
            set_timeout(show, Duration::ZERO);
        }
    };
    let pressed = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        // An empty selector is invalid and matches nothing.
        let closes = |target: &web_sys::Element| matches!(target.closest(closed_by), Ok(Some(_)));
        if let Some(panel) = panel.try_get_untracked().flatten()
            && target.is_some_and(|target| closes(&target))
        {
            // It fails only if the panel is closed already.
            let _ = panel.hide_popover();
        }
    };
    view! {
        <button
            class=variant.class()
            part=parts_of(variant.class())
            type="button"
            popovertarget=id.clone()
            node_ref=button
        >
            <Icon name=icon/>
            <span class=variant.label_class()>{label}</span>
        </button>
        <div
            class="flc-popover"
            part="popover"
            id=id
            popover="auto"
            role="dialog"
            aria-label=label
            node_ref=panel
            on:toggle=toggled
            on:click=pressed
        >
            {move || is_drawn.get().then(|| children())}
        </div>
    }
}
