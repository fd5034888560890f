use leptos::html;
use leptos::prelude::*;

use super::base::Text;
use super::binding::Binding;
use super::button::{Button, ButtonVariant};
use super::choice::Checkbox;
use super::icon::IconName;

/// A group of checkboxes with buttons that move them up and down. The focus moves with the checkbox.
#[component]
pub fn Arrange(
    #[prop(into)] legend: Text,
    /// All values in order, and whether each is chosen. Their number never changes.
    items: RwSignal<Vec<(&'static str, bool)>>,
    /// The label of a value.
    #[prop(into)]
    label: Callback<&'static str, String>,
    /// "Move {label} up".
    #[prop(into)]
    up: Callback<String, String>,
    /// "Move {label} down".
    #[prop(into)]
    down: Callback<String, String>,
) -> impl IntoView {
    // The elements of a row stay; a move changes which value the row shows.
    let buttons: Vec<[NodeRef<html::Button>; 2]> =
        items.with_untracked(|items| items.iter().map(|_| [NodeRef::new(), NodeRef::new()]).collect());
    let last = buttons.len().saturating_sub(1);
    let places = buttons.clone();
    let move_to = Callback::new(move |(from, to): (usize, usize)| {
        items.update(|items| {
            if from.max(to) < items.len() {
                items.swap(from, to);
            }
        });
        let Some([up, down]) = buttons.get(to).copied() else { return };
        let (same, other) = if to < from { (up, down) } else { (down, up) };
        if let Some(button) = same.get_untracked().or_else(|| other.get_untracked()) {
            // The button is in the page, so focus does not fail.
            let _ = button.focus();
        }
    });
    let row = move |(at, [up_ref, down_ref]): (usize, [NodeRef<html::Button>; 2])| {
        let item = move || items.with(|items| items.get(at).copied()).unwrap_or_default();
        let name = Signal::derive(move || label.run(item().0));
        let set = move |on| {
            items.update(|items| {
                if let Some(item) = items.get_mut(at) {
                    item.1 = on;
                }
            });
        };
        let mover = move |say: Callback<String, String>, icon, to: usize, node_ref| {
            let label = Signal::derive(move || say.run(name.get()));
            let run = move |()| move_to.run((at, to));
            view! { <Button label variant=ButtonVariant::Icon icon on_click=run node_ref/> }
        };
        view! {
            <li class="flc-arranged">
                <Checkbox label=name value=Binding::new(move || item().1, set)/>
                {at.checked_sub(1).map(|to| mover(up, IconName::SortAsc, to, up_ref))}
                {(at < last).then(|| mover(down, IconName::SortDesc, at + 1, down_ref))}
            </li>
        }
    };
    view! {
        <fieldset class="flc-group">
            <legend class="flc-label">{legend}</legend>
            <ul class="flc-arrange" role="list">{places.into_iter().enumerate().map(row).collect::<Vec<_>>()}</ul>
        </fieldset>
    }
}
