//! What is chosen on a list page: filter, sort, page and size of a page, as they stand in its route.

use super::Sort;
use super::column::{Listed, column, properties};
use crate::route::{Page, Route};
use crate::state::filter::Query;
use crate::state::preferences::PAGE_SIZES;

const FILTER: &str = "filter";
const SORT: &str = "sort";
const PAGE: &str = "page";
const SIZE: &str = "size";

/// The choices of one list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListView<C> {
    pub query: Query,
    pub sort: Sort<C>,
    /// From 0; may lie behind the end until it is clamped to the rows.
    pub page: usize,
    /// How many rows a page has; `None` leaves it to the preferences.
    pub size: Option<usize>,
}

impl<C: Copy + PartialEq> ListView<C> {
    /// Whatever in the route is no choice of this list falls to the usual one.
    pub fn read<T: Listed<Column = C>>(route: &Route) -> ListView<C> {
        let number = |name| route.value(name).and_then(|text| text.parse::<usize>().ok());
        let query = route.value(FILTER).unwrap_or_default();
        ListView {
            query: Query::from_text(query, &properties::<T>()),
            sort: route.value(SORT).and_then(sort_of::<T>).unwrap_or(usual_sort::<T>()),
            page: number(PAGE).map_or(0, |page| page.saturating_sub(1)),
            size: number(SIZE).filter(|size| PAGE_SIZES.contains(size)),
        }
    }

    /// The route of the same page with these choices; usual ones are left out, other parameters stay.
    pub fn write<T: Listed<Column = C>>(&self, route: &Route) -> Route {
        let is_other = |(name, _): &&(String, String)| ![FILTER, SORT, PAGE, SIZE].contains(&name.as_str());
        let mut query: Vec<(String, String)> = route.query.iter().filter(is_other).cloned().collect();
        let mut add = |name: &str, value: String| query.push((name.to_owned(), value));
        if !self.query.is_empty() {
            add(FILTER, self.query.to_text());
        }
        if let Some(sort) = sort_text::<T>(self.sort).filter(|_| self.sort != usual_sort::<T>()) {
            add(SORT, sort);
        }
        if let Some(size) = self.size {
            add(SIZE, size.to_string());
        }
        if self.page > 0 {
            add(PAGE, (self.page + 1).to_string());
        }
        Route { page: route.page.clone(), query }
    }
}

/// The page of a list with this filter.
pub fn filtered(page: Page, query: &Query) -> Route {
    Route { query: vec![(FILTER.to_owned(), query.to_text())], ..Route::to(page) }
}

fn usual_sort<T: Listed>() -> Sort<T::Column> {
    Sort { column: T::SORTED_BY, descending: false }
}

/// `name`, or `-name` when descending.
fn sort_text<T: Listed>(sort: Sort<T::Column>) -> Option<String> {
    let (_, column) = column::<T>(|column| column.key == sort.column)?;
    Some(format!("{}{}", if sort.descending { "-" } else { "" }, column.id))
}

/// Reads [`sort_text`]; `None` where the list has no such column.
fn sort_of<T: Listed>(text: &str) -> Option<Sort<T::Column>> {
    let (id, descending) = text.strip_prefix('-').map_or((text, false), |id| (id, true));
    let (_, column) = column::<T>(|column| column.id == id)?;
    Some(Sort { column: column.key, descending })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::logger::Logger;
    use crate::state::logger_list::LoggerColumn;

    #[track_caller]
    fn check(text: &str, again: &str) {
        let route = Route::parse(text);
        assert_eq!(ListView::read::<Logger>(&route).write::<Logger>(&route).href(), again);
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

    #[test]
    fn the_size_of_a_page_is_one_of_those_offered() {
        check("#/loggers?size=100", "#/loggers?size=100");
        check("#/loggers?size=30", "#/loggers?size=30");
        check("#/loggers?page=2&size=10", "#/loggers?size=10&page=2");
        check("#/loggers?size=7", "#/loggers");
        check("#/loggers?size=-10", "#/loggers");
        check("#/loggers?size=", "#/loggers");
        check("#/loggers?size=1000000", "#/loggers");
    }

    #[test]
    fn a_sort_stands_in_the_route() {
        let by_name = Sort { column: LoggerColumn::Name, descending: false };
        let turned = by_name.pressed(LoggerColumn::Name);
        let texts = [by_name, turned].map(|sort| sort_text::<Logger>(sort).unwrap());
        assert_eq!(texts, ["name", "-name"]);
        assert_eq!(sort_of::<Logger>("-name"), Some(turned));
        assert_eq!(sort_of::<Logger>("name"), Some(by_name));
        assert_eq!(sort_of::<Logger>("--name"), None);
        assert_eq!(sort_of::<Logger>("size"), None);
        assert_eq!(turned.pressed(LoggerColumn::Name), by_name);
        let by_status = Sort { column: LoggerColumn::Status, descending: false };
        assert_eq!(turned.pressed(LoggerColumn::Status), by_status);
    }
}
