use leptos::prelude::*;

use super::copy::CopyButton;
use super::feedback::{StatusMark, Tone};
use super::icon::{Icon, IconName};
use super::tip::Tipped;

/// One value as a table or a list of values shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    Text(String),
    Strong(String),
    /// A whole identifier with a copy button.
    Mono(String),
    /// A long identifier or URL, cut in the middle; whole on hover, on focus and in the copy.
    MiddleCut(String),
    /// Text that a machine reads, such as a template, and a remark on it.
    Code {
        text: String,
        note: String,
    },
    /// What matters of a value; whole on hover, on focus and in the copy.
    Brief {
        text: String,
        whole: String,
        monospace: bool,
    },
    /// A name and the identifier behind it, which can be copied.
    Named {
        text: String,
        id: String,
    },
    Link {
        text: String,
        href: String,
    },
    /// A link whose text is the name of an identifier, which can be copied.
    NamedLink {
        text: String,
        href: String,
        id: String,
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
    /// A status with what it comes from under it.
    Explained {
        tone: Tone,
        text: String,
        why: String,
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

/// How much of the end of a long value always stays visible.
const TAIL_CHARS: usize = 12;

/// How many bytes of one value are laid out at most: a browser stands still over a line of a hundred thousand.
const SHOWN_BYTES: usize = 1000;

/// A text that can be laid out: the beginning of what is too long.
pub fn showable(mut text: String) -> String {
    if text.len() > SHOWN_BYTES {
        text.truncate(text.floor_char_boundary(SHOWN_BYTES));
        text.push('…');
    }
    text
}

/// One value, as its kind is shown.
#[component]
pub fn CellView(cell: Cell) -> impl IntoView {
    match cell {
        // What is cut can be copied whole.
        Cell::Text(text) if text.len() > SHOWN_BYTES => with_copy(plain("flc-text", text.clone()), text),
        Cell::Text(text) => plain("flc-text", text),
        Cell::Strong(text) => plain("flc-strong", text),
        Cell::Number(text) => plain("flc-digits", text),
        Cell::Absent => view! { <span class="flc-absent">"–"</span> }.into_any(),
        Cell::Mono(text) => with_copy(plain("flc-mono", text.clone()), text),
        Cell::MiddleCut(text) => middle_cut("flc-cut flc-mono", &text, &text),
        Cell::Code { text, note } => view! {
            <span class="flc-coded">
                <code>{showable(text)}</code>
                {plain("flc-muted", note)}
            </span>
        }
        .into_any(),
        Cell::Brief { text, whole, monospace } => {
            middle_cut(if monospace { "flc-cut flc-mono" } else { "flc-cut" }, &text, &whole)
        }
        Cell::Named { text, id } => named(plain("flc-text", text), &id),
        Cell::NamedLink { text, href, id } => named(link("flc-link", text, href), &id),
        Cell::Link { text, href } => link("flc-link", text, href),
        Cell::MonoLink { text, href } => with_copy(link("flc-link flc-mono", text.clone(), href), text),
        Cell::Status { tone, text } => view! { <StatusMark tone text=showable(text)/> }.into_any(),
        Cell::Explained { tone, text, why } => view! {
            <span class="flc-explained">
                <StatusMark tone text/>
                {plain("flc-why", why)}
            </span>
        }
        .into_any(),
        Cell::Time { iso, text } => view! { <time class="flc-digits" datetime=iso>{text}</time> }.into_any(),
        Cell::Unreadable(text) => view! {
            <span class="flc-unreadable">
                <Icon name=IconName::Warning/>
                <code>{showable(text)}</code>
            </span>
        }
        .into_any(),
    }
}

fn plain(class: &'static str, text: String) -> AnyView {
    view! { <span class=class>{showable(text)}</span> }.into_any()
}

fn link(class: &'static str, text: String, href: String) -> AnyView {
    view! { <a class=class href=href>{showable(text)}</a> }.into_any()
}

fn named(name: AnyView, id: &str) -> AnyView {
    let id = middle_cut("flc-cut flc-mono", id, id);
    view! { <span class="flc-named">{name}{id}</span> }.into_any()
}

fn with_copy(shown: AnyView, value: String) -> AnyView {
    let what = Signal::stored(showable(value.clone()));
    view! {
        <span class="flc-copyable">
            {shown}
            <CopyButton what value=Signal::stored(value)/>
        </span>
    }
    .into_any()
}

fn middle_cut(class: &'static str, shown: &str, whole: &str) -> AnyView {
    let tail_at = shown.char_indices().rev().nth(TAIL_CHARS - 1).map_or(0, |(at, _)| at);
    let (head, tail) = shown.split_at_checked(tail_at).unwrap_or((shown, ""));
    let head = plain("flc-cut-head", head.to_owned());
    let tail = plain("flc-cut-tail", tail.to_owned());
    let tip = Signal::stored(Some(showable(whole.to_owned())));
    let cut = view! {
        <Tipped class="flc-tipped" content=tip monospace=true>
            <span class=class>
                {head}
                {tail}
            </span>
        </Tipped>
    };
    // On focus the copy button's own tip says the whole value.
    with_copy(cut.into_any(), whole.to_owned())
}
