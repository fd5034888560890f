use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use super::base::Text;
use super::button::{Button, ButtonVariant};
use super::icon::IconName;
use super::words::words;

/// A button that copies a value. Its name says what it copies, and for two seconds how it went.
#[component]
pub fn CopyButton(#[prop(into)] what: Text, #[prop(into)] value: Text) -> impl IntoView {
    let (copied, failed) = (RwSignal::new(false), RwSignal::new(false));
    let button = NodeRef::<html::Button>::new();
    let words = words();
    let label = move || match (copied.get(), failed.get()) {
        (true, _) => words.copied.get(),
        (_, true) => words.copy_failed.get(),
        _ => words.copy_value.run(what.get()),
    };
    let done = move |well: bool| {
        let outcome = if well { copied } else { failed };
        // The row may have gone while the browser was asked.
        outcome.try_set(true);
        let over = move || {
            outcome.try_set(false);
        };
        set_timeout(over, Duration::from_secs(2));
    };
    let copy = move |()| {
        let value = value.get_untracked();
        match clipboard() {
            Some(clipboard) => {
                let written = clipboard.write_text(&value);
                leptos::task::spawn_local(async move { done(JsFuture::from(written).await.is_ok()) });
            }
            None => {
                let well = button.get_untracked().and_then(|button| copy_by_selection(&button, &value));
                done(well == Some(true));
            }
        }
    };
    view! {
        <span class="flc-copy" data-copied=move || copied.get().then_some("true")>
            <Button
                label
                variant=ButtonVariant::Icon
                icon=IconName::Copy
                on_click=copy
                node_ref=button
            />
        </span>
    }
}

/// The clipboard, which a page without TLS does not have.
fn clipboard() -> Option<web_sys::Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    clipboard.dyn_into().ok()
}

/// The old way: a selected field beside the button and the browser's own copy command.
fn copy_by_selection(near: &web_sys::HtmlElement, value: &str) -> Option<bool> {
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
    let _ = near.focus();
    Some(copied)
}
