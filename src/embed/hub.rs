//! What the parts of one host share: the configuration, the token, the connection and what was read over it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::navigation::{Hash, HostNavigator};
use super::options::{ConfigSource, Options, Routing};
use crate::api::transport::fetch::Fetch;
use crate::api::transport::{Method, Request, TIMEOUT_MS};
use crate::auth::{Session, TokenProvider};
use crate::config::{Config, RegionEntry};
use crate::i18n::Locale;
use crate::pages;
use crate::pages::problem::Problem;
use crate::pages::setup::Setup;
use crate::route::Route;
use crate::state::preferences::HostChoices;
use crate::state::{Console, Environment, MountContext, Navigator};

/// What parts of one host share, or what a console has for itself. The last mount that leaves frees it.
pub(super) struct Hub {
    pub setup: RwSignal<Setup>,
    /// For a whole console; a part has its own.
    pub choices: RwSignal<HostChoices>,
    shared: Rc<HubInput>,
    owner: RefCell<Option<Owner>>,
    mounts: Cell<usize>,
}

/// What the console is made from. It outlives the mount that came first.
struct HubInput {
    options: Rc<Options>,
    /// The host's last one; empty until the host signs somebody in.
    provider: RefCell<Option<Rc<dyn TokenProvider>>>,
    /// What all parts share, once it is there.
    console: Cell<Option<Console>>,
}

impl Hub {
    /// For the mount of `options`, which all that share have alike.
    pub fn new(options: &Rc<Options>) -> Rc<Hub> {
        let owner = Owner::new();
        let (setup, choices) =
            owner.with(|| (RwSignal::new(Setup::Starting), RwSignal::new(options.choices.borrow().clone())));
        let provider = RefCell::new(options.token_provider.clone());
        let shared = Rc::new(HubInput { options: options.clone(), provider, console: Cell::new(None) });
        Rc::new(Hub { setup, choices, shared, owner: RefCell::new(Some(owner)), mounts: Cell::new(0) })
    }

    pub fn is_over(&self) -> bool {
        self.owner.borrow().is_none()
    }

    /// What all parts share, once it is there.
    pub fn console(&self) -> Option<Console> {
        self.shared.console.get()
    }

    /// There is one mount more. For the first one the configuration is read, and the console connects if the host gives
    /// tokens.
    pub fn enter(&self) {
        let before = self.mounts.replace(self.mounts.get() + 1);
        if before == 0
            && let Some(owner) = self.owner.borrow().as_ref()
        {
            owner.with(|| start(self.shared.clone(), self.setup, self.choices));
        }
    }

    /// There is one mount less; `drawn` is what was drawn in it. With the last one the token is forgotten.
    pub fn leave(&self, drawn: impl Sized) {
        let left = self.mounts.get().saturating_sub(1);
        self.mounts.set(left);
        if left == 0
            && let Some(console) = self.shared.console.take()
        {
            console.disconnect();
        }
        drop(drawn);
        if left == 0
            && let Some(owner) = self.owner.take()
        {
            owner.cleanup();
        }
    }

    /// Takes tokens from `provider` from now on; connects where nobody is connected, and asks it at once where a token
    /// is missing. While the configuration is being read, the console connects as soon as it is there.
    pub fn provide(&self, provider: Rc<dyn TokenProvider>) {
        self.shared.provider.replace(Some(provider.clone()));
        let Some(console) = self.console() else { return };
        match console.client() {
            Some(client) => {
                if console.take_provider(client.session(), provider) {
                    pages::ask_provider(console);
                }
            }
            None => connect(console, provider, region_of(console, &self.shared.options)),
        }
    }

    /// Goes to the region that the host names, where nobody is connected: with the host's tokens, or as what Connect
    /// offers first.
    pub fn try_region(&self, console: Console) {
        let provider = self.shared.provider.borrow().clone();
        match (region_of(console, &self.shared.options), provider) {
            (Some(region), Some(provider)) => connect(console, provider, Some(region)),
            (Some(region), None) => offer_first(console, region),
            (None, _) => {}
        }
    }
}

/// What Connect offers first.
fn offer_first(console: Console, region: RegionEntry) {
    console.shared.last_region.set(Some(region.id));
}

/// Reads the configuration and, when it is sound, makes the console. Runs again when a person asks for it.
fn start(shared: Rc<HubInput>, setup: RwSignal<Setup>, choices: RwSignal<HostChoices>) {
    let owner = Owner::current().unwrap_or_default().downgrade();
    let retry = {
        let (shared, owner) = (StoredValue::new_local(shared.clone()), owner.clone());
        Callback::new(move |()| {
            // Under the owner of all that is shared: the view with the button that is pressed has just gone.
            if let Some(owner) = owner.upgrade() {
                owner.with(|| start(shared.get_value(), setup, choices));
            }
        })
    };
    leptos::task::spawn_local_scoped_with_cancellation(async move {
        let is_late = || drop(setup.try_set(Setup::Loading));
        let next = match read_config(&shared.options, is_late).await {
            Ok(config) => {
                // The state belongs to all who share it, not to this task.
                let Some(owner) = owner.upgrade() else { return };
                let console = owner.with(|| console(&shared, config, choices));
                drop(owner);
                shared.console.set(Some(console));
                // Drawing takes long: what can be sent before the browser's next task, such as the list, goes first.
                TimeoutFuture::new(0).await;
                Setup::Ready(console)
            }
            Err(problem) => Setup::Failed { problem, retry },
        };
        setup.try_set(next);
    });
}

/// `is_late` is called where somebody has to wait for it.
async fn read_config(options: &Options, is_late: impl FnOnce()) -> Result<Config, Problem> {
    let (text, source) = match &options.config {
        ConfigSource::Documented => return Ok(Config::default()),
        ConfigSource::Text(text) => (text.clone(), String::new()),
        ConfigSource::Url(url) | ConfigSource::Site(url) => {
            let text = match options.config_text.take() {
                Some(text) => Some(text),
                None => {
                    is_late();
                    fetch_config(url, options).await?
                }
            };
            match text {
                Some(text) => (text, url.clone()),
                None if matches!(options.config, ConfigSource::Site(_)) => return Ok(Config::default()),
                // A host that names a configuration wants no other one: its token must not go to the documented
                // regions.
                None => return Err(Problem::Unread { source: url.clone(), answer: Ok(404) }),
            }
        }
    };
    Config::parse(&text).map_err(|error| Problem::Config { source, error })
}

/// `None` where there is no such file.
async fn fetch_config(url: &str, options: &Options) -> Result<Option<String>, Problem> {
    let request = Request::new(Method::Get, url.to_owned(), TIMEOUT_MS);
    let transport = Fetch::new(options.config_fetcher.clone());
    let unread = |answer| Err(Problem::Unread { source: url.to_owned(), answer });
    match crate::api::transport::retry::send(&transport, request).await {
        Ok(response) if response.status == 404 => Ok(None),
        Ok(response) if response.status == 200 => Ok(Some(response.text().into_owned())),
        Ok(response) => unread(Ok(response.status)),
        Err(fault) => unread(Err(fault)),
    }
}

/// Where a mount stands in its host's page.
pub(super) fn mount_context(options: &Options, host: RwSignal<HostChoices>) -> MountContext {
    let first_route = match (options.routing, &options.route) {
        (Routing::Hash, _) => Hash::current(),
        (Routing::Memory, Some(route)) => Route::parse(route),
        (Routing::Memory, None) => Route::default(),
    };
    let navigator: Rc<dyn Navigator> = match &options.program {
        Some((navigator, _)) => navigator.clone(),
        None => Rc::new(HostNavigator { emit: options.emit.clone(), routing: options.routing }),
    };
    MountContext { navigator, host, first_route }
}

fn console(shared: &HubInput, config: Config, host: RwSignal<HostChoices>) -> Console {
    let options = &*shared.options;
    let browser = web_sys::window().and_then(|window| window.navigator().language());
    let console = Console::new(Environment {
        config,
        transport: Rc::new(Fetch::new(options.fetcher.clone())),
        store: options.storage.clone(),
        log_worker: options.log_worker.clone(),
        browser_locale: browser.as_deref().and_then(Locale::of_tag),
        mount: mount_context(options, host),
    });
    if options.routing == Routing::Hash {
        let listener =
            window_event_listener(leptos::ev::hashchange, move |_| console.arrived(Hash::current()));
        on_cleanup(move || listener.remove());
        let listener = window_event_listener(leptos::ev::popstate, move |_| console.arrived(Hash::current()));
        on_cleanup(move || listener.remove());
    }
    let region = region_of(console, options);
    let provider = shared.provider.borrow().clone();
    if let Some(provider) = provider {
        connect(console, provider, region);
        // A part reads whole lists, whatever filter its route has.
        let is_whole = !options.is_part || console.part.route.with_untracked(|route| route.query.is_empty());
        if console.client().is_some() && is_whole {
            pages::read_ahead(console);
        }
    } else if let Some(region) = region {
        offer_first(console, region);
    }
    console
}

/// The region that the host names, else the one of before, where the configuration has it.
fn region_of(console: Console, options: &Options) -> Option<RegionEntry> {
    let id = options.region.borrow().clone();
    let id = id.or_else(|| console.shared.last_region.get_untracked());
    id.as_ref().and_then(|id| console.shared.config.with_value(|config| config.region(id).cloned()))
}

fn connect(console: Console, provider: Rc<dyn TokenProvider>, region: Option<RegionEntry>) {
    // A token alone tells of no endpoint, so the first region that has one.
    let first = || {
        console.shared.config.with_value(|config| {
            let placed = config.regions.iter().find(|entry| entry.network.is_some());
            placed.or(config.regions.first()).cloned()
        })
    };
    if let Some(entry) = region.or_else(first) {
        console.connect_to(entry, Session::with_provider(provider));
    }
}
