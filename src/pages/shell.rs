//! The shell around every page: bar, navigation, notifications, live regions and the console's dialogs.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;

use super::connect::Connect;
use super::delete::DeleteDialog;
use super::edit::EditDialog;
use super::kit::{TimeFormat, run, run_on, say};
use super::leave::LeaveDialog;
use super::notifications::Notifications;
use super::regions::RegionSwitch;
use super::renew::RenewDialog;
use super::routes::{self, CurrentPage, current_page};
use super::settings::{Settings, zone_label};
use super::{presence, telling};
use crate::domain::timestamp::Timestamp;
use crate::i18n::words;
use crate::route::{Page, Route};
use crate::state::Console;
use crate::ui::{Button, ButtonVariant, Frame, IconName, LiveRegions, NavItem, copies, scoped, tips};

/// The whole console, or a part of it without bar and navigation.
#[component]
pub(super) fn Shell() -> impl IntoView {
    let console = expect_context::<Console>();
    let connected = Memo::new(move |_| console.shared.connection.with(Option::is_some));
    let root = NodeRef::<html::Div>::new();
    follow_builds(console);
    ask_before_unload(console);
    watch_expiry(console);
    read_again(console);
    tell_host(console);
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
        let nav = Signal::derive(move || if connected.get() { navigation(console) } else { Vec::new() });
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
                nav
            >
                {content()}
            </Frame>
        }
        .into_any()
    };
    view! {
        <div
            class="flc"
            node_ref=root
            lang=move || console.locale().tag()
            data-theme=move || console.theme().name()
            data-density=move || console.is_compact().then_some("compact")
            data-wrap=move || console.shared.preferences.with(|chosen| chosen.wrap).then_some("true")
            on:click=scoped(move |event| follow_link(console, &event))
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

/// The page of the route, made anew for another region, whose data it reads; Connect while there is no token.
#[component]
fn ConnectedPage() -> impl IntoView {
    let console = expect_context::<Console>();
    let region = Memo::new(move |_| {
        console
            .shared
            .connection
            .with(|connection| connection.as_ref().map(|connection| connection.region.id.clone()))
    });
    move || match region.with(Option::is_some) {
        true => view! { <CurrentPage /> }.into_any(),
        false if console.leads() => view! { <Connect /> }.into_any(),
        false => view! { <p class="flc-muted">{say(words::CONNECT_BESIDE)}</p> }.into_any(),
    }
}

fn navigation(console: Console) -> Vec<NavItem> {
    let on_ports =
        console.part.route.with(|route| matches!(route.page, Page::LoggingPorts | Page::LoggingPort { .. }));
    let on_loggers = console
        .part
        .route
        .with(|route| matches!(route.page, Page::Loggers | Page::Logger { .. } | Page::Create));
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

/// Whenever there is a token whose end is known, somebody looks at the clock.
fn watch_expiry(console: Console) {
    let ends = Memo::new(move |_| console.shared.ends_ms.get().filter(|_| console.leads()));
    Effect::new(move || {
        if ends.get().is_some() {
            let say_time =
                move |ends_ms| untrack(|| TimeFormat::of(console)).text(Timestamp::from_millis(ends_ms));
            // It ends with the part that leads; the next one takes its place.
            run(console.watch_expiry(say_time));
        }
    });
}

/// Whenever a host's new provider takes the place of one that gave no token, what could not be read is read again.
fn read_again(console: Console) {
    let mut seen = console.shared.again.get_untracked();
    Effect::new(move || {
        let now = console.shared.again.get();
        if now != seen {
            seen = now;
            run_on(routes::load(console));
        }
    });
}

/// Whenever there is something to tell, the host hears of it; and whenever somebody has to sign in.
fn tell_host(console: Console) {
    let listener = telling::listener();
    let told = listener.clone();
    Effect::new(move || {
        if console.part.events.is_waiting() {
            telling::tell(console, &told);
        }
    });
    Effect::new(move || {
        let is_away = console.shared.connection.with(Option::is_none);
        if is_away || console.shared.asked.with(Option::is_some) {
            let refused = !is_away || console.shared.refused.with_untracked(Option::is_some);
            telling::auth_required(&listener, refused);
        }
        if is_away && console.is_part() {
            // Another part that shares the connection has ended it.
            console.forget_own_answers();
        }
    });
}

/// Links inside the console go through its own navigation, so that unsaved edits are asked about and a portal's
/// address stays its own. Clicks for a new tab or window are the browser's.
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
    let target = event.target().map(web_sys::EventTarget::unchecked_into::<web_sys::Element>);
    let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
    if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
        event.prevent_default();
        console.go(Route::parse(&href));
    }
}

/// A new page begins at its heading, also for those who do not see it. The first page leaves the focus to the
/// document, in which the console may be a small part.
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
            let heading = root
                .try_get_untracked()
                .flatten()
                .and_then(|root| root.query_selector(".flc-page-title > *").ok().flatten());
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
        console.shared.loggers.track();
        console.part.logger.track();
        console.shared.connection.track();
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
