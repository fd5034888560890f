//! The identity API, v2.0: a token for an API password, and what the holder of a token may do.

use crate::accounts::{Account, Role, Subject};
use crate::catalog::catalog;
use crate::clock;
use crate::reply::Refusal;
use crate::state::App;
use crate::tokens::{self, Grant};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

/// The holder of the `X-Auth-Token`, in the tenant of the network API.
#[derive(Clone, Debug)]
pub struct Caller {
    role: Role,
}

impl Caller {
    /// # Errors
    /// 403 for an account that may not read there.
    pub fn may_read(&self, subject: Subject, what: &str) -> Result<(), Refusal> {
        if self.role.reads(subject) { Ok(()) } else { Err(Refusal::forbidden(&format!("reading a {what}"))) }
    }

    /// # Errors
    /// 403 for an account that may not write there.
    pub fn may_write(&self, subject: Subject, what: &str) -> Result<(), Refusal> {
        if self.role.writes(subject) { Ok(()) } else { Err(Refusal::forbidden(what)) }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let grant = app.tokens().presented(&parts.headers).cloned().ok_or_else(Refusal::unauthorized)?;
        // A token of the Object Storage tenant opens no network resource.
        if grant.tenant != app.realm().tenant {
            return Err(Refusal::unauthorized());
        }
        Ok(Self { role: grant.role })
    }
}

/// `POST /v2.0/tokens`.
pub async fn issue(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    let malformed = |message: String| Refusal::keystone(StatusCode::BAD_REQUEST, message);
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/json") {
        return Err(malformed(format!("Expecting application/json, got '{content_type}'.")));
    }
    let body: Value = serde_json::from_slice(&body)
        .map_err(|error| malformed(format!("The request body is not valid JSON: {error}.")))?;
    let auth = body.get("auth").and_then(Value::as_object).ok_or_else(|| missing("auth"))?;
    let account = who(&app, auth)?;
    let wanted = ["tenantId", "tenantName"].iter().find_map(|key| auth.get(*key)).and_then(Value::as_str);
    let wanted = wanted.ok_or_else(|| missing("tenantId"))?;
    let (tenant, tenant_name) = app
        .realm()
        .tenants(app.options.regions)
        .find(|(id, name)| *id == wanted || *name == wanted)
        .ok_or_else(|| unauthorized(format!("Could not find project: {wanted}.")))?;
    let role = account
        .role
        .ok_or_else(|| unauthorized(format!("User {} is unauthorized for tenant {tenant}", account.id)))?;
    let now = clock::now();
    let expires = tokens::end(now, app.switches.lock().life_of(account.user_name));
    let token = app.tokens().issue(Grant { account, role, tenant: tenant.to_owned(), expires });
    let mut access = json!({
        "token": {
            "id": token,
            "expires": clock::iso(expires),
            "issued_at": clock::iso(now),
            "tenant": { "id": tenant, "name": tenant_name, "enabled": true, "description": "" },
        },
        "user": {
            "id": account.id,
            "username": account.user_name,
            "name": account.user_name,
            "roles": [{ "name": role }],
            "roles_links": [],
        },
        "metadata": { "is_admin": 0, "roles": [] },
    });
    if let Some(catalog) = catalog(&app, &headers)
        && let Some(map) = access.as_object_mut()
    {
        map.insert("serviceCatalog".to_owned(), catalog);
    }
    Ok(Json(json!({ "access": access })))
}

/// The account of a token request, which gives a password or another token.
fn who(app: &App, auth: &Map<String, Value>) -> Result<Account, Refusal> {
    let Some(credentials) = auth.get("passwordCredentials") else {
        let token = auth.get("token").and_then(|token| token.get("id")).and_then(Value::as_str);
        let token = token.ok_or_else(|| missing("passwordCredentials"))?;
        return app.tokens().grant(token).map(|grant| grant.account).ok_or_else(Refusal::unauthorized);
    };
    let text = |key: &str| {
        let value = credentials.get(key).and_then(Value::as_str);
        value.ok_or_else(|| missing(&format!("passwordCredentials.{key}")))
    };
    let (name, password) = (text("username")?, text("password")?);
    let known = app.realm().accounts.iter().find(|account| account.user_name == name);
    // The lock comes before the password, so that an attempt tells nothing about the password.
    if let Some(account) = known.filter(|account| account.locked) {
        return Err(unauthorized(format!("The account is locked for user: {}.", account.id)));
    }
    known
        .filter(|account| account.password == password)
        .copied()
        .ok_or_else(|| unauthorized("Invalid user / password".to_owned()))
}

fn missing(what: &str) -> Refusal {
    Refusal::keystone(StatusCode::BAD_REQUEST, format!("Expecting to find {what} in the request body."))
}

fn unauthorized(message: String) -> Refusal {
    Refusal::keystone(StatusCode::UNAUTHORIZED, message)
}

/// `GET /v2.0/tenants`: the tenants that the caller's account belongs to.
pub async fn tenants(State(app): State<App>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    app.tokens().presented(&headers).ok_or_else(Refusal::unauthorized)?;
    let rows: Vec<Value> = app
        .realm()
        .tenants(app.options.regions)
        .map(|(id, name)| json!({ "id": id, "name": name, "enabled": true, "description": "" }))
        .collect();
    Ok(Json(json!({ "tenants": rows, "tenants_links": [] })))
}
