//! The list of notifications: one for each operation.

use std::slice;

use leptos::prelude::*;

use super::common::{run_on, say, speak};
use super::host_events;
use crate::domain::logger::{Logger, LoggerEdit};
use crate::i18n::{Explanation, Word, explain, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::logger_list;
use crate::state::notices::{Act, Follow, Notice, Progress, Told};
use crate::state::operations::{Item, Outcome};
use crate::ui::{Flash, FlashLine, Flashbar, Tone};

/// The list named Notifications.
#[component]
pub(super) fn Notifications() -> impl IntoView {
    let console = expect_context::<Console>();
    // A memo: each notification looks for itself in it.
    let items = Memo::new(move |_| {
        console.with_notices(|list| list.iter().map(|notice| flash(console, notice)).collect::<Vec<_>>())
    });
    say_aloud(console);
    host_events::tell_notices(console);
    let on_action = move |(id, which)| act(console, id, which);
    let on_dismiss = move |id| console.dismiss_notice(id);
    view! { <Flashbar label=say(words::NOTIFICATIONS) items on_action on_dismiss /> }
}

/// Does what a button of a notice says: the one at this place among its buttons.
fn act(console: Console, id: u64, which: usize) {
    match console.notice(id).and_then(|notice| notice.follow) {
        None => {}
        Some(Follow::Retry(operation)) => {
            console.dismiss_notice(id);
            run_on(console.run(operation));
        }
        Some(Follow::Open { logger_id }) => console.go(Route::logger(&logger_id)),
        Some(Follow::Surplus { made, .. }) if which == 0 => console.go(logger_list::alike(&made)),
        Some(Follow::Surplus { .. }) => run_on(console.ask_about_surplus(id)),
        Some(Follow::LookFor(_)) => run_on(console.look_for_told(id)),
        Some(Follow::Do(_, Act::Renew)) => run_on(console.renew_session(true)),
        Some(Follow::Do(_, Act::AllowWriting)) => console.write_again(),
    }
}

fn flash(console: Console, notice: &Notice) -> Flash {
    let locale = console.locale();
    let (items, detail) = items(console, notice);
    let actions: &[Word] = match &notice.follow {
        None => &[],
        Some(Follow::Open { logger_id }) if is_open(console, logger_id) => &[],
        Some(Follow::Retry(_)) => &[words::RETRY],
        Some(Follow::Open { .. }) => &[words::OPEN_LOGGER],
        Some(Follow::Surplus { .. }) => &[words::SHOW_ALL_ALIKE, words::DELETE_SURPLUS],
        Some(Follow::LookFor(_)) => &[words::LOOK_AGAIN],
        Some(Follow::Do(label, _)) => slice::from_ref(label),
    };
    Flash {
        id: notice.id,
        tone: match notice.progress {
            Progress::Running => Tone::Working,
            Progress::Done => Tone::Good,
            Progress::Attention => Tone::Warning,
            Progress::Failed => Tone::Wrong,
        },
        title: notice.title.text(locale),
        detail,
        items,
        items_label: console.say(words::ITEMS).to_owned(),
        actions: actions.iter().map(|label| console.say(*label).to_owned()).collect(),
        dismissible: notice.progress != Progress::Running,
        busy: notice.progress == Progress::Running,
    }
}

/// Whether the page of a logger is the one that is shown.
fn is_open(console: Console, logger_id: &str) -> bool {
    console.part.route.with(|route| matches!(&route.page, Page::Logger { id, .. } if id == logger_id))
}

/// What became of each item of a notice, those to look at first, and what to do about it, each advice once. While the
/// write runs, how far it is. A single item needs no list, and none at all where the title says it.
fn items(console: Console, notice: &Notice) -> (Vec<FlashLine>, Option<String>) {
    let locale = console.locale();
    if notice.progress == Progress::Running {
        let (n, all) = notice.far();
        let far = || words::MATCHES.with(locale, &[("n", &n.to_string()), ("total", &all.to_string())]);
        return (Vec::new(), (all > 1).then(far));
    }
    if let [Item { outcome: Outcome::Done, .. }] = notice.items.as_slice() {
        return (Vec::new(), None);
    }
    let mut advice: Vec<String> = Vec::new();
    let lines = notice.items.iter().map(|item| line(console, item, &mut advice));
    let (good, mut lines): (Vec<FlashLine>, Vec<_>) = lines.partition(|line| line.tone == Tone::Good);
    lines.extend(good);
    if lines.len() == 1 {
        advice.splice(0..0, lines.drain(..).map(|line| line.text));
    }
    (lines, (!advice.is_empty()).then(|| advice.join("\n")))
}

fn line(console: Console, item: &Item, advice: &mut Vec<String>) -> FlashLine {
    let locale = console.locale();
    let mut advise = |text: &str| {
        if !advice.iter().any(|given| given == text) {
            advice.push(text.to_owned());
        }
    };
    let (tone, word) = match &item.outcome {
        Outcome::Waiting | Outcome::Done => (Tone::Good, words::ITEM_DONE),
        Outcome::Already => (Tone::Good, words::ITEM_ALREADY),
        Outcome::Changed { .. } => (Tone::Warning, words::ITEM_CHANGED),
        Outcome::Failed(_) => (Tone::Wrong, words::ITEM_FAILED),
        Outcome::Unknown(_) => (Tone::Wrong, words::ITEM_UNKNOWN),
    };
    let (mut reason, mut request, mut changed) = (String::new(), String::new(), String::new());
    match &item.outcome {
        Outcome::Waiting | Outcome::Done | Outcome::Already => {}
        Outcome::Changed { seen, newest } => {
            changed = changes(console, seen, newest);
            advise(console.say(words::ITEMS_RETRY));
        }
        Outcome::Failed(error) | Outcome::Unknown(error) => {
            let Explanation { why, quote, what_to_do, reference } = explain(locale, error);
            reason = quote.map_or(why.clone(), |quote| format!("{why} “{quote}”"));
            request = reference;
            advise(what_to_do);
        }
    }
    let values = [("what", &*item.name), ("why", &*reason), ("reference", &*request), ("changes", &*changed)];
    FlashLine { tone, text: word.with(locale, &values) }
}

/// What somebody else has changed of a logger.
fn changes(console: Console, seen: &Logger, newest: &Logger) -> String {
    let values = |logger: &Logger| {
        let LoggerEdit { name, description, enabled } = LoggerEdit::of(logger);
        let enabled = console.say(if enabled { words::YES } else { words::NO }).to_owned();
        [(words::NAME, name), (words::DESCRIPTION, description), (words::ENABLED, enabled)]
    };
    let pairs = values(seen).into_iter().zip(values(newest)).filter(|(before, now)| before != now);
    let told = pairs.map(|((word, before), (_, now))| format!("{}: {before} → {now}", console.say(word)));
    told.collect::<Vec<_>>().join(", ")
}

/// Assistive technology hears each notice, also where several come at once: failures at once, anything else when it has
/// time. What changes again within a moment is said as it is then.
fn say_aloud(console: Console) {
    const MOMENT: std::time::Duration = std::time::Duration::from_millis(100);
    let told = StoredValue::new(Told::default());
    let is_waiting = StoredValue::new(false);
    let say = move || {
        is_waiting.set_value(false);
        let Some(locale) = told.try_with_value(|_| untrack(|| console.locale())) else { return };
        let said = |notice: &Notice| (notice.progress == Progress::Failed, notice.title.text(locale));
        let news = told.try_update_value(|told| {
            untrack(|| console.with_notices(|now| told.news(now).into_iter().map(said).collect::<Vec<_>>()))
        });
        let Some(news) = news else { return };
        for (region, is_urgent) in [(console.part.urgent, true), (console.part.polite, false)] {
            let wanted = news.iter().filter(|(is_failure, _)| *is_failure == is_urgent);
            let texts: Vec<&str> = wanted.map(|(_, text)| text.as_str()).collect();
            if !texts.is_empty() {
                speak(region, texts.join(". "));
            }
        }
    };
    Effect::new(move || {
        // What changes and changes back within a moment is said as well.
        console.with_notices(|now| told.try_update_value(|told| told.forget_changed(now)));
        if is_waiting.try_get_value() == Some(false) {
            is_waiting.set_value(true);
            set_timeout(say, MOMENT);
        }
    });
}
