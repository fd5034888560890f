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
/// The bubble lies inside the hovered wrapper, so that the pointer can move onto it.
#[component]
pub(super) fn Tipped(
    /// The class of the wrapper.
    class: &'static str,
    #[prop(into)] content: Signal<Option<String>>,
    #[prop(optional)] monospace: bool,
    children: Children,
) -> impl IntoView {
    let (wrapper, bubble) = (NodeRef::<html::Span>::new(), NodeRef::<html::Span>::new());
    // A browser tells an element that leaves the page that it lost the focus, when its signals may be gone already.
    let shown = move || bubble.try_get_untracked().flatten().filter(|bubble| is_open(bubble));
    let show = move || {
        let said = content.try_get_untracked().flatten();
        let (wrapper, bubble) = (wrapper.try_get_untracked().flatten(), bubble.try_get_untracked().flatten());
        let (Some(wrapper), Some(bubble)) = (wrapper, bubble) else { return };
        if said.is_none() || is_open(&bubble) {
            return;
        }
        // The text is written before the bubble is measured.
        bubble.set_text_content(said.as_deref());
        if bubble.show_popover().is_ok() {
            place(&wrapper, &bubble, false);
        }
    };
    let hide = move || {
        if let Some(bubble) = shown() {
            // Fails only when the browser has put it away itself.
            let _ = bubble.hide_popover();
            bubble.set_text_content(None);
        }
    };
    // What is said may change while it is shown, e.g. that a value was copied.
    Effect::new(move || match (content.get(), shown()) {
        (None, _) => hide(),
        (said, Some(bubble)) => bubble.set_text_content(said.as_deref()),
        _ => {}
    });
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && shown().is_some() {
            hide();
            event.stop_propagation();
            event.prevent_default();
        }
    };
    view! {
        <span
            class=class
            node_ref=wrapper
            on:mouseenter=move |_| show()
            on:focusin=move |_| show()
            on:mouseleave=move |_| hide()
            on:focusout=move |_| hide()
            on:keydown=escape
        >
            {children()}
            <span
                class=if monospace { "flc-tip flc-mono" } else { "flc-tip" }
                popover="manual"
                aria-hidden="true"
                node_ref=bubble
            ></span>
        </span>
    }
}

pub(super) fn is_open(floating: &web_sys::Element) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}
