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
use self::plan::{AddressNotes, PlanAndProgress, SampleNote};
use self::quick::QuickQuestions;
use self::range::RangeBar;
use self::records::Records;
pub use self::start::open;
use self::start::{ChooseFiles, explorer_of};
use self::tops::{Scans, Tops};
use self::totals::Totals;
use super::common::{loader, run, say, zone};
use crate::i18n::logs as words;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::loading::Extent;
use crate::state::explorer::plan::{Plan, Planning, Source};
use crate::state::explorer::range::Range;
use crate::ui::{Button, IconName, PageHeader};

/// What is loaded without a press of Load, when an explorer is opened.
const FREELY_LOADED: u64 = 64_000_000;

/// The page of log files: those of this device, or the way to the logs of a logger.
#[component]
pub(super) fn Logs() -> impl IntoView {
    let console = expect_context::<Console>();
    let explorer = explorer_of(console);
    let has_files = Memo::new(move |_| {
        explorer.source.with(|source| matches!(source, Some(Source::Device(_) | Source::Host(_))))
    });
    let is_choosing = RwSignal::new(false);
    // Other files were opened.
    Effect::new(move || {
        explorer.source.track();
        is_choosing.set(false);
    });
    let is_open = Memo::new(move |_| has_files.get() && !is_choosing.get());
    let content = move || match is_open.get() {
        true => view! { <Explore explorer /> }.into_any(),
        false => view! { <ChooseFiles explorer /> }.into_any(),
    };
    view! {
        <PageHeader title=say(words::LOGS)>
            <Show when=move || is_open.get()>
                <Button
                    label=say(words::OTHER_FILES)
                    icon=IconName::Plus
                    on_click=move |()| is_choosing.set(true)
                />
            </Show>
        </PageHeader>
        {content}
    }
}

/// The logs of a logger, as the tab of its page.
#[component]
pub(super) fn LogsOfLogger() -> impl IntoView {
    let console = expect_context::<Console>();
    view! { <Explore explorer=explorer_of(console) /> }
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
