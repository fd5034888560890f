//! Reads a filter from text.

use std::fmt;
use std::str::FromStr;

use super::condition::{Condition, Filter, Operand, Operator, Property};
use crate::columns::MOST;
use crate::field::{Column, Kind};
use crate::names;

/// How deep parentheses and `not` may nest, so that no text can use up the stack.
const DEEPEST: usize = 64;
/// A program puts what people write into parentheses of its own, at most so many.
const AROUND: usize = 16;

/// Where a text is no filter, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte in the text.
    pub at: usize,
    pub expected: Expected,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The name of a field, `not` or a parenthesis.
    Property,
    /// One of these.
    Operator(&'static [Operator]),
    /// A value of this property.
    Value(Property),
    /// `and`, `or`, or the end.
    Joint,
    ClosingParenthesis,
    ClosingQuote,
    /// Less nesting.
    Flatter,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: expected {}", self.at + 1, self.expected)
    }
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Property => f.write_str("a field such as src, port or action"),
            Expected::Operator(operators) => {
                f.write_str("one of")?;
                operators.iter().try_for_each(|operator| write!(f, " {}", operator.symbol()))
            }
            Expected::Value(property) => {
                let example = match (property, property.kind()) {
                    (Property::Duration, _) => "a duration such as 5s",
                    (Property::Port, _) => "a port such as 443, 1000-2000 or https",
                    (_, Kind::Address) => "an address or a network such as 10.0.0.0/8",
                    (_, Kind::Number) => "a number, a range such as 1-10, or a name",
                    (_, Kind::Time) => "a time in seconds or milliseconds since 1970",
                    (_, Kind::Text) => "a text",
                };
                write!(f, "{example} for {property}")
            }
            Expected::Joint => f.write_str("\"and\", \"or\" or the end"),
            Expected::ClosingParenthesis => f.write_str("\")\""),
            Expected::ClosingQuote => f.write_str("a closing quote"),
            Expected::Flatter => write!(f, "at most {DEEPEST} parentheses within each other"),
        }
    }
}

impl FromStr for Filter {
    type Err = SyntaxError;

    /// Reads what a person has written. What a program has made of it, such as the filter in a question, may be deeper.
    fn from_str(text: &str) -> Result<Filter, SyntaxError> {
        read(text, DEEPEST)
    }
}

fn read(text: &str, deepest: usize) -> Result<Filter, SyntaxError> {
    let mut parser = Parser { text, at: 0, deepest };
    parser.skip_space();
    if parser.rest().is_empty() {
        return Ok(Filter::default());
    }
    let filter = parser.any(0)?;
    if parser.rest().is_empty() { Ok(filter) } else { Err(parser.error(Expected::Joint)) }
}

impl TryFrom<String> for Filter {
    type Error = SyntaxError;

    fn try_from(text: String) -> Result<Filter, SyntaxError> {
        read(&text, DEEPEST + AROUND)
    }
}

struct Parser<'a> {
    text: &'a str,
    /// The next byte.
    at: usize,
    deepest: usize,
}

type Parsed<T> = Result<T, SyntaxError>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error(&self, expected: Expected) -> SyntaxError {
        SyntaxError { at: self.at, expected }
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes a sign, and the space behind it.
    fn takes(&mut self, sign: &str) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len();
            self.skip_space();
        }
        is_there
    }

    /// Takes a word if it is this one, and the space behind it.
    fn takes_word(&mut self, word: &str) -> bool {
        let is_there = self.word().eq_ignore_ascii_case(word);
        is_there && {
            self.at += word.len();
            self.skip_space();
            true
        }
    }

    fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn any(&mut self, depth: usize) -> Parsed<Filter> {
        self.joined("or", depth, Parser::all, Filter::Any)
    }

    fn all(&mut self, depth: usize) -> Parsed<Filter> {
        self.joined("and", depth, Parser::part, Filter::All)
    }

    fn joined(
        &mut self,
        joint: &str,
        depth: usize,
        part: fn(&mut Self, usize) -> Parsed<Filter>,
        join: fn(Vec<Filter>) -> Filter,
    ) -> Parsed<Filter> {
        let first = part(self, depth)?;
        let mut parts = vec![];
        while self.takes_word(joint) {
            parts.push(part(self, depth)?);
        }
        if parts.is_empty() {
            return Ok(first);
        }
        parts.insert(0, first);
        Ok(join(parts))
    }

    fn part(&mut self, depth: usize) -> Parsed<Filter> {
        if depth > self.deepest {
            return Err(self.error(Expected::Flatter));
        }
        if self.takes("(") {
            let filter = self.any(depth + 1)?;
            return if self.takes(")") { Ok(filter) } else { Err(self.error(Expected::ClosingParenthesis)) };
        }
        if self.takes_word("not") {
            return Ok(Filter::Not(Box::new(self.part(depth + 1)?)));
        }
        if self.takes_word("all") {
            return Ok(Filter::All(vec![]));
        }
        if self.takes_word("none") {
            return Ok(Filter::Any(vec![]));
        }
        self.condition().map(Filter::Is)
    }

    fn condition(&mut self) -> Parsed<Condition> {
        let property = self.property()?;
        self.skip_space();
        let known = property.operators();
        let operator = Operator::ALL
            .into_iter()
            .find(|operator| self.rest().starts_with(operator.symbol()))
            .filter(|operator| known.contains(operator))
            .ok_or_else(|| self.error(Expected::Operator(known)))?;
        self.takes(operator.symbol());
        let start = self.at;
        let mut operands = vec![self.operand(&property)?];
        self.skip_space();
        while operator.takes_list() && self.takes(",") {
            operands.push(self.operand(&property)?);
            self.skip_space();
        }
        let condition = Condition::new(property.clone(), operator, operands);
        condition.ok_or(SyntaxError { at: start, expected: Expected::Value(property) })
    }

    fn property(&mut self) -> Parsed<Property> {
        if self.rest().starts_with('"') {
            return Ok(Property::Column(Column::Other(self.quoted()?)));
        }
        let word = self.word();
        let property = Property::named(word).ok_or_else(|| self.error(Expected::Property))?;
        self.at += word.len();
        Ok(property)
    }

    fn operand(&mut self, property: &Property) -> Parsed<Operand> {
        let start = self.at;
        let wrong = || SyntaxError { at: start, expected: Expected::Value(property.clone()) };
        if self.rest().starts_with('"') && property.kind() == Kind::Text {
            return Ok(Operand::Text(self.quoted()?));
        }
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"'))
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        self.at += word.len();
        if word == "-" {
            return Ok(Operand::Absent);
        }
        match property.kind() {
            _ if word.is_empty() => Err(wrong()),
            Kind::Text => Ok(Operand::Text(word.to_owned())),
            Kind::Address => word.parse().map(Operand::Network).map_err(|()| wrong()),
            Kind::Number | Kind::Time => {
                let number = |word: &str| number(property, word);
                let range = || {
                    let (first, last) = word.split_once('-')?;
                    Some((number(first)?, number(last)?))
                };
                let (first, last) = number(word).map(|one| (one, one)).or_else(range).ok_or_else(wrong)?;
                Ok(Operand::Numbers(first, last))
            }
        }
    }

    /// A text in quotes, where `\` stands before a quote or another `\`.
    fn quoted(&mut self) -> Parsed<String> {
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((index, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += index + 1;
                    return Ok(text);
                }
                '\\' => text.extend(chars.next().map(|(_, c)| c)),
                c => text.push(c),
            }
        }
        self.at = self.text.len();
        Err(self.error(Expected::ClosingQuote))
    }
}

fn number(property: &Property, word: &str) -> Option<u64> {
    if *property == Property::Duration {
        return duration(word);
    }
    let number = match digits(word) {
        Some(number) => number,
        None => names::number(property.names()?, word)?,
    };
    Some(number)
}

fn digits(word: &str) -> Option<u64> {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|number| is_number && *number <= MOST)
}

/// A duration in milliseconds; without a unit it is in seconds.
fn duration(word: &str) -> Option<u64> {
    let digits_end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, unit) = word.split_at_checked(digits_end)?;
    let unit = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    digits(number)?.checked_mul(unit).filter(|number| *number <= MOST)
}
