//! Connect: shown while there is no token.

use leptos::prelude::*;

use super::failure::{Failure, announce};
use super::kit::{run, say};
use super::sign_in::{Denied, Fields, Secrets, SignInMethod, connect_by_password, refuse, takes};
use crate::api::Cause;
use crate::auth::{Session, Token};
use crate::i18n::{explain, words};
use crate::state::Console;
use crate::state::connection::place_by_token;
use crate::ui::{Banner, Button, ButtonVariant, Form, PageHeader, Select, Tone, when_valid};

/// The page that asks for a region and a token.
#[component]
pub(super) fn Connect() -> impl IntoView {
    let console = expect_context::<Console>();
    let regions: Vec<(String, String)> = console.shared.config.with_value(|config| {
        config.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
    });
    let last = console.shared.last_region.get_untracked();
    let first = last.or_else(|| regions.first().map(|(id, _)| id.clone())).unwrap_or_default();
    let fields = Fields::new(console, first);
    // The host may name another one later.
    Effect::new(move |_| {
        if let Some(id) = console.shared.last_region.get() {
            fields.region.set(id);
        }
    });
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.checked.set(true);
        when_valid(element, move || run(connect(console, fields)));
    });
    let failure = move || match (fields.denied.with(Option::is_some), fields.error.get()) {
        (true, _) => view! { <Denied fields /> }.into_any(),
        (false, Some(error)) => {
            let title = Signal::derive(move || fields.not_connected(console));
            view! { <Failure title error /> }.into_any()
        }
        (false, None) => ().into_any(),
    };
    view! {
        <div class="flc-center">
            <div class="flc-connect">
                <PageHeader title=say(words::CONNECT) description=say(words::CONNECT_HELP) />
                <Refused />
                <Form on_submit=submit>
                    <Select label=say(words::REGION) options=Signal::stored(regions) value=fields.region />
                    <SignInMethod fields />
                    <Secrets fields />
                    {failure}
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
            </div>
        </div>
    }
}

/// Why one has to connect again.
#[component]
fn Refused() -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        let error = console.shared.refused.get()?;
        if let Cause::NoEndpoint(region, _) = &error.cause {
            let region = region.clone();
            let title =
                Signal::derive(move || words::CONNECT_FAILED.with(console.locale(), &[("region", &region)]));
            return Some(view! { <Failure title error /> }.into_any());
        }
        announce(console, console.say(words::CONNECT_AGAIN), &error);
        let quote = explain(console.locale(), &error).quote;
        let quote = quote.map(|quote| view! { <blockquote class="flc-quote">{quote}</blockquote> });
        Some(view! { <Banner tone=Tone::Warning title=say(words::CONNECT_AGAIN)>{quote}</Banner> }.into_any())
    }
}

/// The way into the sample project, where the configuration names one.
#[component]
fn Demo(fields: Fields) -> impl IntoView {
    let console = expect_context::<Console>();
    let token = console.shared.config.with_value(|config| config.demo.clone())?;
    let start =
        Callback::new(move |()| run(try_session(console, fields, Session::with_token(token.clone()))));
    Some(view! {
        <div class="flc-demo">
            <p class="flc-hint">{say(words::DEMO_HELP)}</p>
            <Button label=say(words::USE_DEMO) on_click=start busy=fields.busy />
        </div>
    })
}

async fn connect(console: Console, fields: Fields) {
    fields.denied.set(None);
    if untrack(|| fields.is_by_password()) {
        return connect_by_password(console, fields).await;
    }
    // Otherwise the field says so already.
    if let Ok(token) = Token::parse(&fields.token.get_untracked()) {
        try_session(console, fields, Session::with_token(token)).await;
    }
}

/// Connects if the region takes the token.
async fn try_session(console: Console, fields: Fields, session: Session) {
    let id = fields.region.get_untracked();
    let placed = console.shared.config.with_value(|config| config.region(&id).map(place_by_token));
    let region = match placed {
        Some(Ok(region)) => region,
        Some(Err(error)) => return refuse(console, fields, error),
        None => return,
    };
    if takes(console, fields, &region, session.clone()).await {
        console.connect(region, session);
    }
}
