//! The list of notifications: one for each operation.

use leptos::prelude::*;

use super::kit::say;
use super::later::{Task, run_task};
use super::{reason, telling};
use crate::i18n::words;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::{Follow, Notice, Progress};
use crate::ui::{Flash, FlashAction, Tone, callback, derive, effect, flashbar};

pub(super) fn view(console: Console) -> AnyView {
    let items = derive(move || {
        console.notices.list.get().into_iter().map(|notice| flash(console, notice)).collect::<Vec<_>>()
    });
    say_aloud(console);
    telling::tell_notices(console);
    flashbar(say(words::NOTIFICATIONS), items, callback(move |id| console.notices.dismiss(id)))
}

fn flash(console: Console, notice: Notice) -> Flash {
    let locale = console.locale();
    let detail = (!notice.errors.is_empty()).then(|| reason::of_items(console, &notice.errors));
    let action = notice.follow.map(|follow| match follow {
        Follow::Retry(operation) => FlashAction {
            label: console.say(words::RETRY).to_owned(),
            run: callback(move |()| {
                console.notices.dismiss(notice.id);
                run_task(console, Task::Run(operation.clone()));
            }),
        },
        Follow::Open { logger_id } => FlashAction {
            label: console.say(words::OPEN_LOGGER).to_owned(),
            run: callback(move |()| console.go(Route::logger(&logger_id))),
        },
        Follow::Do(label, act) => FlashAction {
            label: console.say(label).to_owned(),
            run: callback(move |()| run_task(console, Task::Act(act))),
        },
    });
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
        actions: action.into_iter().collect(),
        dismissible: notice.progress != Progress::Running,
        busy: notice.progress == Progress::Running,
    }
}

/// Assistive technology hears the newest notice: a failure at once, anything else when it has time.
fn say_aloud(console: Console) {
    effect(move || {
        let newest = console.notices.list.with(|list| list.first().cloned());
        if let Some(notice) = newest {
            let text = notice.title.text(console.locale());
            if notice.progress == Progress::Failed {
                console.urgent.set(text);
            } else {
                console.polite.set(text);
            }
        }
    });
}
