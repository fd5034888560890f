//! Which values meet the most different values of other columns.

use std::cmp::Reverse;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::sorted::first_sorted;
use super::tally::Tally;
use crate::columns::{ABSENT, Value};
use crate::field::Column;
use crate::select::Selection;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Those with the most different combinations first.
    pub rows: Vec<SpreadRow>,
    /// The number of groups.
    pub groups: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpreadRow {
    /// One value for each dimension; `None` where it is absent.
    pub key: Vec<Option<Value>>,
    /// How many different values each of the other columns has. An absent value is none.
    pub distinct: Vec<u64>,
    /// How many different combinations of them there are.
    pub combined: u64,
    #[serde(flatten)]
    pub tally: Tally,
}

impl Selection<'_> {
    pub fn spread(&self, by: &[Column], of: &[Column], limit: usize) -> Spread {
        let mut groups = Groups::by(self.columns(), by);
        let tallies = groups.tally(self);
        let distinct: Vec<Vec<u64>> =
            of.iter().map(|column| self.met(&groups, by, std::slice::from_ref(column))).collect();
        let combined = if of.len() == 1 { distinct.concat() } else { self.met(&groups, by, of) };
        let count = |counts: &[u64], group: usize| counts.get(group).copied().unwrap_or(0);
        let mut order: Vec<usize> = (0..tallies.len()).collect();
        first_sorted(&mut order, limit, &|one: &usize, other: &usize| {
            let by_count = Reverse(count(&combined, *one)).cmp(&Reverse(count(&combined, *other)));
            by_count.then_with(|| groups.compare(*one, *other))
        });
        let row = |group: &usize| {
            Some(SpreadRow {
                key: groups.values(*group),
                distinct: distinct.iter().map(|counts| count(counts, *group)).collect(),
                combined: count(&combined, *group),
                tally: tallies.get(*group)?.clone(),
            })
        };
        let rows = order.iter().take(limit).filter_map(row).collect();
        Spread { rows, groups: tallies.len() as u64 }
    }

    /// For each group the number of different combinations of `of` without an absent value.
    fn met(&self, groups: &Groups, by: &[Column], of: &[Column]) -> Vec<u64> {
        let index: HashMap<&[u64], usize, FixedState> =
            (0..groups.len()).map(|group| (groups.codes(group), group)).collect();
        let all: Vec<Column> = by.iter().chain(of).cloned().collect();
        let mut pairs = Groups::by(self.columns(), &all);
        pairs.meet(self);
        let mut counts = vec![0; groups.len()];
        for pair in 0..pairs.len() {
            let Some((key, others)) = pairs.codes(pair).split_at_checked(by.len()) else { continue };
            let count = index.get(key).and_then(|group| counts.get_mut(*group));
            if let Some(count) = count.filter(|_| !others.contains(&ABSENT)) {
                *count += 1;
            }
        }
        counts
    }
}
