//! The dialog Sign in again, with the fields of Connect. It stands over the current page, which stays.

use leptos::prelude::*;

use super::common::{run_on, say};
use super::failure::Spoken;
use super::form_buttons::FormButtons;
use super::sign_in::{Secrets, SignInFailure, SignInFields, SignInMethod, SignedIn, sign_in, takes};
use crate::auth::Session;
use crate::config::Region;
use crate::i18n::sign_in::{ASK_AHEAD, ASK_REFUSED, OTHER_TENANT, SIGN_IN_AGAIN};
use crate::state::Console;
use crate::ui::{Dialog, Form, when_valid};

/// The dialog Sign in again, open while the person is asked.
#[component]
pub(super) fn RenewDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let open = Signal::derive(move || console.is_asked());
    let decline = Callback::new(move |()| console.decline_sign_in());
    view! {
        <Dialog title=say(SIGN_IN_AGAIN) open on_close=decline>
            <SignInAgain decline />
        </Dialog>
    }
}

#[component]
fn SignInAgain(decline: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let region = console.shared.connection.get_untracked().map(|connection| connection.region)?;
    let fields = SignInFields::new(console, region.id.clone());
    let here = region.clone();
    let refusal = console.shared.asked.get_untracked().and_then(|asked| asked.refusal);
    let why = if refusal.is_some() { ASK_REFUSED } else { ASK_AHEAD };
    let why = move || why.with(console.locale(), &[("region", &region.name)]);
    let quote = refusal
        .filter(|quote| !quote.is_empty())
        .map(|quote| view! { <blockquote class="flc-quote">{quote}</blockquote> });
    let tenant = console.shared.account.get_untracked().map(|account| account.tenant_id);
    let other_tenant = Signal::derive(move || {
        let tenant = tenant.as_ref()?;
        let is_other = fields.tenant_id.with(|typed| typed.trim() != tenant) && fields.checked.get();
        is_other.then(|| OTHER_TENANT.with(console.locale(), &[("tenant", tenant)]))
    });
    let has_identity = console.shared.config.with_value(|config| config.identity.is_some());
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.check();
        let here = here.clone();
        when_valid(element, move || {
            if fields.busy.try_get_untracked() == Some(false) {
                run_on(sign_in_again(console, fields, here));
            }
        });
    });
    Some(view! {
        <Form on_submit=submit>
            <p>{why}</p>
            {quote}
            {has_identity.then(|| view! { <SignInMethod fields /> })}
            <Secrets fields tenant_error=other_tenant />
            <Spoken><SignInFailure fields /></Spoken>
            <FormButtons cancel=decline submit=SIGN_IN_AGAIN busy=fields.busy />
        </Form>
    })
}

/// Takes a token for the region to which the console is connected; its endpoint may come from a service catalog. Where
/// the dialog was closed before the answer, the token is dropped.
async fn sign_in_again(console: Console, fields: SignInFields, region: Region) {
    let Some(SignedIn { lease, account }) = sign_in(console, fields).await else { return };
    if takes(console, fields, &region, Session::with_lease(lease.clone())).await {
        if let Some((_, account)) = account {
            console.shared.account.set(Some(account));
        }
        console.signed_in_again(lease);
    }
}
