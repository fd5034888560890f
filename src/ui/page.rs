use leptos::prelude::*;

use super::base::{Text, focus_within};
use super::icon::{Icon, IconName};
use super::words::words;

/// One breadcrumb. The last one, for the page itself, has no `href`.
#[derive(Clone, Debug, PartialEq)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

/// The breadcrumbs of a page.
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

/// The title row of a page: the heading with a counter such as "(12)", and the actions as children, the primary action
/// last.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Text,
    #[prop(optional, into)] counter: Option<Text>,
    #[prop(optional, into)] description: Option<Text>,
    /// Content under the title and the actions.
    #[prop(optional, into)]
    under: Option<ViewFnOnce>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let counter = counter.map(|counter| {
        let text =
            move || counter.with(|count| if count.is_empty() { String::new() } else { format!(" {count}") });
        view! { <span class="flc-counter" prop:textContent=text></span> }
    });
    view! {
        <div class="flc-page-header">
            <div class="flc-page-title">
                <Heading>
                    <span prop:textContent=title></span>
                    {counter}
                </Heading>
                {description.map(|text| view! { <p class="flc-muted">{text}</p> })}
            </div>
            {children.map(|actions| view! { <div class="flc-actions">{actions()}</div> })}
            {under.map(|under| under.run())}
        </div>
    }
}

/// The heading of a page; [`UiWords`](super::words::UiWords) has its level.
#[component]
fn Heading(children: Children) -> impl IntoView {
    match words().is_part {
        false => view! { <h1 class="flc-title" part="title" tabindex="-1">{children()}</h1> }.into_any(),
        true => view! { <h2 class="flc-title" part="title" tabindex="-1">{children()}</h2> }.into_any(),
    }
}

/// Moves the focus to the heading of the page that is drawn under `root`.
pub fn focus_heading(root: &web_sys::Element) {
    // A heading that takes no focus leaves the focus where it was.
    let _ = focus_within(root, ".flc-title");
}

/// A bordered section with a heading 2.
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

/// Content that a person can unfold, as native `details`.
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

/// An empty state: why there is nothing to show, and links or buttons as children.
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
