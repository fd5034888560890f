use leptos::children::ViewFn;
use leptos::prelude::*;

use crate::reactive::{Callback, RwSignal};
use wasm_bindgen::JsCast;

use super::base::{Text, live, new_id, nothing};
use crate::reactive::{callback, effect, memo};
use super::button::{Button, ButtonVariant};
use super::el::{ElRef, el};
use super::icon::IconName;
use super::words::words;

/// A native modal dialog. Escape and its close button run `on_close`; focus returns to where it was.
/// The footer's first button has the focus where no field comes before it, so it is the safe one.
#[component]
pub fn Dialog(
    #[prop(into)] title: Text,
    open: RwSignal<bool>,
    /// Runs on Escape and on the close button, after `open` was set to false.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    #[prop(optional, into)] footer: ViewFn,
    #[prop(optional)] wide: bool,
    /// Built anew each time the dialog opens.
    children: ChildrenFn,
) -> AnyView {
    let held = ElRef::default();
    let dialog = move || held.get().and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok());
    let title_id = new_id("title");
    let close_word = words().close;
    let shown = memo(move || open.get());
    let close = callback(move |()| {
        open.set(false);
        if let Some(run) = on_close {
            run.run(());
        }
    });
    let content = {
        let title_id = title_id.clone();
        live(move || {
            if !shown.get() {
                return nothing();
            }
            // Runs after this content was drawn, so that the browser finds the first field to focus.
            effect(move || {
                if let Some(dialog) = dialog()
                    && !dialog.open()
                {
                    // It fails only for an element that has left the page, and then there is nothing to show.
                    let _ = dialog.show_modal();
                }
            });
            let (variant, icon) = (ButtonVariant::Icon, IconName::Close);
            let title = el("h2").class("flc-dialog-title").attr_text("id", title_id.clone()).say(title);
            let button = view! { <Button label=close_word variant icon on_click=close /> }.into_any();
            // The close button comes last in the order of focus; the style sheet sets it in the corner.
            vec![
                title.view(),
                el("div").class("flc-dialog-body").child(children()).view(),
                el("footer").class("flc-dialog-footer").child(footer.run()).view(),
                el("div").class("flc-dialog-close").child(button).view(),
            ]
            .into_any()
        })
    };
    effect(move || {
        if let (false, Some(dialog)) = (shown.get(), dialog())
            && dialog.open()
        {
            dialog.close();
        }
    });
    el("dialog")
        .class(if wide { "flc-dialog flc-wide" } else { "flc-dialog" })
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
        })
        .child(content)
        .view()
}
