//! One logging port: its values, its logger, and every logger that logs the same port.

use leptos::prelude::*;

use super::failure::failure;
use super::kit::name_targets;
use super::kit::{TimeFormat, error_of, loader, mono_cell, run, say, slot, stack};
use super::logger_table::resource_cell;
use super::ports::{columns, logger_cell, table_rows};
use crate::api::ApiError;
use crate::i18n::words;
use crate::route::Page;
use crate::state::{Console, remote};
use crate::ui::{
    self, ButtonVariant, Crumb, IconName, KeyValue, Table, TableState, breadcrumbs, button, card, el,
    empty_state, key_values, link_button, live, page_header, table,
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
    let loading = Signal::derive(move || console.port.with(|remote| remote.loading));
    let is_there = Memo::new(move |_| console.port.with(|remote| remote.value.is_some()));
    let error = error_of(console.port);
    let is_gone = Memo::new(move |_| error.with(|error| error.as_ref().is_some_and(ApiError::is_not_found)));
    let failed =
        move || failure(words::PORT_UNREAD, error.get().filter(|error| !error.is_not_found()), refresh);
    let content = move || match (is_gone.get(), is_there.get()) {
        (true, _) => gone(),
        (_, true) => loaded(console, refresh),
        _ if error.with(Option::is_some) => ().into_any(),
        _ => ui::loading(),
    };
    let crumbs = Signal::derive(move || {
        vec![
            Crumb {
                text: console.say(words::LOGGING_PORTS).to_owned(),
                href: Some(console.way_back(Page::LoggingPorts).href()),
            },
            Crumb { text: id.clone(), href: None },
        ]
    });
    let button = button(say(words::REFRESH)).icon(IconName::Refresh).on_click(refresh).busy(loading).view();
    let header = page_header(say(words::LOGGING_PORT), None, None, vec![button]);
    vec![breadcrumbs(crumbs), header, live(failed), live(content)].into_any()
}

fn gone() -> AnyView {
    let back = link_button(say(words::TO_PORTS), "#/ports", ButtonVariant::Normal, None);
    empty_state(say(words::PORT_GONE), say(words::PORT_GONE_HELP), IconName::Search, vec![back])
}

/// What differs among the ports of one network port: logger, id and times.
fn pick<T: Clone>(all: Vec<T>) -> Vec<T> {
    [1, 0, 4, 5].iter().filter_map(|at| all.get(*at)).cloned().collect()
}

fn loaded(console: Console, refresh: Callback<()>) -> AnyView {
    name_targets(console);
    let values = Signal::derive(move || {
        let times = TimeFormat::of(console);
        let names = console.names();
        let port = console.port.with(|remote| remote.value.as_ref().map(|fetched| fetched.value.clone()));
        let Some(port) = port else { return Vec::new() };
        let pair = |word: crate::i18n::Word, value| KeyValue { label: console.say(word).to_owned(), value };
        vec![
            pair(words::ID, mono_cell(&port.id)),
            pair(words::LOGGER, logger_cell(console, &port.logger_id)),
            pair(words::PORT, resource_cell(&names, &port.port_id)),
            pair(words::NETWORK, resource_cell(&names, &port.network_id)),
            pair(words::CREATED, times.cell(port.created_at)),
            pair(words::UPDATED, times.cell(port.updated_at)),
        ]
    });
    let rows = Signal::derive(move || {
        let siblings = console.port_siblings.with(|remote| remote.value.clone()).unwrap_or_default();
        let mut rows = table_rows(console, &siblings);
        for row in &mut rows {
            row.cells = pick(std::mem::take(&mut row.cells));
        }
        rows
    });
    let state = Memo::new(move |_| {
        console.port_siblings.with(|remote| match (&remote.value, &remote.error) {
            (_, Some(_)) => TableState::Failed,
            (None, None) => TableState::Loading,
            (Some(_), None) => TableState::Ready,
        })
    });
    let error = error_of(console.port_siblings);
    let failed = move || failure(words::PORTS_UNREAD, error.get(), refresh);
    let mut columns = pick(columns());
    for column in &mut columns {
        column.sortable = false;
    }
    let others = table(Table {
        label: say(words::OTHER_LOGGERS),
        columns: Signal::stored(columns),
        rows,
        sort: Signal::stored(None),
        on_sort: None,
        selection: None,
        state: state.into(),
        busy: Signal::derive(move || console.port_siblings.with(|remote| remote.loading)),
        empty: slot(|| ().into_any()),
        no_match: slot(|| ().into_any()),
        failed: slot(failed),
        skeleton_rows: 2,
    });
    let title = el("h2").say(say(words::OTHER_LOGGERS)).view();
    stack(vec![card(say(words::DETAILS), Vec::new(), vec![key_values(values)]), title, others])
}
