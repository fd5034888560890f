//! What is offered for the storage URL: the accounts that are known, and the containers of the one in it.

use leptos::prelude::*;

use crate::domain::storage_url;
use crate::i18n::{explain, help, words};
use crate::pages::kit::{run, say};
use crate::state::storage_help::{matching, plain_name, start_of, with_container, with_start};
use crate::state::{Console, remote};
use crate::ui::{ComboOption, Combobox, SHOWN_OPTIONS, Select};

/// The part of the storage URL up to the account, as far as it is known.
fn start_in_form(console: Console) -> Memo<Option<String>> {
    Memo::new(move |_| console.part.create.storage_url.with(|url| start_of(url)))
}

/// A list of the known accounts, where there is any.
#[component]
pub(super) fn Accounts() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let start = start_in_form(console);
    let known = Memo::new(move |_| console.storage_starts());
    let chosen = RwSignal::new(String::new());
    Effect::new(move || {
        let start = start.get().unwrap_or_default();
        chosen.set(if known.with(|known| known.contains(&start)) { start } else { String::new() });
    });
    Effect::new(move || {
        let chosen = chosen.get();
        if !chosen.is_empty() && start.get_untracked().as_deref() != Some(chosen.as_str()) {
            form.storage_url.set(form.storage_url.with_untracked(|url| with_start(url, &chosen)));
        }
    });
    let options = Signal::derive(move || {
        let none = (String::new(), console.say(help::ACCOUNT_NONE).to_owned());
        let known = known.get().into_iter().map(|start| {
            let parts = storage_url::read(&start, None, 0).parts;
            let (account, host) = (parts.account.unwrap_or_default(), parts.host.unwrap_or_default());
            let label = help::ACCOUNT_AT.with(console.locale(), &[("account", &account), ("host", &host)]);
            (start, label)
        });
        std::iter::once(none).chain(known).collect::<Vec<_>>()
    });
    let is_any = Memo::new(move |_| known.with(|known| !known.is_empty()));
    view! {
        <Show when=move || is_any.get()>
            <Select label=say(help::ACCOUNT) options value=chosen />
        </Show>
    }
}

/// The containers of the account in the URL: those that loggers of the list write to, and where the account's can be
/// listed, all of them.
#[component]
pub(super) fn Containers() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let start = start_in_form(console);
    let listed: remote::Slot<Vec<String>> = RwSignal::new(remote::Remote::default());
    Effect::new(move || {
        remote::forget(listed);
        let account = start.get().and_then(|start| storage_url::read(&start, None, 0).parts.account);
        if let Some(account) = account.filter(|_| console.can_list_containers()) {
            run(console.load_containers(listed, account));
        }
    });
    let name = RwSignal::new(String::new());
    let in_url = Memo::new(move |_| {
        let container = form.storage_url.with(|url| storage_url::read(url.trim(), None, 0).parts.container);
        container.map(|container| plain_name(&container)).unwrap_or_default()
    });
    Effect::new(move || name.set(in_url.get()));
    Effect::new(move || {
        let name = name.get();
        if !name.is_empty() && name != in_url.get_untracked() {
            let filled = form.storage_url.with_untracked(|url| with_container(url, &name));
            if let Some(filled) = filled {
                form.storage_url.set(filled);
            }
        }
    });
    let used =
        Memo::new(move |_| start.get().map(|start| console.used_containers(&start)).unwrap_or_default());
    let names = Memo::new(move |_| {
        let mut names = listed.with(|remote| remote.value.clone()).unwrap_or_default();
        names.extend(used.get());
        names.sort_unstable();
        names.dedup();
        names
    });
    let found = Memo::new(move |_| names.with(|names| matching(names, &name.get())));
    let options = Signal::derive(move || {
        let detail = |name: &String| match used.with(|used| used.contains(name)) {
            true => console.say(help::CONTAINER_USED).to_owned(),
            false => String::new(),
        };
        let option = |name: String| ComboOption { detail: detail(&name), label: name.clone(), value: name };
        found.get().into_iter().take(SHOWN_OPTIONS).map(option).collect()
    });
    let more = Signal::derive(move || {
        let more = found.with(|found| found.len().saturating_sub(SHOWN_OPTIONS));
        (more > 0).then(|| words::RESOURCES_MORE.with(console.locale(), &[("n", &more.to_string())]))
    });
    let warning = Signal::derive(move || {
        let error = listed.with(|remote| remote.error.clone())?;
        let why = explain(console.locale(), &error).why;
        Some(help::CONTAINERS_UNLISTED.with(console.locale(), &[("why", &why)]))
    });
    let is_any = Memo::new(move |_| {
        start.with(Option::is_some) && (console.can_list_containers() || used.with(|used| !used.is_empty()))
    });
    let loading = Signal::derive(move || listed.with(|remote| remote.loading));
    view! {
        <Show when=move || is_any.get()>
            <Combobox
                label=say(help::CONTAINER)
                value=name
                options
                more
                hint=say(help::CONTAINER_HINT)
                warning
                loading
                monospace=true
            />
        </Show>
    }
}
