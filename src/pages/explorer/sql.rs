//! The same question as SQL.

use flowlog_engine::sql::Dialect;
use leptos::prelude::*;

use super::super::common::say;
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::export::Part;
use crate::state::explorer::inquiry::{List, View};
use crate::ui::{
    Banner, Binding, CodeBlock, CopyAction, Dialog, IconName, Select, TabItem, Tabs, Tone, text,
};

/// The dialects with their names, which no language translates.
const DIALECTS: [(&str, Dialect); 5] = [
    ("DuckDB", Dialect::DuckDb),
    ("Trino", Dialect::Trino),
    ("Athena", Dialect::Athena),
    ("Spark", Dialect::Spark),
    ("ClickHouse", Dialect::ClickHouse),
];

/// The parts of the page that are questions, with the names by which an option is known.
const PARTS: [(&str, Word, Part); 11] = [
    ("totals", words::TOTALS, Part::Totals),
    ("series", words::OVER_TIME, Part::Series),
    ("sources", words::TOP_SOURCES, Part::List(List::Sources)),
    ("destinations", words::TOP_DESTINATIONS, Part::List(List::Destinations)),
    ("ports", words::TOP_PORTS, Part::List(List::Ports)),
    ("pairs", words::TOP_PAIRS, Part::List(List::Pairs)),
    ("protocols", words::TOP_PROTOCOLS, Part::List(List::Protocols)),
    ("interfaces", words::TOP_INTERFACES, Part::List(List::Interfaces)),
    ("scans", words::Q_SCANS, Part::Scans),
    ("changes", words::WHAT_CHANGED, Part::Changes(List::Sources)),
    ("records", words::RECORDS, Part::Records),
];

/// What is looked at most.
fn usual(view: View) -> &'static str {
    match view {
        View::List(list) => list.name(),
        View::Scans => "scans",
        View::Changes => "changes",
        View::Overview => "sources",
    }
}

/// The dialog, with a tab for each database.
#[component]
pub(super) fn SqlDialog(explorer: Explorer, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=say(words::SQL) open on_close=move |()| open.set(false)>
            <Statement explorer />
        </Dialog>
    }
}

#[component]
fn Statement(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let first = DIALECTS.first().map_or("", |(name, _)| *name);
    let tab = RwSignal::new(first.to_owned());
    let part = RwSignal::new(explorer.inquiry.with_untracked(|inquiry| usual(inquiry.view)).to_owned());
    let written = move || {
        let dialect = tab.with(|tab| DIALECTS.iter().find(|(known, _)| known == tab));
        let part = part.with(|part| PARTS.iter().find(|(known, ..)| known == part));
        Some(explorer.sql(part?.2, dialect?.1))
    };
    let options = Signal::derive(move || {
        PARTS
            .iter()
            .map(|(id, word, _)| ((*id).to_owned(), console.say(*word).to_owned()))
            .collect::<Vec<_>>()
    });
    let tabs: Vec<TabItem> =
        DIALECTS.iter().map(|(name, _)| TabItem { id: name, label: text(name) }).collect();
    let panel = Callback::new(move |_: String| {
        let content = move || match written()? {
            Ok(statement) => {
                let statement = Signal::stored(statement);
                let code = view! {
                    <div class="flc-sql">
                        <CodeBlock label=say(words::SQL) text=statement />
                        <div class="flc-actions">
                            <CopyAction label=say(words::COPY) icon=IconName::Clone value=statement />
                        </div>
                    </div>
                };
                Some(code.into_any())
            }
            Err(unsupported) => {
                let why = unsupported.to_string();
                let title =
                    Signal::derive(move || words::SQL_UNSUPPORTED.with(console.locale(), &[("why", &why)]));
                Some(view! { <Banner tone=Tone::Warning title /> }.into_any())
            }
        };
        view! { {content} }.into_any()
    });
    view! {
        <p class="flc-hint">{say(words::SQL_HELP)}</p>
        <Select label=say(words::SQL_QUESTION) options value=Binding::from(part) />
        <Tabs label=say(words::SQL) tabs selected=tab on_select=move |name| tab.set(name) panel />
    }
}
