//! The identity API, v2.0: tokens for an account's API password, and who may do what with them.

use crate::app::App;
use crate::clock::{self, Micros, SECOND};
use crate::errors::{Refusal, Reply, json_reply};
use crate::random;
use crate::sample::{STORAGE_TENANT, TENANT};
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Reads and writes.
    Admin,
    /// Reads.
    Member,
}

/// An account of the emulator. Its password opens nothing but the emulator.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub id: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    pub role: Role,
}

/// The account that may write.
pub const ADMIN: Account = Account {
    id: "a0000000000000000000000000000001",
    name: "flowlog-admin",
    password: "emulator-admin",
    role: Role::Admin,
};
/// The account that may only read.
pub const MEMBER: Account = Account {
    id: "a0000000000000000000000000000002",
    name: "flowlog-member",
    password: "emulator-member",
    role: Role::Member,
};
const TENANTS: [(&str, &str); 2] = [(TENANT, "sample-project"), (STORAGE_TENANT, "sample-object-storage")];

/// The demo token outlives every test: it has no password to renew it by.
const DEMO_LIFETIME: Micros = 10 * 365 * 86_400 * SECOND;

/// What a token stands for.
#[derive(Clone, Debug)]
pub struct Grant {
    pub account: Account,
    pub tenant: String,
    pub expires: Micros,
}

/// The tokens in force.
#[derive(Debug, Default)]
pub struct Tokens(HashMap<String, Grant>);

impl Tokens {
    /// The demo token alone.
    pub fn with_demo(token: &str, tenant: &str) -> Self {
        let expires = clock::now() + DEMO_LIFETIME;
        let grant = Grant { account: ADMIN, tenant: tenant.to_owned(), expires };
        Self(HashMap::from([(token.to_owned(), grant)]))
    }

    /// What a token stands for, while it is valid.
    pub fn grant(&self, token: &str) -> Option<&Grant> {
        self.0.get(token).filter(|grant| grant.expires > clock::now())
    }

    /// Ends every token, the demo token too.
    pub fn revoke_all(&mut self) {
        self.0.clear();
    }

    /// Ends one token.
    pub fn revoke(&mut self, token: &str) {
        self.0.remove(token);
    }
}

/// Who asks, by `X-Auth-Token`, in the tenant of the network API.
#[derive(Clone, Debug)]
pub struct Caller {
    pub role: Role,
}

impl Caller {
    /// # Errors
    /// 403 for an account that may only read.
    pub fn may_write(&self, action: &str) -> Result<(), Refusal> {
        match self.role {
            Role::Admin => Ok(()),
            Role::Member => Err(Refusal::forbidden(action)),
        }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let grant = presented(&parts.headers, app).ok_or_else(Refusal::unauthorized)?;
        // A token of the Object Storage tenant opens no network resource.
        if grant.tenant != TENANT {
            return Err(Refusal::unauthorized());
        }
        Ok(Self { role: grant.account.role })
    }
}

/// What the token of a request stands for.
pub fn presented(headers: &HeaderMap, app: &App) -> Option<Grant> {
    let token = headers.get("x-auth-token")?.to_str().ok()?;
    app.tokens().grant(token).cloned()
}

/// `POST /v2.0/tokens`.
pub async fn issue(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Reply, Refusal> {
    let malformed = |message: String| Refusal::keystone(StatusCode::BAD_REQUEST, message);
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/json") {
        return Err(malformed(format!("Expecting application/json, got '{content_type}'.")));
    }
    let body: Value = serde_json::from_slice(&body)
        .map_err(|error| malformed(format!("The request body is not valid JSON: {error}.")))?;
    let missing = |what: &str| malformed(format!("Expecting to find {what} in the request body."));
    let auth = body.get("auth").and_then(Value::as_object).ok_or_else(|| missing("auth"))?;
    let account = if let Some(credentials) = auth.get("passwordCredentials") {
        let text = |key: &str| {
            credentials
                .get(key)
                .and_then(Value::as_str)
                .ok_or_else(|| missing(&format!("passwordCredentials.{key}")))
        };
        let (name, password) = (text("username")?, text("password")?);
        [ADMIN, MEMBER]
            .into_iter()
            .find(|account| account.name == name && account.password == password)
            .ok_or_else(|| Refusal::keystone(StatusCode::UNAUTHORIZED, "Invalid user / password"))?
    } else {
        let token = auth.get("token").and_then(|token| token.get("id")).and_then(Value::as_str);
        let token = token.ok_or_else(|| missing("passwordCredentials"))?;
        app.tokens().grant(token).map(|grant| grant.account).ok_or_else(Refusal::unauthorized)?
    };
    let wanted = ["tenantId", "tenantName"].iter().find_map(|key| auth.get(*key)).and_then(Value::as_str);
    let wanted = wanted.ok_or_else(|| missing("tenantId"))?;
    let (tenant, tenant_name) =
        TENANTS.into_iter().find(|(id, name)| *id == wanted || *name == wanted).ok_or_else(|| {
            Refusal::keystone(StatusCode::UNAUTHORIZED, format!("Could not find project: {wanted}."))
        })?;
    let now = clock::now();
    let expires = now.saturating_add(app.options().token_lifetime_seconds.saturating_mul(SECOND));
    let token = random::secret();
    let grant = Grant { account, tenant: tenant.to_owned(), expires };
    app.tokens().0.insert(token.clone(), grant);
    let role = match account.role {
        Role::Admin => "ADMIN",
        Role::Member => "MEMBER",
    };
    let access = json!({ "access": {
        "token": {
            "id": token,
            "expires": clock::iso(expires),
            "issued_at": clock::iso(now),
            "tenant": { "id": tenant, "name": tenant_name, "enabled": true, "description": "" },
        },
        "serviceCatalog": catalog(&app.origin(&headers)),
        "user": {
            "id": account.id,
            "username": account.name,
            "name": account.name,
            "roles": [{ "name": role }],
            "roles_links": [],
        },
        "metadata": { "is_admin": 0, "roles": [] },
    } });
    Ok(json_reply(StatusCode::OK, &access))
}

/// `GET /v2.0/tenants`: the tenants that the caller's account belongs to.
pub async fn tenants(State(app): State<App>, headers: HeaderMap) -> Result<Reply, Refusal> {
    presented(&headers, &app).ok_or_else(Refusal::unauthorized)?;
    let rows: Vec<Value> = TENANTS
        .iter()
        .map(|(id, name)| json!({ "id": id, "name": name, "enabled": true, "description": "" }))
        .collect();
    Ok(json_reply(StatusCode::OK, &json!({ "tenants": rows, "tenants_links": [] })))
}

fn catalog(origin: &str) -> Value {
    let entry = |kind: &str, name: &str, url: String| {
        json!({
            "type": kind,
            "name": name,
            "endpoints": [{ "region": "KR1", "publicURL": url, "id": name }],
            "endpoints_links": [],
        })
    };
    json!([
        entry("network", "neutron", origin.to_owned()),
        entry("object-store", "swift", format!("{origin}/v1/AUTH_{STORAGE_TENANT}")),
        entry("identity", "keystone", format!("{origin}/v2.0")),
    ])
}
