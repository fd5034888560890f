//! Mounting: a container becomes a console, and a container again.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::mount::UnmountHandle;
use leptos::prelude::*;

use crate::reactive::RwSignal;
use crate::ui::callback;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::navigation::{Hash, Memory};
use super::options::{self, ConfigSource, Options, Routing};
use super::storage::{HostStore, LocalStore};
use super::{panic, styles};
use crate::api::transport::fetch::{Fetch, words_of};
use crate::api::transport::{Method, Request};
use crate::auth::{Lease, NotRenewed, Session, Token, TokenProvider};
use crate::config::{Config, Region};
use crate::i18n::Locale;
use crate::pages;
use crate::pages::setup::{Problem, Setup};
use crate::route::Route;
use crate::state::preferences::HostChoices;
use crate::state::{Console, Navigator, Surroundings};

/// A console in its container. Dropping it in JavaScript (`free`) does not unmount; [`Mounted::unmount`] does.
#[wasm_bindgen]
pub struct Mounted {
    setup: RwSignal<Setup>,
    choices: RwSignal<HostChoices>,
    options: Rc<Options>,
    handle: RefCell<Option<UnmountHandle<AnyViewState>>>,
    container: web_sys::HtmlElement,
    sheet: js_sys::Object,
}

/// Puts a console into `container`. `options` is a plain object; see `element.d.ts` for its keys.
#[wasm_bindgen]
pub fn mount(container: web_sys::HtmlElement, options: JsValue) -> Result<Mounted, JsValue> {
    panic::report_to_page();
    let options = Rc::new(Options::read(&options)?);
    let sheet = styles::adopt(&container)?;
    let adopted = sheet.clone();
    // Signals that outlive this call belong to an owner of their own; the mount's owner frees the rest.
    let owner = Owner::new();
    let (setup, choices) =
        owner.with(|| (RwSignal::new(Setup::Loading), RwSignal::new(options.choices.borrow().clone())));
    let first = options.clone();
    let handle = leptos::mount::mount_to(container.clone(), move || {
        on_cleanup(move || drop(owner));
        start(first, setup, choices);
        // The sheet took the first rules, so it takes more; without them there would be plain pages, not none.
        pages::setup::view(setup, Rc::new(move |more| drop(styles::extend(&adopted, more))))
    });
    Ok(Mounted { setup, choices, options, handle: RefCell::new(Some(handle)), container, sheet })
}

#[wasm_bindgen]
impl Mounted {
    /// Changes language, theme, time zone, density, read-only mode or region, and reads the kept preferences again;
    /// other options are fixed by mounting.
    pub fn update(&self, options: JsValue) -> Result<(), JsValue> {
        let (now, region) = (options::choices(&options)?, options::region(&options)?);
        let before = self.options.choices.replace(now.clone());
        if before != now {
            self.choices.update(|choices| choices.follow(&before, &now));
        }
        let region_before = self.options.region.replace(region.clone());
        if let Some(console) = self.console() {
            console.read_preferences();
            if let Some(id) = region.filter(|id| region_before.as_ref() != Some(id)) {
                pages::switch_region(console, id);
            }
        }
        Ok(())
    }

    /// Goes to a route such as `/loggers/ID`; asks first where edits would be lost.
    pub fn navigate(&self, route: &str) {
        if let Some(console) = self.console() {
            console.go(Route::parse(route));
        }
    }

    /// Reads what the page shows again.
    pub fn refresh(&self) {
        if let Some(console) = self.console() {
            pages::refresh(console);
        }
    }

    /// Removes the console and frees all that it holds, the token included. A second call does nothing.
    pub fn unmount(&self) {
        if let Some(handle) = self.handle.take() {
            if let Some(console) = self.console() {
                console.disconnect();
            }
            drop(handle);
            styles::release(&self.container, &self.sheet);
        }
    }
}

impl Mounted {
    fn console(&self) -> Option<Console> {
        match self.setup.try_get_untracked() {
            Some(Setup::Ready(console)) => Some(console),
            _ => None,
        }
    }
}

/// Reads the configuration and, when it is sound, makes the console. Runs again when a person asks for it.
fn start(options: Rc<Options>, setup: RwSignal<Setup>, choices: RwSignal<HostChoices>) {
    let owner = Owner::current().unwrap_or_default();
    let again = {
        let (options, owner) = (options.clone(), owner.downgrade());
        callback(move |()| {
            setup.set(Setup::Loading);
            // Under the mount's owner: the view with the button that is pressed has just gone.
            if let Some(owner) = owner.upgrade() {
                owner.with(|| start(options.clone(), setup, choices));
            }
        })
    };
    leptos::task::spawn_local_scoped_with_cancellation(async move {
        let next = match read_config(&options).await {
            Ok(config) => {
                // The console's state belongs to the mount, not to this task.
                owner.with(|| Setup::Ready(console(&options, config, choices)))
            }
            Err(problem) => Setup::Failed { problem, again },
        };
        setup.try_set(next);
    });
}

async fn read_config(options: &Options) -> Result<Config, Problem> {
    let (text, source) = match &options.config {
        ConfigSource::Documented => return Ok(Config::default()),
        ConfigSource::Text(text) => (text.clone(), String::new()),
        ConfigSource::Url(url) => match fetch_config(url).await? {
            None => return Ok(Config::default()),
            Some(text) => (text, url.clone()),
        },
    };
    Config::parse(&text).map_err(|error| Problem::Config { source, error })
}

/// `None` where there is no such file, which is a way to say "the documented endpoints".
async fn fetch_config(url: &str) -> Result<Option<String>, Problem> {
    let request =
        Request { method: Method::Get, url: url.to_owned(), token: None, body: None, timeout_ms: 10_000 };
    let transport = Fetch::new(None);
    let unread = |detail: String| Problem::Unread { source: url.to_owned(), detail };
    match crate::api::transport::retry::send(&transport, request).await {
        Ok(response) if response.status == 404 => Ok(None),
        Ok(response) if response.status == 200 => Ok(Some(response.body)),
        Ok(response) => Err(unread(response.status.to_string())),
        Err(fault) => Err(unread(fault.in_words())),
    }
}

fn console(options: &Options, config: Config, host: RwSignal<HostChoices>) -> Console {
    let navigator: Rc<dyn Navigator> = match options.routing {
        Routing::Hash => Rc::new(Hash),
        Routing::Memory => Rc::new(Memory),
    };
    let first_route = match (options.routing, &options.route) {
        (Routing::Hash, _) => Hash::current(),
        (Routing::Memory, Some(route)) => Route::parse(route),
        (Routing::Memory, None) => Route::default(),
    };
    let browser = web_sys::window().and_then(|window| window.navigator().language());
    let console = Console::new(Surroundings {
        config,
        transport: Rc::new(Fetch::new(options.fetcher.clone())),
        store: match &options.storage {
            Some(storage) => Rc::new(HostStore(storage.clone())),
            None => Rc::new(LocalStore),
        },
        navigator,
        host,
        browser_locale: browser.as_deref().and_then(Locale::of_tag),
        first_route,
    });
    if options.routing == Routing::Hash {
        let listener =
            window_event_listener(leptos::ev::hashchange, move |_| console.arrived(Hash::current()));
        on_cleanup(move || listener.remove());
        let listener = window_event_listener(leptos::ev::popstate, move |_| console.arrived(Hash::current()));
        on_cleanup(move || listener.remove());
    }
    let region = options
        .region
        .borrow()
        .as_ref()
        .and_then(|id| console.config.with_value(|config| config.region(id).cloned()));
    if let Some(provider) = options.token_provider.clone() {
        connect_by_provider(console, provider, region);
    } else if let Some(region) = region {
        // What Connect offers first.
        console.held.with_value(|held| held.last_region.replace(Some(region.id)));
    }
    console
}

/// Tokens from a function of the portal: it gives a text or a promise of one.
struct HostTokens(js_sys::Function);

impl TokenProvider for HostTokens {
    fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let provider = self.0.clone();
        let failed = |words: &str| NotRenewed::Failed(words.to_owned());
        async move {
            let asked = provider.call0(&JsValue::UNDEFINED).map_err(in_words)?;
            let given = JsFuture::from(js_sys::Promise::resolve(&asked)).await.map_err(in_words)?;
            let text = given.as_string().ok_or_else(|| failed("tokenProvider gave no text"))?;
            let token = Token::parse(&text);
            let token = token.map_err(|_| failed("tokenProvider gave a text that is no token"))?;
            Ok(Lease { token, ends_ms: None })
        }
        .boxed_local()
    }
}

fn in_words(thrown: JsValue) -> NotRenewed {
    NotRenewed::Failed(words_of(&thrown).unwrap_or_else(|| "tokenProvider failed".to_owned()))
}

fn connect_by_provider(console: Console, provider: js_sys::Function, region: Option<Region>) {
    let first = || console.config.with_value(|config| config.regions.first().cloned());
    if let Some(region) = region.or_else(first) {
        console.connect(region, Session::with_provider(Rc::new(HostTokens(provider))));
    }
}
