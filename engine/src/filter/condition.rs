//! The parts of a filter.

use serde::{Deserialize, Serialize};

use super::network::Network;
use crate::field::{Column, Field, Kind};

/// What a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    Column(Column),
    /// The address of either side.
    Addr,
    /// The port of either side.
    Port,
    /// From the first packet to the last, in milliseconds.
    Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Is,
    IsNot,
    /// A text contains another one; flags are all set.
    Has,
    HasNot,
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// One of the values that a condition compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// No value.
    Absent,
    /// From the first to the second, both included.
    Numbers(u64, u64),
    Network(Network),
    Text(String),
}

/// `port = 443,8443`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    property: Property,
    operator: Operator,
    operands: Vec<Operand>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Filter {
    /// True where every part is true; without parts always.
    All(Vec<Filter>),
    /// True where a part is true; without parts never.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Is(Condition),
}

impl Default for Filter {
    /// Lets everything through.
    fn default() -> Filter {
        Filter::All(Vec::new())
    }
}

impl Operator {
    /// The longer first: `>` also begins `>=`.
    pub(super) const ALL: [Operator; 8] = {
        use Operator::*;
        [IsNot, HasNot, AtLeast, AtMost, Is, Has, Above, Below]
    };

    pub const fn symbol(self) -> &'static str {
        match self {
            Operator::Is => "=",
            Operator::IsNot => "!=",
            Operator::Has => ":",
            Operator::HasNot => "!:",
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Above => ">",
            Operator::Below => "<",
        }
    }

    /// Whether the operator is the contrary of another one.
    pub const fn negates(self) -> bool {
        matches!(self, Operator::IsNot | Operator::HasNot)
    }

    /// Whether the operator takes several values.
    pub const fn takes_list(self) -> bool {
        matches!(self, Operator::Is | Operator::IsNot | Operator::Has | Operator::HasNot)
    }
}

impl Property {
    pub fn named(name: &str) -> Option<Property> {
        match name.to_ascii_lowercase().as_str() {
            "addr" => Some(Property::Addr),
            "port" => Some(Property::Port),
            "duration" => Some(Property::Duration),
            name => Field::named(name).map(|field| Property::Column(field.into())),
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Property::Column(column) => column.kind(),
            Property::Addr => Kind::Address,
            Property::Port | Property::Duration => Kind::Number,
        }
    }

    pub fn operators(&self) -> &'static [Operator] {
        use Operator::*;
        match self.kind() {
            Kind::Text => &[Is, IsNot, Has, HasNot],
            Kind::Address => &[Is, IsNot],
            Kind::Number if self.names() == Some(Field::Flags) => &[Is, IsNot, Has, HasNot],
            Kind::Number | Kind::Time => &[Is, IsNot, AtLeast, AtMost, Above, Below],
        }
    }

    /// The field whose names for numbers this property knows.
    pub(super) fn names(&self) -> Option<Field> {
        match self {
            Property::Column(Column::Field(field)) => Some(*field),
            Property::Port => Some(Field::DstPort),
            Property::Column(Column::Other(_)) | Property::Addr | Property::Duration => None,
        }
    }

    /// A text as the service writes it, whatever the case in which a person typed it.
    fn written(&self, text: String) -> String {
        match self.names() {
            Some(Field::Action | Field::Status) => text.to_ascii_uppercase(),
            Some(Field::Direction | Field::OwnerType) => text.to_ascii_lowercase(),
            _ => text,
        }
    }
}

impl Condition {
    /// A condition; `None` if the property has no such operator, or no such value.
    pub fn new(property: Property, operator: Operator, operands: Vec<Operand>) -> Option<Condition> {
        let is_one_number = matches!(operands.as_slice(), [Operand::Numbers(first, last)] if first == last);
        let is_known = property.operators().contains(&operator)
            && !operands.is_empty()
            && (operator.takes_list() || is_one_number)
            && operands.iter().all(|operand| match operand {
                Operand::Absent => matches!(operator, Operator::Is | Operator::IsNot),
                Operand::Numbers(first, last) => {
                    let is_range = matches!(operator, Operator::Has | Operator::HasNot) && first != last;
                    matches!(property.kind(), Kind::Number | Kind::Time) && first <= last && !is_range
                }
                Operand::Network(_) => property.kind() == Kind::Address,
                Operand::Text(_) => property.kind() == Kind::Text,
            });
        if !is_known {
            return None;
        }
        let written = |operand| match operand {
            Operand::Text(text) => Operand::Text(property.written(text)),
            operand => operand,
        };
        let operands = operands.into_iter().map(written).collect();
        Some(Condition { property, operator, operands })
    }

    pub fn property(&self) -> &Property {
        &self.property
    }

    pub fn operator(&self) -> Operator {
        self.operator
    }

    pub fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The numbers that an operand stands for under the operator.
    pub fn numbers(&self, first: u64, last: u64) -> Option<(u64, u64)> {
        match self.operator {
            Operator::AtLeast => Some((first, u64::MAX)),
            Operator::Above => Some((first.checked_add(1)?, u64::MAX)),
            Operator::AtMost => Some((0, last)),
            Operator::Below => Some((0, last.checked_sub(1)?)),
            Operator::Is | Operator::IsNot | Operator::Has | Operator::HasNot => Some((first, last)),
        }
    }
}
