//! The sums of all records that the question lets through.

use flowlog_engine::{Basis, Totals as Sums};
use leptos::prelude::*;

use super::super::common::say;
use crate::i18n::numbers::{bytes, grouped, share};
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;

/// The region of the sums.
#[component]
pub(super) fn Totals(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    // The text and what it stands beside; nothing before the first answer.
    let figure = move |word: Word, read: fn(&Sums, &Basis) -> (String, String)| {
        let read = Memo::new(move |_| {
            explorer
                .answers
                .with(|answers| {
                    answers.shown.as_ref().and_then(|shown| Some(read(shown.totals.as_ref()?, &shown.basis)))
                })
                .unwrap_or_default()
        });
        let value =
            move || read.with(|(value, _)| if value.is_empty() { "–".to_owned() } else { value.clone() });
        view! {
            <div class="flc-total">
                <dt>{say(word)}</dt>
                <dd>
                    <span prop:textContent=value></span>
                    <small prop:textContent=move || read.with(|(_, note)| note.clone())></small>
                </dd>
            </div>
        }
    };
    let notes = move || {
        let locale = console.locale();
        explorer.answers.with(|answers| {
            let basis = &answers.shown.as_ref()?.basis;
            let mut notes = Vec::new();
            if basis.skip_data > 0 {
                notes.push(words::SKIP_DATA.with(locale, &[("n", &grouped(basis.skip_data))]));
            }
            if basis.no_data > 0 {
                notes.push(words::NO_DATA.with(locale, &[("n", &grouped(basis.no_data))]));
            }
            (!notes.is_empty()).then(|| view! { <p class="flc-basis">{notes.join(" ")}</p> })
        })
    };
    view! {
        <section role="region" aria-label=say(words::TOTALS)>
            <dl class="flc-totals">
                {figure(words::FLOWS, |sums, _| (grouped(sums.all.total.flows), String::new()))}
                {figure(words::PACKETS, |sums, _| (grouped(sums.all.total.packets), String::new()))}
                {figure(words::BYTES, |sums, _| {
                    let sum = sums.all.total.bytes;
                    (bytes(sum), if sum < 1000 { String::new() } else { grouped(sum) })
                })}
                {figure(words::ACCEPTED, |sums, _| {
                    let (part, all) = (sums.accepted.flows, sums.all.total.flows);
                    (grouped(part), share(part, all))
                })}
                {figure(words::DROPPED, |sums, _| {
                    let (part, all) = (sums.all.dropped.flows, sums.all.total.flows);
                    (grouped(part), share(part, all))
                })}
                {figure(words::FILES, |_, basis| (grouped(basis.files), bytes(basis.bytes)))}
                {figure(words::UNREADABLE, |_, basis| (grouped(basis.unreadable), String::new()))}
            </dl>
            {notes}
        </section>
    }
}
