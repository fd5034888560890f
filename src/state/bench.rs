//! A console for tests, before a service that answers as the test says and a clock that only waiting moves.

pub(super) mod loggers;

use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::console::{Console, Environment, MountContext, Navigator};
use super::preferences::Store;
use crate::api::transport::{Fault, Method, Request, Response, Transport};
use crate::auth::{Session, Token};
use crate::config::{Config, Region};
use crate::route::Route;

/// The status for a browser that is offline.
pub(super) const OFFLINE: u16 = 0;

pub(super) type Answer = dyn Fn(&Call) -> (u16, String);

/// What the service was asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub method: Method,
    pub url: String,
    pub token: String,
}

pub(super) struct Service {
    answer: RefCell<Box<Answer>>,
    pub calls: RefCell<Vec<Call>>,
    pub now_ms: Cell<f64>,
    /// What the address bar was told, and whether in place of what stood there.
    pub shown: RefCell<Vec<(Route, bool)>>,
}

/// Comes back in the next turn, so that others get theirs.
struct Turn(bool);

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Transport for Service {
    fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
        let token = request.token.as_ref().map(|token| token.header_value().to_owned()).unwrap_or_default();
        let call = Call { method: request.method, url: request.url, token };
        async move {
            Turn(false).await;
            let (status, body) = self.answer.borrow()(&call);
            self.calls.borrow_mut().push(call);
            if status == OFFLINE {
                return Err(Fault::Unreachable { detail: String::new(), offline: true });
            }
            Ok(Response { status, body: body.into(), ..Response::default() })
        }
        .boxed_local()
    }

    fn sleep(&self, milliseconds: u32) -> LocalBoxFuture<'_, ()> {
        async move {
            Turn(false).await;
            self.now_ms.set(self.now_ms.get() + f64::from(milliseconds));
        }
        .boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.now_ms.get()
    }

    fn random(&self) -> f64 {
        0.0
    }
}

struct Nowhere;

impl Store for Nowhere {
    fn load(&self, _: &str) -> Option<String> {
        None
    }

    fn save(&self, _: &str, _: &str) -> bool {
        true
    }
}

impl Navigator for Nowhere {
    fn show(&self, _: &Route, _: bool) {}
}

/// A console before any transport, which keeps and shows nothing.
pub(super) fn console_before(transport: Rc<dyn Transport>) -> Console {
    console_with(Config::default(), transport, Rc::new(Nowhere), Rc::new(Nowhere))
}

fn console_with(
    config: Config,
    transport: Rc<dyn Transport>,
    store: Rc<dyn Store>,
    navigator: Rc<dyn Navigator>,
) -> Console {
    Console::new(Environment {
        config,
        transport,
        store,
        log_worker: None,
        browser_locale: None,
        mount: MountContext {
            navigator,
            host: RwSignal::new(Default::default()),
            first_route: Route::default(),
        },
    })
}

impl Navigator for Service {
    fn show(&self, route: &Route, replace: bool) {
        self.shown.borrow_mut().push((route.clone(), replace));
    }
}

pub(super) struct Bench {
    pub console: Console,
    pub service: Rc<Service>,
}

/// Not connected yet, with the two documented regions.
pub(super) fn bench(answer: impl Fn(&Call) -> (u16, String) + 'static) -> Bench {
    bench_with(Rc::new(Nowhere), answer)
}

/// The same with preferences kept in `store`.
pub(super) fn bench_with(store: Rc<dyn Store>, answer: impl Fn(&Call) -> (u16, String) + 'static) -> Bench {
    whole_bench(Config::default(), store, answer)
}

/// The same with a configuration of this text.
pub(super) fn bench_of(config: &str, answer: impl Fn(&Call) -> (u16, String) + 'static) -> Bench {
    let config = Config::parse(config).unwrap_or_else(|error| panic!("{error:?}"));
    whole_bench(config, Rc::new(Nowhere), answer)
}

fn whole_bench(
    config: Config,
    store: Rc<dyn Store>,
    answer: impl Fn(&Call) -> (u16, String) + 'static,
) -> Bench {
    let service = Rc::new(Service {
        answer: RefCell::new(Box::new(answer)),
        calls: RefCell::default(),
        now_ms: Cell::new(0.0),
        shown: RefCell::default(),
    });
    let console = console_with(config, service.clone(), store, service.clone());
    Bench { console, service }
}

impl Bench {
    /// From now on the service answers otherwise.
    pub fn answer_with(&self, answer: impl Fn(&Call) -> (u16, String) + 'static) {
        *self.service.answer.borrow_mut() = Box::new(answer);
    }

    /// Connects to the first region with a token of this text.
    pub fn connect(&self, token: &str) -> Session {
        let session = Session::with_token(Token::parse(token).unwrap());
        self.console.connect(self.region(0), session.clone());
        session
    }

    pub fn region(&self, at: usize) -> Region {
        self.console.shared.config.with_value(|config| config.regions[at].region().unwrap())
    }

    /// The tokens of all calls, oldest first.
    pub fn tokens(&self) -> Vec<String> {
        self.service.calls.borrow().iter().map(|call| call.token.clone()).collect()
    }

    /// The titles of all notices, newest first.
    pub fn told(&self) -> Vec<String> {
        let text = |notice: &super::notices::Notice| notice.title.text(crate::i18n::Locale::En);
        self.console.part.notices.list.with_untracked(|list| list.iter().map(text).collect())
    }
}

/// An answer with an empty list of loggers.
pub(super) fn no_loggers() -> (u16, String) {
    (200, r#"{"flowlog_loggers":[]}"#.to_owned())
}

/// Keystone's refusal.
pub(super) fn unauthorized() -> (u16, String) {
    (401, r#"{"error":{"message":"Token expired.","code":401,"title":"Unauthorized"}}"#.to_owned())
}
