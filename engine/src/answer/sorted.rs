//! Sorts as much as is shown.

use std::cmp::Ordering;

/// In which order two places stand.
type Compare<'a> = &'a dyn Fn(&usize, &usize) -> Ordering;

/// Brings the first `count` of some places to the front, sorted. There is one code for all orders, and a heap: the sort
/// of the standard library takes 12 KB of wasm.
pub fn first_sorted(all: &mut [usize], count: usize, compare: Compare) {
    let (heap, rest) = all.split_at_mut(count.min(all.len()));
    for root in (0..heap.len() / 2).rev() {
        sift_down(heap, root, compare);
    }
    // The root is the last of those that are first so far.
    for place in rest {
        if let Some(last) = heap.first_mut().filter(|last| compare(place, last).is_lt()) {
            std::mem::swap(place, last);
            sift_down(heap, 0, compare);
        }
    }
    let mut heap = heap;
    while let Some(end) = heap.len().checked_sub(1) {
        heap.swap(0, end);
        heap = &mut heap[..end];
        sift_down(heap, 0, compare);
    }
}

/// Makes a heap of a root between two heaps.
fn sift_down(heap: &mut [usize], mut root: usize, compare: Compare) {
    loop {
        let left = 2 * root + 1;
        let (Some(one), two) = (heap.get(left), heap.get(left + 1)) else { return };
        let child = if two.is_some_and(|two| compare(one, two).is_lt()) { left + 1 } else { left };
        if compare(&heap[root], &heap[child]).is_ge() {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

/// The places of `count` values in their order.
pub fn sorted(count: usize, compare: Compare) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    first_sorted(&mut all, count, compare);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_ones_stand_in_order(values in prop::collection::vec(0_u8..20, 0..80), count in 0_usize..90) {
            let mut all: Vec<usize> = (0..values.len()).collect();
            let compare = |one: &usize, other: &usize| (values[*one], one).cmp(&(values[*other], other));
            let mut expect = all.clone();
            expect.sort_by(compare);
            first_sorted(&mut all, count, &compare);
            let count = count.min(all.len());
            prop_assert_eq!(&all[..count], &expect[..count]);
            all.sort_by(compare);
            prop_assert_eq!(all, expect);
        }
    }
}
