//! The portal's page.

use flowlog_console::{Flowlog, FlowlogEvent, Locale, LoggerTable, PortTable};
use leptos::prelude::*;

/// What the portal does where a person is signed in to it: it asks its own server for a token.
async fn token() -> Result<String, String> {
    let answer = gloo_net::http::Request::get("token").send().await.map_err(|error| error.to_string())?;
    match answer.ok() {
        true => answer.text().await.map_err(|error| error.to_string()),
        false => Err(format!("the portal's server answered {}", answer.status())),
    }
}

/// The page, with signals of its own.
#[component]
pub fn Portal() -> impl IntoView {
    let region = RwSignal::new("KR1".to_owned());
    let korean = RwSignal::new(false);
    let said = RwSignal::new("Nothing yet.".to_owned());

    let flowlog = Flowlog::new().config_url("config.json").region(region).tokens(token);
    let locale = Signal::derive(move || if korean.get() { Locale::Ko } else { Locale::En });
    let hear = move |event: FlowlogEvent| match event {
        FlowlogEvent::Selected(loggers) => said.set(format!("{} ticked.", loggers.len())),
        FlowlogEvent::Deleted { name, .. } => said.set(format!("{name} is gone.")),
        FlowlogEvent::Failed(error) => said.set(format!("{} failed.", error.path)),
        _ => {}
    };

    view! {
        <header>
            <h1>"Portal"</h1>
            <label>
                "Region "
                <select on:change:target=move |event| region.set(event.target().value())>
                    <option>"KR1"</option>
                    <option>"KR2"</option>
                </select>
            </label>
            <label>
                <input type="checkbox" on:change:target=move |event| korean.set(event.target().checked())/>
                " 한국어"
            </label>
            <p role="status">{said}</p>
        </header>
        <main>
            <LoggerTable flowlog locale on_event=hear/>
            <PortTable flowlog locale/>
        </main>
    }
}
