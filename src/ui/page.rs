use leptos::prelude::*;

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

/// The way to the page.
pub fn breadcrumbs(items: Signal<Vec<Crumb>>) -> AnyView {
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
    el("nav").class("flc-crumbs").attr_live("aria-label", words().breadcrumbs).child(list.view()).view()
}

/// The title row of a page: its heading with its counter, "(12)" or nothing, and the page's actions, the primary one
/// last.
pub fn page_header(
    title: Text,
    counter: Option<Text>,
    description: Option<Text>,
    actions: Vec<AnyView>,
) -> AnyView {
    let heading = el(words().page_heading).themed("flc-title").attr("tabindex", "-1");
    let heading = heading.child(el("span").say(title).view());
    let heading = match counter {
        Some(counter) => heading.live(move || match counter.get() {
            count if count.is_empty() => nothing(),
            count => el("span").class("flc-counter").text(format!(" {count}")).view(),
        }),
        None => heading,
    };
    let title = el("div").class("flc-page-title").child(heading.view()).child_if(description.map(muted));
    el("div").class("flc-page-header").child(title.view()).child_if(actions_row(actions)).view()
}

fn muted(text: Text) -> AnyView {
    el("p").class("flc-muted").say(text).view()
}

fn actions_row(actions: Vec<AnyView>) -> Option<AnyView> {
    (!actions.is_empty()).then(|| el("div").class("flc-actions").children(actions).view())
}

/// A bordered part of a page with a heading 2.
pub fn card(title: Text, actions: Vec<AnyView>, body: Vec<AnyView>) -> AnyView {
    let header = el("header")
        .class("flc-card-header")
        .child(el("h2").say(title).view())
        .child_if(actions_row(actions));
    let body = el("div").class("flc-card-body").children(body);
    el("section").themed("flc-card").child(header.view()).child(body.view()).view()
}

/// More on demand, as native details.
pub fn disclosure(summary: Text, body: Vec<AnyView>) -> AnyView {
    let summary = el("summary").child(draw(IconName::ChevronRight)).child(el("span").say(summary).view());
    el("details").class("flc-disclosure").child(summary.view()).child(el("div").children(body).view()).view()
}

/// What stands where there is nothing to show: why, and a way on.
pub fn empty_state(title: Text, detail: Text, icon: IconName, actions: Vec<AnyView>) -> AnyView {
    el("div")
        .class("flc-empty")
        .child(draw(icon))
        .child(el("p").class("flc-empty-title").say(title).view())
        .child(muted(detail))
        .child_if(actions_row(actions))
        .view()
}
