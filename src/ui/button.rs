use leptos::prelude::*;

use crate::reactive::{Callback, Signal};

use super::base::{Text, new_id, no, no_text, nothing};
use crate::reactive::derive;
use super::el::{ElRef, el};
use super::feedback::spinner;
use super::icon::{IconName, draw};
use super::tip::tipped;

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
}

/// A button. With a reason in `disabled_reason` it stays focusable, says why it is off and does nothing.
#[component]
pub fn Button(
    #[prop(into)] label: Text,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(default = no_text(), into)] disabled_reason: Signal<Option<String>>,
    #[prop(default = no(), into)] busy: Signal<bool>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// A longer name for assistive technology; it begins with the label.
    #[prop(optional, into)]
    name: Option<Text>,
    /// State of a button that shows or hides something.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    #[prop(optional)] element: ElRef,
) -> AnyView {
    let reason_id = new_id("why");
    let described = {
        let id = reason_id.clone();
        derive(move || disabled_reason.with(Option::is_some).then(|| id.clone()))
    };
    let off = derive(move || disabled_reason.with(Option::is_some) || busy.get());
    let icon_only = variant == ButtonVariant::Icon;
    let tip = if icon_only {
        derive(move || disabled_reason.get().or_else(|| Some(label.get())))
    } else {
        disabled_reason
    };
    let label_class = if icon_only { "flc-hidden" } else { "flc-button-label" };
    let mut button = el("button")
        .class(variant.class())
        .attr("type", if submit { "submit" } else { "button" })
        .held(element)
        .when("aria-disabled", off)
        .when("aria-busy", busy)
        .attr_some("aria-describedby", described)
        .on("click", move |event| {
            if off.get_untracked() {
                event.prevent_default();
            } else if let Some(run) = on_click {
                run.run(());
            }
        })
        .live(move || match (busy.get(), icon) {
            (true, _) => spinner(),
            (false, Some(icon)) => draw(icon),
            (false, None) => nothing(),
        })
        .child(el("span").class(label_class).say(label).view());
    if let Some(name) = name {
        button = button.attr_live("aria-label", name);
    }
    if let Some(expanded) = expanded {
        button = button.yes_no("aria-expanded", expanded);
    }
    let reason = el("span")
        .attr("hidden", "")
        .attr_text("id", reason_id)
        .live(move || disabled_reason.get().map(|reason| reason.into_any()).unwrap_or_else(nothing));
    tipped("flc-tipped", (button.view(), reason.view()).into_any(), tip, false)
}

/// A link that looks like a button, for a way to another page.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Text,
    #[prop(into)] href: Text,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] icon: Option<IconName>,
) -> AnyView {
    el("a")
        .class(variant.class())
        .attr_live("href", href)
        .child_if(icon.map(draw))
        .child(el("span").class("flc-button-label").say(label).view())
        .view()
}

/// A link within running text or a cell.
#[component]
pub fn Link(#[prop(into)] href: Text, #[prop(into)] label: Text) -> AnyView {
    el("a").class("flc-link").attr_live("href", href).say(label).view()
}
