//! The property filter of the lists as data: tokens of property, operator and value, joined by and / or.

use crate::domain::timestamp::Timestamp;
use crate::text::join;

mod fold;
mod matcher;
mod time;
mod typed;

pub(in crate::state) use fold::fold;
pub use matcher::Matcher;
pub use time::{Offset, UTC, shown_time};
pub use typed::{Detail, Suggestion, parse_typed, suggestions};

/// What the values of a property are, and with that which operators it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Equal letter for letter, as the service compares it.
    Text,
    /// A UUID.
    Id,
    /// One of a few words, such as a status.
    Choice,
    Number,
    Time,
}

impl Kind {
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::*;
        match self {
            Kind::Text | Kind::Id => &[Equals, NotEquals, Contains, NotContains],
            Kind::Choice => &[Equals, NotEquals],
            Kind::Number | Kind::Time => &[Equals, NotEquals, AtLeast, AtMost, Above, Below],
        }
    }
}

/// A column that can be filtered by. `id` is made of ASCII letters, digits and `_`; its label is i18n's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub property: Option<Property>,
    pub operator: Operator,
    /// A time is in UTC, also where somebody typed it in another zone, so that a link means the same to everybody.
    pub value: String,
}

impl Token {
    /// The property whose value decides. A logger and a target are meant by their name, or by their id, which is what
    /// the API takes.
    pub fn decides(&self) -> Option<Property> {
        match self.property.and_then(|property| id_behind(property.id)) {
            Some(id) if is_uuid(&self.value) => Some(Property { id, kind: Kind::Id }),
            _ => self.property,
        }
    }
}

/// The property that holds the ids behind one that shows names.
fn id_behind(property: &str) -> Option<&'static str> {
    match property {
        "logger" => Some("logger_id"),
        "target" => Some("target_id"),
        "port" => Some("port_id"),
        "network" => Some("network_id"),
        _ => None,
    }
}

/// The value of a property, and with a name the id behind it: both are looked into, and of two rows that show the same
/// the ids decide which is first.
pub(in crate::state) fn with_id(property: &str, value_of: &dyn Fn(&str) -> FieldValue) -> FieldValue {
    match (value_of(property), id_behind(property).map(value_of)) {
        (FieldValue::Text(mut text), Some(FieldValue::Text(id))) => {
            text.push('\n');
            text.push_str(&id);
            FieldValue::Text(text)
        }
        (value, _) => value,
    }
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
        format!("{joint}{}", join(&tokens, ";"))
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
