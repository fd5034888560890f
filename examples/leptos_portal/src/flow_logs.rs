//! The pages with our components: the parts of the console, which work together, and the whole of it.

use flowlog_console::{
    CreateWizard, Flowlog, FlowlogConsole, FlowlogEvent, LogExplorer, Logger, LoggerTable, PortTable,
};
use leptos::prelude::*;

use crate::portal::Shared;

/// Asks the portal's server for a token; the components ask again when the service has refused one.
async fn token() -> Result<String, String> {
    let answer =
        gloo_net::http::Request::post("/portal/token").send().await.map_err(|error| error.to_string())?;
    match answer.ok() {
        true => answer.text().await.map_err(|error| error.to_string()),
        false => Err(format!("the portal's server answered {}", answer.status())),
    }
}

/// What the components of a page share. Who is not signed in to the portal is asked for a token by the components.
fn flowlog(shared: Shared) -> Flowlog {
    let flowlog = Flowlog::new()
        .config_url("/portal/config.json")
        .log_worker("/portal/console/log-worker.js")
        .region(shared.region);
    if shared.signed_in.get() { flowlog.tokens(token) } else { flowlog }
}

/// What the portal says of an event.
fn words(event: FlowlogEvent) -> Option<String> {
    Some(match event {
        FlowlogEvent::Selected(loggers) => format!("Ticked: {}", loggers.join(", ")),
        FlowlogEvent::Created(logger) => format!("Created: {} {}", logger.id, logger.name),
        FlowlogEvent::Updated(logger) => format!("Updated: {} {}", logger.id, logger.name),
        FlowlogEvent::Deleted { id, name } => format!("Deleted: {id} {name}"),
        FlowlogEvent::LogsOpened { files, records, .. } => {
            format!("Opened: {files} files, {records} records")
        }
        FlowlogEvent::AuthRequired { .. } => "Asked to sign in".to_owned(),
        FlowlogEvent::Failed(error) => format!("Failed: {}", error.path),
        _ => return None,
    })
}

/// Four parts of the console. A row that is ticked narrows the ports, a logger's name opens it, and what the wizard makes
/// stands in the table at once.
#[component]
pub fn FlowLogs(shared: Shared) -> impl IntoView {
    let placed = RwSignal::new(true);
    let (locale, theme) = (shared.locale, shared.theme);
    let on_event = move |event| shared.hear(words(event));
    let parts = move || {
        let flowlog = flowlog(shared);
        view! {
            <section aria-label="Loggers">
                <LoggerTable flowlog locale theme on_event/>
            </section>
            <section aria-label="Logger">
                <Logger flowlog locale theme on_event/>
            </section>
            <section aria-label="Ports">
                <PortTable flowlog locale theme on_event/>
            </section>
            <section aria-label="New logger">
                <CreateWizard flowlog locale theme on_event/>
            </section>
        }
    };
    view! {
        <h1>"Flow logs"</h1>
        <p>
            <button class="portal-button" type="button" on:click=move |_| placed.set(false)>"Remove"</button>
            " "
            <button class="portal-button" type="button" on:click=move |_| placed.set(true)>"Place"</button>
        </p>
        <Show when=move || placed.get()>{parts}</Show>
    }
}

/// The log explorer. Files that a person opens need no token.
#[component]
pub fn Logs(shared: Shared) -> impl IntoView {
    let on_event = move |event| shared.hear(words(event));
    move || {
        view! {
            <h1>"Logs of a file"</h1>
            <section aria-label="Logs">
                <LogExplorer flowlog=flowlog(shared) locale=shared.locale theme=shared.theme on_event/>
            </section>
        }
    }
}

/// The whole console, which is an application with a navigation and headings of its own.
#[component]
pub fn Console(shared: Shared) -> impl IntoView {
    move || {
        view! {
            <section aria-label="Console">
                <FlowlogConsole flowlog=flowlog(shared) locale=shared.locale theme=shared.theme/>
            </section>
        }
    }
}
