//! The shell around every page: bar, navigation, notifications, live regions and dialogs.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;

use super::common::{TimeFormat, follow_zone, run, run_on, say};
use super::connect::Connect;
use super::delete::DeleteDialog;
use super::edit::EditDialog;
use super::host_events::Listener;
use super::leave::LeaveDialog;
use super::loads::load;
use super::logs::fetch_ahead;
use super::notifications::Notifications;
use super::presence;
use super::regions::RegionSwitch;
use super::renew::RenewDialog;
use super::routes::{CurrentPage, current_page};
use super::settings::{Settings, zone_label};
use crate::domain::timestamp::Timestamp;
use crate::i18n::{logs, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::events::Event;
use crate::ui::{
    Button, ButtonVariant, Frame, IconName, LiveRegions, NavItem, copies, focus_heading, scoped, tips,
};

/// The console. A part has no bar and no navigation.
#[component]
pub(super) fn Shell() -> impl IntoView {
    let console = expect_context::<Console>();
    let connected = Memo::new(move |_| console.shared.connection.with(Option::is_some));
    let root = NodeRef::<html::Div>::new();
    follow_zone(console);
    follow_builds(console);
    ask_before_unload(console);
    watch_expiry(console);
    reload_on_request(console);
    read_when_back_online(console);
    send_events(console);
    announce_for_all(console);
    focus_new_pages(console, connected, root);
    let content = move || {
        view! {
            <Notifications />
            <ConnectedPage />
        }
    };
    let inner = if console.is_part() {
        view! { <div class="flc-main">{content()}</div> }.into_any()
    } else {
        view! {
            <Frame
                product=say(words::PRODUCT)
                home="#/loggers"
                context=move || view! { <BarContext connected /> }
                tools=move || {
                    view! {
                        <Settings />
                        <Disconnect connected />
                    }
                }
                nav_label=say(words::PRODUCT)
                nav=navigation(console)
                with_nav=connected
            >
                {content()}
            </Frame>
        }
        .into_any()
    };
    view! {
        <div
            class="flc"
            translate="no"
            node_ref=root
            lang=move || console.locale().tag()
            data-theme=move || console.theme().name()
            data-density=move || console.is_compact().then_some("compact")
            data-wrap=move || console.shared.preferences.with(|chosen| chosen.wrap).then_some("true")
            on:click=scoped(move |event| follow_link(console, &event))
            on:pointerover=|event| fetch_ahead(&event)
            on:focusin=|event| fetch_ahead(&event)
            use:tips
            use:copies
        >
            <LiveRegions status=console.part.polite alert=console.part.urgent />
            {inner}
            <EditDialog />
            <DeleteDialog />
            <LeaveDialog />
            <RenewDialog />
        </div>
    }
}

/// The page of the route, or Connect while there is no token. Another region makes a new page, which reads its data.
/// Log files of this device need no connection.
#[component]
fn ConnectedPage() -> impl IntoView {
    let console = expect_context::<Console>();
    let region = Memo::new(move |_| {
        console
            .shared
            .connection
            .with(|connection| connection.as_ref().map(|connection| connection.region.id.clone()))
    });
    let needs_none = Memo::new(move |_| console.part.route.with(|route| route.page == Page::Logs));
    move || match region.with(Option::is_some) || needs_none.get() {
        true => view! { <CurrentPage /> }.into_any(),
        false if console.leads() => view! { <Connect /> }.into_any(),
        false => view! { <p class="flc-muted">{say(words::CONNECT_BESIDE)}</p> }.into_any(),
    }
}

fn navigation(console: Console) -> Vec<NavItem> {
    let item = |page, word, icon, shows: fn(&Page) -> bool| NavItem {
        href: Route::to(page).href(),
        label: say(word),
        icon,
        current: Signal::derive(move || console.part.route.with(|route| shows(&route.page))),
    };
    vec![
        item(Page::Loggers, words::LOGGERS, IconName::Logger, |page| {
            matches!(page, Page::Loggers | Page::Logger { .. } | Page::Create)
        }),
        item(Page::LoggingPorts, words::LOGGING_PORTS, IconName::Network, |page| {
            matches!(page, Page::LoggingPorts | Page::LoggingPort { .. })
        }),
        item(Page::Logs, logs::LOGS, IconName::Search, |page| *page == Page::Logs),
    ]
}

/// The region, the time zone and the badge "Read-only", once the console is connected.
#[component]
fn BarContext(connected: Memo<bool>) -> impl IntoView {
    let console = expect_context::<Console>();
    let name = move || console.shared.connection.get().map(|connection| connection.region.name);
    let has_others = Memo::new(move |_| {
        console
            .shared
            .connection
            .with(|connection| connection.as_ref().is_some_and(|here| here.regions.len() > 1))
    });
    let region = move || match has_others.get() {
        true => view! { <RegionSwitch /> }.into_any(),
        false => view! { <span>{name}</span> }.into_any(),
    };
    let badge =
        move || console.read_only().map(|_| view! { <span class="flc-badge">{say(words::READ_ONLY)}</span> });
    view! {
        <Show when=move || connected.get()>
            {region}
            <span>{move || zone_label(console)}</span>
            {badge}
        </Show>
    }
}

#[component]
fn Disconnect(connected: Memo<bool>) -> impl IntoView {
    let console = expect_context::<Console>();
    let leave = Callback::new(move |()| console.ask_to_disconnect());
    view! {
        <Show when=move || connected.get()>
            <Button
                label=say(words::DISCONNECT)
                icon=IconName::Disconnect
                variant=ButtonVariant::Plain
                on_click=leave
            />
        </Show>
    }
}

/// Warns before the token expires, where its lifetime is known.
fn watch_expiry(console: Console) {
    let ends = Memo::new(move |_| console.shared.ends_ms.get().filter(|_| console.leads()));
    Effect::new(move || {
        if ends.get().is_some() {
            let say_time =
                move |ends_ms| untrack(|| TimeFormat::of(console)).text(Timestamp::from_millis(ends_ms));
            // When the leading part goes, the task ends, and the next leading part starts it.
            run(console.watch_expiry(say_time));
        }
    });
}

/// Reads the page again when it is requested, for example after a provider has failed and the host has set another one.
fn reload_on_request(console: Console) {
    let mut seen = console.shared.reload_requests.get_untracked();
    Effect::new(move || {
        let now = console.shared.reload_requests.get();
        if now != seen {
            seen = now;
            run_on(load(console));
        }
    });
}

/// Reads once more what could not be read while the browser was offline.
fn read_when_back_online(console: Console) {
    let listener = window_event_listener(leptos::ev::online, move |_| run_on(console.read_missed()));
    on_cleanup(move || listener.remove());
}

/// Sends the waiting events to the host, and an event whenever the person has to sign in.
fn send_events(console: Console) {
    let listener = Listener::of_mount();
    let asks = listener.clone();
    Effect::new(move || {
        for part in [Some(console.part), console.speaks_for()].into_iter().flatten() {
            if part.events.is_waiting() {
                let locale = untrack(|| console.locale());
                part.events.take().into_iter().for_each(|event| listener.send(locale, event));
            }
        }
    });
    Effect::new(move || {
        let is_away = console.shared.connection.with(Option::is_none);
        if is_away || console.shared.asked.with(Option::is_some) {
            let refused = !is_away || console.shared.refused.with_untracked(Option::is_some);
            asks.send(untrack(|| console.locale()), Event::AuthRequired { refused });
        }
    });
}

/// Lets a screen reader say what concerns all parts.
fn announce_for_all(console: Console) {
    Effect::new(move || {
        let Some(base) = console.speaks_for() else { return };
        for (from, to) in [(base.polite, console.part.polite), (base.urgent, console.part.urgent)] {
            let said = from.get();
            if !said.is_empty() {
                from.set(String::new());
                to.set(said);
            }
        }
    });
}

/// Follows a link inside the console without the browser: the console asks about unsaved edits first, and the address of
/// a portal stays. The browser handles clicks that open a new tab or window.
fn follow_link(console: Console, event: &web_sys::MouseEvent) {
    if event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
        event.prevent_default();
        console.go(Route::parse(&href));
    }
}

/// Moves the focus to the heading of each new page, so that a screen reader begins there. The first page does not take
/// the focus: the console may be a small part of the document.
fn focus_new_pages(console: Console, connected: Memo<bool>, root: NodeRef<html::Div>) {
    let page = current_page(console);
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
            if let Some(root) = root.try_get_untracked().flatten() {
                focus_heading(&root);
            }
        });
    });
}

/// Polls while a logger is in BUILD, and looks at the end for a second one of the same create.
fn follow_builds(console: Console) {
    let building = Memo::new(move |_| {
        console.shared.loggers.track();
        console.part.logger.track();
        console.shared.connection.track();
        console.is_building()
    });
    Effect::new(move || {
        if building.get() {
            run(console.follow_builds(presence::Page));
        } else {
            run(console.look_for_late_surplus());
        }
    });
}

/// Lets the browser ask before it closes a document with unsaved edits.
fn ask_before_unload(console: Console) {
    let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
        if console.has_unsaved_edits() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}
