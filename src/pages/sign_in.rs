//! Signing in with a token or an API password: the fields, the request and why it did not work. On Connect and in the
//! dialog that asks again.

use leptos::prelude::*;

use super::common::say;
use super::failure::{Explained, announce, announce_explained};
use crate::api::ApiError;
use crate::api::identity::{self, Credentials, Grant};
use crate::auth::{Session, Token, TokenFault};
use crate::config::{Config, Region};
use crate::i18n::sign_in::{self, explain_sign_in};
use crate::i18n::words;
use crate::state::Console;
use crate::state::connection::{Account, place};
use crate::ui::{Banner, Choice, InputKind, RadioGroup, TextField, Tone};

#[derive(Clone, Copy, PartialEq)]
enum Method {
    Token,
    Password,
}

/// What one signs in with.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// The id of a region.
    pub region: RwSignal<String>,
    method: RwSignal<Method>,
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
            method: RwSignal::new(Method::Token),
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
            fields.method.set(Method::Password);
        }
        if let Some(account) = console.shared.account.get_untracked() {
            fields.method.set(Method::Password);
            fields.tenant_id.set(account.tenant_id);
            fields.user_name.set(account.user_name);
        }
        fields
    }

    pub fn is_by_password(self) -> bool {
        self.method.get() == Method::Password
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
    let options = vec![
        Choice::new(Method::Token, say(words::TOKEN)),
        Choice::new(Method::Password, say(words::API_PASSWORD)),
    ];
    view! { <RadioGroup legend=say(words::SIGN_IN_WITH) options value=fields.method inline=true /> }
}

/// What the chosen method asks for. `tenant_error` says more of a tenant than that it is missing.
#[component]
pub(super) fn Secrets(
    fields: Fields,
    #[prop(optional, into)] tenant_error: Signal<Option<String>>,
) -> impl IntoView {
    move || match fields.method.get() {
        Method::Token => view! { <TokenField fields /> }.into_any(),
        Method::Password => view! { <PasswordFields fields tenant_error /> }.into_any(),
    }
}

#[component]
fn TokenField(fields: Fields) -> impl IntoView {
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

/// Tenant ID, user name and API password.
#[component]
fn PasswordFields(fields: Fields, tenant_error: Signal<Option<String>>) -> impl IntoView {
    let console = expect_context::<Console>();
    if console.shared.config.with_value(|config| config.identity.is_none()) {
        return view! { <Banner tone=Tone::Warning title=say(words::NO_IDENTITY) /> }.into_any();
    }
    let empty = move |value: RwSignal<String>| {
        Signal::derive(move || {
            let is_empty = value.with(|text| text.trim().is_empty());
            (is_empty && fields.checked.get()).then(|| console.say(words::FIELD_EMPTY).to_owned())
        })
    };
    let no_tenant = empty(fields.tenant_id);
    let tenant = Signal::derive(move || no_tenant.get().or_else(|| tenant_error.get()));
    view! {
        <TextField label=say(words::TENANT_ID) value=fields.tenant_id monospace=true error=tenant />
        <TextField
            label=say(words::USER_NAME)
            value=fields.user_name
            hint=say(words::USER_NAME_HINT)
            autocomplete="username"
            error=empty(fields.user_name)
        />
        <TextField
            label=say(words::API_PASSWORD)
            value=fields.password
            kind=InputKind::Password
            hint=say(words::API_PASSWORD_HINT)
            error=empty(fields.password)
        />
    }
    .into_any()
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

pub(super) fn refuse(console: Console, fields: Fields, error: ApiError) {
    announce(console, &fields.not_connected(console), &error);
    fields.error.set(Some(error));
}

/// Gets a token for what stands in the fields. The password leaves its field with the request, whatever comes back.
/// `None` where there is none, which the form says.
pub(super) async fn grant(console: Console, fields: Fields) -> Option<(Grant, Account)> {
    let (identity, proxy) = console
        .shared
        .config
        .with_value(|config| config.identity.clone().map(|identity| (identity, config.proxy.clone())))?;
    let account = Account {
        tenant_id: fields.tenant_id.get_untracked().trim().to_owned(),
        user_name: fields.user_name.get_untracked().trim().to_owned(),
    };
    let credentials = Credentials {
        tenant_id: account.tenant_id.clone(),
        user_name: account.user_name.clone(),
        password: fields.password.get_untracked(),
    };
    // The field is empty from now on, which is no mistake of the person's.
    fields.checked.set(false);
    fields.password.set(String::new());
    fields.error.set(None);
    fields.denied.set(None);
    fields.busy.set(true);
    let outcome = identity::sign_in(&*console.transport(), &identity, proxy.as_ref(), credentials).await;
    if fields.busy.try_set(false).is_some() {
        // The form was removed in the meantime.
        return None;
    }
    match outcome {
        Ok(grant) => Some((grant, account)),
        Err(error) => {
            deny(console, fields, error);
            None
        }
    }
}

fn deny(console: Console, fields: Fields, error: ApiError) {
    announce_explained(console, &fields.not_connected(console), explain_sign_in(console.locale(), &error));
    fields.denied.set(Some(error));
}

/// Connects with what stands in the fields of Connect.
pub(super) async fn connect_by_password(console: Console, fields: Fields) {
    let Some((grant, account)) = grant(console, fields).await else { return };
    let session = Session::with_lease(grant.lease.clone());
    let chosen = fields.region.get_untracked();
    match console
        .shared
        .config
        .with_value(|config| config.region(&chosen).map(|entry| place(entry, &grant.networks)))
    {
        Some(Ok(region)) => {
            console.tell_grant(&region, &grant);
            if takes(console, fields, &region, session).await {
                console.connect_account(region, grant, account);
            }
        }
        Some(Err(error)) => deny(console, fields, error),
        None => {}
    }
}

/// Why the identity service gave no token, if it gave none.
#[component]
pub(super) fn Denied(fields: Fields) -> impl IntoView {
    let console = expect_context::<Console>();
    let title = Signal::derive(move || fields.not_connected(console));
    move || {
        let error = fields.denied.get()?;
        let explanation = Signal::derive(move || explain_sign_in(console.locale(), &error));
        Some(view! { <Explained title explanation /> })
    }
}
