//! The list of notifications: one for each operation.

use leptos::prelude::*;

use super::kit::run_on;
use super::kit::say;
use super::{failure, telling};
use crate::i18n::words;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::{Act, Follow, Notice, Progress, news};
use crate::ui::{Flash, FlashAction, Flashbar, Tone};

/// The list named Notifications.
#[component]
pub(super) fn Notifications() -> impl IntoView {
    let console = expect_context::<Console>();
    let items = Signal::derive(move || {
        console.part.notices.list.get().into_iter().map(|notice| flash(console, notice)).collect::<Vec<_>>()
    });
    say_aloud(console);
    telling::tell_notices(console);
    let dismiss = Callback::new(move |id| console.part.notices.dismiss(id));
    view! { <Flashbar label=say(words::NOTIFICATIONS) items on_dismiss=dismiss /> }
}

fn flash(console: Console, notice: Notice) -> Flash {
    let locale = console.locale();
    let detail = (!notice.errors.is_empty()).then(|| failure::of_items(console, &notice.errors));
    let action = notice.follow.map(|follow| match follow {
        Follow::Retry(operation) => FlashAction {
            label: console.say(words::RETRY).to_owned(),
            run: Callback::new(move |()| {
                console.part.notices.dismiss(notice.id);
                run_on(console.run(operation.clone()));
            }),
        },
        Follow::Open { logger_id } => FlashAction {
            label: console.say(words::OPEN_LOGGER).to_owned(),
            run: Callback::new(move |()| console.go(Route::logger(&logger_id))),
        },
        Follow::Do(label, act) => FlashAction {
            label: console.say(label).to_owned(),
            run: Callback::new(move |()| match act {
                Act::Renew => run_on(console.renew_session(true)),
                Act::AllowWriting => console.write_again(),
            }),
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

/// Assistive technology hears each notice, also where several come at once: failures at once, anything else when it has
/// time. What changes again within a moment is said as it is then.
fn say_aloud(console: Console) {
    const MOMENT: std::time::Duration = std::time::Duration::from_millis(100);
    let told = StoredValue::new(Vec::new());
    let is_waiting = StoredValue::new(false);
    let say = move || {
        is_waiting.set_value(false);
        let (Some(now), Some(before)) = (console.part.notices.list.try_get_untracked(), told.try_get_value())
        else {
            return;
        };
        let locale = untrack(|| console.locale());
        let speak = |region: RwSignal<String>, is_urgent: bool| {
            let wanted = |notice: &&Notice| (notice.progress == Progress::Failed) == is_urgent;
            let texts: Vec<String> = news(&before, &now)
                .into_iter()
                .filter(wanted)
                .map(|notice| notice.title.text(locale))
                .collect();
            if !texts.is_empty() {
                let text = texts.join(". ");
                // A region is read when its text changes, so the same words again need a sign that nobody hears.
                let is_same = region.try_with_untracked(|said| *said == text) == Some(true);
                region.set(if is_same { text + "\u{a0}" } else { text });
            }
        };
        speak(console.part.urgent, true);
        speak(console.part.polite, false);
        told.set_value(now);
    };
    Effect::new(move || {
        console.part.notices.list.track();
        if is_waiting.try_get_value() == Some(false) {
            is_waiting.set_value(true);
            set_timeout(say, MOMENT);
        }
    });
}
