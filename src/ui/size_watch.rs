use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

use leptos::prelude::*;

/// Tells of the sizes of elements.
struct SizeWatch {
    observer: ResizeObserver,
    /// The observer calls it.
    _changed: Closure<dyn Fn()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Runs when one of the elements gets a size, or another one, until the owner goes.
pub(super) fn on_size(elements: &[&Element], changed: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn()>::new(changed);
    // It fails for no function.
    let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
    for element in elements {
        observer.observe(element);
    }
    StoredValue::new_local(SizeWatch { observer, _changed: changed });
}
