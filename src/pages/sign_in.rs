//! Signing in with a token or an API password: the fields, the request, and why it has failed. Connect and the dialog
//! Sign in again use it.

use leptos::prelude::*;

use super::common::say;
use super::failure::{Explained, announce_explained};
use crate::api::ApiError;
use crate::api::identity::{self, Credentials, Grant};
use crate::auth::{Lease, Session, Token, TokenFault};
use crate::config::{Config, Region};
use crate::i18n::sign_in::explain_sign_in;
use crate::i18n::{self, Explanation, Locale, explain, words};
use crate::state::Console;
use crate::state::connection::Account;
use crate::ui::{Banner, Choice, InputKind, RadioGroup, TextField, Tone};

#[derive(Clone, Copy, PartialEq)]
enum Method {
    Token,
    Password,
}

/// How an error is put into words.
type Explain = fn(Locale, &ApiError) -> Explanation;

/// What a person enters to sign in.
#[derive(Clone, Copy)]
pub(super) struct SignInFields {
    /// The id of a region.
    pub region: RwSignal<String>,
    method: RwSignal<Method>,
    token: RwSignal<String>,
    pub tenant_id: RwSignal<String>,
    user_name: RwSignal<String>,
    password: RwSignal<String>,
    /// Whether the person has tried to sign in, so that faults are shown.
    pub checked: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    /// Why signing in has failed.
    failure: RwSignal<Option<(ApiError, Explain)>>,
}

impl SignInFields {
    /// With the values of the last time, without secrets.
    pub fn new(console: Console, region: String) -> SignInFields {
        let empty = || RwSignal::new(String::new());
        let fields = SignInFields {
            region: RwSignal::new(region),
            method: RwSignal::new(Method::Token),
            token: empty(),
            tenant_id: empty(),
            user_name: empty(),
            password: empty(),
            checked: RwSignal::new(false),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
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

    /// Before a try: what was said of an earlier one is over, and faults are shown.
    pub fn check(self) {
        self.failure.set(None);
        self.checked.set(true);
    }

    /// Says why signing in has failed.
    pub fn fail(self, console: Console, error: ApiError, explain: Explain) {
        announce_explained(console, &self.not_connected(console), explain(console.locale(), &error));
        self.failure.set(Some((error, explain)));
    }

    /// Takes the outcome of a request. `None` where it has failed, and where the form has gone in the meantime.
    fn finish<T>(self, console: Console, outcome: Result<T, ApiError>, explain: Explain) -> Option<T> {
        if self.busy.try_set(false).is_some() {
            return None;
        }
        outcome.map_err(|error| self.fail(console, error, explain)).ok()
    }

    /// The title of a failure.
    pub fn not_connected(self, console: Console) -> String {
        if console.shared.asked.with_untracked(Option::is_some) {
            return console.say(i18n::sign_in::NOT_SIGNED_IN).to_owned();
        }
        let id = self.region.get_untracked();
        let name =
            console.shared.config.with_value(|config| config.region(&id).map(|region| region.name.clone()));
        words::CONNECT_FAILED.with(console.locale(), &[("region", &name.unwrap_or(id))])
    }
}

/// The choice between a token and an API password.
#[component]
pub(super) fn SignInMethod(fields: SignInFields) -> impl IntoView {
    let options = vec![
        Choice::new(Method::Token, say(words::TOKEN)),
        Choice::new(Method::Password, say(words::API_PASSWORD)),
    ];
    // What was refused was said of the other method.
    Effect::new(move |was: Option<()>| {
        fields.method.track();
        if was.is_some() {
            fields.failure.set(None);
            fields.checked.set(false);
        }
    });
    view! { <RadioGroup legend=say(words::SIGN_IN_WITH) options value=fields.method inline=true /> }
}

/// The fields of the chosen method. `tenant_error` is an error of a tenant ID that is not empty.
#[component]
pub(super) fn Secrets(
    fields: SignInFields,
    #[prop(optional, into)] tenant_error: Signal<Option<String>>,
) -> impl IntoView {
    move || match fields.method.get() {
        Method::Token => view! { <TokenField fields /> }.into_any(),
        Method::Password => view! { <PasswordFields fields tenant_error /> }.into_any(),
    }
}

#[component]
fn TokenField(fields: SignInFields) -> impl IntoView {
    let console = expect_context::<Console>();
    let error = Signal::derive(move || {
        let fault = fields.token.with(|text| Token::parse(text).err()).filter(|_| fields.checked.get())?;
        Some(match fault {
            TokenFault::Empty => console.say(words::TOKEN_EMPTY).to_owned(),
            TokenFault::BadCharacter => console.say(words::TOKEN_BAD).to_owned(),
            TokenFault::TooLong(bytes) => {
                let values = [("n", &*bytes.to_string()), ("most", &*Token::MOST_BYTES.to_string())];
                words::TOKEN_LONG.with(console.locale(), &values)
            }
        })
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
fn PasswordFields(fields: SignInFields, tenant_error: Signal<Option<String>>) -> impl IntoView {
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

/// A token, from a form.
pub(super) struct SignedIn {
    pub lease: Lease,
    /// With an API password: what the identity service has granted, and to whom.
    pub account: Option<(Grant, Account)>,
}

/// Gets a token from what stands in the fields. Without one, the form says why.
pub(super) async fn sign_in(console: Console, fields: SignInFields) -> Option<SignedIn> {
    fields.failure.set(None);
    if fields.method.get_untracked() == Method::Password {
        let (grant, account) = ask_identity(console, fields).await?;
        return Some(SignedIn { lease: grant.lease.clone(), account: Some((grant, account)) });
    }
    // The field says why a text is no token.
    let token = Token::parse(&fields.token.get_untracked()).ok()?;
    Some(SignedIn { lease: Lease { token, ends_ms: None }, account: None })
}

/// Exchanges the API password for a token. The password leaves its field with the request, whatever the answer is.
async fn ask_identity(console: Console, fields: SignInFields) -> Option<(Grant, Account)> {
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
    // An empty password field is not a mistake of the person now.
    fields.checked.set(false);
    fields.password.set(String::new());
    fields.busy.set(true);
    let outcome = identity::sign_in(&*console.transport(), &identity, proxy.as_ref(), credentials).await;
    fields.finish(console, outcome, explain_sign_in).map(|grant| (grant, account))
}

/// Whether the region takes the token. If not, the form says why.
pub(super) async fn takes(console: Console, fields: SignInFields, region: &Region, session: Session) -> bool {
    fields.failure.set(None);
    fields.busy.set(true);
    let outcome = console.try_session(region, session).await;
    fields.finish(console, outcome, explain).is_some()
}

/// Why signing in has failed, if it has.
#[component]
pub(super) fn SignInFailure(fields: SignInFields) -> impl IntoView {
    let console = expect_context::<Console>();
    let title = Signal::derive(move || fields.not_connected(console));
    move || {
        let (error, explain) = fields.failure.get()?;
        let explanation = Signal::derive(move || explain(console.locale(), &error));
        Some(view! { <Explained title explanation /> })
    }
}
