use leptos::prelude::*;

use super::el::{ElRef, el};

/// Puts a floating element of the top layer under its anchor, or above it where there is no room below. What it may
/// still get to show stays in the window: it scrolls.
pub(super) fn place(anchor: &web_sys::Element, floating: &web_sys::HtmlElement, align_end: bool) {
    const GAP: i32 = 4;
    const EDGE: i32 = 8;
    let Some(window) = web_sys::window() else { return };
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or_default() as i32
    };
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let rect = anchor.get_bounding_client_rect();
    // It is measured without the limit of its last place. The call cannot fail, see `set_px`.
    let _ = floating.style().set_property("max-height", "");
    let (own_width, own_height) = (floating.offset_width(), floating.offset_height());

    // The distance to the edge that the two share: from there it may still grow.
    let (edge, wanted) =
        if align_end { ("right", width - rect.right() as i32) } else { ("left", rect.left() as i32) };
    let shared = wanted.min(width - own_width - EDGE).max(EDGE);
    let below = rect.bottom() as i32 + GAP;
    let above = rect.top() as i32 - GAP - own_height;
    let lowest = height - own_height - EDGE;
    let top = if below > lowest && above > EDGE { above } else { below.min(lowest.max(EDGE)) };
    set_px(floating, edge, shared);
    set_px(floating, "top", top);
    set_px(floating, "max-height", height - EDGE - top);
}

fn set_px(element: &web_sys::HtmlElement, property: &str, value: i32) {
    // A property of the CSSOM, which a strict style policy allows; it fails for no value we write.
    let _ = element.style().set_property(property, &format!("{value}px"));
}

/// Shows more about `anchor` on hover and focus: a bubble of the top layer, put away by Escape.
/// The bubble lies inside the hovered wrapper, so that the pointer can move onto it.
pub(super) fn tipped(
    class: &'static str,
    anchor: AnyView,
    content: Signal<Option<String>>,
    monospace: bool,
) -> AnyView {
    let (wrapper, bubble) = (ElRef::default(), ElRef::default());
    // A browser tells an element that leaves the page that it lost the focus, when its signals may be gone already.
    let show = move || {
        let (Some(wrapper), Some(bubble)) = (wrapper.get(), bubble.html()) else { return };
        let said = content.try_get_untracked().flatten();
        if said.is_none() || is_open(&bubble) {
            return;
        }
        // The text is written before the bubble is measured.
        bubble.set_text_content(said.as_deref());
        if bubble.show_popover().is_ok() {
            place(&wrapper, &bubble, false);
        }
    };
    let hide = move || match bubble.html() {
        Some(bubble) if is_open(&bubble) => {
            // Fails only when the browser has put it away itself.
            let _ = bubble.hide_popover();
            bubble.set_text_content(None);
            true
        }
        _ => false,
    };
    // What is said may change while it is shown, e.g. that a value was copied.
    Effect::new(move || match (content.get(), bubble.html()) {
        (None, _) => {
            hide();
        }
        (said, Some(bubble)) if is_open(&bubble) => bubble.set_text_content(said.as_deref()),
        _ => {}
    });
    el("span")
        .class(class)
        .held(wrapper)
        .on("mouseenter", move |_| show())
        .on("focusin", move |_| show())
        .on("mouseleave", move |_| {
            hide();
        })
        .on("focusout", move |_| {
            hide();
        })
        .on_key(move |event| {
            if event.key() == "Escape" && hide() {
                event.stop_propagation();
                event.prevent_default();
            }
        })
        .child(anchor)
        .child(
            el("span")
                .class(if monospace { "flc-tip flc-mono" } else { "flc-tip" })
                .attr("popover", "manual")
                .attr("aria-hidden", "true")
                .held(bubble)
                .view(),
        )
        .view()
}

pub(super) fn is_open(floating: &web_sys::Element) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}
