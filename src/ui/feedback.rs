use leptos::prelude::*;

use super::base::{Text, nothing};
use super::button::{ButtonVariant, button};
use super::el::el;
use super::icon::{IconName, draw};
use super::keyed::keyed_list;
use super::words::words;

/// What a status, a banner or a notification says by its hue and icon; a word always stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    Good,
    Working,
    Stopped,
    Wrong,
    Warning,
    Info,
    #[default]
    Unknown,
}

impl Tone {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Working => "working",
            Self::Stopped => "stopped",
            Self::Wrong => "wrong",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Unknown => "unknown",
        }
    }

    fn icon(self) -> IconName {
        match self {
            Self::Good => IconName::StatusGood,
            Self::Working => IconName::StatusWorking,
            Self::Stopped => IconName::StatusStopped,
            Self::Wrong => IconName::StatusWrong,
            Self::Warning => IconName::Warning,
            Self::Info => IconName::Info,
            Self::Unknown => IconName::StatusUnknown,
        }
    }

    /// The tone as a word, for those who see neither icon nor hue.
    fn word(self) -> Text {
        let words = words();
        match self {
            Self::Good => words.tone_good,
            Self::Working => words.tone_working,
            Self::Wrong => words.tone_wrong,
            Self::Warning => words.tone_warning,
            Self::Stopped | Self::Info | Self::Unknown => words.tone_info,
        }
    }
}

/// A status: an icon and a word.
pub(super) fn status_mark(tone: Tone, text: String) -> AnyView {
    el("span")
        .class("flc-status")
        .attr("data-tone", tone.name())
        .child(draw(tone.icon()))
        .child(el("span").text(text).view())
        .view()
}

/// A ring that turns; it stands still with reduced motion. A word beside it says what is under way.
pub(super) fn spinner() -> AnyView {
    el("span").class("flc-spinner").attr("aria-hidden", "true").view()
}

/// A message within the page.
pub fn banner(tone: Tone, title: Text, body: Vec<AnyView>) -> AnyView {
    let text = (!body.is_empty()).then(|| el("div").class("flc-notice-text").children(body).view());
    let body = el("div").class("flc-notice-body").child(title_line(tone, title)).child_if(text);
    el("div")
        .themed("flc-notice")
        .attr("data-tone", tone.name())
        .child(draw(tone.icon()))
        .child(body.view())
        .view()
}

/// A title after its tone as a word, for those who see neither icon nor hue.
fn title_line(tone: Tone, title: Text) -> AnyView {
    let word = el("span").class("flc-hidden").say(tone.word()).text(" ".to_owned());
    el("p").class("flc-notice-title").child(word.view()).say(title).view()
}

/// One notification, replaced under the same id while its operation goes on.
#[derive(Clone, PartialEq)]
pub struct Flash {
    pub id: u64,
    pub tone: Tone,
    pub title: String,
    pub detail: Option<String>,
    pub actions: Vec<FlashAction>,
    pub dismissible: bool,
    pub busy: bool,
}

#[derive(Clone)]
pub struct FlashAction {
    pub label: String,
    pub run: Callback<()>,
}

impl PartialEq for FlashAction {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label && self.run.matches(&other.run)
    }
}

/// The notifications of the console, newest first as the caller orders them. Nothing vanishes by itself.
pub fn flashbar(label: Text, items: Signal<Vec<Flash>>, on_dismiss: Callback<u64>) -> AnyView {
    let keys = move || items.with(|items| items.iter().map(|item| item.id.to_string()).collect());
    let row = move |key: String| {
        let flash = Signal::derive(move || {
            items.with(|items| items.iter().find(|item| item.id.to_string() == key).cloned())
        });
        let tone = move || flash.with(|flash| flash.as_ref().map(|flash| flash.tone.name()));
        el("li")
            .themed("flc-notice")
            .attr_of("data-tone", tone)
            .live(move || flash.get().map_or_else(nothing, |flash| flash_face(flash, on_dismiss)))
            .view()
    };
    el("ul")
        .class("flc-flashbar")
        .attr("role", "list")
        .attr_live("aria-label", label)
        .child(keyed_list(keys, row))
        .view()
}

fn flash_face(flash: Flash, on_dismiss: Callback<u64>) -> AnyView {
    let Flash { id, tone, title, detail, actions, dismissible, busy } = flash;
    let body = el("div")
        .class("flc-notice-body")
        .child(title_line(tone, Signal::stored(title)))
        .child_if(detail.map(|detail| el("p").class("flc-notice-detail").text(detail).view()));
    let mut parts = vec![if busy { spinner() } else { draw(tone.icon()) }, body.view()];
    for FlashAction { label, run } in actions {
        parts.push(button(Signal::stored(label)).on_click(run).view());
    }
    if dismissible {
        let dismiss = Callback::new(move |()| on_dismiss.run(id));
        let face = button(words().dismiss).variant(ButtonVariant::Icon).icon(IconName::Close);
        parts.push(face.on_click(dismiss).view());
    }
    parts.into_any()
}

/// The one polite and the one urgent live region of a mount, there from the start.
pub fn live_regions(status: Text, alert: Text) -> AnyView {
    let region = |role, text| el("div").class("flc-hidden").attr("role", role).say(text).view();
    vec![region("status", status), region("alert", alert)].into_any()
}

/// Says that something loads: the spinner with its word.
pub fn loading() -> AnyView {
    let word = el("span").say(words().loading).view();
    el("p").class("flc-loading").child(spinner()).child(word).view()
}
