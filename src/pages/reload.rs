//! Reading again what a page shows.

use leptos::prelude::*;

use futures_util::future::LocalBoxFuture;

use crate::route::{LoggerTab, Page};
use crate::state::Console;

/// Reads what the current page shows.
pub(super) fn page(console: Console) -> LocalBoxFuture<'static, ()> {
    let page = console.route.with_untracked(|route| route.page.clone());
    Box::pin(async move {
        match page {
            Page::Loggers => console.load_list().await,
            Page::Logger { id, tab } => {
                console.load_logger(&id).await;
                if tab == LoggerTab::Ports {
                    console.load_logger_ports(&id).await;
                }
            }
            Page::LoggingPorts => {
                console.load_list().await;
                console.load_loggers().await;
            }
            Page::LoggingPort { id } => console.load_port(&id).await,
            Page::Create | Page::NoLogger | Page::Unknown(_) => {}
        }
    })
}
