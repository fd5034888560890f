//! What several pages need: the console in context, words as texts, times and statuses as cells.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use wasm_bindgen::{JsCast as _, JsValue};

use crate::api::ApiError;
use crate::config::TimeZone;
use crate::domain::logger::{Logger, Status};
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Locale, Word, status_name, words};
use crate::state::Console;
use crate::state::filter::{Offset, UTC};
use crate::state::listing::Source;
use crate::state::remote;
use crate::ui::{Cell, Text, Tone};

/// The console of this mount. It is in context wherever a page is drawn.
pub(super) fn console() -> Console {
    use_context().expect("a page stands below the root, which has a console")
}

/// A word that follows the language.
pub(super) fn say(word: Word) -> Text {
    let console = console();
    Signal::derive(move || console.say(word).to_owned())
}

/// Runs a task that ends with the page it was started on.
pub(super) fn run(task: impl Future<Output = ()> + 'static) {
    let task: LocalBoxFuture<'static, ()> = Box::pin(task);
    leptos::task::spawn_local_scoped_with_cancellation(task);
}

/// What reads again for the page that is being made. It runs under that page's owner: the button that is pressed
/// may be redrawn by the very reading that it starts.
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

/// Reads a list for a page that opens, unless it was asked for ahead. A part reads what no other
/// has read or is reading, and takes over what another one that left has begun.
pub(super) fn read_at_first<T: Source>(console: Console, read: Callback<()>) {
    if !console.is_part() {
        if !console.take_ahead::<T>() {
            read.run(());
        }
        return;
    }
    let slot = T::slot(console);
    Effect::new(move || {
        if slot.with(|remote| remote.is_first_load() && !remote.loading) {
            read.run(());
        }
    });
}

/// Why the last read of `slot` failed; it stays the same while the slot is read again.
pub(super) fn error_of<T: Send + Sync + 'static>(slot: remote::Slot<T>) -> Memo<Option<ApiError>> {
    Memo::new(move |_| slot.with(|remote| remote.error.clone()))
}

/// Runs a task that outlives the page: a write, whose outcome a notice tells.
pub(super) fn run_on(task: impl Future<Output = ()> + 'static) {
    let task: LocalBoxFuture<'static, ()> = Box::pin(task);
    leptos::task::spawn_local(task);
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

/// Writes times with their zone, as the language does. Making one is costly: make it once for a table.
pub(super) struct TimeFormat(Option<js_sys::Function>);

impl TimeFormat {
    /// The console's zone and language of now; tracks both.
    pub fn of(console: Console) -> TimeFormat {
        TimeFormat::new(console.locale(), console.time_zone())
    }

    fn new(locale: Locale, zone: TimeZone) -> TimeFormat {
        let options = js_sys::Object::new();
        let set = |name: &str, value: &str| {
            // Setting a property of a new plain object does not fail.
            let _ = js_sys::Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
        };
        for (name, value) in [
            ("year", "numeric"),
            ("month", "short"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
            ("hourCycle", "h23"),
            ("timeZoneName", "short"),
        ] {
            set(name, value);
        }
        if zone == TimeZone::Utc {
            set("timeZone", "UTC");
        }
        let locales = js_sys::Array::of1(&JsValue::from_str(locale.tag()));
        let format = js_sys::Intl::DateTimeFormat::new(&locales, &options);
        TimeFormat(JsValue::from(format.format()).dyn_into().ok())
    }

    pub fn text(&self, time: Timestamp) -> String {
        let date = js_sys::Date::new(&JsValue::from_f64(time.millis()));
        self.0
            .as_ref()
            .and_then(|format| format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string())
            .unwrap_or_else(|| time.iso())
    }

    pub fn cell(&self, time: Option<Timestamp>) -> Cell {
        match time {
            Some(time) => Cell::Time { iso: time.iso(), text: self.text(time) },
            None => Cell::Absent,
        }
    }
}

/// The browser's zone by its name, such as `Asia/Seoul`.
pub(super) fn local_zone_name() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"))
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_default()
}

/// Runs something once the browser has drawn what has changed so far.
pub(super) fn after_paint(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}

/// Finds what targets are called, and those that come up while the page is open. The rows are drawn first.
pub(super) fn name_targets(console: Console) {
    Effect::new(move || {
        console.track_targets();
        after_paint(move || run_on(console.name_targets()));
    });
}

/// The clock that times are typed and shown by; tracks the setting.
pub(super) fn zone(console: Console) -> Offset {
    match console.time_zone() {
        TimeZone::Utc => UTC,
        TimeZone::Local => |at: Timestamp| {
            let date = js_sys::Date::new(&at.millis().into());
            -(date.get_timezone_offset() as i64)
        },
    }
}
