use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlButtonElement};

use super::base::new_id;
use super::icon::{Icon, IconName};
use super::markup::{Inner, Markup};
use super::tip::{is_open, place};

/// What a person can do with a value.
#[derive(Clone)]
pub struct MenuItem {
    pub label: String,
    pub icon: Option<IconName>,
    pub act: MenuAct,
}

#[derive(Clone)]
pub enum MenuAct {
    Run(Callback<()>),
    /// Copies this text. The menu stays open and says how it went.
    Copy(String),
    /// Leads to this address.
    Link(String),
}

impl MenuItem {
    pub fn run(label: impl Into<String>, icon: IconName, run: impl Fn() + Send + Sync + 'static) -> MenuItem {
        MenuItem { label: label.into(), icon: Some(icon), act: MenuAct::Run(Callback::new(move |()| run())) }
    }
}

/// The menu of all values of a table: one panel, which the button of any value opens.
#[derive(Clone, Copy)]
pub(super) struct ValueMenu {
    id: StoredValue<String>,
    /// The value whose menu is open, as a person reads it, and what can be done with it.
    shown: RwSignal<(String, Vec<MenuItem>)>,
    anchor: StoredValue<Option<Element>, LocalStorage>,
}

impl ValueMenu {
    pub fn new() -> ValueMenu {
        ValueMenu {
            id: StoredValue::new(new_id("values")),
            shown: RwSignal::default(),
            anchor: StoredValue::new_local(None),
        }
    }

    /// The button of a value. `value` and `name` tell which one it is.
    pub fn button(self, text: Markup, value: String, name: &'static str) -> Markup {
        Markup::new("button", "flc-value", Inner::Parts(vec![text]))
            .with("type", "button")
            .with("part", "value")
            .with("popovertarget", self.id.get_value())
            .with("value", value)
            .with("name", name)
    }

    /// Fills the menu when the button of a value is pressed; the browser opens it after that.
    pub fn pressed(
        self,
        event: &web_sys::MouseEvent,
        items: impl FnOnce(&HtmlButtonElement) -> Vec<MenuItem>,
    ) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest(".flc-value").ok()?);
        let Some(button) = button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()) else {
            return;
        };
        self.shown.set((button.text_content().unwrap_or_default(), items(&button)));
        self.anchor.set_value(Some(button.into()));
    }
}

/// The panel of a [`ValueMenu`].
#[component]
pub(super) fn ValueMenuPanel(menu: ValueMenu) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let show = move || {
        if let Some(panel) = panel.try_get_untracked().flatten()
            && let Some(anchor) = menu.anchor.try_get_value().flatten()
            && is_open(&panel)
        {
            place(&anchor, &panel, false);
            // The attribute name is valid, so the call cannot fail.
            let _ = panel.toggle_attribute_with_force("data-placed", true);
        }
    };
    let toggled = move |_| match panel.try_get_untracked().flatten() {
        Some(panel) if !is_open(&panel) => {
            let _ = panel.toggle_attribute_with_force("data-placed", false);
        }
        // The size of the panel is known after its content is drawn.
        _ => set_timeout(show, Duration::ZERO),
    };
    let close = move || {
        if let Some(panel) = panel.try_get_untracked().flatten() {
            // It fails only if the panel is closed already.
            let _ = panel.hide_popover();
        }
    };
    let item = move |MenuItem { label, icon, act }: MenuItem| match act {
        MenuAct::Run(run) => {
            let pressed = move |_| {
                close();
                run.run(());
            };
            view! {
                <button class="flc-button flc-plain" part="button plain" type="button" on:click=pressed>
                    {icon.map(|name| view! { <Icon name/> })}
                    <span class="flc-button-label">{label}</span>
                </button>
            }
            .into_any()
        }
        MenuAct::Copy(value) => view! {
            <button class="flc-copy" part="button plain" type="button" value=value>
                {label}
            </button>
        }
        .into_any(),
        MenuAct::Link(href) => view! {
            <a class="flc-button flc-plain" part="button plain" href=href on:click=move |_| close()>
                {icon.map(|name| view! { <Icon name/> })}
                <span class="flc-button-label">{label}</span>
            </a>
        }
        .into_any(),
    };
    let items = move || menu.shown.with(|(_, items)| items.iter().cloned().map(item).collect_view());
    view! {
        <div
            class="flc-popover"
            part="popover"
            id=menu.id.get_value()
            popover="auto"
            role="dialog"
            aria-label=move || menu.shown.with(|(value, _)| value.clone())
            node_ref=panel
            on:toggle=toggled
        >
            <p class="flc-menu-title">{move || menu.shown.with(|(value, _)| value.clone())}</p>
            <div class="flc-menu">{items}</div>
        </div>
    }
}
