//! The filter above a list: tokens of property, operator and value, kept in the route.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::filter_typing;
use super::kit::{loader, say};
use crate::config::TimeZone;
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Word, words};
use crate::state::Console;
use crate::state::filter::{Joint, Kind, Offset, Operator, Token, UTC, shown_time};
use crate::state::list_view::{ListKind, ListView};
use crate::ui::{
    FilterJoint, FilterSuggestion, IconName, PropertyFilter, button, empty_state, property_filter,
};

/// What one list's filter needs to know.
#[derive(Clone, Copy)]
pub(super) struct FilterBar {
    pub label: Word,
    pub kind: &'static ListKind,
    /// The word for a property.
    pub property_word: fn(&str) -> Word,
    /// What an id stands for where a token names one, if that is known; tracks what tells it.
    pub name: fn(Console, &str) -> Option<String>,
    /// The values of a property that are present in the list.
    pub values: Callback<String, Vec<String>>,
    /// What the service is asked for; tracks the route.
    pub asked: fn(Console) -> Option<String>,
    /// Reads the list again.
    pub read: fn(Console) -> LocalBoxFuture<'static, ()>,
    /// Matching and all rows.
    pub counts: Signal<(usize, usize)>,
}

/// What is chosen on the list of the current route.
pub(super) fn list_view(console: Console, kind: &'static ListKind) -> Memo<ListView> {
    Memo::new(move |_| console.part.route.with(|route| kind.read(route)))
}

/// Changes what is chosen. A new filter or order starts on the first page.
pub(super) fn change(console: Console, kind: &'static ListKind, change: impl FnOnce(&mut ListView)) {
    let mut change = Some(change);
    change_with(console, kind, &mut |view| {
        if let Some(change) = change.take() {
            change(view);
        }
    });
}

fn change_with(console: Console, kind: &'static ListKind, change: &mut dyn FnMut(&mut ListView)) {
    let route = console.part.route.get_untracked();
    let mut view = kind.read(&route);
    let page = view.page;
    change(&mut view);
    if view.page == page {
        view.page = 0;
    }
    console.refine(kind.write(&route, &view));
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

/// Reads the list again when the service is to be asked for something else. The page itself has read it at first.
fn follow(console: Console, bar: FilterBar) {
    let reread = loader(move || (bar.read)(console));
    let asked = Memo::new(move |_| (bar.asked)(console));
    let mut last = None;
    Effect::new(move || {
        // Nothing is asked on the way to another page.
        let Some(now) = asked.get() else { return };
        if last.replace(now.clone()).is_some_and(|last| last != now) {
            reread.run(());
        }
    });
    on_cleanup(move || console.left_list());
}

pub(super) fn view(console: Console, bar: FilterBar) -> AnyView {
    follow(console, bar);
    let kind = bar.kind;
    let chosen = list_view(console, kind);
    let input = RwSignal::new(String::new());
    let offered = Signal::derive(move || filter_typing::offered(console, bar, &input.get()));
    let add = move |text: String| {
        if let Some(token) = filter_typing::token(console, bar, &text) {
            input.set(String::new());
            change(console, kind, |view| view.query.tokens.push(token));
        }
    };
    let tokens = Signal::derive(move || {
        chosen.with(|view| {
            view.query.tokens.iter().map(|token| token_text(console, bar, token)).collect::<Vec<_>>()
        })
    });
    let any = RwSignal::new(false);
    Effect::new(move || any.set(chosen.with(|view| view.query.joint == Joint::Or)));
    Effect::new(move || {
        let joint = if any.get() { Joint::Or } else { Joint::And };
        if chosen.with_untracked(|view| view.query.joint != joint && !view.query.is_empty()) {
            change(console, kind, |view| view.query.joint = joint);
        }
    });
    let count_text = Signal::derive(move || {
        let (matching, total) = bar.counts.get();
        if chosen.with(|view| view.query.is_empty()) {
            return String::new();
        }
        // Of how many is not known where the service was asked for some alone.
        let word = if console.knows_whole_list() { words::MATCHES } else { words::MATCHES_FOUND };
        word.with(console.locale(), &[("n", &matching.to_string()), ("total", &total.to_string())])
    });
    property_filter(PropertyFilter {
        label: say(bar.label),
        placeholder: say(words::FILTER_PLACEHOLDER),
        input,
        suggestions: offered,
        on_submit: Callback::new(add),
        on_pick: Callback::new(move |suggestion: FilterSuggestion| add(suggestion.text)),
        tokens,
        on_remove: Callback::new(move |index: usize| {
            change(console, kind, |view| {
                if index < view.query.tokens.len() {
                    view.query.tokens.remove(index);
                }
            });
        }),
        joint: Some(FilterJoint {
            any,
            and: say(words::FILTER_AND),
            or: say(words::FILTER_OR),
            label: say(words::FILTER_JOINT),
        }),
        on_clear: Callback::new(move |()| clear(console, kind)),
        count_text,
    })
}

/// The order of a list, as its table shows it.
pub(super) fn sort(chosen: Memo<ListView>) -> Signal<Option<(String, bool)>> {
    Signal::derive(move || chosen.with(|view| Some((view.sort.column.clone(), view.sort.descending))))
}

pub(super) fn on_sort(console: Console, kind: &'static ListKind) -> Callback<String> {
    Callback::new(move |column: String| {
        change(console, kind, |view| view.sort = view.sort.pressed(&column));
    })
}

pub(super) fn on_page(console: Console, kind: &'static ListKind) -> Callback<usize> {
    Callback::new(move |page: usize| change(console, kind, |view| view.page = page))
}

/// What stands in a list whose filter lets nothing through.
pub(super) fn no_match(console: Console, kind: &'static ListKind) -> AnyView {
    let clear = Callback::new(move |()| clear(console, kind));
    let clear = button(say(words::CLEAR_FILTER)).on_click(clear).view();
    empty_state(say(words::NO_MATCHES), say(words::NO_MATCHES_HELP), IconName::Search, vec![clear])
}

pub(super) fn clear(console: Console, kind: &'static ListKind) {
    change(console, kind, |view| view.query.tokens.clear());
}

fn token_text(console: Console, bar: FilterBar, token: &Token) -> String {
    match token.property {
        Some(property) => {
            let label = console.say((bar.property_word)(property.id));
            let value = match property.kind {
                Kind::Time => shown_time(&token.value, zone(console)),
                _ => (bar.name)(console, &token.value).unwrap_or_else(|| token.value.clone()),
            };
            format!("{label} {} {value}", token.operator.symbol())
        }
        None if token.operator == Operator::NotContains => format!("!: {}", token.value),
        None => token.value.clone(),
    }
}

/// The values of a property for the suggestions; numbers and times are typed, not chosen.
pub(super) fn is_suggested(kind: &'static ListKind, property: &str) -> bool {
    kind.properties.iter().any(|known| known.id == property && known.kind != Kind::Time)
}
