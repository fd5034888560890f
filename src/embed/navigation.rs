//! How the route is shown to the outside, and how the outside changes it.

use wasm_bindgen::JsValue;

use super::options::Routing;
use crate::pages::host_events::plain;
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

    fn show(route: &Route, replace: bool) {
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

/// Asks the host before, and shows the route in the address bar or nowhere.
pub(super) struct HostNavigator {
    pub emit: Option<js_sys::Function>,
    pub routing: Routing,
}

impl Navigator for HostNavigator {
    fn lets_go(&self, route: &Route, replace: bool) -> bool {
        let Some(emit) = &self.emit else { return true };
        let detail = plain(&[("route", JsValue::from(route.text())), ("replace", JsValue::from(replace))]);
        let name = JsValue::from_str("flowlog-navigate");
        let answer = emit.call3(&JsValue::UNDEFINED, &name, &detail, &JsValue::TRUE);
        // An error of the host does not prevent the navigation.
        answer.map_or(true, |answer| answer != JsValue::FALSE)
    }

    fn show(&self, route: &Route, replace: bool) {
        if self.routing == Routing::Hash {
            Hash::show(route, replace);
        }
    }
}
