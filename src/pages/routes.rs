//! The table of routes: what a page is called, what it reads, and what draws it.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::common::say;
use super::create::Create;
use super::logger::{LoggerPage, NoLogger};
use super::loggers::Loggers;
use super::nowhere::Nowhere;
use super::port::Port;
use super::ports::Ports;
use crate::i18n::{Word, words};
use crate::route::{LoggerTab, Page};
use crate::state::Console;
use crate::ui::LinkButton;

/// One row of the table.
pub(super) struct Entry {
    /// What a part that shows the page is called.
    pub title: Word,
    /// Reads again what the page shows.
    pub load: fn(Console, Page) -> LocalBoxFuture<'static, ()>,
    pub view: fn(Console, Page) -> AnyView,
}

impl Entry {
    /// The row of a page.
    pub fn of(page: &Page) -> Entry {
        match page {
            Page::Loggers => Entry {
                title: words::LOGGERS_TITLE,
                load: |console, _| console.load_list(),
                view: |_, _| view! { <Loggers /> }.into_any(),
            },
            Page::Logger { .. } => Entry {
                title: words::LOGGER,
                load: load_logger,
                view: |_, page| match page {
                    Page::Logger { id, .. } => view! { <LoggerPage id /> }.into_any(),
                    page => unknown(page),
                },
            },
            Page::NoLogger => Entry {
                title: words::LOGGER,
                load: nothing,
                view: |console, page| match console.is_part() {
                    true => view! { <NoLogger /> }.into_any(),
                    // No link of the whole console leads there.
                    false => unknown(page),
                },
            },
            Page::Create => Entry {
                title: words::CREATE_LOGGER,
                load: nothing,
                view: |_, _| view! { <Create /> }.into_any(),
            },
            Page::LoggingPorts => Entry {
                title: words::LOGGING_PORTS,
                load: |console, _| {
                    Box::pin(async move {
                        console.load_list().await;
                        console.load_loggers().await;
                    })
                },
                view: |_, _| view! { <Ports /> }.into_any(),
            },
            Page::LoggingPort { .. } => Entry {
                title: words::LOGGING_PORTS,
                load: |console, page| match page {
                    Page::LoggingPort { id } => Box::pin(async move { console.load_port(&id).await }),
                    page => nothing(console, page),
                },
                view: |_, page| match page {
                    Page::LoggingPort { id } => view! { <Port id /> }.into_any(),
                    page => unknown(page),
                },
            },
            Page::Unknown(_) => {
                Entry { title: words::LOGGERS_TITLE, load: nothing, view: |_, page| unknown(page) }
            }
        }
    }
}

fn nothing(_: Console, _: Page) -> LocalBoxFuture<'static, ()> {
    Box::pin(std::future::ready(()))
}

fn load_logger(console: Console, page: Page) -> LocalBoxFuture<'static, ()> {
    let Page::Logger { id, tab } = page else { return nothing(console, page) };
    Box::pin(async move {
        console.load_logger(&id).await;
        if tab == LoggerTab::Ports {
            console.load_logger_ports(&id).await;
        }
    })
}

/// Reads again what the current page shows.
pub(super) fn load(console: Console) -> LocalBoxFuture<'static, ()> {
    let page = console.part.route.with_untracked(|route| route.page.clone());
    (Entry::of(&page).load)(console, page)
}

/// The page of the current route. The tab of a logger and what is chosen on a list are the page's own affair.
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
    move || {
        let page = page.get();
        (Entry::of(&page).view)(console, page)
    }
}

fn unknown(page: Page) -> AnyView {
    let path = match page {
        Page::Unknown(path) => path,
        page => crate::route::Route::to(page).text(),
    };
    view! { <UnknownPage path /> }.into_any()
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
