use super::feedback::Tone;
use super::icon::IconName;
use super::markup::{Inner, Markup};
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

/// Says what cells look like. Nothing in a cell follows a signal, and a page of a table has hundreds of them, which as
/// views take ten times as long.
#[derive(Clone, Copy)]
pub(super) struct Brush(UiWords);

impl Brush {
    pub fn new() -> Brush {
        Brush(words())
    }

    /// One value, as its kind is shown; tracks the language.
    pub fn markup(&self, cell: &Cell) -> Markup {
        match cell {
            // What is cut can be copied whole.
            Cell::Text(text) if text.len() > SHOWN_BYTES => self.with_copy(plain("flc-text", text), text),
            Cell::Text(text) => plain("flc-text", text),
            Cell::Number(text) => plain("flc-digits", text),
            Cell::Absent => plain("flc-absent", "–"),
            Cell::Mono(text) => self.with_copy(plain("flc-mono", text), text),
            Cell::MiddleCut(text) => self.middle_cut("flc-cut flc-mono", text, text),
            Cell::Code { text, note } => {
                span("flc-coded", vec![label("code", "", text), plain("flc-muted", note)])
            }
            Cell::Brief { text, whole, monospace } => {
                self.middle_cut(if *monospace { "flc-cut flc-mono" } else { "flc-cut" }, text, whole)
            }
            Cell::Place { place, whole } => self.place(place, whole),
            Cell::Named { text, id } => self.named(plain("flc-text", text), id),
            Cell::NamedLink { text, href, id } => self.named(link(text, href), id),
            Cell::Link { text, href } => link(text, href),
            Cell::MonoLink { text, href } => {
                let parts = cut_parts("flc-cut flc-mono", text, text).into();
                let link = Markup::new("a", "flc-link", Inner::Parts(parts)).with("href", href.clone());
                self.with_copy(link, text)
            }
            Cell::Status { tone, text } => status(*tone, text),
            Cell::Explained { tone, text, why } => {
                span("flc-explained", vec![status(*tone, text), plain("flc-why", why)])
            }
            Cell::Time { iso, text } => label("time", "flc-digits", text).with("datetime", iso.clone()),
            Cell::Unreadable(text) => {
                span("flc-unreadable", vec![Markup::icon(IconName::Warning), label("code", "", text)])
            }
        }
    }

    fn named(&self, name: Markup, id: &str) -> Markup {
        span("flc-named", vec![name, self.middle_cut("flc-cut flc-mono", id, id)])
    }

    fn place(&self, place: &str, whole: &str) -> Markup {
        let Some((container, directory)) = place.split_once('/') else {
            return self.middle_cut("flc-cut flc-mono", place, whole);
        };
        // It is spoken with the directory, as one text.
        let first = plain("flc-text", container).with("aria-hidden", "true");
        let [_, cut] = cut_parts("flc-cut flc-mono", directory, whole);
        let second = vec![plain("flc-hidden", place), cut, self.copy_button(whole)];
        span("flc-named", vec![first, span("flc-copyable", second)])
    }

    fn with_copy(&self, shown: Markup, value: &str) -> Markup {
        span("flc-copyable", vec![shown, self.copy_button(value)])
    }

    /// What [`CopyButton`](super::copy::CopyButton) draws.
    fn copy_button(&self, value: &str) -> Markup {
        let name = self.0.copy_value.run(showable(value.to_owned()));
        Markup::new("button", "flc-copy", Inner::Text(name))
            .with("part", "button icon-only")
            .with("type", "button")
            .with("value", value.to_owned())
    }

    fn middle_cut(&self, class: &'static str, shown: &str, whole: &str) -> Markup {
        let [spoken, cut] = cut_parts(class, shown, whole);
        span("flc-copyable", vec![spoken, cut, self.copy_button(whole)])
    }
}

/// What [`StatusMark`](super::feedback::StatusMark) draws.
fn status(tone: Tone, text: &str) -> Markup {
    span("flc-status", vec![Markup::icon(tone.icon()), plain("", text)]).with("data-tone", tone.name())
}

/// A value for those who hear it, and the same cut in its middle for those who see it.
fn cut_parts(class: &'static str, shown: &str, whole: &str) -> [Markup; 2] {
    let tail_at = shown.char_indices().rev().nth(TAIL_CHARS - 1).map_or(0, |(at, _)| at);
    let (head, tail) = shown.split_at_checked(tail_at).unwrap_or((shown, ""));
    let cut = span(class, vec![plain("flc-cut-head", head), plain("flc-cut-tail", tail)])
        // On focus the copy button's own tip says the whole value.
        .with("data-tip", showable(whole.to_owned()))
        // A screen reader would read the two halves as two texts.
        .with("aria-hidden", "true");
    [plain("flc-hidden", shown), cut]
}

fn span(class: &'static str, parts: Vec<Markup>) -> Markup {
    Markup::new("span", class, Inner::Parts(parts))
}

fn label(tag: &'static str, class: &'static str, text: &str) -> Markup {
    Markup::new(tag, class, Inner::Text(showable(text.to_owned())))
}

fn plain(class: &'static str, text: &str) -> Markup {
    label("span", class, text)
}

fn link(text: &str, href: &str) -> Markup {
    label("a", "flc-link", text).with("href", href.to_owned())
}
