use leptos::prelude::*;

use super::base::{Text, nothing};
use super::combobox::{ComboOption, SHOWN_OPTIONS};
use super::el::{El, ElRef, el};
use super::feedback::spinner;
use super::field::input_class;
use super::words::words;

/// An editable combobox with a list, as in the ARIA Authoring Practices: focus stays in the field,
/// `aria-activedescendant` walks the list, and text that is in no list is allowed.
pub(super) struct Suggest {
    pub id: String,
    /// The field, tied to its label and its messages.
    pub field: El,
    /// Names the list.
    pub label: Text,
    pub input: RwSignal<String>,
    pub placeholder: Option<Text>,
    pub items: Signal<Vec<ComboOption>>,
    /// Says under the items that there are others.
    pub more: Signal<Option<String>>,
    pub loading: Signal<bool>,
    /// Runs on the choice of an item and says whether the list stays open.
    pub on_pick: Callback<usize, bool>,
    /// Runs on Enter where no item is active; without it the form gets the key.
    pub on_enter: Option<Callback<()>>,
    /// Runs on Backspace in the empty field.
    pub on_backspace: Option<Callback<()>>,
    pub monospace: bool,
}

#[derive(Clone, Copy)]
struct State {
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    items: Signal<Vec<ComboOption>>,
    list: ElRef,
    on_pick: Callback<usize, bool>,
}

impl State {
    fn close(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn pick(self, index: usize) {
        let stay = self.on_pick.run(index);
        self.active.set(None);
        self.open.set(stay);
    }

    /// Moves the active item by one, round the ends; opens the list first.
    fn step(self, forward: bool) {
        let count = self.items.with_untracked(Vec::len);
        if !self.open.get_untracked() {
            self.open.set(true);
        }
        if count == 0 {
            return;
        }
        let next = match (self.active.get_untracked(), forward) {
            (Some(at), true) => (at + 1) % count,
            (None, true) | (Some(_), false) if count == 1 => 0,
            (None, true) => 0,
            (Some(0) | None, false) => count - 1,
            (Some(at), false) => at - 1,
        };
        self.active.set(Some(next));
        let Some(list) = self.list.get() else { return };
        if let Some(option) = list.children().item(next as u32) {
            bring_into_sight(&option);
        }
    }
}

/// Scrolls no further than it has to.
fn bring_into_sight(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

impl Suggest {
    pub(super) fn view(self) -> AnyView {
        let Self { id, field, label, input, placeholder, items, more, loading, .. } = self;
        let (on_enter, on_backspace) = (self.on_enter, self.on_backspace);
        let state = State {
            open: RwSignal::new(false),
            active: RwSignal::new(None),
            items,
            list: ElRef::default(),
            on_pick: self.on_pick,
        };
        let list_id = format!("{id}-list");
        let shown = Signal::derive(move || state.open.get() && (loading.get() || !items.with(Vec::is_empty)));
        let active_id = {
            let list_id = list_id.clone();
            Signal::derive(move || match state.active.get() {
                Some(at) if shown.get() => Some(format!("{list_id}-{at}")),
                _ => None,
            })
        };
        let on_key = move |event: &web_sys::KeyboardEvent| {
            let list_open = shown.get_untracked();
            match event.key().as_str() {
                "ArrowDown" => state.step(true),
                "ArrowUp" => state.step(false),
                "Enter" => match state.active.get_untracked() {
                    Some(at) if list_open => state.pick(at),
                    _ => match on_enter {
                        Some(run) => {
                            run.run(());
                            state.close();
                        }
                        None => return,
                    },
                },
                "Escape" if list_open => {
                    state.close();
                    // A dialog around the field stays open.
                    event.stop_propagation();
                }
                "Backspace" if input.with_untracked(String::is_empty) => match on_backspace {
                    Some(run) => run.run(()),
                    None => return,
                },
                _ => return,
            }
            event.prevent_default();
        };
        let said = {
            let words = words();
            Signal::derive(move || match items.with(Vec::len) {
                _ if !state.open.get() => String::new(),
                0 if loading.get() => words.loading.get(),
                0 => words.no_suggestions.get(),
                count => {
                    let mut said = words.suggestions.run(count);
                    if let Some(more) = more.get() {
                        said.push_str(". ");
                        said.push_str(&more);
                    }
                    said
                }
            })
        };
        let loading_word = words().loading;
        let options = {
            let list_id = list_id.clone();
            move || {
                if items.with(Vec::is_empty) {
                    let wait = || remark(vec![spinner(), el("span").say(loading_word).view()]);
                    return if loading.get() { wait() } else { nothing() };
                }
                let mut rows: Vec<AnyView> = items
                    .get()
                    .into_iter()
                    .take(SHOWN_OPTIONS)
                    .enumerate()
                    .map(|(at, item)| option(format!("{list_id}-{at}"), at, item, state))
                    .collect();
                rows.extend(more.get().map(|more| remark(vec![el("span").text(more).view()])));
                rows.into_any()
            }
        };
        let field = field
            .themed(input_class(self.monospace))
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("aria-autocomplete", "list")
            .yes_no("aria-expanded", shown)
            .attr_text("aria-controls", list_id.clone())
            .attr_some("aria-activedescendant", active_id)
            .value(input.into())
            .on("input", move |event| {
                input.set(event_target_value(&event));
                state.active.set(None);
                state.open.set(true);
            })
            .on("click", move |_| state.open.set(true))
            .on_key(on_key)
            .on("blur", move |_| {
                // Removing the field from the page blurs it as well.
                if state.open.try_get_untracked().is_none() {
                    return;
                }
                state.close();
            });
        let field = match placeholder {
            Some(placeholder) => field.attr_live("placeholder", placeholder),
            None => field,
        };
        let list = el("ul")
            .class("flc-suggestions")
            .attr_text("id", list_id)
            .attr("role", "listbox")
            .attr_live("aria-label", label)
            .attr_of("hidden", move || (!shown.get()).then_some(""))
            .held(state.list)
            // Keeps the focus in the field while the pointer chooses.
            .on("mousedown", |event| event.prevent_default())
            .live(options);
        let suggest = el("span")
            .class("flc-suggest")
            .child(field.view())
            .child(list.view())
            .child(el("span").class("flc-hidden").attr("aria-live", "polite").say(said).view())
            .view();
        // After the effects that draw the list: it may reach below the window.
        Effect::new(move || {
            if shown.get()
                && let Some(list) = state.list.get()
            {
                items.with(|_| bring_into_sight(&list));
            }
        });
        suggest
    }
}

/// A row that cannot be chosen: a list of options may hold nothing else.
fn remark(parts: Vec<AnyView>) -> AnyView {
    el("li")
        .class("flc-suggestion")
        .attr("role", "option")
        .attr("aria-disabled", "true")
        .attr("aria-selected", "false")
        .children(parts)
        .view()
}

fn option(id: String, at: usize, item: ComboOption, state: State) -> AnyView {
    let selected = Signal::derive(move || state.active.get() == Some(at));
    el("li")
        .class("flc-suggestion")
        .attr("role", "option")
        .attr_text("id", id)
        .yes_no("aria-selected", selected)
        .on("click", move |_| state.pick(at))
        .child(el("span").class("flc-suggestion-label").text(item.label).view())
        .child(el("span").class("flc-suggestion-detail").text(item.detail).view())
        .view()
}
