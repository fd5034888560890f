use leptos::prelude::*;

use super::base::Text;
use super::cell::{Cell, cell_view};
use super::copy::copy_button;
use super::el::el;
use super::icon::{IconName, draw};
use super::words::words;

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyValue {
    pub label: String,
    pub value: Cell,
}

/// How many bytes of text fill a column.
const LONG: usize = 60;

/// Names and values in columns, as a native description list.
pub fn key_values(items: Signal<Vec<KeyValue>>) -> AnyView {
    let rows = move || {
        let pair = |item: KeyValue| {
            let name = el("dt").text(item.label).view();
            // What is long gets a line of its own.
            let class = match &item.value {
                Cell::MiddleCut(_) | Cell::Code { .. } => "flc-pair flc-long",
                Cell::Text(text) | Cell::Mono(text) if text.len() > LONG => "flc-pair flc-long",
                _ => "flc-pair",
            };
            el("div").class(class).child(name).child(el("dd").child(cell_view(item.value)).view()).view()
        };
        items.get().into_iter().map(pair).collect::<Vec<_>>().into_any()
    };
    el("dl").class("flc-pairs").live(rows).view()
}

/// Text as it is, in a named region that scrolls, with a copy button. `wrap` breaks long lines, for one long path or
/// URL.
pub fn code_block(label: Text, text: Text, wrap: bool) -> AnyView {
    let code = el("pre").child(el("code").say(text).view()).view();
    let region = el("div")
        .class("flc-code-region")
        .attr("role", "region")
        .attr_live("aria-label", label)
        .attr("tabindex", "0")
        .child(code);
    el("div")
        .class(if wrap { "flc-code flc-wrap" } else { "flc-code" })
        .child(region.view())
        .child(copy_button(label, text))
        .view()
}

/// The steps of a wizard. Steps before the current one lead back to it.
pub fn steps(label: Text, steps: Vec<Text>, current: Signal<usize>, on_pick: Callback<usize>) -> AnyView {
    let items: Vec<AnyView> = steps
        .into_iter()
        .enumerate()
        .map(|(at, step)| {
            let state = move || match current.get() {
                now if at < now => "done",
                now if at == now => "current",
                _ => "ahead",
            };
            let name = move || match state() {
                "done" => el("button")
                    .class("flc-step-name")
                    .attr("type", "button")
                    .on("click", move |_| on_pick.run(at))
                    .say(step)
                    .view(),
                _ => el("span").class("flc-step-name").say(step).view(),
            };
            el("li")
                .class("flc-step")
                .attr_of("data-state", move || Some(state()))
                .attr_of("aria-current", move || (state() == "current").then_some("step"))
                .live(name)
                .view()
        })
        .collect();
    el("ol").class("flc-steps").attr("role", "list").attr_live("aria-label", label).children(items).view()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    Ok,
    Missing,
    Wrong,
}

/// One part of a value that was taken apart, e.g. the container of a storage URL.
#[derive(Clone, Debug, PartialEq)]
pub struct PartView {
    pub label: String,
    pub value: String,
    pub state: PartState,
}

/// The parts of a URL as they were understood, for the place under its field.
pub fn parts_line(parts: Signal<Vec<PartView>>, hidden: Signal<bool>) -> AnyView {
    let words = words();
    let part_view = move |part: PartView| {
        let (state, icon, word) = match part.state {
            PartState::Ok => ("ok", IconName::Check, None),
            PartState::Missing => ("missing", IconName::StatusStopped, Some(words.part_missing)),
            PartState::Wrong => ("wrong", IconName::Error, Some(words.part_wrong)),
        };
        let value = if part.value.is_empty() { "–".to_owned() } else { part.value };
        let word = word.map(|word| el("span").class("flc-hidden").text(" ".to_owned()).say(word).view());
        let value = el("span").class("flc-mono").text(value).view();
        el("div")
            .class("flc-part")
            .attr("data-state", state)
            .child(el("dt").child(draw(icon)).text(part.label).view())
            .child(el("dd").child(value).child_if(word).view())
            .view()
    };
    el("dl")
        .class("flc-parts")
        .attr_of("hidden", move || hidden.get().then_some(""))
        .live(move || parts.get().into_iter().map(part_view).collect::<Vec<_>>().into_any())
        .view()
}
