//! Which rows of a long table are in sight.

use std::ops::Range;

/// How high an element is at most, in pixels: Firefox ends at 17 million, Chromium at 33 million of the screen's, which are
/// up to four for one of the page.
const MOST: f64 = 8_000_000.0;

/// How many rows are asked for at once.
const PAGE: usize = 200;

/// Rows of one height, and the height of the part that is in sight. A place is how many pixels of rows are above it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Window {
    pub count: usize,
    pub row: u32,
    pub view: u32,
}

impl Window {
    fn total(self) -> f64 {
        self.count as f64 * f64::from(self.row)
    }

    /// The height of the element that is scrolled, without the header.
    pub fn space(self) -> u32 {
        self.total().min(MOST) as u32
    }

    /// Whether there are more rows than an element can be high.
    pub fn is_scaled(self) -> bool {
        self.total() > MOST
    }

    fn last_place(self) -> f64 {
        (self.total() - f64::from(self.view)).max(0.0)
    }

    fn last_scroll(self) -> f64 {
        (f64::from(self.space()) - f64::from(self.view)).max(0.0)
    }

    /// The nearest place that there is.
    pub fn within(self, place: f64) -> f64 {
        place.clamp(0.0, self.last_place())
    }

    /// How far the bar is at a place.
    pub fn scroll_of(self, place: f64) -> i32 {
        match self.last_place() {
            0.0 => 0,
            last => (place / last * self.last_scroll()).round() as i32,
        }
    }

    /// The place after the bar has moved. Where a pixel of the bar is more than one of the rows, small moves are those of
    /// a wheel or a finger, and move the rows by as much.
    pub fn moved(self, place: f64, before: i32, now: i32) -> f64 {
        let (last, at) = (self.last_scroll(), f64::from(now));
        let by = at - f64::from(before);
        if at <= 0.0 || last <= 0.0 {
            0.0
        } else if at >= last {
            self.last_place()
        } else if !self.is_scaled() {
            at
        } else if by.abs() <= 2.0 * f64::from(self.view) {
            self.within(place + by)
        } else {
            at / last * self.last_place()
        }
    }

    /// The rows in sight, and how many pixels of the first one are above it.
    pub fn seen(self, place: f64) -> (Range<usize>, u32) {
        if self.row == 0 || self.view == 0 {
            return (0..0, 0);
        }
        let first = (place / f64::from(self.row)) as usize;
        let shift = (place - first as f64 * f64::from(self.row)) as u32;
        let seen = (self.view + shift).div_ceil(self.row) as usize;
        (first.min(self.count)..first.saturating_add(seen).min(self.count), shift)
    }

    /// The place nearest to `place` at which a whole row is in sight.
    pub fn shows(self, at: usize, place: f64) -> f64 {
        let begin = at as f64 * f64::from(self.row);
        let lowest = begin + f64::from(self.row) - f64::from(self.view);
        // A view that is less high than a row shows its begin.
        place.max(lowest).min(begin)
    }

    /// The row to which a key leads from a row, or else from the first one in sight.
    pub fn row_by_key(self, key: &str, at: Option<usize>, first: usize) -> Option<usize> {
        let last = self.count.checked_sub(1)?;
        let page = (self.view / self.row.max(1)).saturating_sub(1).max(1) as usize;
        let from = at.unwrap_or(first);
        let to = match key {
            "ArrowDown" if at.is_none() => first,
            "ArrowDown" => from.saturating_add(1),
            "ArrowUp" => from.saturating_sub(1),
            "PageDown" => from.saturating_add(page),
            "PageUp" => from.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(to.min(last))
    }
}

/// Whole pages that have all of these rows, which are in order.
pub(super) fn pages(missing: &[usize], count: usize) -> Option<Range<usize>> {
    let (first, last) = (missing.first()?, missing.last()?);
    let end = (last / PAGE + 1).saturating_mul(PAGE);
    Some(first / PAGE * PAGE..end.min(count))
}
