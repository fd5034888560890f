//! How the rows of a list are drawn: what a list says of each column, and cells from values.

use super::common::{TimeFormat, say};
use crate::api::Row;
use crate::i18n::{Locale, Word, words};
use crate::state::Console;
use crate::state::filter::PropertyKind;
use crate::state::listing::{Column, Source};
use crate::ui::{self, Align, Cell};

/// How the rows of a list are shown.
pub(super) trait Drawn: Source {
    const TITLE: Word;
    /// Names the filter.
    const FILTER: Word;
    /// Says that the list could not be read.
    const UNREAD: Word;

    /// What a row is called.
    fn name(&self) -> String;

    fn cell(&self, column: Self::Column, formatter: &Formatter<'_, Self::Names>) -> Cell;

    /// What the table says for a value of the service, where that is not the value itself.
    fn value_in_words(_locale: Locale, _column: Self::Column, _value: &str) -> Option<String> {
        None
    }

    /// What an id in a filter stands for, where that is known.
    fn id_in_words<'a>(_names: &'a Self::Names, _id: &str) -> Option<&'a str> {
        None
    }
}

/// What the cells of a table are drawn with; made once for all of them.
pub(super) struct Formatter<'a, N> {
    pub locale: Locale,
    pub times: TimeFormat,
    pub names: &'a N,
}

impl<'a, N> Formatter<'a, N> {
    /// Follows the language and the zone of times.
    pub fn of(console: Console, names: &'a N) -> Formatter<'a, N> {
        Formatter { locale: console.locale(), times: TimeFormat::of(console), names }
    }

    /// Draws rows. One that could not be read has its place as the key, which no id looks like.
    pub fn rows<'r, T: Drawn<Names = N>>(
        &self,
        rows: impl Iterator<Item = &'r Row<T>>,
        columns: &[&Column<T>],
    ) -> Vec<ui::Row> {
        let draw = |(place, row): (usize, &Row<T>)| match row {
            Row::Read(row) => ui::Row {
                key: row.id().to_owned(),
                name: row.name(),
                cells: columns.iter().map(|column| row.cell(column.key, self)).collect(),
            },
            Row::Unreadable { raw, reason } => self.unreadable(place, raw, reason, columns.len()),
        };
        rows.enumerate().map(draw).collect()
    }

    /// A row that could not be read: why, and as it came.
    fn unreadable(&self, place: usize, raw: &str, reason: &str, columns: usize) -> ui::Row {
        let mut cells = vec![
            Cell::Unreadable(words::UNREADABLE_ROW.with(self.locale, &[("reason", reason)])),
            Cell::MiddleCut(raw.to_owned()),
        ];
        cells.resize(columns, Cell::Absent);
        ui::Row { key: format!("#{place}"), name: words::UNREADABLE_NAME.text(self.locale).to_owned(), cells }
    }
}

/// A column as the table's head shows it.
pub(super) fn head<T: Drawn>(column: &Column<T>) -> ui::Column {
    ui::Column {
        id: column.id,
        label: say(column.word),
        sortable: true,
        align: if column.kind == PropertyKind::Number { Align::End } else { Align::Start },
        // Names may come after the rows.
        is_steady: column.has_id_behind() && column.kind != PropertyKind::Choice,
    }
}
