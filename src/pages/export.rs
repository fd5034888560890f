//! Export: the loggers that the filter shows, as a file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};

use super::common::{say, speak};
use crate::api::loggers;
use crate::domain::logger::Logger;
use crate::i18n::{lists, words};
use crate::state::listing::List;
use crate::state::{Console, logger_export};
use crate::ui::{Button, ButtonVariant, IconName, Popover};

/// The button with the menu of file formats.
#[component]
pub(super) fn Export(list: List<Logger>) -> impl IntoView {
    let console = list.console;
    let nothing = Signal::derive(move || {
        let is_empty = list.arranged.with(|places| places.is_empty());
        let why = if list.is_early() { lists::NOT_WHOLE } else { words::NOTHING_TO_EXPORT };
        (is_empty || list.is_early()).then(|| console.say(why).to_owned())
    });
    let rows = move || untrack(|| list.arranged_rows());
    let csv = move |()| {
        let names = untrack(|| console.names());
        // Without a byte order mark, a spreadsheet program reads the text in the local code page.
        let text = format!("\u{feff}{}", logger_export::export(&rows(), &names));
        save_file(console, "flow-log-loggers.csv", "text/csv;charset=utf-8", &text);
    };
    let json = move |()| {
        save_file(console, "flow-log-loggers.json", "application/json", &logger_export::export_json(&rows()));
    };
    let curl = move |()| {
        let endpoint =
            console.client().map(|client| client.endpoint().join(loggers::PATH)).unwrap_or_default();
        let script = logger_export::export_curl(&endpoint, &rows());
        save_file(console, "flow-log-loggers.sh", "text/x-shellscript;charset=utf-8", &script);
    };
    view! {
        <Popover label=say(words::EXPORT) icon=IconName::Download closed_by=".flc-button:not([aria-disabled])">
            <div class="flc-menu">
                <Button label=say(lists::AS_CSV) variant=ButtonVariant::Plain off=nothing on_click=csv />
                <Button label=say(lists::AS_JSON) variant=ButtonVariant::Plain off=nothing on_click=json />
                <Button label=say(lists::AS_CURL) variant=ButtonVariant::Plain off=nothing on_click=curl />
            </div>
        </Popover>
    }
}

/// Lets the browser save a text as a file.
fn save_file(console: Console, name: &str, media_type: &str, text: &str) {
    save_parts(console, name, media_type, &js_sys::Array::of1(&text.into()));
}

/// A piece of a file. The browser keeps it, so that the memory of the program does not grow with the file.
pub(super) fn part(text: &str) -> JsValue {
    let text = JsValue::from_str(text);
    let blob = web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&text));
    blob.map_or(text, Into::into)
}

/// Lets the browser save texts and [`part`]s as one file.
pub(super) fn save_parts(console: Console, name: &str, media_type: &str, parts: &js_sys::Array) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    match web_sys::Blob::new_with_str_sequence_and_options(parts, &options) {
        Ok(blob) => save_blob(console, name, &blob),
        Err(_) => refused(console),
    }
}

/// The same for what is no text.
pub(super) fn save_blob(console: Console, name: &str, blob: &web_sys::Blob) {
    let save = || -> Result<(), JsValue> {
        let url = web_sys::Url::create_object_url_with_blob(blob)?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&url);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&url)
    };
    if save().is_err() {
        refused(console);
    }
}

fn refused(console: Console) {
    speak(console.part.urgent, console.say(words::EXPORT_FAILED).to_owned());
}
