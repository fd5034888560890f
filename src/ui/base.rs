use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

use wasm_bindgen::JsCast;

/// A word or sentence that a person reads; it follows the language at run time.
pub type Text = Signal<String>;

/// A text that never changes.
pub fn text(value: &str) -> Text {
    Signal::stored(value.to_owned())
}

/// Numbers the ids of one mount.
#[derive(Clone, Default)]
pub(super) struct IdCounter(Arc<AtomicU32>);

/// Lets the ids of the mounts below stay apart from those of other mounts in the same document or shadow root.
pub fn keep_ids_apart() {
    const APART: f64 = 4_000_000_000.0;
    let start = (js_sys::Math::random() * APART) as u32;
    provide_context(IdCounter(Arc::new(AtomicU32::new(start))));
}

/// An id that no other element of this mount has. Ids do not cross shadow roots, so a mount is scope enough.
pub fn new_id(prefix: &str) -> String {
    let counter = use_context::<IdCounter>().unwrap_or_else(|| {
        let counter = IdCounter::default();
        provide_context(counter.clone());
        counter
    });
    let number = counter.0.fetch_add(1, Ordering::Relaxed);
    format!("flc-{prefix}-{number}")
}

/// Lets an event handler run under the owner of the view that it is written in: it finds the context there, and a task
/// that it starts ends with that view. Leptos runs handlers without an owner. After the owner has gone nothing runs.
pub fn scoped<E>(mut run: impl FnMut(E) + 'static) -> impl FnMut(E) {
    let owner = Owner::current().map(|owner| owner.downgrade());
    move |event| match &owner {
        Some(owner) => {
            if let Some(owner) = owner.upgrade() {
                owner.with(|| run(event));
            }
        }
        None => run(event),
    }
}

/// A handler of keys. A key belongs to the input method while it composes a syllable; some browsers say so by the code 229
/// alone.
pub(super) fn on_key(mut run: impl FnMut(web_sys::KeyboardEvent)) -> impl FnMut(web_sys::KeyboardEvent) {
    move |event| {
        if !event.is_composing() && event.key_code() != 229 {
            run(event);
        }
    }
}

/// The names under which a page around the console styles what has these classes: the same without `flc-`.
pub(super) fn parts_of(classes: &str) -> String {
    classes.replace("flc-", "")
}

/// Focuses the first element under `root` that fits a selector, and says whether there was one.
pub fn focus_within(root: &web_sys::Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten();
    let found = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// Focuses the first control under `root` that is marked `aria-invalid`, and says whether there was one.
pub fn focus_first_invalid(root: &web_sys::Element) -> bool {
    let Ok(Some(found)) = root.query_selector("[aria-invalid=true],[data-invalid=true]") else {
        return false;
    };
    // A group of radios carries the mark itself; its first input takes the focus.
    focus_within(&found, "input")
        || found.dyn_into::<web_sys::HtmlElement>().is_ok_and(|control| control.focus().is_ok())
}

/// Focuses the first element that fits `selector` in the nearest ancestor of `near` that has one. For a control that
/// is about to go, and would take the focus with it.
pub fn focus_nearest(near: &web_sys::Element, selector: &str) {
    let mut around = near.parent_element();
    while let Some(ancestor) = around {
        if focus_within(&ancestor, selector) {
            return;
        }
        around = ancestor.parent_element();
    }
}

/// Runs what a valid form leads to; a form with a fault gets the focus on its first wrong control instead.
/// It looks after the messages that the caller has just switched on were drawn.
pub fn when_valid(form: web_sys::Element, run: impl FnOnce() + 'static) {
    let owner = Owner::current().map(|owner| owner.downgrade());
    let run: Box<dyn FnOnce()> = Box::new(run);
    let look = move || {
        if focus_first_invalid(&form) {
            return;
        }
        match owner {
            // A form that has gone in the meantime sends nothing.
            Some(owner) => drop(owner.upgrade().map(|owner| owner.with(run))),
            None => run(),
        }
    };
    set_timeout(look, std::time::Duration::ZERO);
}
