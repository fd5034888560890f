use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;

use super::base::{Text, scoped};
use super::cell::{Brush, Cell};
use super::copy::CopyButton;
use super::icon::{Icon, IconName};
use super::words::words;

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyValue {
    pub label: String,
    pub value: Cell,
}

/// How many bytes of text fill a column.
const LONG: usize = 60;

/// Names and values in columns, as a native description list. A value that changes is drawn anew.
#[component]
pub fn KeyValues(#[prop(into)] items: Signal<Vec<KeyValue>>) -> impl IntoView {
    let brush = Brush::new();
    let draw = move |place: web_sys::Element, cell: Cell| {
        // It is drawn again in another language.
        Effect::new(move || {
            place.set_text_content(None);
            Rndr::insert_node(&place, &brush.markup(&cell).draw(), None);
        });
    };
    let pair = move |KeyValue { label, value }| {
        // What is long gets a line of its own.
        let class = match &value {
            Cell::MiddleCut(_) | Cell::Code { .. } => "flc-pair flc-long",
            Cell::Text(text) | Cell::Mono(text) if text.len() > LONG => "flc-pair flc-long",
            _ => "flc-pair",
        };
        view! {
            <div class=class>
                <dt>{label}</dt>
                <dd use:draw=value></dd>
            </div>
        }
    };
    view! {
        <dl class="flc-pairs">
            <For each=move || items.get() key=KeyValue::clone children=pair/>
        </dl>
    }
}

/// Text as it is, in a named region that scrolls, with a copy button.
#[component]
pub fn CodeBlock(
    #[prop(into)] label: Text,
    #[prop(into)] text: Text,
    /// Breaks long lines, for one long path or URL.
    #[prop(optional)]
    wrap: bool,
) -> impl IntoView {
    view! {
        <div class=if wrap { "flc-code flc-wrap" } else { "flc-code" }>
            <div class="flc-code-region" role="region" aria-label=label tabindex="0">
                <pre><code prop:textContent=text></code></pre>
            </div>
            <CopyButton what=label value=text/>
        </div>
    }
}

/// The steps of a wizard. Steps before the current one lead back to it.
#[component]
pub fn Steps(
    #[prop(into)] label: Text,
    steps: Vec<Text>,
    #[prop(into)] current: Signal<usize>,
    #[prop(into)] on_pick: Callback<usize>,
) -> impl IntoView {
    let step = |(at, name)| view! { <Step at name current on_pick/> };
    view! {
        <ol class="flc-steps" role="list" aria-label=label>
            {steps.into_iter().enumerate().map(step).collect::<Vec<_>>()}
        </ol>
    }
}

#[component]
fn Step(at: usize, name: Text, current: Signal<usize>, on_pick: Callback<usize>) -> impl IntoView {
    let state = move || match current.get() {
        now if at < now => "done",
        now if at == now => "current",
        _ => "ahead",
    };
    let face = move || match state() {
        "done" => {
            let pick = scoped(move |_| on_pick.run(at));
            view! { <button type="button" on:click=pick>{name}</button> }.into_any()
        }
        _ => view! { <span>{name}</span> }.into_any(),
    };
    view! {
        <li class="flc-step" data-state=state aria-current=move || (state() == "current").then_some("step")>
            {face}
        </li>
    }
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
    #[prop(into)] hidden: Signal<bool>,
) -> impl IntoView {
    let words = words();
    let part_view = move |PartView { label, value, state }| {
        let (state, icon, word) = match state {
            PartState::Ok => ("ok", IconName::Check, None),
            PartState::Missing => ("missing", IconName::StatusStopped, Some(words.part_missing)),
            PartState::Wrong => ("wrong", IconName::Error, Some(words.part_wrong)),
        };
        let value = if value.is_empty() { "–".to_owned() } else { value };
        view! {
            <div class="flc-part" data-state=state>
                <dt>
                    <Icon name=icon/>
                    {label}
                </dt>
                <dd>
                    <span class="flc-mono">{value}</span>
                    {word.map(|word| view! { <span class="flc-hidden">" " {word}</span> })}
                </dd>
            </div>
        }
    };
    view! {
        <dl class="flc-parts" hidden=hidden>
            {move || parts.get().into_iter().map(part_view).collect::<Vec<_>>()}
        </dl>
    }
}
