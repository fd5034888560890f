//! What a person asks of the records: filter, measure, order, and what is looked at most.

use flowlog_engine::filter::{Condition, Network, Operand, Operator, Property, SyntaxError};
use flowlog_engine::{Column, Field, Filter, Metric, Order, TimeRange, Value};

/// A part of the filter. It can be switched off without being lost.
#[derive(Clone, Debug, Eq)]
pub struct Chip {
    pub filter: Filter,
    pub is_on: bool,
    /// Whether a quick question has set it: it goes with that question. It asks the same as one that a person has set.
    pub is_quick: bool,
}

impl PartialEq for Chip {
    fn eq(&self, other: &Chip) -> bool {
        (&self.filter, self.is_on) == (&other.filter, other.is_on)
    }
}

impl Chip {
    /// One that is on, as a person sets it.
    pub fn new(filter: Filter) -> Chip {
        Chip { filter, is_on: true, is_quick: false }
    }

    pub fn text(&self) -> String {
        self.filter.to_string()
    }
}

/// A list of the greatest values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    Sources,
    Destinations,
    Ports,
    Pairs,
    Protocols,
    Interfaces,
}

impl List {
    pub const ALL: [List; 6] =
        [List::Sources, List::Destinations, List::Ports, List::Pairs, List::Protocols, List::Interfaces];

    pub const fn name(self) -> &'static str {
        match self {
            List::Sources => "sources",
            List::Destinations => "destinations",
            List::Ports => "ports",
            List::Pairs => "pairs",
            List::Protocols => "protocols",
            List::Interfaces => "interfaces",
        }
    }

    pub fn of_name(name: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.name() == name)
    }

    /// What is grouped by.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            List::Sources => &[Field::Src],
            List::Destinations => &[Field::Dst],
            List::Ports => &[Field::DstPort],
            List::Pairs => &[Field::Src, Field::Dst],
            List::Protocols => &[Field::Protocol],
            List::Interfaces => &[Field::Interface],
        }
    }

    pub fn columns(self) -> Vec<Column> {
        self.fields().iter().map(|field| Column::Field(*field)).collect()
    }
}

/// What is looked at beside the totals, the series and the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Overview,
    /// One of the lists, first and longer.
    List(List),
    /// Who reaches most different targets and ports.
    Scans,
    /// What is different from another range.
    Changes,
}

impl View {
    pub fn name(self) -> &'static str {
        match self {
            View::Overview => "overview",
            View::List(list) => list.name(),
            View::Scans => "scans",
            View::Changes => "changes",
        }
    }

    pub fn of_name(name: &str) -> Option<View> {
        let plain = [View::Overview, View::Scans, View::Changes].into_iter();
        plain.chain(List::ALL.map(View::List)).find(|view| view.name() == name)
    }
}

/// How many rows a list has at first.
pub const LIMIT: usize = 10;
/// How many rows a list can have.
pub const MOST_ROWS: usize = 1000;

/// All that is asked, but for the range that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    pub chips: Vec<Chip>,
    /// Whether records of the other direction are let through as well.
    pub both_directions: bool,
    pub metric: Metric,
    /// The metric of before, while a quick question has set another one.
    pub metric_before: Option<Metric>,
    pub order: Order,
    /// Rows of each list.
    pub limit: usize,
    pub view: View,
    /// Parts of the loaded range, each within the one before it; the last one is looked at.
    pub zooms: Vec<TimeRange>,
    /// With what the range is compared; `None` for the range before it.
    pub compared: Option<TimeRange>,
    /// The column that records are sorted by.
    pub records_by: Column,
    pub records_order: Order,
}

impl Default for Inquiry {
    fn default() -> Inquiry {
        Inquiry {
            chips: Vec::new(),
            both_directions: false,
            metric: Metric::default(),
            metric_before: None,
            order: Order::default(),
            limit: LIMIT,
            view: View::default(),
            zooms: Vec::new(),
            compared: None,
            records_by: Field::Start.into(),
            records_order: Order::Descending,
        }
    }
}

impl Inquiry {
    /// The filter of all chips that are on.
    pub fn filter(&self) -> Filter {
        let mut on: Vec<Filter> =
            self.chips.iter().filter(|chip| chip.is_on).map(|chip| chip.filter.clone()).collect();
        let filter = match on.len() {
            1 => on.swap_remove(0),
            _ => Filter::All(on),
        };
        let other = swapped(&filter);
        if self.both_directions && other != filter { Filter::Any(vec![filter, other]) } else { filter }
    }

    /// Adds a part to the filter. One that is there already is switched on.
    pub fn add(&mut self, filter: Filter) {
        match self.chips.iter_mut().find(|chip| chip.filter == filter) {
            Some(chip) => chip.is_on = true,
            None => self.chips.push(Chip::new(filter)),
        }
    }

    /// The other direction: sources become destinations.
    pub fn swap(&mut self) {
        self.chips.iter_mut().for_each(|chip| chip.filter = swapped(&chip.filter));
    }
}

/// Reads a typed filter. An empty text is no filter.
pub fn parse(text: &str) -> Result<Option<Filter>, SyntaxError> {
    let text = text.trim_end();
    if text.trim_start().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some)
}

/// A condition that a column has a value, or has none.
pub fn only(column: &Column, value: Option<&Value>) -> Option<Filter> {
    compare(Property::Column(column.clone()), Operator::Is, value)
}

pub fn not(column: &Column, value: Option<&Value>) -> Option<Filter> {
    compare(Property::Column(column.clone()), Operator::IsNot, value)
}

/// A condition that either side has the address or port; `None` for a column that has no other side.
pub fn either_side(column: &Column, value: Option<&Value>) -> Option<Filter> {
    let property = match column {
        Column::Field(Field::Src | Field::Dst) => Property::Addr,
        Column::Field(Field::SrcPort | Field::DstPort) => Property::Port,
        _ => return None,
    };
    compare(property, Operator::Is, value)
}

/// The records of a group.
pub fn group(by: &[Column], key: &[Option<Value>]) -> Option<Filter> {
    let mut parts: Vec<Filter> =
        by.iter().zip(key).map(|(column, value)| only(column, value.as_ref())).collect::<Option<_>>()?;
    Some(if parts.len() == 1 { parts.swap_remove(0) } else { Filter::All(parts) })
}

/// The records outside a group.
pub fn outside(by: &[Column], key: &[Option<Value>]) -> Option<Filter> {
    match (by, key) {
        ([column], [value]) => not(column, value.as_ref()),
        _ => group(by, key).map(|group| Filter::Not(Box::new(group))),
    }
}

fn compare(property: Property, operator: Operator, value: Option<&Value>) -> Option<Filter> {
    let operand = match value {
        None => Operand::Absent,
        Some(Value::Number(number)) => Operand::Numbers(*number, *number),
        Some(Value::Address(address)) => {
            Operand::Network(Network::new(*address, if address.is_ipv4() { 32 } else { 128 })?)
        }
        Some(Value::Text(text)) => Operand::Text(text.clone()),
    };
    Condition::new(property, operator, vec![operand]).map(Filter::Is)
}

/// The same filter for the other direction.
pub fn swapped(filter: &Filter) -> Filter {
    let all = |parts: &[Filter]| parts.iter().map(swapped).collect();
    match filter {
        Filter::All(parts) => Filter::All(all(parts)),
        Filter::Any(parts) => Filter::Any(all(parts)),
        Filter::Not(part) => Filter::Not(Box::new(swapped(part))),
        Filter::Is(condition) => {
            let other = match condition.property() {
                Property::Column(Column::Field(Field::Src)) => Field::Dst,
                Property::Column(Column::Field(Field::Dst)) => Field::Src,
                Property::Column(Column::Field(Field::SrcPort)) => Field::DstPort,
                Property::Column(Column::Field(Field::DstPort)) => Field::SrcPort,
                _ => return filter.clone(),
            };
            let operands = condition.operands().to_vec();
            let other = Condition::new(Property::Column(other.into()), condition.operator(), operands);
            // Both sides are of one kind, so that the other one takes the same values.
            other.map_or_else(|| filter.clone(), Filter::Is)
        }
    }
}

#[cfg(test)]
mod tests;
