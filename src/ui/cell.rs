use std::cell::RefCell;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::base::Text;
use super::copy::CopyButton;
use super::feedback::{StatusMark, Tone};
use super::icon::{Icon, IconName};
use super::words::{UiWords, words};

/// One value as a table or a list of values shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    Text(String),
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
    /// A place as `container/directory`, in two lines; the whole address on hover, on focus and in the copy.
    Place {
        place: String,
        whole: String,
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

/// Draws cells by calls of the DOM: nothing in a cell follows a signal, and a page of a table has hundreds of them, which
/// as views take ten times as long.
#[derive(Clone)]
pub(super) struct Brush {
    words: UiWords,
    /// What views draw once is copied then.
    copy: Element,
    statuses: RefCell<Vec<(Tone, Element)>>,
}

impl Brush {
    pub fn new() -> Brush {
        let (what, value) = (Text::default(), Text::default());
        let copy = drawn(view! { <CopyButton what value/> });
        Brush { words: words(), copy, statuses: RefCell::default() }
    }

    /// One value, as its kind is shown; tracks the language.
    pub fn draw(&self, cell: &Cell) -> Element {
        match cell {
            // What is cut can be copied whole.
            Cell::Text(text) if text.len() > SHOWN_BYTES => self.with_copy(plain("flc-text", text), text),
            Cell::Text(text) => plain("flc-text", text),
            Cell::Number(text) => plain("flc-digits", text),
            Cell::Absent => plain("flc-absent", "–"),
            Cell::Mono(text) => self.with_copy(plain("flc-mono", text), text),
            Cell::MiddleCut(text) => self.middle_cut("flc-cut flc-mono", text, text),
            Cell::Code { text, note } => {
                group("span", "flc-coded", [label("code", "", text), plain("flc-muted", note)])
            }
            Cell::Brief { text, whole, monospace } => {
                self.middle_cut(if *monospace { "flc-cut flc-mono" } else { "flc-cut" }, text, whole)
            }
            Cell::Place { place, whole } => self.place(place, whole),
            Cell::Named { text, id } => self.named(plain("flc-text", text), id),
            Cell::NamedLink { text, href, id } => self.named(link("flc-link", text, href), id),
            Cell::Link { text, href } => link("flc-link", text, href),
            Cell::MonoLink { text, href } => {
                let link = link("flc-link", "", href);
                for part in cut_parts("flc-cut flc-mono", text, text) {
                    Rndr::insert_node(&link, &part, None);
                }
                self.with_copy(link, text)
            }
            Cell::Status { tone, text } => self.status(*tone, text),
            Cell::Explained { tone, text, why } => {
                group("span", "flc-explained", [self.status(*tone, text), plain("flc-why", why)])
            }
            Cell::Time { iso, text } => {
                let time = label("time", "flc-digits", text);
                Rndr::set_attribute(&time, "datetime", iso);
                time
            }
            Cell::Unreadable(text) => {
                let icon = drawn(view! { <Icon name=IconName::Warning/> });
                group("span", "flc-unreadable", [icon, label("code", "", text)])
            }
        }
    }

    fn named(&self, name: Element, id: &str) -> Element {
        group("span", "flc-named", [name, self.middle_cut("flc-cut flc-mono", id, id)])
    }

    fn place(&self, place: &str, whole: &str) -> Element {
        let Some((container, directory)) = place.split_once('/') else {
            return self.middle_cut("flc-cut flc-mono", place, whole);
        };
        let first = plain("flc-text", container);
        // It is spoken with the directory, as one text.
        Rndr::set_attribute(&first, "aria-hidden", "true");
        let [_, cut] = cut_parts("flc-cut flc-mono", directory, whole);
        let second = [plain("flc-hidden", place), cut, self.copy_button(whole)];
        group("span", "flc-named", [first, group("span", "flc-copyable", second)])
    }

    fn with_copy(&self, shown: Element, value: &str) -> Element {
        group("span", "flc-copyable", [shown, self.copy_button(value)])
    }

    fn copy_button(&self, value: &str) -> Element {
        let button = copy_of(&self.copy);
        Rndr::set_attribute(&button, "value", value);
        button.set_text_content(Some(&self.words.copy_value.run(showable(value.to_owned()))));
        button
    }

    fn middle_cut(&self, class: &str, shown: &str, whole: &str) -> Element {
        let [spoken, cut] = cut_parts(class, shown, whole);
        group("span", "flc-copyable", [spoken, cut, self.copy_button(whole)])
    }

    fn status(&self, tone: Tone, text: &str) -> Element {
        let mut statuses = self.statuses.borrow_mut();
        let known = statuses.iter().find(|(known, _)| *known == tone).map(|(_, status)| copy_of(status));
        let status = known.unwrap_or_else(|| {
            let status = drawn(view! { <StatusMark tone text=""/> });
            statuses.push((tone, copy_of(&status)));
            status
        });
        if let Some(word) = status.last_element_child() {
            word.set_text_content(Some(&showable(text.to_owned())));
        }
        status
    }
}

/// The element of a view, which follows nothing from here on.
pub(super) fn drawn(view: impl IntoView) -> Element {
    let view = view.into_any().build();
    view.elements().pop().unwrap_or_else(|| Rndr::create_element("span", None))
}

pub(super) fn copy_of(element: &Element) -> Element {
    match element.clone_node_with_deep(true) {
        Ok(copy) => copy.unchecked_into(),
        // No element of ours refuses to be copied.
        Err(_) => element.clone(),
    }
}

pub(super) fn group(tag: &str, class: &str, parts: impl IntoIterator<Item = Element>) -> Element {
    let group = Rndr::create_element(tag, None);
    if !class.is_empty() {
        group.set_class_name(class);
    }
    for part in parts {
        Rndr::insert_node(&group, &part, None);
    }
    group
}

/// A value for those who hear it, and the same cut in its middle for those who see it.
fn cut_parts(class: &str, shown: &str, whole: &str) -> [Element; 2] {
    let tail_at = shown.char_indices().rev().nth(TAIL_CHARS - 1).map_or(0, |(at, _)| at);
    let (head, tail) = shown.split_at_checked(tail_at).unwrap_or((shown, ""));
    let cut = group("span", class, [plain("flc-cut-head", head), plain("flc-cut-tail", tail)]);
    // On focus the copy button's own tip says the whole value.
    Rndr::set_attribute(&cut, "data-tip", &showable(whole.to_owned()));
    // A screen reader would read the two halves as two texts.
    Rndr::set_attribute(&cut, "aria-hidden", "true");
    [plain("flc-hidden", shown), cut]
}

fn label(tag: &str, class: &str, text: &str) -> Element {
    let label = group(tag, class, []);
    label.set_text_content(Some(&showable(text.to_owned())));
    label
}

fn plain(class: &str, text: &str) -> Element {
    label("span", class, text)
}

fn link(class: &str, text: &str, href: &str) -> Element {
    let link = label("a", class, text);
    Rndr::set_attribute(&link, "href", href);
    link
}
