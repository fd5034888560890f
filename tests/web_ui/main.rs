//! The parts of the design system, and the components of the crate in another program, in a browser: each in the
//! document and in an open shadow root.
#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Runs a test in the document and in a shadow root.
macro_rules! in_both {
    ($name:ident, $body:expr) => {
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $name() {
            for shadow in [false, true] {
                $body(shadow).await;
            }
        }
    };
}

mod components;
mod explorer;
mod forms;
mod layers;
mod layout;
mod logs;
mod mount;
mod signals;
mod table;
