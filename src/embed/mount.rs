//! Mounting: a container becomes a console, and a container again.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::files::{self, Files};
use super::hub::{Hub, mount_context};
use super::options::{self, Options};
use super::styles::Sheet;
use super::tokens::HostTokens;
use crate::pages;
use crate::pages::setup::{Root, Stage};
use crate::route::Route;
use crate::state::Console;
use crate::state::preferences::HostChoices;

/// A console, or a part of one, in its container. Dropping it in JavaScript (`free`) does not unmount;
/// [`Mounted::unmount`] does.
#[wasm_bindgen]
pub struct Mounted {
    hub: Rc<Hub>,
    /// The console that stands here, once there is one.
    shown: StoredValue<Option<Console>>,
    choices: RwSignal<HostChoices>,
    options: Rc<Options>,
    handle: RefCell<Option<UnmountHandle<AnyViewState>>>,
    /// Where the host has led while the configuration was still being read.
    awaited: Rc<RefCell<Option<Route>>>,
    /// The log files that it has handed over until then.
    handed: Rc<RefCell<Option<Files>>>,
    /// Of the document or the shadow root around it.
    sheet: Sheet,
}

/// Puts a console into `container`. `options` is a plain object; see `element.d.ts` for its keys.
#[wasm_bindgen]
pub fn mount(container: web_sys::HtmlElement, options: JsValue) -> Result<Mounted, JsValue> {
    let options = Rc::new(Options::read(&options)?);
    place(Hub::new(&options), container, options)
}

/// Puts what `options` ask for into `container`.
pub(super) fn place(
    hub: Rc<Hub>,
    container: web_sys::HtmlElement,
    options: Rc<Options>,
) -> Result<Mounted, JsValue> {
    let sheet = Sheet::adopt(container.get_root_node())?;
    // Signals that outlive this call belong to an owner of their own; the mount's owner frees the rest.
    let owner = Owner::new();
    let choices = match options.is_part {
        true => owner.with(|| RwSignal::new(options.choices.borrow().clone())),
        false => hub.choices,
    };
    let shown = owner.with(|| StoredValue::new(None));
    let (setup, own) = (hub.setup, options.clone());
    let entered = hub.clone();
    let awaited = Rc::new(RefCell::new(None));
    let led = awaited.clone();
    let handed = Rc::new(RefCell::new(None));
    let given = handed.clone();
    let stage = Stage {
        listener: options.listener(),
        is_part: options.is_part,
        is_within: options.is_part || options.is_within,
        enter: Rc::new(move |shared| {
            let console = enter(shared, &own, choices);
            shown.set_value(Some(console));
            if let Some(route) = led.take() {
                console.go_as_told(route);
            }
            if let Some((device, host)) = given.take() {
                pages::logs::open(console, device, host);
            }
            console
        }),
    };
    let handle = leptos::mount::mount_to(container, move || {
        on_cleanup(move || drop(owner));
        entered.enter();
        view! { <Root setup stage /> }.into_any()
    });
    Ok(Mounted { hub, shown, choices, options, handle: RefCell::new(Some(handle)), awaited, handed, sheet })
}

/// The console that stands in a mount: the one that was made for it, or a part beside it.
fn enter(shared: Console, options: &Options, choices: RwSignal<HostChoices>) -> Console {
    if !options.is_part {
        return shared;
    }
    let console = shared.beside(mount_context(options, choices));
    on_cleanup(move || console.part_left());
    console
}

#[wasm_bindgen]
impl Mounted {
    /// Puts a part into another container that shares token, connection and cache with this one.
    pub fn beside(&self, container: web_sys::HtmlElement, options: JsValue) -> Result<Mounted, JsValue> {
        let options = Rc::new(Options::read(&options)?);
        let hub = if self.hub.is_over() { Hub::new(&options) } else { self.hub.clone() };
        place(hub, container, options)
    }

    /// Changes language, theme, time zone, density, read-only mode or region, and reads the kept preferences again;
    /// other options are fixed by mounting.
    pub fn update(&self, options: JsValue) -> Result<(), JsValue> {
        let (now, region) = (options::choices(&options)?, options::region(&options)?);
        self.choose(now);
        if let Some(console) = self.console() {
            console.read_preferences();
        }
        // Parts of another region share something else, and are placed anew.
        if !self.options.is_part {
            self.enter_region(region);
        }
        Ok(())
    }

    /// Takes tokens from `provider` from now on; asks it at once where a token is missing.
    pub fn provide(&self, provider: js_sys::Function) {
        self.hub.provide(Rc::new(HostTokens(provider)));
    }

    /// Goes to a route such as `/loggers/ID`; asks first where edits would be lost.
    pub fn navigate(&self, route: &str) {
        self.go(Route::parse(route));
    }

    /// Has the log explorer read files: each a `Blob`, or an object with `name` and `url`. It is shown in place of
    /// what stands here.
    pub fn open(&self, files: js_sys::Array) -> Result<(), JsValue> {
        let (device, host) = files::read(&files)?;
        match self.console() {
            Some(console) => pages::logs::open(console, device, host),
            None => drop(self.handed.replace(Some((device, host)))),
        }
        Ok(())
    }

    /// Reads what the page shows again.
    pub fn refresh(&self) {
        if let Some(console) = self.console() {
            pages::refresh(console);
        }
    }

    /// Says that the container has come into another document, whose style sheets are its own.
    pub fn adopted(&self) -> Result<(), JsValue> {
        self.sheet.follow()
    }

    /// Removes the console and frees all that it holds; the token goes with the last that shares it. A second call
    /// does nothing.
    pub fn unmount(&self) {
        if let Some(handle) = self.handle.take() {
            self.hub.leave(handle);
            self.sheet.release();
        }
    }
}

impl Mounted {
    /// Takes over what the host says differently from before of language, theme and the like.
    pub(super) fn choose(&self, now: HostChoices) {
        let before = self.options.choices.replace(now.clone());
        if before != now {
            self.choices.update(|choices| choices.follow(&before, &now));
        }
    }

    /// Goes to another region, where the host names another one than before.
    pub(super) fn enter_region(&self, region: Option<String>) {
        let before = self.options.region.replace(region.clone());
        // The one that is not drawn yet as well.
        if let Some(console) = self.hub.console()
            && let Some(id) = region.filter(|id| before.as_ref() != Some(id))
        {
            match console.client() {
                Some(_) => console.switch_region(&id),
                None => self.hub.try_region(console),
            }
        }
    }

    /// Goes to a route as the host wants it.
    pub(super) fn go(&self, route: Route) {
        match self.console() {
            Some(console) => console.go_as_told(route),
            None => drop(self.awaited.replace(Some(route))),
        }
    }

    fn console(&self) -> Option<Console> {
        self.shown.try_get_value().flatten()
    }
}
