//! The calls of the guide, each as one method.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::transport::proxy::ProxyTemplate;
use super::transport::{Fault, Method, Request, Response, Transport, retry};
use super::urls::{self, LoggerQuery, LoggingPortQuery};
use super::{Fetched, Row, wire};
use crate::auth::{Session, Token};
use crate::domain::draft::NewLogger;
use crate::domain::endpoint::Endpoint;
use crate::domain::logger::{Logger, LoggerEdit, TargetType};
use crate::domain::logging_port::LoggingPort;
use crate::domain::resource::Resource;

const TIMEOUT_MS: u32 = 10_000;
/// For what takes longer: a list, and a create, which nobody may send twice to find out whether it was done.
const LONG_TIMEOUT_MS: u32 = 30_000;

/// What a delete found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    Now,
    /// The service did not know the logger: somebody else was faster, or an earlier delete had worked.
    Before,
}

/// A client of one region's Flow Log service.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    endpoint: Endpoint,
    proxy: Option<ProxyTemplate>,
    session: Session,
}

impl Client {
    /// `endpoint` is the region's `network` endpoint, which the configuration has named or the identity service of the
    /// configuration. The token of `session` goes to it, or to it through `proxy`, and nowhere else.
    pub fn new(
        transport: Rc<dyn Transport>,
        endpoint: Endpoint,
        proxy: Option<ProxyTemplate>,
        session: Session,
    ) -> Client {
        Client { transport, endpoint, proxy, session }
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

    /// Guide: "View a list of flow log loggers".
    pub async fn list_loggers(&self, query: &LoggerQuery) -> Result<Vec<Row<Logger>>, ApiError> {
        self.read(query.path(), LONG_TIMEOUT_MS).await?.parse(wire::loggers)
    }

    /// Guide: "Check the flow log loggers".
    pub async fn get_logger(&self, id: &str) -> Result<Fetched<Logger>, ApiError> {
        self.read(urls::item(urls::LOGGERS, id), TIMEOUT_MS).await?.parse(wire::logger)
    }

    /// Guide: "Create a flow log logger". Never repeated by itself; after an ambiguous failure look with
    /// [`Client::list_loggers`] whether the logger is there.
    pub async fn create_logger(&self, new: &NewLogger) -> Result<Fetched<Logger>, ApiError> {
        let body = Some(wire::create_body(new));
        self.ask(Method::Post, urls::LOGGERS.to_owned(), body, LONG_TIMEOUT_MS).await?.parse(wire::logger)
    }

    /// Guide: "Edit a flow log logger".
    pub async fn update_logger(&self, id: &str, edit: &LoggerEdit) -> Result<Fetched<Logger>, ApiError> {
        let body = Some(wire::update_body(edit));
        self.ask(Method::Put, urls::item(urls::LOGGERS, id), body, TIMEOUT_MS).await?.parse(wire::logger)
    }

    /// Guide: "Delete a flow log logger".
    pub async fn delete_logger(&self, id: &str) -> Result<Deleted, ApiError> {
        match self.ask(Method::Delete, urls::item(urls::LOGGERS, id), None, TIMEOUT_MS).await {
            Ok(_) => Ok(Deleted::Now),
            Err(error) if error.is_not_found() => Ok(Deleted::Before),
            Err(error) => Err(error),
        }
    }

    /// Guide: "View a list of flow log logging ports".
    pub async fn list_logging_ports(
        &self,
        query: &LoggingPortQuery,
    ) -> Result<Vec<Row<LoggingPort>>, ApiError> {
        self.read(query.path(), LONG_TIMEOUT_MS).await?.parse(wire::logging_ports)
    }

    /// Guide: "Check the flow log logging port".
    pub async fn get_logging_port(&self, id: &str) -> Result<Fetched<LoggingPort>, ApiError> {
        self.read(urls::item(urls::LOGGING_PORTS, id), TIMEOUT_MS).await?.parse(wire::logging_port)
    }

    /// The project's ports, subnets or VPCs, by the network API of the same endpoint. The shared public network is
    /// among the VPCs.
    pub async fn list_resources(&self, target_type: &TargetType) -> Result<Vec<Row<Resource>>, ApiError> {
        let (path, parse): (_, Parse<Vec<Row<Resource>>>) = match target_type {
            TargetType::Vpc => (urls::VPCS, wire::vpcs),
            TargetType::Subnet => (urls::SUBNETS, wire::subnets),
            TargetType::Port | TargetType::Other(_) => (urls::PORTS, wire::ports),
        };
        self.read(path.to_owned(), LONG_TIMEOUT_MS).await?.parse(parse)
    }

    fn read(&self, path: String, timeout_ms: u32) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        self.ask(Method::Get, path, None, timeout_ms)
    }

    /// An answer with a good status. Boxed, so that every call shares one compiled copy of all that lies below.
    fn ask(
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
                Ok(response) if (200..300).contains(&response.status) => {
                    Ok(Answer { place, response, token: client.session.token() })
                }
                Ok(response) => Err(place.failed(Cause::Refused(Refusal::of(&response)))),
            }
        };
        asked.boxed_local()
    }

    /// Sends with the session's token. A 401 renews the token and repeats once where a provider or a person can; a
    /// 401 means that nothing was done, so even a create may be repeated.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        timeout_ms: u32,
    ) -> Result<Response, Fault> {
        let url = match &self.proxy {
            Some(proxy) => proxy.apply(&self.endpoint, path),
            None => self.endpoint.join(path),
        };
        let mut refused: Option<(Token, Response)> = None;
        loop {
            let last = refused.as_ref().map(|(token, _)| token);
            let token = match self.session.token().filter(|token| Some(token) != last) {
                Some(token) => Some(token),
                None => {
                    let words = refused.as_ref().map(|(_, response)| Refusal::of(response).message);
                    let renewed = self.session.renew(last, words.as_deref()).await.transpose();
                    renewed.map_err(|words| match last {
                        Some(last) => Fault::Renewal(last.blanked(words)),
                        None => Fault::Renewal(words),
                    })?
                }
            };
            let is_second = refused.is_some();
            let token = match (token, refused) {
                (Some(token), _) => token,
                (None, Some((_, response))) => return Ok(response),
                (None, None) => return Err(Fault::NoToken),
            };
            let request = Request {
                method,
                url: url.clone(),
                token: Some(token.clone()),
                body: body.clone(),
                timeout_ms,
            };
            let holds = || !self.session.is_over();
            let sent = retry::send_while(&*self.transport, request, &holds).await;
            let response = sent.map(|sent| blanked(&token, sent)).map_err(|fault| match fault {
                Fault::Unreachable { detail, offline } => {
                    Fault::Unreachable { detail: token.blanked(detail), offline }
                }
                other => other,
            })?;
            if response.status != 401 || is_second {
                return Ok(response);
            }
            refused = Some((token, response));
        }
    }
}

type Parse<T> = fn(&str) -> Result<T, String>;

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

struct Answer {
    place: Place,
    response: Response,
    /// What an excerpt of the answer must not show.
    token: Option<Token>,
}

/// The words of a refusal, without the token.
fn blanked(token: &Token, mut response: Response) -> Response {
    if !(200..300).contains(&response.status) {
        response.body = token.blanked(response.body);
    }
    response
}

impl Answer {
    fn parse<T>(self, parse: Parse<T>) -> Result<T, ApiError> {
        parse(&self.response.body).map_err(|reason| {
            let (mut response, mut reason) = (self.response, reason);
            if let Some(token) = &self.token {
                response.body = token.blanked(response.body);
                reason = token.blanked(reason);
            }
            self.place.failed(Cause::Unreadable(Unreadable::of(&response, reason)))
        })
    }
}
