//! Whether the page is visible, and whether the browser is online.

use futures_util::future::LocalBoxFuture;
use wasm_bindgen_futures::JsFuture;

use crate::state::builds::Presence;

/// The events that tell of a change. All of them reach the window.
const EVENTS: [&str; 3] = ["visibilitychange", "online", "offline"];

/// The document and its window.
pub(super) struct Page;

/// Event listeners, which are removed when this is dropped.
struct Listening(web_sys::Window, js_sys::Function);

impl Drop for Listening {
    fn drop(&mut self) {
        for event in EVENTS {
            // It fails only for a listener that was never added.
            let _ = self.0.remove_event_listener_with_callback(event, &self.1);
        }
    }
}

impl Presence for Page {
    fn is_away(&self) -> bool {
        web_sys::window().is_some_and(|window| {
            !window.navigator().on_line() || window.document().is_some_and(|document| document.hidden())
        })
    }

    fn change(&self) -> LocalBoxFuture<'static, ()> {
        let mut listening = None;
        let changed = js_sys::Promise::new(&mut |told, _| {
            let Some(window) = web_sys::window() else { return };
            for event in EVENTS {
                // Without the event, the next poll comes at its usual time.
                let _ = window.add_event_listener_with_callback(event, &told);
            }
            listening = Some(Listening(window, told));
        });
        Box::pin(async move {
            let _listening = listening;
            // The promise never rejects.
            let _ = JsFuture::from(changed).await;
        })
    }
}
