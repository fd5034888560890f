use leptos::prelude::*;

use super::copy::copy_button;
use super::el::el;
use super::feedback::{Tone, status_mark};
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

pub(super) fn cell_view(cell: Cell) -> AnyView {
    match cell {
        // What is cut can be copied whole.
        Cell::Text(text) if text.len() > SHOWN_BYTES => with_copy(plain("flc-text", text.clone()), text),
        Cell::Text(text) => plain("flc-text", text),
        Cell::Strong(text) => plain("flc-strong", text),
        Cell::Number(text) => plain("flc-digits", text),
        Cell::Absent => plain("flc-absent", "–".to_owned()),
        Cell::Mono(text) => with_copy(plain("flc-mono", text.clone()), text),
        Cell::MiddleCut(text) => middle_cut("flc-cut flc-mono", &text, &text),
        Cell::Code { text, note } => {
            let text = el("code").text(showable(text)).view();
            el("span").class("flc-coded").child(text).child(plain("flc-muted", note)).view()
        }
        Cell::Brief { text, whole, monospace: false } => middle_cut("flc-cut", &text, &whole),
        Cell::Brief { text, whole, .. } => middle_cut("flc-cut flc-mono", &text, &whole),
        Cell::Named { text, id } => {
            let id = middle_cut("flc-cut flc-mono", &id, &id);
            el("span").class("flc-named").child(plain("flc-text", text)).child(id).view()
        }
        Cell::Link { text, href } => link("flc-link", text, href),
        Cell::MonoLink { text, href } => {
            let shown = link("flc-link flc-mono", text.clone(), href);
            with_copy(shown, text)
        }
        Cell::Status { tone, text } => status_mark(tone, showable(text)),
        Cell::Explained { tone, text, why } => el("span")
            .class("flc-explained")
            .child(status_mark(tone, text))
            .child(plain("flc-why", why))
            .view(),
        Cell::Time { iso, text } => {
            el("time").class("flc-digits").attr_text("datetime", iso).text(text).view()
        }
        Cell::Unreadable(text) => {
            let text = el("code").text(showable(text)).view();
            el("span").class("flc-unreadable").child(draw(IconName::Warning)).child(text).view()
        }
    }
}

fn plain(class: &'static str, text: String) -> AnyView {
    el("span").class(class).text(showable(text)).view()
}

fn link(class: &'static str, text: String, href: String) -> AnyView {
    el("a").class(class).attr_text("href", href).text(showable(text)).view()
}

fn with_copy(shown: AnyView, value: String) -> AnyView {
    let what = Signal::stored(showable(value.clone()));
    el("span").class("flc-copyable").child(shown).child(copy_button(what, Signal::stored(value))).view()
}

fn middle_cut(class: &'static str, shown: &str, whole: &str) -> AnyView {
    let tail_at = shown.char_indices().rev().nth(TAIL_CHARS - 1).map_or(0, |(at, _)| at);
    let (head, tail) = shown.split_at_checked(tail_at).unwrap_or((shown, ""));
    let cut = el("span")
        .class(class)
        .child(plain("flc-cut-head", head.to_owned()))
        .child(plain("flc-cut-tail", tail.to_owned()))
        .view();
    let tip = Signal::stored(Some(showable(whole.to_owned())));
    // On focus the copy button's own tip says the whole value.
    with_copy(tipped("flc-tipped", cut, tip, true), whole.to_owned())
}
