//! The style sheet in the root that a console stands in.

use std::cell::RefCell;

use wasm_bindgen::{JsCast as _, JsValue};

use crate::ui::STYLES;

const ADOPTED: &str = "adoptedStyleSheets";

/// The console's style sheet in a shadow root or document.
pub(super) struct Sheet {
    root: web_sys::Node,
    sheet: RefCell<js_sys::Object>,
}

impl Sheet {
    /// Has `root` adopt the console's style sheet.
    pub fn adopt(root: web_sys::Node) -> Result<Sheet, JsValue> {
        let sheet = RefCell::new(made(&root)?);
        let sheet = Sheet { root, sheet };
        sheet.enter()?;
        Ok(sheet)
    }

    /// The root stands in another document, which knows only sheets of its own.
    pub fn follow(&self) -> Result<(), JsValue> {
        self.release();
        self.sheet.replace(made(&self.root)?);
        self.enter()
    }

    /// Takes the style sheet out again.
    pub fn release(&self) {
        if let Ok(sheets) = sheets_of(&self.root) {
            let kept = sheets.filter(&mut |other, _, _| !js_sys::Object::is(&other, &self.sheet.borrow()));
            // The root may be gone with its sheets, which is what was wanted.
            let _ = js_sys::Reflect::set(&self.root, &JsValue::from_str(ADOPTED), &kept);
        }
    }

    fn enter(&self) -> Result<(), JsValue> {
        let sheets = sheets_of(&self.root)?;
        sheets.push(&self.sheet.borrow());
        js_sys::Reflect::set(&self.root, &JsValue::from_str(ADOPTED), &sheets).map(|_| ())
    }
}

/// The sheet, of the document that `root` stands in. Made by name: the constructor and `adoptedStyleSheets` are not
/// in the bindings.
fn made(root: &web_sys::Node) -> Result<js_sys::Object, JsValue> {
    let view = root.owner_document().and_then(|document| document.default_view());
    let view = view.map_or_else(|| js_sys::global().into(), JsValue::from);
    // A function of another window is none of this window's.
    let constructor = js_sys::Reflect::get(&view, &JsValue::from_str("CSSStyleSheet"))?;
    let constructor: js_sys::Function = constructor.unchecked_into();
    let sheet = js_sys::Reflect::construct(&constructor, &js_sys::Array::new())?;
    let replace: js_sys::Function =
        js_sys::Reflect::get(&sheet, &JsValue::from_str("replaceSync"))?.unchecked_into();
    replace.call1(&sheet, &JsValue::from_str(STYLES))?;
    Ok(sheet.unchecked_into())
}

/// A copy of the sheets that `root` has adopted.
fn sheets_of(root: &web_sys::Node) -> Result<js_sys::Array, JsValue> {
    Ok(js_sys::Array::from(&js_sys::Reflect::get(root, &JsValue::from_str(ADOPTED))?))
}
