//! Reading the lists, as far as their filters can be asked of the service.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;
use reactive_graph::prelude::*;

use super::column::{Listed, asked, column, key};
use super::view::ListView;
use crate::api::arriving::Arriving;
use crate::api::transport::Watch;
use crate::api::{ApiError, Client, Row};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::lists;
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::filter::{Condition, Token};
use crate::state::list_scope::{ListScope, Narrowed, is_doubtful};
use crate::state::remote::{Arrival, Rows, Slot};

/// How often the number of rows that have come is shown, and said to assistive technology.
const SHOWN_EVERY_MS: f64 = 500.0;
const SAID_EVERY_MS: f64 = 5_000.0;

/// A list that is read from the service and has a page.
pub trait Source: Listed {
    const PAGE: Page;
    /// Names the list where saved filters are kept.
    const NAME: &'static str;

    fn slot(console: Console) -> Slot<Rows<Self>>;
    fn scope(console: Console) -> ListScope;
    /// What the ids of the rows are shown by, as far as it is known now; tracks it and the language.
    fn names(console: Console) -> Self::Names;
    /// Reads the rows of an answer that is still coming.
    fn arriving() -> Arriving<Self>;
    /// The path of the list with its parameters.
    fn path(query: &Self::Query) -> String;
    fn list(client: &Client, query: &Self::Query) -> impl Future<Output = Result<Vec<Row<Self>>, ApiError>>;

    /// A read begins; `is_only` if no other read is under way. Gives how many changes were written before it.
    fn begin(_: Console, _is_only: bool) -> usize {
        0
    }

    /// Applies to the rows of a read the changes that were written since it began.
    fn catch_up(_: Console, rows: Rows<Self>, _before: usize) -> Rows<Self> {
        rows
    }
}

/// The filter of a list's own page. What parts share is the whole list.
fn narrowed<T: Source>(console: Console, route: &Route) -> Option<(T::Query, Vec<Token>)> {
    (route.page == T::PAGE && !console.is_part()).then(|| asked::<T>(&ListView::read::<T>(route).query))
}

/// Whether a row has the values that were asked for. Only ids are asked for, so the names that they are shown by play no
/// part.
fn has_values<T: Listed>(row: &Row<T>, tokens: &[Token]) -> bool {
    let names = T::Names::default();
    tokens.iter().all(|token| {
        let id = token.property.map(|property| property.id);
        column::<T>(|column| Some(column.id) == id).is_some_and(|(_, column)| {
            let (value, id) = column.read(row, &names);
            Condition::of(token).holds(&value, id)
        })
    })
}

impl Console {
    /// Reads a list: on its page the rows that the filter names exactly, elsewhere all.
    pub fn load_rows<T: Source>(self) -> LocalBoxFuture<'static, ()> {
        let (mut query, tokens) =
            self.part.route.with_untracked(|route| narrowed::<T>(self, route)).unwrap_or_default();
        let asked = T::path(&query);
        let (slot, scope) = (T::slot(self), T::scope(self));
        scope.ask(slot, &asked);
        let before = T::begin(self, slot.try_with_untracked(|remote| remote.loading) == Some(false));
        // It belongs to this read from now on: another one may begin before this one is sent.
        let arrival = Arrival::next(slot).filter(|_| tokens.is_empty());
        self.load(slot, async move {
            let client = self.connected()?;
            let watched = match arrival {
                Some(arrival) => client.watched(self.watch::<T>(arrival, before)),
                None => client.clone(),
            };
            let mut answer = T::list(&watched, &query).await;
            if !tokens.is_empty() && is_doubtful(&answer) {
                query = T::Query::default();
                answer = T::list(&client, &query).await;
            }
            let answer = Narrowed {
                asked: &asked,
                answered: &T::path(&query),
                rows: answer?,
                key,
                meets: &|row| has_values(row, &tokens),
            };
            Ok(T::catch_up(self, scope.take(slot, answer), before))
        })
    }

    /// Shows what has come of the first answer: how many rows, and the first of them as soon as there is a page.
    fn watch<T: Source>(self, arrival: Arrival<Rows<T>>, before: usize) -> Watch {
        let arriving = RefCell::new(T::arriving());
        let (shown, said) = (Cell::new(self.now_ms()), Cell::new(self.now_ms()));
        Rc::new(move |body| {
            // The answer may come when its reader has gone, or has asked for another list.
            if self.is_gone() || !arrival.is_latest() {
                return;
            }
            let mut arriving = arriving.borrow_mut();
            let (arrived, first, now) = (arriving.look(body), arriving.take_first(), self.now_ms());
            if first.is_some() || now - shown.get() >= SHOWN_EVERY_MS {
                shown.set(now);
                arrival.tell(arrived, first.map(|rows| T::catch_up(self, Arc::new(rows), before)));
            }
            if arrived > 0 && now - said.get() >= SAID_EVERY_MS {
                said.set(now);
                self.part.polite.try_set(lists::ARRIVED.with(self.locale(), &[("n", &arrived.to_string())]));
            }
        })
    }

    /// Asks for a list before its page is drawn; the page takes it over by [`Console::take_ahead`].
    pub fn read_ahead<T: Source>(self) -> LocalBoxFuture<'static, ()> {
        T::scope(self).begin_ahead();
        self.load_rows::<T>()
    }

    /// Whether the list was asked for ahead, was not given up, and is what its page wants now; true once. A read that has
    /// failed before the page was drawn is not tried again unasked: the page shows why.
    pub fn take_ahead<T: Source>(self) -> bool {
        let (query, _) =
            self.part.route.with_untracked(|route| narrowed::<T>(self, route)).unwrap_or_default();
        T::scope(self).take_ahead()
            && T::slot(self).with_untracked(|remote| remote.loading || !remote.is_first_load())
            && T::scope(self).is_asked(&T::path(&query))
    }

    /// What the page of a list asks the service for, or nothing on another page; tracks the route.
    pub fn asked_path<T: Source>(self) -> Option<String> {
        self.part.route.with(|route| narrowed::<T>(self, route).map(|(query, _)| T::path(&query)))
    }

    pub fn load_loggers(self) -> LocalBoxFuture<'static, ()> {
        self.load_rows::<Logger>()
    }

    /// Reads the list of the current page again.
    pub fn load_list(self) -> LocalBoxFuture<'static, ()> {
        match self.part.route.with_untracked(|route| route.page == Page::Loggers) {
            true => self.load_rows::<Logger>(),
            false => self.load_rows::<LoggingPort>(),
        }
    }

    /// A list page has gone. The page of one logging port takes the names of loggers from whatever is known, so part
    /// of them would be worse than none, which it reads.
    pub fn left_list(self) {
        if self.part.route.try_with_untracked(|route| matches!(route.page, Page::LoggingPort { .. }))
            == Some(true)
        {
            self.shared.logger_scope.forget_part(self.shared.loggers);
        }
    }
}

#[cfg(test)]
mod tests;
