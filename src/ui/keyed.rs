//! A list with one view for each key.
//!
//! Leptos has `<For>`, which brings a map that keeps its order and a general algorithm for the fewest moves: 4 KB of
//! the download. The lists here have a page of rows at most, and rows seldom change places.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node, Placeholder};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::base::live;

type View = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

/// One view for each key, kept while its key is there, so that focus and state stay. Keys are unique.
pub(super) fn keyed_list(
    keys: impl Fn() -> Vec<String> + Send + 'static,
    view: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let keys: Box<dyn Fn() -> Vec<String> + Send> = Box::new(keys);
    let view: View = Arc::new(view);
    // What belongs to a row lives as long as the row, not until the keys change.
    let owner = Owner::current().unwrap_or_default();
    live(move || List { keys: keys(), view: view.clone(), owner: owner.clone() }.into_any())
}

struct List {
    keys: Vec<String>,
    view: View,
    owner: Owner,
}

struct Row {
    key: String,
    state: AnyViewState,
    /// Frees what the row has made when the row goes.
    _owner: Owner,
}

struct Rows {
    rows: Vec<Row>,
    /// Stands after the last row.
    end: Placeholder,
}

impl List {
    fn row(&self, key: String) -> Row {
        let owner = self.owner.child();
        let state = owner.with(|| (self.view)(key.clone()).build());
        Row { key, state, _owner: owner }
    }
}

impl Render for List {
    type State = Rows;

    fn build(self) -> Rows {
        let rows = self.keys.iter().map(|key| self.row(key.clone())).collect();
        Rows { rows, end: Rndr::create_placeholder() }
    }

    fn rebuild(self, state: &mut Rows) {
        let mut old: Vec<Option<Row>> = std::mem::take(&mut state.rows).into_iter().map(Some).collect();
        // Where the next row stands if nothing has changed: most of the time a list keeps its order.
        let mut next = 0;
        let mut places = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            let is_it = |row: &Option<Row>| row.as_ref().is_some_and(|row| row.key == *key);
            let found = match old.get(next) {
                Some(row) if is_it(row) => Some(next),
                _ => old.iter().position(is_it),
            };
            next = found.map_or(next, |place| place + 1);
            let kept = found.and_then(|place| old.get_mut(place)?.take());
            places.push(found.filter(|_| kept.is_some()));
            state.rows.push(kept.unwrap_or_else(|| self.row(key.clone())));
        }
        for mut gone in old.into_iter().flatten() {
            gone.state.unmount();
        }
        // From the end on, so that what a row is put before stands already. A row stays where it is while those that
        // stay are in their old order.
        let mut before = usize::MAX;
        for at in (0..state.rows.len()).rev() {
            let place = places.get(at).copied().flatten();
            if let Some(place) = place.filter(|place| *place < before) {
                before = place;
                continue;
            }
            let (head, tail) = state.rows.split_at_mut(at + 1);
            if let Some(row) = head.last_mut() {
                let stands = tail.first().is_some_and(|after| after.state.insert_before_this(&mut row.state));
                if !stands {
                    state.end.insert_before_this(&mut row.state);
                }
            }
        }
    }
}

impl Mountable for Rows {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.state.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for row in &mut self.rows {
            row.state.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(row) => row.state.insert_before_this(child),
            None => self.end.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        self.rows.iter().flat_map(|row| row.state.elements()).collect()
    }
}

// No attribute is spread onto a list, and the console is drawn by the browser alone, as in `el.rs`.

impl AddAnyAttr for List {
    type Output<New: Attribute> = List;

    fn add_any_attr<New: Attribute>(self, _: New) -> List {
        self
    }
}

impl RenderHtml for List {
    type AsyncOutput = List;
    type Owned = List;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> List {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Rows {
        self.build()
    }

    fn into_owned(self) -> List {
        self
    }
}
