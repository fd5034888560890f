//! A filter as a condition of SQL.

use super::dialect::Dialect;
use super::note::Unsupported;
use crate::field::{Column, Field, Kind};
use crate::filter::{Condition, Filter, Network, Operand, Operator, Property};

/// How a statement names its columns, and in whose words.
pub struct Names<'a> {
    pub dialect: Dialect,
    pub name: &'a dyn Fn(&Column) -> String,
}

/// The greatest number that a column can have.
pub const GREATEST: u64 = i64::MAX as u64;

/// The columns that a filter reads.
pub fn columns(filter: &Filter, found: &mut Vec<Column>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| columns(part, found)),
        Filter::Not(part) => columns(part, found),
        Filter::Is(condition) => found.extend(of_property(condition.property())),
    }
}

fn of_property(property: &Property) -> Vec<Column> {
    match property {
        Property::Column(column) => vec![column.clone()],
        Property::Addr => vec![Field::Src.into(), Field::Dst.into()],
        Property::Port => vec![Field::SrcPort.into(), Field::DstPort.into()],
        Property::Duration => vec![Field::Start.into(), Field::End.into()],
    }
}

/// Where SQL says NULL, the filter says no.
pub fn filter(filter: &Filter, names: &Names) -> Result<String, Unsupported> {
    match filter {
        Filter::All(parts) => joined(parts, " AND ", "TRUE", names),
        Filter::Any(parts) => joined(parts, " OR ", "FALSE", names),
        Filter::Not(part) => Ok(not(&self::filter(part, names)?)),
        Filter::Is(condition) => {
            let is = self::condition(condition, names)?;
            Ok(if condition.operator().negates() { not(&is) } else { is })
        }
    }
}

fn not(condition: &str) -> String {
    format!("NOT coalesce({condition}, FALSE)")
}

fn joined(parts: &[Filter], joint: &str, empty: &str, names: &Names) -> Result<String, Unsupported> {
    let parts = parts.iter().map(|part| filter(part, names)).collect::<Result<Vec<_>, _>>()?;
    Ok(any(parts, joint, empty))
}

fn any(parts: Vec<String>, joint: &str, empty: &str) -> String {
    match parts.as_slice() {
        [] => empty.to_owned(),
        [one] => one.clone(),
        parts => parts.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(joint),
    }
}

fn condition(condition: &Condition, names: &Names) -> Result<String, Unsupported> {
    let dialect = names.dialect;
    let property = condition.property();
    let mut parts = Vec::new();
    let values: Vec<String> = match property {
        Property::Duration => {
            let [start, end] = [Field::Start, Field::End].map(|field| (names.name)(&field.into()));
            // A flow does not end before it starts; if a file says so, its duration is 0.
            vec![format!("CASE WHEN {end} < {start} THEN 0 ELSE {end} - {start} END")]
        }
        property => of_property(property).iter().map(names.name).collect(),
    };
    for value in &values {
        let mut singles = Vec::new();
        for operand in condition.operands() {
            match operand {
                Operand::Absent => parts.push(format!("{value} IS NULL")),
                Operand::Numbers(first, last) => match condition.operator() {
                    Operator::Has | Operator::HasNot => parts.push(dialect.has_bits(value, *first)),
                    _ => match condition.numbers(*first, *last) {
                        // No number of a column is greater.
                        Some((first, _)) if first > GREATEST => {}
                        Some((first, last)) if first == last => singles.push(first.to_string()),
                        Some((first, GREATEST..)) => parts.push(format!("{value} >= {first}")),
                        Some((0, last)) => parts.push(format!("{value} <= {last}")),
                        Some((first, last)) => parts.push(format!("{value} BETWEEN {first} AND {last}")),
                        None => {}
                    },
                },
                Operand::Network(network) => match one_address(network) {
                    Some(address) => singles.push(dialect.literal(&address)),
                    None => parts.push(dialect.within(value, network)?),
                },
                Operand::Text(text) => match condition.operator() {
                    Operator::Has | Operator::HasNot => {
                        parts.push(format!("position({} IN {value}) > 0", dialect.literal(text)))
                    }
                    _ => singles.push(dialect.literal(text)),
                },
            }
        }
        match singles.as_slice() {
            [] => {}
            [one] => parts.push(format!("{value} = {one}")),
            singles => parts.push(format!("{value} IN ({})", singles.join(", "))),
        }
    }
    Ok(any(parts, " OR ", "FALSE"))
}

fn one_address(network: &Network) -> Option<String> {
    (network.first() == network.last()).then(|| network.parts().0.to_string())
}

/// The expression that makes of a value of a file what a filter compares.
pub fn normal(value: &str, kind: Kind) -> String {
    match kind {
        Kind::Number => format!("nullif({value}, -1)"),
        Kind::Time => {
            format!("CASE WHEN {value} >= 100000000000 THEN {value} ELSE nullif({value}, -1) * 1000 END")
        }
        Kind::Address | Kind::Text => format!("nullif(nullif({value}, ''), '-')"),
    }
}
