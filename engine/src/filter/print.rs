//! Writes a filter as text.

use std::borrow::Cow;
use std::fmt;

use super::condition::{Condition, Filter, Operand, Property};
use crate::field::{Column, Field};
use crate::names;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // An empty text lets everything through.
            Filter::All(parts) if parts.is_empty() => Ok(()),
            filter => write(filter, f),
        }
    }
}

impl From<Filter> for String {
    fn from(filter: Filter) -> String {
        filter.to_string()
    }
}

fn write(filter: &Filter, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match filter {
        Filter::All(parts) => join(parts, "and", "all", is_joined, f),
        Filter::Any(parts) => join(parts, "or", "none", |part| matches!(part, Filter::Any(_)), f),
        Filter::Not(part) => {
            f.write_str("not ")?;
            within(part, is_joined, f)
        }
        Filter::Is(condition) => write!(f, "{condition}"),
    }
}

fn join(
    parts: &[Filter],
    joint: &str,
    empty: &str,
    needs_parentheses: fn(&Filter) -> bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let Some((first, rest)) = parts.split_first() else { return f.write_str(empty) };
    within(first, needs_parentheses, f)?;
    for part in rest {
        write!(f, " {joint} ")?;
        within(part, needs_parentheses, f)?;
    }
    Ok(())
}

fn is_joined(part: &Filter) -> bool {
    matches!(part, Filter::All(_) | Filter::Any(_))
}

fn within(part: &Filter, needs_parentheses: fn(&Filter) -> bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if needs_parentheses(part) {
        f.write_str("(")?;
        write(part, f)?;
        f.write_str(")")
    } else {
        write(part, f)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.property(), self.operator().symbol())?;
        for (index, operand) in self.operands().iter().enumerate() {
            f.write_str(if index > 0 { "," } else { "" })?;
            match operand {
                Operand::Absent => f.write_str("-")?,
                Operand::Numbers(first, last) if first == last => number(self.property(), *first, f)?,
                Operand::Numbers(first, last) => {
                    number_alone(self.property(), *first, f)?;
                    f.write_str("-")?;
                    number_alone(self.property(), *last, f)?;
                }
                Operand::Network(network) => write!(f, "{network}")?,
                Operand::Text(value) => f.write_str(&text(value))?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Property::Column(Column::Field(field)) => f.write_str(field.name()),
            Property::Column(Column::Other(name)) => f.write_str(&quoted(name)),
            Property::Addr => f.write_str("addr"),
            Property::Port => f.write_str("port"),
            Property::Duration => f.write_str("duration"),
        }
    }
}

/// Ports stand as numbers: not everybody knows the name that we would choose.
fn number(property: &Property, number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let field =
        property.names().filter(|field| matches!(field, Field::Protocol | Field::Flags | Field::Path));
    match field.and_then(|field| names::name(field, number)) {
        Some(name) => f.write_str(&name),
        None => number_alone(property, number, f),
    }
}

fn number_alone(property: &Property, number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match property {
        Property::Duration if number.is_multiple_of(1000) => write!(f, "{}s", number / 1000),
        Property::Duration => write!(f, "{number}ms"),
        _ => write!(f, "{number}"),
    }
}

/// A text as a filter has it: in quotes where it needs them.
pub fn text(text: &str) -> Cow<'_, str> {
    let ends_word = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '\\');
    if text.is_empty() || text == "-" || text.contains(ends_word) { quoted(text).into() } else { text.into() }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
