//! Coming back to a list: it stands where it was left, with the focus on the link that was followed.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::route::Route;
use crate::state::Console;
use crate::state::list_positions::ListPosition;

/// Keeps the place of the list on whose page it stands, and comes back to the one that was kept.
#[component]
pub(super) fn RestorePosition() -> impl IntoView {
    let console = expect_context::<Console>();
    let anchor = NodeRef::<html::Span>::new();
    let region = move || -> Option<web_sys::Element> {
        let page = anchor.try_get_untracked()??.closest(".flc-main").ok()??;
        page.query_selector(".flc-table-region").ok()?
    };
    let first = console.part.route.get_untracked();
    let page = first.page.clone();
    if let Some(place) = console.shared.list_positions.take(&first) {
        // After the heading got the focus, which every page does.
        request_animation_frame(move || {
            set_timeout(
                move || {
                    if let Some(region) = region() {
                        come_back(&region, &place);
                    }
                },
                std::time::Duration::ZERO,
            );
        });
    }
    // Filter, order and page change while the list stands; when it goes, the route is another already.
    let list = StoredValue::new(first);
    Effect::new(move || {
        let now = console.part.route.get();
        if now.page == page {
            list.set_value(now);
        }
    });
    on_cleanup(move || {
        if let Some(place) = region().and_then(|region| left(console, list, &region)) {
            console.shared.list_positions.keep(place);
        }
    });
    view! { <span hidden node_ref=anchor></span> }
}

/// The place that is left now; none where the page only goes for another region or without a connection.
fn left(console: Console, list: StoredValue<Route>, region: &web_sys::Element) -> Option<ListPosition> {
    let (list, now) = (list.try_get_value()?, console.part.route.try_get_untracked()?);
    if list.page == now.page {
        return None;
    }
    let followed = now.href();
    let top = link(region, &followed).map(|link| link.get_bounding_client_rect().top());
    Some(ListPosition { list, followed, scrolled: region.scroll_top(), top })
}

fn link(region: &web_sys::Element, href: &str) -> Option<web_sys::HtmlElement> {
    // An address that is no selector leads to no page of ours.
    region.query_selector(&format!("a[href=\"{href}\"]")).ok()??.dyn_into().ok()
}

fn come_back(region: &web_sys::Element, place: &ListPosition) {
    region.set_scroll_top(place.scrolled);
    let Some(link) = link(region, &place.followed) else { return };
    if let (Some(top), Some(window)) = (place.top, web_sys::window()) {
        window.scroll_by_with_x_and_y(0.0, link.get_bounding_client_rect().top() - top);
    }
    // It scrolls where the link is still out of sight. A link that a browser does not focus is no harm.
    let _ = link.focus();
}
