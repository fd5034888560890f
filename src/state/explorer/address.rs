//! The question in an address.

use flowlog_engine::filter::SyntaxError;
use flowlog_engine::{Column, Field, Metric, Order, TimeRange};
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::i18n::logs as words;
use crate::route::{LoggerTab, Page, Route};
use crate::state::explored::inquiry::{self, Chip, Inquiry, MOST_ROWS, View};
use crate::state::explored::plan::Source;
use crate::state::explored::range::Range;
use crate::state::message::Message;

const ASCENDING: &str = "ascending";

/// The query of a question. Only what differs from the default is in it.
pub fn write(range: Range, inquiry: &Inquiry) -> Vec<(String, String)> {
    let mut query = Vec::new();
    let mut put = |name: &str, value: String| query.push((name.to_owned(), value));
    let default = Inquiry::default();
    if range != Range::default() {
        put("range", range.text());
    }
    for chip in &inquiry.chips {
        put(if chip.is_on { "filter" } else { "off" }, chip.text());
    }
    if inquiry.both_directions {
        put("both", "1".to_owned());
    }
    if inquiry.metric != default.metric {
        put("metric", inquiry.metric.name().to_owned());
    }
    if inquiry.order != default.order {
        put("order", ASCENDING.to_owned());
    }
    if inquiry.limit != default.limit {
        put("limit", inquiry.limit.to_string());
    }
    if inquiry.view != default.view {
        put("view", inquiry.view.name().to_owned());
    }
    for zoom in &inquiry.zooms {
        put("zoom", Range::Between(*zoom).text());
    }
    if let Some(compared) = inquiry.compared {
        put("compare", Range::Between(compared).text());
    }
    if inquiry.records_by != default.records_by {
        put("sort", String::from(inquiry.records_by.clone()));
    }
    if inquiry.records_order != default.records_order {
        put("sorted", ASCENDING.to_owned());
    }
    query
}

/// Reads a query. What is not understood is told, and the rest is taken.
pub fn read(query: &[(String, String)]) -> (Option<Range>, Inquiry, Vec<Message>) {
    let mut range = None;
    let mut inquiry = Inquiry::default();
    let mut notes = Vec::new();
    for (name, value) in query {
        if let Err(note) = take(name, value, &mut range, &mut inquiry) {
            notes.push(note);
        }
    }
    (range, inquiry, notes)
}

fn take(name: &str, value: &str, range: &mut Option<Range>, inquiry: &mut Inquiry) -> Result<(), Message> {
    let odd = || Message::with(words::ADDRESS_VALUE, &[("name", name), ("value", value)]);
    match name {
        "range" => *range = Some(Range::parse(value).ok_or_else(odd)?),
        "filter" | "off" => {
            let filter = inquiry::parse(value).map_err(|error| bad_filter(value, &error))?;
            if let Some(filter) = filter {
                inquiry.chips.push(Chip { is_on: name == "filter", ..Chip::new(filter) });
            }
        }
        "both" => inquiry.both_directions = value == "1",
        "metric" => {
            let metric = Metric::ALL.into_iter().find(|metric| metric.name() == value);
            inquiry.metric = metric.ok_or_else(odd)?;
        }
        "order" => inquiry.order = order(value).ok_or_else(odd)?,
        "limit" => {
            let limit = value.parse().ok().filter(|limit| (1..=MOST_ROWS).contains(limit));
            inquiry.limit = limit.ok_or_else(odd)?;
        }
        "view" => inquiry.view = View::of_name(value).ok_or_else(odd)?,
        "zoom" => inquiry.zooms.push(between(value).ok_or_else(odd)?),
        "compare" => inquiry.compared = Some(between(value).ok_or_else(odd)?),
        "sort" if !value.is_empty() => inquiry.records_by = Column::from(value.to_owned()),
        "sorted" => inquiry.records_order = order(value).ok_or_else(odd)?,
        _ => return Err(Message::with(words::ADDRESS_NAME, &[("name", name)])),
    }
    Ok(())
}

fn order(value: &str) -> Option<Order> {
    match value {
        ASCENDING => Some(Order::Ascending),
        "descending" => Some(Order::Descending),
        _ => None,
    }
}

fn between(value: &str) -> Option<TimeRange> {
    match Range::parse(value) {
        Some(Range::Between(range)) => Some(range),
        _ => None,
    }
}

fn bad_filter(text: &str, error: &SyntaxError) -> Message {
    Message::with(words::ADDRESS_FILTER, &[("filter", text), ("why", &error.to_string())])
}

/// The records of a logging port: those of its interface.
pub fn of_interface(logger: &str, interface: &str) -> Route {
    let page = Page::Logger { id: logger.to_owned(), tab: LoggerTab::Logs };
    // Written without a filter of the engine, whose code comes only where logs are opened.
    let filter = format!("{} = {}", Field::Interface.name(), flowlog_engine::filter::text(interface));
    Route { page, query: vec![("filter".to_owned(), filter)] }
}

impl Explorer {
    /// The route that opens the same question; tracks it.
    pub fn route(self) -> Route {
        let page = match self.source.get() {
            Some(Source::Logger(id)) => Page::Logger { id, tab: LoggerTab::Logs },
            Some(Source::Device(_) | Source::Host(_)) | None => Page::Logs,
        };
        let range = self.range.get();
        let mut query = self.inquiry.with(|inquiry| write(range, inquiry));
        // Without a word such files have another range.
        if range == Range::default() && self.source.with(has_own_range) {
            query.insert(0, ("range".to_owned(), range.text()));
        }
        Route { page, query }
    }

    /// The route for others: it opens the range that is loaded, also when its time has passed.
    pub fn link(self) -> Route {
        let mut route = self.route();
        let window = self.loaded.with(|loaded| loaded.window);
        if let Some(window) = window {
            route.query.retain(|(name, _)| name != "range");
            route.query.insert(0, ("range".to_owned(), Range::Between(window).text()));
        }
        route
    }

    /// Takes source and question of a route. What is not understood is told in `notes`, and everything else is taken.
    /// Another logger begins with a question of its own; else a route without a question changes none. The browser goes
    /// back from what a route has set: there is no change of it to undo here.
    pub fn take_route(self, route: &Route) {
        let open = self.source.with_untracked(|source| match source {
            Some(Source::Logger(id)) => Some(id.clone()),
            Some(Source::Device(_) | Source::Host(_)) | None => None,
        });
        match (&route.page, open) {
            (Page::Logger { id, tab: LoggerTab::Logs }, open) if open.as_ref() != Some(id) => {
                self.open(Source::Logger(id.clone()));
                self.range.set(Range::default());
                self.inquiry.set(Inquiry::default());
                self.past.set_value(Vec::new());
                self.can_undo.set(false);
            }
            (Page::Logs, Some(_)) => self.close(),
            _ => {}
        }
        if route.query.is_empty() {
            return;
        }
        let (range, inquiry, notes) = read(&route.query);
        let range = range.unwrap_or_else(|| match self.source.with_untracked(has_own_range) {
            true => Range::Everything,
            false => Range::default(),
        });
        if self.range.get_untracked() != range {
            self.range.set(range);
        }
        if self.inquiry.with_untracked(|now| *now != inquiry) {
            self.inquiry.set(inquiry);
        }
        if self.notes.with_untracked(|now| *now != notes) {
            self.notes.set(notes);
        }
    }
}

/// Whether files are of the time that their records have, as those are that a person or a host has chosen.
fn has_own_range(source: &Option<Source>) -> bool {
    matches!(source, Some(Source::Device(_) | Source::Host(_)))
}

#[cfg(test)]
mod tests;
