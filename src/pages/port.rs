//! One logging port: its values, its logger, and every logger that logs the same port.

use leptos::prelude::*;

use crate::reactive::{Callback, Signal};

use super::failure::failure;
use super::kit::{TimeFormat, error_of, loader, mono_cell, run, say, slot};
use super::ports::{columns, logger_cell, table_rows};
use crate::i18n::words;
use crate::route::{Page, Route};
use crate::state::{Console, remote};
use crate::ui::{
    Breadcrumbs, Button, Card, Crumb, DataTable, EmptyState, IconName, KeyValue, KeyValues, LinkButton,
    Loading, PageHeader, TableState, derive, live, memo,
};

pub(super) fn view(console: Console, id: String) -> AnyView {
    remote::forget(console.port);
    remote::forget(console.port_siblings);
    let refresh = {
        let id = id.clone();
        loader(move || {
            let id = id.clone();
            async move { console.load_port(&id).await }
        })
    };
    refresh.run(());
    if console.loggers.with_untracked(|remote| remote.value.is_none()) {
        // The names of the loggers.
        run(console.load_loggers());
    }
    let loading = derive(move || console.port.with(|remote| remote.loading));
    let is_there = memo(move || console.port.with(|remote| remote.value.is_some()));
    let error = error_of(console.port);
    let content = move || match (is_there.get(), error.get()) {
        (_, Some(error)) if error.is_not_found() => gone(),
        (true, error) => {
            vec![failure(words::PORT_UNREAD, error, refresh), loaded(console, refresh)].into_any()
        }
        (false, error @ Some(_)) => failure(words::PORT_UNREAD, error, refresh),
        (false, None) => view! { <Loading /> }.into_any(),
    };
    let crumbs = derive(move || {
        vec![
            Crumb {
                text: console.say(words::LOGGING_PORTS).to_owned(),
                href: Some(Route::to(Page::LoggingPorts).href()),
            },
            Crumb { text: id.clone(), href: None },
        ]
    });
    view! {
        <Breadcrumbs items=crumbs />
        <PageHeader title=say(words::LOGGING_PORT)>
            <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy=loading />
        </PageHeader>
        {live(content)}
    }
    .into_any()
}

fn gone() -> AnyView {
    view! {
        <EmptyState title=say(words::PORT_GONE) detail=say(words::PORT_GONE_HELP) icon=IconName::Search>
            <LinkButton label=say(words::TO_PORTS) href="#/ports" />
        </EmptyState>
    }
    .into_any()
}

fn loaded(console: Console, refresh: Callback<()>) -> AnyView {
    let values = derive(move || {
        let times = TimeFormat::of(console);
        let port = console.port.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()));
        let Some(port) = port else { return Vec::new() };
        let pair = |word: crate::i18n::Word, value| KeyValue { label: console.say(word).to_owned(), value };
        vec![
            pair(words::ID, mono_cell(&port.id)),
            pair(words::LOGGER, logger_cell(console, &port.logger_id)),
            pair(words::PORT, mono_cell(&port.port_id)),
            pair(words::NETWORK, mono_cell(&port.network_id)),
            pair(words::CREATED, times.cell(port.created_at)),
            pair(words::UPDATED, times.cell(port.updated_at)),
        ]
    });
    let rows = derive(move || {
        let siblings = console.port_siblings.with(|remote| remote.value.clone()).unwrap_or_default();
        table_rows(console, &siblings)
    });
    let state = memo(move || {
        console.port_siblings.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(_), None) => TableState::Ready,
        })
    });
    let error = error_of(console.port_siblings);
    let failed = move || failure(words::PORTS_UNREAD, error.get(), refresh);
    let mut columns = columns();
    for column in &mut columns {
        column.sortable = false;
    }
    view! {
        <Card title=say(words::DETAILS)>
            <KeyValues items=values />
        </Card>
        <Card title=say(words::OTHER_LOGGERS)>
            <DataTable
                label=say(words::OTHER_LOGGERS)
                columns=Signal::stored(columns)
                rows=rows
                state=state
                busy=derive(move || console.port_siblings.with(|remote| remote.loading))
                failed=slot(failed)
                skeleton_rows=2
            />
        </Card>
    }
    .into_any()
}
