//! How the route is shown to the outside, and how the outside changes it.

use wasm_bindgen::JsValue;

use crate::route::Route;
use crate::state::Navigator;

/// The address bar, behind `#`.
pub(super) struct Hash;

impl Hash {
    /// The route that the address bar shows.
    pub fn current() -> Route {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        Route::parse(&hash)
    }
}

impl Navigator for Hash {
    fn show(&self, route: &Route, replace: bool) {
        let Some(window) = web_sys::window() else { return };
        let href = route.href();
        if window.location().hash().is_ok_and(|hash| hash == href) {
            return;
        }
        // A sandboxed frame forbids history; the console works on without showing its route.
        let _ = window.history().and_then(|history| {
            // The portal's own state object stays where an entry is replaced.
            let state = if replace { history.state()? } else { JsValue::NULL };
            match replace {
                true => history.replace_state_with_url(&state, "", Some(&href)),
                false => history.push_state_with_url(&state, "", Some(&href)),
            }
        });
    }
}

/// Nowhere.
pub(super) struct Memory;

impl Navigator for Memory {
    fn show(&self, _: &Route, _: bool) {}
}
