//! Sign-in with an API password: Keystone v2 tokens.

use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::json::{Value, object, text};
use super::transport::proxy::ProxyTemplate;
use super::transport::{Method, Request, Transport, retry};
use crate::auth::Token;
use crate::domain::web_url::WebUrl;

const TOKENS: &str = "/v2.0/tokens";
const TIMEOUT_MS: u32 = 10_000;

/// What a person signs in with. The password is moved into the request and held by nothing after it.
pub struct Credentials {
    pub tenant_id: String,
    pub user_name: String,
    pub password: String,
}

/// A token with what the identity service says about it.
pub struct Grant {
    pub token: Token,
    /// `expires` letter for letter.
    pub expires: Option<String>,
}

/// Asks the identity service for a token. Never repeated by itself.
pub async fn sign_in(
    transport: &dyn Transport,
    identity: &WebUrl,
    proxy: Option<&ProxyTemplate>,
    credentials: Credentials,
) -> Result<Grant, ApiError> {
    let failed = |cause| ApiError { method: Method::Post, path: TOKENS.to_owned(), cause };
    let url = proxy.map_or_else(|| identity.join(TOKENS), |proxy| proxy.apply(identity, TOKENS));
    let body = request_body(&credentials);
    drop(credentials);
    let request =
        Request { method: Method::Post, url, token: None, body: Some(body), timeout_ms: TIMEOUT_MS };
    let response = retry::send(transport, request).await.map_err(|fault| failed(Cause::Transport(fault)))?;
    if !(200..300).contains(&response.status) {
        return Err(failed(Cause::Refused(Refusal::of(&response))));
    }
    grant(&response.body).map_err(|reason| {
        let mut unreadable = Unreadable::of(&response, reason.to_owned());
        if !unreadable.looks_like_html {
            // It may hold a token.
            unreadable.excerpt.clear();
        }
        failed(Cause::Unreadable(unreadable))
    })
}

fn request_body(credentials: &Credentials) -> String {
    let password =
        object(vec![("username", text(&credentials.user_name)), ("password", text(&credentials.password))]);
    let auth = object(vec![("tenantId", text(&credentials.tenant_id)), ("passwordCredentials", password)]);
    object(vec![("auth", auth)]).to_text()
}

/// The reasons are fixed texts: the parser's would quote what it found, which may be a token.
fn grant(body: &str) -> Result<Grant, &'static str> {
    let answer = Value::parse(body).map_err(|_| "it is no JSON")?;
    let token = answer.get("access").and_then(|access| access.get("token"));
    let text = |name: &str| token?.get(name)?.as_text();
    let expires = text("expires").map(str::to_owned);
    let token = text("id").ok_or("access.token.id is missing")?;
    let token = Token::parse(token).map_err(|_| "access.token.id has characters that no header can carry")?;
    Ok(Grant { token, expires })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_has_keystones_form() {
        let credentials =
            Credentials { tenant_id: "t".to_owned(), user_name: "u\"".to_owned(), password: "p".to_owned() };
        let body: serde_json::Value = serde_json::from_str(&request_body(&credentials)).unwrap();
        let guide = serde_json::json!({
            "auth": { "tenantId": "t", "passwordCredentials": { "username": "u\"", "password": "p" } }
        });
        assert_eq!(body, guide);
    }

    #[test]
    fn an_answer_gives_a_token_or_a_reason() {
        let read =
            |body: &str| grant(body).map(|grant| (grant.token.header_value().to_owned(), grant.expires));
        assert_eq!(
            read(r#"{"access":{"token":{"id":"abc","expires":"2026-01-01T00:00:00Z"},"serviceCatalog":[]}}"#),
            Ok(("abc".to_owned(), Some("2026-01-01T00:00:00Z".to_owned())))
        );
        assert!(read(r#"{"access":{"token":{"id":"a b"}}}"#).is_err());
        assert!(read(r#"{"access":{}}"#).is_err());
    }
}
