//! What is different from the range before, or from another one.

use flowlog_engine::{Change, Changes, Metric};
use leptos::prelude::*;

use super::super::common::{loader, say};
use super::over_time::amount;
use super::plan::plan_fault;
use super::range::Times;
use super::tops::words_of;
use super::values::Reader;
use crate::i18n::numbers::{bytes, grouped, share};
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::answers::Compared;
use crate::state::explorer::inquiry::{List, View};
use crate::state::explorer::range::{before, days_before};
use crate::ui::{Banner, Binding, Button, ButtonVariant, Disclosure, Select, Tone};

/// The region. It compares when it is asked to: the files of the other range may have to be loaded first.
#[component]
pub(super) fn WhatChanged(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let is_asked = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.view == View::Changes));
    let ask =
        move |()| explorer.set_view(if is_asked.get_untracked() { View::Overview } else { View::Changes });
    let load = loader(move || explorer.load_compared());
    let shown = move || {
        explorer.answers.with(|answers| {
            let shown = answers.shown.as_ref()?;
            let compared = shown.changes.as_ref()?;
            Some(view_of(console, explorer, compared, shown.inquiry.metric, load))
        })
    };
    view! {
        <section class="flc-card" role="region" aria-label=say(words::WHAT_CHANGED)>
            <header class="flc-card-header">
                <h2>{say(words::WHAT_CHANGED)}</h2>
                <div class="flc-actions">
                    <Button label=say(words::COMPARE) pressed=is_asked on_click=ask />
                </div>
            </header>
            <Show when=move || is_asked.get()>
                <div class="flc-card-body">
                    <OtherRange explorer />
                    {shown}
                </div>
            </Show>
            <Show when=move || !is_asked.get()>
                <p class="flc-card-body flc-muted">{say(words::COMPARE_HELP)}</p>
            </Show>
        </section>
    }
}

const BEFORE: &str = "before";
const CUSTOM: &str = "custom";

/// Ranges that lie whole days before this one: the name of the option, its word, and how many days.
const DAYS: [(&str, Word, u64); 2] = [("day", words::DAY_BEFORE, 1), ("week", words::WEEK_BEFORE, 7)];

/// The choice of the range with which is compared.
#[component]
fn OtherRange(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let this = Memo::new(move |_| {
        explorer.answers.with(|answers| answers.shown.as_ref().and_then(|shown| shown.range))
    });
    let compared = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.compared));
    let is_custom = RwSignal::new(false);
    let chosen = move || match compared.get() {
        _ if is_custom.get() => CUSTOM,
        None => BEFORE,
        Some(other) => {
            let is_other = |days| this.get().map(|range| days_before(range, days)) == Some(other);
            DAYS.iter().find(|(.., days)| is_other(*days)).map_or(CUSTOM, |(name, ..)| *name)
        }
    };
    let choose = move |name: String| {
        is_custom.set(name == CUSTOM);
        let days = DAYS.iter().find(|(known, ..)| *known == name).map(|(.., days)| *days);
        match days.zip(this.get_untracked()) {
            Some((days, range)) => explorer.compare_with(Some(days_before(range, days))),
            None if name == BEFORE => explorer.compare_with(None),
            None => {}
        }
    };
    let options = Signal::derive(move || {
        let option = |(name, word): (&str, Word)| (name.to_owned(), console.say(word).to_owned());
        let days = DAYS.iter().map(|(name, word, _)| (*name, *word));
        let all =
            [(BEFORE, words::RANGE_BEFORE)].into_iter().chain(days).chain([(CUSTOM, words::RANGE_CUSTOM)]);
        all.map(option).collect::<Vec<_>>()
    });
    let is_typed = Memo::new(move |_| chosen() == CUSTOM);
    let range = Signal::derive(move || compared.get().or(this.get().map(before)));
    view! {
        <div class="flc-explorer-bar">
            <Select
                label=say(words::COMPARED_WITH)
                options
                value=Binding::new(move || chosen().to_owned(), choose)
            />
            <Show when=move || is_typed.get()>
                <Times zone=explorer.zone range on_range=move |range| explorer.compare_with(Some(range)) />
            </Show>
        </div>
    }
}

fn view_of(
    console: Console,
    explorer: Explorer,
    compared: &Compared,
    metric: Metric,
    load: Callback<()>,
) -> AnyView {
    let reader = Reader::of(console, explorer);
    let (from, until) = (reader.time(compared.before.from), reader.time(compared.before.until));
    let locale = console.locale();
    let beside = words::WHAT_CHANGED_HELP.with(locale, &[("from", &from), ("until", &until)]);
    if !compared.is_loaded {
        return view! { <Unloaded explorer beside load /> }.into_any();
    }
    let dropped = compared.lists.first().map(|(_, changes)| {
        let part = |tally: &flowlog_engine::Tally| share(tally.dropped.of(metric), tally.total.of(metric));
        let sums = |tally: &flowlog_engine::Tally| amount(metric, tally.total.of(metric));
        let (before, now) = (&changes.before, &changes.now);
        let line = |word: Word, before: String, now: String| {
            view! {
                <div class="flc-pair">
                    <dt>{say(word)}</dt>
                    <dd class="flc-digits">{format!("{before} → {now}")}</dd>
                </div>
            }
        };
        view! {
            <dl class="flc-pairs">
                {line(super::over_time::metric_word(metric), sums(before), sums(now))}
                {line(words::DROPPED_SHARE, part(before), part(now))}
            </dl>
        }
    });
    let lists =
        compared.lists.iter().map(|(list, changes)| list_of(explorer, &reader, *list, changes, metric));
    view! {
        <p class="flc-muted">{beside}</p>
        {dropped}
        <div class="flc-changes">{lists.collect_view()}</div>
    }
    .into_any()
}

/// Where the other range is not loaded: the way to it, or why there is none.
#[component]
fn Unloaded(explorer: Explorer, beside: String, load: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let is_sample = Memo::new(move |_| explorer.loaded.with(|loaded| loaded.sample.is_some()));
    let planning = explorer.planning_compared;
    let is_busy = Signal::derive(move || {
        explorer.loading.with(|loading| loading.is_running()) || planning.with(|planning| planning.is_listing)
    });
    let large = Memo::new(move |_| {
        planning.with(|planning| {
            let plan = planning.plan.as_ref().filter(|plan| !plan.fits())?;
            Some((plan.memory, plan.memory_bound))
        })
    });
    let problem =
        move || planning.with(|planning| planning.fault.as_ref().map(|fault| plan_fault(console, fault)));
    let title = Signal::derive(move || {
        let locale = console.locale();
        match large.get() {
            _ if is_sample.get() => words::SAMPLE_COMPARED.text(locale).to_owned(),
            Some((memory, bound)) => {
                words::BEFORE_TOO_LARGE.with(locale, &[("memory", &bytes(memory)), ("bound", &bytes(bound))])
            }
            None => words::BEFORE_UNLOADED.text(locale).to_owned(),
        }
    });
    let way_on = move || match large.get() {
        _ if is_sample.get() => ().into_any(),
        Some(_) => view! { <p>{say(words::BEFORE_TOO_LARGE_HELP)}</p> }.into_any(),
        None => view! {
            {problem().map(|why| view! { <p>{why}</p> })}
            <Button label=say(words::LOAD_BEFORE) on_click=load busy=is_busy />
        }
        .into_any(),
    };
    view! {
        <Banner tone=Tone::Info title>
            <p>{beside}</p>
            {way_on}
        </Banner>
    }
}

fn list_of(
    explorer: Explorer,
    reader: &Reader,
    list: List,
    changes: &Changes,
    metric: Metric,
) -> impl IntoView + use<> {
    let kinds = [
        (words::NEW, &changes.appeared),
        (words::VANISHED, &changes.vanished),
        (words::GROWN, &changes.grown),
        (words::SHRUNK, &changes.shrunk),
    ];
    let group = |((word, rows), count): ((Word, &Vec<Change>), u64)| {
        let console = expect_context::<Console>();
        let summary = Signal::derive(move || format!("{} ({})", console.say(word), grouped(count)));
        let rows = rows.iter().map(|change| row_of(explorer, reader, list, change, metric)).collect_view();
        if count == 0 {
            return view! { <p class="flc-muted flc-change-none">{summary}</p> }.into_any();
        }
        view! {
            <Disclosure summary>
                <ul class="flc-change-rows" role="list" aria-label=summary>{rows}</ul>
            </Disclosure>
        }
        .into_any()
    };
    let groups = kinds.into_iter().zip(changes.counts).map(group).collect_view();
    let (_, name) = words_of(list);
    view! {
        <section>
            <h3>{say(name)}</h3>
            {groups}
        </section>
    }
}

fn row_of(
    explorer: Explorer,
    reader: &Reader,
    list: List,
    change: &Change,
    metric: Metric,
) -> impl IntoView + use<> {
    let shown = reader.key(&list.columns(), &change.key);
    let (before, now) =
        (amount(metric, change.before.total.of(metric)), amount(metric, change.now.total.of(metric)));
    let key = change.key.clone();
    let only = move |()| explorer.only(&list.columns(), &key);
    let note = shown.note.map(|note| view! { <span class="flc-muted">{note}</span> });
    view! {
        <li>
            <Button label=Signal::stored(shown.text) variant=ButtonVariant::Plain on_click=only />
            {note}
            <span class="flc-digits flc-muted">{format!("{before} → {now}")}</span>
        </li>
    }
}
