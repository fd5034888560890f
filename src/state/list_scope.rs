//! The scope of a list: the service is asked for what the filter names exactly, and what it does not send
//! then is still known from before.

use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::collections::HashSet;
use std::sync::Arc;

use super::remote::{self, Rows, Slot};
use crate::api::{ApiError, Row};

/// What the rows of one list are the answer to. Paths are those of the client, with their parameters.
#[derive(Clone, Copy)]
pub struct ListScope {
    /// The path that was asked for last.
    asked: StoredValue<String>,
    /// The path whose answer the rows are, while there are rows.
    answered: RwSignal<String>,
    /// Whether the list was asked for before its page was drawn, and no page has taken that over yet.
    is_ahead: StoredValue<bool>,
}

impl Default for ListScope {
    fn default() -> ListScope {
        ListScope {
            asked: StoredValue::new(String::new()),
            answered: RwSignal::new(String::new()),
            is_ahead: StoredValue::new(false),
        }
    }
}

/// An answer to a narrowed list, and what it says about rows that are known.
pub struct Narrowed<'a, T> {
    /// The path that was asked for, and the one that was answered in the end.
    pub asked: &'a str,
    pub answered: &'a str,
    pub rows: Vec<Row<T>>,
    /// What tells a row from others.
    pub key: fn(&Row<T>) -> &str,
    /// Whether a row should be in the answer.
    pub meets: &'a dyn Fn(&Row<T>) -> bool,
}

impl ListScope {
    /// Whether the rows are all that the service has.
    pub fn is_whole(self) -> bool {
        self.answered.with(|path| is_whole(path))
    }

    /// The list is asked for before its page is drawn.
    pub fn begin_ahead(self) {
        self.is_ahead.set_value(true);
    }

    /// Whether the list was asked for ahead; a page takes it over once.
    pub fn take_ahead(self) -> bool {
        self.is_ahead.try_update_value(std::mem::take) == Some(true)
    }

    /// Whether `path` is what was asked for last.
    pub fn is_asked(self, path: &str) -> bool {
        self.asked.try_with_value(|asked| asked == path) == Some(true)
    }

    /// Before a list is asked for: forgets rows among which the wanted ones need not be.
    pub fn ask<T: Send + Sync + 'static>(self, slot: Slot<Rows<T>>, path: &str) {
        self.asked.set_value(path.to_owned());
        let covers = self.answered.try_with_untracked(|answered| covers(answered, path));
        let has_rows = slot.try_with_untracked(|remote| remote.value.is_some());
        if covers == Some(false) && has_rows == Some(true) {
            remote::forget(slot);
        }
    }

    /// The rows to show for an answer. While all rows are known they stay known, brought up to date by the answer.
    /// An answer that says nothing new gives the same rows, so that nothing is made of them again.
    pub fn take<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        slot: Slot<Rows<T>>,
        answer: Narrowed<T>,
    ) -> Rows<T> {
        // Whoever asked for something else since then drops this answer.
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

    /// Forgets rows that are not all, for a page that needs all of them.
    pub fn forget_part<T: Send + Sync + 'static>(self, slot: Slot<Rows<T>>) {
        if self.answered.try_with_untracked(|path| is_whole(path)) == Some(false) {
            remote::forget(slot);
        }
    }
}

/// Whether an answer to parameters is better not believed: nothing at all, or a refusal of the parameters. One
/// parameter is documented under a name that may be a misprint, one is not in the guide.
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
