use leptos::prelude::*;

use super::base::{Text, new_id, nothing};
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

/// What a button is, before [`ButtonParts::view`] draws it. Boxed, so that each step hands on one address.
pub struct ButtonParts(Box<Described>);

struct Described {
    label: Text,
    on_click: Option<Callback<()>>,
    variant: ButtonVariant,
    icon: Option<IconName>,
    off: Option<Signal<Option<String>>>,
    busy: Option<Signal<bool>>,
    submit: bool,
    name: Option<Text>,
    element: Option<ElRef>,
}

/// Describes a button.
pub fn button(label: Text) -> ButtonParts {
    ButtonParts(Box::new(Described {
        label,
        on_click: None,
        variant: ButtonVariant::Normal,
        icon: None,
        off: None,
        busy: None,
        submit: false,
        name: None,
        element: None,
    }))
}

impl ButtonParts {
    pub fn on_click(mut self, run: Callback<()>) -> Self {
        self.0.on_click = Some(run);
        self
    }

    pub fn variant(mut self, variant: ButtonVariant) -> Self {
        self.0.variant = variant;
        self
    }

    pub fn icon(mut self, icon: IconName) -> Self {
        self.0.icon = Some(icon);
        self
    }

    /// Why it is off, while there is a reason: it stays focusable, says why and does nothing.
    pub fn off(mut self, reason: Signal<Option<String>>) -> Self {
        self.0.off = Some(reason);
        self
    }

    pub fn busy(mut self, busy: Signal<bool>) -> Self {
        self.0.busy = Some(busy);
        self
    }

    /// Submits the form around it.
    pub fn submit(mut self) -> Self {
        self.0.submit = true;
        self
    }

    /// A longer name for assistive technology; it begins with the label.
    pub fn name(mut self, name: Text) -> Self {
        self.0.name = Some(name);
        self
    }

    pub(super) fn held(mut self, by: ElRef) -> Self {
        self.0.element = Some(by);
        self
    }

    pub fn view(self) -> AnyView {
        let Described { label, on_click, variant, icon, off, busy, submit, name, element } = *self.0;
        let icon_only = variant == ButtonVariant::Icon;
        let is_off = Signal::derive(move || {
            off.is_some_and(|reason| reason.with(Option::is_some)) || busy.is_some_and(|busy| busy.get())
        });
        let label_class = if icon_only { "flc-hidden" } else { "flc-button-label" };
        let mut button = el("button")
            .themed(variant.class())
            .attr("type", if submit { "submit" } else { "button" })
            .on("click", move |event| {
                if is_off.get_untracked() {
                    event.prevent_default();
                } else if let Some(run) = on_click {
                    run.run(());
                }
            });
        let face = move |busy: bool| match (busy, icon) {
            (true, _) => spinner(),
            (false, Some(icon)) => draw(icon),
            (false, None) => nothing(),
        };
        button = match busy {
            Some(busy) => button.when("aria-busy", busy).live(move || face(busy.get())),
            None => button.child(face(false)),
        };
        if off.is_some() || busy.is_some() {
            button = button.when("aria-disabled", is_off);
        }
        button = button.child(el("span").class(label_class).say(label).view());
        if let Some(element) = element {
            button = button.held(element);
        }
        if let Some(name) = name {
            button = button.attr_live("aria-label", name);
        }
        let Some(reason) = off else {
            let button = button.view();
            return if icon_only {
                tipped("flc-tipped", button, Signal::derive(move || Some(label.get())), false)
            } else {
                button
            };
        };
        let id = new_id("why");
        let said = el("span")
            .attr("hidden", "")
            .attr_text("id", id.clone())
            .say(Signal::derive(move || reason.get().unwrap_or_default()));
        let described = Signal::derive(move || reason.with(Option::is_some).then(|| id.clone()));
        let button = button.attr_some("aria-describedby", described).view();
        let tip = Signal::derive(move || reason.get().or_else(|| icon_only.then(|| label.get())));
        tipped("flc-tipped", vec![button, said.view()].into_any(), tip, false)
    }
}

/// A link that looks like a button, for a way to another page.
pub fn link_button(
    label: Text,
    href: &'static str,
    variant: ButtonVariant,
    icon: Option<IconName>,
) -> AnyView {
    el("a")
        .themed(variant.class())
        .attr("href", href)
        .child_if(icon.map(draw))
        .child(el("span").class("flc-button-label").say(label).view())
        .view()
}
