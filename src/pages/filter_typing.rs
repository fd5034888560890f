//! What a person types into a filter: what can follow it, and the token that it becomes.

use super::common::{local_zone, zone};
use super::drawn::Drawn;
use crate::config::TimeZone;
use crate::i18n::{Locale, shortened, words};
use crate::state::Console;
use crate::state::filter::{Detail, Operator, Property, Token, parse_typed, suggestions};
use crate::state::listing::{List, column};
use crate::ui::FilterSuggestion;

/// The properties of the list with their words.
fn labelled<T: Drawn>(console: Console) -> Vec<(Property, String)> {
    T::COLUMNS.iter().map(|column| (column.property(), console.say(column.word).to_owned())).collect()
}

/// What can follow the text; tracks the language and the values present.
pub(super) fn offered<T: Drawn>(list: List<T>, text: &str) -> Vec<FilterSuggestion> {
    let console = list.console;
    let values_of = |property: Property, part: &str, most: usize| list.present(property, part, most);
    let labelled = labelled::<T>(console);
    let found = suggestions(text, &labelled, &values_of);
    let shown = found.into_iter().map(|suggestion| FilterSuggestion {
        detail: detail::<T>(console, &labelled, suggestion.detail, &suggestion.text),
        label: shortened(&suggestion.text, LINE_CHARS),
        text: suggestion.text,
        complete: suggestion.complete,
    });
    shown.collect()
}

/// The token of a whole text, if it is one.
pub(super) fn token<T: Drawn>(console: Console, text: &str) -> Option<Token> {
    parse_typed(text, &labelled::<T>(console), zone(console))
}

/// How many characters of a suggestion fit on one line of the list.
const LINE_CHARS: usize = 52;

fn detail<T: Drawn>(console: Console, labelled: &[(Property, String)], detail: Detail, text: &str) -> String {
    let locale = console.locale();
    match detail {
        Detail::Property(_) => console.say(words::PROPERTY).to_owned(),
        Detail::Operator(operator) => operator_name(locale, operator).to_owned(),
        Detail::Value(property) => {
            let value =
                parse_typed(text, labelled, zone(console)).map(|token| token.value).unwrap_or_default();
            let shown = column::<T>(|column| column.id == property)
                .and_then(|(_, column)| T::value_in_words(locale, column.key, &value));
            shown.filter(|shown| *shown != value).unwrap_or_default()
        }
        Detail::Time => {
            let zone = match console.time_zone() {
                TimeZone::Utc => words::ZONE_UTC.text(locale).to_owned(),
                TimeZone::Local => words::ZONE_LOCAL.with(locale, &[("zone", &local_zone(console))]),
            };
            words::TIME_FORM.with(locale, &[("zone", &zone)])
        }
    }
}

fn operator_name(locale: Locale, operator: Operator) -> &'static str {
    let word = match operator {
        Operator::Equals => words::OP_EQUALS,
        Operator::NotEquals => words::OP_NOT_EQUALS,
        Operator::Contains => words::OP_CONTAINS,
        Operator::NotContains => words::OP_NOT_CONTAINS,
        Operator::AtLeast => words::OP_AT_LEAST,
        Operator::AtMost => words::OP_AT_MOST,
        Operator::Above => words::OP_ABOVE,
        Operator::Below => words::OP_BELOW,
    };
    word.text(locale)
}
