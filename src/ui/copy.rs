use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use super::base::{derive, callback};
use wasm_bindgen::prelude::*;

use super::base::Text;
use super::button::{Button, ButtonVariant};
use super::icon::IconName;
use super::words::words;

#[derive(Clone, Copy, PartialEq)]
enum Copied {
    No,
    Yes,
    Failed,
}

/// A value with a button that copies it.
#[component]
pub fn Copyable(#[prop(into)] value: Text, #[prop(default = true)] monospace: bool) -> AnyView {
    view! {
        <span class="flc-copyable">
            <span class:flc-mono=monospace>{value}</span>
            {copy_button(value)}
        </span>
    }
    .into_any()
}

/// The button alone. Its name says which value it copies, and for two seconds how it went.
pub(super) fn copy_button(value: Text) -> AnyView {
    let state = RwSignal::new(Copied::No);
    let element = NodeRef::<html::Button>::new();
    let words = words();
    let label = derive(move || match state.get() {
        Copied::No => words.copy_value.run(value.get()),
        Copied::Yes => words.copied.get(),
        Copied::Failed => words.copy_failed.get(),
    });
    let done = move |how: Copied| {
        // The row may have gone while the browser was asked.
        state.try_set(how);
        set_timeout(
            move || {
                state.try_set(Copied::No);
            },
            Duration::from_secs(2),
        );
    };
    let copy = callback(move |()| {
        let value = value.get_untracked();
        match clipboard() {
            Some(clipboard) => {
                let ok = Closure::once(move |_: JsValue| done(Copied::Yes));
                let failed = Closure::once(move |_: JsValue| done(Copied::Failed));
                let _ = clipboard.write_text(&value).then2(&ok, &failed);
                ok.forget();
                failed.forget();
            }
            None => {
                let how = element.get_untracked().and_then(|near| copy_by_selection(&near, &value));
                done(if how == Some(true) { Copied::Yes } else { Copied::Failed });
            }
        }
    });
    let icon = derive(move || state.get() == Copied::Yes);
    view! {
        <span class="flc-copy" data-copied=derive(move || icon.get().then_some("true"))>
            <Button label=label variant=ButtonVariant::Icon icon=IconName::Copy on_click=copy element=element />
        </span>
    }
    .into_any()
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
