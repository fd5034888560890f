//! Log files that a page hands over.

use wasm_bindgen::{JsCast as _, JsValue};

use crate::state::explorer::plan::{DeviceFile, HostFile};

/// Files of the device, and files at an address.
pub(super) type Files = (Vec<DeviceFile>, Vec<HostFile>);

/// Those of the device, and those at an address. Anything else is an error, so that a page hears of it.
pub(super) fn read(files: &js_sys::Array) -> Result<Files, JsValue> {
    let (mut device, mut host) = (Vec::new(), Vec::new());
    for (at, given) in files.iter().enumerate() {
        let text =
            |key: &str| js_sys::Reflect::get(&given, &key.into()).ok().and_then(|value| value.as_string());
        let name = if given.is_object() { text("name") } else { None };
        let url = if given.is_object() { text("url") } else { None };
        match (blob_of(&given), name, url) {
            (Some(blob), name, _) => device.push(DeviceFile {
                name: name.unwrap_or_else(|| format!("{}", at + 1)),
                bytes: blob.size().max(0.0) as u64,
                file: blob,
            }),
            (None, Some(name), Some(url)) => host.push(HostFile { name, url }),
            (None, ..) => {
                let why = format!("open: file {} is neither a Blob nor an object with name and url", at + 1);
                return Err(js_sys::TypeError::new(&why).into());
            }
        }
    }
    if !device.is_empty() && !host.is_empty() {
        return Err(js_sys::TypeError::new(
            "open: files of the device and addresses cannot be opened together",
        )
        .into());
    }
    Ok((device, host))
}

/// A `Blob` of whatever window: one of an iframe is no instance of this window's class.
fn blob_of(given: &JsValue) -> Option<web_sys::Blob> {
    let tag = js_sys::Reflect::get(given, &js_sys::Symbol::to_string_tag()).ok()?.as_string()?;
    matches!(tag.as_str(), "Blob" | "File").then(|| given.clone().unchecked_into())
}
