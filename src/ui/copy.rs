use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlButtonElement};

use super::base::Text;
use super::icon::{Icon, IconName};
use super::tip::Tips;
use super::words::words;

/// A button that copies a value. Its name says what it copies, and for two seconds how it went. What it does on a press
/// is with [`copies`], so that a table can have hundreds of them.
#[component]
pub fn CopyButton(#[prop(into)] what: Text, #[prop(into)] value: Text) -> impl IntoView {
    let copy_value = words().copy_value;
    view! {
        <button
            class="flc-copy"
            part="button icon-only"
            type="button"
            value=value
        >
            {move || copy_value.run(what.get())}
        </button>
    }
}

/// A button with a label that copies a value. For two seconds its label says how it went.
#[component]
pub fn CopyAction(#[prop(into)] label: Text, icon: IconName, #[prop(into)] value: Text) -> impl IntoView {
    view! {
        <button class="flc-button flc-copies" part="button" type="button" value=value>
            {move || label.get()}
            <Icon name=icon/>
        </button>
    }
}

/// Has the copy buttons below the root of a mount copy their values. A directive.
pub fn copies(root: Element) {
    let (words, tips) = (words(), use_context::<Tips>());
    let done = move |button: &Element, well: bool| {
        // The mount may have gone while the browser was asked.
        let outcomes = words.copied.try_get_untracked().zip(words.copy_failed.try_get_untracked());
        let Some((copied, failed)) = outcomes else { return };
        let shown = button.text_content().filter(|text| ![&copied, &failed].contains(&text));
        let name = shown.or_else(|| button.get_attribute(NAME)).unwrap_or_default();
        let outcome = if well { copied } else { failed };
        Rndr::set_attribute(button, NAME, &name);
        rename(button, &outcome, well);
        let button = button.clone();
        let over = move || {
            // Another press may have set it back, and another language its name.
            if button.text_content().as_ref() == Some(&outcome) {
                rename(&button, &name, false);
            }
            tips.inspect(|tips| tips.refresh());
        };
        tips.inspect(|tips| tips.refresh());
        set_timeout(over, Duration::from_secs(2));
    };
    let copy = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest(".flc-copy, .flc-copies").ok()?);
        let Some(button) = button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()) else {
            return;
        };
        let value = button.value();
        match clipboard() {
            Some(clipboard) => {
                let written = clipboard.write_text(&value);
                leptos::task::spawn_local(
                    async move { done(&button, JsFuture::from(written).await.is_ok()) },
                );
            }
            None => done(&button, copy_by_selection(&button, &value) == Some(true)),
        }
    };
    let listener = root.on(ev::click, copy);
    on_cleanup(move || drop(listener));
}

/// Keeps the name of a button while it says how the last copy went.
const NAME: &str = "data-name";

fn rename(button: &Element, name: &str, is_copied: bool) {
    // The text stays the node that it is: it may follow the language.
    if let Some(text) = button.first_child() {
        text.set_node_value(Some(name));
    }
    // The name of the attribute is ours: the call cannot fail.
    let _ = button.toggle_attribute_with_force("data-copied", is_copied);
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
