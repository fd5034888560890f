use leptos::prelude::*;

use crate::reactive::{Signal};

use super::base::{Text, nothing};
use super::el::el;
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
    let crumb_view = |crumb: Crumb| {
        let shown = match crumb.href {
            Some(href) => el("a").class("flc-link").attr_text("href", href),
            None => el("span").attr("aria-current", "page"),
        };
        el("li").child(shown.text(crumb.text).view()).view()
    };
    let list = el("ol")
        .attr("role", "list")
        .live(move || items.get().into_iter().map(crumb_view).collect::<Vec<_>>().into_any());
    el("nav").class("flc-crumbs").attr_live("aria-label", words.breadcrumbs).child(list.view()).view()
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
    let heading = el("h1").attr("tabindex", "-1").child(el("span").say(title).view());
    let heading = match counter {
        Some(counter) => heading.live(move || match counter.get() {
            count if count.is_empty() => nothing(),
            count => (" ", el("span").class("flc-counter").text(count).view()).into_any(),
        }),
        None => heading,
    };
    let title = el("div").class("flc-page-title").child(heading.view()).child_if(description.map(muted));
    el("div").class("flc-page-header").child(title.view()).child_if(children.map(actions_row)).view()
}

fn muted(text: Text) -> AnyView {
    el("p").class("flc-muted").say(text).view()
}

fn actions_row(children: Children) -> AnyView {
    el("div").class("flc-actions").child(children()).view()
}

/// A bordered part of a page with a heading 2.
#[component]
pub fn Card(
    #[prop(into)] title: Text,
    #[prop(optional, into)] description: Option<Text>,
    #[prop(optional)] actions: Option<Children>,
    children: Children,
) -> AnyView {
    let title = el("div").child(el("h2").say(title).view()).child_if(description.map(muted));
    let header = el("header").class("flc-card-header").child(title.view()).child_if(actions.map(actions_row));
    let body = el("div").class("flc-card-body").child(children());
    el("section").class("flc-card").child(header.view()).child(body.view()).view()
}

/// More on demand, as native details.
#[component]
pub fn Disclosure(#[prop(into)] summary: Text, #[prop(optional)] open: bool, children: Children) -> AnyView {
    let summary = el("summary").child(draw(IconName::ChevronRight)).child(el("span").say(summary).view());
    el("details")
        .class("flc-disclosure")
        .attr_if("open", open.then_some(""))
        .child(summary.view())
        .child(el("div").child(children()).view())
        .view()
}

/// What stands where there is nothing to show: why, and a way on.
#[component]
pub fn EmptyState(
    #[prop(into)] title: Text,
    #[prop(optional, into)] detail: Option<Text>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    el("div")
        .class("flc-empty")
        .child_if(icon.map(draw))
        .child(el("p").class("flc-empty-title").say(title).view())
        .child_if(detail.map(muted))
        .child_if(children.map(actions_row))
        .view()
}
