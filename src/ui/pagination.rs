use leptos::prelude::*;

use super::base::Text;
use super::el::el;
use super::icon::{IconName, draw};
use super::keyed::keyed_list;
use super::select::select;
use super::words::words;

/// The way between pages, and how many rows a page has. Pages count from 0 here and from 1 for a reader.
pub fn pagination(
    page: Signal<usize>,
    pages: Signal<usize>,
    on_page: Callback<usize>,
    size: RwSignal<usize>,
    sizes: &[usize],
) -> AnyView {
    let words = words();
    let size_text = RwSignal::new(size.get_untracked().to_string());
    // The size may change from outside, e.g. by Preferences.
    Effect::new(move || size_text.set(size.get().to_string()));
    let options: Vec<(String, String)> =
        sizes.iter().map(|size| (size.to_string(), size.to_string())).collect();
    let options = Signal::stored(options);
    // A gap is known by the page before it. Buttons are kept, so that the one pressed keeps the focus.
    let keys = move || {
        let mut gap = "";
        // In this order: the page is made of their number, and who follows both must hear of the number first.
        let pages = pages.get();
        let shown = shown_pages(page.get(), pages);
        let key = move |shown: Option<usize>| match shown {
            Some(number) => number.to_string(),
            None => {
                gap = if gap.is_empty() { "first gap" } else { "second gap" };
                gap.to_owned()
            }
        };
        shown.into_iter().map(key).collect()
    };
    let numbers = keyed_list(keys, move |key| match key.parse() {
        Ok(number) => number_button(number, page, on_page),
        Err(_) => el("li").class("flc-page-gap").attr("aria-hidden", "true").text("…".to_owned()).view(),
    });
    let step = move |label: Text, icon: IconName, by: isize| {
        let to = move || page.get_untracked().checked_add_signed(by).filter(|to| *to < pages.get_untracked());
        let off =
            Signal::derive(move || page.get().checked_add_signed(by).is_none_or(|to| to >= pages.get()));
        let button = el("button")
            .class("flc-page")
            .attr("type", "button")
            .attr_live("aria-label", label)
            .when("aria-disabled", off)
            .on("click", move |_| {
                if let Some(to) = to() {
                    on_page.run(to);
                }
            })
            .child(draw(icon));
        el("li").child(button.view()).view()
    };
    let choose = Callback::new(move |chosen: String| {
        if let Ok(chosen) = chosen.parse() {
            size.set(chosen);
        }
    });
    let list = el("ul")
        .attr("role", "list")
        .child(step(words.previous_page, IconName::ChevronLeft, -1))
        .child(numbers)
        .child(step(words.next_page, IconName::ChevronRight, 1));
    el("div")
        .class("flc-pagination")
        .child(select(words.rows_per_page, options, size_text, Some(choose)))
        .child(el("nav").attr_live("aria-label", words.pages).child(list.view()).view())
        .view()
}

fn number_button(number: usize, page: Signal<usize>, on_page: Callback<usize>) -> AnyView {
    let words = words();
    let button = el("button")
        .class("flc-page")
        .attr("type", "button")
        .attr_live("aria-label", Signal::derive(move || words.page.run(number + 1)))
        .attr_of("aria-current", move || (page.get() == number).then_some("page"))
        .on("click", move |_| on_page.run(number))
        .text((number + 1).to_string());
    el("li").child(button.view()).view()
}

/// The first, the last and those around the current one; `None` is a gap.
fn shown_pages(now: usize, pages: usize) -> Vec<Option<usize>> {
    let last = pages.saturating_sub(1);
    let mut shown = Vec::new();
    let mut previous = None;
    for number in 0..=last {
        if number != 0 && number != last && number.abs_diff(now) > 1 {
            continue;
        }
        match previous {
            Some(previous) if number == previous + 2 => shown.push(Some(number - 1)),
            Some(previous) if number > previous + 2 => shown.push(None),
            _ => {}
        }
        shown.push(Some(number));
        previous = Some(number);
    }
    shown
}
