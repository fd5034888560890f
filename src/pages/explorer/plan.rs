//! What a range has, before and while it is loaded, and why it cannot be.

use leptos::prelude::*;

use super::super::common::{TimeFormat, loader, say, speak};
use super::super::failure::Failure;
use super::range::{moment, plan_and_load};
use super::sql::SqlDialog;
use crate::i18n::logs as words;
use crate::i18n::numbers::{bytes, grouped};
use crate::i18n::{listing_advice, words as common};
use crate::logs::EngineFault;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::loading::{Extent, Stage};
use crate::state::explorer::plan::{MOST_FILES, Plan, PlanFault};
use crate::ui::{Banner, Button, ButtonVariant, EmptyState, IconName, LoadProgress, Text, Tone};

/// The plan, the progress of loading, and what stands in the way.
#[component]
pub(super) fn PlanAndProgress(explorer: Explorer) -> impl IntoView {
    let is_running = Memo::new(move |_| explorer.loading.with(|loading| loading.is_running()));
    view! {
        <PlanLine explorer />
        <Show when=move || is_running.get()>
            <Progress explorer />
        </Show>
        <TooLarge explorer />
        <PlanProblem explorer />
        <EngineProblem explorer />
        <Said explorer />
    }
}

/// How many files and bytes the range has, from when to when, and in which folders.
#[component]
fn PlanLine(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let parts = move || {
        let locale = console.locale();
        let times = TimeFormat::of(console);
        let is_logger = explorer.is_of_logger();
        explorer.planning.with(|planning| {
            if planning.is_listing {
                let (n, all) = (planning.folders_listed.to_string(), planning.folders.to_string());
                return vec![words::LISTING.with(locale, &[("n", &n), ("all", &all)])];
            }
            let Some(plan) = &planning.plan else { return Vec::new() };
            let files = grouped(plan.files.len() as u64);
            let word = if plan.files.len() == 1 { words::PLAN_ONE } else { words::PLAN };
            let mut parts = vec![word.with(locale, &[("files", &files), ("bytes", &bytes(plan.bytes))])];
            if let Some(window) = plan.window {
                let (from, until) = (moment(&times, window.from), moment(&times, window.until));
                parts.push(words::PLAN_TIMES.with(locale, &[("from", &from), ("until", &until)]));
            }
            if is_logger && let Some(text) = folders(plan) {
                parts.push(match text {
                    (first, None) => words::PLAN_FOLDER.with(locale, &[("first", &first)]),
                    (first, Some(last)) => {
                        words::PLAN_FOLDERS.with(locale, &[("first", &first), ("last", &last)])
                    }
                });
            }
            if plan.empty > 0 {
                parts.push(words::PLAN_EMPTY.with(locale, &[("n", &plan.empty.to_string())]));
            }
            if plan.odd > 0 {
                parts.push(words::PLAN_ODD.with(locale, &[("n", &grouped(plan.odd as u64))]));
            }
            parts
        })
    };
    let is_listing = Memo::new(move |_| explorer.planning.with(|planning| planning.is_listing));
    view! {
        <p class="flc-plan">
            {move || parts().into_iter().map(|part| view! { <span>{part}</span> }).collect_view()}
            <Show when=move || is_listing.get()>
                <Button
                    label=say(common::CANCEL)
                    variant=ButtonVariant::Plain
                    on_click=move |()| explorer.stop_planning()
                />
            </Show>
        </p>
    }
}

/// The first and the last folder that have files, by what tells them apart.
fn folders(plan: &Plan) -> Option<(String, Option<String>)> {
    let (first, last) = (plan.folders.iter().min()?, plan.folders.iter().max()?);
    if first == last {
        return Some((first.clone(), None));
    }
    // What they have in common, whole segments of it, is said once.
    let same = first.split('/').zip(last.split('/')).take_while(|(one, other)| one == other);
    let length: usize = same.map(|(segment, _)| segment.len() + 1).sum();
    Some((first.clone(), last.get(length..).map(str::to_owned)))
}

#[component]
fn Progress(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let loading = explorer.loading;
    let done = Signal::derive(move || {
        loading.with(|loading| (loading.progress.bytes, (loading.bytes > 0).then_some(loading.bytes)))
    });
    let facts = Signal::derive(move || {
        loading.with(|loading| {
            let locale = console.locale();
            let progress = &loading.progress;
            let (files, all) = (grouped(progress.files as u64), grouped(loading.files as u64));
            let (read, total) = (bytes(progress.bytes), bytes(loading.bytes));
            let (records, rate) = (grouped(progress.records), grouped(loading.records_a_second()));
            vec![
                words::PROGRESS_FILES.with(locale, &[("files", &files), ("all", &all)]),
                words::PROGRESS_BYTES.with(locale, &[("bytes", &read), ("total", &total)]),
                words::PROGRESS_RECORDS.with(locale, &[("records", &records)]),
                words::PROGRESS_RATE.with(locale, &[("rate", &rate)]),
            ]
        })
    });
    view! {
        <LoadProgress
            label=say(words::LOADING_LOGS)
            done
            facts
            cancel=say(common::CANCEL)
            on_cancel=move |()| explorer.cancel()
        />
    }
}

/// Has a screen reader hear how loading ended.
#[component]
fn Said(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let stage = Memo::new(move |_| explorer.loading.with(|loading| loading.stage));
    let said = move |stage| {
        let locale = console.locale();
        match stage {
            Stage::Idle | Stage::Failed => None,
            Stage::Running => Some(words::LOADING_LOGS.text(locale).to_owned()),
            Stage::Cancelled => Some(words::CANCELLED.text(locale).to_owned()),
            Stage::Done => explorer.loading.with_untracked(|loading| {
                let records = grouped(loading.progress.records);
                let files = grouped(loading.progress.files as u64);
                Some(words::LOADED.with(locale, &[("records", &records), ("files", &files)]))
            }),
        }
    };
    Effect::new(move || {
        let stage = stage.get();
        if let Some(text) = untrack(|| said(stage)) {
            speak(console.part.polite, text);
        }
    });
    move || {
        (stage.get() == Stage::Cancelled).then(|| view! { <p class="flc-plan">{say(words::CANCELLED)}</p> })
    }
}

/// For a range that would not fit into memory: its end, a sample of its files, or the SQL.
#[component]
fn TooLarge(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let large = Memo::new(move |_| {
        explorer.planning.with(|planning| {
            let plan = planning.plan.as_ref().filter(|plan| !plan.fits())?;
            Some((plan.memory, plan.memory_bound, plan.sample()))
        })
    });
    let narrower = Memo::new(move |_| {
        explorer.planning.with(|planning| planning.plan.as_ref().and_then(|plan| plan.narrower()))
    });
    let is_logger = Memo::new(move |_| explorer.is_of_logger());
    let is_sql_open = RwSignal::new(false);
    let narrow = move || {
        let range = narrower.get().filter(|_| is_logger.get())?;
        let window = range.window(explorer.now())?;
        let times = TimeFormat::of(console);
        let (from, until) = (moment(&times, window.from), moment(&times, window.until));
        let label = words::NARROW.with(console.locale(), &[("from", &from), ("until", &until)]);
        Some(view! { <Button label=Signal::stored(label) on_click=move |()| explorer.range.set(range) /> })
    };
    let sql = move || {
        is_logger.get().then(|| {
            view! { <Button label=say(words::SQL) on_click=move |()| is_sql_open.set(true) /> }
        })
    };
    let load = loader(move || async move {
        let sample = large.try_with_untracked(|large| large.map(|(_, _, sample)| sample)).flatten();
        if let Some(files) = sample {
            explorer.load(Extent::Sample(files)).await;
        }
    });
    let banner = move || {
        large.get().map(|(memory, bound, sample)| {
            let locale = console.locale();
            let title =
                words::TOO_LARGE.with(locale, &[("memory", &bytes(memory)), ("bound", &bytes(bound))]);
            let label = words::LOAD_SAMPLE.with(locale, &[("n", &grouped(sample as u64))]);
            view! {
                <Banner tone=Tone::Warning title=Signal::stored(title)>
                    <p>{say(words::TOO_LARGE_HELP)}</p>
                    <div class="flc-actions">
                        {narrow}
                        <Button label=Signal::stored(label) on_click=load />
                        {sql}
                    </div>
                </Banner>
            }
        })
    };
    view! {
        {banner}
        <SqlDialog explorer open=is_sql_open />
    }
}

/// Why there is no plan.
#[component]
fn PlanProblem(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let fault = Memo::new(move |_| explorer.planning.with(|planning| planning.fault.clone()));
    let retry = loader(move || plan_and_load(explorer));
    let is_logger = Memo::new(move |_| explorer.is_of_logger());
    // How many files are left out, where no others are there.
    let empty = Memo::new(move |_| {
        explorer.planning.with(|planning| {
            planning.plan.as_ref().filter(|plan| plan.files.is_empty()).map(|plan| plan.empty)
        })
    });
    let nothing = move || {
        let (title, detail) = match (is_logger.get(), empty.get()?) {
            (true, _) => (words::PLAN_NONE, words::PLAN_NONE_HELP),
            (false, 0) => (words::NO_FILES, words::CHOOSE_OTHERS),
            (false, _) => (words::ONLY_EMPTY, words::CHOOSE_OTHERS),
        };
        Some(view! { <EmptyState title=say(title) detail=say(detail) icon=IconName::Search /> })
    };
    let problem = move || {
        let fault = fault.get()?;
        if let PlanFault::Api(error) = fault {
            let advice = listing_advice(&error).map(|word| view! { <p class="flc-plan">{say(word)}</p> });
            return Some(
                view! {
                    <Failure title=say(words::STORAGE_UNREAD) error retry=Some(retry) />
                    {advice}
                }
                .into_any(),
            );
        }
        let why = Signal::derive(move || plan_fault(console, &fault));
        Some(
            view! {
                <Banner tone=Tone::Wrong title=say(words::NOT_FOUND)>
                    <p>{why}</p>
                </Banner>
            }
            .into_any(),
        )
    };
    view! {
        {problem}
        {nothing}
    }
}

/// Why there is no plan, in words.
pub(super) fn plan_fault(console: Console, fault: &PlanFault) -> String {
    let locale = console.locale();
    match fault {
        PlanFault::Api(error) => crate::i18n::explain(locale, error).why,
        PlanFault::StorageUrl(url) => words::BAD_STORAGE_URL.with(locale, &[("url", url)]),
        PlanFault::NoStorage => words::NO_OBJECT_STORAGE.text(locale).to_owned(),
        PlanFault::NotConnected => words::NEEDS_CONNECTION.text(locale).to_owned(),
        PlanFault::NeedsRange => words::NEEDS_RANGE.text(locale).to_owned(),
        PlanFault::TooManyFiles => words::TOO_MANY_FILES.with(locale, &[("n", &grouped(MOST_FILES as u64))]),
        PlanFault::ForeignOrigin(url) => words::FOREIGN_ORIGIN.with(locale, &[("url", url)]),
    }
}

/// Why the engine does not go on.
#[component]
fn EngineProblem(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        let locale = console.locale();
        let (tone, title, help) = match explorer.fault.get()? {
            EngineFault::NotStarted(why) => (
                Tone::Wrong,
                words::ENGINE_NOT_STARTED.text(locale).to_owned(),
                words::ENGINE_NOT_STARTED_HELP.with(locale, &[("why", &why)]),
            ),
            EngineFault::Stopped(why) => (
                Tone::Wrong,
                words::ENGINE_STOPPED.text(locale).to_owned(),
                words::ENGINE_STOPPED_HELP.with(locale, &[("why", &why)]),
            ),
            EngineFault::Full(bound) => (
                Tone::Warning,
                words::ENGINE_FULL.with(locale, &[("bound", &bytes(bound))]),
                words::ENGINE_FULL_HELP.text(locale).to_owned(),
            ),
        };
        let title: Text = Signal::stored(title);
        Some(view! {
            <Banner tone title>
                <p>{help}</p>
            </Banner>
        })
    }
}

/// What every figure stands on, where that is not all.
#[component]
pub(super) fn SampleNote(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let sample = Memo::new(move |_| {
        explorer.answers.with(|answers| answers.shown.as_ref().and_then(|shown| shown.sample))
    });
    move || {
        sample.get().map(|(n, all)| {
            let (n, all) = (grouped(n as u64), grouped(all as u64));
            let title = words::SAMPLE.with(console.locale(), &[("n", &n), ("all", &all)]);
            view! { <Banner tone=Tone::Warning title=Signal::stored(title) /> }
        })
    }
}

/// What an address had that is not understood.
#[component]
pub(super) fn AddressNotes(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        let notes = explorer.notes.get();
        (!notes.is_empty()).then(|| {
            let lines =
                notes.iter().map(|note| view! { <p>{note.text(console.locale())}</p> }).collect_view();
            view! { <Banner tone=Tone::Warning title=say(words::NOT_UNDERSTOOD)>{lines}</Banner> }
        })
    }
}

/// What a person has dropped and the browser could not open.
#[component]
pub(super) fn NotOpened(explorer: Explorer) -> impl IntoView {
    move || {
        let names = explorer.unopened.get();
        (!names.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Warning title=say(words::NOT_FOUND)>
                    <p>{names.join(", ")}</p>
                </Banner>
            }
        })
    }
}
