use leptos::html;
use leptos::prelude::*;
use super::base::{derive, memo};

use super::base::{Text, clicked, live, nothing};
use super::icon::{IconName, draw};
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
    /// The product's name in the bar.
    #[prop(into)]
    product: Text,
    /// Where the product's name leads.
    #[prop(into)]
    home: Text,
    /// What stands beside the product, e.g. the region and the time zone.
    #[prop(optional)]
    context: Option<Children>,
    /// Controls at the end of the bar.
    #[prop(optional)]
    tools: Option<Children>,
    /// Names the navigation.
    #[prop(into)]
    nav_label: Text,
    /// Without items there is no navigation.
    #[prop(into)]
    nav: Signal<Vec<NavItem>>,
    children: Children,
) -> AnyView {
    let main = NodeRef::<html::Main>::new();
    let skip = words().skip_to_content;
    let nav = memo(move || nav.get());
    let with_nav = memo(move || nav.with(|nav| !nav.is_empty()));
    let side = live(move || {
        if !with_nav.get() {
            return nothing();
        }
        view! {
            <nav class="flc-nav" aria-label=nav_label>
                <ul role="list">
                    <For
                        each=move || nav.with(|nav| nav.iter().map(|item| item.href.clone()).collect::<Vec<_>>())
                        key=|href: &String| href.clone()
                        children=move |href| nav_link(href, nav)
                    />
                </ul>
            </nav>
        }
        .into_any()
    });
    view! {
        <div class="flc-frame" data-nav=derive(move || with_nav.get().then_some("true"))>
            <button
                class="flc-skip"
                type="button"
                on:click=clicked(move |_| {
                    if let Some(main) = main.get_untracked() {
                        // It takes the focus as long as it is in the page.
                        let _ = main.focus();
                    }
                })
            >
                {skip}
            </button>
            <header class="flc-bar">
                <a class="flc-product" href=home>{draw(IconName::Logger)}<span>{product}</span></a>
                <div class="flc-bar-context">{context.map(|context| context())}</div>
                <div class="flc-bar-tools">{tools.map(|tools| tools())}</div>
            </header>
            {side}
            <main class="flc-main" tabindex="-1" node_ref=main>{children()}</main>
        </div>
    }
    .into_any()
}

/// One link, kept while it is the same way, so that it keeps the focus when its page becomes current.
fn nav_link(href: String, nav: Memo<Vec<NavItem>>) -> AnyView {
    let item = {
        let href = href.clone();
        memo(move || nav.with(|nav| nav.iter().find(|item| item.href == href).cloned()))
    };
    let icon = item.with_untracked(|item| item.as_ref().and_then(|item| item.icon));
    let label = derive(move || item.with(|item| item.as_ref().map(|item| item.label.clone())));
    let current = derive(move || {
        item.with(|item| item.as_ref().is_some_and(|item| item.current)).then_some("page")
    });
    view! {
        <li>
            <a class="flc-nav-link" href=href aria-current=current>
                {icon.map(draw)}
                <span>{label}</span>
            </a>
        </li>
    }
    .into_any()
}
