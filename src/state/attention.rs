//! Which loggers need attention: how many of each kind there are, and the filter that shows them.

use super::filter::{FieldValue, Query};
use super::listing::{Index, column, equals};
use super::logger_list::LoggerColumn;
use crate::domain::logger::Logger;
use crate::i18n::{Word, lists};

/// One kind of loggers that need attention: those with a certain value of a column.
pub struct AttentionKind {
    pub word: Word,
    column: LoggerColumn,
    value: &'static str,
}

const fn kind(word: Word, column: LoggerColumn, value: &'static str) -> AttentionKind {
    AttentionKind { word, column, value }
}

pub const KINDS: [AttentionKind; 4] = [
    kind(lists::IN_ERROR, LoggerColumn::Status, "ERROR"),
    kind(lists::INACTIVE, LoggerColumn::Status, "INACTIVE"),
    kind(lists::BUILDING, LoggerColumn::Status, "BUILD"),
    kind(lists::DELETED_TARGET, LoggerColumn::TargetDeleted, "true"),
];

impl AttentionKind {
    /// How many of all rows known are of this kind, whatever the filter is.
    pub fn count(&self, index: &Index<Logger>) -> usize {
        let Some((_, column)) = column::<Logger>(|column| column.key == self.column) else { return 0 };
        let wanted = FieldValue::text(self.value);
        index.rows().iter().filter(|row| column.read(row, index.names()).0 == wanted).count()
    }

    /// The filter that shows them alone.
    pub fn query(&self) -> Query {
        Query { tokens: vec![equals::<Logger>(self.column, self.value)], ..Query::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::api::{Row, loggers};
    use crate::domain::logger::Status;
    use crate::state::listing::Sort;
    use crate::state::resources::Names;

    /// Two loggers of these statuses. The target of the first one was deleted.
    fn index(statuses: [Status; 2]) -> Index<Logger> {
        let rows =
            loggers::read_list(include_str!("../../tests/fixtures/loggers-list.response.json")).unwrap();
        let with = |(row, status): (Row<Logger>, Status)| {
            Row::Read(Logger { status, ..row.read().unwrap().clone() }.into())
        };
        let mut rows: Vec<_> = rows.into_iter().zip(statuses).map(with).collect();
        let target = |row: &Row<Logger>| row.read().unwrap().target_id.clone();
        let names = Names::of_ids(&[(&target(&rows[0]), ""), (&target(&rows[1]), "web")]);
        rows.push(Row::Unreadable { raw: "{}".to_owned(), reason: "id".to_owned() });
        Index::new(Arc::new(rows), names)
    }

    #[track_caller]
    fn check(statuses: [Status; 2], expect: [usize; 4]) {
        let index = index(statuses);
        let sort = Sort { column: LoggerColumn::Name, descending: false };
        assert_eq!(KINDS.each_ref().map(|kind| kind.count(&index)), expect);
        let shown = KINDS.each_ref().map(|kind| index.arrange(&kind.query(), sort).len());
        assert_eq!(shown, expect, "the filter shows what was counted");
    }

    #[test]
    fn each_kind_is_counted_and_its_filter_shows_as_many() {
        check([Status::Active, Status::Active], [0, 0, 0, 1]);
        check([Status::Error, Status::Error], [2, 0, 0, 1]);
        check([Status::Inactive, Status::Build], [0, 1, 1, 1]);
        check([Status::Other("DEGRADED".to_owned()), Status::Active], [0, 0, 0, 1]);
    }

    #[test]
    fn a_target_of_which_nothing_is_known_was_not_deleted() {
        let named = index([Status::Active, Status::Active]);
        let unnamed = Index::new(Arc::new(named.rows().to_vec()), Names::default());
        assert_eq!(KINDS.each_ref().map(|kind| kind.count(&unnamed)), [0; 4]);
    }
}
