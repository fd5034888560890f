//! Reading the lists, as far as their filters can be asked of the service.

use futures_util::future::LocalBoxFuture;
use reactive_graph::prelude::*;

use super::reach::{Narrowed, is_doubtful};
use crate::api::{LoggerQuery, LoggingPortQuery};
use crate::route::{Page, Route};
use crate::state::port_list::PortNames;
use crate::state::resources::Names;
use crate::state::{Console, logger_list, port_list};

impl Console {
    /// On the page of loggers those that its filter names exactly, elsewhere all.
    pub fn load_loggers(self) -> LocalBoxFuture<'static, ()> {
        let (mut query, sent) = self.part.route.with_untracked(|route| match route.page {
            // What parts share is the whole list.
            Page::Loggers if !self.is_part() => logger_list::asked(&logger_list::KIND.read(route).query),
            _ => Default::default(),
        });
        let asked = query.path();
        self.shared.logger_reach.ask(self.shared.loggers, &asked);
        self.load(self.shared.loggers, async move {
            let client = self.connected()?;
            let mut answer = client.list_loggers(&query).await;
            if !sent.is_empty() && is_doubtful(&answer) {
                query = LoggerQuery::default();
                answer = client.list_loggers(&query).await;
            }
            let matcher = sent.matcher();
            // Only ids are sent, so the names of targets and loggers play no part.
            let names = Names::default();
            let value_of = |row: &_, column: &str| logger_list::value_of(row, column, &names);
            let meets = |row: &_| matcher.meets(&|column| value_of(row, column), &String::new);
            let answer = Narrowed {
                asked: &asked,
                answered: &query.path(),
                rows: answer?,
                key: logger_list::key,
                meets: &meets,
            };
            Ok(self.shared.logger_reach.take(self.shared.loggers, answer))
        })
    }

    /// Those that the filter of their page names exactly.
    pub fn load_ports(self) -> LocalBoxFuture<'static, ()> {
        let (mut query, sent) = self.part.route.with_untracked(|route| match route.page {
            Page::LoggingPorts if !self.is_part() => port_list::asked(&port_list::KIND.read(route).query),
            _ => Default::default(),
        });
        let asked = query.path();
        self.shared.port_reach.ask(self.shared.ports, &asked);
        self.load(self.shared.ports, async move {
            let client = self.connected()?;
            let mut answer = client.list_logging_ports(&query).await;
            if !sent.is_empty() && is_doubtful(&answer) {
                query = LoggingPortQuery::default();
                answer = client.list_logging_ports(&query).await;
            }
            let matcher = sent.matcher();
            let names = PortNames { logger: &|_| None, resources: &Names::default() };
            let value_of = |row: &_, column: &str| port_list::value_of(row, column, names);
            let meets = |row: &_| matcher.meets(&|column| value_of(row, column), &String::new);
            let answer = Narrowed {
                asked: &asked,
                answered: &query.path(),
                rows: answer?,
                key: port_list::key,
                meets: &meets,
            };
            Ok(self.shared.port_reach.take(self.shared.ports, answer))
        })
    }

    /// What the page of loggers asks the service for, or nothing on another page; tracks the route.
    pub fn asked_loggers(self) -> Option<String> {
        let path = |route: &Route| logger_list::asked(&logger_list::KIND.read(route).query).0.path();
        self.part.route.with(|route| (route.page == Page::Loggers && !self.is_part()).then(|| path(route)))
    }

    /// The same for the page of logging ports.
    pub fn asked_ports(self) -> Option<String> {
        let path = |route: &Route| port_list::asked(&port_list::KIND.read(route).query).0.path();
        self.part
            .route
            .with(|route| (route.page == Page::LoggingPorts && !self.is_part()).then(|| path(route)))
    }

    /// Reads the list of the current page again.
    pub fn load_list(self) -> LocalBoxFuture<'static, ()> {
        match self.part.route.with_untracked(|route| route.page == Page::Loggers) {
            true => self.load_loggers(),
            false => self.load_ports(),
        }
    }

    /// Whether the list of the current page is known whole; tracks it.
    pub fn knows_whole_list(self) -> bool {
        match self.part.route.with_untracked(|route| route.page.clone()) {
            Page::Loggers => self.shared.logger_reach.is_whole(),
            Page::LoggingPorts => self.shared.port_reach.is_whole(),
            _ => true,
        }
    }

    /// A list page has gone. The page of one logging port takes the names of loggers from whatever is known, so part
    /// of them would be worse than none, which it reads.
    pub fn left_list(self) {
        if self.part.route.try_with_untracked(|route| matches!(route.page, Page::LoggingPort { .. }))
            == Some(true)
        {
            self.shared.logger_reach.forget_part(self.shared.loggers);
        }
    }
}

#[cfg(test)]
mod tests;
