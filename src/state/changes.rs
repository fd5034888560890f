//! What writes change in the list of loggers.

use std::sync::Arc;

use super::remote::Rows;
use crate::api::Row;
use crate::domain::logger::Logger;

/// A change of the list of loggers.
pub enum Change {
    /// A logger as it is now, or a new one.
    Put(Arc<Logger>),
    /// The id of one that is gone.
    TakeOut(String),
}

impl Change {
    /// Changes the rows; whether they differ from before.
    pub fn apply(&self, rows: &mut Rows<Logger>) -> bool {
        let id = match self {
            Change::Put(logger) => &logger.id,
            Change::TakeOut(id) => id,
        };
        let place = rows.iter().position(|row| row.read().is_some_and(|row| row.id == *id));
        match (self, place) {
            (Change::Put(logger), Some(at)) if rows.get(at).and_then(Row::read) == Some(logger) => {
                return false;
            }
            (Change::Put(logger), Some(at)) => {
                if let Some(row) = Arc::make_mut(rows).get_mut(at) {
                    *row = Row::Read(logger.clone());
                }
            }
            (Change::Put(logger), None) => Arc::make_mut(rows).push(Row::Read(logger.clone())),
            (Change::TakeOut(_), Some(at)) => drop(Arc::make_mut(rows).remove(at)),
            (Change::TakeOut(_), None) => return false,
        }
        true
    }
}
