//! How the container of a logger in OBSConfigurationError is made to let Flow Log write.

use leptos::prelude::*;

use super::kit::{fields, hint, say};
use crate::domain::logger::{ErrorType, Logger};
use crate::i18n::{Word, help};
use crate::state::Console;
use crate::state::storage_help::policy::{self, Container, Policy};
use crate::ui::{Text, card, code_block, el, live, text, text_field};

pub(super) fn view(console: Console, logger: Memo<Option<Logger>>) -> AnyView {
    let denied = |logger: &Logger| logger.error_type == Some(ErrorType::StorageConfiguration);
    // What is typed stays while the logger is read again.
    let container = Memo::new(move |_| {
        logger.with(|logger| {
            logger
                .as_ref()
                .filter(|logger| denied(logger))
                .and_then(|logger| Container::of(&logger.storage_url))
        })
    });
    live(move || container.get().map(|container| access(console, container)).into_any())
}

fn access(console: Console, container: Container) -> AnyView {
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
    let id = move |label, value: RwSignal<String>| {
        let error = Signal::derive(move || {
            let wrong = value.with(|text| !text.trim().is_empty() && !policy::is_id(text));
            wrong.then(|| console.say(help::ID_WRONG).to_owned())
        });
        text_field(say(label), value)
            .hint(say(help::SYSTEM_HINT))
            .monospace()
            .error(error)
            .on_blur(keep)
            .view()
    };
    let filled = move |word: Word, name: &'static str, value: &str| -> Text {
        let value = value.to_owned();
        Signal::derive(move || word.with(console.locale(), &[(name, &value)]))
    };
    let wrong = Signal::derive(move || {
        let wrong = present.with(|present| Policy::parse(present).is_none());
        wrong.then(|| console.say(help::PRESENT_WRONG).to_owned())
    });
    let present_field = text_field(say(help::PRESENT_POLICY), present)
        .hint(filled(help::PRESENT_HINT, "header", policy::HEADER))
        .optional()
        .monospace()
        .error(wrong)
        .view();
    let wanted = Memo::new(move |_| {
        let entry = policy::entry(&tenant.get(), &user.get())?;
        Some(present.with(|present| Policy::parse(present))?.and(entry))
    });
    let title = filled(help::ACCESS, "container", &container.name);
    let body = vec![
        el("p").say(filled(help::ACCESS_HELP, "header", policy::HEADER)).view(),
        fields(vec![id(help::SYSTEM_TENANT, tenant), id(help::SYSTEM_USER, user)]),
        el("p").class("flc-hint").say(filled(help::ACCESS_TOKEN, "tenant", &container.tenant)).view(),
        block(help::READ_POLICY, text(&container.read_by_curl())),
        fields(vec![present_field]),
        commands(container.clone(), wanted),
        hint(help::ACCESS_VENDOR),
        hint(help::ACCESS_AFTER),
    ];
    card(title, Vec::new(), body)
}

/// The header and the commands, as soon as they can be whole.
fn commands(container: Container, wanted: Memo<Option<Policy>>) -> AnyView {
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
    live(move || {
        if !is_ready.get() {
            return hint(help::POLICY_WAITS);
        }
        let mut blocks = vec![block(help::POLICY_HEADER, header), block(help::WRITE_CURL, curl)];
        if has_swift {
            blocks.push(block(help::WRITE_SWIFT, swift));
        }
        blocks.into_any()
    })
}

/// A text to copy, under its name.
fn block(label: Word, shown: Text) -> AnyView {
    let title = el("h3").class("flc-label").say(say(label)).view();
    el("div").class("flc-field").child(title).child(code_block(say(label), shown, true)).view()
}
