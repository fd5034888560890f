use leptos::prelude::*;

use super::base::{Text, new_id, nothing};
use super::button::ButtonVariant;
use super::el::{ElRef, el};
use super::icon::{IconName, draw};
use super::tip::{is_open, place};

/// A button that opens a panel of the top layer, whose content is drawn when it first opens. Escape, a press elsewhere,
/// or the button put it away.
pub fn popover(
    label: Text,
    icon: IconName,
    variant: ButtonVariant,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    boxed(label, icon, variant, Box::new(content))
}

fn boxed(
    label: Text,
    icon: IconName,
    variant: ButtonVariant,
    content: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let is_drawn = RwSignal::new(false);
    let id = new_id("popover");
    let (button, panel) = (ElRef::default(), ElRef::default());
    let label_class = if variant == ButtonVariant::Icon { "flc-hidden" } else { "flc-button-label" };
    let show = move || {
        if let (Some(button), Some(panel)) = (button.get(), panel.html())
            && is_open(&panel)
        {
            place(&button, &panel, true);
            // The style sheet shows it once it has its place. The name is ours: the call cannot fail.
            let _ = panel.toggle_attribute_with_force("data-placed", true);
        }
    };
    let toggled = move |_| match panel.html() {
        Some(panel) if !is_open(&panel) => {
            let _ = panel.toggle_attribute_with_force("data-placed", false);
        }
        _ => {
            if is_drawn.try_get_untracked() == Some(false) {
                is_drawn.set(true);
            }
            // Its size is known when its content was drawn.
            set_timeout(show, std::time::Duration::ZERO);
        }
    };
    let opener = el("button")
        .themed(variant.class())
        .attr("type", "button")
        .held(button)
        .attr_text("popovertarget", id.clone())
        .child(draw(icon))
        .child(el("span").class(label_class).say(label).view());
    let floating = el("div")
        .themed("flc-popover")
        .attr_text("id", id)
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr_live("aria-label", label)
        .held(panel)
        .on("toggle", toggled)
        .live(move || if is_drawn.get() { content() } else { nothing() });
    vec![opener.view(), floating.view()].into_any()
}
