use leptos::prelude::*;

use super::base::Text;
use super::button::Button;
use super::icon::IconName;

/// How far something is that takes long: a bar, numbers in words, and a way to stop it.
#[component]
pub fn LoadProgress(
    /// Names the bar.
    #[prop(into)]
    label: Text,
    /// What is done, and of how much; the bar only moves where nobody knows how much.
    #[prop(into)]
    done: Signal<(u64, Option<u64>)>,
    /// The numbers, such as "12 of 40 files".
    #[prop(into)]
    facts: Signal<Vec<String>>,
    #[prop(into)] cancel: Text,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    // In thousandths: an attribute holds no number of 64 bits exactly.
    let value = move || match done.get() {
        (done, Some(of)) if of > 0 => Some((done.min(of) as f64 / of as f64 * 1000.0) as u32),
        _ => None,
    };
    let facts = move || facts.get().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <div class="flc-progress">
            <progress class="flc-progress-bar" max="1000" value=value aria-label=label></progress>
            <ul class="flc-progress-facts flc-digits">{facts}</ul>
            <Button label=cancel icon=IconName::Close on_click=on_cancel/>
        </div>
    }
}
