//! The page Connect, shown while there is no token.

use leptos::prelude::*;

use super::common::{run, say};
use super::failure::{Failure, announce};
use super::sign_in::{Secrets, SignInFailure, SignInFields, SignInMethod, SignedIn, sign_in, takes};
use crate::api::Cause;
use crate::auth::{Lease, Session};
use crate::config::RegionEntry;
use crate::i18n::sign_in::explain_sign_in;
use crate::i18n::{explain, logs, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::connection::{place, place_by_token};
use crate::ui::{Banner, Button, ButtonVariant, Form, LinkButton, PageHeader, Select, Tone, when_valid};

/// The page that asks for a region and a token.
#[component]
pub(super) fn Connect() -> impl IntoView {
    let console = expect_context::<Console>();
    let regions: Vec<(String, String)> = console.shared.config.with_value(|config| {
        config.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
    });
    let last = console.shared.last_region.get_untracked();
    let first = last.or_else(|| regions.first().map(|(id, _)| id.clone())).unwrap_or_default();
    let fields = SignInFields::new(console, first);
    // The host may name another one later.
    Effect::new(move |_| {
        if let Some(id) = console.shared.last_region.get() {
            fields.region.set(id);
        }
    });
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.check();
        when_valid(element, move || run(connect(console, fields)));
    });
    view! {
        <div class="flc-center">
            <div class="flc-connect">
                <PageHeader title=say(words::CONNECT) description=say(words::CONNECT_HELP) />
                <SessionRefused />
                <Form on_submit=submit>
                    <Select label=say(words::REGION) options=Signal::stored(regions) value=fields.region />
                    <SignInMethod fields />
                    <Secrets fields />
                    <SignInFailure fields />
                    <div class="flc-actions">
                        <Button
                            label=say(words::CONNECT)
                            variant=ButtonVariant::Primary
                            submit=true
                            busy=fields.busy
                        />
                    </div>
                </Form>
                <Demo fields />
                <OwnFiles />
            </div>
        </div>
    }
}

/// Why the person has to connect again.
#[component]
fn SessionRefused() -> impl IntoView {
    let console = expect_context::<Console>();
    let refused = console.shared.refused;
    Effect::new(move || {
        if let Some(error) = refused.get().filter(|error| !matches!(error.cause, Cause::NoEndpoint(..))) {
            untrack(|| announce(console, console.say(words::CONNECT_AGAIN), &error));
        }
    });
    move || {
        let error = refused.get()?;
        if let Cause::NoEndpoint(region, _) = &error.cause {
            let region = region.clone();
            let title =
                Signal::derive(move || words::CONNECT_FAILED.with(console.locale(), &[("region", &region)]));
            return Some(view! { <Failure title error /> }.into_any());
        }
        let quote = explain(console.locale(), &error).quote;
        let quote = quote.map(|quote| view! { <blockquote class="flc-quote">{quote}</blockquote> });
        Some(view! { <Banner tone=Tone::Warning title=say(words::CONNECT_AGAIN)>{quote}</Banner> }.into_any())
    }
}

/// The button that connects to the sample project, where the configuration has a token for it.
#[component]
fn Demo(fields: SignInFields) -> impl IntoView {
    let console = expect_context::<Console>();
    let token = console.shared.config.with_value(|config| config.demo.clone())?;
    let start = Callback::new(move |()| {
        let lease = Lease { token: token.clone(), ends_ms: None };
        run(connect_with(console, fields, SignedIn { lease, account: None }));
    });
    Some(view! {
        <div class="flc-demo">
            <p class="flc-hint">{say(words::DEMO_HELP)}</p>
            <Button label=say(words::USE_DEMO) on_click=start busy=fields.busy />
        </div>
    })
}

/// The way to log files of this device.
#[component]
fn OwnFiles() -> impl IntoView {
    view! {
        <div class="flc-demo">
            <p class="flc-hint">{say(logs::OPEN_LOG_FILES_HELP)}</p>
            <LinkButton label=say(logs::OPEN_LOG_FILES) href=Route::to(Page::Logs).href() />
        </div>
    }
}

async fn connect(console: Console, fields: SignInFields) {
    if let Some(signed_in) = sign_in(console, fields).await {
        connect_with(console, fields, signed_in).await;
    }
}

/// Connects if the chosen region takes the token. Only an account with an API password has a service catalog.
async fn connect_with(console: Console, fields: SignInFields, SignedIn { lease, account }: SignedIn) {
    let find = |entry: &RegionEntry| match &account {
        Some((grant, _)) => place(entry, &grant.networks),
        None => place_by_token(entry),
    };
    let id = fields.region.get_untracked();
    let region = match console.shared.config.with_value(|config| config.region(&id).map(find)) {
        Some(Ok(region)) => region,
        Some(Err(error)) => {
            return fields.fail(console, error, if account.is_some() { explain_sign_in } else { explain });
        }
        None => return,
    };
    if let Some((grant, _)) = &account {
        console.tell_grant(&region, grant);
    }
    let session = Session::with_lease(lease);
    if takes(console, fields, &region, session.clone()).await {
        match account {
            Some((grant, account)) => console.connect_account(region, grant, account),
            None => console.connect(region, session),
        }
    }
}
