//! What is different between two ranges of time.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::sorted::first_sorted;
use super::tally::Tally;
use crate::columns::Value;
use crate::field::Column;
use crate::question::Metric;
use crate::select::Selection;

/// Each list has the greatest differences first, and at most as many as were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Groups that only the later range has.
    pub appeared: Vec<Change>,
    /// Groups that only the earlier range has.
    pub vanished: Vec<Change>,
    pub grown: Vec<Change>,
    pub shrunk: Vec<Change>,
    /// How many groups each list has without the limit, in this order.
    pub counts: [u64; 4],
    /// The sums of each range.
    pub now: Tally,
    pub before: Tally,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub key: Vec<Option<Value>>,
    pub now: Tally,
    pub before: Tally,
}

impl Changes {
    pub(super) fn is_cut(&self) -> bool {
        let lists = [&self.appeared, &self.vanished, &self.grown, &self.shrunk];
        lists.iter().zip(self.counts).any(|(list, count)| (list.len() as u64) < count)
    }
}

impl Selection<'_> {
    /// Compares these records with others of the same log.
    pub fn changes(&self, before: &Selection, by: &[Column], metric: Metric, limit: usize) -> Changes {
        let mut groups = Groups::by(self.columns(), by);
        let earlier = groups.tally(before);
        let later = groups.tally(self);
        let mut changes = Changes::default();
        let [mut appeared, mut vanished, mut grown, mut shrunk] = [const { Vec::<usize>::new() }; 4];
        let none = Tally::default();
        let tallies = |group: usize| (later.get(group).unwrap_or(&none), earlier.get(group).unwrap_or(&none));
        let difference = |group: &usize| {
            let (now, before) = tallies(*group);
            now.total.of(metric).abs_diff(before.total.of(metric))
        };
        for group in 0..groups.len() {
            let (now, before) = tallies(group);
            changes.now.merge(now);
            changes.before.merge(before);
            match (now.total.flows, before.total.flows) {
                (_, 0) => appeared.push(group),
                (0, _) => vanished.push(group),
                _ if now.total.of(metric) > before.total.of(metric) => grown.push(group),
                _ if now.total.of(metric) < before.total.of(metric) => shrunk.push(group),
                _ => {}
            }
        }
        changes.counts = [&appeared, &vanished, &grown, &shrunk].map(|list| list.len() as u64);
        let rows = |mut list: Vec<usize>| {
            first_sorted(&mut list, limit, |one, other| {
                let by_difference = Reverse(difference(one)).cmp(&Reverse(difference(other)));
                by_difference.then_with(|| groups.compare(*one, *other))
            });
            let change = |group: &usize| {
                let (now, before) = tallies(*group);
                Change { key: groups.values(*group), now: now.clone(), before: before.clone() }
            };
            list.iter().take(limit).map(change).collect()
        };
        changes.appeared = rows(appeared);
        changes.vanished = rows(vanished);
        changes.grown = rows(grown);
        changes.shrunk = rows(shrunk);
        changes
    }
}
