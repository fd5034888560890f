use leptos::html;
use leptos::prelude::*;

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

/// Shows more about what it stands around on hover and focus: a bubble of the top layer, put away by Escape.
/// The bubble lies inside the hovered wrapper, so that the pointer can move onto it. It is made when it is first needed.
#[component]
pub(super) fn Tipped(
    /// The class of the wrapper.
    class: &'static str,
    #[prop(into)] content: Signal<Option<String>>,
    #[prop(optional)] monospace: bool,
    children: Children,
) -> impl IntoView {
    let wrapper = NodeRef::<html::Span>::new();
    let is_wanted = RwSignal::new(false);
    // A browser tells an element that leaves the page that it lost the focus, when its signals may be gone already.
    let want = move |wanted: bool| {
        if is_wanted.try_get_untracked() == Some(!wanted) {
            is_wanted.set(wanted);
        }
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        let is_shown = is_wanted.try_get_untracked() == Some(true)
            && content.try_with_untracked(Option::is_some) == Some(true);
        if event.key() == "Escape" && is_shown {
            want(false);
            event.stop_propagation();
            event.prevent_default();
        }
    };
    let bubble = move || {
        let is_shown = is_wanted.get() && content.with_untracked(Option::is_some);
        is_shown.then(|| view! { <Bubble wrapper content monospace/> })
    };
    view! {
        <span
            class=class
            node_ref=wrapper
            on:mouseenter=move |_| want(true)
            on:focusin=move |_| want(true)
            on:mouseleave=move |_| want(false)
            on:focusout=move |_| want(false)
            on:keydown=escape
        >
            {children()}
            {bubble}
        </span>
    }
}

/// The bubble under `wrapper`, shown as soon as it is in the page.
#[component]
fn Bubble(wrapper: NodeRef<html::Span>, content: Signal<Option<String>>, monospace: bool) -> impl IntoView {
    let bubble = NodeRef::<html::Span>::new();
    Effect::new(move || {
        let (Some(wrapper), Some(bubble)) = (wrapper.get_untracked(), bubble.get()) else { return };
        // The text may change while it is shown, for example when a value was copied, and it may go.
        if content.with(Option::is_none) {
            // Fails only when the browser has put it away itself.
            let _ = bubble.hide_popover();
        } else if is_open(&bubble) || bubble.show_popover().is_ok() {
            place(&wrapper, &bubble, false);
        }
    });
    view! {
        <span
            class=if monospace { "flc-tip flc-mono" } else { "flc-tip" }
            popover="manual"
            aria-hidden="true"
            node_ref=bubble
        >
            {move || content.get()}
        </span>
    }
}

pub(super) fn is_open(floating: &web_sys::Element) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}
