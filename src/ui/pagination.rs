use leptos::prelude::*;

use super::base::{Text, scoped};
use super::binding::Binding;
use super::icon::{Icon, IconName};
use super::select::Select;
use super::words::words;

/// The way between pages, and how many rows a page has. Pages count from 0 here and from 1 for a reader.
#[component]
pub fn Pagination(
    #[prop(into)] page: Signal<usize>,
    #[prop(into)] pages: Signal<usize>,
    #[prop(into)] on_page: Callback<usize>,
    #[prop(into)] size: Binding<usize>,
    sizes: &'static [usize],
) -> impl IntoView {
    let words = words();
    let options: Vec<_> = sizes.iter().map(|size| (size.to_string(), size.to_string())).collect();
    let choose = move |chosen: String| {
        if let Ok(chosen) = chosen.parse() {
            size.set.run(chosen);
        }
    };
    let size_text = Binding::new(move || size.signal.get().to_string(), choose);
    // One memo for both. The page is often a memo that is made of their number, and an effect of reactive_graph 0.2 that
    // reads such a memo before what it is made of can miss a change of the latter.
    let place = Memo::new(move |_| Place { page: page.get(), pages: pages.get() });
    let button = move |shown| match shown {
        Shown::Page(number) => view! { <PageButton number place on_page/> }.into_any(),
        Shown::GapAfter(_) => view! { <li class="flc-page-gap" aria-hidden="true">"…"</li> }.into_any(),
    };
    view! {
        <div class="flc-pagination">
            <Select label=words.rows_per_page options=Signal::stored(options) value=size_text/>
            <nav aria-label=words.pages>
                <ul role="list">
                    <StepButton label=words.previous_page icon=IconName::ChevronLeft by=-1 place on_page/>
                    // Kept by what they show, so that the one pressed keeps the focus.
                    <For each=move || place.get().shown() key=|shown| *shown children=button/>
                    <StepButton label=words.next_page icon=IconName::ChevronRight by=1 place on_page/>
                </ul>
            </nav>
        </div>
    }
}

/// A page, and of how many.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    page: usize,
    pages: usize,
}

/// What stands in the row of page numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shown {
    Page(usize),
    GapAfter(usize),
}

impl Place {
    /// The page so many further on, if there is one.
    fn step(self, by: isize) -> Option<usize> {
        self.page.checked_add_signed(by).filter(|to| *to < self.pages)
    }

    /// The first, the last and those around the current one. A gap is at least two pages wide.
    fn shown(self) -> Vec<Shown> {
        let last = self.pages.saturating_sub(1);
        let mut shown = Vec::new();
        let mut previous = None;
        for number in 0..=last {
            if number != 0 && number != last && number.abs_diff(self.page) > 1 {
                continue;
            }
            match previous {
                Some(previous) if number == previous + 2 => shown.push(Shown::Page(number - 1)),
                Some(previous) if number > previous + 2 => shown.push(Shown::GapAfter(previous)),
                _ => {}
            }
            shown.push(Shown::Page(number));
            previous = Some(number);
        }
        shown
    }
}

#[component]
fn PageButton(number: usize, place: Memo<Place>, on_page: Callback<usize>) -> impl IntoView {
    let words = words();
    view! {
        <li>
            <button
                class="flc-page"
                type="button"
                aria-label=move || words.page.run(number + 1)
                aria-current=move || (place.get().page == number).then_some("page")
                on:click=scoped(move |_| on_page.run(number))
            >
                {number + 1}
            </button>
        </li>
    }
}

#[component]
fn StepButton(
    label: Text,
    icon: IconName,
    by: isize,
    place: Memo<Place>,
    on_page: Callback<usize>,
) -> impl IntoView {
    let go = scoped(move |_| {
        if let Some(to) = place.get_untracked().step(by) {
            on_page.run(to);
        }
    });
    view! {
        <li>
            <button
                class="flc-page"
                type="button"
                aria-label=label
                aria-disabled=move || place.get().step(by).is_none().then_some("true")
                on:click=go
            >
                <Icon name=icon/>
            </button>
        </li>
    }
}
