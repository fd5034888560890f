use leptos::html;
use leptos::prelude::*;
use super::base::{derive};

use super::base::{Text, clicked, flag, live, new_id, no, no_text, nothing};
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
    #[prop(optional)] element: Option<NodeRef<html::Button>>,
) -> AnyView {
    let element = element.unwrap_or_default();
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
    let face = live(move || match (busy.get(), icon) {
        (true, _) => spinner(),
        (false, Some(icon)) => draw(icon),
        (false, None) => nothing(),
    });
    let label_class = if icon_only { "flc-hidden" } else { "flc-button-label" };
    let button = view! {
        <button
            class=variant.class()
            type=if submit { "submit" } else { "button" }
            node_ref=element
            aria-disabled=flag(off)
            aria-busy=flag(busy)
            aria-describedby=described
            aria-label=name.map(|name| derive(move || Some(name.get()))).unwrap_or_else(no_text)
            aria-expanded=expanded.map(|open| derive(move || if open.get() { "true" } else { "false" }))
            on:click=clicked(move |event| {
                if off.get_untracked() {
                    event.prevent_default();
                } else if let Some(run) = on_click {
                    run.run(());
                }
            })
        >
            {face}
            <span class=label_class>{label}</span>
        </button>
    }
    .into_any();
    let reason = view! { <span hidden id=reason_id>{disabled_reason}</span> }.into_any();
    tipped("flc-tipped", (button, reason).into_any(), tip, false)
}

/// A link that looks like a button, for a way to another page.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Text,
    #[prop(into)] href: Text,
    #[prop(optional)] variant: ButtonVariant,
    #[prop(optional)] icon: Option<IconName>,
) -> AnyView {
    view! {
        <a class=variant.class() href=href>
            {icon.map(draw)}
            <span class="flc-button-label">{label}</span>
        </a>
    }
    .into_any()
}

/// A link within running text or a cell.
#[component]
pub fn Link(#[prop(into)] href: Text, #[prop(into)] label: Text) -> AnyView {
    view! { <a class="flc-link" href=href>{label}</a> }.into_any()
}
