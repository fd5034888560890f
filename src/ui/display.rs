use leptos::prelude::*;
use super::base::{derive, memo};

use super::base::{Text, clicked, live, no};
use super::cell::{Cell, cell_view};
use super::copy::copy_button;
use super::icon::{IconName, draw};
use super::words::words;

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyValue {
    pub label: String,
    pub value: Cell,
}

/// Names and values in columns, as a native description list.
#[component]
pub fn KeyValues(#[prop(into)] items: Signal<Vec<KeyValue>>) -> AnyView {
    let items = memo(move || items.get());
    let rows = live(move || {
        let rows: Vec<AnyView> = items
            .get()
            .into_iter()
            .map(|item| {
                view! { <div class="flc-pair"><dt>{item.label}</dt><dd>{cell_view(item.value)}</dd></div> }
                    .into_any()
            })
            .collect();
        rows.into_any()
    });
    view! { <dl class="flc-pairs">{rows}</dl> }.into_any()
}

/// Text as it is, in a named region that scrolls, with a copy button.
#[component]
pub fn CodeBlock(
    #[prop(into)] label: Text,
    #[prop(into)] text: Text,
    /// Breaks long lines, for one long path or URL.
    #[prop(optional)]
    wrap: bool,
) -> AnyView {
    view! {
        <div class="flc-code" class:flc-wrap=wrap>
            <div class="flc-code-region" role="region" aria-label=label tabindex="0">
                <pre><code>{text}</code></pre>
            </div>
            {copy_button(text)}
        </div>
    }
    .into_any()
}

/// The steps of a wizard. Steps before the current one lead back to it.
#[component]
pub fn Steps(
    #[prop(into)] label: Text,
    steps: Vec<Text>,
    #[prop(into)] current: Signal<usize>,
    #[prop(into)] on_pick: Callback<usize>,
) -> AnyView {
    let items: Vec<AnyView> = steps
        .into_iter()
        .enumerate()
        .map(|(at, step)| {
            let state = derive(move || match current.get() {
                now if at < now => "done",
                now if at == now => "current",
                _ => "ahead",
            });
            let name = live(move || {
                if state.get() == "done" {
                    view! {
                        <button class="flc-step-name" type="button" on:click=clicked(move |_| on_pick.run(at))>
                            {step}
                        </button>
                    }
                    .into_any()
                } else {
                    view! { <span class="flc-step-name">{step}</span> }.into_any()
                }
            });
            view! {
                <li
                    class="flc-step"
                    data-state=state
                    aria-current=derive(move || (state.get() == "current").then_some("step"))
                >
                    {name}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="flc-steps" role="list" aria-label=label>{items}</ol> }.into_any()
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
#[component]
pub fn PartsLine(
    #[prop(into)] parts: Signal<Vec<PartView>>,
    #[prop(default = no(), into)] hidden: Signal<bool>,
) -> AnyView {
    let words = words();
    let items = live(move || {
        let items: Vec<AnyView> = parts
            .get()
            .into_iter()
            .map(|part| {
                let (state, icon, word) = match part.state {
                    PartState::Ok => ("ok", IconName::Check, None),
                    PartState::Missing => ("missing", IconName::StatusStopped, Some(words.part_missing)),
                    PartState::Wrong => ("wrong", IconName::Error, Some(words.part_wrong)),
                };
                let value = if part.value.is_empty() { "–".to_owned() } else { part.value };
                view! {
                    <div class="flc-part" data-state=state>
                        <dt>{draw(icon)}{part.label}</dt>
                        <dd><span class="flc-mono">{value}</span>
                        {word.map(|word| view! { <span class="flc-hidden">" "{word}</span> }.into_any())}</dd>
                    </div>
                }
                .into_any()
            })
            .collect();
        items.into_any()
    });
    view! { <dl class="flc-parts" hidden=hidden>{items}</dl> }.into_any()
}
