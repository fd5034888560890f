//! What several pages need: words as texts, tasks, values and times as cells.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::host_events::plain;
use crate::api::ApiError;
use crate::config::TimeZone;
use crate::domain::logger::{Logger, Status};
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Locale, Word, status_name, words};
use crate::state::Console;
use crate::state::filter::{Offset, UTC};
use crate::state::listing::Source;
use crate::state::remote;
use crate::ui::{Cell, KeyValue, KeyValues, Text, Tone};

/// A word in the language of the person.
pub(super) fn say(word: Word) -> Text {
    let console = expect_context::<Console>();
    Signal::derive(move || console.say(word).to_owned())
}

/// Has a screen reader say a text. It reads a region when its text changes, so a text that is repeated gets a no-break
/// space.
pub(super) fn speak(region: RwSignal<String>, text: String) {
    let is_same = region.try_with_untracked(|said| *said == text) == Some(true);
    region.try_set(if is_same { text + "\u{a0}" } else { text });
}

/// Runs a task that ends with the page that has started it.
pub(super) fn run(task: impl Future<Output = ()> + 'static) {
    let task: LocalBoxFuture<'static, ()> = Box::pin(task);
    leptos::task::spawn_local_scoped_with_cancellation(task);
}

/// Makes a callback that reads data for the page that is being made. The task runs under the owner of the page: the
/// button that starts it may be drawn again by the same read.
pub(super) fn loader<F: Future<Output = ()> + 'static>(
    start: impl Fn() -> F + Send + Sync + 'static,
) -> Callback<()> {
    let owner = Owner::current().unwrap_or_default().downgrade();
    Callback::new(move |()| {
        if let Some(owner) = owner.upgrade() {
            owner.with(|| run(start()));
        }
    })
}

/// Reads a list when its page opens, unless the list was asked for ahead. A part reads only what is missing.
pub(super) fn read_at_first<T: Source>(console: Console, read: Callback<()>) {
    if console.is_part() {
        read_missing::<T>(console, read);
    } else if !console.take_ahead::<T>() {
        read.run(());
    }
}

/// Reads a list that is not known and that nobody reads now, also when whoever reads it leaves before the answer.
pub(super) fn read_missing<T: Source>(console: Console, read: Callback<()>) {
    let slot = T::slot(console);
    Effect::new(move || {
        if slot.with(|remote| remote.is_first_load() && !remote.loading) {
            read.run(());
        }
    });
}

/// Why the last read of a slot failed. It stays while the slot is read again.
pub(super) fn error_of<T: Send + Sync + 'static>(slot: remote::Slot<T>) -> Memo<Option<ApiError>> {
    Memo::new(move |_| slot.with(|remote| remote.error.clone()))
}

/// Runs a task that goes on when its page has gone, such as a write: a notice says how it ended.
pub(super) fn run_on(task: impl Future<Output = ()> + 'static) {
    let task: LocalBoxFuture<'static, ()> = Box::pin(task);
    leptos::task::spawn_local(task);
}

/// Named values, with the names in the language of the person.
#[component]
pub(super) fn Values(#[prop(into)] items: Signal<Vec<(Word, Cell)>>) -> impl IntoView {
    let console = expect_context::<Console>();
    let named = move |(word, value): (Word, Cell)| KeyValue { label: console.say(word).to_owned(), value };
    let items = Signal::derive(move || items.get().into_iter().map(named).collect::<Vec<_>>());
    view! { <KeyValues items /> }
}

pub(super) fn status_tone(status: &Status) -> Tone {
    match status {
        Status::Active => Tone::Good,
        Status::Build => Tone::Working,
        Status::Inactive => Tone::Stopped,
        Status::Error => Tone::Wrong,
        Status::Other(_) => Tone::Unknown,
    }
}

pub(super) fn status_cell(locale: Locale, logger: &Logger) -> Cell {
    Cell::Status { tone: status_tone(&logger.status), text: status_name(locale, &logger.status) }
}

pub(super) fn text_cell(text: String) -> Cell {
    if text.is_empty() { Cell::Absent } else { Cell::Text(text) }
}

pub(super) fn mono_cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Absent } else { Cell::Mono(text.to_owned()) }
}

pub(super) fn yes_no(locale: Locale, on: bool) -> Cell {
    Cell::Text(if on { words::YES } else { words::NO }.text(locale).to_owned())
}

/// Writes times with their zone, in the way of a language. It is costly to make: make one for a whole table.
pub(super) struct TimeFormat {
    time: js_sys::Intl::DateTimeFormat,
    /// Writes the zone, where the time comes without it.
    zone: Option<js_sys::Intl::DateTimeFormat>,
}

impl TimeFormat {
    /// For the console's language and zone; tracks both.
    pub fn of(console: Console) -> TimeFormat {
        let zone = match console.time_zone() {
            TimeZone::Utc => "UTC".to_owned(),
            TimeZone::Local => local_zone(console),
        };
        TimeFormat::new(console.locale(), &zone)
    }

    /// `zone` is a name such as `Asia/Seoul`; empty stands for that of the system.
    fn new(locale: Locale, zone: &str) -> TimeFormat {
        let make = |options: &[(&'static str, &str)]| {
            let given = options.iter().copied().chain((!zone.is_empty()).then_some(("timeZone", zone)));
            let options: Vec<_> = given.map(|(name, value)| (name, value.into())).collect();
            let locales = js_sys::Array::of1(&JsValue::from_str(locale.tag()));
            js_sys::Intl::DateTimeFormat::new(&locales, &plain(&options))
        };
        // Korean with a zone has words between the numbers, and not all numbers have two digits.
        let is_zone_apart = locale == Locale::Ko;
        let named_zone = ("timeZoneName", "short");
        let mut parts = vec![
            ("year", "numeric"),
            ("month", if is_zone_apart { "2-digit" } else { "short" }),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
            ("hourCycle", "h23"),
        ];
        if !is_zone_apart {
            parts.push(named_zone);
        }
        TimeFormat { time: make(&parts), zone: is_zone_apart.then(|| make(&[named_zone])) }
    }

    pub fn text(&self, time: Timestamp) -> String {
        let date = js_sys::Date::new(&JsValue::from_f64(time.millis()));
        let text =
            self.time.format().call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string());
        let Some(text) = text else { return time.iso() };
        match &self.zone {
            Some(zone) => format!("{text} {}", zone_name(zone, &date)),
            None => text,
        }
    }

    pub fn cell(&self, time: Option<Timestamp>) -> Cell {
        match time {
            Some(time) => Cell::Time { iso: time.iso(), text: self.text(time) },
            None => Cell::Absent,
        }
    }
}

/// How a format names its zone at a date, such as `GMT+9`; in summer and winter it may differ.
fn zone_name(format: &js_sys::Intl::DateTimeFormat, date: &js_sys::Date) -> String {
    let field = |part: &JsValue, name: &str| js_sys::Reflect::get(part, &name.into()).ok()?.as_string();
    let parts = format.format_to_parts(date);
    let name = parts.iter().find(|part| field(part, "type").as_deref() == Some("timeZoneName"));
    name.and_then(|part| field(&part, "value")).unwrap_or_default()
}

/// The zone of the system by its name, such as `Asia/Seoul`, as [`follow_zone`] has read it last; tracks it.
pub(super) fn local_zone(console: Console) -> String {
    console.shared.system_zone.get()
}

/// Reads the zone of the system once for each change of what is shown, and when somebody comes back to the page, so that
/// all times of the console are in one. No event tells that it has changed.
pub(super) fn follow_zone(console: Console) {
    let known = console.shared.system_zone;
    let look = move || {
        let now = system_zone();
        if known.try_with_untracked(|known| *known != now) == Some(true) {
            known.set(now);
        }
    };
    look();
    Effect::new(move || {
        console.part.route.track();
        console.track_targets();
        look();
    });
    let focus = window_event_listener(leptos::ev::focus, move |_| look());
    let shown = window_event_listener(leptos::ev::visibilitychange, move |_| look());
    on_cleanup(move || {
        focus.remove();
        shown.remove();
    });
}

fn system_zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"))
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_default()
}

/// Runs something once the browser has drawn what has changed so far.
fn after_paint(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}

/// Reads the names of the targets that the page shows, also of those that appear later. The rows are drawn first.
pub(super) fn name_targets(console: Console) {
    Effect::new(move || {
        console.track_targets();
        after_paint(move || run_on(console.name_targets()));
    });
}

/// The offset of the zone in which times are typed and shown; tracks the setting.
pub(super) fn zone(console: Console) -> Offset {
    match console.time_zone() {
        TimeZone::Utc => UTC,
        TimeZone::Local => {
            console.shared.system_zone.track();
            |at: Timestamp| {
                let date = js_sys::Date::new(&at.millis().into());
                -(date.get_timezone_offset() as i64)
            }
        }
    }
}
