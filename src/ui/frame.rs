use leptos::html;
use leptos::prelude::*;

use super::base::Text;
use super::icon::{Icon, IconName};
use super::words::words;

/// A link of the side navigation.
#[derive(Clone, Debug, PartialEq)]
pub struct NavItem {
    pub href: String,
    pub label: String,
    pub icon: Option<IconName>,
    pub current: bool,
}

/// The console's frame: a slim bar, the side navigation, which folds into the bar where there is little
/// room, and the content.
#[component]
pub fn Frame(
    /// The product's name in the bar, which leads to `home`.
    #[prop(into)]
    product: Text,
    home: &'static str,
    /// What stands beside the product, e.g. the region and the time zone.
    #[prop(into)]
    context: ViewFnOnce,
    /// Controls at the end of the bar.
    #[prop(into)]
    tools: ViewFnOnce,
    #[prop(into)] nav_label: Text,
    /// Without items there is no navigation.
    #[prop(into)]
    nav: Signal<Vec<NavItem>>,
    children: Children,
) -> impl IntoView {
    let content = NodeRef::<html::Main>::new();
    let plain_content = NodeRef::<html::Div>::new();
    let skip = move |_| {
        let content: Option<web_sys::HtmlElement> = content.get_untracked();
        let content = content.or_else(|| plain_content.get_untracked().map(Into::into));
        if let Some(content) = content {
            // It takes the focus as long as it is in the page.
            let _ = content.focus();
        }
    };
    let with_nav = Memo::new(move |_| nav.with(|nav| !nav.is_empty()));
    let side = move || with_nav.get().then(|| view! { <Navigation label=nav_label items=nav/> });
    let main = match words().page_main {
        "main" => view! {
            <main class="flc-main" part="main" tabindex="-1" node_ref=content>{children()}</main>
        }
        .into_any(),
        _ => view! {
            <div class="flc-main" part="main" tabindex="-1" node_ref=plain_content>{children()}</div>
        }
        .into_any(),
    };
    view! {
        <div class="flc-frame" data-nav=move || with_nav.get().then_some("true")>
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
fn Navigation(label: Text, items: Signal<Vec<NavItem>>) -> impl IntoView {
    view! {
        <nav class="flc-nav" part="nav" aria-label=label>
            <ul role="list">
                <For each=move || items.get() key=|item| item.href.clone() let(item)>
                    <NavLink first=item items/>
                </For>
            </ul>
        </nav>
    }
}

/// One link, kept while it is the same way, so that it keeps the focus when its page becomes current.
#[component]
fn NavLink(first: NavItem, items: Signal<Vec<NavItem>>) -> impl IntoView {
    let NavItem { href, icon, .. } = first.clone();
    let item = Memo::new(move |_| {
        items.with(|items| items.iter().find(|item| item.href == first.href).unwrap_or(&first).clone())
    });
    view! {
        <li>
            <a
                class="flc-nav-link"
                href=href
                aria-current=move || item.with(|item| item.current).then_some("page")
            >
                {icon.map(|name| view! { <Icon name/> })}
                <span>{move || item.with(|item| item.label.clone())}</span>
            </a>
        </li>
    }
}
