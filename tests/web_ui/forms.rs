//! Fields, buttons, groups, the combobox and the filter.

use std::collections::BTreeSet;

use flowlog_console::ui::*;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::mount::{bubbling, mount, settle};

in_both!(field_ties_its_label_and_messages, |shadow| async move {
    let error = RwSignal::new(None::<String>);
    let value = RwSignal::new("kept".to_owned());
    let page = mount(shadow, move || {
        let warning = Signal::stored(Some("Long.".to_owned()));
        view! {
            <TextField label="Name" value hint="Seen in lists." error warning/>
            <TextField label="Description" value=RwSignal::new(String::new()) optional=true/>
        }
        .into_any()
    });
    settle().await;
    page.check_texts("label", &["Name", "Description"]);
    page.check_texts(".flc-optional", &["optional"]);
    let ids: BTreeSet<String> = page.all("[id]").iter().map(Element::id).collect();
    assert_eq!(ids.len(), page.all("[id]").len(), "every id is unique");
    let field = page.one("label:first-child + .flc-hint + input");
    assert_eq!(page.one(&format!("label[for='{}']", field.id())).text_content().as_deref(), Some("Name"));
    assert_eq!(field.get_attribute("aria-invalid"), None);
    error.set(Some("Name is empty.".to_owned()));
    settle().await;
    page.check_attribute("[aria-invalid]", "aria-invalid", Some("true"));
    assert_eq!(page.description("[aria-invalid]"), "Name is empty. | Long. | Seen in lists.");
    page.enter("[aria-invalid]", "new");
    assert_eq!(value.get_untracked(), "new");
});

in_both!(a_field_says_what_is_wrong_once_it_is_left_after_an_edit, |shadow| async move {
    let touched = [Touched::default(), Touched::default(), Touched::default()];
    let wrong = move |at: usize| Signal::derive(move || touched[at].get().then(|| "Wrong.".to_owned()));
    let page = mount(shadow, move || {
        let value = || RwSignal::new(String::new());
        view! {
            <TextField label="Name" value=value() error=wrong(0) touched=touched[0]/>
            <TextField
                label="Interval"
                value=value()
                kind=InputKind::Number { min: 1, max: 15 }
                hint="In minutes."
                error=wrong(1)
                touched=touched[1]
            />
            <Resource value=value() count=3 error=wrong(2) touched=touched[2]/>
        }
        .into_any()
    });
    for field in ["[type=text]:not([role])", "[type=number]", "[role=combobox]"] {
        let control = page.one(field);
        let happens = |name: &str| drop(control.dispatch_event(&bubbling(name)));
        happens("blur");
        settle().await;
        page.check_attribute(field, "aria-invalid", None);
        page.enter(field, "7");
        settle().await;
        page.check_attribute(field, "aria-invalid", None);
        happens("blur");
        settle().await;
        page.check_attribute(field, "aria-invalid", Some("true"));
        assert!(page.description(field).starts_with("Wrong."), "{field}");
    }
});

in_both!(first_invalid_control_takes_the_focus, |shadow| async move {
    let wrong = Signal::stored(Some("Wrong.".to_owned()));
    let submitted = RwSignal::new(None);
    let page = mount(shadow, move || {
        let empty = || RwSignal::new(String::new());
        let interval = RwSignal::new("99".to_owned());
        view! {
            <Form on_submit=move |form: Element| submitted.set(Some(focus_first_invalid(&form)))>
                <TextField label="Fine" value=empty()/>
                <TextField
                    label="Interval"
                    value=interval
                    kind=InputKind::Number { min: 1, max: 15 }
                    hint="In minutes."
                    error=wrong
                />
                <TextField label="Last" value=empty() error=wrong/>
                <Button label="Save" submit=true/>
            </Form>
        }
        .into_any()
    });
    page.one("button").click();
    settle().await;
    assert_eq!(submitted.get_untracked(), Some(true));
    page.check_focus("input[type=number]");
});

in_both!(disabled_button_says_why_and_does_nothing, |shadow| async move {
    let reason = RwSignal::new(Some("Select a logger first.".to_owned()));
    let runs = RwSignal::new(0);
    let page = mount(shadow, move || {
        let run = move |()| runs.update(|runs| *runs += 1);
        view! { <Button label="Delete" on_click=run off=reason/> }.into_any()
    });
    settle().await;
    let button = page.one("button");
    button.focus().expect("focus");
    button.click();
    settle().await;
    page.check_focus("button");
    page.check_attribute("button", "aria-disabled", Some("true"));
    assert_eq!(page.description("button"), "Select a logger first.");
    page.check_texts(".flc-tip:popover-open", &["Select a logger first."]);
    assert!(!page.press("button", "Escape"), "Escape is used up by the tip");
    settle().await;
    page.check_texts(".flc-tip:popover-open", &[]);
    assert_eq!(runs.get_untracked(), 0);
    reason.set(None);
    settle().await;
    page.check_attribute("button", "aria-disabled", None);
    button.click();
    assert_eq!(runs.get_untracked(), 1);
});

in_both!(groups_are_named_by_their_legend, |shadow| async move {
    let filter = RwSignal::new("ALL");
    let fields = RwSignal::new(vec!["packets".to_owned()]);
    let page = mount(shadow, move || {
        let filters = vec![Choice::new("ALL", "All"), Choice::new("DROP", "Dropped").hint("Blocked only.")];
        let all = ["bytes", "packets", "status"].map(|name| Choice::new(name.to_owned(), name)).to_vec();
        view! {
            <RadioGroup legend="Traffic" options=filters value=filter/>
            <CheckboxGroup legend="Fields" options=all value=fields/>
        }
        .into_any()
    });
    settle().await;
    page.check_texts("fieldset > legend", &["Traffic", "Fields"]);
    page.check_texts("fieldset:first-of-type label", &["All", "Dropped"]);
    assert_eq!(page.description("input[type=radio][aria-describedby]"), "Blocked only.");
    page.one("input[type=radio][aria-describedby]").click();
    assert_eq!(filter.get_untracked(), "DROP");
    page.one("fieldset:last-of-type .flc-option:first-child input").click();
    assert_eq!(fields.get_untracked(), ["packets", "bytes"], "in the order of ticking");
});

#[derive(Clone, Default)]
struct Draft {
    name: String,
    enabled: bool,
}

in_both!(a_control_changes_its_part_of_a_value, |shadow| async move {
    let draft = RwSignal::new(Draft { name: "web".to_owned(), enabled: true });
    let shown = RwSignal::new(0);
    let page = mount(shadow, move || {
        let (name, set_name) = slice!(draft.name);
        Effect::new(move || {
            name.track();
            shown.update(|shown| *shown += 1);
        });
        view! {
            <TextField label="Name" value=(name, set_name)/>
            <Checkbox label="Enabled" value=slice!(draft.enabled)/>
        }
        .into_any()
    });
    settle().await;
    page.one("input[type=checkbox]").click();
    settle().await;
    let now = draft.get_untracked();
    assert_eq!((now.name.as_str(), now.enabled, shown.get_untracked()), ("web", false, 1));
    page.enter("input[type=text]", "db");
    settle().await;
    let now = draft.get_untracked();
    assert_eq!((now.name.as_str(), now.enabled, shown.get_untracked()), ("db", false, 2));
    draft.set(Draft::default());
    settle().await;
    let field: HtmlInputElement = page.one("input[type=text]").unchecked_into();
    assert_eq!(field.value(), "");
});

fn ports(count: usize) -> Vec<ComboOption> {
    (0..count)
        .map(|at| ComboOption {
            value: format!("id-{at}"),
            label: format!("web-{at}"),
            detail: format!("10.0.0.{at}"),
        })
        .collect()
}

/// A combobox over `count` ports.
#[component]
fn Resource(
    value: RwSignal<String>,
    count: usize,
    #[prop(optional)] error: Signal<Option<String>>,
    #[prop(optional)] touched: Touched,
) -> impl IntoView {
    let found = Signal::derive(move || {
        let typed = value.get().to_lowercase();
        let mut found = ports(count);
        found.retain(|port| port.value == typed || port.label.contains(&typed));
        found
    });
    let more = move || found.with(Vec::len).checked_sub(SHOWN_OPTIONS).filter(|more| *more > 0);
    let options = Signal::derive(move || found.get().into_iter().take(SHOWN_OPTIONS).collect());
    view! {
        <Combobox
            label="Resource"
            value
            options
            more=move || more().map(|more| format!("{more} more"))
            hint="Whose traffic is captured."
            error
            touched
        />
    }
}

in_both!(combobox_narrows_moves_picks_and_takes_free_text, |shadow| async move {
    let value = RwSignal::new(String::new());
    let page = mount(shadow, move || view! { <Resource value count=120/> }.into_any());
    let field = "[role=combobox]";
    page.check_attribute(field, "aria-expanded", Some("false"));
    page.one(field).click();
    settle().await;
    page.check_attribute(field, "aria-expanded", Some("true"));
    assert_eq!(page.all("[role=option][id]").len(), 50, "a long list is cut");
    page.check_texts("[role=option][aria-disabled]", &["70 more"]);
    page.enter(field, "WEB-11");
    settle().await;
    assert_eq!(page.all("[role=option]").len(), 11);
    page.press(field, "ArrowDown");
    page.press(field, "ArrowDown");
    page.press(field, "ArrowUp");
    page.press(field, "ArrowUp");
    settle().await;
    let active = page.one(field).get_attribute("aria-activedescendant").expect("an active option");
    page.check_attribute(&format!("[id='{active}']"), "aria-selected", Some("true"));
    page.check_texts("[aria-selected=true] .flc-suggestion-label", &["web-119"]);
    assert!(!page.press(field, "Enter"), "the form does not get the key");
    settle().await;
    assert_eq!(value.get_untracked(), "id-119");
    page.check_attribute(field, "aria-expanded", Some("false"));
    assert!(page.press(field, "Enter"), "with the list closed the form gets the key");
    page.enter(field, "typed by hand");
    page.press(field, "Escape");
    settle().await;
    assert_eq!(value.get_untracked(), "typed by hand");
    page.check_attribute(field, "aria-activedescendant", None);
});

in_both!(filter_submits_suggests_and_removes, |shadow| async move {
    let input = RwSignal::new(String::new());
    let tokens = RwSignal::new(vec!["Status = ERROR".to_owned(), "web".to_owned()]);
    let page = mount(shadow, move || {
        let suggestion = |text: &str, complete| FilterSuggestion {
            text: text.to_owned(),
            label: text.to_owned(),
            detail: String::new(),
            complete,
        };
        let suggestions = vec![suggestion("Name ", false), suggestion("Status = ACTIVE", true)];
        let add = move |typed| tokens.update(|tokens: &mut Vec<String>| tokens.push(typed));
        view! {
            <PropertyFilter
                label="Filter loggers"
                placeholder=""
                input
                suggestions
                on_submit=add
                on_pick=move |picked: FilterSuggestion| add(picked.text)
                tokens
                on_remove=move |at| tokens.update(|tokens| drop(tokens.remove(at)))
                on_clear=move |()| tokens.set(Vec::new())
                count_text="2 matches"
            />
        }
        .into_any()
    });
    let field = "[role=combobox][aria-label='Filter loggers']";
    settle().await;
    page.one("[role=listbox]");
    page.press(field, "Backspace");
    settle().await;
    page.check_texts(".flc-token > span:first-child", &["Status = ERROR"]);
    page.enter(field, "db");
    assert!(!page.press(field, "Enter"));
    settle().await;
    page.check_texts(".flc-token > span:first-child", &["Status = ERROR", "db"]);
    page.press(field, "ArrowDown");
    page.press(field, "Enter");
    settle().await;
    assert_eq!(input.get_untracked(), "Name ", "one goes on typing");
    page.check_attribute(field, "aria-expanded", Some("true"));
    page.press(field, "ArrowUp");
    page.press(field, "Enter");
    settle().await;
    assert_eq!(tokens.get_untracked(), ["Status = ERROR", "db", "Status = ACTIVE"]);
    page.check_texts(".flc-token:nth-child(2) button", &["Remove filter db"]);
});

in_both!(keys_that_compose_a_syllable_belong_to_the_input_method, |shadow| async move {
    let input = RwSignal::new(String::new());
    let submitted = RwSignal::new(Vec::<String>::new());
    let page = mount(shadow, move || {
        view! {
            <PropertyFilter
                label="Filter loggers"
                placeholder=""
                input
                suggestions=Vec::new()
                on_submit=move |typed| submitted.update(|all| all.push(typed))
                on_pick=|_: FilterSuggestion| ()
                tokens=Vec::new()
                on_remove=|_| ()
                on_clear=|()| ()
                count_text=""
            />
        }
        .into_any()
    });
    let field = "[role=combobox]";
    page.enter(field, "한");
    page.compose(field, "Enter");
    assert_eq!(submitted.get_untracked(), Vec::<String>::new());
    assert!(!page.press(field, "Enter"));
    assert_eq!(submitted.get_untracked(), ["한"]);
});

in_both!(parts_leave_the_page_with_the_focus_in_them, |shadow| async move {
    let shown = RwSignal::new(true);
    let page = mount(shadow, move || {
        let value = || RwSignal::new(String::new());
        view! {
            <Show when=move || shown.get() fallback=|| "gone">
                <Button
                    label="Away"
                    variant=ButtonVariant::Icon
                    icon=IconName::Close
                    on_click=move |()| shown.set(false)
                />
                <Resource value=value() count=3/>
                <TextField label="Name" value=value() on_blur=|()| ()/>
            </Show>
        }
        .into_any()
    });
    settle().await;
    page.one("button").focus().expect("focus");
    settle().await;
    page.check_texts(":popover-open", &["Away"]);
    page.one("button").click();
    settle().await;
    assert_eq!(page.text(), "gone");
    shown.set(true);
    settle().await;
    page.one("[role=combobox]").focus().expect("focus");
    page.one("[role=combobox]").click();
    shown.set(false);
    settle().await;
    assert_eq!(page.text(), "gone");
});
