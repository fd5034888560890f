//! Where preferences are kept between visits: the browser's local storage, or what a portal brings.

use wasm_bindgen::{JsCast as _, JsValue};

use crate::state::preferences::Store;

/// Local storage. A browser may forbid it, and it may be full.
pub(super) struct LocalStore;

#[expect(clippy::disallowed_methods, reason = "this is the one place that keeps something in the browser")]
fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

impl Store for LocalStore {
    fn load(&self, key: &str) -> Option<String> {
        local_storage()?.get_item(key).ok()?
    }

    fn save(&self, key: &str, text: &str) -> bool {
        local_storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }
}

/// An object of the portal with `getItem(key)` and `setItem(key, text)`, as local storage has.
pub(super) struct HostStore(pub JsValue);

impl HostStore {
    fn call(&self, method: &str, arguments: &js_sys::Array) -> Option<JsValue> {
        let method = js_sys::Reflect::get(&self.0, &JsValue::from_str(method)).ok()?;
        method.dyn_ref::<js_sys::Function>()?.apply(&self.0, arguments).ok()
    }
}

impl Store for HostStore {
    fn load(&self, key: &str) -> Option<String> {
        self.call("getItem", &js_sys::Array::of1(&JsValue::from_str(key)))?.as_string()
    }

    fn save(&self, key: &str, text: &str) -> bool {
        let arguments = js_sys::Array::of2(&JsValue::from_str(key), &JsValue::from_str(text));
        self.call("setItem", &arguments).is_some()
    }
}
