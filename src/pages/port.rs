//! One logging port: its values, its logger, and every logger that logs the same port.

use leptos::prelude::*;

use super::common::{TimeFormat, error_of, loader, mono_cell, name_targets, run, say};
use super::failure::failure;
use super::logger_table::resource_cell;
use super::ports::{columns, logger_cell, table_rows};
use crate::api::ApiError;
use crate::i18n::{Word, words};
use crate::route::Page;
use crate::state::{Console, remote};
use crate::ui::{
    Breadcrumbs, Button, Card, Crumb, EmptyState, IconName, KeyValue, KeyValues, LinkButton, Loading,
    PageHeader, Table, TableState,
};

/// The page of one logging port.
#[component]
pub(super) fn Port(id: String) -> impl IntoView {
    let console = expect_context::<Console>();
    remote::forget(console.part.port);
    remote::forget(console.part.port_siblings);
    let id = StoredValue::new(id);
    let refresh = loader(move || async move { console.load_port(&id.get_value()).await });
    refresh.run(());
    if console.shared.loggers.with_untracked(|remote| remote.value.is_none()) {
        // The names of the loggers.
        run(console.load_loggers());
    }
    let loading = Signal::derive(move || console.part.port.with(|remote| remote.loading));
    let is_there = Memo::new(move |_| console.part.port.with(|remote| remote.value.is_some()));
    let error = error_of(console.part.port);
    let is_gone = Memo::new(move |_| error.with(|error| error.as_ref().is_some_and(ApiError::is_not_found)));
    let failed =
        move || failure(words::PORT_UNREAD, error.get().filter(|error| !error.is_not_found()), refresh);
    let content = move || match (is_gone.get(), is_there.get()) {
        (true, _) => view! { <Gone /> }.into_any(),
        (_, true) => view! { <PortDetails refresh /> }.into_any(),
        _ if error.with(Option::is_some) => ().into_any(),
        _ => view! { <Loading /> }.into_any(),
    };
    let crumbs = Signal::derive(move || {
        let ports = Crumb {
            text: console.say(words::LOGGING_PORTS).to_owned(),
            href: Some(console.shared.list_positions.way_back(Page::LoggingPorts).href()),
        };
        vec![ports, Crumb { text: id.get_value(), href: None }]
    });
    view! {
        <Breadcrumbs items=crumbs />
        <PageHeader title=say(words::LOGGING_PORT)>
            <Button label=say(words::REFRESH) icon=IconName::Refresh on_click=refresh busy=loading />
        </PageHeader>
        {failed}
        {content}
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <EmptyState title=say(words::PORT_GONE) detail=say(words::PORT_GONE_HELP) icon=IconName::Search>
            <LinkButton label=say(words::TO_PORTS) href="#/ports" />
        </EmptyState>
    }
}

#[component]
fn PortDetails(refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    name_targets(console);
    let values = Signal::derive(move || {
        let times = TimeFormat::of(console);
        let names = console.names();
        let port =
            console.part.port.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()));
        let Some(port) = port else { return Vec::new() };
        let pair = |word: Word, value| KeyValue { label: console.say(word).to_owned(), value };
        vec![
            pair(words::ID, mono_cell(&port.id)),
            pair(words::LOGGER, logger_cell(console, &port.logger_id)),
            pair(words::PORT, resource_cell(&names, &port.port_id)),
            pair(words::NETWORK, resource_cell(&names, &port.network_id)),
            pair(words::CREATED, times.cell(port.created_at)),
            pair(words::UPDATED, times.cell(port.updated_at)),
        ]
    });
    view! {
        <div class="flc-stack">
            <Card title=say(words::DETAILS)>
                <KeyValues items=values />
            </Card>
            <h2>{say(words::OTHER_LOGGERS)}</h2>
            <SamePort refresh />
        </div>
    }
}

/// What differs among the ports of one network port: logger, id and times.
fn pick<T: Clone>(all: Vec<T>) -> Vec<T> {
    [1, 0, 4, 5].iter().filter_map(|at| all.get(*at)).cloned().collect()
}

/// The logging ports of the same port, of every logger.
#[component]
fn SamePort(refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let rows = Signal::derive(move || {
        let siblings = console.part.port_siblings.with(|remote| remote.value.clone()).unwrap_or_default();
        let mut rows = table_rows(console, &siblings);
        for row in &mut rows {
            row.cells = pick(std::mem::take(&mut row.cells));
        }
        rows
    });
    let state = Memo::new(move |_| {
        console.part.port_siblings.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(_), None) => TableState::Ready,
        })
    });
    let error = error_of(console.part.port_siblings);
    let mut columns = pick(columns());
    for column in &mut columns {
        column.sortable = false;
    }
    view! {
        <Table
            label=say(words::OTHER_LOGGERS)
            columns=Signal::stored(columns)
            rows
            sort=Signal::stored(None)
            state
            busy=Signal::derive(move || console.part.port_siblings.with(|remote| remote.loading))
            empty=|| ()
            no_match=|| ()
            failed=move || failure(words::PORTS_UNREAD, error.get(), refresh)
            skeleton_rows=2
        />
    }
}
