//! What the console has to know about Leptos' signals.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

/// What an effect sees of a number and of a memo made of it, which does not change, while the number becomes 2.
async fn seen(read: fn(Memo<i32>, Memo<bool>) -> (i32, bool)) -> Vec<(i32, bool)> {
    let place = document().create_element("div").expect("an element").unchecked_into();
    let (number, seen) = (ArcRwSignal::new(1), ArcRwSignal::new(Vec::new()));
    let _program = {
        let (number, seen) = (number.clone(), seen.clone());
        mount_to(place, move || {
            let inner = Memo::new(move |_| number.get());
            let is_large = Memo::new(move |_| inner.get() > 10);
            Effect::new(move || {
                let now = read(inner, is_large);
                seen.update(|seen| seen.push(now));
            });
        })
    };
    TimeoutFuture::new(10).await;
    number.set(2);
    TimeoutFuture::new(10).await;
    seen.get_untracked()
}

/// Where this fails, the library has changed: then nobody has to mind the order any more (ARCHITECTURE.md, "A memo made of
/// another memo").
#[wasm_bindgen_test]
async fn an_effect_that_reads_a_memo_of_a_memo_first_misses_a_change() {
    let first = seen(|inner, is_large| {
        let is_large = is_large.get();
        (inner.get(), is_large)
    });
    assert_eq!(first.await, [(1, false)]);
}

#[wasm_bindgen_test]
async fn an_effect_that_reads_the_inner_memo_first_misses_nothing() {
    assert_eq!(seen(|inner, is_large| (inner.get(), is_large.get())).await, [(1, false), (2, false)]);
}
