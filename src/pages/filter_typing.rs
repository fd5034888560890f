//! What a person types into a filter: what can follow it, and the token that it becomes.

use leptos::prelude::*;

use super::filter_bar::{FilterBar, zone};
use super::kit::local_zone_name;
use crate::config::TimeZone;
use crate::domain::logger::{Compression, LogFormat, Status, TargetType, TrafficFilter};
use crate::i18n::{
    Locale, compression_name, format_name, operator_name, status_name, target_type_name, traffic_name, words,
};
use crate::state::Console;
use crate::state::filter::{Detail, Property, Token, parse_typed, suggestions};
use crate::ui::FilterSuggestion;

/// The properties of the list with their words.
fn labelled(console: Console, bar: FilterBar) -> Vec<(Property, String)> {
    let label = |property: &Property| console.say((bar.property_word)(property.id)).to_owned();
    bar.kind.properties.iter().map(|property| (*property, label(property))).collect()
}

/// What can follow the text; tracks the language and the values present.
pub(super) fn offered(console: Console, bar: FilterBar, text: &str) -> Vec<FilterSuggestion> {
    let values_of = |property: &str| bar.values.run(property.to_owned());
    let found = suggestions(text, &labelled(console, bar), &values_of);
    let shown = found.into_iter().map(|suggestion| FilterSuggestion {
        detail: detail(console, bar, suggestion.detail, &suggestion.text),
        label: one_line(&suggestion.text),
        text: suggestion.text,
        complete: suggestion.complete,
    });
    shown.collect()
}

/// The token of a whole text, if it is one.
pub(super) fn token(console: Console, bar: FilterBar, text: &str) -> Option<Token> {
    parse_typed(text, &labelled(console, bar), zone(console))
}

/// How many characters of a suggestion fit on one line of the list.
const LINE_CHARS: usize = 52;

/// The text without its middle where it is too long for a line: values differ at their ends.
fn one_line(text: &str) -> String {
    const HEAD: usize = LINE_CHARS / 3;
    let count = text.chars().count();
    if count <= LINE_CHARS {
        return text.to_owned();
    }
    let mut line: String = text.chars().take(HEAD).collect();
    line.push('…');
    line.extend(text.chars().skip(count - (LINE_CHARS - HEAD - 1)));
    line
}

/// What the table says for a value, where that is not the value itself.
fn as_shown(locale: Locale, property: &str, value: &str) -> String {
    let shown = match property {
        "status" => status_name(locale, &Status::of_wire(value)),
        "target_type" => target_type_name(locale, &TargetType::of_wire(value)),
        "filter" => traffic_name(locale, &TrafficFilter::of_wire(value)),
        "format" => format_name(&LogFormat::of_wire(value)),
        "compression" => compression_name(locale, &Compression::of_wire(value)),
        "enabled" | "setup_only" if value == "true" => words::YES.text(locale).to_owned(),
        "enabled" | "setup_only" if value == "false" => words::NO.text(locale).to_owned(),
        "partition" if value == "DAY" => words::PARTITION_DAY.text(locale).to_owned(),
        "partition" if value == "HOUR" => words::PARTITION_HOUR.text(locale).to_owned(),
        _ => String::new(),
    };
    if shown == value { String::new() } else { shown }
}

fn detail(console: Console, bar: FilterBar, detail: Detail, text: &str) -> String {
    match detail {
        Detail::Property(_) => console.say(words::PROPERTY).to_owned(),
        Detail::Operator(operator) => operator_name(console.locale(), operator).to_owned(),
        Detail::Value(property) => {
            let value = token(console, bar, text).map(|token| token.value).unwrap_or_default();
            as_shown(console.locale(), property, &value)
        }
        Detail::Time => {
            let locale = console.locale();
            let zone = match console.time_zone() {
                TimeZone::Utc => words::ZONE_UTC.text(locale).to_owned(),
                TimeZone::Local => words::ZONE_LOCAL.with(locale, &[("zone", &local_zone_name())]),
            };
            words::TIME_FORM.with(locale, &[("zone", &zone)])
        }
    }
}
