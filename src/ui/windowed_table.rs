use std::collections::VecDeque;
use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent, Node};

use super::base::{Text, on_key};
use super::cell::{Brush, Cell};
use super::markup::{Inner, Markup, Parts};
use super::size_watch::on_size;
use super::table::Head;
use super::table_body::Skeleton;
use super::table_rows::{Align, Column};
use super::tip::Tips;
use super::value_menu::{MenuItem, ValueMenu, ValueMenuPanel};
use super::window::{Window, pages};

/// A column of a [`WindowedTable`].
#[derive(Clone, Copy, PartialEq)]
pub struct WindowColumn {
    pub id: &'static str,
    pub label: Text,
    pub sortable: bool,
    pub align: Align,
    /// In pixels: widths do not follow the rows that are just drawn. Columns share what the window has more.
    pub width: u32,
    /// Whether its values open a menu. They are then shown as [`Cell::Text`], [`Cell::Number`], [`Cell::Time`] or
    /// [`Cell::Absent`].
    pub has_menu: bool,
}

/// Which rows a table has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowRows {
    pub count: usize,
    /// Another number where all rows became others, by another question or order: the table begins at its top.
    pub version: u64,
}

/// A native table of millions of rows that draws those that are in sight. All rows are of one height.
///
/// A row that is not there yet is drawn as a placeholder, and asked for.
#[component]
pub fn WindowedTable(
    #[prop(into)] label: Text,
    #[prop(into)] columns: Signal<Vec<WindowColumn>>,
    #[prop(into)] rows: Signal<WindowRows>,
    /// The cells of a row, in the order of the columns; `None` where it is not there yet. What it reads is followed.
    #[prop(into)]
    row: Callback<usize, Option<Vec<Cell>>>,
    /// Asks for rows that are in sight and not there, with those around them. The same rows are asked for once, unless
    /// others were in between; what was asked for before is out of sight and can be dropped.
    #[prop(into)]
    on_need: Callback<Range<usize>>,
    /// The id of the sorted column and whether it is descending.
    #[prop(into)]
    sort: Signal<Option<(String, bool)>>,
    #[prop(into)] on_sort: Callback<String>,
    /// The row whose details are shown.
    #[prop(into)]
    opened: Signal<Option<usize>>,
    #[prop(into)] on_open: Callback<usize>,
    /// What can be done with the value of a row in a column.
    #[prop(into)]
    menu: Callback<(usize, String), Vec<MenuItem>>,
    #[prop(into)] busy: Signal<bool>,
    /// Stands in the place of rows where there are none.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let columns = Memo::new(move |_| columns.get());
    let rows = Memo::new(move |_| rows.get());
    let panel = ValueMenu::new();
    let region = NodeRef::<html::Div>::new();
    let space = NodeRef::<html::Div>::new();
    let sight = NodeRef::<html::Div>::new();
    let table = NodeRef::<html::Table>::new();
    let body = NodeRef::<html::Tbody>::new();
    let probe = NodeRef::<html::Div>::new();
    // The heights of the region, its header and a row.
    let sizes = RwSignal::new((0_u32, 0_u32, 0_u32));
    let window = Memo::new(move |_| {
        let (height, header, row) = sizes.get();
        Window { count: rows.get().count, row, view: height.saturating_sub(header) }
    });
    let top = RwSignal::new(0.0_f64);
    // Where the region was scrolled to when it was last looked at.
    let scrolled = StoredValue::new(0_i32);
    let active = RwSignal::new(None::<usize>);
    let takes_focus = StoredValue::new(false);

    let scroll_to = move |place: f64| {
        let window = window.get_untracked();
        let place = window.within(place);
        if let Some(region) = region.get_untracked() {
            region.set_scroll_top(window.scroll_of(place));
            scrolled.set_value(region.scroll_top());
        }
        top.set(place);
    };
    let on_scroll = move |_| {
        let Some(region) = region.get_untracked() else { return };
        let (before, now) = (scrolled.get_value(), region.scroll_top());
        if before != now {
            scrolled.set_value(now);
            top.set(window.get_untracked().moved(top.get_untracked(), before, now));
        }
    };
    // Where a pixel of scrolling is many rows, small steps have moved the rows and not the bar.
    let settled = move |_| {
        if window.get_untracked().is_scaled() {
            scroll_to(top.get_untracked());
        }
    };
    let go_to = move |at: usize| {
        let at = at.min(window.get_untracked().count.saturating_sub(1));
        takes_focus.set_value(true);
        active.set(Some(at));
        let place = window.get_untracked().shows(at, top.get_untracked());
        scroll_to(place);
        // The row may be in sight already.
        active.notify();
    };
    let draw = move |place: Element| {
        let (brush, mut drawn) = (Brush::new(), DrawnRows::default());
        let tips = use_context::<Tips>();
        let asked = StoredValue::new(None::<(u64, Range<usize>)>);
        let version_before = StoredValue::new(0);
        Effect::new(move || {
            let rows = rows.get();
            if version_before.get_value() != rows.version {
                version_before.set_value(rows.version);
                active.set(None);
                scroll_to(0.0);
            }
        });
        Effect::new(move || {
            let (window, all, opened, active) = (window.get(), rows.get(), opened.get(), active.get());
            let top = window.within(top.get());
            let (seen, shift) = window.seen(top);
            let had_focus = place.matches(":focus-within").unwrap_or(false);
            let mut missing = Vec::new();
            columns.with(|columns| {
                let markup = |at: usize| {
                    let cells = row.run(at);
                    if cells.is_none() {
                        missing.push(at);
                    }
                    row_markup(at, cells.as_deref(), columns, opened == Some(at), &brush, panel)
                };
                drawn.show(&place, seen.clone(), markup);
            });
            if let Some(body) = place.dyn_ref::<HtmlElement>() {
                // A property of the CSSOM, which a strict style policy allows; it fails for no number.
                let _ = body.style().set_property("translate", &format!("0 -{shift}px"));
            }
            if had_focus || takes_focus.get_value() {
                takes_focus.set_value(false);
                let region = region.get_untracked().map(Into::into);
                keep_focus(&place, active.and_then(|at| drawn.element(at)), region);
            }
            tips.inspect(|tips| tips.refresh());
            let needed = pages(&missing, all.count).map(|range| (all.version, range));
            if needed != asked.get_value() {
                asked.set_value(needed.clone());
                if let Some((_, range)) = needed {
                    untrack(|| on_need.run(range));
                }
            }
        });
    };
    let measure = move || {
        let (region, table, probe) =
            (region.try_get_untracked(), table.try_get_untracked(), probe.try_get_untracked());
        let (Some(Some(region)), Some(Some(table)), Some(Some(probe))) = (region, table, probe) else {
            return;
        };
        let header = table.t_head().map_or(0, |head| head.offset_height());
        let now = [region.client_height(), header, probe.offset_height()].map(i32::unsigned_abs);
        if sizes.get_untracked() != now.into() {
            sizes.set(now.into());
        }
    };
    Effect::new(move || {
        if let (Some(region), Some(probe)) = (region.get(), probe.get()) {
            on_size(&[&region, &probe], measure);
        }
    });
    // The space that is scrolled, and the part of it that is in sight.
    Effect::new(move || {
        let (Some(space), Some(sight)) = (space.get(), sight.get()) else { return };
        let (height, header, _) = sizes.get();
        set_px(&space, "height", window.get().space() + header);
        set_px(&space, "min-width", columns.with(|columns| columns.iter().map(|column| column.width).sum()));
        set_px(&sight, "height", height);
    });
    let key = on_key(move |event: KeyboardEvent| {
        let target: Element = event_target(&event);
        let is_row = target.matches("tr").unwrap_or(false);
        let is_region = region.get_untracked().is_some_and(|region| region.is_same_node(Some(&target)));
        let in_body = body.get_untracked().is_some_and(|body| body.contains(Some(&target)));
        if event.alt_key() || event.meta_key() || !(is_region || in_body) {
            return;
        }
        let window = window.get_untracked();
        let first = window.seen(top.get_untracked()).0.start;
        let at = active.get_untracked();
        match event.key().as_str() {
            "Enter" if is_row && let Some(at) = at => on_open.run(at),
            "ArrowLeft" if in_body && focus_beside(&target, false) => {}
            "ArrowRight" if in_body && focus_beside(&target, true) => {}
            key => match window.row_by_key(key, at, first) {
                Some(at) => go_to(at),
                None => return,
            },
        }
        event.prevent_default();
    });
    let index_of = move |target: &Element| {
        let row = target.closest("tr").ok().flatten()?;
        let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
        index.checked_sub(FIRST)
    };
    let clicked = move |event: web_sys::MouseEvent| {
        panel.pressed(&event, |button| {
            let at = index_of(button);
            at.map(|at| menu.run((at, button.name()))).unwrap_or_default()
        });
        let target: Element = event_target(&event);
        let in_control = target.closest("button, a").is_ok_and(|control| control.is_some());
        if let Some(at) = index_of(&target).filter(|_| !in_control) {
            on_open.run(at);
        }
    };
    let focused = move |event: web_sys::FocusEvent| {
        let at = index_of(&event_target(&event));
        if at.is_some() && at != active.get_untracked() {
            active.set(at);
        }
    };
    let widths = move |place: Element| {
        let group = Rndr::create_element("colgroup", None);
        Rndr::insert_node(&place, &group, place.first_child().as_ref());
        let mut drawn = Parts::default();
        Effect::new(move || {
            let column = |column: &WindowColumn| {
                Markup::new("col", "", Inner::Parts(Vec::new())).with("width", column.width.to_string())
            };
            columns.with(|columns| drawn.show(&group, columns.iter().map(column)));
        });
    };
    let head = move |WindowColumn { id, label, sortable, align, .. }: WindowColumn| {
        let column = Column { id, label, sortable, align, is_steady: false };
        view! { <Head column sort on_sort=Some(on_sort)/> }
    };
    let is_busy = move || busy.get().then_some("true");
    // Until it is known how many rows there are.
    let skeleton = move || {
        let columns = columns.with(Vec::len);
        (rows.get().count == 0 && busy.get()).then(|| view! { <Skeleton rows=8 columns selectable=false/> })
    };
    let instead = move || {
        (rows.get().count == 0 && !busy.get())
            .then(|| view! { <div class="flc-table-instead">{empty.run()}</div> })
    };
    view! {
        <div class="flc-table-frame flc-window" part="table-frame" data-busy=is_busy>
            <div
                class="flc-table-region"
                role="region"
                aria-label=label
                tabindex="0"
                node_ref=region
                on:scroll=on_scroll
                on:scrollend=settled
                on:keydown=key
            >
                <div class="flc-window-space" node_ref=space>
                    <div class="flc-window-sight" node_ref=sight>
                        <table
                            class="flc-table"
                            part="table"
                            aria-label=label
                            aria-busy=is_busy
                            aria-rowcount=move || rows.get().count + 1
                            node_ref=table
                            use:widths
                        >
                            <thead>
                                <tr aria-rowindex="1">
                                    <For each=move || columns.get() key=|column| column.id children=head/>
                                </tr>
                            </thead>
                            <tbody node_ref=body on:click=clicked on:focusin=focused use:draw></tbody>
                            {skeleton}
                        </table>
                    </div>
                </div>
            </div>
            <div class="flc-window-probe" aria-hidden="true" node_ref=probe></div>
            {instead}
            <ValueMenuPanel menu=panel/>
        </div>
    }
}

/// The `aria-rowindex` of the first row: the header has 1.
const FIRST: usize = 2;

fn set_px(element: &HtmlElement, property: &str, value: u32) {
    // A property of the CSSOM, which a strict style policy allows; it fails for no number.
    let _ = element.style().set_property(property, &format!("{value}px"));
}

fn row_markup(
    at: usize,
    cells: Option<&[Cell]>,
    columns: &[WindowColumn],
    is_opened: bool,
    brush: &Brush,
    menu: ValueMenu,
) -> Markup {
    let cell = |(place, column): (usize, &WindowColumn)| {
        let inner = match cells {
            None => Markup::new("span", "flc-bone", Inner::Parts(Vec::new())),
            Some(cells) => {
                let cell = cells.get(place).unwrap_or(&Cell::Absent);
                let shown = brush.markup(cell);
                match column.has_menu && *cell != Cell::Absent {
                    true => menu.button(shown, String::new(), column.id).with("tabindex", "-1"),
                    false => shown,
                }
            }
        };
        let (tag, inner) = (if place == 0 { "th" } else { "td" }, Inner::Parts(vec![inner]));
        let markup = match place {
            0 => Markup::new(tag, "", inner).with("scope", "row"),
            _ => Markup::new(tag, "", inner),
        };
        match column.align.name() {
            Some(align) => markup.with("data-align", align),
            None => markup,
        }
    };
    Markup::new("tr", "flc-row", Inner::Parts(columns.iter().enumerate().map(cell).collect()))
        .with("part", "row")
        .with("tabindex", "-1")
        .with("aria-rowindex", (at + FIRST).to_string())
        .with("aria-current", if is_opened { "true" } else { "false" })
}

/// A row in the document.
struct DrawnRow {
    at: usize,
    markup: Markup,
    element: Element,
}

/// The rows that are in sight, in their order. An element whose row goes out of sight becomes another row.
#[derive(Default)]
struct DrawnRows(VecDeque<DrawnRow>);

impl DrawnRows {
    fn show(&mut self, place: &Element, seen: Range<usize>, mut markup: impl FnMut(usize) -> Markup) {
        let (mut known, mut free) = (VecDeque::new(), Vec::new());
        for row in self.0.drain(..) {
            if seen.contains(&row.at) { known.push_back(row) } else { free.push(row) }
        }
        // An element that stays where it is keeps the focus.
        for row in &free {
            row.element.remove();
        }
        for at in seen {
            let markup = markup(at);
            let is_here = known.front().is_some_and(|row| row.at == at);
            let next = known.front().map(|row| row.element.clone());
            let element = match if is_here { known.pop_front() } else { free.pop() } {
                Some(row) => {
                    markup.change(&row.element, &row.markup);
                    row.element
                }
                None => markup.draw(),
            };
            if !is_here {
                Rndr::insert_node(place, &element, next.as_deref().map(AsRef::<Node>::as_ref));
            }
            self.0.push_back(DrawnRow { at, markup, element });
        }
    }

    fn element(&self, at: usize) -> Option<HtmlElement> {
        let row = self.0.iter().find(|row| row.at == at)?;
        row.element.clone().dyn_into().ok()
    }
}

/// Keeps the focus in the table, whose rows have just become others: on its row, or in it, else on the region.
fn keep_focus(place: &Element, row: Option<HtmlElement>, region: Option<HtmlElement>) {
    if row.as_ref().is_some_and(|row| row.matches(":focus-within").unwrap_or(false)) {
        return;
    }
    let target = row.filter(|row| place.contains(Some(row))).or(region);
    if let Some(target) = target {
        let options = FocusOptions::new();
        // The table scrolls by itself.
        options.set_prevent_scroll(true);
        // What is drawn takes the focus.
        let _ = target.focus_with_options(&options);
    }
}

/// Moves the focus between a row and the controls in it; says whether there was one to move to.
fn focus_beside(target: &Element, is_next: bool) -> bool {
    let Ok(Some(row)) = target.closest("tr") else { return false };
    let Ok(controls) = row.query_selector_all("button, a") else { return false };
    let control = |at| controls.item(at)?.dyn_into::<HtmlElement>().ok();
    let now =
        (0..controls.length()).find(|at| control(*at).is_some_and(|one| one.is_same_node(Some(target))));
    let next = match (now, is_next) {
        (None, true) => control(0),
        (None, false) => None,
        (Some(at), true) => control(at + 1),
        (Some(0), false) => row.dyn_into().ok(),
        (Some(at), false) => control(at - 1),
    };
    next.is_some_and(|next| next.focus().is_ok())
}
