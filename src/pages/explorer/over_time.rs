//! What was accepted and dropped over time.

use flowlog_engine::{Metric, TimeRange};
use leptos::{html, prelude::*};

use super::super::common::{TimeFormat, say};
use super::range::moment;
use crate::domain::timestamp::Timestamp;
use crate::i18n::numbers::{bytes, compact, grouped};
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::answers::Shown;
use crate::ui::{
    Binding, Button, ButtonVariant, ChartFormat, ChartWords, IconName, Select, StepValue, TimeChart,
    TimeSeries,
};

pub(super) const fn metric_word(metric: Metric) -> Word {
    match metric {
        Metric::Flows => words::FLOWS,
        Metric::Packets => words::PACKETS,
        Metric::Bytes => words::BYTES,
    }
}

/// A number of a metric as it stands in a list.
pub(super) fn amount(metric: Metric, number: u64) -> String {
    if metric == Metric::Bytes { bytes(number) } else { grouped(number) }
}

/// Steps beyond this are left out: a record with a wrong clock would make millions of them.
const MOST_STEPS: u64 = 2000;

/// The steps of the range, also those without a record.
fn series(shown: &Shown) -> TimeSeries {
    let step = shown.series.step.max(1);
    let begins = || shown.series.steps.iter().filter_map(|step| u64::try_from(step.begin?).ok());
    let range = shown.range.map(|range| (range.from, range.until.saturating_sub(1)));
    let Some((first, last)) = range.or_else(|| begins().min().zip(begins().max())) else {
        return TimeSeries::default();
    };
    let aligned = |at: u64| {
        let shift = shown.series.origin % step;
        let behind = (at + step - shift) % step;
        at - behind.min(at)
    };
    let from = aligned(first);
    let count = ((aligned(last) - from) / step + 1).min(MOST_STEPS);
    let mut values = vec![Some(StepValue::default()); usize::try_from(count).unwrap_or(0)];
    let metric = shown.inquiry.metric;
    for one in &shown.series.steps {
        let begin = one.begin.and_then(|begin| u64::try_from(begin).ok()).filter(|begin| *begin >= from);
        let at = begin.and_then(|begin| usize::try_from((begin - from) / step).ok());
        if let Some(value) = at.and_then(|at| values.get_mut(at)) {
            let (all, dropped) = (one.tally.total.of(metric), one.tally.dropped.of(metric));
            *value = Some(StepValue { accepted: all.saturating_sub(dropped), dropped });
        }
    }
    TimeSeries {
        from: i64::try_from(from).unwrap_or(i64::MAX),
        step: i64::try_from(step).unwrap_or(i64::MAX),
        values,
    }
}

fn millis(at: i64) -> u64 {
    u64::try_from(at).unwrap_or(0)
}

/// The chart. A part of it that is chosen becomes the range.
#[component]
pub(super) fn OverTime(explorer: Explorer, node_ref: NodeRef<html::Section>) -> impl IntoView {
    let console = expect_context::<Console>();
    let shown = Memo::new(move |_| {
        explorer.answers.with(|answers| answers.shown.as_ref().map(|shown| series(shown))).unwrap_or_default()
    });
    let metric = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.metric));
    let zone = explorer.zone;
    let format = ChartFormat {
        short: Callback::new(
            move |number| if metric.get() == Metric::Bytes { bytes(number) } else { compact(number) },
        ),
        exact: Callback::new(grouped),
        span: Callback::new(move |(from, until): (i64, i64)| {
            let times = TimeFormat::of(console);
            let (from, until) = (moment(&times, millis(from)), moment(&times, millis(until)));
            words::LOOKS_AT.with(console.locale(), &[("from", &from), ("until", &until)])
        }),
        tick: Callback::new(move |(at, apart): (i64, i64)| tick(at, apart, zone.get()(timestamp(at)))),
        offset: Callback::new(move |at: i64| zone.get()(timestamp(at)) * 60_000),
    };
    let options = Signal::derive(move || {
        Metric::ALL
            .map(|metric| (metric.name().to_owned(), console.say(metric_word(metric)).to_owned()))
            .to_vec()
    });
    let chosen = Binding::new(
        move || metric.get().name().to_owned(),
        move |name: String| {
            if let Some(metric) = Metric::ALL.into_iter().find(|metric| metric.name() == name) {
                explorer.set_metric(metric);
            }
        },
    );
    let zoom = move |(from, until): (i64, i64)| {
        explorer.zoom(TimeRange { from: millis(from), until: millis(until) });
    };
    let is_zoomed = Memo::new(move |_| explorer.inquiry.with(|inquiry| !inquiry.zooms.is_empty()));
    let chart_words = ChartWords {
        accepted: say(words::ACCEPTED),
        dropped: say(words::DROPPED),
        time: say(words::TIME),
        show_as_table: say(words::SHOW_AS_TABLE),
        keys: say(words::CHART_HELP),
        empty: say(words::NOTHING_MATCHES),
    };
    view! {
        <TimeChart
            title=say(words::OVER_TIME)
            words=chart_words
            format
            series=shown
            busy=Signal::derive(move || explorer.answers.with(|answers| answers.is_asking))
            on_zoom=zoom
            node_ref
        >
            <Show when=move || is_zoomed.get()>
                <Button
                    label=say(words::ZOOM_BACK)
                    variant=ButtonVariant::Plain
                    icon=IconName::ChevronLeft
                    on_click=move |()| explorer.zoom_back()
                />
            </Show>
            <Select label=say(words::METRIC) options value=chosen />
        </TimeChart>
    }
}

fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_millis(at as f64)
}

/// A time of the axis: the day where days are apart, else the clock, with seconds where they matter.
fn tick(at: i64, apart: i64, offset: i64) -> String {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;
    let text = timestamp(at + offset * MINUTE).utc_text();
    let is_midnight = (at + offset * MINUTE).rem_euclid(DAY) == 0;
    let part = if apart >= DAY || is_midnight {
        text.get(5..10)
    } else if apart < MINUTE {
        text.get(11..19)
    } else {
        text.get(11..16)
    };
    part.unwrap_or(&text).to_owned()
}
