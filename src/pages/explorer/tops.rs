//! Who: the greatest sources, destinations, ports, pairs, protocols and interfaces.

use std::collections::HashMap;
use std::sync::Arc;

use flowlog_engine::{Column, Metric, Tally, TimeRange, Value};
use leptos::prelude::*;

use super::super::common::{run, say};
use super::over_time::{amount, metric_word};
use super::values::{Reader, menu};
use crate::i18n::numbers::{grouped, share};
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::answers::{ListLines, Shown, TopList};
use crate::state::explorer::inquiry::{LIMIT, List, View};
use crate::ui::{Button, ButtonVariant, IconName, MenuItem, Share, StepValue, TopRow, TopTable, TopWords};

pub(super) const fn words_of(list: List) -> (Word, Word) {
    match list {
        List::Sources => (words::TOP_SOURCES, words::SOURCE),
        List::Destinations => (words::TOP_DESTINATIONS, words::DESTINATION),
        List::Ports => (words::TOP_PORTS, words::PORT),
        List::Pairs => (words::TOP_PAIRS, words::PAIR),
        List::Protocols => (words::TOP_PROTOCOLS, words::PROTOCOL),
        List::Interfaces => (words::TOP_INTERFACES, words::INTERFACE),
    }
}

/// A group as the text by which a row is known.
pub(super) fn key_text(key: &[Option<Value>]) -> String {
    let part = |value: &Option<Value>| value.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    key.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// All lists; the one that is looked at stands first.
#[component]
pub(super) fn Tops(explorer: Explorer) -> impl IntoView {
    let first = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.view));
    let ordered = move || {
        let mut lists = List::ALL.to_vec();
        if let View::List(list) = first.get() {
            lists.sort_by_key(|other| *other != list);
        }
        lists
    };
    view! {
        <div class="flc-tops">
            <For each=ordered key=|list| list.name() let(list)>
                <TopOf explorer list />
            </For>
        </div>
    }
}

#[component]
fn TopOf(explorer: Explorer, list: List) -> impl IntoView {
    let console = expect_context::<Console>();
    let metric = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.metric));
    let shown = Memo::new(move |_| {
        explorer.answers.with(|answers| {
            let shown = answers.shown.as_ref()?;
            shown.lists.iter().any(|top| top.list == list).then(|| Kept(shown.clone(), list))
        })
    });
    // Another answer asks for the small lines of its rows.
    Effect::new(move || {
        shown.track();
        run(explorer.ask_lines(list));
    });
    // What comes for another list draws nothing here.
    let lines = Memo::new_with_compare(
        move |_| explorer.lines.with(|lines| lines.list(list).cloned()),
        |before, now| pointer(before) != pointer(now),
    );
    let rows = Signal::derive(move || {
        let reader = Reader::of(console, explorer);
        let shown = shown.get();
        let Some((top, of)) = shown.as_ref().and_then(Kept::list) else { return Vec::new() };
        lines.with(|lines| {
            let row = |row: &flowlog_engine::TopRow| {
                let line = lines.as_ref().and_then(|lines| lines.of(&row.key)).unwrap_or_default();
                let line = line.iter().map(|value| StepValue { accepted: *value, dropped: 0 }).collect();
                top_row(&reader, top, &row.key, &row.tally, of, line)
            };
            top.top.rows.iter().map(row).collect::<Vec<_>>()
        })
    });
    let other = Signal::derive(move || {
        let shown = shown.get();
        let (top, of) = shown.as_ref().and_then(Kept::list)?;
        let left = top.top.groups.saturating_sub(top.top.rows.len() as u64);
        if left == 0 {
            return None;
        }
        let reader = Reader::of(console, explorer);
        let mut row = top_row(&reader, top, &[], &top.top.other, of, Vec::new());
        row.value = words::OTHER_OF.with(console.locale(), &[("n", &grouped(left))]);
        Some(row)
    });
    let keys = Memo::new(move |_| {
        let shown = shown.get();
        let groups = shown.as_ref().and_then(Kept::list).map(|(top, _)| {
            top.top.rows.iter().map(|row| (key_text(&row.key), row.key.clone())).collect::<HashMap<_, _>>()
        });
        Groups(Arc::new(groups.unwrap_or_default()))
    });
    let open = move |key: String| {
        let group = keys.with_untracked(|Groups(groups)| groups.get(&key).cloned());
        let Some(group) = group else { return Vec::new() };
        let mut items = menu(console, explorer, &list.columns(), &group);
        items.extend(begin(console, explorer, shown, &group));
        items
    };
    let (title, value) = words_of(list);
    let table_words = TopWords {
        value: say(value),
        amount: Signal::derive(move || console.say(metric_word(metric.get())).to_owned()),
        share: say(words::SHARE),
        dropped: say(words::DROPPED),
        line: say(words::TREND),
        first_seen: say(words::FIRST_SEEN),
        last_seen: say(words::LAST_SEEN),
        first_dropped: say(words::FIRST_DROPPED),
        empty: say(words::NOTHING_MATCHES),
    };
    let is_asking = Memo::new(move |_| explorer.answers.with(|answers| answers.is_asking));
    let is_long = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.limit > LIMIT));
    let has_more = Memo::new(move |_| other.with(Option::is_some) || is_long.get());
    let length = Signal::derive(move || {
        console.say(if is_long.get() { words::FEWER_ROWS } else { words::MORE_ROWS }).to_owned()
    });
    view! {
        <TopTable
            title=say(title)
            words=table_words
            rows
            other
            loading=Signal::derive(move || is_asking.get() && shown.with(Option::is_none))
            busy=is_asking
            menu=open
        >
            <Show when=move || has_more.get()>
                <Button
                    label=length
                    variant=ButtonVariant::Plain
                    on_click=move |()| explorer.set_limit(if is_long.get_untracked() { LIMIT } else { 10 * LIMIT })
                />
            </Show>
        </TopTable>
    }
}

fn pointer(lines: Option<&Option<Arc<ListLines>>>) -> Option<*const ListLines> {
    lines.and_then(|lines| lines.as_ref().map(Arc::as_ptr))
}

/// A list of an answer. An answer is another one when it is another allocation.
#[derive(Clone)]
struct Kept(Arc<Shown>, List);

impl Kept {
    /// The list, with the range that it is of and the metric that it is ordered by.
    fn list(&self) -> Option<(&TopList, (Option<TimeRange>, Metric))> {
        let Kept(shown, list) = self;
        let top = shown.lists.iter().find(|top| top.list == *list)?;
        Some((top, (shown.range, shown.inquiry.metric)))
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Kept) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone)]
struct Groups(Arc<HashMap<String, Vec<Option<Value>>>>);

impl PartialEq for Groups {
    fn eq(&self, other: &Groups) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

fn top_row(
    reader: &Reader,
    top: &TopList,
    key: &[Option<Value>],
    tally: &Tally,
    (range, metric): (Option<TimeRange>, Metric),
    line: Vec<StepValue>,
) -> TopRow {
    let shown = reader.key(&top.by, key);
    let (value, note) = match shown.note {
        // Of an id its name is what a person knows.
        Some(name) if top.list == List::Interfaces => (name, Some(shown.text)),
        note => (shown.text, note),
    };
    let (part, dropped, whole) =
        (tally.total.of(metric), tally.dropped.of(metric), top.top.total.total.of(metric));
    TopRow {
        key: key_text(key),
        value,
        note,
        amount: amount(metric, part),
        share: Share { part, dropped, whole },
        share_text: share(part, whole),
        dropped: if dropped == 0 { "–".to_owned() } else { amount(metric, dropped) },
        line,
        first_seen: reader.seen(range, tally.first()),
        last_seen: reader.seen(range, tally.last()),
        first_dropped: reader.seen(range, tally.first_dropped()),
    }
}

/// Sets the range to begin where a group was first seen, or first dropped.
fn begin(
    console: Console,
    explorer: Explorer,
    shown: Memo<Option<Kept>>,
    group: &[Option<Value>],
) -> Vec<MenuItem> {
    let times = untrack(|| super::super::common::TimeFormat::of(console));
    let tally = shown.with_untracked(|shown| {
        let (top, _) = shown.as_ref().and_then(Kept::list)?;
        top.top.rows.iter().find(|row| row.key == group).map(|row| row.tally.clone())
    });
    let Some(tally) = tally else { return Vec::new() };
    let item = |word: Word, at: Option<u64>| {
        let at = at?;
        let time = super::range::moment(&times, at);
        let label = format!(
            "{}: {}",
            console.say(word),
            words::BEGIN_HERE.with(console.locale(), &[("time", &time)])
        );
        Some(MenuItem::run(label, IconName::ChevronRight, move || explorer.begin_at(at)))
    };
    let items = [item(words::FIRST_SEEN, tally.first()), item(words::FIRST_DROPPED, tally.first_dropped())];
    items.into_iter().flatten().collect()
}

/// For the question who scans: sources by how many targets and ports they reach.
#[component]
pub(super) fn Scans(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let is_asked = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.view == View::Scans));
    let by = [Column::Field(flowlog_engine::Field::Src)];
    let rows = move || {
        let reader = Reader::of(console, explorer);
        explorer.answers.with(|answers| {
            let scans = answers.shown.as_ref()?.scans.as_ref()?;
            let row = |row: &flowlog_engine::SpreadRow| {
                let shown = reader.key(&by, &row.key);
                let (columns, key) = (by.to_vec(), row.key.clone());
                let only = move |()| explorer.only(&columns, &key);
                let count = |at: usize| grouped(row.distinct.get(at).copied().unwrap_or(0));
                let name = format!("{}: {}", console.say(words::ONLY_THIS), shown.text);
                view! {
                    <tr>
                        <th scope="row">
                            <Button
                                label=Signal::stored(shown.text)
                                name=Signal::stored(name)
                                variant=ButtonVariant::Plain
                                on_click=only
                            />
                        </th>
                        <td data-align="end">{count(0)}</td>
                        <td data-align="end">{count(1)}</td>
                        <td data-align="end">{grouped(row.combined)}</td>
                        <td data-align="end">{grouped(row.tally.total.flows)}</td>
                        <td data-align="end">{grouped(row.tally.dropped.flows)}</td>
                    </tr>
                }
            };
            Some(scans.rows.iter().map(row).collect_view())
        })
    };
    let head = |word: Word| view! { <th scope="col" data-align="end">{say(word)}</th> };
    view! {
        <Show when=move || is_asked.get()>
            <section class="flc-table-frame flc-top flc-scans">
                <header class="flc-top-header">
                    <h3>{say(words::SCANS)}</h3>
                </header>
                <div class="flc-table-region" role="region" aria-label=say(words::SCANS) tabindex="0">
                    <table class="flc-table" aria-label=say(words::SCANS)>
                        <thead>
                            <tr>
                                <th scope="col">{say(words::SOURCE)}</th>
                                {head(words::TARGETS)}
                                {head(words::PORTS)}
                                {head(words::COMBINED)}
                                {head(words::FLOWS)}
                                {head(words::DROPPED)}
                            </tr>
                        </thead>
                        <tbody>{rows.clone()}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}
