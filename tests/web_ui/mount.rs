//! A mounted view, and how a test looks at it and acts on it.

use flowlog_console::ui::*;
use gloo_timers::future::TimeoutFuture;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit, Node};

/// A mounted view, taken off the page at the end of its test.
pub(crate) struct Mount {
    container: HtmlElement,
    host: HtmlElement,
    handle: Option<Box<dyn FnOnce()>>,
}

impl Drop for Mount {
    fn drop(&mut self) {
        if let Some(unmount) = self.handle.take() {
            unmount();
        }
        self.host.remove();
    }
}

impl Mount {
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.container.query_selector_all(selector).expect("a valid selector");
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
    }

    pub(crate) fn text(&self) -> String {
        self.container.text_content().unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "elements for {selector}");
        found.remove(0).unchecked_into()
    }

    #[track_caller]
    pub(crate) fn check_texts(&self, selector: &str, expect: &[&str]) {
        let texts: Vec<String> =
            self.all(selector).iter().map(|found| found.text_content().unwrap_or_default()).collect();
        assert_eq!(texts, expect, "texts of {selector}");
    }

    #[track_caller]
    pub(crate) fn check_attribute(&self, selector: &str, name: &str, expect: Option<&str>) {
        assert_eq!(self.one(selector).get_attribute(name).as_deref(), expect, "{name} of {selector}");
    }

    /// The element that has the focus, seen from this mount's root.
    pub(crate) fn focused(&self) -> Option<Element> {
        match self.container.get_root_node().dyn_into::<web_sys::ShadowRoot>() {
            Ok(root) => root.active_element(),
            Err(_) => document().active_element(),
        }
    }

    #[track_caller]
    pub(crate) fn check_focus(&self, selector: &str) {
        let (focused, expect) = (self.focused(), self.one(selector));
        assert_eq!(focused.as_ref().map(Element::outer_html), Some(expect.outer_html()), "focus");
        assert!(expect.is_same_node(focused.as_deref()), "focus, of several that look alike");
    }

    /// The text that `aria-describedby` of an element leads to within its own root.
    pub(crate) fn description(&self, selector: &str) -> String {
        let ids = self.one(selector).get_attribute("aria-describedby").unwrap_or_default();
        let texts = ids.split_whitespace().map(|id| self.one(&format!("[id='{id}']")));
        texts.filter_map(|element| element.text_content()).collect::<Vec<_>>().join(" | ")
    }

    #[track_caller]
    pub(crate) fn enter(&self, selector: &str, value: &str) {
        let input: web_sys::HtmlInputElement = self.one(selector).unchecked_into();
        input.focus().expect("focus");
        input.set_value(value);
        let _ = input.dispatch_event(&bubbling("input"));
    }

    #[track_caller]
    pub(crate) fn press(&self, selector: &str, key: &str) -> bool {
        self.send_key(selector, key, |_| ())
    }

    /// Presses a key with which an input method composes, in both ways in which browsers say so.
    #[track_caller]
    pub(crate) fn compose(&self, selector: &str, key: &str) {
        let says: [fn(&KeyboardEventInit); 2] =
            [|init| init.set_is_composing(true), |init| init.set_key_code(229)];
        for say in says {
            assert!(self.send_key(selector, key, say), "the input method gets the key");
        }
    }

    #[track_caller]
    fn send_key(&self, selector: &str, key: &str, change: fn(&KeyboardEventInit)) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        change(&init);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
        self.one(selector).dispatch_event(&event).expect("dispatch")
    }
}

pub(crate) fn bubbling(name: &str) -> web_sys::Event {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    web_sys::Event::new_with_event_init_dict(name, &init).expect("an event")
}

/// Lets effects run and the browser's own tasks (toggle, close) arrive.
pub(crate) async fn settle() {
    TimeoutFuture::new(30).await;
}

fn words() -> UiWords {
    UiWords {
        copy_value: Sentence::new(|value| format!("Copy {value}")),
        // A browser may refuse it to a page that is tested.
        copied: text("Asked"),
        copy_failed: text("Asked"),
        page: Sentence::new(|page| format!("Page {page}")),
        remove_filter: Sentence::new(|token| format!("Remove filter {token}")),
        close: text("Close"),
        optional: text("optional"),
        previous_page: text("Previous page"),
        next_page: text("Next page"),
        part_missing: text("missing"),
        ..UiWords::default()
    }
}

#[expect(clippy::disallowed_methods, reason = "a test is the host, whose body this is")]
pub(crate) fn mount<V: IntoView + 'static>(shadow: bool, view: impl FnOnce() -> V + 'static) -> Mount {
    let host: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&host).expect("append");
    let container: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    container.set_class_name("flc");
    let root: Node = if shadow {
        let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
        host.attach_shadow(&init).expect("a shadow root").unchecked_into()
    } else {
        host.clone().unchecked_into()
    };
    let style = document().create_element("style").expect("an element");
    style.set_text_content(Some(STYLES));
    root.append_child(&style).expect("append");
    root.append_child(&container).expect("append");
    let place = container.clone();
    let handle: UnmountHandle<_> = mount_to(container.clone(), move || {
        provide_ui_words(words());
        tips(place.clone().into());
        copies(place.into());
        view()
    });
    Mount { container, host, handle: Some(Box::new(move || drop(handle))) }
}
