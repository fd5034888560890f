//! The containers of an Object Storage account (Swift), offered where a storage URL is written.
//!
//! An account belongs to a tenant of its own. Where identity is configured, the current token is exchanged for a token
//! of that tenant (Keystone v2, authentication by token). Where that fails, the current token is tried.

use std::rc::Rc;

use percent_encoding::utf8_percent_encode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::body::object;
use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::identity;
use super::path::COMPONENT;
use super::transport::proxy::{ProxyTemplate, address};
use super::transport::{
    LONG_TIMEOUT_MS, MOST_LIST_BYTES, Method, Request, Response, TIMEOUT_MS, Transport, retry,
};
use crate::auth::Token;
use crate::domain::endpoint::Endpoint;
use crate::domain::web_url::WebUrl;

/// What an account's name has before the id of its tenant.
const PREFIX: &str = "AUTH_";

/// An Object Storage and the ways to a token for it. The tokens go to these endpoints, or to them through the proxy.
pub struct ObjectStorage {
    pub transport: Rc<dyn Transport>,
    /// As configured: with or without `/v1` and an account behind it.
    pub endpoint: Endpoint,
    pub identity: Option<Endpoint>,
    pub proxy: Option<ProxyTemplate>,
    /// Of any tenant of the account's owner.
    pub token: Token,
}

impl ObjectStorage {
    /// The names of an account's containers, the first 10,000 of them. The account is `AUTH_` and a tenant id. Asked
    /// for once: the names are a help, and without them one types.
    pub async fn containers(&self, account: &str) -> Result<Vec<String>, ApiError> {
        let token = match self.token_of(account).await {
            Some(token) => token,
            None => self.token.clone(),
        };
        let path = format!("/v1/{}", utf8_percent_encode(account, COMPONENT));
        let failed = |cause| ApiError { method: Method::Get, path: path.clone(), cause };
        let base = storage_root(&self.endpoint);
        let url = address(self.proxy.as_ref(), &base, &format!("{path}?format=json"));
        let request = Request {
            token: Some(token.clone()),
            most_bytes: MOST_LIST_BYTES,
            ..Request::new(Method::Get, url, LONG_TIMEOUT_MS)
        };
        let response = self.transport.send(request).await;
        let response = response.map_err(|fault| failed(Cause::Transport(fault)))?;
        if !response.is_good() {
            return Err(failed(Cause::Refused(Refusal::to_token(&response, Some(&token)))));
        }
        // 204: an account without containers.
        if response.body.is_empty() {
            return Ok(Vec::new());
        }
        names(&response.text()).map_err(|reason| {
            failed(Cause::Unreadable(Unreadable::to_token(&response, reason, Some(&token))))
        })
    }

    /// A token of the account's tenant; `None` where identity is not configured or gives none.
    async fn token_of(&self, account: &str) -> Option<Token> {
        let (service, tenant) = (self.identity.as_ref()?, account.strip_prefix(PREFIX)?);
        let url = address(self.proxy.as_ref(), service, identity::TOKENS);
        let body = Some(identity::exchange_request(tenant, &self.token));
        let request = Request { body, ..Request::new(Method::Post, url, TIMEOUT_MS) };
        let response = retry::send(&*self.transport, request).await.ok().filter(Response::is_good)?;
        identity::token_in(&response.text())
    }
}

/// The endpoint without an account and `/v1` behind it: service catalogs have them, configurations need not.
fn storage_root(endpoint: &WebUrl) -> WebUrl {
    let whole = endpoint.to_string();
    let mut root = whole.as_str();
    if let Some((before, last)) = root.rsplit_once('/')
        && last.starts_with(PREFIX)
    {
        root = before;
    }
    WebUrl::parse(root.strip_suffix("/v1").unwrap_or(root)).unwrap_or_else(|_| endpoint.clone())
}

#[derive(Deserialize)]
struct ContainerBody {
    name: String,
}

/// Reads `[{"name": …}, …]`; an entry of another form is left out.
fn names(json: &str) -> Result<Vec<String>, String> {
    let list: Vec<&RawValue> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let read = |entry: &RawValue| object(entry.get()).ok().map(|body: ContainerBody| body.name);
    Ok(list.into_iter().filter_map(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn root(endpoint: &str, expect: &str) {
        assert_eq!(storage_root(&WebUrl::parse(endpoint).unwrap()).to_string(), expect);
    }

    #[test]
    fn an_endpoint_is_known_with_and_without_its_account() {
        root("https://obs.example", "https://obs.example");
        root("https://obs.example/v1/", "https://obs.example");
        root("https://obs.example/v1/AUTH_e670167936434f85a03694184000ffe6", "https://obs.example");
        root("https://obs.example/swift/v1", "https://obs.example/swift");
        root("https://obs.example/AUTH_x", "https://obs.example");
    }

    #[test]
    fn names_are_read_from_what_is_like_a_listing() {
        let read = |body: &str| names(body).map_err(|_| ());
        assert_eq!(
            read(r#"[{"name":"a","count":1},{"subdir":"b"},5,{"name":"c d"}]"#),
            Ok(vec!["a".into(), "c d".into()])
        );
        assert_eq!(read("[]"), Ok(vec![]));
        assert!(read("{}").is_err());
        assert!(read("<html>").is_err());
    }
}
