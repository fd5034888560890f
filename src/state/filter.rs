//! The property filter of the lists as data: tokens of property, operator and value, joined by and / or.

use crate::domain::timestamp::Timestamp;

mod typed;

pub use typed::{Detail, Suggestion, parse_typed, suggestions};

/// What the values of a property are, and with that which operators it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// One of a few words, such as a status.
    Choice,
    Number,
    Time,
}

impl Kind {
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::*;
        match self {
            Kind::Text => &[Equals, NotEquals, Contains, NotContains],
            Kind::Choice => &[Equals, NotEquals],
            Kind::Number | Kind::Time => &[Equals, NotEquals, AtLeast, AtMost, Above, Below],
        }
    }
}

/// A column that can be filtered by. `id` is made of ASCII letters, digits and `_`; its label is i18n's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    pub id: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Equals,
    NotEquals,
    Contains,
    NotContains,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Operator {
    pub const ALL: [Operator; 8] = {
        use Operator::*;
        // The longer first: `>` also begins `>=`.
        [NotEquals, NotContains, AtLeast, AtMost, Equals, Contains, Above, Below]
    };

    pub const fn symbol(self) -> &'static str {
        match self {
            Operator::Equals => "=",
            Operator::NotEquals => "!=",
            Operator::Contains => ":",
            Operator::NotContains => "!:",
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Above => ">",
            Operator::Below => "<",
        }
    }

    /// The operator at the beginning of a text, and the text after it.
    fn strip(text: &str) -> Option<(Operator, &str)> {
        Operator::ALL.into_iter().find_map(|operator| Some((operator, text.strip_prefix(operator.symbol())?)))
    }

    const fn negates(self) -> bool {
        matches!(self, Operator::NotEquals | Operator::NotContains)
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// `None` is free text, which knows [`Operator::Contains`] and [`Operator::NotContains`] only.
    pub property: Option<&'static str>,
    pub operator: Operator,
    pub value: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    #[default]
    And,
    Or,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub tokens: Vec<Token>,
    pub joint: Joint,
}

/// The value of one property of one row, for filtering and for sorting.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    Text(String),
    /// Whole, as all numbers of the service are.
    Number(i64),
    Time(Timestamp),
    Absent,
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Whether a row meets the query; an empty query is met by every row. `value_of` takes a property's id,
    /// `all_text` gives everything that free text looks into. Upper and lower case of ASCII letters do not differ.
    pub fn matches(&self, value_of: &dyn Fn(&str) -> FieldValue, all_text: &dyn Fn() -> String) -> bool {
        let met = |token: &Token| match token.property {
            Some(property) => meets(&value_of(property), token.operator, &token.value),
            None => contains(&all_text(), &token.value) != token.operator.negates(),
        };
        match self.joint {
            _ if self.tokens.is_empty() => true,
            Joint::And => self.tokens.iter().all(met),
            Joint::Or => self.tokens.iter().any(met),
        }
    }

    /// For a route's query (not yet percent-encoded), as in `status=ERROR;name:web;:free text`; a leading `|`
    /// is or.
    pub fn to_text(&self) -> String {
        let tokens: Vec<String> = self.tokens.iter().map(token_text).collect();
        let joint = if self.joint == Joint::Or { "|" } else { "" };
        format!("{joint}{}", tokens.join(";"))
    }

    /// Reads [`Query::to_text`]. Whatever is no condition on one of `properties` becomes free text.
    pub fn from_text(text: &str, properties: &[Property]) -> Query {
        let (joint, text) = match text.strip_prefix('|') {
            Some(rest) => (Joint::Or, rest),
            None => (Joint::And, text),
        };
        let tokens = split_escaped(text).into_iter().filter_map(|part| token_of(part, properties)).collect();
        Query { tokens, joint }
    }
}

fn token_text(token: &Token) -> String {
    let operator = match token.property {
        None if token.operator.negates() => Operator::NotContains,
        None => Operator::Contains,
        Some(_) => token.operator,
    };
    let mut text = format!("{}{}", token.property.unwrap_or_default(), operator.symbol());
    // `>` and a value that begins with `=` would read as `>=`.
    if token.value.starts_with('=') {
        text.push('\\');
    }
    for character in token.value.chars() {
        if matches!(character, '\\' | ';') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

fn split_escaped(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if character == ';' && !escaped {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    plain
}

fn token_of(text: &str, properties: &[Property]) -> Option<Token> {
    if text.is_empty() {
        return None;
    }
    let id_end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let (id, rest) = text.split_at(id_end);
    let free = |operator, value| Token { property: None, operator, value: unescaped(value) };
    let token = match Operator::strip(rest) {
        Some((operator @ (Operator::Contains | Operator::NotContains), value)) if id.is_empty() => {
            free(operator, value)
        }
        Some((operator, value)) => {
            let known = properties
                .iter()
                .find(|property| property.id == id && property.kind.operators().contains(&operator));
            match known {
                Some(property) => Token { property: Some(property.id), operator, value: unescaped(value) },
                None => free(Operator::Contains, text),
            }
        }
        None => free(Operator::Contains, text),
    };
    Some(token)
}

fn contains(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

fn meets(value: &FieldValue, operator: Operator, wanted: &str) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let equal = match value {
        FieldValue::Absent => wanted.is_empty().then_some(Equal),
        FieldValue::Text(text) => {
            let part = match operator {
                Operator::Contains | Operator::NotContains => contains(text, wanted),
                _ => text.eq_ignore_ascii_case(wanted),
            };
            part.then_some(Equal)
        }
        FieldValue::Number(number) => number_of(wanted).map(|wanted| number.cmp(&wanted)),
        FieldValue::Time(time) => time_span(wanted).map(|(first, last)| match time {
            time if *time < first => Less,
            time if *time > last => Greater,
            _ => Equal,
        }),
    };
    match operator {
        Operator::Equals | Operator::Contains => equal == Some(Equal),
        Operator::NotEquals | Operator::NotContains => equal != Some(Equal),
        // Text has no order, and a value that cannot be read is met by nothing.
        _ if !matches!(value, FieldValue::Number(_) | FieldValue::Time(_)) => false,
        Operator::AtLeast => matches!(equal, Some(Equal | Greater)),
        Operator::AtMost => matches!(equal, Some(Equal | Less)),
        Operator::Above => equal == Some(Greater),
        Operator::Below => equal == Some(Less),
    }
}

fn number_of(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// The first and last moment that a text names, in UTC: a day, a minute or a second.
fn time_span(text: &str) -> Option<(Timestamp, Timestamp)> {
    let text = text.trim();
    let forms = [("", 1_000_000), (":00", 60_000_000), (" 00:00:00", 86_400_000_000)];
    forms.into_iter().find_map(|(rest, micros)| {
        let first = Timestamp::parse(&format!("{text}{rest}"))?;
        let micros = if text.contains('.') { 1 } else { micros };
        Some((first, Timestamp::from_micros(first.micros() + micros - 1)))
    })
}

#[cfg(test)]
mod tests;
