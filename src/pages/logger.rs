//! The page of one logger: its values, its logging ports and its JSON.

use js_sys::JSON;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::common::{error_of, loader, run_on, say};
use super::item_page::{ItemPage, ItemWords};
use super::list::Refresh;
use super::loads::load;
use super::logger_details::LoggerDetails;
use super::loggers::read_only_reason;
use super::logs::LogsOfLogger;
use super::ports::PortsOfLogger;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use crate::i18n::{Word, logs, revealed, words};
use crate::route::{LoggerTab, Page, Route};
use crate::state::logger_list::name_of;
use crate::state::{Console, remote};
use crate::ui::{Button, CodeBlock, EmptyState, IconName, TabItem, Tabs, Text, showable};

/// What the part for one logger shows before a logger is chosen.
#[component]
pub(super) fn NoLogger() -> impl IntoView {
    view! {
        <EmptyState
            title=say(words::NO_LOGGER_CHOSEN)
            detail=say(words::NO_LOGGER_CHOSEN_HELP)
            icon=IconName::Logger
        />
    }
}

/// The page of one logger.
#[component]
pub(super) fn LoggerPage(id: String) -> impl IntoView {
    let console = expect_context::<Console>();
    let slot = console.part.logger;
    if slot.with_untracked(|remote| remote.value.as_ref().is_none_or(|open| open.value.id != id)) {
        remote::forget(slot);
    }
    remote::forget(console.part.logger_ports);
    let refresh = loader(move || load(console));
    refresh.run(());
    let logger = Memo::new(move |_| slot.with(|remote| remote.value.as_ref().map(|open| open.value.clone())));
    let is_known = Memo::new(move |_| logger.with(Option::is_some));
    let title = Signal::derive(move || {
        let name = logger
            .with(|logger| logger.as_ref().map(|logger| showable(revealed(name_of(logger)).into_owned())));
        name.unwrap_or_else(|| console.say(words::LOGGER).to_owned())
    });
    let words = ItemWords {
        unread: words::LOGGER_UNREAD,
        gone: [words::LOGGER_GONE, words::LOGGER_GONE_HELP],
        to_list: words::TO_LOGGERS,
    };
    let actions = move || {
        view! {
            <Show when=move || is_known.get()>
                <Actions logger refresh />
            </Show>
        }
    };
    view! {
        <ItemPage
            list=Page::Loggers
            words
            title
            crumb=title
            is_known
            error=error_of(slot)
            refresh
            actions
        >
            <LoggerTabs id=id.clone() title logger refresh />
        </ItemPage>
    }
}

#[component]
fn LoggerTabs(id: String, title: Text, logger: Memo<Option<Logger>>, refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let tab = Memo::new(move |_| match console.part.route.with(|route| route.page.clone()) {
        Page::Logger { tab, .. } => tab.name().to_owned(),
        _ => LoggerTab::default().name().to_owned(),
    });
    let on_select = Callback::new(move |name: String| {
        if let Some(tab) = LoggerTab::of_name(&name) {
            console.refine(Route::to(Page::Logger { id: id.clone(), tab }));
        }
    });
    let tabs = vec![
        TabItem { id: LoggerTab::Details.name(), label: say(words::DETAILS) },
        TabItem { id: LoggerTab::Ports.name(), label: say(words::LOGGING_PORTS) },
        TabItem { id: LoggerTab::Logs.name(), label: say(logs::LOGS) },
        TabItem { id: LoggerTab::Json.name(), label: say(words::JSON) },
    ];
    let panel = Callback::new(move |name: String| match LoggerTab::of_name(&name) {
        Some(LoggerTab::Ports) => view! { <PortsOfLogger refresh /> }.into_any(),
        Some(LoggerTab::Json) => view! { <Json /> }.into_any(),
        Some(LoggerTab::Logs) => view! { <LogsOfLogger /> }.into_any(),
        Some(LoggerTab::Details) | None => view! { <LoggerDetails logger /> }.into_any(),
    });
    view! { <Tabs label=title tabs selected=tab on_select panel /> }
}

#[component]
fn Actions(logger: Memo<Option<Logger>>, refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let error = error_of(console.part.logger);
    let is_gone = Memo::new(move |_| error.with(|error| error.as_ref().is_some_and(ApiError::is_not_found)));
    let off = Signal::derive(move || match is_gone.get() {
        true => Some(console.say(words::LOGGER_GONE).to_owned()),
        false => read_only_reason(console),
    });
    let act = move |word: Word, icon: IconName, run: fn(Console, Logger)| {
        let on_click = Callback::new(move |()| {
            if let Some(logger) = logger.get_untracked() {
                run(console, logger);
            }
        });
        view! { <Button label=say(word) icon on_click off /> }
    };
    let is_enabled = Memo::new(move |_| {
        logger.with(|logger| logger.as_ref().is_some_and(|logger| logger.enabled != Some(false)))
    });
    let switch = move || match is_enabled.get() {
        true => act(words::DISABLE, IconName::Pause, |console, logger| {
            run_on(console.set_enabled(vec![logger], false));
        }),
        false => act(words::ENABLE, IconName::Play, |console, logger| {
            run_on(console.set_enabled(vec![logger], true));
        }),
    };
    view! {
        <Refresh remote=console.part.logger refresh />
        {act(words::EDIT, IconName::Edit, |console, logger| console.part.edit.open(logger))}
        {switch}
        {act(words::CLONE, IconName::Clone, |console, logger| console.go(Route::clone_of(&logger.id)))}
        {act(words::DELETE, IconName::Trash, |console, logger| console.part.deleting.set(vec![logger]))}
    }
}

#[component]
fn Json() -> impl IntoView {
    let console = expect_context::<Console>();
    let json = move || console.part.logger.with(|remote| Some(indented(&remote.value.as_ref()?.json)));
    let text = Signal::derive(move || json().unwrap_or_default());
    view! { <CodeBlock label=say(words::JSON) text /> }
}

/// JSON with an indent of two spaces. Other text stays as it is.
fn indented(text: &str) -> String {
    let pretty = || {
        let value = JSON::parse(text).ok()?;
        JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()).ok()?.as_string()
    };
    pretty().unwrap_or_else(|| text.to_owned())
}
