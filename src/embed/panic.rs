//! The end of a program that found itself broken: said to the page, which shows it.

use wasm_bindgen::JsValue;

/// The event on the window that every element of the page turns into a readable message.
const EVENT: &str = "flowlog-panic";

/// Reports a panic to the browser's console and, as an event, to the page.
pub(super) fn report_to_page() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        let init = web_sys::CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&message));
        if let (Some(window), Ok(event)) =
            (web_sys::window(), web_sys::CustomEvent::new_with_event_init_dict(EVENT, &init))
        {
            // Nothing is left to do for a panic that cannot be shown.
            let _ = window.dispatch_event(&event);
        }
    }));
}
