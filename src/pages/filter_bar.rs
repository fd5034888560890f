//! The filter above a list: tokens of property, operator and value, kept in the route.

use leptos::prelude::*;

use super::common::{loader, say, zone};
use super::drawn::Drawn;
use super::filter_typing;
use crate::i18n::{shortened, words};
use crate::state::filter::{Joint, Operator, PropertyKind, Token, shown_time};
use crate::state::listing::{List, column};
use crate::ui::{Binding, FilterJoint, FilterSuggestion, PropertyFilter};

/// Reads the list again when the service is to be asked for something else. The page itself has read it at first.
fn follow<T: Drawn>(list: List<T>) {
    let console = list.console;
    let reread = loader(move || console.load_rows::<T>());
    let asked = Memo::new(move |_| console.asked_path::<T>());
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

/// How many characters of a token are shown.
const TOKEN_CHARS: usize = 120;

/// The filter of a list.
#[component]
pub(super) fn FilterBar<T: Drawn>(list: List<T>) -> impl IntoView {
    let console = list.console;
    follow(list);
    let input = RwSignal::new(String::new());
    let add = move |text: String| {
        if list.view.with_untracked(|view| view.query.is_full()) {
            return;
        }
        if let Some(token) = filter_typing::token::<T>(console, &text) {
            input.set(String::new());
            list.change(|view| view.query.tokens.push(token));
        }
    };
    let tokens = Memo::new(move |_| {
        let query = list.view.with(|view| view.query.clone());
        query.tokens.iter().map(|token| shortened(&token_text(list, token), TOKEN_CHARS)).collect::<Vec<_>>()
    });
    let remove = move |at: usize| {
        list.change(|view| {
            if at < view.query.tokens.len() {
                view.query.tokens.remove(at);
            }
        });
    };
    // Whether any token is enough.
    let any = Binding::new(
        move || list.view.with(|view| view.query.joint == Joint::Or),
        move |any| list.change(|view| view.query.joint = if any { Joint::Or } else { Joint::And }),
    );
    let count_text = Signal::derive(move || {
        let Some((matching, total)) = list.matches() else { return String::new() };
        // Of how many is not known where the service was asked for some alone.
        let word = if list.is_whole() { words::MATCHES } else { words::MATCHES_FOUND };
        word.with(console.locale(), &[("n", &matching.to_string()), ("total", &total.to_string())])
    });
    view! {
        <PropertyFilter
            label=say(T::FILTER)
            placeholder=say(words::FILTER_PLACEHOLDER)
            input
            suggestions=Memo::new(move |_| filter_typing::offered(list, &input.get()))
            on_submit=add
            on_pick=move |suggestion: FilterSuggestion| add(suggestion.text)
            tokens
            on_remove=remove
            joint=FilterJoint {
                any,
                and: say(words::FILTER_AND),
                or: say(words::FILTER_OR),
                label: say(words::FILTER_JOINT),
            }
            on_clear=move |()| list.clear_filter()
            count_text
        />
    }
}

fn token_text<T: Drawn>(list: List<T>, token: &Token) -> String {
    let Some(property) = token.property else {
        return match token.operator {
            Operator::NotContains => format!("!: {}", token.value),
            _ => token.value.clone(),
        };
    };
    let label = column::<T>(|column| column.id == property.id)
        .map_or("", |(_, column)| list.console.say(column.word));
    let value = match property.kind {
        PropertyKind::Time => shown_time(&token.value, zone(list.console)),
        _ => {
            let column = column::<T>(|column| column.id == property.id);
            let shown = column
                .and_then(|(_, column)| T::value_in_words(list.console.locale(), column.key, &token.value));
            let name = |id| list.index.with(|index| T::id_in_words(index.names(), id).map(str::to_owned));
            shown.or_else(|| name(&token.value)).unwrap_or_else(|| token.value.clone())
        }
    };
    format!("{label} {} {value}", token.operator.symbol())
}
