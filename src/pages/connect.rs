//! Connect: shown while there is no token.

use leptos::prelude::*;

use crate::reactive::{RwSignal, Signal};

use super::failure::{announce, failed};
use super::kit::{button_row, hint, quote, run, say};
use crate::api::identity::{self, Credentials};
use crate::api::{ApiError, LoggerQuery};
use crate::auth::{Session, Token, TokenFault};
use crate::config::Region;
use crate::i18n::words;
use crate::state::Console;
use crate::ui::{
    ButtonVariant, Choice, InputKind, Tone, banner, button, callback, derive, el, form, live, page_header,
    radio_group, select, text_field, when_valid,
};

const BY_TOKEN: &str = "token";
const BY_PASSWORD: &str = "password";

#[derive(Clone, Copy)]
struct Fields {
    region: RwSignal<String>,
    method: RwSignal<String>,
    token: RwSignal<String>,
    tenant_id: RwSignal<String>,
    user_name: RwSignal<String>,
    password: RwSignal<String>,
    /// Whether connecting was tried, so that faults are shown.
    checked: RwSignal<bool>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

pub(super) fn view(console: Console) -> AnyView {
    let regions: Vec<(String, String)> = console.config.with_value(|config| {
        config.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
    });
    let first = regions.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let empty = || RwSignal::new(String::new());
    let fields = Fields {
        region: RwSignal::new(first),
        method: RwSignal::new(BY_TOKEN.to_owned()),
        token: empty(),
        tenant_id: empty(),
        user_name: empty(),
        password: empty(),
        checked: RwSignal::new(false),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    let submit = callback(move |element: web_sys::Element| {
        fields.checked.set(true);
        when_valid(element, move || run(connect(console, fields)));
    });
    let secrets = move || {
        if fields.method.get() == BY_PASSWORD {
            password_fields(console, fields)
        } else {
            token_field(fields)
        }
    };
    let failure = move || {
        let Some(error) = fields.error.get() else { return ().into_any() };
        let region = fields.region.get_untracked();
        let title = derive(move || words::CONNECT_FAILED.with(console.locale(), &[("region", &region)]));
        failed(title, error, None)
    };
    let methods =
        vec![Choice::new(BY_TOKEN, say(words::TOKEN)), Choice::new(BY_PASSWORD, say(words::API_PASSWORD))];
    let connect =
        button(say(words::CONNECT)).variant(ButtonVariant::Primary).submit().busy(fields.busy.into());
    let form = form(
        submit,
        vec![
            select(say(words::REGION), Signal::stored(regions), fields.region, None),
            radio_group(say(words::SIGN_IN_WITH), methods, fields.method, true),
            live(secrets),
            live(failure),
            button_row(vec![connect.view()]),
        ],
    );
    let title = page_header(say(words::CONNECT), None, Some(say(words::CONNECT_HELP)), Vec::new());
    let page = vec![title, refused(console), form, demo(console, fields)];
    let page = el("div").class("flc-connect").children(page).view();
    el("div").class("flc-center").child(page).view()
}

/// Why one has to connect again.
fn refused(console: Console) -> AnyView {
    let view = move || {
        let Some(error) = console.refused.get() else { return ().into_any() };
        announce(console, console.say(words::CONNECT_AGAIN), &error);
        let said = crate::i18n::explain(console.locale(), &error).quote.map(quote);
        banner(Tone::Warning, say(words::CONNECT_AGAIN), said.into_iter().collect())
    };
    live(view)
}

fn demo(console: Console, fields: Fields) -> AnyView {
    let Some(token) = console.config.with_value(|config| config.demo.clone()) else { return ().into_any() };
    let start = callback(move |()| run(try_session(console, fields, Session::with_token(token.clone()))));
    el("div")
        .class("flc-demo")
        .child(hint(words::DEMO_HELP))
        .child(button(say(words::USE_DEMO)).on_click(start).busy(fields.busy.into()).view())
        .view()
}

fn token_field(fields: Fields) -> AnyView {
    let console = super::kit::console();
    let error = derive(move || {
        let fault = fields.token.with(|text| Token::parse(text).err()).filter(|_| fields.checked.get())?;
        let word = match fault {
            TokenFault::Empty => words::TOKEN_EMPTY,
            TokenFault::BadCharacter => words::TOKEN_BAD,
        };
        Some(console.say(word).to_owned())
    });
    text_field(say(words::TOKEN), fields.token)
        .kind(InputKind::Password)
        .hint(say(words::TOKEN_HINT))
        .error(error)
        .view()
}

fn password_fields(console: Console, fields: Fields) -> AnyView {
    if console.config.with_value(|config| config.identity.is_none()) {
        return banner(Tone::Warning, say(words::NO_IDENTITY), Vec::new());
    }
    let empty = move |value: RwSignal<String>| {
        derive(move || {
            let is_empty = value.with(|text| text.trim().is_empty());
            (is_empty && fields.checked.get()).then(|| console.say(words::FIELD_EMPTY).to_owned())
        })
    };
    vec![
        text_field(say(words::TENANT_ID), fields.tenant_id).monospace().error(empty(fields.tenant_id)).view(),
        text_field(say(words::USER_NAME), fields.user_name)
            .hint(say(words::USER_NAME_HINT))
            .autocomplete("username")
            .error(empty(fields.user_name))
            .view(),
        text_field(say(words::API_PASSWORD), fields.password)
            .kind(InputKind::Password)
            .hint(say(words::API_PASSWORD_HINT))
            .error(empty(fields.password))
            .view(),
    ]
    .into_any()
}

async fn connect(console: Console, fields: Fields) {
    let token = if fields.method.get_untracked() == BY_PASSWORD {
        fields.busy.set(true);
        let outcome = sign_in(console, fields).await;
        if fields.busy.try_set(false).is_some() {
            return;
        }
        match outcome {
            None => return,
            Some(Ok(token)) => token,
            Some(Err(error)) => return show(console, fields, error),
        }
    } else {
        match Token::parse(&fields.token.get_untracked()) {
            Ok(token) => token,
            // The field says so already.
            Err(_) => return,
        }
    };
    try_session(console, fields, Session::with_token(token)).await;
}

/// `None` where no identity endpoint is configured, which the form says.
async fn sign_in(console: Console, fields: Fields) -> Option<Result<Token, ApiError>> {
    let (identity, proxy) = console
        .config
        .with_value(|config| config.identity.clone().map(|identity| (identity, config.proxy.clone())))?;
    let credentials = Credentials {
        tenant_id: fields.tenant_id.get_untracked().trim().to_owned(),
        user_name: fields.user_name.get_untracked().trim().to_owned(),
        password: fields.password.get_untracked(),
    };
    let grant = identity::sign_in(&*console.transport(), &identity, proxy.as_ref(), credentials).await;
    Some(grant.map(|grant| grant.token))
}

/// Connects if the region takes the token. The list is asked for one id that no logger has, which is as good a
/// question as any and a short answer.
async fn try_session(console: Console, fields: Fields, session: Session) {
    let Some(id) = fields.region.try_get_untracked() else { return };
    let Some(region) = console.config.with_value(|config| config.region(&id).cloned()) else { return };
    let region: Region = region;
    fields.busy.set(true);
    fields.error.set(None);
    let nobody =
        LoggerQuery { id: Some("00000000-0000-0000-0000-000000000000".to_owned()), ..Default::default() };
    let outcome = console.trial_client(&region, session.clone()).list_loggers(&nobody).await;
    if fields.busy.try_set(false).is_some() {
        // The console was removed in the meantime.
        return;
    }
    match outcome {
        Ok(_) => {
            fields.password.set(String::new());
            console.connect(region, session);
        }
        Err(error) => show(console, fields, error),
    }
}

fn show(console: Console, fields: Fields, error: ApiError) {
    let region = fields.region.get_untracked();
    announce(console, &words::CONNECT_FAILED.with(console.locale(), &[("region", &region)]), &error);
    fields.error.set(Some(error));
}
