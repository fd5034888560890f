//! The calls of the guide, each as one method.

use std::rc::Rc;

use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::transport::proxy::ProxyTemplate;
use super::transport::{Fault, Method, Request, Response, Transport, retry};
use super::urls::{self, LoggerQuery, LoggingPortQuery};
use super::{Fetched, Row, wire};
use crate::auth::{Session, Token};
use crate::domain::draft::NewLogger;
use crate::domain::logger::{Logger, LoggerEdit, TargetType};
use crate::domain::logging_port::LoggingPort;
use crate::domain::resource::Resource;
use crate::domain::web_url::WebUrl;

const TIMEOUT_MS: u32 = 10_000;
const LIST_TIMEOUT_MS: u32 = 30_000;

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
    endpoint: WebUrl,
    proxy: Option<ProxyTemplate>,
    session: Session,
}

impl Client {
    /// `endpoint` is the region's `network` endpoint. The token of `session` goes to it, or to it through `proxy`,
    /// and nowhere else.
    pub fn new(
        transport: Rc<dyn Transport>,
        endpoint: WebUrl,
        proxy: Option<ProxyTemplate>,
        session: Session,
    ) -> Client {
        Client { transport, endpoint, proxy, session }
    }

    pub fn endpoint(&self) -> &WebUrl {
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
        self.read(&query.path(), LIST_TIMEOUT_MS, wire::loggers).await
    }

    /// Guide: "Check the flow log loggers".
    pub async fn get_logger(&self, id: &str) -> Result<Fetched<Logger>, ApiError> {
        self.read(&urls::item(urls::LOGGERS, id), TIMEOUT_MS, wire::logger).await
    }

    /// Guide: "Create a flow log logger". Never repeated by itself; after an ambiguous failure look with
    /// [`Client::list_loggers`] whether the logger is there.
    pub async fn create_logger(&self, new: &NewLogger) -> Result<Fetched<Logger>, ApiError> {
        self.call(Method::Post, urls::LOGGERS, Some(wire::create_body(new)), TIMEOUT_MS, wire::logger).await
    }

    /// Guide: "Edit a flow log logger".
    pub async fn update_logger(&self, id: &str, edit: &LoggerEdit) -> Result<Fetched<Logger>, ApiError> {
        let path = urls::item(urls::LOGGERS, id);
        self.call(Method::Put, &path, Some(wire::update_body(edit)), TIMEOUT_MS, wire::logger).await
    }

    /// Guide: "Delete a flow log logger".
    pub async fn delete_logger(&self, id: &str) -> Result<Deleted, ApiError> {
        let path = urls::item(urls::LOGGERS, id);
        match self.call(Method::Delete, &path, None, TIMEOUT_MS, |_| Ok(Deleted::Now)).await {
            Err(error) if error.is_not_found() => Ok(Deleted::Before),
            outcome => outcome,
        }
    }

    /// Guide: "View a list of flow log logging ports".
    pub async fn list_logging_ports(
        &self,
        query: &LoggingPortQuery,
    ) -> Result<Vec<Row<LoggingPort>>, ApiError> {
        self.read(&query.path(), LIST_TIMEOUT_MS, wire::logging_ports).await
    }

    /// Guide: "Check the flow log logging port".
    pub async fn get_logging_port(&self, id: &str) -> Result<Fetched<LoggingPort>, ApiError> {
        self.read(&urls::item(urls::LOGGING_PORTS, id), TIMEOUT_MS, wire::logging_port).await
    }

    /// The project's ports, subnets or VPCs, by the network API of the same endpoint.
    pub async fn list_resources(&self, target_type: &TargetType) -> Result<Vec<Resource>, ApiError> {
        match target_type {
            TargetType::Vpc => self.read(urls::VPCS, LIST_TIMEOUT_MS, wire::vpcs).await,
            TargetType::Subnet => self.read(urls::SUBNETS, LIST_TIMEOUT_MS, wire::subnets).await,
            TargetType::Port | TargetType::Other(_) => self.read(urls::PORTS, LIST_TIMEOUT_MS, wire::ports).await,
        }
    }

    async fn read<T>(
        &self,
        path: &str,
        timeout_ms: u32,
        parse: fn(&str) -> Result<T, String>,
    ) -> Result<T, ApiError> {
        self.call(Method::Get, path, None, timeout_ms, parse).await
    }

    async fn call<T>(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        timeout_ms: u32,
        parse: fn(&str) -> Result<T, String>,
    ) -> Result<T, ApiError> {
        let failed = |cause| ApiError {
            method,
            path: path.split('?').next().unwrap_or(path).to_owned(),
            cause,
        };
        let response =
            self.exchange(method, path, body, timeout_ms).await.map_err(|fault| failed(Cause::Transport(fault)))?;
        if !(200..300).contains(&response.status) {
            return Err(failed(Cause::Refused(Refusal::of(&response))));
        }
        parse(&response.body).map_err(|reason| failed(Cause::Unreadable(Unreadable::of(&response, reason))))
    }

    /// Sends with the session's token. A 401 renews the token and repeats once where a provider can; a 401 means
    /// that nothing was done, so even a create may be repeated.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        timeout_ms: u32,
    ) -> Result<Response, Fault> {
        let token = match self.session.token() {
            Some(token) => token,
            None => self.renewed(None).await?.ok_or(Fault::NoToken)?,
        };
        let send = |token: Token| {
            let url = match &self.proxy {
                Some(proxy) => proxy.apply(&self.endpoint, path),
                None => self.endpoint.join(path),
            };
            let request = Request { method, url, token: Some(token), body: body.clone(), timeout_ms };
            retry::send(&*self.transport, request)
        };
        let response = send(token.clone()).await?;
        if response.status != 401 {
            return Ok(response);
        }
        match self.renewed(Some(&token)).await? {
            Some(token) => send(token).await,
            None => Ok(response),
        }
    }

    async fn renewed(&self, refused: Option<&Token>) -> Result<Option<Token>, Fault> {
        self.session.renew(refused).await.transpose().map_err(Fault::Renewal)
    }
}
