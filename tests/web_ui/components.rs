//! The components of the crate in another Leptos program, with a service that answers in the page.

use flowlog_console::{Flowlog, FlowlogConsole, FlowlogEvent, Locale, LoggerTable, PortTable};
use gloo_timers::future::TimeoutFuture;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// Answers in place of the network, and keeps what it was asked with which token.
const SERVICE: &str = r#"
    const former = window.fetch;
    window.asked = [];
    window.fetch = async (request) => {
        const url = new URL(request.url);
        const { pathname, host } = url;
        window.asked.push(`${host.split('-')[0]} ${request.headers.get('X-Auth-Token')} ${pathname}`);
        const body = pathname.endsWith('flowlog-loggers') ? loggers : pathname.endsWith('flowlog-logging-ports') ? ports : {};
        return new Response(body === loggers || body === ports ? body : '{}', { status: body === loggers || body === ports ? 200 : 404 });
    };
    return () => { window.fetch = former; };
"#;

/// The service while a test runs.
struct Service(js_sys::Function);

impl Service {
    fn start() -> Service {
        let start = js_sys::Function::new_with_args("loggers, ports", SERVICE);
        let loggers = include_str!("../fixtures/loggers-list.response.json");
        let ports = include_str!("../fixtures/logging-ports-list.response.json");
        let stop = start.call2(&JsValue::UNDEFINED, &loggers.into(), &ports.into()).expect("a service");
        Service(stop.unchecked_into())
    }

    /// What was asked so far: region, token and path.
    fn asked(&self) -> Vec<String> {
        let asked = js_sys::Reflect::get(&js_sys::global(), &"asked".into()).expect("what was asked");
        js_sys::Array::from(&asked).iter().filter_map(|line| line.as_string()).collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// An element of the page, or a shadow root in one, in which another program runs.
struct Host {
    element: HtmlElement,
    root: Node,
    container: HtmlElement,
}

#[expect(clippy::disallowed_methods, reason = "a test is the host, whose body this is")]
fn host(shadow: bool) -> Host {
    let new = || document().create_element("div").expect("an element").unchecked_into::<HtmlElement>();
    let (element, container) = (new(), new());
    document().body().expect("a body").append_child(&element).expect("append");
    let parent: Node = match shadow {
        true => {
            let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
            element.attach_shadow(&init).expect("a shadow root").unchecked_into()
        }
        false => element.clone().unchecked_into(),
    };
    parent.append_child(&container).expect("append");
    let root = container.get_root_node();
    Host { element, root, container }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.element.remove();
    }
}

impl Host {
    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.container.query_selector_all(selector).expect("a valid selector");
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().filter_map(|element| element.text_content()).collect()
    }

    fn sheets(&self) -> u32 {
        let sheets = js_sys::Reflect::get(&self.root, &"adoptedStyleSheets".into()).expect("style sheets");
        js_sys::Array::from(&sheets).length()
    }

    #[track_caller]
    fn click(&self, selector: &str) {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "elements for {selector}");
        found[0].unchecked_ref::<HtmlElement>().click();
    }
}

/// Waits until something holds.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        TimeoutFuture::new(50).await;
    }
    panic!("{what} has not come");
}

in_both!(two_components_work_together_in_another_program, |shadow| async move {
    let service = Service::start();
    let host = host(shadow);
    let sheets = host.sheets();
    let asked_for_tokens = StoredValue::new(0);
    let region = ArcRwSignal::new("KR1".to_owned());
    let locale = ArcRwSignal::new(Locale::En);
    let heard = ArcRwSignal::new(Vec::new());
    let page = {
        let (region, locale, heard) = (region.clone(), locale.clone(), heard.clone());
        move || {
            let token = move || async move {
                asked_for_tokens.update_value(|times| *times += 1);
                Ok("a-token".to_owned())
            };
            let flowlog = Flowlog::new().region(RwSignal::from(region)).tokens(token);
            let locale = RwSignal::from(locale);
            let hear = move |event: FlowlogEvent| {
                if let FlowlogEvent::Selected(ids) = event {
                    heard.update(|heard| heard.push(ids));
                }
            };
            view! {
                <section id="table">
                    <LoggerTable flowlog locale on_event=hear/>
                </section>
                <section id="ports">
                    <PortTable flowlog locale/>
                </section>
            }
        }
    };
    let mounted = mount_to(host.container.clone(), page);
    until("the table of loggers", || host.texts("#table tbody th a") == ["flowlog-create-test", "test"])
        .await;
    until("the table of ports", || host.all("#ports tbody tr").len() == 2).await;
    assert_eq!(asked_for_tokens.get_value(), 1, "one token for both");
    assert!(service.asked().iter().all(|asked| asked.starts_with("kr1 a-token ")), "{:?}", service.asked());
    assert_eq!(host.sheets(), sheets + 2, "the styles are in the root around the components");
    assert_eq!(host.texts("h1"), Vec::<String>::new(), "the page's heading 1 is its own");

    let ids: Vec<String> = host.all("[id]").iter().map(Element::id).collect();
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "each id is there once");

    host.click("#table input[aria-label='Select test']");
    until("the event", || !heard.get_untracked().is_empty()).await;
    assert_eq!(heard.get_untracked(), [["3e84619a-1e49-4b19-b353-a15f7d278f94"]]);
    until("the ports of that logger", || host.all("#ports tbody tr").len() == 1).await;
    host.click("#table input[aria-label='Select test']");
    until("all ports again", || host.all("#ports tbody tr").len() == 2).await;

    locale.set(Locale::Ko);
    until("Korean", || host.texts("#ports h2")[0].starts_with("로깅 포트")).await;
    region.set("KR2".to_owned());
    until("the other region", || service.asked().iter().any(|asked| asked.starts_with("kr2 a-token "))).await;

    drop(mounted);
    TimeoutFuture::new(30).await;
    assert_eq!(host.sheets(), sheets, "and leave it with them");
    assert_eq!(host.all(".flc").len(), 0);
});

in_both!(a_console_beside_a_component_is_its_own, |shadow| async move {
    let service = Service::start();
    let host = host(shadow);
    let region = ArcRwSignal::new("KR1".to_owned());
    let [by_table, by_console] = [(); 2].map(|()| ArcRwSignal::new(0));
    let page = {
        let (region, by_table, by_console) = (region.clone(), by_table.clone(), by_console.clone());
        move || {
            let token = || async { Ok("a-token".to_owned()) };
            let flowlog = Flowlog::new().region(RwSignal::from(region)).tokens(token);
            let count = |heard: ArcRwSignal<i32>| {
                move |event: FlowlogEvent| {
                    if let FlowlogEvent::Selected(_) = event {
                        heard.update(|heard| *heard += 1);
                    }
                }
            };
            let (of_table, of_console) = (count(by_table), count(by_console));
            view! {
                <section id="table">
                    <LoggerTable flowlog locale=Locale::En on_event=of_table/>
                </section>
                <section id="console">
                    <FlowlogConsole flowlog locale=Locale::Ko route="/ports" on_event=of_console/>
                </section>
            }
        }
    };
    let mounted = mount_to(host.container.clone(), page);
    until("the table of loggers", || host.all("#table tbody th a").len() == 2).await;
    until("the table of ports", || host.all("#console tbody tr").len() == 2).await;
    assert!(host.texts("#console h1")[0].starts_with("로깅 포트"), "{:?}", host.texts("#console h1"));
    assert!(host.texts("#table h2")[0].starts_with("Flow log loggers"), "{:?}", host.texts("#table h2"));
    host.click("#table input[aria-label='Select test']");
    until("the event", || by_table.get_untracked() == 1).await;
    assert_eq!(by_console.get_untracked(), 0);
    region.set("KR2".to_owned());
    let in_kr2 = |path: &str| service.asked().contains(&format!("kr2 a-token /v2.0/{path}"));
    until("both in the other region", || in_kr2("flowlog-loggers") && in_kr2("flowlog-logging-ports")).await;
    drop(mounted);
});

in_both!(a_program_is_asked_before_a_component_leaves_its_page, |shadow| async move {
    let _service = Service::start();
    let host = host(shadow);
    let asked = ArcRwSignal::new(Vec::new());
    let may = ArcRwSignal::new(false);
    let page = {
        let (asked, may) = (asked.clone(), may.clone());
        move || {
            let flowlog = Flowlog::new().tokens(|| async { Ok("a-token".to_owned()) });
            let ask = move |route: String| {
                asked.update(|asked| asked.push(route));
                may.get_untracked()
            };
            view! { <LoggerTable flowlog locale=Locale::En on_navigate=ask/> }
        }
    };
    let mounted = mount_to(host.container.clone(), page);
    let link = "tbody th a[href$='3e84619a-1e49-4b19-b353-a15f7d278f94']";
    until("the table of loggers", || host.all(link).len() == 1).await;
    host.click(link);
    until("the question", || !asked.get_untracked().is_empty()).await;
    assert_eq!(asked.get_untracked(), ["/loggers/3e84619a-1e49-4b19-b353-a15f7d278f94"]);
    TimeoutFuture::new(100).await;
    assert_eq!(host.all(link).len(), 1, "it stays");
    may.set(true);
    host.click(link);
    until("the logger's page", || host.all(link).is_empty()).await;
    drop(mounted);
});
