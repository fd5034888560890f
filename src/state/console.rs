//! Everything that one console knows. There is one per mount. Consoles share nothing; the parts of one host share what
//! [`Console::beside`] says.

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use std::collections::HashSet;
use std::convert::Infallible;
use std::rc::Rc;

use super::changes::Change;
use super::connection::{Account, Answer, Asked, Connection};
use super::events::{Event, Events};
use super::explored::signals::ExplorerPlace;
use super::forms::{CreateForm, EditForm, Made};
use super::list_positions::ListPositions;
use super::list_scope::ListScope;
use super::names::Resources;
use super::notices::{Notice, Notices};
use super::operations::OperationKind;
use super::preferences::{self, HostChoices, Preferences, Store};
use super::remote::{Remote, Rows, Slot};
use super::roles::Role;
use crate::api::transport::Transport;
use crate::api::{ApiError, Client, Fetched};
use crate::config::{Config, Theme, TimeZone};
use crate::domain::logger::Logger;
use crate::domain::logging_port::LoggingPort;
use crate::i18n::words::READ_ONLY_WHY;
use crate::i18n::{Locale, Word};
use crate::logs::WorkerFiles;
use crate::route::Route;

/// What a host gives a console.
pub struct Environment {
    pub config: Config,
    pub transport: Rc<dyn Transport>,
    pub store: Rc<dyn Store>,
    /// What reads logs, where the host names it.
    pub log_worker: Option<WorkerFiles>,
    /// The language of the page's reader.
    pub browser_locale: Option<Locale>,
    pub mount: MountContext,
}

/// Where in a host's page a console or a part of one stands.
pub struct MountContext {
    pub navigator: Rc<dyn Navigator>,
    pub host: RwSignal<HostChoices>,
    pub first_route: Route,
}

/// Shows the route to the outside: in the address bar, to a portal, or nowhere.
pub trait Navigator {
    /// Whether the host lets the console go there.
    fn lets_go(&self, _route: &Route, _replace: bool) -> bool {
        true
    }

    /// `replace` is for a change of the same page, which the back button should not undo.
    fn show(&self, route: &Route, replace: bool);
}

/// What somebody wants to do who would lose what is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaving {
    To(Route),
    /// Another region, by its id.
    Region(String),
    Disconnect,
    /// Close the edit dialog.
    Edit,
}

/// The state of one console. It is a handle: copies mean the same console.
#[derive(Clone, Copy)]
pub struct Console {
    pub shared: Shared,
    pub part: Part,
}

/// What the parts of one host have in common.
#[derive(Clone, Copy)]
pub struct Shared {
    pub config: StoredValue<Config>,
    pub preferences: RwSignal<Preferences>,
    /// Whether the last choice of the person ends with the page: the store is full or forbidden.
    pub is_unkept: RwSignal<bool>,
    browser_locale: Option<Locale>,
    /// The zone of the system by its name, such as `Asia/Seoul`; empty where that is not known.
    pub system_zone: RwSignal<String>,
    pub connection: RwSignal<Option<Connection>>,
    /// Why the console is not connected any more.
    pub refused: RwSignal<Option<ApiError>>,
    /// Whose API password gave the token.
    pub account: RwSignal<Option<Account>>,
    /// The id of the region that was connected last, or that the host named since: what Connect offers first.
    pub last_region: RwSignal<Option<String>>,
    /// When the token ends, as far as is known, in milliseconds since the epoch.
    pub ends_ms: RwSignal<Option<f64>>,
    /// Why the person should sign in again.
    pub asked: RwSignal<Option<Asked>>,
    /// The request for a token that waits for the person's answer.
    pub(super) answer: StoredValue<Option<Answer>, LocalStorage>,
    /// Whether the next token comes from the person, not from a provider.
    pub(super) is_renewed_by_person: StoredValue<bool>,
    /// The notice about the end of the session.
    pub(super) expiry_notice: StoredValue<Option<u64>>,
    /// How often the parts were asked to read again what they show.
    pub reload_requests: RwSignal<u32>,
    pub role: Role,
    pub loggers: Slot<Rows<Logger>>,
    /// What became of loggers since their list was asked for: an answer that is under way does not have it.
    pub(super) changes: StoredValue<Vec<Change>>,
    pub logger_scope: ListScope,
    pub ports: Slot<Rows<LoggingPort>>,
    pub port_scope: ListScope,
    /// How lists were left.
    pub list_positions: ListPositions,
    pub resources: Resources,
    /// What is being done to which loggers, so that a second press of the same button does nothing.
    pub(super) in_flight: StoredValue<HashSet<(OperationKind, String)>>,
    pub(super) client: StoredValue<Option<Client>, LocalStorage>,
    transport: StoredValue<Rc<dyn Transport>, LocalStorage>,
    store: StoredValue<Rc<dyn Store>, LocalStorage>,
    log_worker: StoredValue<Option<WorkerFiles>, LocalStorage>,
    /// Of the console beside which the parts are made. It is not drawn, so the leading part says what it has to say.
    pub(super) base: Part,
    /// The parts, oldest first; nothing for a whole console.
    pub(super) parts: RwSignal<Vec<Part>>,
}

/// What each mount has for itself.
#[derive(Clone, Copy)]
pub struct Part {
    /// The number among the parts that share; `None` for a whole console.
    number: Option<u32>,
    /// What the host has chosen for this mount: language, theme and the like.
    pub host: RwSignal<HostChoices>,
    pub route: RwSignal<Route>,
    pub(super) navigator: StoredValue<Rc<dyn Navigator>, LocalStorage>,
    /// What waits for an answer to the question whether edits may be lost.
    pub leaving: RwSignal<Option<Leaving>>,
    pub logger: Slot<Fetched<Logger>>,
    /// The ports of the logger whose page is open.
    pub logger_ports: Slot<Rows<LoggingPort>>,
    pub port: Slot<Fetched<LoggingPort>>,
    /// Logging ports of the same port, of every logger.
    pub port_siblings: Slot<Rows<LoggingPort>>,
    pub create: CreateForm,
    pub edit: EditForm,
    /// The loggers that the delete dialog asks about.
    pub deleting: RwSignal<Vec<Logger>>,
    pub notices: Notices,
    /// Loggers that were created here and are in BUILD, each with its notice.
    pub(super) followed: StoredValue<Vec<(String, u64)>>,
    /// What was created here and is in BUILD: a second one of the same request may come until then.
    pub(super) made: StoredValue<Vec<Made>, LocalStorage>,
    /// What is said politely, and what at once, to assistive technology.
    pub polite: RwSignal<String>,
    pub urgent: RwSignal<String>,
    /// What the host is to hear of.
    pub events: Events,
    pub(super) explorer: ExplorerPlace,
}

impl Part {
    /// Forgets what is being written.
    pub(super) fn drop_work(self) {
        self.create.discard();
        self.edit.close();
        self.deleting.set(Vec::new());
        self.followed.set_value(Vec::new());
        self.made.set_value(Vec::new());
        self.explorer.leave_account();
    }

    fn new(number: Option<u32>, mount: MountContext, notices: Notices) -> Part {
        Part {
            number,
            host: mount.host,
            route: RwSignal::new(mount.first_route),
            navigator: StoredValue::new_local(mount.navigator),
            leaving: RwSignal::new(None),
            logger: RwSignal::new(Remote::default()),
            logger_ports: RwSignal::new(Remote::default()),
            port: RwSignal::new(Remote::default()),
            port_siblings: RwSignal::new(Remote::default()),
            create: CreateForm::default(),
            edit: EditForm::default(),
            deleting: RwSignal::new(Vec::new()),
            notices,
            followed: StoredValue::new(Vec::new()),
            made: StoredValue::new_local(Vec::new()),
            polite: RwSignal::new(String::new()),
            urgent: RwSignal::new(String::new()),
            events: Events::default(),
            explorer: ExplorerPlace::default(),
        }
    }
}

impl Console {
    /// Makes the state under the current reactive owner and frees it with that.
    pub fn new(environment: Environment) -> Console {
        let stored = environment.store.load(preferences::KEY).unwrap_or_default();
        let connection = RwSignal::new(None);
        let part = Part::new(None, environment.mount, Notices::default());
        let shared = Shared {
            config: StoredValue::new(environment.config),
            preferences: RwSignal::new(Preferences::parse(&stored)),
            is_unkept: RwSignal::new(false),
            browser_locale: environment.browser_locale,
            system_zone: RwSignal::new(String::new()),
            connection,
            refused: RwSignal::new(None),
            account: RwSignal::new(None),
            last_region: RwSignal::new(None),
            ends_ms: RwSignal::new(None),
            asked: RwSignal::new(None),
            answer: StoredValue::new_local(None),
            is_renewed_by_person: StoredValue::new(false),
            expiry_notice: StoredValue::new(None),
            reload_requests: RwSignal::new(0),
            role: Role::default(),
            loggers: RwSignal::new(Remote::default()),
            changes: StoredValue::new(Vec::new()),
            logger_scope: ListScope::default(),
            ports: RwSignal::new(Remote::default()),
            port_scope: ListScope::default(),
            list_positions: ListPositions::of(connection),
            resources: Resources::default(),
            in_flight: StoredValue::new(HashSet::new()),
            client: StoredValue::new_local(None),
            transport: StoredValue::new_local(environment.transport),
            store: StoredValue::new_local(environment.store),
            log_worker: StoredValue::new_local(environment.log_worker),
            base: part,
            parts: RwSignal::new(Vec::new()),
        };
        Console { shared, part }
    }

    /// A part beside this console: it shares token, connection, preferences and lists, and has its own route, forms,
    /// notices and events. Made under the current reactive owner.
    pub fn beside(self, mount: MountContext) -> Console {
        let last = self.shared.parts.with_untracked(|parts| parts.last().and_then(|last| last.number));
        let number = last.map_or(0, |last| last + 1);
        let part = Part::new(Some(number), mount, self.part.notices.beside());
        self.shared.parts.update(|parts| parts.push(part));
        Console { shared: self.shared, part }
    }

    /// Whether the console was taken away, and its state with it.
    pub fn is_gone(self) -> bool {
        self.part.route.try_with_untracked(|_| ()).is_none()
            || self.shared.connection.try_with_untracked(|_| ()).is_none()
    }

    /// Whether this is a part that shares with others.
    pub fn is_part(self) -> bool {
        self.part.number.is_some()
    }

    /// Whether this one does what is done once for all parts that share; tracks it.
    pub fn leads(self) -> bool {
        self.part.number.is_none()
            || self
                .shared
                .parts
                .with(|parts| parts.first().is_some_and(|part| part.number == self.part.number))
    }

    /// What is not drawn and speaks through this part, if it leads; tracks whether it does.
    pub fn speaks_for(self) -> Option<Part> {
        (self.is_part() && self.leads()).then_some(self.shared.base)
    }

    /// Reads the notices to show here; tracks them.
    pub fn with_notices<R>(self, read: impl FnOnce(&[&Notice]) -> R) -> R {
        self.part.notices.list.with(|own| match self.speaks_for() {
            None => read(&own.iter().collect::<Vec<_>>()),
            Some(base) => {
                base.notices.list.with(|shared| read(&shared.iter().chain(own).collect::<Vec<_>>()))
            }
        })
    }

    /// A notice that is shown here.
    pub fn notice(self, id: u64) -> Option<Notice> {
        self.part.notices.get(id).or_else(|| self.shared.base.notices.get(id))
    }

    pub fn dismiss_notice(self, id: u64) {
        self.part.notices.dismiss(id);
        self.shared.base.notices.dismiss(id);
    }

    /// A part has gone. What it had read of single loggers and ports is freed with its owner.
    pub fn part_left(self) {
        self.shared.parts.try_update(|parts| parts.retain(|part| part.number != self.part.number));
    }

    pub fn locale(self) -> Locale {
        let own = |config: &Config, chosen: &Preferences| chosen.locale(config, self.shared.browser_locale);
        self.part.host.with(|host| host.locale).unwrap_or_else(|| self.preferred(own))
    }

    pub fn theme(self) -> Theme {
        let own = |config: &Config, chosen: &Preferences| chosen.theme(config);
        self.part.host.with(|host| host.theme).unwrap_or_else(|| self.preferred(own))
    }

    pub fn time_zone(self) -> TimeZone {
        let own = |config: &Config, chosen: &Preferences| chosen.time_zone(config);
        self.part.host.with(|host| host.time_zone).unwrap_or_else(|| self.preferred(own))
    }

    /// What the person or the deployment has chosen; tracks the preferences.
    fn preferred<T>(self, choice: impl FnOnce(&Config, &Preferences) -> T) -> T {
        self.shared.config.with_value(|config| self.shared.preferences.with(|chosen| choice(config, chosen)))
    }

    /// Whether rows are 32 px high.
    pub fn is_compact(self) -> bool {
        let own = || self.shared.preferences.with(|chosen| chosen.compact);
        self.part.host.with(|host| host.compact).unwrap_or_else(own)
    }

    /// Why nothing can be written, if so.
    pub fn read_only(self) -> Option<Word> {
        self.set_to_read().or_else(|| self.shared.role.refused.get())
    }

    /// Why nothing can be sent, if the configuration or the host forbids it. A portal may forbid it while a form is
    /// open. What the service has refused is no reason here: the form can be sent again.
    pub fn set_to_read(self) -> Option<Word> {
        let own = || self.shared.config.with_value(|config| config.read_only);
        self.part.host.with(|host| host.read_only).unwrap_or_else(own).then_some(READ_ONLY_WHY)
    }

    /// The same at the moment of sending.
    pub(super) fn forbids_writing(self) -> Option<Word> {
        let own = || self.shared.config.with_value(|config| config.read_only);
        let host = self.part.host.try_with_untracked(|host| host.read_only)?;
        host.unwrap_or_else(own).then_some(READ_ONLY_WHY)
    }

    /// A word in the language of now; tracks the language.
    pub fn say(self, word: Word) -> &'static str {
        word.text(self.locale())
    }

    /// Keeps a choice of the person.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        let Ok(()) = self.try_prefer(|chosen| {
            change(chosen);
            Ok::<(), Infallible>(())
        });
    }

    /// Keeps a choice of the person, unless `change` refuses it.
    pub fn try_prefer<E>(self, change: impl FnOnce(&mut Preferences) -> Result<(), E>) -> Result<(), E> {
        // A store that has not kept the last choice would take it back.
        if !self.shared.is_unkept.get_untracked() {
            self.read_preferences();
        }
        let mut preferences = self.shared.preferences.get_untracked();
        change(&mut preferences)?;
        let text = preferences.text();
        self.shared.preferences.set(preferences);
        let is_kept = self.shared.store.with_value(|store| store.save(preferences::KEY, &text));
        self.shared.is_unkept.set(!is_kept);
        Ok(())
    }

    /// Reads what is kept: another tab may have written since. Where nothing is kept, everything stays.
    pub fn read_preferences(self) {
        if let Some(kept) = self.shared.store.with_value(|store| store.load(preferences::KEY)) {
            self.shared.preferences.set(Preferences::parse(&kept));
        }
    }

    /// What reads logs, where the host names it.
    pub fn log_worker(self) -> Option<WorkerFiles> {
        self.shared.log_worker.get_value()
    }

    pub fn transport(self) -> Rc<dyn Transport> {
        self.shared.transport.get_value()
    }

    /// Milliseconds since the epoch.
    pub fn now_ms(self) -> f64 {
        self.shared.transport.with_value(|transport| transport.now_ms())
    }

    /// `None` while there is no connection.
    pub fn client(self) -> Option<Client> {
        self.shared.client.try_get_value().flatten()
    }

    /// Has the host told of something, after what happens now.
    pub fn tell(self, event: Event) {
        self.part.events.tell(event);
    }

    /// The logger of an id, from whatever was read last.
    pub fn known_logger(self, id: &str) -> Option<Logger> {
        let in_list = self
            .shared
            .loggers
            .with_untracked(|remote| remote.read().find(|logger| logger.id == id).cloned());
        in_list.or_else(|| {
            self.part.logger.with_untracked(|remote| {
                remote.value.as_ref().map(|fetched| &fetched.value).filter(|logger| logger.id == id).cloned()
            })
        })
    }
}
