//! One logger: its values, the ports that it captures, and its JSON.

use leptos::prelude::*;

use crate::reactive::{Callback, Memo};

use super::failure::failure;
use super::kit::{error_of, loader, run_on, say};
use super::loggers::read_only_reason;
use super::{logger_details, logger_table, ports};
use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::route::{LoggerTab, Page, Route};
use crate::state::{Console, remote};
use crate::ui::{
    Breadcrumbs, Button, ButtonVariant, CodeBlock, Crumb, EmptyState, IconName, LinkButton, Loading,
    PageHeader, TabItem, Tabs, callback, derive, live, memo,
};

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
    let logger = memo(move || {
        console.logger.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()))
    });
    let is_there = memo(move || logger.with(Option::is_some));
    let error = error_of(console.logger);
    let content = move || match (is_there.get(), error.get()) {
        (_, Some(error)) if error.is_not_found() => gone(),
        (true, error) => {
            vec![failure(words::LOGGER_UNREAD, error, refresh), loaded(console, id.clone(), logger, refresh)]
                .into_any()
        }
        (false, error @ Some(_)) => {
            let title = view! { <PageHeader title=say(words::LOGGER) /> }.into_any();
            vec![title, failure(words::LOGGER_UNREAD, error, refresh)].into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    vec![crumbs(console, logger), live(content)].into_any()
}

fn crumbs(console: Console, logger: Memo<Option<Logger>>) -> AnyView {
    let items = derive(move || {
        let name =
            logger.with(|logger| logger.as_ref().map(|logger| logger_table::name_of(logger).to_owned()));
        vec![
            Crumb {
                text: console.say(words::LOGGERS).to_owned(),
                href: Some(Route::to(Page::Loggers).href()),
            },
            Crumb { text: name.unwrap_or_else(|| console.say(words::LOGGER).to_owned()), href: None },
        ]
    });
    view! { <Breadcrumbs items=items /> }.into_any()
}

fn gone() -> AnyView {
    view! {
        <PageHeader title=say(words::LOGGER_GONE) />
        <EmptyState title=say(words::LOGGER_GONE) detail=say(words::LOGGER_GONE_HELP) icon=IconName::Search>
            <LinkButton label=say(words::TO_LOGGERS) href="#/loggers" />
        </EmptyState>
    }
    .into_any()
}

fn loaded(console: Console, id: String, logger: Memo<Option<Logger>>, refresh: Callback<()>) -> AnyView {
    let title = derive(move || {
        logger.with(|logger| {
            logger.as_ref().map(|logger| logger_table::name_of(logger).to_owned()).unwrap_or_default()
        })
    });
    let tab = memo(move || match console.route.with(|route| route.page.clone()) {
        Page::Logger { tab, .. } => tab.name().to_owned(),
        _ => LoggerTab::default().name().to_owned(),
    });
    let on_select = callback(move |name: String| {
        if let Some(tab) = LoggerTab::of_name(&name) {
            console.refine(Route::to(Page::Logger { id: id.clone(), tab }));
        }
    });
    let tabs = vec![
        TabItem { id: LoggerTab::Details.name(), label: say(words::DETAILS) },
        TabItem { id: LoggerTab::Ports.name(), label: say(words::LOGGING_PORTS) },
        TabItem { id: LoggerTab::Json.name(), label: say(words::JSON) },
    ];
    let panel = callback(move |name: String| match LoggerTab::of_name(&name) {
        Some(LoggerTab::Ports) => ports::of_logger(console, refresh),
        Some(LoggerTab::Json) => json(console),
        Some(LoggerTab::Details) | None => logger_details::view(console, logger),
    });
    view! {
        <PageHeader title=title>{actions(console, logger, refresh)}</PageHeader>
        <Tabs label=title tabs=tabs selected=tab on_select=on_select panel=panel />
    }
    .into_any()
}

fn actions(console: Console, logger: Memo<Option<Logger>>, refresh: Callback<()>) -> AnyView {
    let loading = derive(move || console.logger.with(|remote| remote.loading));
    let off = derive(move || read_only_reason(console));
    let with = move |act: fn(Console, Logger)| {
        callback(move |()| {
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
    let is_enabled = memo(move || {
        logger.with(|logger| logger.as_ref().is_some_and(|logger| logger.enabled != Some(false)))
    });
    let switch = move || {
        if is_enabled.get() {
            view! { <Button label=say(words::DISABLE) icon=IconName::Pause on_click=disable disabled_reason=off /> }
                .into_any()
        } else {
            view! { <Button label=say(words::ENABLE) icon=IconName::Play on_click=enable disabled_reason=off /> }
                .into_any()
        }
    };
    view! {
        <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy=loading />
        <Button label=say(words::EDIT) icon=IconName::Edit on_click=edit disabled_reason=off />
        {live(switch)}
        <Button label=say(words::CLONE) icon=IconName::Clone on_click=clone disabled_reason=off />
        <Button
            label=say(words::DELETE)
            icon=IconName::Trash
            variant=ButtonVariant::Danger
            on_click=delete
            disabled_reason=off
        />
    }
    .into_any()
}

fn json(console: Console) -> AnyView {
    let text = derive(move || {
        console
            .logger
            .with(|remote| remote.value.as_ref().map(|fetched| indented(&fetched.json)).unwrap_or_default())
    });
    view! { <CodeBlock label=say(words::JSON) text=text /> }.into_any()
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
