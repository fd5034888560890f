use leptos::children::ViewFn;
use leptos::html;
use leptos::prelude::*;
use super::base::{memo, effect, callback};

use super::base::{Text, live, new_id, nothing};
use super::button::{Button, ButtonVariant};
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
    let dialog = NodeRef::<html::Dialog>::new();
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
                if let Some(dialog) = dialog.get()
                    && !dialog.open()
                {
                    // It fails only for an element that has left the page, and then there is nothing to show.
                    let _ = dialog.show_modal();
                }
            });
            // The close button comes last in the order of focus; the style sheet sets it in the corner.
            view! {
                <h2 class="flc-dialog-title" id=title_id.clone()>{title}</h2>
                <div class="flc-dialog-body">{children()}</div>
                <footer class="flc-dialog-footer">{footer.run()}</footer>
                <div class="flc-dialog-close">
                    <Button label=close_word variant=ButtonVariant::Icon icon=IconName::Close on_click=close />
                </div>
            }
            .into_any()
        })
    };
    effect(move || {
        if let (false, Some(dialog)) = (shown.get(), dialog.get())
            && dialog.open()
        {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="flc-dialog"
            class:flc-wide=wide
            node_ref=dialog
            aria-labelledby=title_id
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close.run(());
            }
            on:close=move |_| {
                // The browser may close it without asking, on a second Escape.
                if open.try_get_untracked() == Some(true) {
                    close.run(());
                }
            }
        >
            {content}
        </dialog>
    }
    .into_any()
}
