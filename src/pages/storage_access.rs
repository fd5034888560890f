//! The help for OBSConfigurationError: how to give Flow Log write access to the container.

use leptos::prelude::*;

use super::common::say;
use crate::domain::logger::{ErrorType, Logger};
use crate::i18n::{Word, help};
use crate::state::Console;
use crate::state::storage_help::policy::{self, Container, Policy};
use crate::ui::{Card, CodeBlock, Text, TextField, text};

/// The card for a logger whose container refuses Flow Log; nothing for other loggers.
#[component]
pub(super) fn StorageAccess(logger: Memo<Option<Logger>>) -> impl IntoView {
    let denied = |logger: &Logger| logger.error_type == Some(ErrorType::StorageConfiguration);
    // A memo keeps the card, and what is typed into it, while the logger is read again.
    let container = Memo::new(move |_| {
        logger.with(|logger| {
            let logger = logger.as_ref().filter(|logger| denied(logger))?;
            Container::of(&logger.storage_url)
        })
    });
    move || container.get().map(|container| view! { <AccessCard container /> })
}

#[component]
fn AccessCard(container: Container) -> impl IntoView {
    let console = expect_context::<Console>();
    let kept = console.kept_storage();
    let (tenant, user) = (RwSignal::new(kept.system_tenant), RwSignal::new(kept.system_user));
    let present = RwSignal::new(String::new());
    let keep = Callback::new(move |()| {
        let (tenant, user) = (tenant.get_untracked(), user.get_untracked());
        let sound = |text: &str| text.trim().is_empty() || policy::is_id(text);
        if sound(&tenant) && sound(&user) {
            console.keep_system_account(&tenant, &user);
        }
    });
    let id = move |label: Word, value: RwSignal<String>| {
        let error = Signal::derive(move || {
            let wrong = value.with(|text| !text.trim().is_empty() && !policy::is_id(text));
            wrong.then(|| console.say(help::ID_WRONG).to_owned())
        });
        view! {
            <TextField
                label=say(label)
                value
                hint=say(help::SYSTEM_HINT)
                monospace=true
                error
                on_blur=keep
            />
        }
    };
    let filled = move |word: Word, name: &'static str, value: &str| -> Text {
        let value = value.to_owned();
        Signal::derive(move || word.with(console.locale(), &[(name, &value)]))
    };
    let wrong = Signal::derive(move || {
        let wrong = present.with(|present| Policy::parse(present).is_none());
        wrong.then(|| console.say(help::PRESENT_WRONG).to_owned())
    });
    let wanted = Memo::new(move |_| {
        let entry = policy::entry(&tenant.get(), &user.get())?;
        Some(present.with(|present| Policy::parse(present))?.and(entry))
    });
    view! {
        <Card title=filled(help::ACCESS, "container", &container.name)>
            <p>{filled(help::ACCESS_HELP, "header", policy::HEADER)}</p>
            <div class="flc-fields">
                {id(help::SYSTEM_TENANT, tenant)}
                {id(help::SYSTEM_USER, user)}
            </div>
            <p class="flc-hint">{filled(help::ACCESS_TOKEN, "tenant", &container.tenant)}</p>
            <ToCopy label=help::READ_POLICY shown=text(&container.read_by_curl()) />
            <div class="flc-fields">
                <TextField
                    label=say(help::PRESENT_POLICY)
                    value=present
                    hint=filled(help::PRESENT_HINT, "header", policy::HEADER)
                    optional=true
                    monospace=true
                    error=wrong
                />
            </div>
            <Commands container=container.clone() wanted />
            <p class="flc-hint">{say(help::ACCESS_VENDOR)}</p>
            <p class="flc-hint">{say(help::ACCESS_AFTER)}</p>
        </Card>
    }
}

/// The header and the commands, once all values are there.
#[component]
fn Commands(container: Container, wanted: Memo<Option<Policy>>) -> impl IntoView {
    let has_swift = container.write_by_swift(&Policy::default()).is_some();
    let made = move |make: fn(&Container, &Policy) -> String| -> Signal<String> {
        let container = container.clone();
        Signal::derive(move || {
            wanted.with(|policy| policy.as_ref().map(|policy| make(&container, policy)).unwrap_or_default())
        })
    };
    let header = made(|_, policy| policy.header());
    let curl = made(Container::write_by_curl);
    let swift = made(|container, policy| container.write_by_swift(policy).unwrap_or_default());
    let is_ready = Memo::new(move |_| wanted.with(Option::is_some));
    let waits = || view! { <p class="flc-hint">{say(help::POLICY_WAITS)}</p> };
    view! {
        <Show when=move || is_ready.get() fallback=waits>
            <ToCopy label=help::POLICY_HEADER shown=header />
            <ToCopy label=help::WRITE_CURL shown=curl />
            {has_swift.then(|| view! { <ToCopy label=help::WRITE_SWIFT shown=swift /> })}
        </Show>
    }
}

/// A heading with a text to copy.
#[component]
fn ToCopy(label: Word, shown: Text) -> impl IntoView {
    view! {
        <div class="flc-field">
            <h3 class="flc-label">{say(label)}</h3>
            <CodeBlock label=say(label) text=shown wrap=true />
        </div>
    }
}
