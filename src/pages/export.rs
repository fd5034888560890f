//! Files for a person to save.

use leptos::prelude::*;

use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::state::{Console, logger_list};

/// The loggers as CSV.
pub(super) fn loggers(console: Console, loggers: &[Logger]) {
    let names = untrack(|| console.names());
    save_file(console, "flow-log-loggers.csv", &logger_list::export(loggers, &names));
}

/// Hands a text to the browser as a file to save.
fn save_file(console: Console, name: &str, text: &str) {
    use wasm_bindgen::{JsCast as _, JsValue};
    let save = || -> Result<(), JsValue> {
        // Spreadsheets take a text without the mark for one of the local code page.
        let parts = js_sys::Array::of2(&JsValue::from_str("\u{feff}"), &JsValue::from_str(text));
        let options = web_sys::BlobPropertyBag::new();
        options.set_type("text/csv;charset=utf-8");
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let url = web_sys::Url::create_object_url_with_blob(&blob)?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&url);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&url)
    };
    if save().is_err() {
        console.part.urgent.set(console.say(words::EXPORT_FAILED).to_owned());
    }
}
