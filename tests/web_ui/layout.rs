//! Frame, steps, parts of a URL, and the rules of the style sheet.

use flowlog_console::ui::*;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mount::{mount, settle};

in_both!(steps_mark_the_current_one, |shadow| async move {
    let current = RwSignal::new(1);
    let page = mount(shadow, move || {
        let names = ["Target", "Collection", "Review"].map(text).to_vec();
        let pick = move |at| current.set(at);
        view! { <Steps label=text("Steps") steps=names current on_pick=pick/> }
    });
    settle().await;
    page.check_texts("ol[aria-label=Steps] > [aria-current=step]", &["Collection"]);
    page.check_texts("ol button", &["Target"]);
    page.one("ol button").click();
    settle().await;
    page.check_texts("[aria-current=step]", &["Target"]);
    page.check_texts("ol button", &[]);
});

in_both!(parts_say_their_state_in_words, |shadow| async move {
    let page = mount(shadow, || {
        let part =
            |label: &str, value: &str, state| PartView { label: label.into(), value: value.into(), state };
        let parts = vec![part("Host", "h", PartState::Ok), part("Directory", "", PartState::Missing)];
        view! { <PartsLine parts=Signal::stored(parts) hidden=Signal::stored(false)/> }
    });
    settle().await;
    page.check_texts("dt", &["Host", "Directory"]);
    page.check_texts("dd", &["h", "– missing"]);
});

in_both!(frame_keeps_its_landmarks, |shadow| async move {
    let here = RwSignal::new("#/loggers");
    let page = mount(shadow, move || {
        let item = |href: &'static str, label: &str, icon| NavItem {
            href: href.to_owned(),
            label: text(label),
            icon,
            current: Signal::derive(move || href == here.get()),
        };
        let nav = vec![
            item("#/loggers", "Loggers", IconName::Logger),
            item("#/ports", "Logging ports", IconName::Network),
        ];
        view! {
            <Frame
                product=text("Flow Log")
                home="#/loggers"
                context=|| ()
                tools=|| view! { <button type="button">"Disconnect"</button> }
                nav_label=text("Flow Log")
                nav
                with_nav=true
            >
                <PageHeader title=text("Flow log loggers") counter=text("(12)")/>
            </Frame>
        }
    });
    settle().await;
    page.check_texts("nav[aria-label='Flow Log'] a", &["Loggers", "Logging ports"]);
    page.check_texts("main h1", &["Flow log loggers (12)"]);
    page.one("a[href='#/ports']").focus().expect("focus");
    here.set("#/ports");
    settle().await;
    page.check_texts("a[aria-current=page]", &["Logging ports"]);
    page.check_focus("a[href='#/ports']");
    page.one(".flc-skip").click();
    page.check_focus("main");
});

#[wasm_bindgen_test]
fn colours_stand_in_the_tokens_alone() {
    let (tokens, rest) = STYLES.split_once("container: flc / inline-size").expect("the base styles");
    assert!(tokens.contains("--flc-color-text: var(--flc-text, light-dark("));
    let literal =
        |line: &&str| ["#0", "#1", "#2", "#f", "#e", "rgb(", "hsl("].iter().any(|sign| line.contains(sign));
    let rules = rest.lines();
    assert_eq!(rules.filter(literal).collect::<Vec<_>>(), Vec::<&str>::new());
}
