//! Sends the requests of all resources: token, renewal after a 401, retry, proxy.
//!
//! The calls of [`Client`] stand with their resources: `loggers.rs` and its neighbours.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::transport::proxy::{ProxyTemplate, address};
use super::transport::{
    Fault, MOST_BYTES, MOST_LIST_BYTES, Method, Request, Response, Transport, Watch, retry,
};
use crate::auth::{Session, Token};
use crate::domain::endpoint::Endpoint;

/// A client of one region's Flow Log service.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    endpoint: Endpoint,
    proxy: Option<ProxyTemplate>,
    session: Session,
    watch: Option<Watch>,
    may_repeat: Option<MayRepeat>,
}

/// Says whether a request that was refused with 401 may be sent once more.
pub type MayRepeat = Rc<dyn Fn() -> LocalBoxFuture<'static, bool>>;

impl Client {
    /// `endpoint` is the region's `network` endpoint, which the configuration has named or the identity service of the
    /// configuration. The token of `session` goes to it, or to it through `proxy`, and nowhere else.
    pub fn new(
        transport: Rc<dyn Transport>,
        endpoint: Endpoint,
        proxy: Option<ProxyTemplate>,
        session: Session,
    ) -> Client {
        Client { transport, endpoint, proxy, session, watch: None, may_repeat: None }
    }

    /// The same client, for a call whose answer is watched while it comes.
    pub fn watched(&self, watch: Watch) -> Client {
        Client { watch: Some(watch), ..self.clone() }
    }

    /// The same client, for a call that is repeated after a 401 only where `may_repeat` says so.
    pub fn repeating_if(&self, may_repeat: MayRepeat) -> Client {
        Client { may_repeat: Some(may_repeat), ..self.clone() }
    }

    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Waits without blocking, by the transport's clock.
    pub async fn sleep(&self, milliseconds: u32) {
        self.transport.sleep(milliseconds).await;
    }

    /// The answer to a GET.
    pub(super) fn read(
        &self,
        path: String,
        timeout_ms: u32,
    ) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        self.ask(Method::Get, path, None, timeout_ms)
    }

    /// An answer with a good status. Boxed, so that every call shares one compiled copy of all that lies below.
    pub(super) fn ask(
        &self,
        method: Method,
        path: String,
        body: Option<String>,
        timeout_ms: u32,
    ) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        let client = self.clone();
        let asked = async move {
            let place = Place { method, path: path.split('?').next().unwrap_or(&path).to_owned() };
            match client.exchange(method, &path, body, timeout_ms).await {
                Err(fault) => Err(place.failed(Cause::Transport(fault))),
                Ok((token, response)) if response.is_good() => Ok(Answer { place, response, token }),
                Ok((token, response)) => {
                    Err(place.failed(Cause::Refused(Refusal::to_token(&response, Some(&token)))))
                }
            }
        };
        asked.boxed_local()
    }

    /// Sends with the session's token. A 401 renews the token and repeats once where a provider or a person can. A
    /// browser may have sent the request twice, and the 401 may be the answer to the second one alone: before a create
    /// is repeated, [`Client::repeating_if`] looks.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        timeout_ms: u32,
    ) -> Result<(Token, Response), Fault> {
        let url = address(self.proxy.as_ref(), &self.endpoint, path);
        let mut refused: Option<(Token, Response)> = None;
        loop {
            let last = refused.as_ref().map(|(token, _)| token);
            let token = match self.session.token().filter(|token| Some(token) != last) {
                Some(token) => Some(token),
                None => {
                    let words = refused
                        .as_ref()
                        .map(|(token, response)| Refusal::to_token(response, Some(token)).message);
                    let renewed = self.session.renew(last, words.as_deref()).await.transpose();
                    renewed.map_err(|words| match last {
                        Some(last) => Fault::Renewal(last.blanked(words)),
                        None => Fault::Renewal(words),
                    })?
                }
            };
            let is_second = refused.is_some();
            if token.is_some()
                && let (Some(refused), Some(may_repeat)) = (&refused, &self.may_repeat)
                && !may_repeat().await
            {
                return Ok(refused.clone());
            }
            let token = match (token, refused) {
                (Some(token), _) => token,
                (None, Some(refused)) => return Ok(refused),
                (None, None) => return Err(Fault::NoToken),
            };
            let request = Request {
                token: Some(token.clone()),
                body: body.clone(),
                most_bytes: if method == Method::Get { MOST_LIST_BYTES } else { MOST_BYTES },
                watch: self.watch.clone(),
                ..Request::new(method, url.clone(), timeout_ms)
            };
            let holds = || !self.session.is_over();
            let sent = retry::send_while(&*self.transport, request, &holds).await;
            let response = sent.map_err(|fault| match fault {
                Fault::Unreachable { detail, offline } => {
                    Fault::Unreachable { detail: token.blanked(detail), offline }
                }
                other => other,
            })?;
            if response.status != 401 || is_second {
                return Ok((token, response));
            }
            refused = Some((token, response));
        }
    }
}

/// Which call an error belongs to. The path goes without its query.
struct Place {
    method: Method,
    path: String,
}

impl Place {
    fn failed(self, cause: Cause) -> ApiError {
        ApiError { method: self.method, path: self.path, cause }
    }
}

/// An answer with a good status, before its body is read.
pub(super) struct Answer {
    place: Place,
    response: Response,
    /// What an excerpt of the answer must not show.
    token: Token,
}

impl Answer {
    /// Reads the body. The words of `parse` say what did not fit.
    pub(super) fn parse<T>(self, parse: fn(&str) -> Result<T, String>) -> Result<T, ApiError> {
        let parsed = parse(&self.response.text());
        parsed.map_err(|reason| {
            let Answer { place, response, token } = self;
            place.failed(Cause::Unreadable(Unreadable::to_token(&response, reason, Some(&token))))
        })
    }
}
