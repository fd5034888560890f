//! Signing in again, over the page that one is on: the fields of Connect in a dialog.

use leptos::prelude::*;

use super::connect::{Fields, takes, token_field};
use super::failure::failed;
use super::kit::{form_buttons, run_on, say};
use super::sign_in::{denied, grant, password_fields};
use crate::auth::{Lease, Session, Token};
use crate::config::Region;
use crate::i18n::{sign_in as words, words::CANCEL};
use crate::state::Console;
use crate::ui::{ButtonVariant, button, dialog, el, form, live, when_valid};

pub(super) fn view(console: Console) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(console.is_asked()));
    let decline = Callback::new(move |()| console.decline_sign_in());
    dialog(say(words::SIGN_IN_AGAIN), open, decline, move || body(console, decline))
}

fn body(console: Console, decline: Callback<()>) -> AnyView {
    let Some(region) = console.connection.get_untracked().map(|connection| connection.region) else {
        return ().into_any();
    };
    let fields = Fields::new(console, region.id.clone());
    let here = region.clone();
    let refusal = console.asked.get_untracked().and_then(|asked| asked.refusal);
    let why = if refusal.is_some() { words::ASK_REFUSED } else { words::ASK_AHEAD };
    let why = Signal::derive(move || why.with(console.locale(), &[("region", &region.name)]));
    let refusal = refusal.filter(|words| !words.is_empty()).map(super::kit::quote);
    let tenant = console.account.get_untracked().map(|account| account.tenant_id);
    let other_tenant = Signal::derive(move || {
        let tenant = tenant.as_ref()?;
        let is_other = fields.tenant_id.with(|typed| typed.trim() != tenant) && fields.checked.get();
        is_other.then(|| words::OTHER_TENANT.with(console.locale(), &[("tenant", tenant)]))
    });
    let secrets = move || match fields.is_by_password() {
        true => password_fields(console, fields, Some(other_tenant)),
        false => token_field(fields),
    };
    let ways = console.config.with_value(|config| config.identity.is_some()).then(|| fields.ways());
    let failure = move || match fields.error.get() {
        Some(error) => failed(Signal::derive(move || fields.not_connected(console)), error, None),
        None => ().into_any(),
    };
    let submit = Callback::new(move |element: web_sys::Element| {
        fields.checked.set(true);
        let here = here.clone();
        when_valid(element, move || {
            if fields.busy.try_get_untracked() == Some(false) {
                run_on(sign_in(console, fields, here));
            }
        });
    });
    let go =
        button(say(words::SIGN_IN_AGAIN)).variant(ButtonVariant::Primary).submit().busy(fields.busy.into());
    let mut parts = vec![el("p").say(why).view()];
    parts.extend(refusal);
    parts.extend(ways);
    parts.extend([
        live(secrets),
        live(failure),
        denied(console, fields),
        form_buttons(vec![button(say(CANCEL)).on_click(decline).view(), go.view()]),
    ]);
    form(submit, parts)
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
            console.account.set(account);
        }
        console.signed_in_again(lease);
    }
}
