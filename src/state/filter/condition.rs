//! One condition of a filter, made ready for many rows.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use super::fold::fold;
use super::time::{UTC, span};
use super::{FieldValue, Operator, Property, PropertyKind, Token, is_uuid};
use crate::domain::timestamp::Timestamp;

/// A token whose value is parsed once for all rows. An id and the words of a choice are compared without upper and
/// lower case, other texts letter for letter, as the service compares them.
pub struct Condition<'t> {
    /// `None` is free text.
    pub property: Option<Property>,
    operator: Operator,
    value: &'t str,
    number: Option<i64>,
    /// First and last moment.
    span: Option<(Timestamp, Timestamp)>,
}

impl Condition<'_> {
    pub fn of(token: &Token) -> Condition<'_> {
        let kind = token.property.map(|property| property.kind);
        Condition {
            property: token.property,
            operator: token.operator,
            value: &token.value,
            number: if kind == Some(PropertyKind::Number) { number_of(&token.value) } else { None },
            span: if kind == Some(PropertyKind::Time) { span(&token.value, UTC) } else { None },
        }
    }

    /// The text that must be contained, in lower case; `None` where values are compared.
    pub fn part(&self) -> Option<String> {
        let looks_inside = matches!(self.operator, Operator::Contains | Operator::NotContains);
        (looks_inside || self.property.is_none()).then(|| fold(self.value.to_owned()))
    }

    /// Whether the condition is met where [`Condition::part`] is not contained.
    pub fn negates(&self) -> bool {
        self.operator.negates()
    }

    /// Whether a value meets the condition, for a condition that compares. `id` is the id behind a value that is a
    /// name, else empty: a name is meant by itself or by its id, which is what the API takes.
    pub fn holds(&self, value: &FieldValue, id: &str) -> bool {
        let compared = match is_uuid(self.value) && !id.is_empty() {
            true => id.eq_ignore_ascii_case(self.value).then_some(Equal),
            false => self.compared(value),
        };
        match self.operator {
            Operator::Equals | Operator::Contains => compared == Some(Equal),
            Operator::NotEquals | Operator::NotContains => compared != Some(Equal),
            Operator::AtLeast => matches!(compared, Some(Equal | Greater)),
            Operator::AtMost => matches!(compared, Some(Equal | Less)),
            Operator::Above => compared == Some(Greater),
            Operator::Below => compared == Some(Less),
        }
    }

    /// How a value stands to the wanted one; `None` where it is neither before nor after it.
    fn compared(&self, value: &FieldValue) -> Option<Ordering> {
        let is_letter_for_letter = self.property.is_some_and(|property| property.kind == PropertyKind::Text);
        match value {
            FieldValue::Absent => self.value.is_empty().then_some(Equal),
            FieldValue::Text(text) if is_letter_for_letter => (text == self.value).then_some(Equal),
            FieldValue::Text(text) => text.eq_ignore_ascii_case(self.value).then_some(Equal),
            FieldValue::Number(number) => Some(number.cmp(&self.number?)),
            FieldValue::Time(time) => {
                let (first, last) = self.span?;
                Some(if *time < first {
                    Less
                } else if *time > last {
                    Greater
                } else {
                    Equal
                })
            }
        }
    }
}

pub(super) fn number_of(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}
