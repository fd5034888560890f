//! The props of a component: which component it is, what it shows first, and its event handlers.

use leptos::prelude::*;

use crate::domain::logging_port::LoggingPort;
use crate::route::{LoggerTab, Page, Route};
use crate::state::events::Event;
use crate::state::filter::{Joint, Query};
use crate::state::listing::{equals, filtered};
use crate::state::port_list::PortColumn;

/// The route of the logging ports of some loggers.
pub(super) fn ports_of(loggers: &[String]) -> Route {
    let tokens = loggers.iter().map(|id| equals::<LoggingPort>(PortColumn::Logger, id)).collect();
    filtered(Page::LoggingPorts, &Query { tokens, joint: Joint::Or })
}

/// The kind of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ComponentKind {
    Console,
    LoggerTable,
    Logger,
    CreateWizard,
    PortTable,
    Explorer,
}

impl ComponentKind {
    /// Whether a component of this kind shows a page.
    pub fn owns(self, page: &Page) -> bool {
        match self {
            ComponentKind::Console => true,
            ComponentKind::LoggerTable => matches!(page, Page::Loggers),
            ComponentKind::Logger => matches!(page, Page::Logger { .. } | Page::NoLogger),
            ComponentKind::CreateWizard => matches!(page, Page::Create),
            ComponentKind::PortTable => matches!(page, Page::LoggingPorts | Page::LoggingPort { .. }),
            ComponentKind::Explorer => {
                matches!(page, Page::Logs | Page::Logger { tab: LoggerTab::Logs, .. })
            }
        }
    }
}

/// What a component shows first.
#[derive(Clone, Copy)]
pub(super) struct ComponentProps {
    pub kind: ComponentKind,
    pub route: MaybeProp<String>,
    /// The id of a logger.
    pub logger: MaybeProp<String>,
}

impl ComponentProps {
    /// The first route, untracked.
    pub fn home(self) -> Route {
        untrack(|| self.home_now())
    }

    /// The route of the props; tracks them.
    pub fn home_now(self) -> Route {
        if let Some(route) = self.route.get() {
            return Route::parse(&route);
        }
        match (self.kind, self.logger.get()) {
            (ComponentKind::Console | ComponentKind::LoggerTable, _) => Route::default(),
            (ComponentKind::Logger, Some(id)) => Route::logger(&id),
            (ComponentKind::Logger, None) => Route::to(Page::NoLogger),
            (ComponentKind::CreateWizard, Some(id)) => Route::clone_of(&id),
            (ComponentKind::CreateWizard, None) => Route::to(Page::Create),
            (ComponentKind::PortTable, Some(id)) => ports_of(&[id]),
            (ComponentKind::PortTable, None) => Route::to(Page::LoggingPorts),
            (ComponentKind::Explorer, Some(id)) => Route::to(Page::Logger { id, tab: LoggerTab::Logs }),
            (ComponentKind::Explorer, None) => Route::to(Page::Logs),
        }
    }
}

/// The event handlers of a component.
#[derive(Clone, Copy)]
pub(super) struct Handlers {
    pub on_event: Option<Callback<Event>>,
    pub on_navigate: Option<Callback<String, bool>>,
}
