//! What is offered for the storage URL: the accounts that are known, and the containers of the one in it.

use leptos::prelude::*;

use crate::domain::storage_url;
use crate::i18n::{explain, help, words};
use crate::pages::common::{run, say};
use crate::state::storage_help::{matching, plain_name, start_of, with_container, with_start};
use crate::state::{Console, remote};
use crate::ui::{Binding, ComboOption, Combobox, SHOWN_OPTIONS, Select};

/// The part of the storage URL up to the account, as far as it is known.
fn start_in_form(console: Console) -> Memo<Option<String>> {
    Memo::new(move |_| console.part.create.draft.with(|draft| start_of(&draft.storage_url)))
}

/// A list of the known accounts, where there is any.
#[component]
pub(super) fn Accounts() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
    let start = start_in_form(console);
    let known = Memo::new(move |_| console.storage_starts());
    let chosen = Memo::new(move |_| start.get().filter(|start| known.with(|known| known.contains(start))));
    let choose = move |start: String| {
        if !start.is_empty() {
            draft.update(|draft| draft.storage_url = with_start(&draft.storage_url, &start));
        }
    };
    let value = Binding::new(move || chosen.get().unwrap_or_default(), choose);
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
            <Select label=say(help::ACCOUNT) options value />
        </Show>
    }
}

/// The containers of the account in the URL: those that loggers of the list write to, and where the account's can be
/// listed, all of them.
#[component]
pub(super) fn Containers() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
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
        let container =
            draft.with(|draft| storage_url::read(draft.storage_url.trim(), None, 0).parts.container);
        container.map(|container| plain_name(&container)).unwrap_or_default()
    });
    Effect::new(move || name.set(in_url.get()));
    let set_name = move |typed: String| {
        let filled = draft.with_untracked(|draft| with_container(&draft.storage_url, &typed));
        if let Some(filled) = filled.filter(|_| !typed.is_empty() && typed != in_url.get_untracked()) {
            draft.update(|draft| draft.storage_url = filled);
        }
        name.set(typed);
    };
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
                value=Binding::new(move || name.get(), set_name)
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
