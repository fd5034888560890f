//! HTTP for native tests.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use flowlog_console::api::transport::{Fault, Method, Request, Response, Transport};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

/// A blocking transport. It does not wait between tries, and writes down the methods it sent.
pub struct Http {
    pub agent: ureq::Agent,
    pub sent: RefCell<Vec<Method>>,
    pub now_ms: Cell<f64>,
}

impl Http {
    pub fn new() -> Rc<Http> {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Rc::new(Http { agent, sent: RefCell::default(), now_ms: Cell::default() })
    }
}

impl Transport for Http {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        self.sent.borrow_mut().push(request.method);
        let mut builder = ureq::http::Request::builder().method(request.method.name()).uri(&request.url);
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        let answer = self.agent.run(builder.body(request.body.clone().unwrap_or_default()).unwrap());
        let unreachable = |detail: String| Fault::Unreachable { detail, offline: false };
        let response = answer.map_err(|error| unreachable(error.to_string())).and_then(|mut answer| {
            let header = |name: &str| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
            let (status, retry_after) = (answer.status().as_u16(), header("Retry-After"));
            let request_id = header("X-Openstack-Request-Id");
            let body = answer
                .body_mut()
                .with_config()
                .limit(1 << 30)
                .read_to_vec()
                .map_err(|error| unreachable(error.to_string()))?;
            Ok(Response { status, body, retry_after, request_id })
        });
        async { response }.boxed_local()
    }

    fn sleep(&self, _: u32) -> LocalBoxFuture<'_, ()> {
        // Others get their turn.
        let mut is_over = false;
        let turn = poll_fn(move |context| {
            if std::mem::replace(&mut is_over, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        });
        turn.boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.now_ms.get()
    }

    fn random(&self) -> f64 {
        0.0
    }
}
