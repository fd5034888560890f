//! What a person types into a filter: what can follow it, and the token that it becomes.

use super::filter_bar::{FilterBar, zone};
use super::kit::local_zone_name;
use crate::config::TimeZone;
use crate::i18n::{operator_name, words};
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
        detail: detail(console, bar, suggestion.detail),
        label: suggestion.text.clone(),
        text: suggestion.text,
        complete: suggestion.complete,
    });
    shown.collect()
}

/// The token of a whole text, if it is one.
pub(super) fn token(console: Console, bar: FilterBar, text: &str) -> Option<Token> {
    parse_typed(text, &labelled(console, bar), zone(console))
}

fn detail(console: Console, bar: FilterBar, detail: Detail) -> String {
    match detail {
        Detail::Property(_) => console.say(words::PROPERTY).to_owned(),
        Detail::Operator(operator) => operator_name(console.locale(), operator).to_owned(),
        Detail::Value(property) => console.say((bar.property_word)(property)).to_owned(),
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
