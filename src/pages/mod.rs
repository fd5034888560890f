//! The pages: they show the state with the components of `ui`. No page calls the service itself.

mod attention;
mod common;
mod connect;
mod create;
mod delete;
mod drawn;
mod edit;
mod explorer;
mod export;
mod failure;
mod filter_bar;
mod filter_typing;
mod form_buttons;
pub mod host_events;
mod item_page;
mod leave;
mod list;
mod list_notes;
mod list_position;
mod loads;
mod logger;
mod logger_details;
mod logger_table;
mod loggers;
pub mod logs;
mod notifications;
mod nowhere;
mod port;
mod ports;
mod preferences;
mod presence;
pub mod problem;
mod regions;
mod renew;
mod routes;
mod saved_filters;
mod select_matching;
mod settings;
pub mod setup;
mod shell;
mod sign_in;
mod storage_access;
mod writing_off;

use leptos::prelude::*;

use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::route::Page;
use crate::state::Console;

/// Asks for the list of the first page before the page is drawn.
pub fn read_ahead(console: Console) {
    match console.part.route.with_untracked(|route| route.page.clone()) {
        Page::Loggers => common::run(console.read_ahead::<Logger>()),
        Page::LoggingPorts => common::run(console.read_ahead::<LoggingPort>()),
        _ => {}
    }
}

/// Reads what the current page shows again.
pub fn refresh(console: Console) {
    common::run_on(loads::load(console));
}

/// Asks the host's provider for a token in place of the person.
pub fn ask_provider(console: Console) {
    common::run_on(console.ask_provider());
}
