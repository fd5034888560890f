//! The range of time, and loading what it has.

use flowlog_engine::TimeRange;
use leptos::prelude::*;

use super::super::common::{TimeFormat, loader, say};
use super::out::Out;
use crate::domain::timestamp::Timestamp;
use crate::i18n::logs as words;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::loading::Extent;
use crate::state::explorer::range::{self, Range, RangeFault};
use crate::state::filter::Offset;
use crate::ui::{Binding, Button, ButtonVariant, IconName, Select, TextField, Touched};

const CUSTOM: &str = "custom";
const MINUTE: u64 = 60_000;

/// A length of time in words, such as "Last 6 hours".
fn name(console: Console, range: Range) -> String {
    let Range::Last(length) = range else { return console.say(words::RANGE_EVERYTHING).to_owned() };
    let minutes = length / MINUTE;
    let (word, n) = match minutes {
        60 => (words::RANGE_HOUR, 1),
        ..60 => (words::RANGE_MINUTES, minutes),
        61..=1440 => (words::RANGE_HOURS, minutes / 60),
        _ => (words::RANGE_DAYS, minutes / 1440),
    };
    word.with(console.locale(), &[("n", &n.to_string())])
}

/// Finds the files of the range and loads them, where they fit into memory.
pub(super) async fn plan_and_load(explorer: Explorer) {
    explorer.plan().await;
    let fits = explorer.planning.try_with_untracked(|planning| {
        planning.fault.is_none()
            && planning.plan.as_ref().is_some_and(|plan| plan.fits() && !plan.files.is_empty())
    });
    if fits == Some(true) {
        explorer.load(Extent::All).await;
    }
}

/// Range, Load, and what leaves the explorer.
#[component]
pub(super) fn RangeBar(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let is_logger = Memo::new(move |_| explorer.is_of_logger());
    let is_custom = RwSignal::new(explorer.range.with_untracked(|range| matches!(range, Range::Between(_))));
    // An arrow or a link leads to two times.
    Effect::new(move || {
        let between = explorer.range.with(|range| matches!(range, Range::Between(_)));
        if between {
            is_custom.set(true);
        }
    });
    let options = Signal::derive(move || {
        let mut offered: Vec<Range> = Vec::new();
        if !is_logger.get() {
            offered.push(Range::Everything);
        }
        offered.extend(Range::OFFERED);
        let chosen = explorer.range.get();
        if matches!(chosen, Range::Last(_)) && !offered.contains(&chosen) {
            offered.push(chosen);
        }
        let option = |range: Range| (range.text(), name(console, range));
        let mut options: Vec<_> = offered.into_iter().map(option).collect();
        options.push((CUSTOM.to_owned(), console.say(words::RANGE_CUSTOM).to_owned()));
        options
    });
    let value = Binding::new(
        move || if is_custom.get() { CUSTOM.to_owned() } else { explorer.range.with(|range| range.text()) },
        move |chosen: String| {
            is_custom.set(chosen == CUSTOM);
            if let Some(range) = Range::parse(&chosen) {
                explorer.range.set(range);
            }
        },
    );
    let off = Signal::derive(move || {
        explorer.planning.with(|planning| {
            let plan = planning.plan.as_ref()?;
            let word = if plan.files.is_empty() {
                words::PLAN_NONE
            } else if !plan.fits() {
                words::TOO_LARGE_HELP
            } else {
                return None;
            };
            Some(console.say(word).to_owned())
        })
    });
    let load = loader(move || plan_and_load(explorer));
    let step = move |is_forward: bool| move |()| explorer.move_range(is_forward);
    view! {
        <div class="flc-explorer-bar">
            <Select label=say(words::RANGE) options value />
            <Show when=move || is_custom.get()>
                <Times
                    zone=explorer.zone
                    range=Signal::derive(move || explorer.range.with(|range| range.window(explorer.now())))
                    on_range=move |range| explorer.range.set(Range::Between(range))
                />
            </Show>
            <Show when=move || is_logger.get()>
                <span class="flc-pair-of">
                    <Button
                        label=say(words::EARLIER)
                        variant=ButtonVariant::Icon
                        icon=IconName::ChevronLeft
                        on_click=step(false)
                    />
                    <Button
                        label=say(words::LATER)
                        variant=ButtonVariant::Icon
                        icon=IconName::ChevronRight
                        on_click=step(true)
                    />
                </span>
            </Show>
            <Button label=say(words::LOAD) variant=ButtonVariant::Primary on_click=load off />
            <Out explorer />
        </div>
    }
}

/// Two times that a person types, in the zone of the console.
#[component]
pub(super) fn Times(
    #[prop(into)] zone: Signal<Offset>,
    range: Signal<Option<TimeRange>>,
    #[prop(into)] on_range: Callback<TimeRange>,
) -> impl IntoView {
    let console = expect_context::<Console>();
    let written = move || {
        let text = |at: u64| local_text(at, zone.get());
        range.get().map_or_else(Default::default, |TimeRange { from, until }| (text(from), text(until)))
    };
    let (first, last) = untrack(written);
    let (from, until) = (RwSignal::new(first), RwSignal::new(last));
    // An arrow moves what stands here.
    Effect::new(move || {
        let (first, last) = written();
        let same = range::typed(&from.get_untracked(), &until.get_untracked(), zone.get_untracked());
        if same.ok() != range.get_untracked() {
            from.set(first);
            until.set(last);
        }
    });
    let typed = Memo::new(move |_| range::typed(&from.get(), &until.get(), zone.get()));
    let take = move || {
        if let Ok(range) = typed.get_untracked() {
            on_range.run(range);
        }
    };
    let (from_touched, until_touched) = (Touched::default(), Touched::default());
    let error = move |is_end: bool| {
        Signal::derive(move || {
            let fault = typed.with(|typed| typed.err())?;
            let word = match fault {
                RangeFault::NoTime { is_end: at_end } if at_end == is_end => words::RANGE_NO_TIME,
                RangeFault::Backwards if is_end => words::RANGE_BACKWARDS,
                _ => return None,
            };
            Some(console.say(word).to_owned())
        })
    };
    view! {
        <TextField
            label=say(words::RANGE_FROM)
            value=from
            error=error(false)
            touched=from_touched
            on_blur=move |()| take()
        />
        <TextField
            label=say(words::RANGE_UNTIL)
            value=until
            error=error(true)
            touched=until_touched
            on_blur=move |()| take()
        />
    }
}

/// A moment in a zone, such as `2026-11-30 14:05:09`.
pub(super) fn zoned_text(at: u64, zone: Offset) -> String {
    let utc = Timestamp::from_millis(at as f64);
    Timestamp::from_millis(at as f64 + zone(utc) as f64 * MINUTE as f64).utc_text()
}

/// A moment as it can be typed: to the second, where it is not a whole minute.
fn local_text(at: u64, zone: Offset) -> String {
    let text = zoned_text(at, zone);
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

/// A moment in words; tracks language and zone.
pub(super) fn moment(times: &TimeFormat, at: u64) -> String {
    times.text(Timestamp::from_millis(at as f64))
}
