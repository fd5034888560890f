//! Fields, buttons, groups, the combobox and the filter.

use std::collections::BTreeSet;

use flowlog_console::ui::*;
use leptos::prelude::*;
use web_sys::Element;

use crate::mount::{bubbling, mount, settle};

in_both!(field_ties_its_label_and_messages, |shadow| async move {
    let error = RwSignal::new(None::<String>);
    let value = RwSignal::new("kept".to_owned());
    let page = mount(shadow, move || {
        let name = text_field(text("Name"), value)
            .hint(text("Seen in lists."))
            .error(error.into())
            .warning(Signal::stored(Some("Long.".to_owned())));
        let description = text_field(text("Description"), RwSignal::new(String::new())).optional();
        vec![name.view(), description.view()].into_any()
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
    let left = [Left::new(), Left::new(), Left::new()];
    let wrong = move |at: usize| Signal::derive(move || left[at].get().then(|| "Wrong.".to_owned()));
    let page = mount(shadow, move || {
        let value = || RwSignal::new(String::new());
        let combo = Combobox { left: Some(left[2]), error: wrong(2), ..resource_of(value(), 3) };
        let parts = vec![
            text_field(text("Name"), value()).error(wrong(0)).left(left[0]).view(),
            number_field(text("Interval"), value(), (1, 15), text("In minutes."), wrong(1), left[1]),
            combobox(combo),
        ];
        parts.into_any()
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
        let submit = Callback::new(move |form: Element| submitted.set(Some(focus_first_invalid(&form))));
        let empty = || RwSignal::new(String::new());
        let interval = RwSignal::new("99".to_owned());
        let parts = vec![
            text_field(text("Fine"), empty()).view(),
            number_field(text("Interval"), interval, (1, 15), text("In minutes."), wrong, Left::new()),
            text_field(text("Last"), empty()).error(wrong).view(),
            button(text("Save")).submit().view(),
        ];
        form(submit, parts)
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
        let run = Callback::new(move |()| runs.update(|runs| *runs += 1));
        button(text("Delete")).on_click(run).off(reason.into()).view()
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
    page.check_texts(".flc-tip:popover-open", &[]);
    assert_eq!(runs.get_untracked(), 0);
    reason.set(None);
    settle().await;
    page.check_attribute("button", "aria-disabled", None);
    button.click();
    assert_eq!(runs.get_untracked(), 1);
});

in_both!(groups_are_named_by_their_legend, |shadow| async move {
    let filter = RwSignal::new("ALL".to_owned());
    let fields = RwSignal::new(vec!["packets".to_owned()]);
    let page = mount(shadow, move || {
        let filters = vec![Choice::new("ALL", "All"), Choice::new("DROP", "Dropped").hint("Blocked only.")];
        let all = ["bytes", "packets", "status"].map(|name| Choice::new(name, name)).to_vec();
        let traffic = radio_group(text("Traffic"), filters, filter, false);
        vec![traffic, checkbox_group(text("Fields"), all, fields, false)].into_any()
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

fn ports(count: usize) -> Vec<ComboOption> {
    (0..count)
        .map(|at| ComboOption {
            value: format!("id-{at}"),
            label: format!("web-{at}"),
            detail: format!("10.0.0.{at}"),
        })
        .collect()
}

fn resource(value: RwSignal<String>, count: usize) -> AnyView {
    combobox(resource_of(value, count))
}

fn resource_of(value: RwSignal<String>, count: usize) -> Combobox {
    let found = Signal::derive(move || {
        let typed = value.get().to_lowercase();
        let mut found = ports(count);
        found.retain(|port| port.value == typed || port.label.contains(&typed));
        found
    });
    let more = move || found.with(Vec::len).checked_sub(SHOWN_OPTIONS).filter(|more| *more > 0);
    Combobox {
        label: text("Resource"),
        value,
        options: Signal::derive(move || found.get().into_iter().take(SHOWN_OPTIONS).collect()),
        more: Signal::derive(move || more().map(|more| format!("{more} more"))),
        hint: text("Whose traffic is captured."),
        error: Signal::stored(None),
        warning: Signal::stored(None),
        left: None,
        loading: Signal::stored(false),
        under: ().into_any(),
        monospace: false,
    }
}

in_both!(combobox_narrows_moves_picks_and_takes_free_text, |shadow| async move {
    let value = RwSignal::new(String::new());
    let page = mount(shadow, move || resource(value, 120));
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
        property_filter(PropertyFilter {
            label: text("Filter loggers"),
            placeholder: text(""),
            input,
            suggestions: Signal::stored(suggestions),
            on_submit: Callback::new(add),
            on_pick: Callback::new(move |picked: FilterSuggestion| add(picked.text)),
            tokens: tokens.into(),
            on_remove: Callback::new(move |at| tokens.update(|tokens| drop(tokens.remove(at)))),
            joint: None,
            on_clear: Callback::new(move |()| tokens.set(Vec::new())),
            count_text: text("2 matches"),
        })
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

in_both!(parts_leave_the_page_with_the_focus_in_them, |shadow| async move {
    let shown = RwSignal::new(true);
    let page = mount(shadow, move || {
        let view = move || {
            if !shown.get() {
                return "gone".into_any();
            }
            let away = Callback::new(move |()| shown.set(false));
            let away = button(text("Away")).variant(ButtonVariant::Icon).icon(IconName::Close).on_click(away);
            let blurred = Callback::new(move |()| ());
            let name = text_field(text("Name"), RwSignal::new(String::new())).on_blur(blurred);
            vec![away.view(), resource(RwSignal::new(String::new()), 3), name.view()].into_any()
        };
        view.into_any()
    });
    settle().await;
    page.one("button").focus().expect("focus");
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
