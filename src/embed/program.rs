//! What the components of one Leptos program share, and how they work together.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};

use super::component_props::{ComponentKind, ComponentProps, Handlers, ports_of};
use super::hub::Hub;
use super::mount::{self, Mounted};
use super::options::{ConfigSource, Options, Routing};
use super::storage::LocalStore;
use super::tokens::in_time;
use crate::auth::{Lease, NotRenewed, Token, TokenProvider};
use crate::logs::WorkerFiles;
use crate::route::Route;
use crate::state::Navigator;
use crate::state::events::Event;
use crate::state::preferences::{HostChoices, Store};
use crate::ui::{focus_heading, keep_ids_apart};

/// What the components of one program share: configuration, tokens, connection and data. Components with different values
/// of this type share nothing. A [`FlowlogConsole`](super::components::FlowlogConsole) takes configuration and tokens from
/// it, and has a connection and data of its own.
///
/// It belongs to the current reactive owner, and is `Copy` like a signal. The first mounted component connects; when the
/// last one is unmounted, the token is forgotten.
#[derive(Clone, Copy)]
pub struct Flowlog(StoredValue<Inner, LocalStorage>);

struct Inner {
    owner: WeakOwner,
    config: ConfigSource,
    tokens: Option<Rc<dyn TokenProvider>>,
    storage: Rc<dyn Store>,
    log_worker: Option<String>,
    region: MaybeProp<String>,
    hub: Option<Rc<Hub>>,
    placed: Vec<Placed>,
    /// How many components were mounted so far.
    count: u32,
}

/// Whether the element is inside a `main`, also across shadow roots.
fn is_within(element: &web_sys::Element) -> bool {
    let around = |inner: &web_sys::Element| {
        inner.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok().map(|root| root.host())
    };
    let is_there = |outer: web_sys::Element| matches!(outer.closest("main, [role=main]"), Ok(Some(_)));
    std::iter::successors(Some(element.clone()), around).any(is_there)
}

/// A mounted component.
#[derive(Clone)]
struct Placed {
    number: u32,
    props: ComponentProps,
    mounted: Rc<Mounted>,
    element: web_sys::HtmlElement,
}

impl Flowlog {
    /// With the documented regions; a person signs in. Call it where there is a reactive owner, such as in a component.
    pub fn new() -> Flowlog {
        Flowlog(StoredValue::new_local(Inner {
            owner: Owner::current().unwrap_or_default().downgrade(),
            config: ConfigSource::Documented,
            tokens: None,
            storage: Rc::new(LocalStore),
            log_worker: None,
            region: MaybeProp::default(),
            hub: None,
            placed: Vec::new(),
            count: 0,
        }))
    }

    fn with(self, change: impl FnOnce(&mut Inner)) -> Flowlog {
        self.0.update_value(change);
        self
    }

    /// Takes regions and endpoints from the text of a `config.json`. The components show what is wrong in it.
    pub fn config(self, text: impl Into<String>) -> Flowlog {
        self.with(|shared| shared.config = ConfigSource::Text(text.into()))
    }

    /// Reads a `config.json` from an address, which may be relative to the page.
    pub fn config_url(self, url: impl Into<String>) -> Flowlog {
        self.with(|shared| shared.config = ConfigSource::Url(url.into()))
    }

    /// Asks the program for tokens: before the first call to the service, and whenever the service refuses a token. The
    /// text of an error is shown. The program has 30 seconds to answer.
    pub fn tokens<F, T>(self, ask: F) -> Flowlog
    where
        F: Fn() -> T + 'static,
        T: Future<Output = Result<String, String>> + 'static,
    {
        self.with(|shared| {
            shared.tokens = Some(Rc::new(ProgramTokens(Box::new(move || ask().boxed_local()))))
        })
    }

    /// The id of the region; the default is the first region of the configuration. A later change goes to the new region
    /// with the same token.
    pub fn region(self, region: impl Into<MaybeProp<String>>) -> Flowlog {
        let region = region.into();
        Effect::new(move |before: Option<Option<String>>| {
            let now = region.get();
            if before.is_some_and(|before| before != now) {
                // The parts share one connection, so one of them changes the region for all.
                let is_console = |placed: &Placed| placed.props.kind == ComponentKind::Console;
                let (consoles, parts): (Vec<Placed>, Vec<Placed>) =
                    self.placed().into_iter().partition(is_console);
                for placed in consoles.iter().chain(parts.first()) {
                    placed.mounted.enter_region(now.clone());
                }
            }
            now
        });
        self.with(|shared| shared.region = region)
    }

    /// Where preferences are stored, never a token. The default is the local storage of the browser.
    pub fn storage(self, store: Rc<dyn Store>) -> Flowlog {
        self.with(|shared| shared.storage = store)
    }

    /// Where `log-worker.js` of the built site is, which may be relative to the page; its two wasm files are beside it.
    /// Without it, logs cannot be opened.
    pub fn log_worker(self, url: impl Into<String>) -> Flowlog {
        self.with(|shared| shared.log_worker = Some(url.into()))
    }

    /// Reads again what the components show.
    pub fn refresh(self) {
        for placed in self.placed() {
            placed.mounted.refresh();
        }
    }

    fn placed(self) -> Vec<Placed> {
        self.0.try_with_value(|shared| shared.placed.clone()).unwrap_or_default()
    }

    /// Mounts a component in an element of the page.
    pub(super) fn place(
        self,
        container: web_sys::HtmlElement,
        props: ComponentProps,
        handlers: Handlers,
        choices: HostChoices,
    ) -> Result<(u32, Rc<Mounted>), JsValue> {
        let mut number = 0;
        self.0.update_value(|shared| {
            shared.count += 1;
            number = shared.count;
        });
        let hear = Callback::new(move |event: Event| {
            if let Event::Selected(loggers) = &event {
                self.follow(number, loggers);
            }
            if let Some(on_event) = handlers.on_event {
                on_event.run(event);
            }
        });
        let navigator: Rc<dyn Navigator> =
            Rc::new(ProgramNavigator { flowlog: self, number, props, handlers });
        let options = self.0.with_value(|shared| Options {
            config: shared.config.clone(),
            config_fetcher: None,
            config_text: Cell::default(),
            region: RefCell::new(shared.region.get_untracked()),
            route: Some(props.home().text()),
            routing: Routing::Memory,
            choices: RefCell::new(choices),
            fetcher: None,
            token_provider: shared.tokens.clone(),
            storage: shared.storage.clone(),
            log_worker: shared.log_worker.clone().map(|script| WorkerFiles { script, wasm: JsValue::TRUE }),
            is_part: props.kind != ComponentKind::Console,
            is_within: is_within(&container),
            emit: None,
            program: Some((navigator, hear)),
        });
        let options = Rc::new(options);
        let (hub, owner) = self.0.with_value(|shared| (shared.hub.clone(), shared.owner.upgrade()));
        let shares = options.is_part;
        let hub = match (hub.filter(|hub| shares && !hub.is_over()), owner) {
            (Some(hub), _) => hub,
            // The hub must outlive the component that is mounted first.
            (None, Some(owner)) => owner.with(|| Hub::new(&options)),
            (None, None) => Hub::new(&options),
        };
        keep_ids_apart();
        let mounted = Rc::new(mount::place(hub.clone(), container.clone(), options)?);
        let placed = Placed { number, props, mounted: mounted.clone(), element: container };
        self.0.update_value(|shared| {
            if shares {
                shared.hub = Some(hub);
            }
            shared.placed.push(placed);
        });
        Ok((number, mounted))
    }

    /// A component was unmounted.
    pub(super) fn left(self, number: u32) {
        self.0.try_update_value(|shared| shared.placed.retain(|placed| placed.number != number));
    }

    /// Shows the ports of the selected loggers in the tables of ports.
    fn follow(self, by: u32, loggers: &[String]) {
        for peer in self.placed() {
            if peer.number != by && peer.props.kind == ComponentKind::PortTable {
                peer.mounted.go(match loggers {
                    [] => peer.props.home(),
                    loggers => ports_of(loggers),
                });
            }
        }
    }
}

impl Default for Flowlog {
    fn default() -> Self {
        Flowlog::new()
    }
}

/// Asks the program before a component goes to another page. A page that another component shows is opened there.
struct ProgramNavigator {
    flowlog: Flowlog,
    number: u32,
    props: ComponentProps,
    handlers: Handlers,
}

impl Navigator for ProgramNavigator {
    fn lets_go(&self, route: &Route, _: bool) -> bool {
        if self.handlers.on_navigate.is_some_and(|ask| !ask.run(route.text())) {
            return false;
        }
        if self.props.kind.owns(&route.page) {
            return true;
        }
        let others = self.flowlog.placed();
        let (own, others): (Vec<Placed>, Vec<Placed>) =
            others.into_iter().partition(|placed| placed.number == self.number);
        let Some(peer) = others
            .into_iter()
            .find(|other| other.props.kind != ComponentKind::Console && other.props.kind.owns(&route.page))
        else {
            return true;
        };
        let (route, props) = (route.clone(), self.props);
        // The console that asks must not change while it waits for the answer.
        leptos::task::spawn_local(async move {
            peer.mounted.go(route);
            // A component that shows the page already does not change, so the focus shows where it is.
            focus_heading(&peer.element);
            if let (ComponentKind::Logger | ComponentKind::CreateWizard, [own]) = (props.kind, own.as_slice())
            {
                own.mounted.go(props.home());
            }
        });
        false
    }

    fn show(&self, _: &Route, _: bool) {}
}

/// A token provider that calls a function of the program.
struct ProgramTokens(Box<dyn Fn() -> LocalBoxFuture<'static, Result<String, String>>>);

impl TokenProvider for ProgramTokens {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let asked = (self.0)();
        in_time(async move {
            let text = asked.await.map_err(NotRenewed::Failed)?;
            match Token::parse(&text) {
                Ok(token) => Ok(Lease { token, ends_ms: None }),
                Err(_) => Err(NotRenewed::Failed("the program gave a text that is no token".to_owned())),
            }
        })
        .boxed_local()
    }
}
