use leptos::prelude::*;

use super::base::{Text, focus_within};
use super::icon::{Icon, IconName};
use super::words::words;

/// A step of the way to a page; the page itself has no `href`.
#[derive(Clone, Debug, PartialEq)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

/// The way to the page.
#[component]
pub fn Breadcrumbs(#[prop(into)] items: Signal<Vec<Crumb>>) -> impl IntoView {
    let crumbs = move || {
        let crumb = |Crumb { text, href }| match href {
            Some(href) => view! { <li><a class="flc-link" href=href>{text}</a></li> }.into_any(),
            None => view! { <li><span aria-current="page">{text}</span></li> }.into_any(),
        };
        items.get().into_iter().map(crumb).collect::<Vec<_>>()
    };
    view! {
        <nav class="flc-crumbs" aria-label=words().breadcrumbs>
            <ol role="list">{crumbs}</ol>
        </nav>
    }
}

/// The title row of a page: its heading, with a counter such as "(12)" or nothing, and the page's actions as children,
/// the primary one last.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Text,
    #[prop(optional, into)] counter: Option<Text>,
    #[prop(optional, into)] description: Option<Text>,
    /// What stands under the title and the actions.
    #[prop(optional, into)]
    under: Option<ViewFnOnce>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let counter = counter.map(|counter| {
        move || {
            let count = counter.get();
            (!count.is_empty()).then(|| view! { <span class="flc-counter">{format!(" {count}")}</span> })
        }
    });
    view! {
        <div class="flc-page-header">
            <div class="flc-page-title">
                <Heading>
                    <span>{title}</span>
                    {counter}
                </Heading>
                {description.map(|text| view! { <p class="flc-muted">{text}</p> })}
            </div>
            {children.map(|actions| view! { <div class="flc-actions">{actions()}</div> })}
            {under.map(|under| under.run())}
        </div>
    }
}

/// The heading of a page, of the level that [`UiWords`](super::words::UiWords) says.
#[component]
fn Heading(children: Children) -> impl IntoView {
    match words().page_heading {
        "h1" => view! { <h1 class="flc-title" part="title" tabindex="-1">{children()}</h1> }.into_any(),
        _ => view! { <h2 class="flc-title" part="title" tabindex="-1">{children()}</h2> }.into_any(),
    }
}

/// Moves the focus to the heading of the page that is drawn under `root`.
pub fn focus_heading(root: &web_sys::Element) {
    // A heading that takes no focus leaves the focus where it was.
    let _ = focus_within(root, ".flc-title");
}

/// A bordered part of a page with a heading 2.
#[component]
pub fn Card(
    #[prop(into)] title: Text,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="flc-card" part="card">
            <header class="flc-card-header">
                <h2>{title}</h2>
                {actions.map(|actions| view! { <div class="flc-actions">{actions.run()}</div> })}
            </header>
            <div class="flc-card-body">{children()}</div>
        </section>
    }
}

/// More on demand, as native details.
#[component]
pub fn Disclosure(#[prop(into)] summary: Text, children: Children) -> impl IntoView {
    view! {
        <details class="flc-disclosure">
            <summary>
                <Icon name=IconName::ChevronRight/>
                <span>{summary}</span>
            </summary>
            <div>{children()}</div>
        </details>
    }
}

/// What stands where there is nothing to show: why, and as children the ways on.
#[component]
pub fn EmptyState(
    #[prop(into)] title: Text,
    #[prop(into)] detail: Text,
    icon: IconName,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="flc-empty">
            <Icon name=icon/>
            <p class="flc-empty-title">{title}</p>
            <p class="flc-muted">{detail}</p>
            {children.map(|actions| view! { <div class="flc-actions">{actions()}</div> })}
        </div>
    }
}
