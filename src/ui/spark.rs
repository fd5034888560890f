use leptos::prelude::*;
use web_sys::Element;

use super::markup::{Inner, Markup, Parts};
use super::plot::{StepValue, outline, scaled};

/// A part of a whole, and what was dropped of that part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub part: u64,
    pub dropped: u64,
    pub whole: u64,
}

/// A small line over time without a scale, for those who see it: the number stands beside it.
#[component]
pub fn Sparkline(#[prop(into)] values: Signal<Vec<StepValue>>) -> impl IntoView {
    redrawn(move || values.with(|values| sparkline(values)))
}

/// How much of a whole something is, for those who see it: the number stands beside it.
#[component]
pub fn ShareBar(#[prop(into)] share: Signal<Share>) -> impl IntoView {
    redrawn(move || share_bar(share.get()))
}

/// A drawing that changes where it stands.
fn redrawn(markup: impl Fn() -> Markup + Copy + 'static) -> impl IntoView {
    let draw = move |place: Element| {
        let mut drawn = Parts::default();
        Effect::new(move || drawn.show(&place, [markup()]));
    };
    view! { <span class="flc-drawing" use:draw></span> }
}

pub(super) fn sparkline(values: &[StepValue]) -> Markup {
    let max = values.iter().map(|value| value.total()).max().unwrap_or_default();
    let path = |class, path| Markup::new("path", class, Inner::Parts(Vec::new())).with("d", path);
    let all = path("flc-spark-all", outline(values.iter().map(|value| value.total()), max));
    let dropped = match values.iter().any(|value| value.dropped > 0) {
        true => outline(values.iter().map(|value| value.dropped), max),
        false => String::new(),
    };
    drawing("flc-spark", vec![all, path("flc-spark-dropped", dropped)])
        .with("viewBox", format!("0 0 {} 100", values.len().max(1)))
        .with("preserveAspectRatio", "none")
}

pub(super) fn share_bar(share: Share) -> Markup {
    let length = |part| scaled(part, share.whole, 1000);
    let bar = |class, length: u32| {
        Markup::new("rect", class, Inner::Parts(Vec::new()))
            .with("width", format!("{}.{}%", length / 10, length % 10))
            .with("height", "100%")
    };
    let bars = vec![
        bar("flc-share-whole", 1000),
        bar("flc-share-part", length(share.part)),
        bar("flc-share-dropped", length(share.dropped)),
    ];
    drawing("flc-share", bars)
}

fn drawing(class: &'static str, parts: Vec<Markup>) -> Markup {
    Markup::new("svg", class, Inner::Parts(parts)).with("aria-hidden", "true")
}
