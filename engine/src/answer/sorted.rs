//! Sorts as much as is shown.

use std::cmp::Ordering;

/// In which order two places stand.
type Compare<'a> = &'a dyn Fn(&usize, &usize) -> Ordering;

/// Brings the first `count` of some places to the front, sorted. There is one code for all orders: each one of its own
/// takes 10 KB of wasm.
pub fn first_sorted(all: &mut [usize], count: usize, compare: Compare) {
    if count == 0 {
        return;
    }
    if count < all.len() {
        all.select_nth_unstable_by(count - 1, compare);
    }
    let count = count.min(all.len());
    if let Some(first) = all.get_mut(..count) {
        first.sort_unstable_by(compare);
    }
}

/// The places of `count` values in their order.
pub fn sorted(count: usize, compare: Compare) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    first_sorted(&mut all, count, compare);
    all
}
