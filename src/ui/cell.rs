use leptos::prelude::*;

use super::copy::copy_button;
use super::feedback::{StatusMark, Tone};
use super::icon::{IconName, draw};
use super::tip::tipped;

/// One value as a table or a list of values shows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Strong(String),
    /// A whole identifier with a copy button.
    Mono(String),
    /// A long identifier or URL, cut in the middle; whole on hover, on focus and in the copy.
    MiddleCut(String),
    Link {
        text: String,
        href: String,
    },
    /// A link whose text is an identifier.
    MonoLink {
        text: String,
        href: String,
    },
    Status {
        tone: Tone,
        text: String,
    },
    /// Right-aligned in its column when the column says so; digits of one width.
    Number(String),
    /// `iso` for machines, `text` with its zone for people.
    Time {
        iso: String,
        text: String,
    },
    Absent,
    /// What could not be read, as it came.
    Unreadable(String),
}

/// Shows a [`Cell`] outside a table.
#[component]
pub fn CellView(cell: Cell) -> AnyView {
    cell_view(cell)
}

/// How much of the end of a long value always stays visible.
const TAIL_CHARS: usize = 12;

pub(super) fn cell_view(cell: Cell) -> AnyView {
    match cell {
        Cell::Text(text) => plain("flc-text", text),
        Cell::Strong(text) => plain("flc-strong", text),
        Cell::Number(text) => plain("flc-digits", text),
        Cell::Absent => plain("flc-absent", "–".to_owned()),
        Cell::Mono(text) => with_copy(plain("flc-mono", text.clone()), text),
        Cell::MiddleCut(text) => middle_cut(text),
        Cell::Link { text, href } => link("flc-link", text, href),
        Cell::MonoLink { text, href } => {
            let shown = link("flc-link flc-mono", text.clone(), href);
            with_copy(shown, text)
        }
        Cell::Status { tone, text } => {
            view! { <StatusMark tone=tone text=Signal::stored(text) /> }.into_any()
        }
        Cell::Time { iso, text } => view! { <time class="flc-digits" datetime=iso>{text}</time> }.into_any(),
        Cell::Unreadable(text) => {
            view! { <span class="flc-unreadable">{draw(IconName::Warning)}<code>{text}</code></span> }
                .into_any()
        }
    }
}

fn plain(class: &'static str, text: String) -> AnyView {
    view! { <span class=class>{text}</span> }.into_any()
}

fn link(class: &'static str, text: String, href: String) -> AnyView {
    view! { <a class=class href=href>{text}</a> }.into_any()
}

fn with_copy(shown: AnyView, value: String) -> AnyView {
    view! { <span class="flc-copyable">{shown}{copy_button(Signal::stored(value))}</span> }.into_any()
}

fn middle_cut(text: String) -> AnyView {
    let tail_at = text.char_indices().rev().nth(TAIL_CHARS - 1).map_or(0, |(at, _)| at);
    let (head, tail) = text.split_at(tail_at);
    let (head, tail) = (head.to_owned(), tail.to_owned());
    let cut = view! {
        <span class="flc-cut flc-mono">
            <span class="flc-cut-head">{head}</span>
            <span class="flc-cut-tail">{tail}</span>
        </span>
    }
    .into_any();
    // On focus the copy button's own tip says the whole value.
    with_copy(tipped("flc-tipped", cut, Signal::stored(Some(text.clone())), true), text)
}
