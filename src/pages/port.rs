//! The page of one logging port: its values, its logger, and all loggers of the same port.

use leptos::prelude::*;

use super::common::{TimeFormat, Values, error_of, loader, mono_cell, name_targets, read_missing, say};
use super::failure::failure;
use super::item_page::{ItemPage, ItemWords};
use super::list::Refresh;
use super::loads::load;
use super::logger_table::resource_cell;
use super::ports::{heads, logger_cell, table_rows};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::{logs, words};
use crate::route::Page;
use crate::state::explorer::address::of_interface;
use crate::state::listing::{Column, column};
use crate::state::port_list::PortColumn;
use crate::state::{Console, remote};
use crate::ui::{Card, IconName, LinkButton, Table, TableState};

/// The page of one logging port.
#[component]
pub(super) fn Port(id: String) -> impl IntoView {
    let console = expect_context::<Console>();
    let slot = console.part.port;
    remote::forget(slot);
    remote::forget(console.part.port_siblings);
    let refresh = loader(move || load(console));
    refresh.run(());
    // The names of the loggers.
    read_missing::<Logger>(console, loader(move || console.load_loggers()));
    let crumb = Signal::derive(move || {
        let named =
            slot.with(|remote| console.names().of(&remote.value.as_ref()?.value.port_id).map(str::to_owned));
        named.unwrap_or_else(|| id.clone())
    });
    let words = ItemWords {
        unread: words::PORT_UNREAD,
        gone: [words::PORT_GONE, words::PORT_GONE_HELP],
        to_list: words::TO_PORTS,
    };
    view! {
        <ItemPage
            list=Page::LoggingPorts
            words
            title=say(words::LOGGING_PORT)
            crumb
            is_known=Memo::new(move |_| slot.with(|remote| remote.value.is_some()))
            error=error_of(slot)
            refresh
            actions=move || {
                view! {
                    <Refresh remote=slot refresh />
                    <RecordsOfPort />
                }
            }
        >
            <PortDetails refresh />
        </ItemPage>
    }
}

/// The way to the records of the port, in the logs of its logger.
#[component]
fn RecordsOfPort() -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        console.part.port.with(|remote| {
            let port = &remote.value.as_ref()?.value;
            let href = of_interface(&port.logger_id, &port.port_id).href();
            Some(view! { <LinkButton label=say(logs::SHOW_RECORDS) href icon=IconName::Search /> })
        })
    }
}

#[component]
fn PortDetails(refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    name_targets(console);
    let items = Signal::derive(move || {
        let times = TimeFormat::of(console);
        let names = console.names();
        console.part.port.with(|remote| {
            let port = &remote.value.as_ref()?.value;
            Some(vec![
                (words::ID, mono_cell(&port.id)),
                (words::LOGGER, logger_cell(console, &port.logger_id)),
                (words::PORT, resource_cell(&names, &port.port_id)),
                (words::NETWORK, resource_cell(&names, &port.network_id)),
                (words::CREATED, times.cell(port.created_at)),
                (words::UPDATED, times.cell(port.updated_at)),
            ])
        })
    });
    view! {
        <div class="flc-stack">
            <Card title=say(words::DETAILS)>
                <Values items=Signal::derive(move || items.get().unwrap_or_default()) />
            </Card>
            <h2>{say(words::OTHER_LOGGERS)}</h2>
            <SamePort refresh />
        </div>
    }
}

/// The logging ports of the same port, one for each logger.
#[component]
fn SamePort(refresh: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let siblings = console.part.port_siblings;
    let shown = [PortColumn::Logger, PortColumn::Updated, PortColumn::Id];
    let columns: Vec<&Column<LoggingPort>> = shown
        .iter()
        .filter_map(|key| column::<LoggingPort>(|column| column.key == *key))
        .map(|(_, column)| column)
        .collect();
    let mut heads = heads(&columns);
    for head in &mut heads {
        head.sortable = false;
        // Beside a logger, an ID would be taken for the logger's.
        if head.id == "id" {
            head.label = say(words::LOGGING_PORT_ID);
        }
    }
    let rows = Signal::derive(move || {
        siblings
            .with(|remote| table_rows(console, remote.value.iter().flat_map(|rows| rows.iter()), &columns))
    });
    let state = Memo::new(move |_| {
        siblings.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(_), None) => TableState::Ready,
        })
    });
    let error = error_of(siblings);
    view! {
        <Table
            label=say(words::OTHER_LOGGERS)
            columns=Signal::stored(heads)
            rows
            sort=Signal::stored(None)
            state
            busy=Signal::derive(move || siblings.with(|remote| remote.loading))
            empty=|| ()
            no_match=|| ()
            failed=move || failure(words::PORTS_UNREAD, error.get(), refresh)
            skeleton_rows=2
        />
    }
}
