use leptos::html;
use leptos::prelude::*;

use super::base::{Text, focus_within};
use super::icon::{Icon, IconName};
use super::words::words;

/// A link of the side navigation.
#[derive(Clone)]
pub struct NavItem {
    pub href: String,
    pub label: Text,
    pub icon: IconName,
    /// Whether the page of the link is shown.
    pub current: Signal<bool>,
}

/// The frame of the console: the bar, the side navigation and the content. On a narrow screen the navigation is in the
/// bar.
#[component]
pub fn Frame(
    /// The name of the product in the bar, a link to `home`.
    #[prop(into)]
    product: Text,
    home: &'static str,
    /// Content beside the product, for example the region and the time zone.
    #[prop(into)]
    context: ViewFnOnce,
    /// Controls at the end of the bar.
    #[prop(into)]
    tools: ViewFnOnce,
    #[prop(into)] nav_label: Text,
    nav: Vec<NavItem>,
    /// Whether there is a navigation.
    #[prop(into)]
    with_nav: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let skip = move |_| {
        if let Some(frame) = frame.get_untracked() {
            focus_within(&frame, ".flc-main");
        }
    };
    let side = move || with_nav.get().then(|| view! { <Navigation label=nav_label items=nav.clone()/> });
    let main = match words().is_within {
        false => view! { <main class="flc-main" part="main" tabindex="-1">{children()}</main> }.into_any(),
        true => view! { <div class="flc-main" part="main" tabindex="-1">{children()}</div> }.into_any(),
    };
    view! {
        <div class="flc-frame" node_ref=frame data-nav=move || with_nav.get().then_some("true")>
            <button class="flc-skip" type="button" on:click=skip>{words().skip_to_content}</button>
            <header class="flc-bar" part="bar">
                <a class="flc-product" href=home>
                    <Icon name=IconName::Logger/>
                    <span>{product}</span>
                </a>
                <div class="flc-bar-context">{context.run()}</div>
                <div class="flc-bar-tools">{tools.run()}</div>
            </header>
            {side}
            {main}
        </div>
    }
}

#[component]
fn Navigation(label: Text, items: Vec<NavItem>) -> impl IntoView {
    let link = |NavItem { href, label, icon, current }| {
        view! {
            <li>
                <a class="flc-nav-link" href=href aria-current=move || current.get().then_some("page")>
                    <Icon name=icon/>
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="flc-nav" part="nav" aria-label=label>
            <ul role="list">{items.into_iter().map(link).collect::<Vec<_>>()}</ul>
        </nav>
    }
}
