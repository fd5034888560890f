//! The parts of the console that a first visit does not need. A release build keeps them in a second wasm, which is
//! fetched when one of them is first asked for; any other build has everything in one.
//!
//! Only this module leads to these parts: what another module of `pages` calls stands in the first wasm.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::kit::{loader, run_on, say};
use super::{create, delete, edit, leave, logger, port, ports};
use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::reactive::RwSignal;
use crate::state::Console;
use crate::state::message::Message;
use crate::state::notices::Progress;
use crate::state::operations::Operation;
use crate::ui::{IconName, Tone, banner, button, live, loading};

/// What is drawn by the second wasm.
#[derive(Clone)]
pub(super) enum Part {
    Create,
    Logger(String),
    Ports,
    Port(String),
    /// The dialogs that edit, delete, and ask before edits are lost.
    Dialogs,
}

fn draw(console: Console, part: Part) -> AnyView {
    match part {
        Part::Create => create::view(console),
        Part::Logger(id) => logger::view(console, id),
        Part::Ports => ports::view(console),
        Part::Port(id) => port::view(console, id),
        Part::Dialogs => vec![edit::view(console), delete::view(console), leave::view(console)].into_any(),
    }
}

/// What is done by the second wasm.
pub(super) enum Task {
    Run(Operation),
    SetEnabled(Vec<Logger>, bool),
}

fn start(console: Console, task: Task) -> LocalBoxFuture<'static, ()> {
    match task {
        Task::Run(operation) => Box::pin(console.run(operation)),
        Task::SetEnabled(loggers, enabled) => console.set_enabled(loggers, enabled),
    }
}

#[cfg(feature = "split")]
mod wasm {
    use super::*;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(later, fallible, preload(fetch), wasm_split_path = leptos::wasm_split)]
    pub fn draw(console: Console, part: Part) -> Result<AnyView, SplitLoaderError> {
        Ok(super::draw(console, part))
    }

    #[wasm_split(later, fallible, wasm_split_path = leptos::wasm_split)]
    pub fn start(console: Console, task: Task) -> Result<LocalBoxFuture<'static, ()>, SplitLoaderError> {
        Ok(super::start(console, task))
    }
}

#[cfg(not(feature = "split"))]
mod wasm {
    use super::*;

    type Unread = std::convert::Infallible;

    pub async fn fetch() -> Result<(), Unread> {
        Ok(())
    }

    pub async fn draw(console: Console, part: Part) -> Result<AnyView, Unread> {
        Ok(super::draw(console, part))
    }

    pub async fn start(console: Console, task: Task) -> Result<LocalBoxFuture<'static, ()>, Unread> {
        Ok(super::start(console, task))
    }
}

/// How far the second wasm has come for this mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progressed {
    Unasked,
    Fetching,
    Here,
    Failed,
}

/// The way to the second wasm; one for a mount, in context.
#[derive(Clone, Copy)]
pub(super) struct Later(RwSignal<Progressed>);

impl Later {
    /// Puts one into the context of the owner.
    pub fn provide() -> Later {
        let later = Later(RwSignal::new(Progressed::Unasked));
        provide_context(later);
        later
    }

    fn of_mount() -> Later {
        expect_context::<Later>()
    }

    pub fn is_here(self) -> bool {
        self.0.get() == Progressed::Here
    }

    /// Fetches it unless it is here or under way.
    pub fn fetch(self) {
        if matches!(self.0.try_get_untracked(), Some(Progressed::Unasked | Progressed::Failed)) {
            self.0.set(Progressed::Fetching);
            run_on(async move {
                let fetched = wasm::fetch().await;
                self.0.try_set(if fetched.is_ok() { Progressed::Here } else { Progressed::Failed });
            });
        }
    }
}

/// Draws a part as soon as it can be drawn.
pub(super) fn part(console: Console, part: Part) -> AnyView {
    let later = Later::of_mount();
    let again = loader(move || async move { later.fetch() });
    live(move || match later.0.get() {
        Progressed::Here => {
            // What is here is drawn at the first poll.
            wasm::draw(console, part.clone()).now_or_never().and_then(Result::ok).into_any()
        }
        Progressed::Failed => {
            let retry = button(say(words::RETRY)).icon(IconName::Refresh).on_click(again).view();
            banner(
                Tone::Wrong,
                say(words::PART_UNREAD),
                vec![super::kit::para(words::PART_UNREAD_HELP), retry],
            )
        }
        Progressed::Unasked | Progressed::Fetching => {
            later.fetch();
            loading()
        }
    })
}

/// Starts a task as soon as it can run; it outlives the page.
pub(super) fn run_later(console: Console, task: Task) {
    run_on(async move {
        match wasm::start(console, task).await {
            Ok(running) => running.await,
            Err(_unread) => {
                console.notices.add(Progress::Failed, Message::plain(words::PART_UNREAD));
            }
        }
    });
}
