//! The portal itself: its header, its pages and what they share.

use flowlog_console::{Locale, Theme};
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;

use crate::flow_logs::{Console, FlowLogs, Logs};

/// The portal's own signals, which the components follow.
#[derive(Clone, Copy)]
pub struct Shared {
    pub signed_in: RwSignal<bool>,
    pub region: RwSignal<String>,
    pub locale: RwSignal<Locale>,
    pub theme: RwSignal<Theme>,
    heard: RwSignal<Vec<String>>,
}

impl Shared {
    fn new() -> Shared {
        Shared {
            signed_in: RwSignal::new(false),
            region: RwSignal::new("KR1".to_owned()),
            locale: RwSignal::new(Locale::En),
            theme: RwSignal::new(Theme::Auto),
            heard: RwSignal::new(Vec::new()),
        }
    }

    /// Keeps what a component has told.
    pub fn hear(self, words: Option<String>) {
        self.heard.update(|heard| heard.extend(words));
    }
}

#[component]
pub fn Portal() -> impl IntoView {
    let shared = Shared::new();
    let Shared { signed_in, region, locale, theme, heard } = shared;
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // The portal's own style sheet follows it.
            let _ = root.set_attribute("data-theme", theme.get().name());
        }
    });
    let overview = || {
        view! {
            <h1>"Overview"</h1>
            <p>"What the portal itself has to say."</p>
        }
    };
    view! {
        <Router base="/leptos">
            <header class="portal-header">
                <strong>"Example portal"</strong>
                <nav aria-label="Portal">
                    <A href="/leptos/">"Overview"</A>
                    <A href="/leptos/flow-logs">"Flow logs"</A>
                    <A href="/leptos/console">"Console"</A>
                </nav>
                <label>
                    "Portal region "
                    <select on:change:target=move |event| region.set(event.target().value())>
                        <option>"KR1"</option>
                        <option>"KR2"</option>
                    </select>
                </label>
                <label>
                    "Portal language "
                    <select on:change:target=move |event| {
                        locale.set(Locale::of_tag(&event.target().value()).unwrap_or_default());
                    }>
                        <option value="en">"English"</option>
                        <option value="ko">"한국어"</option>
                    </select>
                </label>
                <label>
                    "Portal theme "
                    <select on:change:target=move |event| {
                        theme.set(Theme::of_name(&event.target().value()).unwrap_or_default());
                    }>
                        <option value="auto">"As the system"</option>
                        <option value="light">"Light"</option>
                        <option value="dark">"Dark"</option>
                    </select>
                </label>
                <button class="portal-button" type="button" disabled=signed_in on:click=move |_| signed_in.set(true)>
                    "Sign in"
                </button>
            </header>
            <main>
                <Routes fallback=|| view! { <h1>"No such page"</h1> }>
                    <Route path=path!("/") view=overview/>
                    <Route path=path!("/flow-logs") view=move || view! { <FlowLogs shared/> }/>
                    <Route path=path!("/logs") view=move || view! { <Logs shared/> }/>
                    <Route path=path!("/console") view=move || view! { <Console shared/> }/>
                </Routes>
            </main>
            <section class="portal-events" aria-labelledby="events-title">
                <h2 id="events-title">"Events"</h2>
                <ol aria-labelledby="events-title">
                    {move || heard.get().into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
                </ol>
            </section>
        </Router>
    }
}
