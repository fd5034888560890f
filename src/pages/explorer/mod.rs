//! The log explorer: the logs of a logger, or files of this device.

mod changes;
mod files;
mod filter;
mod out;
mod over_time;
mod plan;
mod quick;
mod range;
mod record;
mod records;
mod sql;
mod start;
mod tops;
mod totals;
mod values;

use std::sync::Arc;

use leptos::prelude::*;

use self::changes::WhatChanged;
use self::files::UnreadableFiles;
use self::filter::RecordFilter;
use self::out::ChartPlace;
use self::over_time::OverTime;
use self::plan::{AddressNotes, NotOpened, PlanAndProgress, SampleNote};
use self::quick::QuickQuestions;
use self::range::RangeBar;
use self::records::Records;
use self::start::{ChooseFiles, explorer_of};
use self::tops::{Scans, Tops};
use self::totals::Totals;
use super::common::{loader, run, zone};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::loading::Extent;
use crate::state::explorer::plan::{Plan, Planning, Source};
use crate::state::explorer::range::Range;

/// What is loaded without a press of Load, when an explorer is opened.
const FREELY_LOADED: u64 = 64_000_000;

/// What the page of log files has in common with the explorer in it.
#[derive(Clone, Copy)]
pub(super) struct FilesPage {
    /// Whether files are shown.
    pub is_open: RwSignal<bool>,
    /// Whether a person chooses other files.
    pub is_choosing: RwSignal<bool>,
}

/// The explorer in the page of log files or, without one, in the tab of a logger.
pub(super) fn draw(page: Option<FilesPage>) -> AnyView {
    let explorer = explorer_of(expect_context::<Console>());
    match page {
        Some(page) => view! { <Files explorer page /> }.into_any(),
        None => view! { <Explore explorer /> }.into_any(),
    }
}

/// Log files of this device or of the host, or the place to choose them.
#[component]
fn Files(explorer: Explorer, page: FilesPage) -> impl IntoView {
    let console = expect_context::<Console>();
    // Here are no logs of a logger: their memory and their token go, also while files are chosen.
    explorer.take_route(&Route::to(Page::Logs));
    let take_handed = move || {
        if let Some(source) = console.take_handed() {
            untrack(|| explorer.open(source));
        }
    };
    untrack(take_handed);
    Effect::new(take_handed);
    let has_files = Memo::new(move |_| {
        explorer.source.with(|source| matches!(source, Some(Source::Device(_) | Source::Host(_))))
    });
    // Other files were opened.
    Effect::new(move || {
        explorer.source.track();
        page.is_choosing.set(false);
    });
    let is_open = Memo::new(move |_| has_files.get() && !page.is_choosing.get());
    Effect::new(move || page.is_open.set(is_open.get()));
    move || match is_open.get() {
        true => view! { <Explore explorer /> }.into_any(),
        false => view! { <ChooseFiles explorer /> }.into_any(),
    }
}

/// Everything about the records of a source.
#[component]
fn Explore(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    follow_route(console, explorer);
    follow_range(explorer);
    let has_answer = Memo::new(move |_| explorer.answers.with(|answers| answers.shown.is_some()));
    let names = loader(move || explorer.learn_names());
    Effect::new(move || {
        if has_answer.get() {
            untrack(|| names.run(()));
        }
    });
    Effect::new(move || explorer.zone.set(zone(console)));
    Effect::new(move || {
        explorer.due();
        run(explorer.ask());
    });
    let chart = NodeRef::new();
    provide_context(ChartPlace(chart));
    view! {
        <div class="flc-explorer">
            <RangeBar explorer />
            <PlanAndProgress explorer />
            <AddressNotes explorer />
            <NotOpened explorer />
            <UnreadableFiles explorer />
            <RecordFilter explorer />
            <QuickQuestions explorer />
            <SampleNote explorer />
            <Show when=move || has_answer.get()>
                <Totals explorer />
                <OverTime explorer node_ref=chart />
                <Scans explorer />
                <Tops explorer />
                <WhatChanged explorer />
                <Records explorer />
            </Show>
        </div>
    }
}

/// The address has the question, and a question that comes by an address is asked.
fn follow_route(console: Console, explorer: Explorer) {
    explorer.take_route(&console.part.route.get_untracked());
    Effect::new(move || {
        let route = console.part.route.get();
        untrack(|| {
            // One that was written here says nothing new.
            if route != explorer.route() {
                explorer.take_route(&route);
            }
        });
    });
    Effect::new(move || {
        let route = explorer.route();
        untrack(|| {
            let is_here = console.part.route.with_untracked(|now| now.page == route.page && *now != route);
            if is_here {
                console.refine(route);
            }
        });
    });
}

/// Finds the files of each range that is chosen. When a source is opened, what is small is loaded at once, and so are
/// files of the device.
fn follow_range(explorer: Explorer) {
    let plan = loader(move || explorer.plan());
    let begin = loader(move || async move {
        explorer.plan().await;
        let is_device =
            explorer.source.try_with_untracked(|source| matches!(source, Some(Source::Device(_))));
        let most = if is_device == Some(true) { u64::MAX } else { FREELY_LOADED };
        let is_meant = explorer.planning.try_with_untracked(|planning| {
            let is_meant = |plan: &Arc<Plan>| !plan.files.is_empty() && plan.fits() && plan.bytes <= most;
            planning.plan.as_ref().is_some_and(is_meant)
        });
        if is_meant == Some(true) {
            explorer.load(Extent::All).await;
        }
    });
    // What was loaded before the page was left is still there.
    let is_loaded = explorer.loaded.with_untracked(|loaded| !loaded.files.is_empty());
    Effect::new(move |before: Option<(String, Range)>| {
        let now = (
            explorer.source.with(|source| source.as_ref().map(name_of).unwrap_or_default()),
            explorer.range.get(),
        );
        match before {
            None if is_loaded => {}
            Some(before) if before == now => {
                // The same files may have been opened once more.
                if explorer.planning.with_untracked(Planning::is_untouched) {
                    begin.run(());
                }
            }
            Some(before) if before.0 == now.0 => plan.run(()),
            None | Some(_) => begin.run(()),
        }
        now
    });
}

/// What tells a source from another one.
fn name_of(source: &Source) -> String {
    match source {
        Source::Logger(id) => id.clone(),
        Source::Device(files) => files.iter().map(|file| format!("{} {}\n", file.name, file.bytes)).collect(),
        Source::Host(files) => files.iter().map(|file| format!("{}\n", file.url)).collect(),
    }
}
