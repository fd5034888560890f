//! What each page reads from the service.

use futures_util::future::{LocalBoxFuture, join};
use leptos::prelude::*;

use crate::route::Page;
use crate::state::Console;

/// Reads what the current page shows; independent requests go out side by side.
pub(super) fn load(console: Console) -> LocalBoxFuture<'static, ()> {
    match console.part.route.with_untracked(|route| route.page.clone()) {
        Page::Loggers => console.load_list(),
        Page::Logger { id, .. } => both(console.load_logger(&id), console.load_logger_ports(&id)),
        Page::LoggingPorts => both(console.load_list(), console.load_loggers()),
        Page::LoggingPort { id } => console.load_port(&id),
        Page::NoLogger | Page::Create | Page::Logs | Page::Unknown(_) => Box::pin(std::future::ready(())),
    }
}

fn both(one: LocalBoxFuture<'static, ()>, other: LocalBoxFuture<'static, ()>) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        join(one, other).await;
    })
}
