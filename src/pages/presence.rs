//! Whether the page is visible, and whether the browser is online.

use futures_util::future::LocalBoxFuture;
use wasm_bindgen_futures::JsFuture;

use crate::state::builds::Presence;

/// The document and its window.
pub(super) struct Page;

/// Event listeners, which are removed when this is dropped.
struct Listening {
    places: Vec<(web_sys::EventTarget, &'static str)>,
    told: js_sys::Function,
}

impl Drop for Listening {
    fn drop(&mut self) {
        for (place, event) in &self.places {
            // It fails only for a listener that was never added.
            let _ = place.remove_event_listener_with_callback(event, &self.told);
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
        let mut places: Vec<(web_sys::EventTarget, &'static str)> = Vec::new();
        if let Some(window) = web_sys::window() {
            places.extend(window.document().map(|document| (document.into(), "visibilitychange")));
            places.push((window.clone().into(), "online"));
            places.push((window.into(), "offline"));
        }
        let mut listening = None;
        let changed = js_sys::Promise::new(&mut |told, _| {
            for (place, event) in &places {
                // Without the event, the next poll comes at its usual time.
                let _ = place.add_event_listener_with_callback(event, &told);
            }
            listening = Some(Listening { places: std::mem::take(&mut places), told });
        });
        Box::pin(async move {
            let _listening = listening;
            // The promise never rejects.
            let _ = JsFuture::from(changed).await;
        })
    }
}
