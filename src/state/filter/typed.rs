//! The filter as a person types it: text to a token, and what can follow the text so far.

use super::condition::number_of;
use super::fold::fold;
use super::time::{Offset, UTC, in_utc, span};
use super::{Operator, Property, PropertyKind, Token};

/// What a person typed, as a token: `Status = ERROR`, `name:web`, `interval >= 5` by a property's label or
/// id, `!: word` for text that must not occur, anything else as free text. `None` while there is nothing, or
/// no value yet. A time that says no zone is in `zone`.
pub fn parse_typed(text: &str, properties: &[(Property, String)], zone: Offset) -> Option<Token> {
    let text = text.trim();
    let free = |operator, value: &str| {
        let value = value.trim();
        (!value.is_empty()).then(|| Token { property: None, operator, value: value.to_owned() })
    };
    if let Some((property, rest)) = typed_property(text, properties)
        && let Some((operator, value)) = Operator::strip(rest)
        && property.kind.operators().contains(&operator)
    {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        let sound = match property.kind {
            PropertyKind::Text | PropertyKind::Id | PropertyKind::Choice if value == "\"\"" => {
                Some(String::new())
            }
            PropertyKind::Text | PropertyKind::Id | PropertyKind::Choice => Some(value.to_owned()),
            PropertyKind::Number => number_of(value).map(|_| value.to_owned()),
            PropertyKind::Time => in_utc(value, zone),
        };
        if let Some(value) = sound {
            return Some(Token { property: Some(*property), operator, value });
        }
    }
    match Operator::strip(text) {
        Some((operator @ (Operator::Contains | Operator::NotContains), value)) => free(operator, value),
        _ => free(Operator::Contains, text),
    }
}

/// The property that a text begins with, and the text from its operator on (or nothing after it).
fn typed_property<'a, 'p>(
    text: &'a str,
    properties: &'p [(Property, String)],
) -> Option<(&'p Property, &'a str)> {
    let after = |name: &str| {
        let mut rest = text.chars();
        // Compared character by character, since lower-casing can change a text's length.
        let same = name.chars().all(|c| rest.next().is_some_and(|typed| typed.eq_ignore_ascii_case(&c)));
        let rest = rest.as_str().trim_start();
        (same && (rest.is_empty() || rest.starts_with(['=', '!', ':', '<', '>']))).then_some(rest)
    };
    properties
        .iter()
        .find_map(|(property, label)| Some((property, after(label).or_else(|| after(property.id))?)))
}

/// What a suggestion offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    Property(&'static str),
    Operator(Operator),
    /// A value that is present, of this property.
    Value(&'static str),
    /// A time, or what one has typed of it.
    Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Replaces what was typed.
    pub text: String,
    /// Whether selecting it adds the token; otherwise one types on.
    pub complete: bool,
    pub detail: Detail,
}

const MOST_VALUES: usize = 50;
const MOST_OTHER_VALUES: usize = 10;

/// The values of a property that rows have: those that contain a text (which is in lower case), each once, in order, and
/// no more than so many.
pub type ValuesOf<'a> = &'a dyn Fn(Property, &str, usize) -> Vec<String>;

/// What can follow what a person typed: properties first, then operators, then values present.
pub fn suggestions(
    text: &str,
    properties: &[(Property, String)],
    values_of: ValuesOf<'_>,
) -> Vec<Suggestion> {
    let typed = text.trim();
    if let Some((property, rest)) = typed_property(typed, properties)
        && let Some((_, label)) = properties.iter().find(|(other, _)| other.id == property.id)
    {
        match Operator::strip(rest) {
            // `Status !` or `Interval >` may still become a longer operator.
            Some((operator, "")) if !text.ends_with(' ') || !allowed(property, operator) => {
                let mut found = operator_suggestions(property, label, rest);
                if allowed(property, operator) && property.kind != PropertyKind::Time {
                    found.extend(value_suggestions(property, label, operator, "", values_of, MOST_VALUES));
                }
                return found;
            }
            Some((operator, value)) if allowed(property, operator) => {
                return value_suggestions(property, label, operator, value.trim(), values_of, MOST_VALUES);
            }
            Some(_) => {}
            None => {
                let mut found = property_suggestions(typed, properties);
                found.retain(|other| other.detail != Detail::Property(property.id));
                // A property that only holds what was typed comes after all that begins so.
                let inside = found.iter().position(|other| !begins_with(&other.text, typed));
                let others = found.split_off(inside.unwrap_or(found.len()));
                found.extend(operator_suggestions(property, label, rest));
                found.extend(others);
                return found;
            }
        }
    }
    let mut found = property_suggestions(typed, properties);
    if !typed.is_empty() {
        let values = properties
            .iter()
            .filter(|(property, _)| {
                matches!(property.kind, PropertyKind::Text | PropertyKind::Id | PropertyKind::Choice)
            })
            .flat_map(|(property, label)| {
                value_suggestions(property, label, Operator::Equals, typed, values_of, MOST_OTHER_VALUES)
            });
        found.extend(values.take(MOST_OTHER_VALUES));
    }
    found
}

fn allowed(property: &Property, operator: Operator) -> bool {
    property.kind.operators().contains(&operator)
}

fn begins_with(text: &str, typed: &str) -> bool {
    fold(text.to_owned()).starts_with(&fold(typed.to_owned()))
}

/// The properties that hold what was typed, those first that begin so.
fn property_suggestions(typed: &str, properties: &[(Property, String)]) -> Vec<Suggestion> {
    let folded = fold(typed.to_owned());
    let mut found: Vec<_> = properties
        .iter()
        .filter(|(property, label)| fold(label.clone()).contains(&folded) || property.id.contains(&folded))
        .collect();
    found.sort_by_key(|(_, label)| !begins_with(label, typed));
    found
        .into_iter()
        .map(|(property, label)| Suggestion {
            text: format!("{label} "),
            complete: false,
            detail: Detail::Property(property.id),
        })
        .collect()
}

fn operator_suggestions(property: &Property, label: &str, typed: &str) -> Vec<Suggestion> {
    let fitting = property.kind.operators().iter().filter(|operator| operator.symbol().starts_with(typed));
    fitting
        .map(|operator| Suggestion {
            text: format!("{label} {} ", operator.symbol()),
            complete: false,
            detail: Detail::Operator(*operator),
        })
        .collect()
}

fn value_suggestions(
    property: &Property,
    label: &str,
    operator: Operator,
    typed: &str,
    values_of: ValuesOf<'_>,
    most: usize,
) -> Vec<Suggestion> {
    if property.kind == PropertyKind::Time {
        return vec![time_suggestion(label, operator, typed)];
    }
    values_of(*property, &fold(typed.to_owned()), most)
        .into_iter()
        .map(|value| Suggestion {
            text: format!("{label} {} {value}", operator.symbol()),
            complete: true,
            detail: Detail::Value(property.id),
        })
        .collect()
}

/// Says in which form and zone a time is typed, and takes it once it is one.
fn time_suggestion(label: &str, operator: Operator, typed: &str) -> Suggestion {
    Suggestion {
        text: format!("{label} {} {typed}", operator.symbol()),
        complete: span(typed, UTC).is_some(),
        detail: Detail::Time,
    }
}
