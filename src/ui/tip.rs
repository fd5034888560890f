use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

use super::base::on_key;

/// Puts a floating element of the top layer under its anchor, or above it where there is no room below. Content that
/// grows later scrolls; it never leaves the window.
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

/// What shows a tip: in `data-tip` stands its text, and a copy button shows its own name.
const ANCHOR: &str = "[data-tip], .flc-copy";

/// The bubble of a mount: one for all that has a tip, since a table has hundreds of them.
#[derive(Clone, Copy)]
pub(super) struct Tips(StoredValue<Bubble, LocalStorage>);

#[derive(Default)]
struct Bubble {
    /// What the pointer or the focus is on.
    anchor: Option<Element>,
    /// Made when it is first needed.
    element: Option<HtmlElement>,
    /// Sees the anchor go, of which not every browser tells by an event.
    watch: Option<Watch>,
}

struct Watch {
    root: Element,
    observer: MutationObserver,
    /// The observer calls it.
    _anchor_may_be_gone: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Changes that it has not reported yet are dropped.
        self.observer.disconnect();
    }
}

/// Gives the elements below the root of a mount their tips, on hover and focus; Escape puts a tip away. A directive.
pub fn tips(root: Element) {
    let tips = use_context::<Tips>().unwrap_or_default();
    let target = |event: &web_sys::Event| event.target()?.dyn_into::<Element>().ok();
    let enter = move |event: &web_sys::Event| {
        if let Some(anchor) = target(event).and_then(|target| target.closest(ANCHOR).ok().flatten()) {
            tips.show(anchor);
        }
    };
    // The pointer may go on to the bubble, which stays as long as it is there.
    let leave = move |event: &web_sys::Event, to: Option<web_sys::EventTarget>| {
        let to = to.and_then(|to| to.dyn_into::<Element>().ok());
        if target(event).is_some_and(|from| tips.covers(&from)) && !to.is_some_and(|to| tips.covers(&to)) {
            tips.hide();
        }
    };
    let escape = on_key(move |event| {
        if event.key() == "Escape" && tips.is_shown() {
            tips.hide();
            event.stop_propagation();
            event.prevent_default();
        }
    });
    tips.watch(&root);
    let listeners = [
        root.on(ev::mouseover, move |event| enter(&event)),
        root.on(ev::mouseout, move |event| leave(&event, event.related_target())),
        root.on(ev::focusin, move |event| enter(&event)),
        root.on(ev::focusout, move |event| leave(&event, event.related_target())),
        root.on(ev::keydown, escape),
    ];
    on_cleanup(move || drop(listeners));
}

impl Default for Tips {
    fn default() -> Tips {
        Tips(StoredValue::new_local(Bubble::default()))
    }
}

impl Tips {
    /// Shows the text of now, where it may have changed, once the effects that write it have run.
    pub fn refresh(self) {
        if self.0.try_with_value(|bubble| bubble.anchor.is_some()) == Some(true) {
            let draw = move || {
                self.0.try_update_value(Bubble::draw);
            };
            set_timeout(draw, Duration::ZERO);
        }
    }

    fn watch(self, root: &Element) {
        let anchor_may_be_gone = move || {
            let is_gone =
                |bubble: &Bubble| bubble.anchor.as_ref().is_some_and(|anchor| !anchor.is_connected());
            if self.0.try_with_value(is_gone) == Some(true) {
                self.hide();
            }
        };
        let anchor_may_be_gone = Closure::<dyn Fn()>::new(anchor_may_be_gone);
        let observer = MutationObserver::new(anchor_may_be_gone.as_ref().unchecked_ref());
        self.0.update_value(|bubble| {
            bubble.watch = observer.ok().map(|observer| Watch {
                root: root.clone(),
                observer,
                _anchor_may_be_gone: anchor_may_be_gone,
            });
        });
    }

    fn show(self, anchor: Element) {
        self.0.try_update_value(|bubble| {
            if bubble.anchor.as_ref() != Some(&anchor) {
                bubble.anchor = Some(anchor);
                bubble.draw();
            }
        });
    }

    fn hide(self) {
        self.0.try_update_value(|bubble| {
            bubble.anchor = None;
            bubble.draw();
        });
    }

    pub(super) fn is_shown(self) -> bool {
        let is_shown = |bubble: &Bubble| bubble.element.as_ref().is_some_and(|element| is_open(element));
        self.0.try_with_value(is_shown) == Some(true)
    }

    /// Whether an element belongs to what shows the tip, or to the bubble.
    fn covers(self, element: &Element) -> bool {
        let covers = |bubble: &Bubble| {
            let is_in = |outer: &Element| outer.contains(Some(element));
            bubble.anchor.as_ref().is_some_and(is_in) || bubble.element.as_deref().is_some_and(is_in)
        };
        self.0.try_with_value(covers) == Some(true)
    }
}

impl Bubble {
    fn draw(&mut self) {
        let text = |anchor: &Element| {
            anchor.get_attribute("data-tip").or_else(|| anchor.text_content()).unwrap_or_default()
        };
        let anchor = self.anchor.as_ref().map(|anchor| (anchor, text(anchor)));
        let Some((anchor, text)) = anchor.filter(|(_, text)| !text.is_empty()) else {
            if let Some(element) = &self.element {
                element.remove();
            }
            if let Some(watch) = &self.watch {
                watch.observer.disconnect();
            }
            return;
        };
        let element = self.element.get_or_insert_with(bubble);
        let is_cut = anchor.class_list().contains("flc-cut");
        element.set_class_name(if is_cut { "flc-tip flc-mono" } else { "flc-tip" });
        element.set_text_content(Some(&text));
        // Beside its anchor it is within the same dialog, which makes everything else inert.
        let is_beside = element.previous_element_sibling().as_ref() == Some(anchor);
        if (is_beside || anchor.after_with_node_1(element).is_ok())
            && (is_open(element) || element.show_popover().is_ok())
        {
            place(anchor, element, false);
        }
        if let Some(Watch { root, observer, .. }) = &self.watch {
            let changes = MutationObserverInit::new();
            changes.set_child_list(true);
            changes.set_subtree(true);
            // It fails only where nothing is to be watched.
            let _ = observer.observe_with_options(root, &changes);
        }
    }
}

fn bubble() -> HtmlElement {
    let element = Rndr::create_element("span", None);
    Rndr::set_attribute(&element, "popover", "manual");
    Rndr::set_attribute(&element, "aria-hidden", "true");
    element.unchecked_into()
}

pub(super) fn is_open(floating: &web_sys::Element) -> bool {
    floating.matches(":popover-open").unwrap_or(false)
}
