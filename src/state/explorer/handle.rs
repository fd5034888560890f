//! The handle of an explorer, and what changes its question.

use std::ops::Deref;
use std::rc::Rc;

use flowlog_engine::filter::SyntaxError;
use flowlog_engine::{Column, Field, Filter, Metric, Order, TimeRange, Value};
use futures_util::future::{LocalBoxFuture, join3};
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use crate::domain::logger::TargetType;
use crate::domain::logging_port::LoggingPort;
use crate::logs::{LogEngine, StartEngine};
use crate::route::Route;
use crate::state::Console;
use crate::state::explored::inquiry::{self, Chip, Inquiry, MOST_ROWS, View};
use crate::state::explored::plan::Source;
use crate::state::explored::quick::Quick;
use crate::state::explored::signals::Signals;
use crate::state::remote::{Rows, Slot};

/// The log explorer of one mount: copies mean the same one.
#[derive(Clone, Copy)]
pub struct Explorer {
    pub(super) console: Console,
    signals: Signals,
}

impl Deref for Explorer {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        &self.signals
    }
}

impl Console {
    /// The explorer of this mount.
    pub fn explorer(self, start: StartEngine) -> Explorer {
        Explorer { console: self, signals: self.part.explorer.signals(start) }
    }

    /// Keeps files of the host for the explorer, whose code may not be here yet.
    pub fn hand_over(self, source: Source) {
        self.part.explorer.handed.set(Some(source));
    }

    /// The files that the host has handed over, once.
    pub fn take_handed(self) -> Option<Source> {
        let handed = self.part.explorer.handed;
        handed.track();
        handed.with_untracked(Option::is_some).then(|| handed.write_untracked().take()).flatten()
    }
}

impl Explorer {
    /// Milliseconds since 1970.
    pub fn now(self) -> u64 {
        self.console.now_ms().max(0.0) as u64
    }

    /// Changes the question, so that it can be taken back.
    pub fn change(self, change: impl FnOnce(&mut Inquiry)) {
        let before = self.inquiry.get_untracked();
        let mut inquiry = before.clone();
        change(&mut inquiry);
        inquiry.limit = inquiry.limit.clamp(1, MOST_ROWS);
        if inquiry != before {
            self.past.update_value(|past| past.push(before));
            self.can_undo.set(true);
            self.inquiry.set(inquiry);
        }
    }

    /// Takes the last change of the question back.
    pub fn undo(self) {
        let before = self.past.try_update_value(Vec::pop).flatten();
        self.can_undo.set(self.past.with_value(|past| !past.is_empty()));
        if let Some(before) = before {
            self.inquiry.set(before);
        }
    }

    /// Adds a typed filter. Nothing changes where it is none.
    pub fn add_text(self, text: &str) -> Result<(), SyntaxError> {
        if let Some(filter) = inquiry::parse(text)? {
            self.add(filter);
        }
        Ok(())
    }

    pub fn add(self, filter: Filter) {
        self.change(|inquiry| inquiry.add(filter));
    }

    /// Writes another filter in place of a chip; an empty text takes the chip away.
    pub fn replace_text(self, at: usize, text: &str) -> Result<(), SyntaxError> {
        let filter = inquiry::parse(text)?;
        self.change(|inquiry| match (filter, inquiry.chips.get_mut(at)) {
            (Some(filter), Some(chip)) => *chip = Chip { is_on: chip.is_on, ..Chip::new(filter) },
            (None, Some(_)) => drop(inquiry.chips.remove(at)),
            (_, None) => {}
        });
        Ok(())
    }

    pub fn remove(self, at: usize) {
        self.change(|inquiry| {
            if at < inquiry.chips.len() {
                inquiry.chips.remove(at);
            }
        });
    }

    /// Switches a chip off or on.
    pub fn switch(self, at: usize) {
        self.change(|inquiry| {
            if let Some(chip) = inquiry.chips.get_mut(at) {
                chip.is_on = !chip.is_on;
            }
        });
    }

    pub fn clear(self) {
        self.change(|inquiry| inquiry.chips.clear());
    }

    /// Lets only the records of a group through: one value for each column.
    pub fn only(self, by: &[Column], key: &[Option<Value>]) {
        if let Some(filter) = inquiry::group(by, key) {
            self.add(filter);
        }
    }

    pub fn not(self, by: &[Column], key: &[Option<Value>]) {
        if let Some(filter) = inquiry::outside(by, key) {
            self.add(filter);
        }
    }

    /// Lets records through that have the address or port on either side.
    pub fn either_side(self, column: &Column, value: Option<&Value>) {
        if let Some(filter) = inquiry::either_side(column, value) {
            self.add(filter);
        }
    }

    pub fn set_both_directions(self, both: bool) {
        self.change(|inquiry| inquiry.both_directions = both);
    }

    pub fn swap(self) {
        self.change(Inquiry::swap);
    }

    pub fn set_metric(self, metric: Metric) {
        self.change(|inquiry| {
            inquiry.metric = metric;
            inquiry.metric_before = None;
        });
    }

    pub fn set_limit(self, limit: usize) {
        self.change(|inquiry| inquiry.limit = limit);
    }

    pub fn set_view(self, view: View) {
        self.change(|inquiry| inquiry.view = view);
    }

    /// Asks a quick question, or takes it back.
    pub fn press(self, quick: Quick) {
        self.change(|inquiry| quick.toggle(inquiry));
    }

    /// Looks at a part of the range.
    pub fn zoom(self, range: TimeRange) {
        if range.from < range.until {
            self.change(|inquiry| inquiry.zooms.push(range));
        }
    }

    /// Looks at what was looked at before the last zoom.
    pub fn zoom_back(self) {
        self.change(|inquiry| inquiry.zooms.truncate(inquiry.zooms.len().saturating_sub(1)));
    }

    /// Looks at what comes from a moment on, such as when a group was first dropped.
    pub fn begin_at(self, at: u64) {
        // Files of this device have no range but that of their records.
        let shown =
            self.answers.with_untracked(|answers| answers.shown.as_ref().and_then(|shown| shown.range));
        let until = untrack(|| self.looked_at()).or(shown).map_or(self.now(), |range| range.until);
        self.zoom(TimeRange { from: at, until });
    }

    /// Sorts records by a column; once more turns the order round.
    pub fn sort_records(self, by: Column) {
        self.change(|inquiry| {
            let is_same = inquiry.records_by == by;
            inquiry.records_order = match inquiry.records_order {
                Order::Descending if is_same => Order::Ascending,
                _ => Order::Descending,
            };
            inquiry.records_by = by;
        });
    }

    /// Compares with another range; `None` is the one before.
    pub fn compare_with(self, range: Option<TimeRange>) {
        self.change(|inquiry| inquiry.compared = range);
    }

    /// Moves the chosen range by its own length. What is loaded stays until it is loaded anew.
    pub fn move_range(self, is_forward: bool) {
        let now = self.now();
        self.range.update(|range| *range = range.moved(now, is_forward));
    }

    /// What is looked at: the last zoom, or all that is loaded; `None` for everything. Tracks it.
    pub fn looked_at(self) -> Option<TimeRange> {
        let zoom = self.inquiry.with(|inquiry| inquiry.zooms.last().copied());
        zoom.or(self.loaded.with(|loaded| loaded.window))
    }

    /// Reads the listings that give ids their names, where they are not known or not new.
    pub fn learn_names(self) -> LocalBoxFuture<'static, ()> {
        let offer = |kind| self.console.offer_resources(kind);
        let all = join3(offer(TargetType::Port), offer(TargetType::Subnet), offer(TargetType::Vpc));
        Box::pin(async move {
            // Without a connection ids are all that is known.
            if self.console.client().is_some() {
                all.await;
            }
        })
    }

    /// What the resource of an id is called, as far as it is known now; tracks the listings.
    pub fn name_of(self, column: &Column, value: &Value) -> Option<String> {
        let (Column::Field(field), Value::Text(id)) = (column, value) else { return None };
        let resources = self.console.shared.resources;
        let listing = match field {
            Field::Interface => resources.listing(&TargetType::Port),
            Field::Subnet => resources.listing(&TargetType::Subnet),
            Field::Vpc => resources.listing(&TargetType::Vpc),
            _ => None,
        };
        listing?.with(|remote| {
            let found = remote.read().find(|resource| resource.id == *id)?;
            Some(found.title().to_owned()).filter(|title| title != id)
        })
    }

    /// The logging port of an interface, where a listing has it; tracks the listings.
    pub fn logging_port_of(self, interface: &str) -> Option<Route> {
        let logger = match self.source.get() {
            Some(Source::Logger(id)) => id,
            Some(Source::Device(_) | Source::Host(_)) | None => return None,
        };
        let is_it = |port: &&LoggingPort| port.port_id == interface && port.logger_id == logger;
        let find = |slot: Slot<Rows<LoggingPort>>| {
            slot.with(|remote| remote.read().find(is_it).map(|port| Route::logging_port(&port.id)))
        };
        find(self.console.part.logger_ports).or_else(|| find(self.console.shared.ports))
    }

    /// The engine, begun if there is none.
    pub(super) fn engine(self) -> Rc<dyn LogEngine> {
        if let Some(engine) = self.engine.get_value() {
            return engine;
        }
        let engine = self.start.with_value(|start| start());
        self.engine.set_value(Some(engine.clone()));
        engine
    }
}
