//! Connect: shown while there is no token.

use leptos::prelude::*;

use super::failure::{Failure, announce};
use super::kit::{run, say};
use super::sign_in::{Denied, PasswordFields, connect_by_password};
use crate::api::{ApiError, Cause};
use crate::auth::{Session, Token, TokenFault};
use crate::config::{Config, Region};
use crate::i18n::{explain, sign_in, words};
use crate::state::Console;
use crate::state::connection::place_by_token;
use crate::ui::{
    Banner, Button, ButtonVariant, Choice, Form, InputKind, PageHeader, RadioGroup, Select, TextField, Tone,
    when_valid,
};

const BY_TOKEN: &str = "token";
const BY_PASSWORD: &str = "password";

/// What one signs in with.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// The id of a region.
    pub region: RwSignal<String>,
    method: RwSignal<String>,
    pub token: RwSignal<String>,
    pub tenant_id: RwSignal<String>,
    pub user_name: RwSignal<String>,
    pub password: RwSignal<String>,
    /// Whether connecting was tried, so that faults are shown.
    pub checked: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    /// Why the region does not take the token.
    pub error: RwSignal<Option<ApiError>>,
    /// Why the identity service gives none.
    pub denied: RwSignal<Option<ApiError>>,
}

impl Fields {
    /// As they were the last time, but for the secrets.
    pub fn new(console: Console, region: String) -> Fields {
        let empty = || RwSignal::new(String::new());
        let fields = Fields {
            region: RwSignal::new(region),
            method: RwSignal::new(BY_TOKEN.to_owned()),
            token: empty(),
            tenant_id: empty(),
            user_name: empty(),
            password: empty(),
            checked: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            denied: RwSignal::new(None),
        };
        let id = fields.region.get_untracked();
        let is_known = |config: &Config| config.region(&id).is_none_or(|entry| entry.network.is_some());
        // Only an API password leads to a region whose endpoint is not configured.
        if !console.shared.config.with_value(is_known) {
            fields.method.set(BY_PASSWORD.to_owned());
        }
        if let Some(account) = console.shared.account.get_untracked() {
            fields.method.set(BY_PASSWORD.to_owned());
            fields.tenant_id.set(account.tenant_id);
            fields.user_name.set(account.user_name);
        }
        fields
    }

    pub fn is_by_password(self) -> bool {
        self.method.with(|method| method == BY_PASSWORD)
    }

    /// What the notice of a failure is called.
    pub fn not_connected(self, console: Console) -> String {
        if console.shared.asked.with_untracked(Option::is_some) {
            return console.say(sign_in::NOT_SIGNED_IN).to_owned();
        }
        let id = self.region.get_untracked();
        let name =
            console.shared.config.with_value(|config| config.region(&id).map(|region| region.name.clone()));
        words::CONNECT_FAILED.with(console.locale(), &[("region", &name.unwrap_or(id))])
    }
}

/// The choice between a token and an API password.
#[component]
pub(super) fn SignInMethod(fields: Fields) -> impl IntoView {
    let options =
        vec![Choice::new(BY_TOKEN, say(words::TOKEN)), Choice::new(BY_PASSWORD, say(words::API_PASSWORD))];
    view! { <RadioGroup legend=say(words::SIGN_IN_WITH) options value=fields.method inline=true /> }
}

/// The page that asks for a region and a token.
#[component]
pub(super) fn Connect() -> impl IntoView {
    let console = expect_context::<Console>();
    let regions: Vec<(String, String)> = console.shared.config.with_value(|config| {
        config.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
    });
    let last = console.shared.last_region.get_value();
    let first = last.or_else(|| regions.first().map(|(id, _)| id.clone())).unwrap_or_default();
    let fields = Fields::new(console, first);
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.checked.set(true);
        when_valid(element, move || run(connect(console, fields)));
    });
    let secrets = move || match fields.is_by_password() {
        true => view! { <PasswordFields fields /> }.into_any(),
        false => view! { <TokenField fields /> }.into_any(),
    };
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
                    {secrets}
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

#[component]
pub(super) fn TokenField(fields: Fields) -> impl IntoView {
    let console = expect_context::<Console>();
    let error = Signal::derive(move || {
        let fault = fields.token.with(|text| Token::parse(text).err()).filter(|_| fields.checked.get())?;
        let word = match fault {
            TokenFault::Empty => words::TOKEN_EMPTY,
            TokenFault::BadCharacter => words::TOKEN_BAD,
        };
        Some(console.say(word).to_owned())
    });
    view! {
        <TextField
            label=say(words::TOKEN)
            value=fields.token
            kind=InputKind::Password
            hint=say(words::TOKEN_HINT)
            error
        />
    }
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

/// Whether the region takes the token; the form says why not.
pub(super) async fn takes(console: Console, fields: Fields, region: &Region, session: Session) -> bool {
    fields.busy.set(true);
    fields.error.set(None);
    let outcome = console.try_session(region, session).await;
    if fields.busy.try_set(false).is_some() {
        // The form was removed in the meantime.
        return false;
    }
    outcome.map_err(|error| refuse(console, fields, error)).is_ok()
}

fn refuse(console: Console, fields: Fields, error: ApiError) {
    announce(console, &fields.not_connected(console), &error);
    fields.error.set(Some(error));
}
