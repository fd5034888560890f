//! The style sheet in the root that a console stands in.

use wasm_bindgen::{JsCast as _, JsValue};

use crate::text::join;
use crate::ui::STYLES;

const ADOPTED: &str = "adoptedStyleSheets";

/// Adopts the console's style sheet in a shadow root or document, and gives it back.
pub(super) fn adopt(root: &web_sys::Node) -> Result<js_sys::Object, JsValue> {
    // Made by name: the constructor and `adoptedStyleSheets` are not in the bindings.
    let constructor: js_sys::Function =
        js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("CSSStyleSheet"))?.dyn_into()?;
    let sheet: js_sys::Object =
        js_sys::Reflect::construct(&constructor, &js_sys::Array::new())?.dyn_into()?;
    extend(&sheet, "")?;
    let sheets = sheets_of(root)?;
    sheets.push(&sheet);
    js_sys::Reflect::set(root, &JsValue::from_str(ADOPTED), &sheets)?;
    Ok(sheet)
}

/// Adds `more` to the console's style sheet.
pub(super) fn extend(sheet: &js_sys::Object, more: &str) -> Result<(), JsValue> {
    let replace: js_sys::Function =
        js_sys::Reflect::get(sheet, &JsValue::from_str("replaceSync"))?.dyn_into()?;
    replace.call1(sheet, &JsValue::from_str(&join(&[STYLES, more], ""))).map(|_| ())
}

/// Takes the style sheet out again.
pub(super) fn release(root: &web_sys::Node, sheet: &js_sys::Object) {
    if let Ok(sheets) = sheets_of(root) {
        let kept = sheets.filter(&mut |other, _, _| !js_sys::Object::is(&other, sheet));
        // The root may be gone with its sheets, which is what was wanted.
        let _ = js_sys::Reflect::set(root, &JsValue::from_str(ADOPTED), &kept);
    }
}

/// A copy of the sheets that `root` has adopted.
fn sheets_of(root: &web_sys::Node) -> Result<js_sys::Array, JsValue> {
    Ok(js_sys::Array::from(&js_sys::Reflect::get(root, &JsValue::from_str(ADOPTED))?))
}
