//! The frame around every page: bar, navigation, notifications, live regions and the console's dialogs.

use leptos::prelude::*;

use wasm_bindgen::JsCast as _;

use super::kit::{TimeFormat, run, run_on, say};
use super::{
    connect, current, delete, edit, leave, notifications, page_of, presence, regions, reload, renew,
    settings, telling,
};
use crate::domain::timestamp::Timestamp;
use crate::i18n::words;
use crate::route::{Page, Route};
use crate::state::Console;
use crate::ui::{ButtonVariant, ElRef, Frame, IconName, NavItem, button, el, frame, live, live_regions};

pub(super) fn view(console: Console) -> AnyView {
    follow_builds(console);
    ask_before_unload(console);
    let region = Memo::new(move |_| {
        console
            .connection
            .with(|connection| connection.as_ref().map(|connection| connection.region.id.clone()))
    });
    let connected = Memo::new(move |_| region.with(Option::is_some));
    // Made anew for another region, whose data it reads.
    let page = move || match region.with(Option::is_some) {
        true => current(console),
        false if console.leads() => connect::view(console),
        false => el("p").class("flc-muted").say(say(words::CONNECT_BESIDE)).view(),
    };
    watch_expiry(console);
    read_again(console);
    tell_host(console);
    let preferences = console.preferences;
    let content = vec![notifications::view(console), live(page)];
    let frame = |content| {
        frame(Frame {
            product: say(words::PRODUCT),
            home: "#/loggers",
            context: live(move || context(console, connected)),
            tools: vec![settings::view(console), live(move || disconnect(console, connected))],
            nav_label: say(words::PRODUCT),
            nav: Signal::derive(move || if connected.get() { navigation(console) } else { Vec::new() }),
            content,
        })
    };
    let inner = match console.is_part() {
        true => el("div").class("flc-main").children(content).view(),
        false => frame(content),
    };
    let root = ElRef::default();
    focus_new_pages(console, connected, root);
    el("div")
        .class("flc")
        .held(root)
        .attr_of("lang", move || Some(console.locale().tag()))
        .attr_of("data-theme", move || Some(console.theme().name()))
        .attr_of("data-density", move || console.is_compact().then_some("compact"))
        .attr_of("data-wrap", move || preferences.with(|chosen| chosen.wrap).then_some("true"))
        .on("click", move |event| follow_link(console, &event))
        .child(live_regions(console.polite.into(), console.urgent.into()))
        .child(inner)
        .child(dialogs(console))
        .view()
}

fn dialogs(console: Console) -> AnyView {
    [edit::view, delete::view, leave::view, renew::view]
        .map(|dialog| dialog(console))
        .into_iter()
        .collect::<Vec<_>>()
        .into_any()
}

fn navigation(console: Console) -> Vec<NavItem> {
    let on_ports =
        console.route.with(|route| matches!(route.page, Page::LoggingPorts | Page::LoggingPort { .. }));
    let on_loggers =
        console.route.with(|route| matches!(route.page, Page::Loggers | Page::Logger { .. } | Page::Create));
    let item = |page, word: crate::i18n::Word, icon, current| NavItem {
        href: Route::to(page).href(),
        label: console.say(word).to_owned(),
        icon: Some(icon),
        current,
    };
    vec![
        item(Page::Loggers, words::LOGGERS, IconName::Logger, on_loggers),
        item(Page::LoggingPorts, words::LOGGING_PORTS, IconName::Network, on_ports),
    ]
}

/// The region, the time zone and whether writing is off; nothing before there is a region.
fn context(console: Console, connected: Memo<bool>) -> AnyView {
    if !connected.get() {
        return ().into_any();
    }
    let part = |text| el("span").say(text).view();
    let name = Signal::derive(move || {
        console.connection.get().map(|connection| connection.region.name).unwrap_or_default()
    });
    let has_others = Memo::new(move |_| {
        console.connection.with(|connection| connection.as_ref().is_some_and(|here| here.regions.len() > 1))
    });
    let region = move || match has_others.get() {
        true => regions::switch(console),
        false => part(name),
    };
    let badge = move || {
        let badge = || el("span").class("flc-badge").say(say(words::READ_ONLY)).view();
        console.read_only().map(|_| badge()).into_any()
    };
    vec![live(region), part(Signal::derive(move || settings::zone_label(console))), live(badge)].into_any()
}

/// Whenever there is a token whose end is known, somebody looks at the clock.
fn watch_expiry(console: Console) {
    Effect::new(move || {
        if console.leads() && console.ends_ms.with(Option::is_some) {
            let say_time =
                move |ends_ms| untrack(|| TimeFormat::of(console)).text(Timestamp::from_millis(ends_ms));
            run_on(console.watch_expiry(say_time));
        }
    });
}

/// Whenever a host's new provider takes the place of one that gave no token, what could not be read is read again.
fn read_again(console: Console) {
    let mut seen = console.again.get_untracked();
    Effect::new(move || {
        let now = console.again.get();
        if now != seen {
            seen = now;
            run_on(reload::page(console));
        }
    });
}

/// Whenever there is something to tell, the host hears of it; and whenever somebody has to sign in.
fn tell_host(console: Console) {
    let listener = telling::listener();
    let told = listener.clone();
    Effect::new(move || {
        if console.told.with(|told| !told.is_empty()) {
            telling::tell(console, &told);
        }
    });
    Effect::new(move || {
        let is_away = console.connection.with(Option::is_none);
        if is_away || console.asked.with(Option::is_some) {
            let refused = !is_away || console.refused.with_untracked(Option::is_some);
            telling::auth_required(&listener, refused);
        }
        if is_away && console.is_part() {
            // Another part that shares the connection has ended it.
            console.forget_own_answers();
        }
    });
}

fn disconnect(console: Console, connected: Memo<bool>) -> AnyView {
    if !connected.get() {
        return ().into_any();
    }
    let leave = Callback::new(move |()| console.ask_to_disconnect());
    button(say(words::DISCONNECT))
        .icon(IconName::Disconnect)
        .variant(ButtonVariant::Plain)
        .on_click(leave)
        .view()
}

/// Links inside the console go through its own navigation, so that unsaved edits are asked about and a portal's
/// address stays its own. Clicks for a new tab or window are the browser's.
fn follow_link(console: Console, event: &web_sys::Event) {
    // A click, and in a window that a portal has opened, of that window's own class.
    let event: &web_sys::MouseEvent = event.unchecked_ref();
    if event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return;
    }
    let target = event.target().map(web_sys::EventTarget::unchecked_into::<web_sys::Element>);
    let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
        event.prevent_default();
        console.go(Route::parse(&href));
    }
}

/// A new page begins at its heading, also for those who do not see it. The first page leaves the focus to the
/// document, in which the console may be a small part.
fn focus_new_pages(console: Console, connected: Memo<bool>, root: ElRef) {
    let page = page_of(console);
    let mut shown: Option<(bool, Page)> = None;
    Effect::new(move || {
        let (connected, page) = (connected.get(), page.get());
        let now = Some((connected, page));
        let is_new = shown.is_some() && shown != now;
        shown = now;
        if !is_new {
            return;
        }
        request_animation_frame(move || {
            let heading =
                root.get().and_then(|root| root.query_selector(".flc-page-title > *").ok().flatten());
            if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
            {
                // A heading that a browser does not focus leaves things as they were.
                let _ = heading.focus();
            }
        });
    });
}

/// While a logger is in BUILD, it is read again and again.
fn follow_builds(console: Console) {
    let building = Memo::new(move |_| {
        console.loggers.track();
        console.logger.track();
        console.connection.track();
        console.is_building()
    });
    Effect::new(move || {
        if building.get() {
            run(console.follow_builds(presence::Page));
        }
    });
}

/// The browser asks before a document with unsaved edits is closed.
fn ask_before_unload(console: Console) {
    let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
        if console.has_unsaved_edits() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}
