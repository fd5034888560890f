//! The page of a route: its title, and the component that draws it.

use leptos::prelude::*;

use super::common::say;
use super::create::Create;
use super::logger::{LoggerPage, NoLogger};
use super::loggers::Loggers;
use super::logs::Logs;
use super::nowhere::Nowhere;
use super::port::Port;
use super::ports::Ports;
use crate::i18n::{Word, logs, words};
use crate::route::{LoggerTab, Page, Route};
use crate::state::Console;
use crate::ui::LinkButton;

/// The title of a page.
pub(super) fn title(page: &Page) -> Word {
    match page {
        Page::Loggers | Page::Unknown(_) => words::LOGGERS_TITLE,
        Page::Logger { .. } | Page::NoLogger => words::LOGGER,
        Page::Create => words::CREATE_LOGGER,
        Page::LoggingPorts | Page::LoggingPort { .. } => words::LOGGING_PORTS,
        Page::Logs => logs::LOGS,
    }
}

fn view(console: Console, page: Page) -> AnyView {
    match page {
        Page::Loggers => view! { <Loggers /> }.into_any(),
        Page::Logger { id, .. } => view! { <LoggerPage id /> }.into_any(),
        // Only a part has this page.
        Page::NoLogger if console.is_part() => view! { <NoLogger /> }.into_any(),
        Page::Create => view! { <Create /> }.into_any(),
        Page::LoggingPorts => view! { <Ports /> }.into_any(),
        Page::LoggingPort { id } => view! { <Port id /> }.into_any(),
        Page::Logs => view! { <Logs /> }.into_any(),
        Page::NoLogger | Page::Unknown(_) => view! { <UnknownPage path=Route::to(page).text() /> }.into_any(),
    }
}

/// The page of the current route. The tab of a logger is left out: the page of the logger handles it.
pub(super) fn current_page(console: Console) -> Memo<Page> {
    Memo::new(move |_| match console.part.route.with(|route| route.page.clone()) {
        Page::Logger { id, .. } => Page::Logger { id, tab: LoggerTab::Details },
        page => page,
    })
}

/// Draws the page of the current route.
#[component]
pub(super) fn CurrentPage() -> impl IntoView {
    let console = expect_context::<Console>();
    let page = current_page(console);
    move || view(console, page.get())
}

#[component]
fn UnknownPage(path: String) -> impl IntoView {
    let console = expect_context::<Console>();
    let why = Signal::derive(move || words::UNKNOWN_PAGE_HELP.with(console.locale(), &[("path", &path)]));
    view! {
        <Nowhere title=words::UNKNOWN_PAGE why>
            <LinkButton label=say(words::TO_LOGGERS) href="#/loggers" />
        </Nowhere>
    }
}
