use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, scoped};
use super::button::{Button, ButtonVariant};
use super::icon::IconName;
use super::words::words;

/// A native modal dialog. Its content is made each time it opens. Escape and the close button run `on_close`; the dialog
/// stays while `open` does. The browser focuses the first field or button, so the first button must be the safe one. On
/// closing, the focus returns to where it was.
#[component]
pub fn Dialog(
    #[prop(into)] title: Text,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = StoredValue::new(new_id("title"));
    let close_word = words().close;
    let shown = Memo::new(move |_| open.get());
    // It fails only for an element that is not in the page.
    let show = move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    };
    let content = move || {
        // An effect runs after the content is drawn, so the browser finds the first field.
        Effect::new(show);
        view! {
            <h2 class="flc-dialog-title" id=title_id.get_value()>
                {title}
            </h2>
            <div class="flc-dialog-body">{children()}</div>
            // The close button is last in the focus order; the style sheet moves it to the corner.
            <div class="flc-dialog-close">
                <Button label=close_word variant=ButtonVariant::Icon icon=IconName::Close on_click=on_close/>
            </div>
        }
    };
    Effect::new(move || {
        if let (false, Some(dialog)) = (shown.get(), dialog.get_untracked())
            && dialog.open()
        {
            dialog.close();
        }
    });
    let cancelled = scoped(move |event: web_sys::Event| {
        event.prevent_default();
        on_close.run(());
    });
    let closed = scoped(move |_| {
        // A second Escape closes the dialog without a `cancel` event.
        if open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
        if open.try_get_untracked() == Some(true) {
            show();
        }
    });
    view! {
        <dialog
            class="flc-dialog"
            part="dialog"
            node_ref=dialog
            aria-labelledby=title_id.get_value()
            on:cancel=cancelled
            on:close=closed
        >
            {move || shown.get().then(&content)}
        </dialog>
    }
}
