//! What leaves the explorer: records as a file, the chart as a picture, a link, and SQL.

use futures_util::future::{AbortHandle, Abortable, Aborted};
use leptos::{html, prelude::*};

use super::super::common::{run, say, speak};
use super::super::export::{part, save_blob, save_parts};
use super::sql::SqlDialog;
use crate::i18n::numbers::grouped;
use crate::i18n::{lists, logs as words, words as common};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::export::Format;
use crate::state::explorer::loading::Loading;
use crate::ui::{Button, ButtonVariant, CopyAction, IconName, Popover, chart_png};

/// Where the chart of this explorer is drawn, for its picture.
#[derive(Clone, Copy)]
pub(super) struct ChartPlace(pub NodeRef<html::Section>);

/// The buttons Export, Copy link and SQL.
#[component]
pub(super) fn Out(explorer: Explorer) -> impl IntoView {
    let is_sql_open = RwSignal::new(false);
    let link = Signal::derive(move || link_of(explorer));
    view! {
        <div class="flc-actions">
            <Export explorer />
            <CopyAction label=say(words::COPY_LINK) icon=IconName::Link value=link />
            <Button label=say(words::SQL) on_click=move |()| is_sql_open.set(true) />
        </div>
        <SqlDialog explorer open=is_sql_open />
    }
}

/// The address that opens the same question.
fn link_of(explorer: Explorer) -> String {
    let href = explorer.link().href();
    let page = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let base = page.split('#').next().unwrap_or_default();
    format!("{base}{href}")
}

/// The menu of what can be saved.
#[component]
fn Export(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let place = use_context::<ChartPlace>();
    let written = RwSignal::new(None::<u64>);
    let off = Signal::derive(move || {
        let has_records = explorer
            .answers
            .with(|answers| answers.shown.as_ref().is_some_and(|shown| shown.basis.records > 0));
        // Records that come meanwhile would move those that are not written yet.
        let is_loading = explorer.loading.with(Loading::is_running);
        let why = match (has_records, is_loading) {
            (false, _) => common::NOTHING_TO_EXPORT,
            (true, true) => words::LOADING_LOGS,
            (true, false) => return None,
        };
        Some(console.say(why).to_owned())
    });
    let writing = StoredValue::new(None::<AbortHandle>);
    let save = move |format: Format| {
        // One at a time. The buttons stay on: one that is off at once leaves the menu open.
        if written.get_untracked().is_some() {
            return;
        }
        run(async move {
            written.set(Some(0));
            let (handle, registration) = AbortHandle::new_pair();
            writing.set_value(Some(handle));
            let parts = js_sys::Array::new();
            let file = parts.clone();
            let export = explorer.export(format, move |piece, count| {
                file.push(&part(&piece));
                written.try_set(Some(count));
            });
            let outcome = Abortable::new(export, registration).await;
            written.try_set(None);
            let (name, media_type) = match format {
                Format::Csv => ("flow-log-records.csv", "text/csv;charset=utf-8"),
                Format::Json => ("flow-log-records.json", "application/json"),
            };
            match outcome {
                Ok(true) => save_parts(console, name, media_type, &parts),
                Ok(false) => speak(console.part.urgent, console.say(common::EXPORT_FAILED).to_owned()),
                // The person has cancelled it.
                Err(Aborted) => {}
            }
        });
    };
    let cancel = move |()| {
        writing.with_value(|writing| {
            if let Some(writing) = writing {
                writing.abort();
            }
        });
    };
    let picture = move |()| {
        let Some(chart) = place.and_then(|ChartPlace(place)| place.get_untracked()) else { return };
        run(async move {
            let title = console.say(words::OVER_TIME).to_owned();
            match chart_png(chart, title).await {
                Ok(blob) => save_blob(console, "flow-log-over-time.png", &blob),
                Err(_) => speak(console.part.urgent, console.say(common::EXPORT_FAILED).to_owned()),
            }
        });
    };
    let cancel_name =
        Signal::derive(move || format!("{}: {}", console.say(common::CANCEL), console.say(common::EXPORT)));
    let progress = move || {
        written.get().map(|count| {
            let text = words::EXPORTING.with(console.locale(), &[("n", &grouped(count))]);
            view! {
                <p class="flc-hint">{text}</p>
                <Button
                    label=say(common::CANCEL)
                    name=cancel_name
                    variant=ButtonVariant::Plain
                    on_click=cancel
                />
            }
        })
    };
    view! {
        <Popover
            label=say(common::EXPORT)
            icon=IconName::Download
            closed_by=".flc-button:not([aria-disabled])"
        >
            <div class="flc-menu">
                <Button
                    label=say(lists::AS_CSV)
                    variant=ButtonVariant::Plain
                    off
                    on_click=move |()| save(Format::Csv)
                />
                <Button
                    label=say(lists::AS_JSON)
                    variant=ButtonVariant::Plain
                    off
                    on_click=move |()| save(Format::Json)
                />
                <Button label=say(words::CHART_AS_PNG) variant=ButtonVariant::Plain off on_click=picture />
            </div>
        </Popover>
        {progress}
    }
}
