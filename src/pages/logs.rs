//! The pages of logs. What they show is a WebAssembly of its own, which is fetched when a person first goes there.

use futures_util::FutureExt as _;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use wasm_bindgen::JsCast as _;

use super::common::{loader, run_on, say, speak};
use super::explorer::{FilesPage, draw};
use crate::i18n::{logs, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::explored::plan::{DeviceFile, HostFile, Source};
use crate::ui::{Banner, Button, IconName, Loading, PageHeader, Tone};

/// Draws the explorer: the page of files, or the tab of a logger. All that only this function needs is in the second
/// WebAssembly. `fetch_code` has it fetched.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(
    later,
    wasm_split_path = leptos::wasm_split,
    preload(fetch_code),
    fallible
)]
fn explorer(page: Option<FilesPage>) -> Result<AnyView, SplitLoaderError> {
    Ok(draw(page))
}

/// Without the splitter, one WebAssembly has all.
#[cfg(not(split))]
async fn explorer(page: Option<FilesPage>) -> Result<AnyView, SplitLoaderError> {
    Ok(draw(page))
}

#[cfg(not(split))]
async fn fetch_code() -> Result<(), SplitLoaderError> {
    Ok(())
}

/// Opens files that the host hands over, and goes to them.
pub fn open(console: Console, device: Vec<DeviceFile>, host: Vec<HostFile>) {
    console.hand_over(if host.is_empty() { Source::Device(device) } else { Source::Host(host) });
    console.go_as_told(Route::to(Page::Logs));
}

/// The page of log files: those of this device, or the way to the logs of a logger.
#[component]
pub(super) fn Logs() -> impl IntoView {
    let page = FilesPage { is_open: RwSignal::new(false), is_choosing: RwSignal::new(false) };
    view! {
        // The heading is there from the start and stays, so that it keeps the focus while the code is fetched.
        <PageHeader title=say(logs::LOGS)>
            <Show when=move || page.is_open.get()>
                <Button
                    label=say(logs::OTHER_FILES)
                    icon=IconName::Plus
                    on_click=move |()| page.is_choosing.set(true)
                />
            </Show>
        </PageHeader>
        <Fetched page=Some(page) />
    }
}

/// The logs of a logger, as the tab of its page.
#[component]
pub(super) fn LogsOfLogger() -> impl IntoView {
    view! { <Fetched page=None /> }
}

/// The explorer, once its code is here.
#[component]
fn Fetched(page: Option<FilesPage>) -> impl IntoView {
    let console = expect_context::<Console>();
    let is_here = RwSignal::new(None);
    let fetch = loader(move || async move {
        is_here.try_set(None);
        let fetched = fetch_code().await.is_ok();
        if !fetched {
            speak(console.part.urgent, console.say(logs::NOT_FETCHED).to_owned());
        }
        is_here.try_set(Some(fetched));
    });
    fetch.run(());
    move || match is_here.get() {
        None => view! { <Loading /> }.into_any(),
        // The code is here, so the function answers at once.
        Some(true) => explorer(page).now_or_never().and_then(Result::ok).into_any(),
        Some(false) => view! {
            <Banner tone=Tone::Wrong title=say(logs::NOT_FETCHED)>
                <p>{say(logs::NOT_FETCHED_HELP)}</p>
                <Button label=say(words::RETRY) icon=IconName::Refresh on_click=fetch />
            </Banner>
        }
        .into_any(),
    }
}

/// Fetches the code of the explorer ahead, when a person points at what leads to it or moves the focus there.
pub(super) fn fetch_ahead(event: &web_sys::Event) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let leads_there = "a[href^='#/logs'], a[href$='/logs'], [role=tab][id$='-logs']";
    if target.and_then(|target| target.closest(leads_there).ok().flatten()).is_some() {
        run_on(async {
            // The page says a failure when it is opened.
            let _ = fetch_code().await;
        });
    }
}
