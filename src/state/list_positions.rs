//! The positions of lists that a person has left, to restore them when the person comes back.

use super::connection::Connection;
use crate::route::{Page, Route};
use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// The state of a list at the moment when the person goes to another page.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPosition {
    pub list: Route,
    /// The address of the link that was followed.
    pub followed: String,
    /// The scroll position of the rows, in px.
    pub scrolled: i32,
    /// The distance of the followed link from the top of the window, in px.
    pub top: Option<f64>,
}

/// The number of positions that are kept.
const MOST: usize = 6;

/// The saved positions, each with the id of its region.
#[derive(Clone, Copy)]
pub struct ListPositions {
    connection: RwSignal<Option<Connection>>,
    kept: StoredValue<Vec<(String, ListPosition)>>,
}

impl ListPositions {
    pub(super) fn of(connection: RwSignal<Option<Connection>>) -> ListPositions {
        ListPositions { connection, kept: StoredValue::new(Vec::new()) }
    }

    fn region_id(self) -> Option<String> {
        self.connection
            .try_with_untracked(|connection| Some(connection.as_ref()?.region.id.clone()))
            .flatten()
    }

    /// Saves a position; there is one for each page.
    pub fn keep(self, place: ListPosition) {
        let Some(region) = self.region_id() else { return };
        self.kept.update_value(|places| {
            places.retain(|(_, old)| old.list.page != place.list.page);
            if places.len() == MOST {
                places.remove(0);
            }
            places.push((region, place));
        });
    }

    /// Removes and returns the position of a list, if it was left with the same filter, order and page.
    pub fn take(self, list: &Route) -> Option<ListPosition> {
        let region = self.region_id()?;
        let take = |places: &mut Vec<(String, ListPosition)>| {
            let at = places.iter().position(|(of, place)| *of == region && place.list == *list)?;
            Some(places.remove(at).1)
        };
        self.kept.try_update_value(take).flatten()
    }

    /// The route of a list as it was left, with filter, order and page.
    pub fn way_back(self, page: Page) -> Route {
        let left = self.region_id().and_then(|region| {
            let is_it = |(of, place): &&(String, ListPosition)| *of == region && place.list.page == page;
            self.kept.try_with_value(|places| places.iter().find(is_it).map(|(_, place)| place.list.clone()))
        });
        left.flatten().unwrap_or_else(|| Route::to(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::bench::{bench, no_loggers};

    fn place(list: &str, followed: &str) -> ListPosition {
        ListPosition {
            list: Route::parse(list),
            followed: followed.to_owned(),
            scrolled: 40,
            top: Some(200.0),
        }
    }

    #[test]
    fn a_list_is_found_as_it_was_left_and_once() {
        let bench = bench(|_| no_loggers());
        let places = bench.console.shared.list_positions;
        bench.connect("t");
        places.keep(place("#/loggers?q=web", "#/loggers/1"));
        places.keep(place("#/ports", "#/ports/2"));
        let other = Route::parse("#/loggers");
        assert_eq!(places.take(&other), None, "another filter is another list");
        assert_eq!(places.way_back(Page::Loggers).href(), "#/loggers?q=web");
        let same = Route::parse("#/loggers?q=web");
        assert_eq!(places.take(&same), Some(place("#/loggers?q=web", "#/loggers/1")));
        assert_eq!((places.take(&same), places.way_back(Page::Loggers)), (None, other));
        assert!(places.take(&Route::parse("#/ports")).is_some());
    }

    #[test]
    fn a_list_has_one_place_in_its_region() {
        let bench = bench(|_| no_loggers());
        let (console, places) = (bench.console, bench.console.shared.list_positions);
        bench.connect("t");
        places.keep(place("#/loggers", "#/loggers/1"));
        places.keep(place("#/loggers?page=2", "#/loggers/2"));
        assert_eq!(places.take(&Route::parse("#/loggers")), None);
        let second = Route::parse("#/loggers?page=2");
        console.switch_region("KR2");
        assert_eq!((places.take(&second), places.way_back(Page::Loggers)), (None, Route::to(Page::Loggers)));
        console.switch_region("KR1");
        assert!(places.take(&second).is_some());
        for id in 0..20 {
            places.keep(place(&format!("#/loggers/{id}/ports"), "#/ports/1"));
        }
        assert_eq!(places.kept.with_value(Vec::len), MOST);
        console.disconnect();
        places.keep(place("#/loggers", "#/loggers/1"));
        assert_eq!(places.take(&Route::to(Page::Loggers)), None);
    }
}
