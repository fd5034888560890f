use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, parts_of};
use super::button::ButtonVariant;
use super::icon::{Icon, IconName};
use super::tip::{is_open, place};

/// A button that opens a panel of the top layer, whose content is drawn when it first opens. Escape, a press elsewhere,
/// or the button put it away.
#[component]
pub fn Popover(
    #[prop(into)] label: Text,
    icon: IconName,
    #[prop(optional)] variant: ButtonVariant,
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
            // The style sheet shows it once it has its place. The name is ours: the call cannot fail.
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
            // Its size is known when its content was drawn.
            set_timeout(show, Duration::ZERO);
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
        >
            {move || is_drawn.get().then(|| children())}
        </div>
    }
}
