//! One list as its page follows it.

use std::sync::Arc;

use reactive_graph::computed::Memo;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::index::Index;
use super::reads::Source;
use super::view::ListView;
use super::{page_count, window};
use crate::api::Row;
use crate::state::Console;
use crate::state::filter::Property;
use crate::state::remote::{Remote, Rows, Slot};

/// The rows of a slot as the route of the console says: filtered, sorted, and one page of them. Made under the page's
/// reactive owner. A handle: copies mean the same list.
pub struct List<T: Source> {
    pub console: Console,
    /// Where the rows come from: the list of all, or for example the ports of one logger.
    pub slot: Slot<Rows<T>>,
    pub view: Memo<ListView<T::Column>>,
    pub index: Memo<Arc<Index<T>>>,
    /// The places of the rows that meet the filter, sorted.
    pub arranged: Memo<Arc<Vec<usize>>>,
    /// How many rows a page has.
    pub size: Memo<usize>,
    pub pages: Memo<usize>,
    /// The page that is shown, from 0.
    pub page: Memo<usize>,
    /// The ids of the selected rows, also of those that the filter hides.
    pub selected: RwSignal<Vec<String>>,
    /// The places of all rows that could be read, by their ids; the same while no id changes.
    by_id: Memo<Arc<Vec<usize>>>,
    /// The places of the selected rows, in order.
    selected_places: Memo<Vec<usize>>,
}

impl<T: Source> Clone for List<T> {
    fn clone(&self) -> List<T> {
        *self
    }
}

impl<T: Source> Copy for List<T> {}

impl<T: Source> List<T> {
    pub fn new(console: Console, slot: Slot<Rows<T>>) -> List<T> {
        let view = Memo::new(move |_| console.part.route.with(ListView::read::<T>));
        // A request that begins, fails or brings the same rows changes the slot and not the rows.
        let rows = Memo::new_with_compare(
            move |_| {
                slot.with(|remote| remote.value.clone().or_else(|| remote.early.clone())).unwrap_or_default()
            },
            |before: Option<&Rows<T>>, now| !is_same(before, now),
        );
        let names = Memo::new(move |_| T::names(console));
        let index = Memo::new_with_compare(
            move |before: Option<&Arc<Index<T>>>| {
                let (rows, names) = (rows.get(), names.get());
                Arc::new(match before {
                    Some(before) => before.next(rows, names),
                    None => Index::new(rows, names),
                })
            },
            |before, now| !is_same(before, now),
        );
        let filter = Memo::new(move |_| view.with(|view| (view.query.clone(), view.sort)));
        let arranged = Memo::new(move |_| {
            index.with(|index| filter.with(|(query, sort)| Arc::new(index.arrange(query, *sort))))
        });
        let preferred = Memo::new(move |_| console.shared.preferences.with(|chosen| chosen.page_size()));
        let size = Memo::new(move |_| view.with(|view| view.size).unwrap_or_else(|| preferred.get()));
        let pages = Memo::new(move |_| page_count(arranged.with(|places| places.len()), size.get()));
        let page = Memo::new(move |_| view.with(|view| view.page).min(pages.get().saturating_sub(1)));
        let selected = RwSignal::<Vec<String>>::new(Vec::new());
        let by_id = Memo::new_with_compare(
            move |_| index.with(|index| index.by_id().clone()),
            |before, now| !is_same(before, now),
        );
        // Thousands of ids are looked up when they change, and not whenever a row does.
        let selected_places = Memo::new(move |_| {
            if selected.with(Vec::is_empty) {
                return Vec::new();
            }
            // A memo that is tracked and never read is not made, and follows nothing.
            let _ = by_id.get();
            index.with_untracked(|index| {
                let is_selected =
                    selected.with(|ids| mark(index.rows().len(), ids.iter().filter_map(|id| index.find(id))));
                is_selected.iter().enumerate().filter_map(|(place, is_it)| is_it.then_some(place)).collect()
            })
        });
        List { console, slot, view, index, arranged, size, pages, page, selected, by_id, selected_places }
    }

    /// How many rows meet the filter, and how many there are.
    pub fn counts(self) -> (usize, usize) {
        let all = self.index.with(|index| index.rows().len());
        (self.arranged.with(|places| places.len()), all)
    }

    /// How many rows meet the filter, and of how many; nothing without a filter, and until the whole list is there.
    pub fn matches(self) -> Option<(usize, usize)> {
        let is_there = self.slot.with(|remote| remote.value.is_some());
        let is_filtered = self.view.with(|view| !view.query.is_empty());
        (is_there && is_filtered).then(|| self.counts())
    }

    /// How many rows have come where the list is still being read, and whether the first of them are shown; nothing once
    /// it is whole.
    pub fn arrived(self) -> Option<(usize, bool)> {
        let of = |remote: &Remote<Rows<T>>| (remote.arrived, remote.early.is_some());
        self.slot.with(|remote| Some(of(remote)).filter(|(arrived, _)| *arrived > 0))
    }

    /// Whether the rows are the first of a list that is still being read.
    pub fn is_early(self) -> bool {
        self.slot.with(|remote| remote.early.is_some())
    }

    /// Whether the rows are all that the service has.
    pub fn is_whole(self) -> bool {
        self.slot != T::slot(self.console) || T::scope(self.console).is_whole()
    }

    /// Reads the rows of the page that is shown, with what is known of all; tracks both.
    pub fn with_page<R>(self, read: impl FnOnce(&Index<T>, &[usize]) -> R) -> R {
        let size = self.size.get();
        self.index.with(|index| {
            self.arranged.with(|places| {
                let shown = window(places.len(), self.page.get(), size);
                read(index, places.get(shown).unwrap_or_default())
            })
        })
    }

    /// The rows that meet the filter, sorted, on all pages.
    pub fn arranged_rows(self) -> Vec<T> {
        self.index.with(|index| {
            self.arranged.with(|places| index.at(places).filter_map(Row::read).cloned().collect())
        })
    }

    /// Reads the selected rows, in the order in which they were read; tracks them.
    pub fn with_selected<R>(self, read: impl FnOnce(&mut dyn Iterator<Item = &T>) -> R) -> R {
        self.index.with(|index| {
            self.selected_places.with(|places| read(&mut index.at(places).filter_map(Row::read)))
        })
    }

    /// The selected rows, in the same order.
    pub fn selected_rows(self) -> Vec<T> {
        self.with_selected(|rows| rows.cloned().collect())
    }

    /// Forgets the selected rows that are not there any more; tracks which rows there are.
    pub fn drop_gone(self) {
        let _ = self.by_id.get();
        self.index.with_untracked(|index| {
            let is_there = |id: &String| index.find(id).is_some();
            if !self.selected.with_untracked(|ids| ids.iter().all(is_there)) {
                self.selected.update(|ids| ids.retain(is_there));
            }
        });
    }

    /// How many of the rows that meet the filter could not be read, how many rows are selected, and how many of those
    /// the filter hides.
    pub fn unseen(self) -> (usize, usize, usize) {
        self.index.with(|index| {
            self.arranged.with(|places| {
                let unread = index.at(places).filter(|row| row.read().is_none()).count();
                let is_shown = mark(index.rows().len(), places.iter().copied());
                let is_seen = |place: &&usize| is_shown.get(**place) == Some(&true);
                let seen = self.selected_places.with(|places| places.iter().filter(is_seen).count());
                let selected = self.selected.with(Vec::len);
                (unread, selected, selected.saturating_sub(seen))
            })
        })
    }

    /// The values of a property that contain `part`, for suggestions; tracks the rows.
    pub fn present(self, property: Property, part: &str, most: usize) -> Vec<String> {
        self.index.with(|index| index.present(property.id, part, most))
    }

    /// Changes what is chosen. A new filter or order starts on the first page.
    pub fn change(self, change: impl FnOnce(&mut ListView<T::Column>)) {
        let route = self.console.part.route.get_untracked();
        let mut view = ListView::read::<T>(&route);
        let page = view.page;
        change(&mut view);
        if view.page == page {
            view.page = 0;
        }
        self.console.refine(view.write::<T>(&route));
    }

    pub fn clear_filter(self) {
        self.change(|view| view.query.tokens.clear());
    }

    /// Gives a page so many rows: in the route, and for lists to come.
    pub fn resize(self, size: usize) {
        if self.size.get_untracked() != size {
            self.console.prefer(|chosen| chosen.page_size = Some(size));
            self.change(|view| view.size = Some(size));
        }
    }
}

/// For each of so many rows whether it stands at one of these places.
fn mark(rows: usize, places: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut marked = vec![false; rows];
    for place in places {
        if let Some(marked) = marked.get_mut(place) {
            *marked = true;
        }
    }
    marked
}

fn is_same<V>(before: Option<&Arc<V>>, now: Option<&Arc<V>>) -> bool {
    matches!((before, now), (Some(before), Some(now)) if Arc::ptr_eq(before, now))
}

#[cfg(test)]
mod tests;
