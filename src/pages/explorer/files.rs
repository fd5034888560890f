//! The files that could not be read to their end, each with its reason.

use flowlog_engine::{Failure, Kind, Reason};
use leptos::prelude::*;

use super::super::common::{loader, say};
use crate::i18n::numbers::{bytes, grouped};
use crate::i18n::{Locale, logs as words, read_advice, words as common};
use crate::logs::ReadFault;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::loading::LoadedFile;
use crate::ui::{Banner, Binding, Button, Checkbox, IconName, Tone};

/// How many files are listed.
const MOST: usize = 50;

/// The list, with Retry, and whether what was read of them counts.
#[component]
pub(super) fn UnreadableFiles(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let counts = Memo::new(move |_| {
        explorer.loaded.with(|loaded| (loaded.faulty().count(), loaded.counted().count(), loaded.generation))
    });
    let retry = loader(move || explorer.retry());
    let counting = Binding::new(
        move || explorer.loaded.with(|loaded| !loaded.leaves_broken_out),
        move |counts: bool| explorer.leave_broken_out(!counts),
    );
    let title = Signal::derive(move || {
        let (n, all, _) = counts.get();
        let (n, all) = (grouped(n as u64), grouped(all as u64));
        words::UNREADABLE_TITLE.with(console.locale(), &[("n", &n), ("all", &all)])
    });
    let rows = move || {
        counts.track();
        explorer
            .loaded
            .with(|loaded| loaded.faulty().take(MOST).map(|file| row(console, file)).collect_view())
    };
    let more = move || {
        let more = counts.get().0.checked_sub(MOST).filter(|more| *more > 0)?;
        let text = common::AND_MORE.with(console.locale(), &[("n", &grouped(more as u64))]);
        Some(view! { <p>{text}</p> })
    };
    let is_any = Memo::new(move |_| counts.get().0 > 0);
    let busy = Signal::derive(move || explorer.loading.with(|loading| loading.is_running()));
    view! {
        <Show when=move || is_any.get()>
            <Banner tone=Tone::Warning title>
                // Some browsers scroll a list by keyboard only where it takes the focus.
                <ul class="flc-files" role="list" aria-label=say(words::UNREADABLE_FILES) tabindex="0">
                    {rows}
                </ul>
                {more}
                <div class="flc-actions">
                    <Button label=say(common::RETRY) icon=IconName::Refresh on_click=retry busy />
                    <Checkbox label=say(words::COUNT_BROKEN) value=counting />
                </div>
            </Banner>
        </Show>
    }
}

fn row(console: Console, file: &LoadedFile) -> impl IntoView + use<> {
    let locale = console.locale();
    let why = file.fault.as_ref().map(|fault| explain(console, fault));
    let advice = file.fault.as_ref().map(|fault| read_advice(fault).text(locale));
    let (read, lost) = (grouped(file.file.found.records), grouped(file.file.found.unreadable));
    let read = words::READ_RECORDS.with(locale, &[("n", &read), ("lost", &lost)]);
    let place = file.file.found.damages.first().map(|damage| {
        let values = [
            ("line", damage.line.to_string()),
            ("byte", damage.byte.to_string()),
            ("reason", reason(locale, damage.reason)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words::UNREADABLE_AT.with(locale, &values)
    });
    view! {
        <li>
            <span class="flc-mono">{file.file.name.clone()}</span>
            <span class="flc-muted">{format!("{} · {read}", bytes(file.file.bytes))}</span>
            <span>{why}</span>
            {advice.map(|advice| view! { <span class="flc-muted">{advice}</span> })}
            {place.map(|place| view! { <span>{place}</span> })}
        </li>
    }
}

fn reason(locale: Locale, reason: Reason) -> String {
    match reason {
        Reason::Columns { expected, found } => {
            let (expected, found) = (expected.to_string(), found.to_string());
            words::REASON_COLUMNS.with(locale, &[("expected", &expected), ("found", &found)])
        }
        Reason::Value { column, kind } => {
            let word = match kind {
                Kind::Time => words::REASON_TIME,
                Kind::Number => words::REASON_NUMBER,
                Kind::Address => words::REASON_ADDRESS,
                Kind::Text => words::REASON_TEXT,
            };
            word.with(locale, &[("column", &column.to_string())])
        }
        Reason::TooLong { limit } => words::REASON_TOO_LONG.with(locale, &[("n", &grouped(limit as u64))]),
    }
}

/// Why a file was not read, or not to its end.
pub(super) fn explain(console: Console, fault: &ReadFault) -> String {
    let locale = console.locale();
    match fault {
        ReadFault::Network(why) => words::FAULT_NETWORK.with(locale, &[("why", why)]),
        ReadFault::Status(status) => words::FAULT_STATUS.with(locale, &[("status", &status.to_string())]),
        ReadFault::Silent(ms) => words::FAULT_SILENT.with(locale, &[("seconds", &(ms / 1000).to_string())]),
        ReadFault::Device(why) => words::FAULT_DEVICE.with(locale, &[("why", why)]),
        ReadFault::Short { listed, came } => {
            words::FAULT_SHORT.with(locale, &[("n", &grouped(*came)), ("all", &grouped(*listed))])
        }
        ReadFault::Inflate | ReadFault::Content(Failure::Gzip) => {
            words::FAULT_INFLATE.text(locale).to_owned()
        }
        ReadFault::Worker => words::FAULT_WORKER.text(locale).to_owned(),
        ReadFault::Full => words::FAULT_FULL.text(locale).to_owned(),
        ReadFault::Content(Failure::UnknownColumns { count }) => {
            words::FAULT_COLUMNS.with(locale, &[("n", &count.to_string())])
        }
        ReadFault::Content(Failure::NoLines { limit }) => {
            words::FAULT_LINES.with(locale, &[("n", &grouped(*limit as u64))])
        }
        ReadFault::Content(Failure::Parquet(why)) => words::FAULT_PARQUET.with(locale, &[("why", why)]),
        ReadFault::Content(Failure::Interrupted) => words::FAULT_INTERRUPTED.text(locale).to_owned(),
        ReadFault::Content(Failure::Unsupported(what)) => {
            words::FAULT_UNSUPPORTED.with(locale, &[("why", what)])
        }
    }
}
