//! Runs a filter over the columns.
//!
//! A condition becomes a test on codes: ranges, or a table over the codes of a dictionary. A block whose least and
//! greatest code decide a test is not looked at.

use crate::columns::{ABSENT, Columns, Rows, Slot, coded, or_zero};
use crate::field::{Field, Kind};
use crate::filter::{Condition, Filter, Operand, Operator, Property};
use crate::question::TimeRange;

/// So many ranges of codes are tested one after the other; more become a table.
const FEW: usize = 4;

/// A filter for one state of the columns.
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The code lies in a range, both ends included.
    Range(Slot, u64, u64),
    /// What the table says for the code.
    Table(Slot, Vec<bool>),
    /// The number has all of these bits.
    Bits(Slot, u64),
    /// The record is of this file.
    File(u64),
    /// `end` − `start` lies between these numbers of milliseconds.
    Duration(u64, u64),
    /// `end` or `start` is absent.
    NoDuration,
}

/// The records that a filter and a range of time let through.
pub struct Selection<'a> {
    columns: &'a Columns,
    blocks: Vec<Rows>,
}

impl<'a> Selection<'a> {
    /// `without` are files whose records do not count, by their index.
    pub fn new(
        columns: &'a Columns,
        range: Option<TimeRange>,
        filter: &Filter,
        without: &[usize],
    ) -> Selection<'a> {
        let mut parts = vec![compile(filter, columns)];
        if !without.is_empty() {
            let files = without.iter().map(|file| Test::File(*file as u64)).collect();
            parts.push(Test::Not(Box::new(Test::Any(files))));
        }
        if let Some(range) = range {
            parts.insert(0, within(range));
        }
        let test = Test::All(parts);
        let blocks = (0..columns.blocks()).map(|block| {
            let mut mask = vec![false; columns.block_len(block)];
            run(&test, columns, block, &mut mask);
            rows(&mask)
        });
        Selection { columns, blocks: blocks.collect() }
    }

    pub fn columns(&self) -> &'a Columns {
        self.columns
    }

    /// The number of records.
    pub fn len(&self) -> u64 {
        self.blocks.iter().map(|rows| rows.len() as u64).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(Rows::is_empty)
    }

    /// The blocks that have a record, with their index.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, &Rows)> {
        self.blocks.iter().enumerate().filter(|(_, rows)| !rows.is_empty())
    }
}

fn within(range: TimeRange) -> Test {
    let slot = Field::Start.into();
    match range.until.checked_sub(1) {
        Some(last) => Test::Range(slot, range.from.saturating_add(1), coded(last)),
        None => Test::Any(vec![]),
    }
}

fn rows(mask: &[bool]) -> Rows {
    let count = mask.iter().filter(|mark| **mark).count();
    if count == mask.len() {
        return Rows::All(count);
    }
    // Each place is written, and stays where its mark is set: a branch that nobody foresees takes longer.
    let mut places = vec![0; count + 1];
    let mut end = 0;
    for (place, mark) in (0..).zip(mask) {
        if let Some(last) = places.get_mut(end) {
            *last = place;
        }
        end += usize::from(*mark);
    }
    places.truncate(count);
    Rows::Some(places)
}

fn compile(filter: &Filter, columns: &Columns) -> Test {
    let all = |parts: &[Filter]| parts.iter().map(|part| compile(part, columns)).collect();
    match filter {
        Filter::All(parts) => Test::All(all(parts)),
        Filter::Any(parts) => Test::Any(all(parts)),
        Filter::Not(part) => Test::Not(Box::new(compile(part, columns))),
        Filter::Is(condition) => {
            let test = Test::Any(tests(condition, columns));
            if condition.operator().negates() { Test::Not(Box::new(test)) } else { test }
        }
    }
}

/// A condition is true where one of these is.
fn tests(condition: &Condition, columns: &Columns) -> Vec<Test> {
    let slots: Vec<Slot> = match condition.property() {
        Property::Column(column) => match columns.slot(column) {
            Some(slot) => vec![slot],
            None => return without_column(condition),
        },
        Property::Addr => vec![Field::Src.into(), Field::Dst.into()],
        Property::Port => vec![Field::SrcPort.into(), Field::DstPort.into()],
        Property::Duration => return durations(condition),
    };
    let of_slot = |slot: &Slot| {
        match condition.property().kind() {
        Kind::Number | Kind::Time => numbers(condition, *slot),
        Kind::Address => in_dictionary(condition, *slot, columns.addresses().iter().filter_map(|(code, address)| {
            let is_in = |operand: &Operand| matches!(operand, Operand::Network(network) if network.contains(address));
            condition.operands().iter().any(is_in).then_some(code)
        })),
        Kind::Text => texts(condition, *slot, columns),
    }
    };
    slots.iter().flat_map(of_slot).collect()
}

/// In a column that no file has, every value is absent.
fn without_column(condition: &Condition) -> Vec<Test> {
    let is_absent = condition.operands().contains(&Operand::Absent);
    if is_absent { vec![Test::All(vec![])] } else { vec![] }
}

fn numbers(condition: &Condition, slot: Slot) -> Vec<Test> {
    let has_bits = matches!(condition.operator(), Operator::Has | Operator::HasNot);
    let test = |operand: &Operand| match operand {
        Operand::Absent => Some(Test::Range(slot, ABSENT, ABSENT)),
        Operand::Numbers(bits, _) if has_bits => Some(Test::Bits(slot, *bits)),
        Operand::Numbers(first, last) => {
            let (first, last) = condition.numbers(*first, *last)?;
            Some(Test::Range(slot, first.checked_add(1)?, last.saturating_add(1)))
        }
        Operand::Network(_) | Operand::Text(_) => None,
    };
    condition.operands().iter().filter_map(test).collect()
}

fn durations(condition: &Condition) -> Vec<Test> {
    let test = |operand: &Operand| match operand {
        Operand::Absent => Some(Test::NoDuration),
        Operand::Numbers(first, last) => {
            let (first, last) = condition.numbers(*first, *last)?;
            Some(Test::Duration(first, last))
        }
        Operand::Network(_) | Operand::Text(_) => None,
    };
    condition.operands().iter().filter_map(test).collect()
}

fn texts(condition: &Condition, slot: Slot, columns: &Columns) -> Vec<Test> {
    let known = columns.texts(slot);
    if matches!(condition.operator(), Operator::Has | Operator::HasNot) {
        let has = |text: &str| {
            condition
                .operands()
                .iter()
                .any(|operand| matches!(operand, Operand::Text(part) if text.contains(part)))
        };
        return in_dictionary(
            condition,
            slot,
            known.iter().filter(|(_, text)| has(text)).map(|(code, _)| code),
        );
    }
    // There are few, and a sort takes 10 KB of wasm.
    let mut codes: Vec<u64> = Vec::new();
    for operand in condition.operands() {
        let Operand::Text(text) = operand else { continue };
        let Some(code) = known.find(text) else { continue };
        if let Err(place) = codes.binary_search(&code) {
            codes.insert(place, code);
        }
    }
    in_dictionary(condition, slot, codes.into_iter())
}

/// A test for codes of a dictionary, which come in order.
fn in_dictionary(condition: &Condition, slot: Slot, codes: impl Iterator<Item = u64>) -> Vec<Test> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    if condition.operands().contains(&Operand::Absent) {
        ranges.push((ABSENT, ABSENT));
    }
    for code in codes {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => ranges.push((code, code)),
        }
    }
    if ranges.len() <= FEW {
        return ranges.into_iter().map(|(first, last)| Test::Range(slot, first, last)).collect();
    }
    let mut table = Vec::new();
    for (first, last) in ranges {
        // A dictionary fits in memory, and so does a table of its codes.
        table.resize(first as usize, false);
        table.resize(last as usize + 1, true);
    }
    vec![Test::Table(slot, table)]
}

/// Sets `mask`, which is false everywhere, where the test is true for a record of the block.
fn run(test: &Test, columns: &Columns, block: usize, mask: &mut [bool]) {
    match test {
        Test::All(parts) => {
            mask.fill(true);
            for part in parts {
                if !mask.contains(&true) {
                    return;
                }
                let mut other = vec![false; mask.len()];
                run(part, columns, block, &mut other);
                mask.iter_mut().zip(other).for_each(|(mark, other)| *mark &= other);
            }
        }
        // A range or a table adds to what is set.
        Test::Any(parts) => parts.iter().for_each(|part| match part {
            Test::All(_) | Test::Not(_) => {
                let mut other = vec![false; mask.len()];
                run(part, columns, block, &mut other);
                mask.iter_mut().zip(other).for_each(|(mark, other)| *mark |= other);
            }
            part => run(part, columns, block, mask),
        }),
        Test::Not(part) => {
            run(part, columns, block, mask);
            mask.iter_mut().for_each(|mark| *mark = !*mark);
        }
        Test::Range(slot, first, last) => columns.codes(*slot).block(block).mark_range(*first, *last, mask),
        Test::Table(slot, table) => {
            let is_in = |code: u64| table.get(code as usize).copied().unwrap_or(false);
            columns.codes(*slot).block(block).mark_where(mask, is_in);
        }
        Test::File(file) => columns.files().block(block).mark_range(*file, *file, mask),
        Test::Bits(slot, bits) => {
            let has = |code: u64| code != ABSENT && or_zero(code) & bits == *bits;
            columns.codes(*slot).block(block).mark_where(mask, has);
        }
        Test::Duration(first, last) => {
            mark_times(columns, block, mask, |start, end| {
                let has_both = start != ABSENT && end != ABSENT;
                // A flow does not end before it starts; if a file says so, its duration is 0.
                has_both && (*first..=*last).contains(&end.saturating_sub(start))
            });
        }
        Test::NoDuration => mark_times(columns, block, mask, |start, end| start == ABSENT || end == ABSENT),
    }
}

fn mark_times(columns: &Columns, block: usize, mask: &mut [bool], test: impl Fn(u64, u64) -> bool) {
    let all = Rows::All(mask.len());
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    columns.codes(Field::Start.into()).block(block).gather(&all, &mut starts);
    columns.codes(Field::End.into()).block(block).gather(&all, &mut ends);
    for ((mark, start), end) in mask.iter_mut().zip(starts).zip(ends) {
        *mark |= test(start, end);
    }
}

#[cfg(test)]
mod tests;
