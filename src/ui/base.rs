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

/// Focuses the first control under `root` that is marked `aria-invalid`, and says whether there was one.
pub fn focus_first_invalid(root: &web_sys::Element) -> bool {
    let Ok(Some(found)) = root.query_selector("[aria-invalid=true],[data-invalid=true]") else {
        return false;
    };
    // A group of radios carries the mark itself; its first input takes the focus.
    let target = match found.query_selector("input") {
        Ok(Some(inner)) => inner,
        _ => found,
    };
    match target.dyn_into::<web_sys::HtmlElement>() {
        Ok(element) => element.focus().is_ok(),
        Err(_) => false,
    }
}

/// Runs what a valid form leads to; a form with a fault gets the focus on its first wrong control instead.
/// It looks after the messages that the caller has just switched on were drawn.
pub fn when_valid(form: web_sys::Element, run: impl FnOnce() + 'static) {
    let owner = Owner::current();
    let run: Box<dyn FnOnce()> = Box::new(run);
    let look = move || {
        if focus_first_invalid(&form) {
            return;
        }
        match owner {
            Some(owner) => owner.with(run),
            None => run(),
        }
    };
    set_timeout(look, std::time::Duration::ZERO);
}

pub(super) fn no_text() -> Signal<Option<String>> {
    Signal::stored(None)
}

pub(super) fn no() -> Signal<bool> {
    Signal::stored(false)
}

/// A view that follows its signals. The box keeps the compiled code of all such views in one place.
pub(super) fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    boxed.into_any()
}

pub(super) fn nothing() -> AnyView {
    ().into_any()
}

/// `Some("true")` where the state holds; an absent attribute otherwise.
pub(super) fn flag(on: Signal<bool>) -> Signal<Option<&'static str>> {
    derive(move || on.get().then_some("true"))
}

pub(super) type OnClick = Box<dyn FnMut(web_sys::MouseEvent)>;
pub(super) type OnKey = Box<dyn FnMut(web_sys::KeyboardEvent)>;

pub(super) fn clicked(run: impl FnMut(web_sys::MouseEvent) + 'static) -> OnClick {
    Box::new(run)
}

pub(super) fn keyed(run: impl FnMut(web_sys::KeyboardEvent) + 'static) -> OnKey {
    Box::new(run)
}

// Each closure is a type of its own, and every generic function of the reactive system is compiled anew for each.
// Boxed, all closures of one result share one copy, which halves the program.

/// [`Signal::derive`], compiled once for each `T`.
pub fn derive<T: Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let read: Box<dyn Fn() -> T + Send + Sync> = Box::new(read);
    Signal::derive(read)
}

/// [`Memo::new`], compiled once for each `T`.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let read: Box<dyn Fn() -> T + Send + Sync> = Box::new(read);
    Memo::new(move |_| read())
}

/// [`Effect::new`], compiled once.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// [`Callback::new`], compiled once for each pair of types.
pub fn callback<I: 'static, O: 'static>(run: impl Fn(I) -> O + Send + Sync + 'static) -> Callback<I, O> {
    let run: Box<dyn Fn(I) -> O + Send + Sync> = Box::new(run);
    Callback::new(move |input| run(input))
}
