//! Signing in again, over the page that one is on: the fields of Connect in a dialog.

use leptos::prelude::*;

use super::common::{run_on, say};
use super::failure::Failure;
use super::sign_in::{Denied, Fields, Secrets, SignInMethod, grant, takes};
use crate::auth::{Lease, Session, Token};
use crate::config::Region;
use crate::i18n::{sign_in as words, words::CANCEL};
use crate::state::Console;
use crate::ui::{Button, ButtonVariant, Dialog, Form, when_valid};

/// The dialog Sign in again, open while the person is asked.
#[component]
pub(super) fn RenewDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(console.is_asked()));
    let decline = Callback::new(move |()| console.decline_sign_in());
    view! {
        <Dialog title=say(words::SIGN_IN_AGAIN) open on_close=decline>
            <SignInAgain decline />
        </Dialog>
    }
}

#[component]
fn SignInAgain(decline: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let region = console.shared.connection.get_untracked().map(|connection| connection.region)?;
    let fields = Fields::new(console, region.id.clone());
    let here = region.clone();
    let refusal = console.shared.asked.get_untracked().and_then(|asked| asked.refusal);
    let why = if refusal.is_some() { words::ASK_REFUSED } else { words::ASK_AHEAD };
    let why = move || why.with(console.locale(), &[("region", &region.name)]);
    let quote = refusal
        .filter(|words| !words.is_empty())
        .map(|words| view! { <blockquote class="flc-quote">{words}</blockquote> });
    let tenant = console.shared.account.get_untracked().map(|account| account.tenant_id);
    let other_tenant = Signal::derive(move || {
        let tenant = tenant.as_ref()?;
        let is_other = fields.tenant_id.with(|typed| typed.trim() != tenant) && fields.checked.get();
        is_other.then(|| words::OTHER_TENANT.with(console.locale(), &[("tenant", tenant)]))
    });
    let has_identity = console.shared.config.with_value(|config| config.identity.is_some());
    let title = Signal::derive(move || fields.not_connected(console));
    let failure = move || fields.error.get().map(|error| view! { <Failure title error /> });
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.checked.set(true);
        let here = here.clone();
        when_valid(element, move || {
            if fields.busy.try_get_untracked() == Some(false) {
                run_on(sign_in(console, fields, here));
            }
        });
    });
    Some(view! {
        <Form on_submit=submit>
            <p>{why}</p>
            {quote}
            {has_identity.then(|| view! { <SignInMethod fields /> })}
            <Secrets fields tenant_error=other_tenant />
            {failure}
            <Denied fields />
            <div class="flc-form-actions">
                <Button label=say(CANCEL) on_click=decline />
                <Button
                    label=say(words::SIGN_IN_AGAIN)
                    variant=ButtonVariant::Primary
                    submit=true
                    busy=fields.busy
                />
            </div>
        </Form>
    })
}

/// `region` is where the console is connected: its endpoint may be one that only a service catalog has named. A dialog
/// that was closed in the meantime has no fields any more, and what was granted is dropped.
async fn sign_in(console: Console, fields: Fields, region: Region) {
    let (lease, account) = if untrack(|| fields.is_by_password()) {
        match grant(console, fields).await {
            Some((grant, account)) => (grant.lease, Some(account)),
            None => return,
        }
    } else {
        match Token::parse(&fields.token.get_untracked()) {
            Ok(token) => (Lease { token, ends_ms: None }, None),
            // The field says so already.
            Err(_) => return,
        }
    };
    if takes(console, fields, &region, Session::with_lease(lease.clone())).await {
        if account.is_some() {
            console.shared.account.set(account);
        }
        console.signed_in_again(lease);
    }
}
