//! The geometry of drawings over time: whole pixels, and the numbers of an axis.

use std::fmt::Write as _;

/// What a step of time has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepValue {
    pub accepted: u64,
    pub dropped: u64,
}

impl StepValue {
    pub(super) const fn total(self) -> u64 {
        self.accepted.saturating_add(self.dropped)
    }

    pub(super) const fn plus(self, other: StepValue) -> StepValue {
        StepValue {
            accepted: self.accepted.saturating_add(other.accepted),
            dropped: self.dropped.saturating_add(other.dropped),
        }
    }
}

/// How long `part` of `whole` is drawn in a line of `length`. What is not zero is seen.
pub(super) fn scaled(part: u64, whole: u64, length: u32) -> u32 {
    if part == 0 || whole == 0 {
        return 0;
    }
    let exact = part as f64 / whole as f64 * f64::from(length);
    (exact.round() as u32).clamp(1, length.max(1))
}

/// The numbers of an axis that begins at 0: up to five, evenly spaced; the last is at least `max`.
pub(super) fn value_ticks(max: u64) -> Vec<u64> {
    if max == 0 {
        return vec![0];
    }
    let mut power: u64 = 1;
    let step = loop {
        let fits = [1, 2, 5].into_iter().filter_map(|digit| power.checked_mul(digit));
        match fits.into_iter().find(|step| max.div_ceil(*step) <= 4) {
            Some(step) => break step,
            None => match power.checked_mul(10) {
                Some(next) => power = next,
                None => break max,
            },
        }
    };
    (0..=max.div_ceil(step)).map(|count| step.saturating_mul(count)).collect()
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const SPACINGS: [i64; 24] = [
    1,
    10,
    100,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    28 * DAY,
];

/// The times of an axis in `[from, until)`, at most `most` of them and none within a step, and their distance. They are
/// round in a zone that is `offset` ahead of UTC. All in milliseconds.
pub(super) fn time_ticks(from: i64, until: i64, step: i64, offset: i64, most: u32) -> (Vec<i64>, i64) {
    let length = until.saturating_sub(from).max(1);
    let most = i64::from(most.max(1));
    let spacing = SPACINGS.into_iter().find(|spacing| *spacing >= step && length / spacing <= most);
    // Whole weeks.
    let spacing =
        spacing.unwrap_or_else(|| (step.max(length / most) / (7 * DAY) + 1).saturating_mul(7 * DAY));
    let past = from.saturating_add(offset).rem_euclid(spacing);
    let first = if past == 0 { from } else { from.saturating_add(spacing - past) };
    let ticks = (0..=most).map(|count| first.saturating_add(spacing.saturating_mul(count)));
    (ticks.take_while(|at| *at < until).collect(), spacing)
}

/// Where a step begins in a line of `length` that has `count` steps.
pub(super) fn step_start(at: usize, count: usize, length: u32) -> u32 {
    let exact = at as f64 * f64::from(length) / count.max(1) as f64;
    exact.round() as u32
}

/// The step at a place of a line of `length`.
pub(super) fn step_at(place: f64, count: usize, length: u32) -> usize {
    let exact = place * count as f64 / f64::from(length.max(1));
    (exact.max(0.0) as usize).min(count.saturating_sub(1))
}

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

/// The bars of a chart, as paths: all of a kind are one element. The dropped part stands at the bottom, where its growth
/// is seen best, and is drawn over the other.
pub(super) fn bars(values: &[Option<StepValue>], top: u64, area: Area) -> (String, String) {
    let (mut accepted, mut dropped) = (String::new(), String::new());
    let bottom = area.top + area.height;
    let slot = area.width / (values.len().max(1) as u32);
    let gap = if slot < 3 { 0 } else { (slot / 6).clamp(1, 8) };
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let left = step_start(at, values.len(), area.width);
        let width = step_start(at + 1, values.len(), area.width).saturating_sub(left + gap).max(1);
        let left = area.left + left + gap / 2;
        let low = scaled(value.dropped, top, area.height);
        let bar = |path: &mut String, height: u32| {
            if height > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{left} {bottom}v-{height}h{width}v{height}z");
            }
        };
        // A few accepted ones are seen above many dropped ones.
        let above = u32::from(value.accepted > 0);
        let high = scaled(value.total(), top, area.height).max(low + above).min(area.height);
        bar(&mut accepted, if value.accepted > 0 { high } else { 0 });
        bar(&mut dropped, low.min(high.saturating_sub(above).max(u32::from(low > 0))));
    }
    (accepted, dropped)
}

/// An outline without gaps in a box that is as wide as there are values, and 100 high.
pub(super) fn outline(values: impl Iterator<Item = u64>, max: u64) -> String {
    let mut path = "M0 100".to_owned();
    let mut count = 0;
    for (at, value) in values.enumerate() {
        count = at + 1;
        // Writing to a string does not fail.
        let _ = write!(path, "V{}H{count}", 100 - scaled(value, max, 96));
    }
    if count > 0 {
        path.push_str("V100z");
    }
    path
}
