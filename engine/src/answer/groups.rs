//! Groups the records of a selection by the codes of one or several columns.

use std::cell::OnceCell;
use std::cmp::Ordering;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::tally::{Fact, Tally};
use crate::columns::{ABSENT, Columns, Rows, Slot, Value, coded};
use crate::field::{Column, Field, Kind};
use crate::select::Selection;

/// The number of a group.
type Group = u32;

/// Codes up to here find their group in a table, greater ones by hashing. The table takes 4 bytes a code.
const DENSE: u64 = 1 << 22;

/// What the records are grouped by.
#[derive(Clone, Copy, Debug)]
pub enum Dimension {
    Column(Slot),
    /// A column that no file has.
    Missing,
    /// `(start + shift) / step`
    Step {
        step: u64,
        shift: u64,
    },
}

impl Dimension {
    pub fn of(column: &Column, columns: &Columns) -> Dimension {
        columns.slot(column).map_or(Dimension::Missing, Dimension::Column)
    }

    fn gather(self, columns: &Columns, block: usize, rows: &Rows, codes: &mut Vec<u64>) {
        match self {
            Dimension::Column(slot) => columns.codes(slot).block(block).gather(rows, codes),
            Dimension::Missing => {
                codes.clear();
                codes.resize(rows.len(), ABSENT);
            }
            Dimension::Step { step, shift } => {
                columns.codes(Field::Start.into()).block(block).gather(rows, codes);
                codes.iter_mut().for_each(|code| *code = self::step(*code, step, shift));
            }
        }
    }

    /// The code of all records of a block, where they have the same one.
    fn only(self, columns: &Columns, block: usize) -> Option<u64> {
        let (least, most) = match self {
            Dimension::Column(slot) => columns.codes(slot).block(block).bounds(),
            Dimension::Missing => (ABSENT, ABSENT),
            Dimension::Step { step, shift } => {
                let (least, most) = columns.codes(Field::Start.into()).block(block).bounds();
                (self::step(least, step, shift), self::step(most, step, shift))
            }
        };
        (least == most).then_some(least)
    }

    /// The greatest code that a record can have.
    fn most(self, columns: &Columns) -> u64 {
        match self {
            Dimension::Column(slot) => columns.codes(slot).most(),
            Dimension::Missing => ABSENT,
            Dimension::Step { step, shift } => {
                self::step(columns.codes(Field::Start.into()).most(), step, shift)
            }
        }
    }
}

fn step(time: u64, step: u64, shift: u64) -> u64 {
    match time.checked_sub(1) {
        Some(time) => coded(time.saturating_add(shift) / step.max(1)),
        None => ABSENT,
    }
}

/// Gives each different key the next number.
enum Index {
    /// The group + 1; 0 where there is none.
    Dense {
        groups: Vec<Group>,
        len: Group,
    },
    Sparse(HashMap<u64, Group, FixedState>),
}

impl Index {
    fn new(most: u64) -> Index {
        if most < DENSE {
            Index::Dense { groups: vec![0; most as usize + 1], len: 0 }
        } else {
            Index::Sparse(HashMap::default())
        }
    }

    fn group(&mut self, key: u64) -> Group {
        match self {
            Index::Dense { groups, len } => match groups.get_mut(key as usize) {
                Some(group) if *group > 0 => *group - 1,
                Some(group) => {
                    *len += 1;
                    *group = *len;
                    *len - 1
                }
                // No key is greater than the greatest one.
                None => 0,
            },
            Index::Sparse(groups) => {
                let next = groups.len() as Group;
                *groups.entry(key).or_insert(next)
            }
        }
    }
}

/// The groups that were met, with their codes.
pub struct Groups<'a> {
    columns: &'a Columns,
    dimensions: Vec<Dimension>,
    /// Of the first dimension, then of each other one.
    indexes: Vec<Index>,
    /// Joins the group of all earlier dimensions with that of the next one.
    joins: Vec<Index>,
    /// The codes of each group, one for each dimension.
    codes: Vec<u64>,
    len: usize,
}

impl<'a> Groups<'a> {
    pub fn new(columns: &'a Columns, dimensions: Vec<Dimension>) -> Groups<'a> {
        let indexes = dimensions.iter().map(|dimension| Index::new(dimension.most(columns))).collect();
        let joins = dimensions.iter().skip(1).map(|_| Index::Sparse(HashMap::default())).collect();
        Groups { columns, dimensions, indexes, joins, codes: Vec::new(), len: 0 }
    }

    pub fn by(columns: &'a Columns, by: &[Column]) -> Groups<'a> {
        Groups::new(columns, by.iter().map(|column| Dimension::of(column, columns)).collect())
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// The codes of a group, in the order of the dimensions.
    pub fn codes(&self, group: usize) -> &[u64] {
        let width = self.dimensions.len();
        self.codes.get(group * width..(group + 1) * width).unwrap_or_default()
    }

    /// The values of a group, in the order of the dimensions.
    pub fn values(&self, group: usize) -> Vec<Option<Value>> {
        let value = |(dimension, code): (&Dimension, &u64)| match dimension {
            Dimension::Column(slot) => self.columns.value(*slot, *code),
            Dimension::Missing | Dimension::Step { .. } => code.checked_sub(1).map(Value::Number),
        };
        self.dimensions.iter().zip(self.codes(group)).map(value).collect()
    }

    /// Orders groups by their values; an absent value comes first.
    pub fn compare(&self, one: usize, other: usize) -> Ordering {
        let order = |((dimension, one), other): ((&Dimension, &u64), &u64)| {
            let of_number = one.cmp(other);
            match dimension {
                Dimension::Column(slot) => match self.columns.kind(*slot) {
                    Kind::Number | Kind::Time => of_number,
                    Kind::Address => {
                        let addresses = self.columns.addresses();
                        addresses.get(*one).cmp(&addresses.get(*other))
                    }
                    Kind::Text => {
                        let texts = self.columns.texts(*slot);
                        texts.get(*one).cmp(&texts.get(*other))
                    }
                },
                Dimension::Missing | Dimension::Step { .. } => of_number,
            }
        };
        let codes = self.dimensions.iter().zip(self.codes(one)).zip(self.codes(other));
        codes.map(order).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// Adds the records of a selection up, one tally for each group.
    pub fn tally(&mut self, selection: &Selection) -> Vec<Tally> {
        tally_all(&mut [self], selection).pop().unwrap_or_default()
    }

    /// Meets every group of a selection.
    pub fn meet(&mut self, selection: &Selection) {
        let mut groups = Vec::new();
        selection.blocks().for_each(|(block, rows)| self.block(block, rows, &mut groups));
    }

    /// The group of all records of a block, where they have the same one.
    fn only(&mut self, block: usize) -> Option<Group> {
        let [dimension] = self.dimensions.as_slice() else { return None };
        let code = dimension.only(self.columns, block)?;
        let group = self.indexes.first_mut()?.group(code);
        if group as usize == self.len {
            self.codes.push(code);
            self.len += 1;
        }
        Some(group)
    }

    /// Writes the group of each record of a block into `groups`.
    fn block(&mut self, block: usize, rows: &Rows, groups: &mut Vec<Group>) {
        groups.clear();
        let mut codes = Vec::new();
        let Some((first, others)) = self.dimensions.split_first() else {
            groups.resize(rows.len(), 0);
            self.len = 1;
            return;
        };
        first.gather(self.columns, block, rows, &mut codes);
        let Some((index, other_indexes)) = self.indexes.split_first_mut() else { return };
        if others.is_empty() {
            for code in &codes {
                let group = index.group(*code);
                if group as usize == self.len {
                    self.codes.push(*code);
                    self.len += 1;
                }
                groups.push(group);
            }
            return;
        }
        let mut all_codes = vec![codes];
        groups.extend(all_codes.iter().flatten().map(|code| index.group(*code)));
        for ((dimension, index), join) in others.iter().zip(other_indexes).zip(&mut self.joins) {
            let mut codes = Vec::new();
            dimension.gather(self.columns, block, rows, &mut codes);
            for (group, code) in groups.iter_mut().zip(&codes) {
                *group = join.group(u64::from(*group) << 32 | u64::from(index.group(*code)));
            }
            all_codes.push(codes);
        }
        for (record, group) in groups.iter().enumerate() {
            if *group as usize == self.len {
                self.codes.extend(all_codes.iter().map(|codes| codes.get(record).copied().unwrap_or(ABSENT)));
                self.len += 1;
            }
        }
    }
}

/// The same for several groupings of the same records, in one pass over them.
pub fn tally_all(all: &mut [&mut Groups], selection: &Selection) -> Vec<Vec<Tally>> {
    let mut facts = Facts::default();
    let mut groups_of = Vec::new();
    let mut tallies: Vec<_> = all.iter().map(|groups| vec![Tally::default(); groups.len]).collect();
    for (block, rows) in selection.blocks() {
        facts.gather(selection.columns(), block, rows);
        let whole = OnceCell::new();
        for (groups, tallies) in all.iter_mut().zip(&mut tallies) {
            if let Some(group) = groups.only(block) {
                tallies.resize(groups.len, Tally::default());
                if let Some(tally) = tallies.get_mut(group as usize) {
                    tally.merge(whole.get_or_init(|| Tally::of(&facts.all)));
                }
                continue;
            }
            groups.block(block, rows, &mut groups_of);
            tallies.resize(groups.len, Tally::default());
            for (group, fact) in groups_of.iter().zip(&facts.all) {
                if let Some(tally) = tallies.get_mut(*group as usize) {
                    tally.add(fact);
                }
            }
        }
    }
    tallies
}

/// What is added up of the records of a block.
#[derive(Default)]
struct Facts {
    all: Vec<Fact>,
    starts: Vec<u64>,
    packets: Vec<u64>,
    bytes: Vec<u64>,
    actions: Vec<u64>,
}

impl Facts {
    fn gather(&mut self, columns: &Columns, block: usize, rows: &Rows) {
        let gather = |field: Field, codes| columns.codes(field.into()).block(block).gather(rows, codes);
        gather(Field::Start, &mut self.starts);
        gather(Field::Packets, &mut self.packets);
        gather(Field::Bytes, &mut self.bytes);
        gather(Field::Action, &mut self.actions);
        let dropped = columns.texts(Field::Action.into()).find("DROP");
        let records = self.starts.iter().zip(&self.packets).zip(&self.bytes).zip(&self.actions);
        self.all.clear();
        self.all.extend(records.map(|(((start, packets), bytes), action)| {
            Fact::new(*start, *packets, *bytes, Some(*action) == dropped)
        }));
    }
}
