//! Signing in with an API password: the fields, the request and why it did not work. On Connect and in the dialog
//! that asks again.

use leptos::prelude::*;

use super::connect::{Fields, takes};
use super::failure::{Explained, announce_explained};
use super::kit::say;
use crate::api::ApiError;
use crate::api::identity::{self, Credentials, Grant};
use crate::auth::Session;
use crate::i18n::sign_in::explain_sign_in;
use crate::i18n::words;
use crate::state::Console;
use crate::state::connection::{Account, place};
use crate::ui::{Banner, InputKind, TextField, Tone};

/// Tenant ID, user name and API password. `tenant_error` says more of a tenant than that it is missing.
#[component]
pub(super) fn PasswordFields(
    fields: Fields,
    #[prop(optional)] tenant_error: Option<Signal<Option<String>>>,
) -> impl IntoView {
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
    let tenant =
        Signal::derive(move || no_tenant.get().or_else(|| tenant_error.and_then(|error| error.get())));
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
