use leptos::html;
use leptos::prelude::*;
use super::base::{effect};
use wasm_bindgen::JsCast;

/// Puts a floating element of the top layer under its anchor, or above it where there is no room below.
pub(super) fn place(anchor: &web_sys::Element, floating: &web_sys::HtmlElement, align_end: bool) {
    const GAP: i32 = 4;
    const EDGE: i32 = 8;
    let Some(window) = web_sys::window() else { return };
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or_default() as i32
    };
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let rect = anchor.get_bounding_client_rect();
    let (own_width, own_height) = (floating.offset_width(), floating.offset_height());

    let wanted = if align_end { rect.right() as i32 - own_width } else { rect.left() as i32 };
    let left = wanted.min(width - own_width - EDGE).max(EDGE);
    let below = rect.bottom() as i32 + GAP;
    let above = rect.top() as i32 - GAP - own_height;
    let top = if below + own_height > height - EDGE && above > EDGE { above } else { below };
    set_px(floating, "left", left);
    set_px(floating, "top", top);
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
    mono: bool,
) -> AnyView {
    let wrapper = NodeRef::<html::Span>::new();
    let bubble = NodeRef::<html::Span>::new();
    let shown = RwSignal::new(false);

    // A browser tells an element that leaves the page that it lost the focus, when its signals may be gone already.
    let show = move || {
        let (Some(wrapper), Some(bubble)) = (at_hand(wrapper), at_hand(bubble)) else { return };
        let said = content.try_get_untracked().flatten();
        if said.is_none() || shown.try_get_untracked() != Some(false) {
            return;
        }
        shown.set(true);
        // The text is written before the bubble is measured.
        bubble.set_text_content(said.as_deref());
        let bubble: &web_sys::HtmlElement = bubble.unchecked_ref();
        if bubble.show_popover().is_ok() {
            place(wrapper.unchecked_ref(), bubble, false);
        }
    };
    let hide = move || {
        if shown.try_get_untracked() != Some(true) {
            return;
        }
        shown.set(false);
        if let Some(bubble) = at_hand(bubble) {
            // Fails only when the browser has put it away itself.
            let _ = bubble.unchecked_ref::<web_sys::HtmlElement>().hide_popover();
            bubble.set_text_content(None);
        }
    };
    // What is said may change while it is shown, e.g. that a value was copied.
    effect(move || match content.get() {
        None => hide(),
        Some(said) => {
            if let (Some(true), Some(bubble)) = (shown.try_get_untracked(), at_hand(bubble)) {
                bubble.set_text_content(Some(&said));
            }
        }
    });
    let pointer = move |inside: bool| if inside { show() } else { hide() };

    view! {
        <span
            class=class
            node_ref=wrapper
            on:mouseenter=move |_| pointer(true)
            on:mouseleave=move |_| pointer(false)
            on:focusin=move |_| pointer(true)
            on:focusout=move |_| pointer(false)
            on:keydown=move |event: web_sys::KeyboardEvent| {
                if event.key() == "Escape" && shown.try_get_untracked() == Some(true) {
                    event.stop_propagation();
                    event.prevent_default();
                    hide();
                }
            }
        >
            {anchor}
            <span class="flc-tip" class:flc-mono=mono popover="manual" aria-hidden="true" node_ref=bubble></span>
        </span>
    }
    .into_any()
}

/// The element, unless it has left the page.
fn at_hand(element: NodeRef<html::Span>) -> Option<web_sys::HtmlSpanElement> {
    element.try_get_untracked().flatten()
}
