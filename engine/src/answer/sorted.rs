//! Sorts as much as is shown.

use std::cmp::Ordering;

/// Brings the first `count` of an order to the front, sorted.
pub fn first_sorted<T>(all: &mut [T], count: usize, compare: impl Fn(&T, &T) -> Ordering) {
    if count == 0 {
        return;
    }
    if count < all.len() {
        all.select_nth_unstable_by(count - 1, &compare);
    }
    let count = count.min(all.len());
    if let Some(first) = all.get_mut(..count) {
        first.sort_unstable_by(compare);
    }
}
