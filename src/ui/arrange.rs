use leptos::prelude::*;

use super::base::Text;
use super::button::{ButtonVariant, button};
use super::choice::checkbox_of;
use super::el::{ElRef, el};
use super::icon::IconName;

/// What is chosen, and in which order it stands.
pub struct Arrange {
    pub legend: Text,
    /// Every value, and whether it is chosen. Their number never changes.
    pub items: RwSignal<Vec<(&'static str, bool)>>,
    /// What a value is called.
    pub label: Callback<&'static str, String>,
    /// "Move {label} up" and "Move {label} down".
    pub up: Callback<String, String>,
    pub down: Callback<String, String>,
}

/// A group of boxes to tick, each with buttons that move it. The focus goes along with what is moved.
pub fn arrange(parts: Arrange) -> AnyView {
    let Arrange { legend, items, label, up, down } = parts;
    let count = items.with_untracked(Vec::len);
    // A place in the list keeps its elements, and what stands there changes.
    let places: Vec<[ElRef; 2]> = (0..count).map(|_| [ElRef::default(), ElRef::default()]).collect();
    let move_to = {
        let places = places.clone();
        Callback::new(move |(from, to): (usize, usize)| {
            items.update(|items| {
                if from.max(to) < items.len() {
                    items.swap(from, to);
                }
            });
            let [up, down] = places.get(to).copied().unwrap_or_default();
            let (same, other) = if to < from { (up, down) } else { (down, up) };
            if let Some(button) = same.html().or_else(|| other.html()) {
                // It is in the page: focus does not fail.
                let _ = button.focus();
            }
        })
    };
    let row = |(at, [up_ref, down_ref]): (usize, [ElRef; 2])| {
        let item = move || items.with(|items| items.get(at).copied()).unwrap_or_default();
        let name = Signal::derive(move || label.run(item().0));
        let set = Callback::new(move |on| {
            items.update(|items| {
                if let Some(item) = items.get_mut(at) {
                    item.1 = on;
                }
            });
        });
        let mover = |say: Callback<String, String>, icon, to: Option<usize>, held: ElRef| {
            to.filter(|to| *to < count).map(|to| {
                let label = Signal::derive(move || say.run(name.get()));
                let run = Callback::new(move |()| move_to.run((at, to)));
                button(label).variant(ButtonVariant::Icon).icon(icon).on_click(run).held(held).view()
            })
        };
        el("li")
            .class("flc-arranged")
            .child(checkbox_of(name, Signal::derive(move || item().1), set))
            .child_if(mover(up, IconName::SortAsc, at.checked_sub(1), up_ref))
            .child_if(mover(down, IconName::SortDesc, Some(at + 1), down_ref))
            .view()
    };
    let rows = places.into_iter().enumerate().map(row).collect();
    el("fieldset")
        .class("flc-group")
        .child(el("legend").class("flc-label").say(legend).view())
        .child(el("ul").class("flc-arrange").attr("role", "list").children(rows).view())
        .view()
}
