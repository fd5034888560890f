//! Restores the position of a list when a person comes back: scroll position, and focus on the link that was followed.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::route::Route;
use crate::state::Console;
use crate::state::list_positions::ListPosition;

/// Saves the position of the list on this page when the person leaves, and restores the saved one.
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
        // Each page focuses its heading first.
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
    // On cleanup the route is already the next one, so the route of the list is kept here.
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

/// The position to save. There is none where the page stays and only its region or its connection changes.
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
    // An address that makes an invalid selector is no link of the console.
    region.query_selector(&format!("a[href=\"{href}\"]")).ok()??.dyn_into().ok()
}

fn come_back(region: &web_sys::Element, place: &ListPosition) {
    region.set_scroll_top(place.scrolled);
    let Some(link) = link(region, &place.followed) else { return };
    if let (Some(top), Some(window)) = (place.top, web_sys::window()) {
        window.scroll_by_with_x_and_y(0.0, link.get_bounding_client_rect().top() - top);
    }
    // Focus also scrolls to a link that is out of view. If it fails, the focus stays on the heading.
    let _ = link.focus();
}
