use leptos::prelude::*;
use super::base::{derive, memo, callback};

use super::base::{Text, live, nothing};
use super::button::{Button, ButtonVariant};
use super::icon::{IconName, draw};
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
#[component]
pub fn StatusMark(tone: Tone, #[prop(into)] text: Text) -> AnyView {
    view! { <span class="flc-status" data-tone=tone.name()>{draw(tone.icon())}<span>{text}</span></span> }
        .into_any()
}

/// A ring that turns; it stands still with reduced motion. A word beside it says what is under way.
#[component]
pub fn Spinner() -> AnyView {
    spinner()
}

pub(super) fn spinner() -> AnyView {
    view! { <span class="flc-spinner" aria-hidden="true"></span> }.into_any()
}

/// A message within the page. With `alert` assistive technology says it at once.
#[component]
pub fn Banner(
    tone: Tone,
    #[prop(into)] title: Text,
    #[prop(optional)] alert: bool,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! {
        <div class="flc-banner" data-tone=tone.name() role=alert.then_some("alert")>
            {draw(tone.icon())}
            <div class="flc-banner-body">
                <p class="flc-banner-title">
                    <span class="flc-hidden">{tone.word()}" "</span>
                    {title}
                </p>
                {children.map(|children| view! { <div class="flc-banner-text">{children()}</div> }.into_any())}
            </div>
        </div>
    }
    .into_any()
}

/// One notification, replaced under the same id while its operation goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Flash {
    pub id: u64,
    pub tone: Tone,
    pub title: String,
    pub detail: Option<String>,
    pub actions: Vec<FlashAction>,
    pub dismissible: bool,
    pub busy: bool,
}

#[derive(Clone, Debug)]
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
#[component]
pub fn Flashbar(
    #[prop(into)] label: Text,
    #[prop(into)] items: Signal<Vec<Flash>>,
    #[prop(into)] on_dismiss: Callback<u64>,
) -> AnyView {
    let row = move |id: u64| {
        let flash = memo(move || items.with(|items| items.iter().find(|item| item.id == id).cloned()));
        let tone = derive(move || flash.with(|flash| flash.as_ref().map(|flash| flash.tone.name())));
        view! {
            <li class="flc-flash" data-tone=tone>
                {live(move || flash.get().map(|flash| flash_face(flash, on_dismiss)).into_any())}
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="flc-flashbar" role="list" aria-label=label>
            <For
                each=move || items.with(|items| items.iter().map(|item| item.id).collect::<Vec<_>>())
                key=|id| *id
                children=row
            />
        </ul>
    }
    .into_any()
}

fn flash_face(flash: Flash, on_dismiss: Callback<u64>) -> AnyView {
    let Flash { id, tone, title, detail, actions, dismissible, busy } = flash;
    let actions: Vec<AnyView> = actions
        .into_iter()
        .map(|action| view! { <Button label=text_of(action.label) on_click=action.run /> }.into_any())
        .collect();
    let dismiss = move || {
        let dismiss = words().dismiss;
        view! {
            <Button
                label=dismiss
                variant=ButtonVariant::Icon
                icon=IconName::Close
                on_click=callback(move |()| on_dismiss.run(id))
            />
        }
        .into_any()
    };
    view! {
        {if busy { spinner() } else { draw(tone.icon()) }}
        <div class="flc-flash-body">
            <p class="flc-flash-title">
                <span class="flc-hidden">{tone.word()}" "</span>
                {title}
            </p>
            {detail.map(|detail| view! { <p class="flc-flash-detail">{detail}</p> }.into_any())}
        </div>
        {actions}
        {if dismissible { dismiss() } else { nothing() }}
    }
    .into_any()
}

fn text_of(value: String) -> Text {
    Signal::stored(value)
}

/// The one polite and the one urgent live region of a mount, there from the start.
#[component]
pub fn LiveRegions(#[prop(into)] status: Text, #[prop(into)] alert: Text) -> AnyView {
    view! {
        <div class="flc-hidden" role="status">{status}</div>
        <div class="flc-hidden" role="alert">{alert}</div>
    }
    .into_any()
}

/// Says that something loads: the spinner with its word.
#[component]
pub fn Loading() -> AnyView {
    let word = words().loading;
    view! { <p class="flc-loading">{spinner()}<span>{word}</span></p> }.into_any()
}
