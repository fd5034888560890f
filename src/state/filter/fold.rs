//! Letters without upper and lower case.

/// The text in lower case. The browser knows every script; Rust's own tables would have to be downloaded.
pub(in crate::state) fn fold(mut text: String) -> String {
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    lower(&text)
}

#[cfg(target_arch = "wasm32")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}
