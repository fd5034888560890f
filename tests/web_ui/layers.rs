//! What opens, closes or changes its place: dialog, popover, notifications, tabs.

use flowlog_console::ui::*;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::mount::{bubbling, mount, settle};

in_both!(dialog_focuses_its_first_field_and_gives_the_focus_back, |shadow| async move {
    let open = RwSignal::new(false);
    let closed = RwSignal::new(0);
    let page = mount(shadow, move || {
        let close = move |()| {
            open.set(false);
            closed.update(|closed| *closed += 1);
        };
        view! {
            <Button label="Edit" on_click=move |()| open.set(true)/>
            <Dialog title="Edit logger" open on_close=close>
                <TextField label="Name" value=RwSignal::new(String::new())/>
                <Button label="Cancel"/>
            </Dialog>
        }
        .into_any()
    });
    let opener = ".flc > .flc-tipped > button, .flc > button";
    page.one(opener).focus().expect("focus");
    page.one(opener).click();
    settle().await;
    page.check_focus("dialog[open] input");
    let title = page.one("dialog").get_attribute("aria-labelledby").expect("a name");
    page.check_texts(&format!("[id='{title}']"), &["Edit logger"]);
    page.check_texts("dialog button", &["Cancel", "Close"]);
    let _ = page.one("dialog").dispatch_event(&bubbling("cancel"));
    settle().await;
    assert!(!open.get_untracked());
    assert_eq!((page.all("dialog[open]").len(), closed.get_untracked()), (0, 1));
    page.check_focus(opener);
});

in_both!(a_dialog_that_opens_again_at_once_stays_open, |shadow| async move {
    let open = RwSignal::new(true);
    let page = mount(shadow, move || {
        view! {
            <Dialog title="Leave?" open on_close=move |()| open.set(false)>
                <Button label="Stay"/>
            </Dialog>
        }
        .into_any()
    });
    settle().await;
    open.set(false);
    leptos::task::tick().await;
    assert_eq!(page.all("dialog[open]").len(), 0);
    // The event `close` is still to come.
    open.set(true);
    settle().await;
    assert!(open.get_untracked());
    page.check_focus("dialog[open] .flc-dialog-body button");
});

/// A dialog that asks in another one before it closes.
fn asking_dialogs() -> impl IntoView {
    let (open, asking) = (RwSignal::new(true), RwSignal::new(false));
    view! {
        <Dialog title="Edit logger" open on_close=move |()| asking.set(true)>
            <TextField label="Name" value=RwSignal::new(String::new())/>
        </Dialog>
        <Dialog title="Leave?" open=asking on_close=move |()| asking.set(false)>
            <Button label="Stay"/>
        </Dialog>
    }
}

const QUESTION: &str = "dialog[open] .flc-dialog-body button";

in_both!(escape_asks_as_often_as_it_is_pressed, |shadow| async move {
    let page = mount(shadow, || asking_dialogs().into_any());
    settle().await;
    for _ in 0..3 {
        assert!(!page.press("dialog[open] input", "Escape"), "the browser does nothing of its own");
        settle().await;
        page.check_focus(QUESTION);
        page.press(QUESTION, "Escape");
        settle().await;
        page.check_focus("dialog[open] input");
    }
});

in_both!(the_question_lies_above_a_dialog_that_the_browser_has_closed, |shadow| async move {
    let page = mount(shadow, || asking_dialogs().into_any());
    settle().await;
    // What a browser does that takes no objection.
    let edit: web_sys::HtmlDialogElement = page.one("dialog[open]").unchecked_into();
    let _ = edit.dispatch_event(&web_sys::Event::new("cancel").expect("an event"));
    edit.close();
    settle().await;
    assert!(edit.open());
    page.check_focus(QUESTION);
});

in_both!(popover_opens_by_its_button, |shadow| async move {
    let page = mount(shadow, || {
        view! {
            <Popover label="Settings" icon=IconName::Settings variant=ButtonVariant::Plain>
                "Language"
            </Popover>
        }
        .into_any()
    });
    page.one("button").click();
    settle().await;
    page.check_texts("[role=dialog][aria-label=Settings]:popover-open[data-placed]", &["Language"]);
    page.one("button").click();
    settle().await;
    page.check_texts(":popover-open", &[]);
});

fn flash(id: u64, title: &str, tone: Tone) -> Flash {
    let title = title.to_owned();
    Flash {
        id,
        tone,
        title,
        detail: None,
        items: vec![],
        items_label: "Each logger".to_owned(),
        actions: Vec::new(),
        dismissible: true,
        busy: false,
    }
}

in_both!(a_long_list_of_items_is_folded, |shadow| async move {
    let with = |id: u64, count: usize| {
        let item = |at| FlashLine { tone: Tone::Good, text: format!("{at}: done") };
        Flash { items: (0..count).map(item).collect(), ..flash(id, "Deleted", Tone::Good) }
    };
    let items = Signal::stored(vec![with(1, 10), with(2, 11)]);
    let page = mount(shadow, move || {
        view! { <Flashbar label="Notifications" items on_action=|_| () on_dismiss=|_| ()/> }
    });
    settle().await;
    page.check_texts("details > summary", &["Each logger"]);
    assert_eq!(page.all("details:not([open]) ul[aria-label='Each logger'] > li").len(), 11);
    assert_eq!(page.all(".flc-notice-body > ul[aria-label='Each logger'] > li").len(), 10);
});

in_both!(notifications_are_replaced_in_their_place, |shadow| async move {
    let items = RwSignal::new(vec![flash(1, "Deleting", Tone::Working), flash(2, "Saved", Tone::Good)]);
    let page = mount(shadow, move || {
        let dismiss = Callback::new(move |id| items.update(|items| items.retain(|item| item.id != id)));
        view! {
            <Flashbar label=text("Notifications") items on_action=|_| () on_dismiss=dismiss />
            <LiveRegions status=text("") alert=text("") />
        }
        .into_any()
    });
    settle().await;
    let first = page.one("ul[aria-label=Notifications] > li:first-child");
    items.update(|items| items[0] = flash(1, "Deleted", Tone::Good));
    settle().await;
    page.check_texts(".flc-notice-title", &[" Deleted", " Saved"]);
    assert!(first.is_same_node(Some(&page.one(".flc-notice:first-child"))), "the same element");
    page.check_attribute(".flc-notice:first-child", "data-tone", Some("good"));
    page.one(".flc-notice:first-child button").click();
    settle().await;
    page.check_texts(".flc-notice-title", &[" Saved"]);
    assert_eq!((page.all("[role=status]").len(), page.all("[role=alert]").len()), (1, 1));
});

in_both!(a_dismissed_notification_leaves_the_focus_to_the_next_one, |shadow| async move {
    let running = Flash { dismissible: false, ..flash(3, "Deleting", Tone::Working) };
    let retry = Flash { actions: vec!["Retry".to_owned()], ..flash(4, "Not deleted", Tone::Wrong) };
    let all = vec![flash(1, "Saved", Tone::Good), flash(2, "Created", Tone::Good), running, retry];
    let items = RwSignal::new(all);
    let page = mount(shadow, move || {
        let dismiss = move |id| items.update(|items| items.retain(|item| item.id != id));
        view! {
            <Flashbar label="Notifications" items on_action=move |(id, _)| dismiss(id) on_dismiss=dismiss/>
            <PageHeader title="Loggers"/>
        }
        .into_any()
    });
    settle().await;
    let dismiss = |title: &str| {
        let at = page
            .all(".flc-notice-title")
            .iter()
            .position(|found| found.text_content().as_deref() == Some(title));
        format!(".flc-notice:nth-child({}) > .flc-icon-only", at.expect("a title") + 1)
    };
    let press = async |button: &str| {
        page.one(button).focus().expect("focus");
        page.one(button).click();
        settle().await;
    };
    press(&dismiss(" Saved")).await;
    page.check_focus(&dismiss(" Created"));
    press(&dismiss(" Created")).await;
    page.check_focus(&dismiss(" Not deleted"));
    items.update(|items| items.push(flash(5, "Last", Tone::Good)));
    settle().await;
    press(&dismiss(" Last")).await;
    page.check_focus(&dismiss(" Not deleted"));
    // An action that takes its notification away.
    press(".flc-notice:nth-child(2) > button:not(.flc-icon-only)").await;
    page.check_texts(".flc-notice-title", &[" Deleting"]);
    page.check_focus(".flc-title");
});

in_both!(an_input_method_puts_no_tip_away, |shadow| async move {
    let page = mount(shadow, || {
        view! { <Button label="Away" variant=ButtonVariant::Icon icon=IconName::Close/> }
    });
    settle().await;
    page.one("button").focus().expect("focus");
    settle().await;
    page.compose("button", "Escape");
    settle().await;
    page.check_texts(":popover-open", &["Away"]);
    page.press("button", "Escape");
    settle().await;
    page.check_texts(":popover-open", &[]);
});

in_both!(tabs_move_by_arrow_keys, |shadow| async move {
    let selected = RwSignal::new("a".to_owned());
    let page = mount(shadow, move || {
        let tabs =
            vec![TabItem { id: "a", label: text("Details") }, TabItem { id: "b", label: text("JSON") }];
        let panel = Callback::new(|id: String| format!("panel {id}").into_any());
        let select = Callback::new(move |id| selected.set(id));
        view! { <Tabs label=text("Logger") tabs selected on_select=select panel /> }.into_any()
    });
    settle().await;
    page.check_texts("[role=tabpanel]", &["panel a"]);
    for (key, expect) in
        [("ArrowRight", "b"), ("ArrowRight", "a"), ("End", "b"), ("Home", "a"), ("ArrowLeft", "b")]
    {
        page.press("[role=tab][aria-selected=true]", key);
        settle().await;
        assert_eq!(selected.get_untracked(), expect, "after {key}");
        page.check_focus("[role=tab][tabindex='0']");
    }
    page.compose("[role=tab][aria-selected=true]", "Home");
    settle().await;
    page.check_texts("[role=tabpanel]", &["panel b"]);
    let named = page.one("[role=tabpanel]").get_attribute("aria-labelledby").expect("a name");
    page.check_texts(&format!("[id='{named}']"), &["JSON"]);
});
