//! What is chosen on a list page: filter, sort and page number, as they stand in its route.

use super::filter::{FieldValue, Joint, Property, Query, Token, with_id};
use super::listing::Sort;
use crate::route::Route;

const FILTER: &str = "filter";
const SORT: &str = "sort";
const PAGE: &str = "page";

/// The choices of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView {
    pub query: Query,
    pub sort: Sort,
    /// From 0; may lie behind the end until it is clamped to the rows.
    pub page: usize,
}

/// What a kind of list has to offer.
pub struct ListKind {
    pub properties: &'static [Property],
    /// Ids of the columns that can be sorted by; the first is the usual one.
    pub sortable: &'static [&'static str],
}

impl ListKind {
    /// Whatever in the route is no choice of this list falls to the usual one.
    pub fn read(&self, route: &Route) -> ListView {
        let usual = || Sort {
            column: self.sortable.first().copied().unwrap_or_default().to_owned(),
            descending: false,
        };
        ListView {
            query: Query::from_text(route.value(FILTER).unwrap_or_default(), self.properties),
            sort: route
                .value(SORT)
                .and_then(|text| Sort::from_text(text, self.sortable))
                .unwrap_or_else(usual),
            page: route
                .value(PAGE)
                .and_then(|text| text.parse::<usize>().ok())
                .map_or(0, |page| page.saturating_sub(1)),
        }
    }

    /// The route of the same page with these choices; usual ones are left out, other parameters stay.
    pub fn write(&self, route: &Route, view: &ListView) -> Route {
        let mut query: Vec<(String, String)> = route
            .query
            .iter()
            .filter(|(name, _)| ![FILTER, SORT, PAGE].contains(&name.as_str()))
            .cloned()
            .collect();
        let mut add = |name: &str, value: String| query.push((name.to_owned(), value));
        if !view.query.is_empty() {
            add(FILTER, view.query.to_text());
        }
        if view.sort.descending || self.sortable.first() != Some(&view.sort.column.as_str()) {
            add(SORT, view.sort.to_text());
        }
        if view.page > 0 {
            add(PAGE, (view.page + 1).to_string());
        }
        Route { page: route.page.clone(), query }
    }
}

/// Parameters of a list, made of the exact tokens that `ask` takes, and a query of just these tokens.
pub(super) fn asked<Q: Default>(
    query: &Query,
    ask: &mut dyn FnMut(&mut Q, &str, &str) -> bool,
) -> (Q, Query) {
    let mut parameters = Q::default();
    let taken = |token: &&Token| {
        token.decides().is_some_and(|property| ask(&mut parameters, property.id, &token.value))
    };
    let tokens = query.exact().filter(taken).cloned().collect();
    (parameters, Query { tokens, joint: Joint::And })
}

/// Sets a parameter that is not set yet, and says so.
pub(super) fn put<T>(parameter: &mut Option<T>, value: T) -> bool {
    let is_free = parameter.is_none();
    if is_free {
        *parameter = Some(value);
    }
    is_free
}

/// The rows that the filter lets through, sorted. Rows without an order of their own come last.
pub fn arrange<T: Clone>(
    rows: &[T],
    view: &ListView,
    value_of: &dyn Fn(&T, &str) -> FieldValue,
    text_of: &dyn Fn(&T) -> String,
) -> Vec<T> {
    let matcher = view.query.matcher();
    let met = rows
        .iter()
        .filter(|row| matcher.meets(&|property| value_of(row, property), &|| text_of(row)))
        .cloned()
        .collect();
    view.sort.apply(met, |row| with_id(&view.sort.column, &|column| value_of(row, column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::logger_list;

    #[track_caller]
    fn check(text: &str, again: &str) {
        let route = Route::parse(text);
        assert_eq!(logger_list::KIND.write(&route, &logger_list::KIND.read(&route)).href(), again);
    }

    #[test]
    fn usual_choices_are_left_out_and_odd_ones_dropped() {
        check("#/loggers", "#/loggers");
        check("#/loggers?sort=name&page=1", "#/loggers");
        check("#/loggers?sort=-name&page=3", "#/loggers?sort=-name&page=3");
        check("#/loggers?sort=nonsense&page=x", "#/loggers");
        check("#/loggers?other=1&filter=status%3DERROR", "#/loggers?other=1&filter=status%3DERROR");
        check("#/loggers?page=99999999999999999999", "#/loggers");
    }
}
