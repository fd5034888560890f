//! The details of one record: every value with its name, where it stands in its file, and its raw line.

use flowlog_engine::Column;
use leptos::prelude::*;

use super::super::common::{loader, say};
use super::files::explain;
use super::values::{Reader, field_word};
use crate::i18n::logs as words;
use crate::i18n::numbers::grouped;
use crate::i18n::words as common;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::records::Opened;
use crate::ui::{
    Banner, Button, ButtonVariant, Cell, CodeBlock, IconName, KeyValue, KeyValues, Tone, focus_nearest,
};

/// The panel beside the table, while a record is open.
#[component]
pub(super) fn RecordPanel(explorer: Explorer) -> impl IntoView {
    let is_open = Memo::new(move |_| explorer.opened.with(Option::is_some));
    view! {
        <Show when=move || is_open.get()>
            <Panel explorer />
        </Show>
    }
}

#[component]
fn Panel(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let button = NodeRef::new();
    let close = move |()| {
        // The row that was opened is in the table beside.
        if let Some(button) = button.get_untracked() {
            let button: web_sys::HtmlButtonElement = button;
            focus_nearest(&button, ".flc-window tbody tr[tabindex='0'], .flc-window .flc-table-region");
        }
        explorer.close_record();
    };
    let items = Signal::derive(move || {
        let reader = Reader::of(console, explorer);
        explorer
            .opened
            .with(|opened| opened.as_ref().map(|opened| values(console, &reader, opened)).unwrap_or_default())
    });
    let read = loader(move || explorer.read_line());
    let line = move || {
        let line = explorer.opened.with(|opened| opened.as_ref().and_then(|opened| opened.line.clone()));
        match line {
            None => view! { <Button label=say(words::SHOW_RAW_LINE) on_click=read /> }.into_any(),
            Some(Ok(line)) => {
                view! { <CodeBlock label=say(words::RAW_LINE) text=Signal::stored(line) wrap=true /> }
                    .into_any()
            }
            Some(Err(fault)) => {
                let why = explain(console, &fault);
                let title = words::LINE_UNREAD.with(console.locale(), &[("why", &why)]);
                view! {
                    <Banner tone=Tone::Warning title=Signal::stored(title)>
                        <Button label=say(common::RETRY) on_click=read />
                    </Banner>
                }
                .into_any()
            }
        }
    };
    view! {
        <aside class="flc-record" aria-label=say(words::RECORD)>
            <header>
                <h3>{say(words::RECORD)}</h3>
                <Button
                    label=say(common::CLOSE)
                    variant=ButtonVariant::Icon
                    icon=IconName::Close
                    on_click=close
                    node_ref=button
                />
            </header>
            <div>
                <KeyValues items />
                {line}
            </div>
        </aside>
    }
}

fn values(console: Console, reader: &Reader, opened: &Opened) -> Vec<KeyValue> {
    let say = |word: crate::i18n::Word| console.say(word).to_owned();
    let mut items: Vec<KeyValue> = opened
        .cells
        .iter()
        .map(|cell| {
            let label = match &cell.column {
                Column::Field(field) => say(field_word(*field)),
                Column::Other(name) => name.clone(),
            };
            let value = match &cell.value {
                None => Cell::Absent,
                Some(value) => {
                    let shown = reader.value(&cell.column, Some(value));
                    let raw = value.to_string();
                    let is_id = raw.len() > 20;
                    match shown.note.or_else(|| cell.name.clone()) {
                        Some(name) if is_id => Cell::Named { text: name, id: raw },
                        Some(name) if name != shown.text => Cell::Text(format!("{} ({name})", shown.text)),
                        Some(_) if shown.text != raw => Cell::Text(format!("{} ({raw})", shown.text)),
                        _ if is_id && shown.text == raw => Cell::Mono(raw),
                        _ => Cell::Text(shown.text),
                    }
                }
            };
            KeyValue { label, value }
        })
        .collect();
    items.push(KeyValue { label: say(words::FILE), value: Cell::Mono(opened.file.clone()) });
    items.push(KeyValue { label: say(words::BYTE), value: Cell::Number(grouped(opened.byte)) });
    items
}
