use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, parts_of, scoped};
use super::icon::{Icon, IconName};
use super::spinner::Spinner;
use super::tip::Tips;

/// How a button looks. A page has one primary button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    #[default]
    Normal,
    Primary,
    Danger,
    /// Looks like a link.
    Plain,
    /// The icon alone; the label is its name and shows on hover and focus.
    Icon,
}

impl ButtonVariant {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Normal => "flc-button",
            Self::Primary => "flc-button flc-primary",
            Self::Danger => "flc-button flc-danger",
            Self::Plain => "flc-button flc-plain",
            Self::Icon => "flc-button flc-icon-only",
        }
    }

    pub(super) fn label_class(self) -> &'static str {
        if self == Self::Icon { "flc-hidden" } else { "flc-button-label" }
    }
}

#[component]
pub fn Button(
    #[prop(into)] label: Text,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] icon: Option<IconName>,
    /// Why it is off, while there is a reason: it stays focusable, says why and does nothing.
    #[prop(optional, into)]
    off: Option<Signal<Option<String>>>,
    #[prop(optional, into)] busy: Option<Signal<bool>>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// A longer name for assistive technology; it begins with the label.
    #[prop(optional, into)]
    name: Option<Text>,
    /// For a button that stays pressed: whether it is.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(optional)] node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    let is_off = move || off.is_some_and(|reason| reason.with(Option::is_some));
    let is_busy = move || busy.is_some_and(|busy| busy.get());
    let click = scoped(move |event: web_sys::MouseEvent| {
        if untrack(move || is_off() || is_busy()) {
            event.prevent_default();
        } else if let Some(run) = on_click {
            run.run(());
        }
    });
    let why = StoredValue::new(off.map(|_| new_id("why")));
    // Only what can change follows a signal: a table has a button in many of its cells.
    let can_stop = off.is_some() || busy.is_some();
    let face = move || icon.map(|name| view! { <Icon name/> });
    let face = match busy {
        Some(busy) => Either::Left(move || match busy.get() {
            true => Either::Left(view! { <Spinner /> }),
            false => Either::Right(face()),
        }),
        None => Either::Right(face()),
    };
    let reason = move || off.and_then(|reason| reason.get());
    let icon_only = variant == ButtonVariant::Icon;
    let tip = move || reason().or_else(|| icon_only.then(|| label.get())).unwrap_or_default();
    let button = view! {
        <button
            class=variant.class()
            part=parts_of(variant.class())
            type=if submit { "submit" } else { "button" }
            aria-label=name
            aria-pressed=pressed.map(|pressed| move || pressed.get().to_string())
            aria-busy=busy.map(|busy| move || busy.get().then_some("true"))
            aria-disabled=can_stop.then_some(move || (is_off() || is_busy()).then_some("true"))
            aria-describedby=off.map(|_| move || is_off().then(|| why.get_value()).flatten())
            data-tip=(off.is_some() || icon_only).then_some(tip)
            node_ref=node_ref
            on:click=click
        >
            {face}
            <span class=variant.label_class()>{label}</span>
        </button>
    };
    let Some(off) = off else { return button.into_any() };
    // The reason may come and go while its button has the focus.
    let tips = use_context::<Tips>();
    Effect::new(move || {
        off.track();
        tips.inspect(|tips| tips.refresh());
    });
    view! {
        <span class="flc-tipped">
            {button}
            <span hidden id=why.get_value()>{reason}</span>
        </span>
    }
    .into_any()
}

/// A link that looks like a button, for a way to another page.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Text,
    #[prop(into)] href: String,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] icon: Option<IconName>,
) -> impl IntoView {
    view! {
        <a class=variant.class() part=parts_of(variant.class()) href=href>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="flc-button-label">{label}</span>
        </a>
    }
}
