use leptos::prelude::*;

use super::base::{Text, live, nothing};
use super::icon::{IconName, draw};
use super::words::words;

/// A step of the way to a page; the page itself has no `href`.
#[derive(Clone, Debug, PartialEq)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

#[component]
pub fn Breadcrumbs(#[prop(into)] items: Signal<Vec<Crumb>>) -> AnyView {
    let words = words();
    let items = live(move || {
        let items: Vec<AnyView> = items
            .get()
            .into_iter()
            .map(|crumb| {
                let shown = match crumb.href {
                    Some(href) => view! { <a class="flc-link" href=href>{crumb.text}</a> }.into_any(),
                    None => view! { <span aria-current="page">{crumb.text}</span> }.into_any(),
                };
                view! { <li>{shown}</li> }.into_any()
            })
            .collect();
        items.into_any()
    });
    view! {
        <nav class="flc-crumbs" aria-label=words.breadcrumbs>
            <ol role="list">{items}</ol>
        </nav>
    }
    .into_any()
}

/// The title row of a page: heading 1 with its counter, and the page's actions.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Text,
    /// "(12)" beside the title; empty shows nothing.
    #[prop(optional, into)]
    counter: Option<Text>,
    /// One line under the title.
    #[prop(optional, into)]
    description: Option<Text>,
    /// Actions, the primary one last.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let counter = counter.map(|counter| {
        live(move || match counter.get() {
            count if count.is_empty() => nothing(),
            count => view! { " "<span class="flc-counter">{count}</span> }.into_any(),
        })
    });
    view! {
        <div class="flc-page-header">
            <div class="flc-page-title">
                <h1 tabindex="-1"><span>{title}</span>{counter}</h1>
                {description.map(|text| view! { <p class="flc-muted">{text}</p> }.into_any())}
            </div>
            {children.map(|children| view! { <div class="flc-actions">{children()}</div> }.into_any())}
        </div>
    }
    .into_any()
}

/// A bordered part of a page with a heading 2.
#[component]
pub fn Card(
    #[prop(into)] title: Text,
    #[prop(optional, into)] description: Option<Text>,
    #[prop(optional)] actions: Option<Children>,
    children: Children,
) -> AnyView {
    view! {
        <section class="flc-card">
            <header class="flc-card-header">
                <div>
                    <h2>{title}</h2>
                    {description.map(|text| view! { <p class="flc-muted">{text}</p> }.into_any())}
                </div>
                {actions.map(|actions| view! { <div class="flc-actions">{actions()}</div> }.into_any())}
            </header>
            <div class="flc-card-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// More on demand, as native details.
#[component]
pub fn Disclosure(#[prop(into)] summary: Text, #[prop(optional)] open: bool, children: Children) -> AnyView {
    view! {
        <details class="flc-disclosure" open=open>
            <summary>{draw(IconName::ChevronRight)}<span>{summary}</span></summary>
            <div>{children()}</div>
        </details>
    }
    .into_any()
}

/// What stands where there is nothing to show: why, and a way on.
#[component]
pub fn EmptyState(
    #[prop(into)] title: Text,
    #[prop(optional, into)] detail: Option<Text>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! {
        <div class="flc-empty">
            {icon.map(draw)}
            <p class="flc-empty-title">{title}</p>
            {detail.map(|detail| view! { <p class="flc-muted">{detail}</p> }.into_any())}
            {children.map(|children| view! { <div class="flc-actions">{children()}</div> }.into_any())}
        </div>
    }
    .into_any()
}
