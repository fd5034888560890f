use leptos::html;
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use super::base::{Text, new_id, on_key};
use super::button::Button;
use super::icon::IconName;
use super::markup::{Inner, Markup, Parts};
use super::plot::{Area, StepValue, bars, scaled, step_at, step_start, time_ticks, value_ticks};
use super::size_watch::on_size;

/// Numbers over time. Times are milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeSeries {
    pub from: i64,
    /// How long each step is.
    pub step: i64,
    /// `None` where a step has nothing to say: nothing was read there.
    pub values: Vec<Option<StepValue>>,
}

impl TimeSeries {
    fn begin(&self, at: usize) -> i64 {
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        self.from.saturating_add(self.step.saturating_mul(at))
    }

    /// From the begin of the one step to the end of the other.
    fn span(&self, (first, last): (usize, usize)) -> (i64, i64) {
        (self.begin(first), self.begin(last.saturating_add(1)))
    }

    /// The sum of some steps; `None` where none of them has a value.
    fn sum(&self, (first, last): (usize, usize)) -> Option<StepValue> {
        let steps = self.values.get(first..=last)?;
        steps.iter().flatten().copied().reduce(StepValue::plus)
    }
}

/// The words of a chart.
#[derive(Clone, Copy)]
pub struct ChartWords {
    pub accepted: Text,
    pub dropped: Text,
    /// The heading of the table's column of times.
    pub time: Text,
    pub show_as_table: Text,
    /// Says which keys do what; a screen reader reads it.
    pub keys: Text,
    /// Stands in the middle while there is nothing but zeros.
    pub empty: Text,
}

/// Writes the numbers and times of a chart.
#[derive(Clone, Copy)]
pub struct ChartFormat {
    /// In few characters, with a unit: "1.2 GB".
    pub short: Callback<u64, String>,
    /// With all digits, for the table.
    pub exact: Callback<u64, String>,
    /// From one time to another.
    pub span: Callback<(i64, i64), String>,
    /// A time of the axis, and how far the next one is.
    pub tick: Callback<(i64, i64), String>,
    /// How many milliseconds a time is ahead of UTC.
    pub offset: Callback<i64, i64>,
}

/// Bars over time: what was accepted, and under it what was dropped. A part of the time is chosen with the pointer or the
/// keyboard. The same numbers are there as a table.
#[component]
pub fn TimeChart(
    /// Names the region, and stands above the chart.
    #[prop(into)]
    title: Text,
    words: ChartWords,
    format: ChartFormat,
    #[prop(into)] series: Signal<TimeSeries>,
    /// The numbers are being read anew: those that are there stay.
    #[prop(into)]
    busy: Signal<bool>,
    /// A person has chosen the time from the one to the other.
    #[prop(into)]
    on_zoom: Callback<(i64, i64)>,
    /// The region, for [`chart_png`](super::chart_png).
    #[prop(optional)]
    node_ref: NodeRef<html::Section>,
    /// Controls beside the title.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let is_table = RwSignal::new(false);
    let content = move || match is_table.get() {
        true => view! { <ChartTable title words format series/> }.into_any(),
        false => view! { <Plot title words format series on_zoom/> }.into_any(),
    };
    view! {
        <section
            class="flc-card flc-chart"
            part="card"
            aria-label=title
            aria-busy=move || busy.get().then_some("true")
            node_ref=node_ref
        >
            <header class="flc-card-header">
                <h2>{title}</h2>
                <div class="flc-actions">
                    {children.map(|actions| actions())}
                    <Button
                        label=words.show_as_table
                        icon=IconName::Table
                        pressed=is_table
                        on_click=move |()| is_table.update(|is| *is = !*is)
                    />
                </div>
            </header>
            <div class="flc-card-body">{content}</div>
        </section>
    }
}

#[component]
fn ChartTable(
    title: Text,
    words: ChartWords,
    format: ChartFormat,
    series: Signal<TimeSeries>,
) -> impl IntoView {
    let draw = move |place: Element| {
        let mut drawn = Parts::default();
        let body = Rndr::create_element("tbody", None);
        Rndr::insert_node(&place, &body, None);
        Effect::new(move || {
            series.with(|series| {
                let rows = series.values.iter().enumerate().map(|(at, value)| {
                    let number = |number: Option<u64>| {
                        let text = number.map_or("–".to_owned(), |number| format.exact.run(number));
                        Markup::new("td", "", Inner::Text(text)).with("data-align", "end")
                    };
                    let time = format.span.run(series.span((at, at)));
                    let time = Markup::new("th", "", Inner::Text(time)).with("scope", "row");
                    let numbers =
                        [value.map(|value| value.accepted), value.map(|value| value.dropped)].map(number);
                    Markup::new("tr", "", Inner::Parts([time].into_iter().chain(numbers).collect()))
                });
                drawn.show(&body, rows);
            });
        });
    };
    view! {
        // The region has the name already; a part that scrolls can be focused.
        <div class="flc-table-region flc-chart-table" role="group" aria-label=title tabindex="0">
            <table class="flc-table" part="table" aria-label=title use:draw>
                <thead>
                    <tr>
                        <th scope="col">{words.time}</th>
                        <th scope="col" data-align="end">
                            {words.accepted}
                        </th>
                        <th scope="col" data-align="end">
                            {words.dropped}
                        </th>
                    </tr>
                </thead>
            </table>
        </div>
    }
}

/// Heights in pixels: of the drawing, of the room above its bars, of the axis below them.
const HEIGHT: u32 = 208;
const ABOVE: u32 = 10;
const BELOW: u32 = 24;
/// How far the pointer is dragged before it chooses.
const DRAGGED: i32 = 4;

/// Where a person is in a chart: a step, and the one at which a choice began.
#[derive(Clone, Copy, Default, PartialEq)]
struct Cursor {
    at: Option<usize>,
    anchor: Option<usize>,
}

impl Cursor {
    /// The first and the last step that are meant.
    fn steps(self) -> Option<(usize, usize)> {
        let at = self.at?;
        let anchor = self.anchor.unwrap_or(at);
        Some((at.min(anchor), at.max(anchor)))
    }
}

#[component]
fn Plot(
    title: Text,
    words: ChartWords,
    format: ChartFormat,
    series: Signal<TimeSeries>,
    on_zoom: Callback<(i64, i64)>,
) -> impl IntoView {
    let width = RwSignal::new(0_u32);
    let cursor = RwSignal::new(Cursor::default());
    let pattern = StoredValue::new(new_id("hatch"));
    let keys_id = new_id("keys");
    let plot = NodeRef::<html::Div>::new();
    let tip = NodeRef::<html::Div>::new();
    // Where the button of the pointer went down.
    let pressed_at = StoredValue::new(None::<i32>);
    let count = move || series.with(|series| series.values.len());
    let top = Memo::new(move |_| {
        let max = series.with(|series| series.values.iter().flatten().map(|value| value.total()).max());
        value_ticks(max.unwrap_or_default())
    });
    let labels = Memo::new(move |_| {
        top.with(|top| top.iter().map(|tick| format.short.run(*tick)).collect::<Vec<_>>())
    });
    let area = Memo::new(move |_| {
        let widest = labels.with(|labels| labels.iter().map(|label| label_width(label)).max());
        let left = widest.unwrap_or_default() + 10;
        let right = 8;
        let width = width.get().saturating_sub(left + right);
        Area { left, top: ABOVE, width, height: HEIGHT - ABOVE - BELOW }
    });
    // While files are read the numbers change many times a second, and the steps do not.
    let steps = Memo::new(move |_| series.with(|series| (series.from, series.step, series.values.len())));
    Effect::new(move || {
        steps.get();
        pressed_at.set_value(None);
        cursor.set(Cursor::default());
    });

    let draw = move |place: Element| {
        let watched = place.clone();
        on_size(&[&place], move || {
            let now = watched.client_width().unsigned_abs();
            if width.try_get_untracked().is_some_and(|before| before != now) {
                width.set(now);
            }
        });
        let (mut still, mut marks) = (Parts::default(), Parts::default());
        let drawing = shape("svg", "flc-plot-drawing")
            .with("height", HEIGHT.to_string())
            .with("aria-hidden", "true")
            .draw();
        Rndr::insert_node(&place, &drawing, None);
        let [below, above] = ["flc-plot-still", "flc-plot-marks"].map(|class| {
            let group = shape("g", class).draw();
            Rndr::insert_node(&drawing, &group, None);
            group
        });
        Effect::new(move || {
            let (series, area, labels) = (series.read(), area.get(), labels.read());
            let numbers = top.read();
            let parts = match area.width {
                0 => Vec::new(),
                _ => still_parts(&series, area, &numbers, &labels, format, &pattern.get_value()),
            };
            still.show(&below, parts);
        });
        Effect::new(move || {
            let parts = mark_parts(cursor.get(), count(), area.get());
            marks.show(&above, parts);
        });
    };
    let slot_of = move |client_x: i32| {
        let left = plot.get_untracked().map(|plot| plot.get_bounding_client_rect().left());
        let area = area.get_untracked();
        let place = f64::from(client_x) - left.unwrap_or_default() - f64::from(area.left);
        step_at(place, untrack(count), area.width)
    };
    let zoom = move || {
        let span =
            cursor.get_untracked().steps().map(|steps| series.with_untracked(|series| series.span(steps)));
        cursor.set(Cursor::default());
        if let Some(span) = span {
            on_zoom.run(span);
        }
    };
    let down = move |event: PointerEvent| {
        if event.button() != 0 || untrack(count) == 0 {
            return;
        }
        if let Some(plot) = plot.get_untracked() {
            // A pointer that is down can be captured.
            let _ = plot.set_pointer_capture(event.pointer_id());
        }
        pressed_at.set_value(Some(event.client_x()));
        cursor.set(Cursor { at: Some(slot_of(event.client_x())), anchor: None });
    };
    let moved = move |event: PointerEvent| {
        if untrack(count) == 0 {
            return;
        }
        let at = Some(slot_of(event.client_x()));
        let anchor = match pressed_at.get_value() {
            Some(begin) if (begin - event.client_x()).abs() >= DRAGGED => Some(slot_of(begin)),
            Some(_) => None,
            None => cursor.get_untracked().anchor,
        };
        // A choice by keyboard stays while the pointer only passes.
        let is_kept = anchor.is_some() && pressed_at.get_value().is_none();
        if !is_kept {
            cursor.set(Cursor { at, anchor });
        }
    };
    let up = move |event: PointerEvent| {
        let begin = pressed_at.get_value();
        pressed_at.set_value(None);
        if begin.is_some_and(|begin| (begin - event.client_x()).abs() >= DRAGGED) {
            moved_to(cursor, slot_of(event.client_x()));
            zoom();
        }
    };
    let cancelled = move |_: PointerEvent| {
        pressed_at.set_value(None);
        cursor.set(Cursor::default());
    };
    let left = move |_: PointerEvent| {
        if pressed_at.get_value().is_none() && cursor.get_untracked().anchor.is_none() {
            cursor.set(Cursor::default());
        }
    };
    let key = on_key(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let now = cursor.get_untracked();
        match event.key().as_str() {
            "Enter" if now.at.is_some() => zoom(),
            "Escape" if now != Cursor::default() => {
                cursor.set(Cursor::default());
                // It closes nothing around the chart.
                event.stop_propagation();
            }
            key => {
                let Some(at) = step_by_key(key, now.at, untrack(count)) else { return };
                let anchor = event.shift_key().then(|| now.anchor.or(now.at).unwrap_or(at));
                cursor.set(Cursor { at: Some(at), anchor });
            }
        }
        event.prevent_default();
    });

    let shown = Memo::new(move |_| cursor.get().steps());
    let said = move || {
        series.with(|series| {
            let all = (0, series.values.len().saturating_sub(1));
            let steps = shown.get().unwrap_or(all);
            let time = format.span.run(series.span(steps));
            let numbers = numbers(series.sum(steps), words, format);
            let numbers = numbers.map(|(word, number)| format!("{word} {number}"));
            format!("{time}: {}", numbers.join(", "))
        })
    };
    Effect::new(move || {
        if let (Some(tip), Some((first, last))) = (tip.get(), shown.get()) {
            place_tip(&tip, first, last, count(), area.get());
        }
    });
    let tip_content = move || {
        let steps = shown.get()?;
        series.with(|series| {
            let [accepted, dropped] = numbers(series.sum(steps), words, format);
            let line = |swatch: AnyView, (word, number): (String, String)| {
                view! {
                    <p>
                        {swatch} <span>{word}</span> <span class="flc-digits">{number}</span>
                    </p>
                }
            };
            Some(view! {
                <p class="flc-chart-tip-time">{format.span.run(series.span(steps))}</p>
                {line(view! { <Swatch/> }.into_any(), accepted)}
                {line(view! { <Swatch hatch=pattern/> }.into_any(), dropped)}
            })
        })
    };
    let is_flat = move || top.with(|top| top.len() < 2);
    view! {
        <ul class="flc-legend">
            <li>
                <Swatch/>
                <span>{words.accepted}</span>
            </li>
            <li>
                <Swatch hatch=pattern/>
                <span>{words.dropped}</span>
            </li>
        </ul>
        <div class="flc-plot-frame">
            <div
                class="flc-plot"
                role="slider"
                tabindex="0"
                aria-label=title
                aria-describedby=keys_id.clone()
                aria-valuemin="0"
                aria-valuemax=move || count().saturating_sub(1)
                aria-valuenow=move || cursor.get().at.unwrap_or_default()
                aria-valuetext=said
                node_ref=plot
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=cancelled
                on:pointerleave=left
                on:keydown=key
                use:draw
            ></div>
            <div class="flc-chart-tip" aria-hidden="true" hidden=move || shown.get().is_none() node_ref=tip>
                {tip_content}
            </div>
            {move || is_flat().then(|| view! { <p class="flc-plot-empty flc-muted">{words.empty}</p> })}
        </div>
        <p class="flc-hidden" id=keys_id>
            {words.keys}
        </p>
    }
}

/// Brings the pointer's last step into a choice that has begun.
fn moved_to(cursor: RwSignal<Cursor>, at: usize) {
    cursor.update(|cursor| cursor.at = Some(at));
}

/// The step to which a key leads; `None` for a key that moves nothing.
fn step_by_key(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let page = (count / 10).max(1);
    Some(match (key, at) {
        ("ArrowLeft" | "ArrowDown", Some(at)) => at.saturating_sub(1),
        ("ArrowRight" | "ArrowUp", Some(at)) => (at + 1).min(last),
        ("PageDown", Some(at)) => at.saturating_sub(page),
        ("PageUp", Some(at)) => (at + page).min(last),
        ("ArrowRight" | "ArrowUp" | "PageUp" | "Home", _) => 0,
        ("ArrowLeft" | "ArrowDown" | "PageDown" | "End", _) => last,
        _ => return None,
    })
}

/// The two words with their numbers.
fn numbers(value: Option<StepValue>, words: ChartWords, format: ChartFormat) -> [(String, String); 2] {
    let number = |number: Option<u64>| number.map_or("–".to_owned(), |number| format.short.run(number));
    [
        (words.accepted.get(), number(value.map(|value| value.accepted))),
        (words.dropped.get(), number(value.map(|value| value.dropped))),
    ]
}

/// A small square in the look of what was accepted, or with a hatch of what was dropped.
#[component]
fn Swatch(#[prop(optional)] hatch: Option<StoredValue<String>>) -> impl IntoView {
    let draw = move |place: Element| {
        let rect = match hatch {
            None => shape("rect", "flc-bar-accepted"),
            Some(hatch) => shape("rect", "flc-bar-dropped").with("fill", url(&hatch.get_value())),
        };
        let rect = rect.with("width", "12").with("height", "12").with("rx", "2");
        Rndr::insert_node(&place, &rect.draw(), None);
    };
    view! { <svg class="flc-swatch" width="12" height="12" aria-hidden="true" use:draw></svg> }
}

/// The tip stands beside the steps, on the side that has room.
fn place_tip(tip: &HtmlElement, first: usize, last: usize, count: usize, area: Area) {
    let left = area.left + step_start(first, count, area.width);
    let right = area.left + step_start(last + 1, count, area.width);
    let is_left = left + right > 2 * area.left + area.width;
    let (at, side) = if is_left { (left, "before") } else { (right, "after") };
    // A property of the CSSOM, which a strict style policy allows; it fails for no number.
    let _ = tip.style().set_property("left", &format!("{at}px"));
    Rndr::set_attribute(tip, "data-side", side);
}

fn shape(tag: &'static str, class: &'static str) -> Markup {
    Markup::new(tag, class, Inner::Parts(Vec::new()))
}

fn url(id: &str) -> String {
    format!("url(#{id})")
}

/// About how wide a text of the axis is.
fn label_width(label: &str) -> u32 {
    label.chars().map(|char| if char.is_ascii() { 7 } else { 12 }).sum()
}

/// The axes and the bars.
fn still_parts(
    series: &TimeSeries,
    area: Area,
    numbers: &[u64],
    labels: &[String],
    format: ChartFormat,
    pattern: &str,
) -> Vec<Markup> {
    let bottom = area.top + area.height;
    let right = area.left + area.width;
    let max = numbers.last().copied().unwrap_or_default();
    let mut parts = vec![hatch(pattern)];
    for (number, label) in numbers.iter().zip(labels) {
        let y = bottom - scaled(*number, max, area.height);
        let class = if *number == 0 { "flc-plot-base" } else { "flc-plot-line" };
        parts.push(shape("path", class).with("d", format!("M{} {y}.5H{right}", area.left)));
        parts.push(label_at(area.left.saturating_sub(8), y + 4, "end", label.clone()));
    }
    let until = series.begin(series.values.len());
    let most = (area.width / 104).clamp(1, 12);
    let offset = format.offset.run(series.from);
    let (times, spacing) = time_ticks(series.from, until, series.step, offset, most);
    let length = until.saturating_sub(series.from).max(1) as f64;
    let mut free = 0;
    for at in times {
        let share = at.saturating_sub(series.from) as f64 / length;
        let x = area.left + (share * f64::from(area.width)).round() as u32;
        let label = format.tick.run((at, spacing));
        let half = label_width(&label) / 2;
        parts.push(shape("path", "flc-plot-base").with("d", format!("M{x}.5 {bottom}v4")));
        // A label that would leave the drawing or touch the one before is left out.
        if x >= free + half && x + half <= right + 8 {
            parts.push(label_at(x, bottom + 18, "middle", label));
            free = x + half + 12;
        }
    }
    let (accepted, dropped) = bars(&series.values, max, area);
    parts.push(shape("path", "flc-bar-accepted").with("d", accepted));
    parts.push(shape("path", "flc-bar-dropped").with("d", dropped).with("fill", url(pattern)));
    parts
}

fn label_at(x: u32, y: u32, anchor: &'static str, label: String) -> Markup {
    Markup::new("text", "flc-plot-label", Inner::Text(label))
        .with("x", x.to_string())
        .with("y", y.to_string())
        .with("text-anchor", anchor)
}

/// Stripes, which are told apart without a colour.
fn hatch(id: &str) -> Markup {
    let square = |class, width: &'static str| shape("rect", class).with("width", width).with("height", "6");
    let stripes = Inner::Parts(vec![square("flc-hatch-ground", "6"), square("flc-hatch-stripe", "2")]);
    Markup::new("pattern", "", stripes)
        .with("id", id.to_owned())
        .with("width", "6")
        .with("height", "6")
        .with("patternUnits", "userSpaceOnUse")
        .with("patternTransform", "rotate(45)")
}

/// What is chosen, and the step at the cursor.
fn mark_parts(cursor: Cursor, count: usize, area: Area) -> Vec<Markup> {
    let Some((first, last)) = cursor.steps() else { return Vec::new() };
    let left = area.left + step_start(first, count, area.width);
    let right = area.left + step_start(last + 1, count, area.width);
    let class = if cursor.anchor.is_some() { "flc-plot-chosen" } else { "flc-plot-at" };
    let mark = shape("rect", class)
        .with("x", left.to_string())
        .with("y", area.top.to_string())
        .with("width", right.saturating_sub(left).max(1).to_string())
        .with("height", area.height.to_string());
    vec![mark]
}
