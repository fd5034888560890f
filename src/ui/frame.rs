use leptos::prelude::*;

use super::base::{Text, live, nothing};
use super::el::{ElRef, el};
use super::icon::{IconName, draw};
use super::keyed::keyed_list;
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
pub struct Frame {
    /// The product's name in the bar, which leads to `home`.
    pub product: Text,
    pub home: &'static str,
    /// What stands beside the product, e.g. the region and the time zone.
    pub context: AnyView,
    /// Controls at the end of the bar.
    pub tools: Vec<AnyView>,
    /// Names the navigation.
    pub nav_label: Text,
    /// Without items there is no navigation.
    pub nav: Signal<Vec<NavItem>>,
    pub content: Vec<AnyView>,
}

/// Draws the frame.
pub fn frame(frame: Frame) -> AnyView {
    let Frame { product, home, context, tools, nav_label, nav, content } = frame;
    let main = ElRef::default();
    let with_nav = Memo::new(move |_| nav.with(|nav| !nav.is_empty()));
    let side = live(move || {
        if !with_nav.get() {
            return nothing();
        }
        let ways = move || nav.with(|nav| nav.iter().map(|item| item.href.clone()).collect());
        let list = el("ul").attr("role", "list").child(keyed_list(ways, move |href| nav_link(href, nav)));
        el("nav").themed("flc-nav").attr_live("aria-label", nav_label).child(list.view()).view()
    });
    let skip = el("button")
        .class("flc-skip")
        .attr("type", "button")
        .on("click", move |_| {
            if let Some(main) = main.html() {
                // It takes the focus as long as it is in the page.
                let _ = main.focus();
            }
        })
        .say(words().skip_to_content);
    let product = el("a")
        .class("flc-product")
        .attr("href", home)
        .child(draw(IconName::Logger))
        .child(el("span").say(product).view());
    let bar = el("header")
        .themed("flc-bar")
        .child(product.view())
        .child(el("div").class("flc-bar-context").child(context).view())
        .child(el("div").class("flc-bar-tools").children(tools).view());
    let content =
        el(words().page_main).themed("flc-main").attr("tabindex", "-1").held(main).children(content);
    el("div")
        .class("flc-frame")
        .when("data-nav", with_nav.into())
        .child(skip.view())
        .child(bar.view())
        .child(side)
        .child(content.view())
        .view()
}

/// One link, kept while it is the same way, so that it keeps the focus when its page becomes current.
fn nav_link(href: String, nav: Signal<Vec<NavItem>>) -> AnyView {
    let way = StoredValue::new(href.clone());
    let item =
        move || nav.with(|nav| way.with_value(|way| nav.iter().find(|item| item.href == *way).cloned()));
    let icon = untrack(item).and_then(|item| item.icon);
    let label = Signal::derive(move || item().map(|item| item.label).unwrap_or_default());
    let link = el("a")
        .class("flc-nav-link")
        .attr_text("href", href)
        .attr_of("aria-current", move || item().is_some_and(|item| item.current).then_some("page"))
        .child_if(icon.map(draw))
        .child(el("span").say(label).view());
    el("li").child(link.view()).view()
}
