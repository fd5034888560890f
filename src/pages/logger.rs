//! One logger: its values, the ports that it captures, and its JSON.

use leptos::prelude::*;

use super::failure::failure;
use super::kit::{error_of, loader, run_on, say};
use super::loggers::read_only_reason;
use super::{logger_details, logger_table, ports};
use crate::api::ApiError;
use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::route::{LoggerTab, Page, Route};
use crate::state::{Console, remote};
use crate::ui::{
    ButtonVariant, Crumb, IconName, TabItem, Text, breadcrumbs, button, code_block, empty_state, link_button,
    live, loading, page_header, showable, tabs,
};

/// Where a part shows one logger, before one is chosen.
pub(super) fn nothing_chosen() -> AnyView {
    empty_state(say(words::NO_LOGGER_CHOSEN), say(words::NO_LOGGER_CHOSEN_HELP), IconName::Logger, Vec::new())
}

pub(super) fn view(console: Console, id: String) -> AnyView {
    if console.logger.with_untracked(|remote| remote.value.as_ref().is_none_or(|open| open.value.id != id)) {
        remote::forget(console.logger);
    }
    remote::forget(console.logger_ports);
    let refresh = {
        let id = id.clone();
        loader(move || {
            let id = id.clone();
            async move {
                console.load_logger(&id).await;
                console.load_logger_ports(&id).await;
            }
        })
    };
    refresh.run(());
    // The last known state, so that the page keeps its shape while it is read again.
    let logger = Memo::new(move |_| {
        console.logger.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()))
    });
    let is_there = Memo::new(move |_| logger.with(Option::is_some));
    let error = error_of(console.logger);
    let title = Signal::derive(move || {
        let name = logger
            .with(|logger| logger.as_ref().map(|logger| showable(logger_table::name_of(logger).to_owned())));
        name.unwrap_or_else(|| console.say(words::LOGGER).to_owned())
    });
    // The heading is there from the start and stays, so that it keeps the focus while its logger is read.
    let buttons = move || if is_there.get() { actions(console, logger, refresh) } else { ().into_any() };
    let failed =
        move || failure(words::LOGGER_UNREAD, error.get().filter(|error| !error.is_not_found()), refresh);
    // One memo: a view that follows a memo and another memo made of it can miss a change of the first.
    let state = Memo::new(move |_| match error.with(|error| error.as_ref().map(ApiError::is_not_found)) {
        Some(true) => State::Gone,
        _ if is_there.get() => State::There,
        Some(false) => State::Failed,
        None => State::Reading,
    });
    let content = move || match state.get() {
        State::Gone => gone(),
        State::There => tabs_of(console, id.clone(), title, logger, refresh),
        State::Failed => ().into_any(),
        State::Reading => loading(),
    };
    let header = page_header(title, None, None, vec![live(buttons)]);
    vec![crumbs(console, title), header, live(failed), live(content)].into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Reading,
    There,
    Failed,
    Gone,
}

fn crumbs(console: Console, title: Text) -> AnyView {
    let loggers = move || Crumb {
        text: console.say(words::LOGGERS).to_owned(),
        href: Some(console.way_back(Page::Loggers).href()),
    };
    breadcrumbs(Signal::derive(move || vec![loggers(), Crumb { text: title.get(), href: None }]))
}

fn gone() -> AnyView {
    let back = link_button(say(words::TO_LOGGERS), "#/loggers", ButtonVariant::Normal, None);
    empty_state(say(words::LOGGER_GONE), say(words::LOGGER_GONE_HELP), IconName::Search, vec![back])
}

fn tabs_of(
    console: Console,
    id: String,
    title: Text,
    logger: Memo<Option<Logger>>,
    refresh: Callback<()>,
) -> AnyView {
    let tab = Memo::new(move |_| match console.route.with(|route| route.page.clone()) {
        Page::Logger { tab, .. } => tab.name().to_owned(),
        _ => LoggerTab::default().name().to_owned(),
    });
    let on_select = Callback::new(move |name: String| {
        if let Some(tab) = LoggerTab::of_name(&name) {
            console.refine(Route::to(Page::Logger { id: id.clone(), tab }));
        }
    });
    let items = vec![
        TabItem { id: LoggerTab::Details.name(), label: say(words::DETAILS) },
        TabItem { id: LoggerTab::Ports.name(), label: say(words::LOGGING_PORTS) },
        TabItem { id: LoggerTab::Json.name(), label: say(words::JSON) },
    ];
    let panel = Callback::new(move |name: String| match LoggerTab::of_name(&name) {
        Some(LoggerTab::Ports) => ports::of_logger(console, refresh),
        Some(LoggerTab::Json) => json(console),
        Some(LoggerTab::Details) | None => logger_details::view(console, logger),
    });
    tabs(title, items, tab.into(), on_select, panel)
}

fn actions(console: Console, logger: Memo<Option<Logger>>, refresh: Callback<()>) -> AnyView {
    let loading = Signal::derive(move || console.logger.with(|remote| remote.loading));
    let off = Signal::derive(move || read_only_reason(console));
    let with = move |act: fn(Console, Logger)| {
        Callback::new(move |()| {
            if let Some(logger) = logger.get_untracked() {
                act(console, logger);
            }
        })
    };
    let edit = with(|console, logger| console.edit.open(logger));
    let clone = with(|console, logger| console.go(Route::clone_of(&logger.id)));
    let delete = with(|console, logger| console.deleting.set(vec![logger]));
    let enable = with(|console, logger| run_on(console.set_enabled(vec![logger], true)));
    let disable = with(|console, logger| run_on(console.set_enabled(vec![logger], false)));
    let is_enabled = Memo::new(move |_| {
        logger.with(|logger| logger.as_ref().is_some_and(|logger| logger.enabled != Some(false)))
    });
    let act = move |word, icon, run| button(say(word)).icon(icon).on_click(run).off(off).view();
    let switch = move || match is_enabled.get() {
        true => act(words::DISABLE, IconName::Pause, disable),
        false => act(words::ENABLE, IconName::Play, enable),
    };
    vec![
        button(say(words::REFRESH)).icon(IconName::Refresh).on_click(refresh).busy(loading).view(),
        act(words::EDIT, IconName::Edit, edit),
        live(switch),
        act(words::CLONE, IconName::Clone, clone),
        act(words::DELETE, IconName::Trash, delete),
    ]
    .into_any()
}

fn json(console: Console) -> AnyView {
    let text = Signal::derive(move || {
        console
            .logger
            .with(|remote| remote.value.as_ref().map(|fetched| indented(&fetched.json)).unwrap_or_default())
    });
    code_block(say(words::JSON), text, false)
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
