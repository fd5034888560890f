//! The order of the functions in a wasm: what looks alike stands together, which brotli packs tighter by 2 %.
//!
//! A function counts as the set of the short runs of bytes in its code. The list is halved so that the halves have as
//! few runs in common as can be, and each half again: recursive balanced partitioning, as linkers do it.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, ElementSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, Element, ElementItems, FunctionSectionReader, Operator, Parser, Payload, TypeRef,
};

/// Runs of three bytes are an instruction or two, runs of four find longer equal parts.
const RUNS: [usize; 2] = [3, 4];
/// How often functions change sides before the halves stay as they are.
const ROUNDS: usize = 20;

/// The module with its functions in another order.
pub fn by_likeness(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places: Vec<u32> = (0..imported).collect();
    places.resize(order.len() + places.len(), 0);
    for (place, was) in (imported..).zip(&order) {
        places[imported as usize + was] = place;
    }
    let mut module = Module::new();
    Reordered { order, places }.parse_core_module(&mut module, Parser::new(0), bytes)?;
    Ok(module.finish())
}

struct Reordered {
    /// By place, where each function of the module stood.
    order: Vec<usize>,
    /// By index, imported functions first, which index each function has now.
    places: Vec<u32>,
}

impl Reencode for Reordered {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.places[index as usize])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for was in &self.order {
            functions.function(types[*was]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for was in self.order.clone() {
            self.parse_function_body(code, bodies[was].clone())?;
        }
        Ok(())
    }

    /// Leaves out what fills a table with nothing, as a table begins. wasm-bindgen writes that for the places of the
    /// second wasm.
    fn parse_element(&mut self, elements: &mut ElementSection, element: Element<'_>) -> Result<(), Error> {
        if let ElementItems::Expressions(_, items) = &element.items {
            let mut empty = true;
            for item in items.clone() {
                empty &= matches!(item?.get_operators_reader().read()?, Operator::RefNull { .. });
            }
            if empty {
                return Ok(());
            }
        }
        wasm_encoder::reencode::utils::parse_element(self, elements, element)
    }
}

/// For each place the index of the body that stands there.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<HashSet<&[u8]>> =
        bodies.iter().map(|body| RUNS.iter().flat_map(|run| body.windows(*run)).collect()).collect();
    let mut owners: HashMap<&[u8], usize> = HashMap::new();
    for run in runs.iter().flatten() {
        *owners.entry(run).or_default() += 1;
    }
    // What only one function has brings it near to none, and what nearly all have sets none apart.
    let tells = |count: usize| count > 1 && count * 10 < bodies.len() * 7;
    let mut shared: Vec<&[u8]> =
        owners.into_iter().filter(|(_, count)| tells(*count)).map(|(run, _)| run).collect();
    shared.sort_unstable();
    let numbers: HashMap<&[u8], usize> = shared.into_iter().zip(0..).collect();
    let numbered = |runs: HashSet<&[u8]>| {
        let mut numbered: Vec<usize> = runs.into_iter().filter_map(|run| numbers.get(run).copied()).collect();
        numbered.sort_unstable();
        numbered
    };
    let weights =
        (0..=bodies.len()).map(|count| count as f64).map(|count| count * (count + 1.0).log2()).collect();
    let mut halving = Halving {
        runs: runs.into_iter().map(numbered).collect(),
        counts: [vec![0; numbers.len()], vec![0; numbers.len()]],
        weights,
        chance: 1,
    };
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    halving.arrange(&mut order);
    order
}

struct Halving {
    /// The runs of each function, as numbers.
    runs: Vec<Vec<usize>>,
    /// How many functions of either half have a run.
    counts: [Vec<usize>; 2],
    /// How well a run packs that so many functions have.
    weights: Vec<f64>,
    chance: u32,
}

impl Halving {
    fn arrange(&mut self, functions: &mut [usize]) {
        if functions.len() <= 4 {
            return;
        }
        let (left, right) = functions.split_at_mut(functions.len() / 2);
        self.count(left, right, true);
        for _ in 0..ROUNDS {
            let mut gains = [self.gains(left, 0), self.gains(right, 1)];
            let mut moved = false;
            let [from_left, from_right] = &mut gains;
            for (a, b) in from_left.iter_mut().zip(from_right) {
                if a.0 + b.0 <= 0.0 {
                    break;
                }
                // Some stay where they are: what changes sides all at once goes back and forth.
                if self.is_one_of_ten() {
                    continue;
                }
                self.change_sides(a.1, 0);
                self.change_sides(b.1, 1);
                std::mem::swap(&mut a.1, &mut b.1);
                moved = true;
            }
            for (half, gains) in [&mut *left, &mut *right].into_iter().zip(gains) {
                half.iter_mut().zip(gains).for_each(|(place, (_, function))| *place = function);
                half.sort_unstable();
            }
            if !moved {
                break;
            }
        }
        self.count(left, right, false);
        self.arrange(left);
        self.arrange(right);
    }

    fn count(&mut self, left: &[usize], right: &[usize], begins: bool) {
        for (half, counts) in [left, right].into_iter().zip(&mut self.counts) {
            for run in half.iter().flat_map(|function| &self.runs[*function]) {
                counts[*run] = if begins { counts[*run] + 1 } else { 0 };
            }
        }
    }

    /// What it gains to move each function of a half to the other, the best first.
    fn gains(&self, half: &[usize], side: usize) -> Vec<(f64, usize)> {
        let (here, there) = (&self.counts[side], &self.counts[1 - side]);
        let gain = |function: &usize| {
            let mut gain = 0.0;
            for run in &self.runs[*function] {
                let (here, there) = (here[*run], there[*run]);
                gain += self.weights[here - 1] + self.weights[there + 1];
                gain -= self.weights[here] + self.weights[there];
            }
            (gain, *function)
        };
        let mut gains: Vec<_> = half.iter().map(gain).collect();
        gains.sort_by(|a, b| b.0.total_cmp(&a.0));
        gains
    }

    fn change_sides(&mut self, function: usize, side: usize) {
        for run in &self.runs[function] {
            self.counts[side][*run] -= 1;
            self.counts[1 - side][*run] += 1;
        }
    }

    /// Of the same numbers for every build.
    fn is_one_of_ten(&mut self) -> bool {
        self.chance = self.chance.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (self.chance >> 16).is_multiple_of(10)
    }
}

#[cfg(test)]
mod tests;
