//! Whether a row meets a filter.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use super::fold::fold;
use super::time::{UTC, span};
use super::{FieldValue, Joint, Kind, Operator, Property, Query, Token, with_id};
use crate::domain::timestamp::Timestamp;
use crate::text::find;

/// A query made ready for many rows: what it wants is read once.
pub struct Matcher<'q> {
    wanted: Vec<Wanted<'q>>,
    joint: Joint,
}

struct Wanted<'q> {
    property: Option<Property>,
    operator: Operator,
    value: &'q str,
    /// The value in lower case where the operator looks into text.
    folded: String,
    number: Option<i64>,
    /// First and last moment.
    span: Option<(Timestamp, Timestamp)>,
}

/// The texts of one row in lower case, by property; `None` is everything that free text looks into.
type Folded = Vec<(Option<&'static str>, String)>;

impl Query {
    pub fn matcher(&self) -> Matcher<'_> {
        let wanted = self.tokens.iter().map(Wanted::of).collect();
        Matcher { wanted, joint: self.joint }
    }
}

impl Matcher<'_> {
    /// Whether a row meets the query; an empty query is met by every row. `value_of` takes a property's id,
    /// `all_text` gives everything that free text looks into. A text and a part of it are looked for without upper
    /// and lower case, ids and the words of a choice are compared so, and other texts are equal letter for letter, as
    /// the service compares them.
    pub fn meets(&self, value_of: &dyn Fn(&str) -> FieldValue, all_text: &dyn Fn() -> String) -> bool {
        let mut folded = Folded::new();
        let mut met = |wanted: &Wanted| wanted.is_met(&mut folded, value_of, all_text);
        match self.joint {
            _ if self.wanted.is_empty() => true,
            Joint::And => self.wanted.iter().all(&mut met),
            Joint::Or => self.wanted.iter().any(&mut met),
        }
    }
}

impl Wanted<'_> {
    fn of(token: &Token) -> Wanted<'_> {
        let property = token.decides();
        let kind = property.map(|property| property.kind);
        let looks_into_text = matches!(token.operator, Operator::Contains | Operator::NotContains);
        Wanted {
            property,
            operator: token.operator,
            value: &token.value,
            folded: if looks_into_text { fold(token.value.clone()) } else { String::new() },
            number: if kind == Some(Kind::Number) { number_of(&token.value) } else { None },
            span: if kind == Some(Kind::Time) { span(&token.value, UTC) } else { None },
        }
    }

    fn is_met(
        &self,
        folded: &mut Folded,
        value_of: &dyn Fn(&str) -> FieldValue,
        all_text: &dyn Fn() -> String,
    ) -> bool {
        let operator = self.operator;
        match (self.property, operator) {
            (None, _) => self.is_in(None, folded, all_text) != operator.negates(),
            (Some(Property { id, .. }), Operator::Contains | Operator::NotContains) => {
                let text = || match with_id(id, value_of) {
                    FieldValue::Text(text) => text,
                    _ => String::new(),
                };
                self.is_in(Some(id), folded, &text) != operator.negates()
            }
            (Some(property), _) => in_order(self.compared(property, &value_of(property.id)), operator),
        }
    }

    fn is_part_of(&self, text: &str) -> bool {
        self.folded.is_empty() || find(text, &self.folded).is_some()
    }

    fn is_in(&self, place: Option<&'static str>, folded: &mut Folded, text: &dyn Fn() -> String) -> bool {
        if let Some((_, text)) = folded.iter().find(|(known, _)| *known == place) {
            return self.is_part_of(text);
        }
        let text = fold(text());
        let is_in = self.is_part_of(&text);
        folded.push((place, text));
        is_in
    }

    /// How a value stands to the wanted one. `None` where it has no place before or after it.
    fn compared(&self, property: Property, value: &FieldValue) -> Option<Ordering> {
        let wanted = self.value;
        match value {
            FieldValue::Absent => wanted.is_empty().then_some(Equal),
            FieldValue::Text(text) if property.kind == Kind::Text => (*text == wanted).then_some(Equal),
            FieldValue::Text(text) => text.eq_ignore_ascii_case(wanted).then_some(Equal),
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

fn in_order(compared: Option<Ordering>, operator: Operator) -> bool {
    match operator {
        Operator::Equals | Operator::Contains => compared == Some(Equal),
        Operator::NotEquals | Operator::NotContains => compared != Some(Equal),
        Operator::AtLeast => matches!(compared, Some(Equal | Greater)),
        Operator::AtMost => matches!(compared, Some(Equal | Less)),
        Operator::Above => compared == Some(Greater),
        Operator::Below => compared == Some(Less),
    }
}

pub(super) fn number_of(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}
