//! How files come into the explorer, and the engine that reads them.

use std::rc::Rc;

use leptos::prelude::*;

use super::super::common::{loader, read_at_first, say};
use super::plan::NotOpened;
use crate::domain::logger::{Logger, Status};
use crate::i18n::{logs as words, words as common};
use crate::logs::most_bytes;
use crate::logs::worker::LogWorker;
use crate::route::{LoggerTab, Page, Route};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::plan::{DeviceFile, Source};
use crate::state::logger_list::name_of;
use crate::ui::{Card, FileDrop, LinkButton, PickedFiles};

/// The explorer of a mount. Its engine is a worker, which is only named here: what talks to it comes with this page.
pub(super) fn explorer_of(console: Console) -> Explorer {
    let explorer = console.explorer(Rc::new(move || Rc::new(LogWorker::new(console.log_worker()))));
    explorer.memory_bound.set(most_bytes());
    explorer
}

/// Where nothing is open: the place for files, and the loggers whose logs can be opened.
#[component]
pub(super) fn ChooseFiles(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let picked = move |picked: PickedFiles| {
        let files = picked.files.into_iter().map(|(name, file)| DeviceFile {
            name,
            bytes: file.size().max(0.0) as u64,
            file: file.into(),
        });
        let files: Vec<DeviceFile> = files.collect();
        if !files.is_empty() {
            explorer.open(Source::Device(files));
        }
        explorer.unopened.set(picked.unreadable);
    };
    let is_connected = Memo::new(move |_| console.shared.connection.with(Option::is_some));
    view! {
        <div class="flc-stack flc-logs-start">
            <FileDrop
                label=say(words::LOG_FILES)
                hint=say(words::DROP_FILES_HELP)
                folder=say(words::CHOOSE_FOLDER)
                on_files=picked
            />
            <NotOpened explorer />
            <Show when=move || is_connected.get()>
                <OfLoggers />
            </Show>
            <Show when=move || !is_connected.get() && console.leads()>
                <p>
                    <LinkButton label=say(words::CONNECT_FOR_LOGS) href="#/loggers" />
                </p>
            </Show>
        </div>
    }
}

/// A link to the logs of each logger that writes some.
#[component]
fn OfLoggers() -> impl IntoView {
    let console = expect_context::<Console>();
    read_at_first::<Logger>(console, loader(move || console.load_loggers()));
    let links = move || {
        console.shared.loggers.with(|remote| {
            let writes = |logger: &&Logger| matches!(logger.status, Status::Active | Status::Inactive);
            let link = |logger: &Logger| {
                let page = Page::Logger { id: logger.id.clone(), tab: LoggerTab::Logs };
                let href = Route::to(page).href();
                view! { <li><a class="flc-link" href=href>{name_of(logger).to_owned()}</a></li> }
            };
            remote.read().filter(writes).map(link).collect_view()
        })
    };
    view! {
        <Card title=say(words::LOGS_OF_LOGGER)>
            <p class="flc-muted">{say(words::LOGS_OF_LOGGER_HELP)}</p>
            <ul class="flc-logs-loggers" role="list" aria-label=say(common::LOGGERS)>{links}</ul>
        </Card>
    }
}
