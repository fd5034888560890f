//! The scope of a list: which query its rows answer. The service is asked only for what the filter names exactly; rows
//! that are known from an earlier answer stay.

use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::collections::HashSet;
use std::sync::Arc;

use super::remote::{self, Rows, Slot};
use crate::api::{ApiError, Row};

/// Which query the rows of a list answer. A query is the path of the client with its parameters.
#[derive(Clone, Copy, Default)]
pub struct ListScope {
    /// The path of the latest request.
    asked: StoredValue<String>,
    /// The path that the rows answer, if there are rows.
    answered: RwSignal<String>,
    /// Whether the list was asked for before its page was drawn, and the page has not taken the request over yet.
    is_ahead: StoredValue<bool>,
}

/// The answer to a request with parameters, and how known rows are compared with it.
pub struct Narrowed<'a, T> {
    /// The path of the request, and the path that was answered after a second request without parameters.
    pub asked: &'a str,
    pub answered: &'a str,
    pub rows: Vec<Row<T>>,
    /// The key of a row.
    pub key: fn(&Row<T>) -> &str,
    /// Whether the answer should have a row.
    pub meets: &'a dyn Fn(&Row<T>) -> bool,
}

impl ListScope {
    /// Whether the rows are all rows of the service.
    pub fn is_whole(self) -> bool {
        self.answered.with(|path| is_whole(path))
    }

    /// Notes that the list is asked for before its page is drawn.
    pub fn begin_ahead(self) {
        self.is_ahead.set_value(true);
    }

    /// Whether the list was asked for ahead; true once.
    pub fn take_ahead(self) -> bool {
        self.is_ahead.try_update_value(std::mem::take) == Some(true)
    }

    /// Whether a path is the path of the latest request.
    pub fn is_asked(self, path: &str) -> bool {
        self.asked.try_with_value(|asked| asked == path) == Some(true)
    }

    /// Notes a request. Known rows are forgotten if some rows of the new query may be missing among them.
    pub fn ask<T: Send + Sync + 'static>(self, slot: Slot<Rows<T>>, path: &str) {
        self.asked.set_value(path.to_owned());
        let covers = self.answered.try_with_untracked(|answered| covers(answered, path));
        let has_rows = slot.try_with_untracked(|remote| remote.value.is_some());
        if covers == Some(false) && has_rows == Some(true) {
            remote::forget(slot);
        }
    }

    /// The rows to show after an answer. If all rows were known, the answer is merged into them. Equal rows are the same
    /// `Arc`, so that nothing is computed from them again.
    pub fn take<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        slot: Slot<Rows<T>>,
        answer: Narrowed<T>,
    ) -> Rows<T> {
        // There is a later request, whose reader drops this answer.
        if !self.is_asked(answer.asked) {
            return Arc::new(answer.rows);
        }
        let known = slot.try_with_untracked(|remote| remote.value.clone()).flatten();
        let knows_all = self.answered.try_with_untracked(|path| is_whole(path)) == Some(true);
        let rows = match &known {
            Some(known) if knows_all && !is_whole(answer.answered) => merge(known, answer),
            _ => {
                self.answered.set(answer.answered.to_owned());
                answer.rows
            }
        };
        known.filter(|known| **known == rows).unwrap_or_else(|| Arc::new(rows))
    }

    /// Forgets the rows if they are not all, for a page that needs all.
    pub fn forget_part<T: Send + Sync + 'static>(self, slot: Slot<Rows<T>>) {
        if self.answered.try_with_untracked(|path| is_whole(path)) == Some(false) {
            remote::forget(slot);
        }
    }
}

/// Whether to ask again without parameters: the answer is empty, or the service refuses the parameters. One parameter is
/// documented under a name that may be a misprint, and one is not in the guide.
pub fn is_doubtful<T>(answer: &Result<Vec<Row<T>>, ApiError>) -> bool {
    match answer {
        Ok(rows) => rows.is_empty(),
        Err(error) => error.status() == Some(400),
    }
}

fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split(['?', '&']).skip(1)
}

fn is_whole(path: &str) -> bool {
    parameters(path).next().is_none()
}

/// Whether every row of `path` is among the rows of `answered`.
fn covers(answered: &str, path: &str) -> bool {
    parameters(answered).all(|one| parameters(path).any(|other| one == other))
}

/// Merge: answered rows replace known ones; known rows that the filter should have returned are dropped.
fn merge<T: Clone>(known: &[Row<T>], answer: Narrowed<T>) -> Vec<Row<T>> {
    let Narrowed { rows, key, meets, .. } = answer;
    let answered: HashSet<&str> = rows.iter().map(key).collect();
    let kept = known.iter().filter(|row| !meets(row) && !answered.contains(key(row)));
    let mut all: Vec<Row<T>> = kept.cloned().collect();
    all.extend(rows);
    all
}
