//! What a list consists of: rows of one type, and its columns, each in one place.

use std::fmt::Debug;

use crate::api::Row;
use crate::i18n::Word;
use crate::state::filter::{FieldValue, Operator, Property, PropertyKind, Query, Token, is_uuid};

/// Something that the service lists and a table shows.
pub trait Listed: Clone + PartialEq + Send + Sync + Sized + 'static {
    /// Names a column of the table.
    type Column: Copy + Debug + PartialEq + Send + Sync + 'static;
    /// The parameters by which the service narrows the list.
    type Query: Default;
    /// What ids are shown by.
    type Names: Clone + Default + PartialEq + Send + Sync + 'static;

    /// Every column, in the usual order.
    const COLUMNS: &'static [Column<Self>];
    /// The column that sorts the list until a person chooses another one.
    const SORTED_BY: Self::Column;

    fn id(&self) -> &str;
}

/// One column of a list: what it is called, how a row is read, filtered and sorted by it, and how the service is asked
/// for it.
pub struct Column<T: Listed> {
    pub key: T::Column,
    /// For the route, the preferences and the filter. Made of ASCII letters, digits and `_`.
    pub id: &'static str,
    pub word: Word,
    pub kind: PropertyKind,
    /// The value as the service writes it, so that filters and links mean the same in every language.
    value: Value<T>,
    /// The id behind a value that is a name.
    id_behind: Option<fn(&T) -> &str>,
    ask: Option<Ask<T>>,
}

/// Gives the value of a row.
pub type Value<T> = for<'a> fn(&'a T, &'a <T as Listed>::Names) -> FieldValue<'a>;

/// Sets the parameter for a value; `false` where the service would refuse the value or the parameter is set already.
pub type Ask<T> = fn(&mut <T as Listed>::Query, &str) -> bool;

/// Two columns are the same where their keys are.
impl<T: Listed> PartialEq for Column<T> {
    fn eq(&self, other: &Column<T>) -> bool {
        self.key == other.key
    }
}

impl<T: Listed> Column<T> {
    pub const fn new(
        key: T::Column,
        id: &'static str,
        word: Word,
        kind: PropertyKind,
        value: Value<T>,
    ) -> Column<T> {
        Column { key, id, word, kind, value, id_behind: None, ask: None }
    }

    /// For a column that shows a name: the id that has the name. Other columns do not read names.
    pub const fn naming(mut self, id: fn(&T) -> &str) -> Column<T> {
        self.id_behind = Some(id);
        self
    }

    /// For a column that the service can be asked for.
    pub const fn asked(mut self, ask: Ask<T>) -> Column<T> {
        self.ask = Some(ask);
        self
    }

    pub const fn property(&self) -> Property {
        Property { id: self.id, kind: self.kind }
    }

    /// The value of a row and the id behind it, `""` for none. A row that could not be read has no values.
    pub fn read<'a>(&self, row: &'a Row<T>, names: &'a T::Names) -> (FieldValue<'a>, &'a str) {
        match row {
            Row::Read(row) => match ((self.value)(row, names), self.id_behind) {
                (value @ FieldValue::Text(_), Some(id)) => (value, id(row)),
                (value, _) => (value, ""),
            },
            Row::Unreadable { .. } => (FieldValue::Absent, ""),
        }
    }

    pub fn has_id_behind(&self) -> bool {
        self.id_behind.is_some()
    }
}

/// The column of a key or an id.
pub fn column<T: Listed>(is_it: impl Fn(&Column<T>) -> bool) -> Option<(usize, &'static Column<T>)> {
    T::COLUMNS.iter().enumerate().find(|(_, column)| is_it(column))
}

/// The condition that a column has exactly this value.
pub fn equals<T: Listed>(key: T::Column, value: &str) -> Token {
    let property = column::<T>(|column| column.key == key).map(|(_, column)| column.property());
    Token { property, operator: Operator::Equals, value: value.to_owned() }
}

/// What a list can be filtered by: each of its columns.
pub fn properties<T: Listed>() -> Vec<Property> {
    T::COLUMNS.iter().map(Column::property).collect()
}

/// What tells a row from others: its id, or the text of a row that could not be read.
pub fn key<T: Listed>(row: &Row<T>) -> &str {
    match row {
        Row::Read(row) => row.id(),
        Row::Unreadable { raw, .. } => raw,
    }
}

/// The parameters that narrow a list to what a filter names exactly, and the tokens that they stand for.
pub fn asked<T: Listed>(query: &Query) -> (T::Query, Vec<Token>) {
    let mut parameters = T::Query::default();
    let ask = |token: &&Token| {
        let ask = token.property.and_then(|property| column::<T>(|column| column.id == property.id)?.1.ask);
        ask.is_some_and(|ask| ask(&mut parameters, &token.value))
    };
    let tokens = query.exact().filter(ask).cloned().collect();
    (parameters, tokens)
}

/// Sets a parameter that is not set yet, and says so.
pub fn put<V>(parameter: &mut Option<V>, value: V) -> bool {
    let is_free = parameter.is_none();
    if is_free {
        *parameter = Some(value);
    }
    is_free
}

/// The same for a parameter that takes a UUID alone.
pub fn put_uuid(parameter: &mut Option<String>, value: &str) -> bool {
    is_uuid(value) && put(parameter, value.to_ascii_lowercase())
}
