use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, scoped};
use super::button::{Button, ButtonVariant};
use super::icon::IconName;
use super::tip::Tips;
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
    let tips = use_context::<Tips>();
    // Chromium asks the dialog once for each click. A second Escape without a click closes it, and with it the dialog
    // below.
    let escape = scoped(move |event: web_sys::KeyboardEvent| {
        // The first Escape belongs to a tip, or to the input method while it composes a syllable.
        let is_taken = event.is_composing() || tips.is_some_and(Tips::is_shown);
        if event.key() == "Escape" && !is_taken {
            event.prevent_default();
            on_close.run(());
        }
    });
    // The browser's other ways to close a dialog, for example the back gesture of a phone.
    let cancelled = scoped(move |event: web_sys::Event| {
        // Otherwise the browser closes the dialog next, and `closed` runs.
        if event.cancelable() {
            event.prevent_default();
            on_close.run(());
        }
    });
    let closed = scoped(move |_| {
        // The event comes in a later task. By then the dialog may be open again.
        let is_closed = dialog.try_get_untracked().flatten().is_some_and(|dialog| !dialog.open());
        if is_closed && open.try_get_untracked() == Some(true) {
            on_close.run(());
            if open.try_get_untracked() == Some(true) {
                show();
            }
        }
    });
    view! {
        <dialog
            class="flc-dialog"
            part="dialog"
            node_ref=dialog
            aria-labelledby=title_id.get_value()
            on:keydown=escape
            on:cancel=cancelled
            on:close=closed
        >
            {move || shown.get().then(&content)}
        </dialog>
    }
}
