//! What an explorer knows, without the console that it belongs to.

use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, Owner, StoredValue, provide_context, use_context};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::answers::{Answers, Lines};
use super::inquiry::Inquiry;
use super::loading::{Loaded, Loading, Work};
use super::plan::{Planning, Source};
use super::range::Range;
use super::records::{Opened, RecordList};
use crate::logs::{EngineFault, LogEngine, MEMORY_BOUND, StartEngine};
use crate::state::filter::{Offset, UTC};
use crate::state::message::Message;

/// What an explorer knows. It is a handle: copies mean the same explorer.
#[derive(Clone, Copy)]
pub struct Signals {
    /// Where records come from; nothing before a person has chosen.
    pub source: RwSignal<Option<Source>, LocalStorage>,
    /// What a person has chosen; what is loaded is in `loaded`.
    pub range: RwSignal<Range>,
    pub planning: RwSignal<Planning>,
    /// The same of the range with which is compared.
    pub planning_compared: RwSignal<Planning>,
    pub loading: RwSignal<Loading>,
    pub loaded: RwSignal<Loaded>,
    pub inquiry: RwSignal<Inquiry>,
    /// Whether [`Explorer::undo`](crate::state::explorer::Explorer::undo) has something to take back.
    pub can_undo: RwSignal<bool>,
    pub answers: RwSignal<Answers>,
    /// The small lines over time in the lists.
    pub lines: RwSignal<Lines>,
    pub records: RwSignal<RecordList>,
    /// The record whose details are open.
    pub opened: RwSignal<Option<Opened>>,
    /// How many steps of time the chart has room for.
    pub room: RwSignal<u32>,
    /// What records may take in memory, in bytes.
    pub memory_bound: RwSignal<u64>,
    /// The zone in which times are typed and days begin.
    pub zone: RwSignal<Offset>,
    /// What of an address was not understood.
    pub notes: RwSignal<Vec<Message>>,
    /// The names of what a person has dropped and the browser could not open.
    pub unopened: RwSignal<Vec<String>>,
    /// Why the engine does not go on: until it answers, or, where memory has ended, until it reads again.
    pub fault: RwSignal<Option<EngineFault>>,
    pub(in crate::state) engine: StoredValue<Option<Rc<dyn LogEngine>>, LocalStorage>,
    pub(in crate::state) start: StoredValue<StartEngine, LocalStorage>,
    pub(in crate::state) past: StoredValue<Vec<Inquiry>>,
    pub(in crate::state) work: StoredValue<Work, LocalStorage>,
}

impl Signals {
    /// Made under the current reactive owner, and freed with it.
    fn new(start: StartEngine) -> Signals {
        Signals {
            source: RwSignal::new_local(None),
            range: RwSignal::new(Range::default()),
            planning: RwSignal::new(Planning::default()),
            planning_compared: RwSignal::new(Planning::default()),
            loading: RwSignal::new(Loading::default()),
            loaded: RwSignal::new(Loaded::default()),
            inquiry: RwSignal::new(Inquiry::default()),
            can_undo: RwSignal::new(false),
            answers: RwSignal::new(Answers::default()),
            lines: RwSignal::new(Lines::default()),
            records: RwSignal::new(RecordList::default()),
            opened: RwSignal::new(None),
            room: RwSignal::new(120),
            memory_bound: RwSignal::new(MEMORY_BOUND),
            zone: RwSignal::new(UTC),
            notes: RwSignal::new(Vec::new()),
            unopened: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
            engine: StoredValue::new_local(None),
            start: StoredValue::new_local(start),
            past: StoredValue::new(Vec::new()),
            work: StoredValue::new_local(Work::default()),
        }
    }

    /// Ends what is under way and forgets all that was read, with the memory and the tokens that it took.
    pub fn close(self) {
        self.cancel();
        self.stop_planning();
        self.forget_records();
        self.work.update_value(|work| work.storage = None);
        self.loading.set(Loading::default());
        self.planning.set(Planning::default());
        self.forget_answers();
        self.fault.set(None);
        self.unopened.set(Vec::new());
        self.source.set(None);
    }

    /// Closes what was read with the token of an account. Files of this device are of none.
    fn leave_account(self) {
        let is_of_account = |source: &Option<Source>| matches!(source, Some(Source::Logger(_)));
        if self.source.try_with_untracked(is_of_account) == Some(true) {
            self.close();
        }
    }

    /// Whether the files are those of a logger; tracks it.
    pub fn is_of_logger(self) -> bool {
        self.source.with(|source| matches!(source, Some(Source::Logger(_))))
    }

    pub fn stop_planning(self) {
        self.work.update_value(|work| {
            if let Some(planning) = work.planning.take() {
                planning.abort();
            }
        });
    }

    /// Ends loading; what was read until then counts.
    pub fn cancel(self) {
        self.work.update_value(|work| {
            if let Some(loading) = work.loading.take() {
                loading.abort();
            }
        });
    }

    /// Forgets what was answered about records that are gone.
    pub(in crate::state) fn forget_answers(self) {
        self.answers.set(Answers::default());
        self.lines.set(Lines::default());
    }

    /// Forgets all records, and gives their memory back.
    pub(in crate::state) fn forget_records(self) {
        self.engine.set_value(None);
        self.work.update_value(|work| {
            work.sources.clear();
            work.asked = None;
            if let Some(asking) = work.asking.take() {
                asking.abort();
            }
        });
        self.opened.set(None);
        // A record names its file by a number, which is another file's from now on.
        self.records.set(RecordList::default());
        self.planning_compared.set(Planning::default());
        self.answers.update(|answers| answers.is_asking = false);
        self.loaded.update(|loaded| {
            *loaded = Loaded {
                generation: loaded.generation + 1,
                leaves_broken_out: loaded.leaves_broken_out,
                ..Loaded::default()
            };
        });
    }
}

/// The place of a mount's explorer. The explorer is made when it is first asked for, and freed with its mount. The place
/// names no type of the explorer, whose code comes only where logs are opened.
#[derive(Clone, Copy)]
pub struct ExplorerPlace {
    /// Has the [`Signals`] as a context. It is not that of the page which asks first: the explorer stays when the page
    /// is left.
    owner: StoredValue<Owner>,
    leave_account: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
    /// Files that the host has handed over, until they are shown.
    pub(in crate::state) handed: RwSignal<Option<Source>, LocalStorage>,
}

impl Default for ExplorerPlace {
    fn default() -> ExplorerPlace {
        ExplorerPlace {
            owner: StoredValue::new(Owner::new()),
            leave_account: StoredValue::new_local(None),
            handed: RwSignal::new_local(None),
        }
    }
}

impl ExplorerPlace {
    /// The explorer, begun if there is none.
    pub(in crate::state) fn signals(self, start: StartEngine) -> Signals {
        let owner = self.owner.get_value();
        owner.with(|| {
            use_context().unwrap_or_else(|| {
                let signals = Signals::new(start);
                provide_context(signals);
                self.leave_account.set_value(Some(Rc::new(move || signals.leave_account())));
                signals
            })
        })
    }

    /// Forgets what was read with the token of an account.
    pub(in crate::state) fn leave_account(self) {
        if let Some(leave) = self.leave_account.try_get_value().flatten() {
            leave();
        }
    }
}
