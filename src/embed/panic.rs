//! Reports a panic to the page, which shows it.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reports each panic to the browser's console, and to the page as an event of this name on the window. Each build has
/// its own name, so that a panic of one does not stop another.
#[wasm_bindgen(js_name = reportPanics)]
pub fn report_panics(event: String) {
    std::panic::set_hook(Box::new(move |info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        let init = web_sys::CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&message));
        if let (Some(window), Ok(event)) =
            (web_sys::window(), web_sys::CustomEvent::new_with_event_init_dict(&event, &init))
        {
            // Nothing is left to do for a panic that cannot be shown.
            let _ = window.dispatch_event(&event);
        }
    }));
}
