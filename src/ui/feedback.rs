use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::base::{Text, focus_nearest};
use super::button::{Button, ButtonVariant};
use super::icon::{Icon, IconName};
use super::page::Disclosure;
use super::spinner::Spinner;
use super::words::words;

/// The tone of a status, a banner or a notification: its colour and icon. A word always stands beside it.
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

    pub(super) fn icon(self) -> IconName {
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

    /// The tone as a word, for a screen reader.
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
pub fn StatusMark(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <span class="flc-status" data-tone=tone.name()>
            <Icon name=tone.icon()/>
            <span>{text}</span>
        </span>
    }
}

/// A message within the page.
#[component]
pub fn Banner(
    tone: Tone,
    #[prop(into)] title: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="flc-notice" part="notice" data-tone=tone.name()>
            <Icon name=tone.icon()/>
            <div class="flc-notice-body">
                <TitleLine tone title/>
                {children.map(|children| view! { <div class="flc-notice-text">{children()}</div> })}
            </div>
        </div>
    }
}

/// A title. A screen reader says the tone first.
#[component]
fn TitleLine(tone: Tone, #[prop(into)] title: Text) -> impl IntoView {
    view! {
        <p class="flc-notice-title">
            <span class="flc-hidden">{tone.word()} " "</span>
            <span prop:textContent=title></span>
        </p>
    }
}

/// A notification. A later state of the same operation has the same id.
#[derive(Clone, PartialEq)]
pub struct Flash {
    pub id: u64,
    pub tone: Tone,
    pub title: String,
    pub detail: Option<String>,
    /// The result for each item; a long list is folded.
    pub items: Vec<FlashLine>,
    /// The label of the list of items.
    pub items_label: String,
    /// The labels of the buttons.
    pub actions: Vec<String>,
    pub dismissible: bool,
    pub busy: bool,
}

/// One line in the list of a notification.
#[derive(Clone, PartialEq)]
pub struct FlashLine {
    pub tone: Tone,
    pub text: String,
}

/// The notifications, in the order of the caller. None disappears by itself.
#[component]
pub fn Flashbar(
    #[prop(into)] label: Text,
    #[prop(into)] items: Signal<Vec<Flash>>,
    /// Gets the id of a notification, and which of its buttons was pressed.
    #[prop(into)]
    on_action: Callback<(u64, usize)>,
    #[prop(into)] on_dismiss: Callback<u64>,
) -> impl IntoView {
    let ids = move || items.with(|items| items.iter().map(|flash| flash.id).collect::<Vec<_>>());
    view! {
        <ul class="flc-flashbar" role="list" aria-label=label>
            <For each=ids key=|id| *id let(id)>
                <FlashRow id items on_action on_dismiss/>
            </For>
        </ul>
    }
}

/// One notification. Its element stays while its id is in the list, so it keeps the focus.
#[component]
fn FlashRow(
    id: u64,
    items: Signal<Vec<Flash>>,
    on_action: Callback<(u64, usize)>,
    on_dismiss: Callback<u64>,
) -> impl IntoView {
    let flash = Memo::new(move |_| items.with(|items| items.iter().find(|flash| flash.id == id).cloned()));
    let tone = move || flash.with(|flash| flash.as_ref().map(|flash| flash.tone.name()));
    let face = move || flash.get().map(|flash| view! { <FlashFace flash on_action on_dismiss/> });
    view! { <li class="flc-notice" part="notice" data-tone=tone>{face}</li> }
}

#[component]
fn FlashFace(flash: Flash, on_action: Callback<(u64, usize)>, on_dismiss: Callback<u64>) -> impl IntoView {
    let Flash { id, tone, title, detail, items, items_label, actions, dismissible, busy } = flash;
    let icon =
        if busy { view! { <Spinner/> }.into_any() } else { view! { <Icon name=tone.icon()/> }.into_any() };
    let body = NodeRef::<html::Div>::new();
    let button = |(which, label)| {
        let act = move |()| {
            keep_focus(body);
            on_action.run((id, which));
        };
        view! { <Button label=Signal::stored(label) on_click=act/> }
    };
    let actions: Vec<_> = actions.into_iter().enumerate().map(button).collect();
    let dismiss = dismissible.then(|| {
        let dismiss = move |()| {
            keep_focus(body);
            on_dismiss.run(id);
        };
        view! {
            <Button
                label=words().dismiss
                variant=ButtonVariant::Icon
                icon=IconName::Close
                on_click=dismiss
            />
        }
    });
    view! {
        {icon}
        <div class="flc-notice-body" node_ref=body>
            <TitleLine tone title=Signal::stored(title)/>
            {detail.map(|detail| view! { <p class="flc-notice-detail">{detail}</p> })}
            {(!items.is_empty()).then(|| view! { <FlashLines items label=items_label/> })}
        </div>
        {actions}
        {dismiss}
    }
}

/// Keeps the focus of somebody who presses a button of a notification, where the notification goes with that: the next
/// one that can be dismissed gets it, else the one before, else the heading of the page.
fn keep_focus(body: NodeRef<html::Div>) {
    const DISMISS: &str = ".flc-flashbar > li > .flc-icon-only";
    let item = body.try_get_untracked().flatten().and_then(|body| body.parent_element());
    let Some((item, list)) = item.and_then(|item| item.parent_element().map(|list| (item, list))) else {
        return;
    };
    let mut at = 0;
    let mut before = item.previous_element_sibling();
    while let Some(sibling) = before {
        at += usize::from(sibling.query_selector(DISMISS).is_ok_and(|button| button.is_some()));
        before = sibling.previous_element_sibling();
    }
    let look = move || {
        if item.is_connected() {
            return;
        }
        let Ok(buttons) = list.query_selector_all(DISMISS) else { return };
        let last = buttons.length().saturating_sub(1);
        let button =
            buttons.item((at as u32).min(last)).and_then(|button| button.dyn_into::<HtmlElement>().ok());
        if button.is_none_or(|button| button.focus().is_err()) {
            focus_nearest(&list, ".flc-title");
        }
    };
    // The list is drawn again by then.
    set_timeout(look, Duration::ZERO);
}

/// A list with more items is folded.
const MOST_ITEMS: usize = 10;

#[component]
fn FlashLines(items: Vec<FlashLine>, label: String) -> impl IntoView {
    let is_long = items.len() > MOST_ITEMS;
    let lines: Vec<_> = items
        .into_iter()
        .map(|FlashLine { tone, text }| view! { <li><StatusMark tone text/></li> })
        .collect();
    let list = view! { <ul class="flc-notice-items" role="list" aria-label=label.clone()>{lines}</ul> };
    if !is_long {
        return list.into_any();
    }
    view! { <Disclosure summary=Signal::stored(label)>{list}</Disclosure> }.into_any()
}

/// The polite and the urgent live region of a mount. Both must be in the page before they say something.
#[component]
pub fn LiveRegions(#[prop(into)] status: Text, #[prop(into)] alert: Text) -> impl IntoView {
    view! {
        <div class="flc-hidden" role="status" prop:textContent=status></div>
        <div class="flc-hidden" role="alert" prop:textContent=alert></div>
    }
}
