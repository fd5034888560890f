//! The pages: composition of `ui` parts over the state. No page talks to the service by itself.

mod connect;
mod create;
mod delete;
mod edit;
mod export;
mod failure;
mod filter_bar;
mod filter_typing;
mod frame;
mod kit;
mod leave;
mod list;
mod list_notes;
mod logger;
mod logger_details;
mod logger_table;
mod loggers;
mod notifications;
mod place;
mod port;
mod ports;
mod preferences;
mod presence;
mod problem;
mod reason;
mod regions;
mod reload;
mod renew;
mod settings;
pub mod setup;
mod sign_in;
mod storage_access;
pub mod telling;
mod writing_off;

use crate::i18n::{Word, words};
use crate::ui::{ButtonVariant, Text, el, link_button, page_header};
use leptos::prelude::*;

use crate::route::{LoggerTab, Page};
use crate::state::Console;

/// Reads what the current page shows again.
pub fn refresh(console: Console) {
    kit::run_on(reload::page(console));
}

/// Asks a host's provider in place of the person who is being asked.
pub fn ask_provider(console: Console) {
    kit::run_on(console.ask_provider());
}

/// The page of the current route. The tab of a logger and what is chosen on a list are the page's own affair.
fn page_of(console: Console) -> Memo<Page> {
    Memo::new(move |_| match console.route.with(|route| route.page.clone()) {
        Page::Logger { id, .. } => Page::Logger { id, tab: LoggerTab::Details },
        page => page,
    })
}

fn current(console: Console) -> AnyView {
    let page = page_of(console);
    let view = move || match page.get() {
        Page::Loggers => loggers::view(console),
        Page::Logger { id, .. } => logger::view(console, id),
        Page::NoLogger if console.is_part() => logger::nothing_chosen(),
        // No link of the whole console leads there.
        Page::NoLogger => unknown("/logger".to_owned()),
        Page::Create => create::view(console),
        Page::LoggingPorts => ports::view(console),
        Page::LoggingPort { id } => port::view(console, id),
        Page::Unknown(path) => unknown(path),
    };
    crate::ui::live(view)
}

fn unknown(path: String) -> AnyView {
    let console = kit::console();
    let detail = Signal::derive(move || words::UNKNOWN_PAGE_HELP.with(console.locale(), &[("path", &path)]));
    let back = link_button(kit::say(words::TO_LOGGERS), "#/loggers", ButtonVariant::Normal, None);
    nowhere(words::UNKNOWN_PAGE, detail, back)
}

/// What stands where a page leads nowhere: its title, why, and a way on.
fn nowhere(title: Word, why: Text, back: AnyView) -> AnyView {
    let why = el("p").class("flc-muted").say(why).view();
    let page = vec![page_header(kit::say(title), None, None, Vec::new()), why, kit::button_row(vec![back])];
    page.into_any()
}
