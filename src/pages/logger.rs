//! One logger: its values, the ports that it captures, and its JSON.

use leptos::prelude::*;

use super::common::{error_of, loader, run_on, say};
use super::failure::failure;
use super::logger_details::LoggerDetails;
use super::loggers::read_only_reason;
use super::ports::PortsOfLogger;
use crate::api::ApiError;
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};
use crate::route::{LoggerTab, Page, Route};
use crate::state::logger_list::name_of;
use crate::state::{Console, remote};
use crate::ui::{
    Breadcrumbs, Button, CodeBlock, Crumb, EmptyState, IconName, LinkButton, Loading, PageHeader, TabItem,
    Tabs, Text, showable,
};

/// Where a part shows one logger, before one is chosen.
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

#[derive(Clone, Copy, PartialEq)]
enum State {
    Reading,
    There,
    Failed,
    Gone,
}

/// The page of one logger.
#[component]
pub(super) fn LoggerPage(id: String) -> impl IntoView {
    let console = expect_context::<Console>();
    if console
        .part
        .logger
        .with_untracked(|remote| remote.value.as_ref().is_none_or(|open| open.value.id != id))
    {
        remote::forget(console.part.logger);
    }
    remote::forget(console.part.logger_ports);
    let id = StoredValue::new(id);
    let refresh = loader(move || async move {
        let id = id.get_value();
        console.load_logger(&id).await;
        console.load_logger_ports(&id).await;
    });
    refresh.run(());
    // The last known state, so that the page keeps its shape while it is read again.
    let logger = Memo::new(move |_| {
        console.part.logger.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()))
    });
    let is_there = Memo::new(move |_| logger.with(Option::is_some));
    let error = error_of(console.part.logger);
    let title = Signal::derive(move || {
        let name = logger.with(|logger| logger.as_ref().map(|logger| showable(name_of(logger).to_owned())));
        name.unwrap_or_else(|| console.say(words::LOGGER).to_owned())
    });
    // One memo: a view that follows a memo and another memo made of it can miss a change of the first.
    let state = Memo::new(move |_| match error.with(|error| error.as_ref().map(ApiError::is_not_found)) {
        Some(true) => State::Gone,
        _ if is_there.get() => State::There,
        Some(false) => State::Failed,
        None => State::Reading,
    });
    let failed =
        move || failure(words::LOGGER_UNREAD, error.get().filter(|error| !error.is_not_found()), refresh);
    let content = move || match state.get() {
        State::Gone => view! { <Gone /> }.into_any(),
        State::There => view! { <LoggerTabs id=id.get_value() title logger refresh /> }.into_any(),
        State::Failed => ().into_any(),
        State::Reading => view! { <Loading /> }.into_any(),
    };
    let crumbs = Signal::derive(move || {
        let loggers = Crumb {
            text: console.say(words::LOGGERS).to_owned(),
            href: Some(console.shared.list_positions.way_back(Page::Loggers).href()),
        };
        vec![loggers, Crumb { text: title.get(), href: None }]
    });
    view! {
        <Breadcrumbs items=crumbs />
        // The heading is there from the start and stays, so that it keeps the focus while its logger is read.
        <PageHeader title>
            <Show when=move || is_there.get()>
                <Actions logger refresh />
            </Show>
        </PageHeader>
        {failed}
        {content}
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <EmptyState title=say(words::LOGGER_GONE) detail=say(words::LOGGER_GONE_HELP) icon=IconName::Search>
            <LinkButton label=say(words::TO_LOGGERS) href="#/loggers" />
        </EmptyState>
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
        TabItem { id: LoggerTab::Json.name(), label: say(words::JSON) },
    ];
    let panel = Callback::new(move |name: String| match LoggerTab::of_name(&name) {
        Some(LoggerTab::Ports) => view! { <PortsOfLogger refresh /> }.into_any(),
        Some(LoggerTab::Json) => view! { <Json /> }.into_any(),
        Some(LoggerTab::Details) | None => view! { <LoggerDetails logger /> }.into_any(),
    });
    view! { <Tabs label=title tabs selected=tab on_select panel /> }
}

#[component]
fn Actions(logger: Memo<Option<Logger>>, refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let loading = Signal::derive(move || console.part.logger.with(|remote| remote.loading));
    let off = Signal::derive(move || read_only_reason(console));
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
        <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy=loading />
        {act(words::EDIT, IconName::Edit, |console, logger| console.part.edit.open(logger))}
        {switch}
        {act(words::CLONE, IconName::Clone, |console, logger| console.go(Route::clone_of(&logger.id)))}
        {act(words::DELETE, IconName::Trash, |console, logger| console.part.deleting.set(vec![logger]))}
    }
}

#[component]
fn Json() -> impl IntoView {
    let console = expect_context::<Console>();
    let text = Signal::derive(move || {
        console
            .part
            .logger
            .with(|remote| remote.value.as_ref().map(|fetched| indented(&fetched.json)).unwrap_or_default())
    });
    view! { <CodeBlock label=say(words::JSON) text /> }
}

/// JSON with two spaces of indent; text that is no JSON as it is.
fn indented(text: &str) -> String {
    let pretty = || {
        let value = js_sys::JSON::parse(text).ok()?;
        let spaces = wasm_bindgen::JsValue::from_f64(2.0);
        let indented =
            js_sys::JSON::stringify_with_replacer_and_space(&value, &wasm_bindgen::JsValue::NULL, &spaces);
        indented.ok()?.as_string()
    };
    pretty().unwrap_or_else(|| text.to_owned())
}
