use leptos::prelude::*;
use super::base::{derive, effect, callback};

use super::base::{Text, clicked, live};
use super::icon::{IconName, draw};
use super::select::Select;
use super::words::words;

/// The way between pages, and how many rows a page has. Pages count from 0 here and from 1 for a reader.
#[component]
pub fn Pagination(
    #[prop(into)] page: Signal<usize>,
    #[prop(into)] pages: Signal<usize>,
    #[prop(into)] on_page: Callback<usize>,
    size: RwSignal<usize>,
    sizes: Vec<usize>,
) -> AnyView {
    let words = words();
    let size_text = RwSignal::new(size.get_untracked().to_string());
    // The size may change from outside, e.g. by Preferences.
    effect(move || size_text.set(size.get().to_string()));
    let options: Vec<(String, String)> =
        sizes.into_iter().map(|size| (size.to_string(), size.to_string())).collect();
    let numbers = live(move || {
        let now = page.get();
        let items: Vec<AnyView> = shown_pages(now, pages.get())
            .into_iter()
            .map(|shown| match shown {
                Some(number) => number_button(number, number == now, on_page),
                None => view! { <li class="flc-page-gap" aria-hidden="true">"…"</li> }.into_any(),
            })
            .collect();
        items.into_any()
    });
    let step = move |label: Text, icon: IconName, to: Signal<Option<usize>>| {
        view! {
            <li>
                <button
                    class="flc-page"
                    type="button"
                    aria-label=label
                    aria-disabled=derive(move || to.get().is_none().then_some("true"))
                    on:click=clicked(move |_| {
                        if let Some(to) = to.get_untracked() {
                            on_page.run(to);
                        }
                    })
                >
                    {draw(icon)}
                </button>
            </li>
        }
        .into_any()
    };
    let before = derive(move || page.get().checked_sub(1));
    let after = derive(move || Some(page.get() + 1).filter(|next| *next < pages.get()));
    view! {
        <div class="flc-pagination">
            <Select
                label=words.rows_per_page
                options=Signal::stored(options)
                value=size_text
                on_change=callback(move |chosen: String| {
                    if let Ok(chosen) = chosen.parse() {
                        size.set(chosen);
                    }
                })
            />
            <nav aria-label=words.pages>
                <ul role="list">
                    {step(words.previous_page, IconName::ChevronLeft, before)} {numbers}
                    {step(words.next_page, IconName::ChevronRight, after)}
                </ul>
            </nav>
        </div>
    }
    .into_any()
}

fn number_button(number: usize, current: bool, on_page: Callback<usize>) -> AnyView {
    let label = words().page.run(number + 1);
    view! {
        <li>
            <button
                class="flc-page"
                type="button"
                aria-label=label
                aria-current=current.then_some("page")
                on:click=clicked(move |_| on_page.run(number))
            >
                {number + 1}
            </button>
        </li>
    }
    .into_any()
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
