use leptos::html;
use leptos::prelude::*;

use super::base::{Text, new_id, on_key, parts_of, scoped};
use super::binding::Binding;
use super::field::{FieldInfo, input_class};
use super::icon::{Icon, IconName};
use super::spinner::Spinner;
use super::touched::Touched;
use super::words::words;

/// The most options that a list draws: more is not read, and one types on instead.
pub const SHOWN_OPTIONS: usize = 50;

/// An option of a [`Combobox`](super::Combobox): the value it gives, and what a person knows it by.
#[derive(Clone, Debug, PartialEq)]
pub struct ComboOption {
    pub value: String,
    pub label: String,
    pub detail: String,
}

#[derive(Clone, Copy)]
struct State {
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    items: Signal<Vec<ComboOption>>,
    list: NodeRef<html::Ul>,
    on_pick: Callback<usize, bool>,
}

impl State {
    /// How many items can be seen.
    fn count(self) -> usize {
        self.items.with_untracked(|items| items.len().min(SHOWN_OPTIONS))
    }

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
        let count = self.count();
        if !self.open.get_untracked() {
            self.open.set(true);
        }
        if count == 0 {
            return;
        }
        let next = match (self.active.get_untracked(), forward) {
            (Some(at), true) => (at + 1) % count,
            (None, true) => 0,
            (Some(0) | None, false) => count - 1,
            (Some(at), false) => (at - 1).min(count - 1),
        };
        self.active.set(Some(next));
        // A list that has just opened is drawn first.
        request_animation_frame(move || {
            let list = self.list.try_get_untracked().flatten();
            if let Some(option) = list.and_then(|list| list.children().item(next as u32)) {
                bring_into_sight(&option);
            }
        });
    }
}

/// Scrolls no further than it has to.
fn bring_into_sight(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// An editable combobox with a list, as in the ARIA Authoring Practices: focus stays in the field,
/// `aria-activedescendant` walks the list, and text that is in no list is allowed.
#[component]
pub(super) fn Suggest(
    /// Names the list, and the field where no label stands around it.
    label: Text,
    /// Ties the field to what stands around it.
    #[prop(optional)]
    info: Option<FieldInfo>,
    /// What is wrong with the text, where no field around it says so.
    #[prop(optional)]
    error: Signal<Option<String>>,
    #[prop(into)] input: Binding<String>,
    #[prop(optional)] placeholder: Option<Text>,
    items: Signal<Vec<ComboOption>>,
    /// Says under the items that there are others.
    #[prop(optional)]
    more: Signal<Option<String>>,
    #[prop(optional)] loading: Signal<bool>,
    /// Runs on the choice of an item and says whether the list stays open.
    #[prop(into)]
    on_pick: Callback<usize, bool>,
    /// Runs on Enter where no item is active; without it the form gets the key.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// Runs on Backspace in the empty field.
    #[prop(optional, into)]
    on_backspace: Option<Callback<()>>,
    #[prop(optional)] touched: Touched,
    #[prop(optional)] monospace: bool,
) -> impl IntoView {
    let state = State {
        open: RwSignal::new(false),
        active: RwSignal::new(None),
        items,
        list: NodeRef::new(),
        on_pick,
    };
    let id = info.map_or_else(|| new_id("filter"), FieldInfo::id);
    let list_id = StoredValue::new(format!("{id}-list"));
    let error_id = format!("{id}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || match info {
            Some(info) => info.described_by(),
            None => error.with(Option::is_some).then(|| error_id.clone()),
        }
    };
    let invalid = move || match info {
        Some(info) => info.invalid(),
        None => error.with(Option::is_some).then_some("true"),
    };
    let wrong = move || {
        error.get().map(|error| {
            view! {
                <p class="flc-error" id=error_id.clone()>
                    <Icon name=IconName::Error/>
                    <span>{error}</span>
                </p>
            }
        })
    };
    let shown = Signal::derive(move || state.open.get() && (loading.get() || !items.with(Vec::is_empty)));
    let active_id =
        move || state.active.get().filter(|_| shown.get()).map(|at| format!("{}-{at}", list_id.get_value()));
    let typed = scoped(move |event| {
        input.set.run(event_target_value(&event));
        state.active.set(None);
        state.open.set(true);
        touched.edit();
    });
    let key = scoped(on_key(move |event| {
        let list_open = shown.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => state.step(true),
            "ArrowUp" => state.step(false),
            "Enter" => match (state.active.get_untracked().filter(|_| list_open), on_enter) {
                (Some(at), _) => state.pick(at),
                (None, Some(run)) => {
                    run.run(());
                    state.close();
                }
                (None, None) => return,
            },
            "Escape" if list_open => {
                state.close();
                // A dialog around the field stays open.
                event.stop_propagation();
            }
            "Backspace" if input.signal.with_untracked(String::is_empty) => match on_backspace {
                Some(run) => run.run(()),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    }));
    let blurred = move |event: web_sys::FocusEvent| {
        // Removing the field from the page blurs it as well.
        if state.open.try_get_untracked().is_some() {
            state.close();
        }
        touched.leave(event_target(&event));
    };
    let words = words();
    let say_count = move || match items.with(|items| items.len().min(SHOWN_OPTIONS)) {
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
    };
    let said = move || if state.open.get() { say_count() } else { String::new() };
    // After the effects that draw the list: it may reach below the window.
    Effect::new(move || {
        if shown.get()
            && let Some(list) = state.list.get_untracked()
        {
            items.with(|_| bring_into_sight(&list));
        }
    });
    view! {
        <span class="flc-suggest">
            <input
                class=input_class(monospace)
                part=parts_of(input_class(monospace))
                type="text"
                role="combobox"
                id=id
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                aria-label=info.is_none().then_some(label)
                aria-describedby=described_by
                aria-invalid=invalid
                aria-autocomplete="list"
                aria-expanded=move || shown.get().to_string()
                aria-controls=list_id.get_value()
                aria-activedescendant=active_id
                prop:value=input.signal
                on:input=typed
                on:click=move |_| state.open.set(true)
                on:keydown=key
                on:blur=blurred
            />
            // Keeps the focus in the field while the pointer chooses.
            <ul
                class="flc-suggestions"
                id=list_id.get_value()
                role="listbox"
                aria-label=label
                hidden=move || !shown.get()
                node_ref=state.list
                on:mousedown=|event| event.prevent_default()
            >
                <Options state list_id more loading/>
            </ul>
            <span aria-live="polite">{wrong}</span>
            <span class="flc-hidden" aria-live="polite">
                {said}
            </span>
        </span>
    }
}

/// The rows of the list.
#[component]
fn Options(
    state: State,
    list_id: StoredValue<String>,
    more: Signal<Option<String>>,
    loading: Signal<bool>,
) -> impl IntoView {
    let loading_word = words().loading;
    let option = move |(at, item): (usize, ComboOption)| {
        view! {
            <li
                class="flc-suggestion"
                role="option"
                id=format!("{}-{at}", list_id.get_value())
                aria-selected=move || (state.active.get() == Some(at)).to_string()
                on:click=scoped(move |_| state.pick(at))
            >
                <span class="flc-suggestion-label">{item.label}</span>
                <span class="flc-suggestion-detail">{item.detail}</span>
            </li>
        }
    };
    let waiting = move || {
        let wait = loading.get() && state.items.with(Vec::is_empty);
        wait.then(|| view! { <Remark><Spinner /> <span>{loading_word}</span></Remark> })
    };
    let others = move || {
        let more = more.get().filter(|_| !state.items.with(Vec::is_empty));
        more.map(|more| view! { <Remark><span>{more}</span></Remark> })
    };
    // Nothing is looked for and drawn before the list opens.
    let options = move || {
        let items = if state.open.get() { state.items.get() } else { Vec::new() };
        items.into_iter().take(SHOWN_OPTIONS).enumerate().map(option).collect_view()
    };
    view! {
        {waiting}
        {options}
        {others}
    }
}

/// A row that cannot be chosen: a list of options may hold nothing else.
#[component]
fn Remark(children: Children) -> impl IntoView {
    view! {
        <li class="flc-suggestion" role="option" aria-disabled="true" aria-selected="false">
            {children()}
        </li>
    }
}
