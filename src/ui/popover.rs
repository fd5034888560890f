use leptos::prelude::*;

use super::base::{Text, new_id};
use super::button::ButtonVariant;
use super::el::{ElRef, el};
use super::icon::{IconName, draw};
use super::tip::{is_open, place};

/// A button that opens a panel of the top layer. Escape, a press elsewhere, or the button put it away.
pub fn popover(label: Text, icon: IconName, variant: ButtonVariant, content: AnyView) -> AnyView {
    let id = new_id("popover");
    let (button, panel) = (ElRef::default(), ElRef::default());
    let label_class = if variant == ButtonVariant::Icon { "flc-hidden" } else { "flc-button-label" };
    let toggled = move |_| {
        let (Some(button), Some(panel)) = (button.get(), panel.html()) else { return };
        let open = is_open(&panel);
        if open {
            place(&button, &panel, true);
        }
        // The style sheet shows it once it has its place. The name is ours: the call cannot fail.
        let _ = panel.toggle_attribute_with_force("data-placed", open);
    };
    let opener = el("button")
        .class(variant.class())
        .attr("type", "button")
        .held(button)
        .attr_text("popovertarget", id.clone())
        .child(draw(icon))
        .child(el("span").class(label_class).say(label).view());
    let floating = el("div")
        .class("flc-popover")
        .attr_text("id", id)
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr_live("aria-label", label)
        .held(panel)
        .on("toggle", toggled)
        .child(content);
    vec![opener.view(), floating.view()].into_any()
}
