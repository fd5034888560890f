use std::time::Duration;

use leptos::prelude::*;

use wasm_bindgen::prelude::*;

use super::base::Text;
use super::button::{ButtonVariant, button};
use super::el::{ElRef, el};
use super::icon::IconName;
use super::words::words;

/// A button that copies a value. Its name says what it copies, and for two seconds how it went.
pub(super) fn copy_button(what: Text, value: Text) -> AnyView {
    let (copied, failed) = (RwSignal::new(false), RwSignal::new(false));
    let element = ElRef::default();
    let words = words();
    let label = Signal::derive(move || match (copied.get(), failed.get()) {
        (true, _) => words.copied.get(),
        (_, true) => words.copy_failed.get(),
        _ => words.copy_value.run(what.get()),
    });
    let done = move |well: bool| {
        let outcome = if well { copied } else { failed };
        // The row may have gone while the browser was asked.
        outcome.try_set(true);
        let over = move || {
            outcome.try_set(false);
        };
        set_timeout(over, Duration::from_secs(2));
    };
    let copy = Callback::new(move |()| {
        let value = value.get_untracked();
        match clipboard() {
            Some(clipboard) => {
                let well = Closure::once(move |_: JsValue| done(true));
                let ill = Closure::once(move |_: JsValue| done(false));
                let _ = clipboard.write_text(&value).then2(&well, &ill);
                well.forget();
                ill.forget();
            }
            None => {
                let well = element.get().and_then(|near| copy_by_selection(&near, &value));
                done(well == Some(true));
            }
        }
    });
    let button =
        button(label).variant(ButtonVariant::Icon).icon(IconName::Copy).on_click(copy).held(element).view();
    el("span").class("flc-copy").when("data-copied", copied.into()).child(button).view()
}

/// The clipboard, which a page without TLS does not have.
fn clipboard() -> Option<web_sys::Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    clipboard.dyn_into().ok()
}

/// The old way: a selected field beside the button and the browser's own copy command.
fn copy_by_selection(near: &web_sys::Element, value: &str) -> Option<bool> {
    let document = near.owner_document()?;
    let field: web_sys::HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("flc-hidden");
    field.set_value(value);
    let parent = near.parent_node()?;
    parent.append_child(&field).ok()?;
    field.select();
    let document: web_sys::HtmlDocument = document.dyn_into().ok()?;
    let copied = document.exec_command("copy").unwrap_or(false);
    let _ = parent.remove_child(&field);
    if let Some(near) = near.dyn_ref::<web_sys::HtmlElement>() {
        let _ = near.focus();
    }
    Some(copied)
}
