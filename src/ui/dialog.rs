use leptos::prelude::*;

use wasm_bindgen::JsCast;

use super::base::{Text, live, new_id, nothing};
use super::button::{ButtonVariant, button};
use super::el::{ElRef, el};
use super::icon::IconName;
use super::words::words;

/// A native modal dialog, whose body is built anew each time it opens. Escape and its close button set `open` to false
/// and run `on_close`, which may set it to true again: then the dialog stays. Focus returns to where it was. The first button has the focus where no field comes before it,
/// so it is the safe one.
pub fn dialog(
    title: Text,
    open: RwSignal<bool>,
    on_close: Callback<()>,
    body: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let body: Box<dyn Fn() -> AnyView + Send> = Box::new(body);
    let held = ElRef::default();
    let dialog = move || held.get().and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok());
    let title_id = new_id("title");
    let close_word = words().close;
    let shown = Memo::new(move |_| open.get());
    let close = Callback::new(move |()| {
        open.set(false);
        on_close.run(());
    });
    let content = {
        let title_id = title_id.clone();
        live(move || {
            if !shown.get() {
                return nothing();
            }
            // Runs after this content was drawn, so that the browser finds the first field to focus.
            Effect::new(move || {
                if let Some(dialog) = dialog()
                    && !dialog.open()
                {
                    // It fails only for an element that has left the page, and then there is nothing to show.
                    let _ = dialog.show_modal();
                }
            });
            let title = el("h2").class("flc-dialog-title").attr_text("id", title_id.clone()).say(title);
            let button =
                button(close_word).variant(ButtonVariant::Icon).icon(IconName::Close).on_click(close).view();
            // The close button comes last in the order of focus; the style sheet sets it in the corner.
            vec![
                title.view(),
                el("div").class("flc-dialog-body").child(body()).view(),
                el("div").class("flc-dialog-close").child(button).view(),
            ]
            .into_any()
        })
    };
    Effect::new(move || {
        if let (false, Some(dialog)) = (shown.get(), dialog())
            && dialog.open()
        {
            dialog.close();
        }
    });
    el("dialog")
        .themed("flc-dialog")
        .held(held)
        .attr_text("aria-labelledby", title_id)
        .on("cancel", move |event| {
            event.prevent_default();
            close.run(());
        })
        .on("close", move |_| {
            // The browser may close it without asking, on a second Escape.
            if open.try_get_untracked() == Some(true) {
                close.run(());
            }
            if let (Some(true), Some(dialog)) = (open.try_get_untracked(), dialog())
                && !dialog.open()
            {
                // It fails only for an element that has left the page.
                let _ = dialog.show_modal();
            }
        })
        .child(content)
        .view()
}
