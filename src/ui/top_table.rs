use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::base::Text;
use super::cell::{Brush, Cell};
use super::markup::{Inner, Markup, Parts};
use super::plot::StepValue;
use super::spark::{Share, share_bar, sparkline};
use super::table_body::Skeleton;
use super::tip::Tips;
use super::value_menu::{MenuItem, ValueMenu, ValueMenuPanel};

/// One value of a top list, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct TopRow {
    /// Tells the value; the menu is asked for by it.
    pub key: String,
    pub value: String,
    /// A name or a remark under the value.
    pub note: Option<String>,
    /// The number that the list is ordered by.
    pub amount: String,
    pub share: Share,
    /// The share in words, such as "12.3 %".
    pub share_text: String,
    /// The dropped part in words.
    pub dropped: String,
    /// Over the time of the chart. Each line has a scale of its own.
    pub line: Vec<StepValue>,
    pub first_seen: Cell,
    pub last_seen: Cell,
    pub first_dropped: Cell,
}

/// The headings of a top list.
#[derive(Clone, Copy)]
pub struct TopWords {
    /// Of the values, such as "Source".
    pub value: Text,
    /// Of the numbers, such as "Bytes".
    pub amount: Text,
    pub share: Text,
    pub dropped: Text,
    pub line: Text,
    pub first_seen: Text,
    pub last_seen: Text,
    pub first_dropped: Text,
    /// Said in place of rows.
    pub empty: Text,
}

/// How many columns a top list has.
const COLUMNS: usize = 8;

/// The values with the greatest numbers, each with a menu, and a row for all others. Its height follows the most rows that
/// it has had, so that nothing below moves when there are fewer.
#[component]
pub fn TopTable(
    /// Names the table, and stands above it.
    #[prop(into)]
    title: Text,
    words: TopWords,
    #[prop(into)] rows: Signal<Vec<TopRow>>,
    /// The row of all other values: it has no menu.
    #[prop(into)]
    other: Signal<Option<TopRow>>,
    /// How many rows there are at most, without the one of the others.
    #[prop(default = 10)]
    limit: usize,
    /// Rows that stand in for those to come, while there are none.
    #[prop(into)]
    loading: Signal<bool>,
    /// Rows are being read anew: those that are there stay.
    #[prop(into)]
    busy: Signal<bool>,
    /// What can be done with the value of a key.
    #[prop(into)]
    menu: Callback<String, Vec<MenuItem>>,
    /// Beside the title.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let panel = ValueMenu::new();
    let region = NodeRef::<html::Div>::new();
    let is_busy = move || (busy.get() || loading.get()).then_some("true");
    let is_bare = Memo::new(move |_| rows.with(Vec::is_empty));
    let tips = use_context::<Tips>();
    let draw = move |place: Element| {
        let (brush, mut drawn) = (Brush::new(), Parts::default());
        Effect::new(move || {
            let focused = focused_value(&place);
            let others = other.get().map(|row| row_markup(&row, &brush, None));
            rows.with(|rows| {
                let values = rows.iter().map(|row| row_markup(row, &brush, Some(panel)));
                drawn.show(&place, values.chain(others));
            });
            if let Some(key) = focused {
                keep_focus(&place, &key, region.get_untracked());
            }
            // The tip under the pointer may stand at what has become another value.
            tips.inspect(|tips| tips.refresh());
        });
    };
    let pressed = move |event: web_sys::MouseEvent| panel.pressed(&event, |button| menu.run(button.value()));
    let most = Memo::new(move |before: Option<&usize>| {
        let now = rows.with(Vec::len) + usize::from(other.with(Option::is_some));
        before.map_or(now, |before| now.max(*before))
    });
    let reserve = move |place: Element| {
        let Ok(place) = place.dyn_into::<HtmlElement>() else { return };
        Effect::new(move || {
            let rows = match most.get() {
                0 => limit + 1,
                rows => rows.min(limit + 1),
            };
            // A property of the CSSOM, which a strict style policy allows; it fails for no number.
            let _ = place.style().set_property("--rows", &rows.to_string());
        });
    };
    let skeleton = move || {
        (loading.get() && is_bare.get())
            .then(|| view! { <Skeleton rows=limit columns=COLUMNS selectable=false/> })
    };
    let empty = move || {
        (is_bare.get() && !loading.get())
            .then(|| view! { <p class="flc-top-empty flc-muted">{words.empty}</p> })
    };
    let heading = move |label: Text, align: Option<&'static str>| {
        view! {
            <th scope="col" data-align=align>
                {label}
            </th>
        }
    };
    view! {
        <section class="flc-table-frame flc-top" part="table-frame" data-busy=is_busy>
            <header class="flc-top-header">
                <h3>{title}</h3>
                {children.map(|actions| view! { <div class="flc-actions">{actions()}</div> })}
            </header>
            <div
                class="flc-table-region"
                role="region"
                aria-label=title
                tabindex="0"
                node_ref=region
                use:reserve
            >
                <table class="flc-table" part="table" aria-label=title aria-busy=is_busy>
                    <thead>
                        <tr>
                            {heading(words.value, None)} {heading(words.amount, Some("end"))}
                            {heading(words.share, None)} {heading(words.dropped, Some("end"))}
                            {heading(words.line, None)} {heading(words.first_seen, None)}
                            {heading(words.last_seen, None)} {heading(words.first_dropped, None)}
                        </tr>
                    </thead>
                    <tbody on:click=pressed use:draw></tbody>
                    {skeleton}
                </table>
                {empty}
            </div>
            <ValueMenuPanel menu=panel/>
        </section>
    }
}

fn row_markup(row: &TopRow, brush: &Brush, menu: Option<ValueMenu>) -> Markup {
    let text = |class, text: &str| Markup::new("span", class, Inner::Text(text.to_owned()));
    let cell = |parts| Markup::new("td", "", Inner::Parts(parts));
    let number = |number: &str| cell(vec![text("flc-digits", number)]).with("data-align", "end");
    let value = match menu {
        Some(menu) => menu.button(text("", &row.value), row.key.clone(), ""),
        None => text("flc-muted", &row.value),
    };
    let note = row.note.iter().map(|note| text("flc-top-note", note));
    let name =
        vec![Markup::new("span", "flc-top-value", Inner::Parts([value].into_iter().chain(note).collect()))];
    let share = vec![share_bar(row.share), text("flc-digits", &row.share_text)];
    let cells = vec![
        Markup::new("th", "", Inner::Parts(name)).with("scope", "row"),
        number(&row.amount),
        cell(vec![Markup::new("span", "flc-shared", Inner::Parts(share))]),
        number(&row.dropped),
        cell(vec![sparkline(&row.line)]),
        cell(vec![brush.markup(&row.first_seen)]),
        cell(vec![brush.markup(&row.last_seen)]),
        cell(vec![brush.markup(&row.first_dropped)]),
    ];
    Markup::new("tr", "", Inner::Parts(cells)).with("part", "row")
}

/// The key of the value whose button has the focus.
fn focused_value(place: &Element) -> Option<String> {
    let button = place.query_selector(".flc-value:focus").ok().flatten()?;
    button.get_attribute("value")
}

/// Gives the focus to the value that had it, where it stands now, else to the table: a key press must not reach what
/// nobody has focused.
fn keep_focus(place: &Element, key: &str, region: Option<web_sys::HtmlDivElement>) {
    let buttons = place.query_selector_all(".flc-value").ok();
    let count = buttons.as_ref().map_or(0, |buttons| buttons.length());
    let button = |at| buttons.as_ref()?.item(at)?.dyn_into::<HtmlElement>().ok();
    let same =
        (0..count).filter_map(button).find(|button| button.get_attribute("value").as_deref() == Some(key));
    let target = same.or_else(|| region.map(Into::into));
    if let Some(target) = target {
        // What is drawn takes the focus.
        let _ = target.focus();
    }
}
