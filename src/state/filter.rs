//! The property filter of the lists as data: tokens of property, operator and value, joined by and / or.

use std::borrow::Cow;

use crate::domain::timestamp::Timestamp;

mod condition;
mod fold;
mod time;
mod typed;

pub use condition::Condition;
pub(in crate::state) use fold::fold;
pub(super) use time::span;
pub use time::{Offset, UTC, shown_time};
pub use typed::{Detail, Suggestion, parse_typed, suggestions};

/// What the values of a property are, and with that which operators it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Equal letter for letter, as the service compares it.
    Text,
    /// A UUID.
    Id,
    /// One of a few words, such as a status.
    Choice,
    Number,
    Time,
}

impl PropertyKind {
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::*;
        match self {
            PropertyKind::Text | PropertyKind::Id => &[Equals, NotEquals, Contains, NotContains],
            PropertyKind::Choice => &[Equals, NotEquals],
            PropertyKind::Number | PropertyKind::Time => &[Equals, NotEquals, AtLeast, AtMost, Above, Below],
        }
    }
}

/// A column that can be filtered by. `id` is made of ASCII letters, digits and `_`; its label is i18n's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    pub id: &'static str,
    pub kind: PropertyKind,
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
    pub property: Option<Property>,
    pub operator: Operator,
    /// A time is in UTC, also where somebody typed it in another zone, so that a link means the same to everybody.
    pub value: String,
}

/// Whether a text is a UUID in the form of the service: 36 characters, with hyphens.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    #[default]
    And,
    Or,
}

/// A filter has so many tokens at most. Each is compared with every row and drawn.
pub const MOST_TOKENS: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub tokens: Vec<Token>,
    pub joint: Joint,
}

/// The value of one property of one row, for filtering and for sorting. A text is borrowed from the row where it
/// stands there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldValue<'a> {
    Text(Cow<'a, str>),
    /// Whole, as all numbers of the service are.
    Number(i64),
    Time(Timestamp),
    Absent,
}

impl<'a> FieldValue<'a> {
    /// A text; an empty one is absent.
    pub fn text(text: impl Into<Cow<'a, str>>) -> FieldValue<'a> {
        let text = text.into();
        if text.is_empty() { FieldValue::Absent } else { FieldValue::Text(text) }
    }

    pub fn flag(on: bool) -> FieldValue<'a> {
        FieldValue::Text(if on { "true" } else { "false" }.into())
    }

    pub fn number(number: Option<i64>) -> FieldValue<'a> {
        number.map_or(FieldValue::Absent, FieldValue::Number)
    }

    pub fn time(time: Option<Timestamp>) -> FieldValue<'a> {
        time.map_or(FieldValue::Absent, FieldValue::Time)
    }

    /// As a person would type it; empty where it is absent.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            FieldValue::Text(text) => Cow::Borrowed(text),
            FieldValue::Number(number) => Cow::Owned(number.to_string()),
            FieldValue::Time(time) => Cow::Owned(time.utc_text()),
            FieldValue::Absent => Cow::Borrowed(""),
        }
    }
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The tokens that say what every row must be exactly.
    pub fn exact(&self) -> impl Iterator<Item = &Token> {
        let all_hold = self.joint == Joint::And || self.tokens.len() == 1;
        self.tokens.iter().filter(move |token| all_hold && token.operator == Operator::Equals)
    }

    /// For a route's query (not yet percent-encoded), as in `status=ERROR;name:web;:free text`; a leading `|`
    /// is or.
    pub fn to_text(&self) -> String {
        let tokens: Vec<String> = self.tokens.iter().map(token_text).collect();
        let joint = if self.joint == Joint::Or { "|" } else { "" };
        format!("{joint}{}", tokens.join(";"))
    }

    /// Reads the first tokens of [`Query::to_text`]. Whatever is no condition on one of `properties` becomes free text.
    pub fn from_text(text: &str, properties: &[Property]) -> Query {
        let (joint, text) = match text.strip_prefix('|') {
            Some(rest) => (Joint::Or, rest),
            None => (Joint::And, text),
        };
        let tokens = split_escaped(text).into_iter().filter_map(|part| token_of(part, properties));
        Query { tokens: tokens.take(MOST_TOKENS).collect(), joint }
    }

    /// Whether there is no room for another token.
    pub fn is_full(&self) -> bool {
        self.tokens.len() >= MOST_TOKENS
    }
}

fn token_text(token: &Token) -> String {
    let operator = match token.property {
        None if token.operator.negates() => Operator::NotContains,
        None => Operator::Contains,
        Some(_) => token.operator,
    };
    let id = token.property.map_or("", |property| property.id);
    let mut text = format!("{id}{}", operator.symbol());
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
    let (id, rest) = text.split_at_checked(id_end).unwrap_or((text, ""));
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
                Some(property) => Token { property: Some(*property), operator, value: unescaped(value) },
                None => free(Operator::Contains, text),
            }
        }
        None => free(Operator::Contains, text),
    };
    Some(token)
}

#[cfg(test)]
mod tests;
