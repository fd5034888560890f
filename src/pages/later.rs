//! The parts of the console that a first visit does not need. A release build keeps them in a second wasm, which is
//! fetched when one of them is first asked for, or a moment after somebody connects; any other build has everything
//! in one.
//!
//! Only this module leads to these parts: what another module of `pages` calls stands in the first wasm.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::connect::Fields;
use super::filter_bar::FilterBar;
use super::kit::{TimeFormat, run_on};
use super::setup::Problem;
use super::telling::Listener;
use super::{
    create, delete, edit, export, filter_typing, leave, list_notes, logger, notifications, port, ports,
    preferences, presence, problem, reason, regions, reload, renew, settings, sign_in, telling,
};
use crate::api::{ApiError, Row};
use crate::domain::logger::Logger;
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Locale, Word, reference, words};
use crate::reactive::{Callback, Memo, RwSignal, Signal, Stored};
use crate::state::Console;
use crate::state::filter::Token;
use crate::state::message::Message;
use crate::state::notices::{Act, Progress};
use crate::state::operations::Operation;
use crate::ui::{
    FilterSuggestion, IconName, LATER_STYLES, Tone, banner, button, callback, derive, effect, el,
    late_content, live, loading, memo, page_header, text,
};

/// What is drawn by the second wasm.
#[derive(Clone)]
pub(super) enum Part {
    Create,
    Logger(String),
    /// Before a logger is chosen.
    NoLogger,
    Ports,
    Port(String),
    /// The dialogs that edit, delete, ask before edits are lost, and ask to sign in again.
    Dialogs,
    Settings,
    /// Which columns the table of loggers has, and how dense it is.
    Preferences,
    PasswordFields(Fields),
    /// Why the identity service gave no token.
    Denied(Fields),
    Regions,
    Notifications,
    /// What the table of loggers does not show by itself, of its rows and the selected keys.
    ListNotes(list_notes::Rows, RwSignal<Vec<String>>),
    /// Why a call failed and what to do.
    Reason(ApiError),
    /// What the service said of it.
    Said(ApiError),
}

impl Part {
    /// The heading of a page, which stands from the start.
    fn title(&self) -> Option<Word> {
        match self {
            Part::Create => Some(words::CREATE_LOGGER),
            Part::Logger(_) | Part::NoLogger => Some(words::LOGGER),
            Part::Ports => Some(words::LOGGING_PORTS),
            Part::Port(_) => Some(words::LOGGING_PORT),
            _ => None,
        }
    }
}

/// What is done by the second wasm.
pub(super) enum Task {
    Run(Operation),
    SetEnabled(Vec<Logger>, bool),
    /// Reads what the page shows again.
    Reload,
    /// Reads the loggers in BUILD again and again.
    FollowBuilds,
    ExportLoggers(Vec<Row<Logger>>),
    /// Finds what the targets of loggers and logging ports are called.
    NameTargets,
    /// Makes a token of what was typed into a filter.
    ReadToken(FilterBar, String, Box<dyn FnOnce(Token)>),
    /// Connects with an API password.
    SignIn(Fields),
    /// Tells a screen reader at once what failed, and why.
    Announce(String, ApiError),
    Act(Act),
    /// Speaks of the session's end before it.
    WatchExpiry,
    SwitchRegion(String),
    /// Asks a host's provider while the person is being asked.
    AskProvider,
    /// Tells the host what happened.
    Tell(Listener),
}

impl Task {
    /// Whether a person waits for it; the console does the others by itself.
    fn is_asked_for(&self) -> bool {
        !matches!(
            self,
            Task::FollowBuilds
                | Task::NameTargets
                | Task::Announce(..)
                | Task::WatchExpiry
                | Task::AskProvider
                | Task::Tell(_)
        )
    }
}

/// What the first wasm asks of the second.
enum Ask {
    Draw(Console, Part),
    Start(Console, Task),
    /// What can follow the text in a filter.
    Offer(Console, FilterBar, String),
    /// The rules for what the second wasm draws.
    Styles,
    /// Why there is no console.
    Explain(Locale, Problem, Callback<()>, Listener),
}

enum Answer {
    Drawn(AnyView),
    Started(LocalBoxFuture<'static, ()>),
    Offered(Vec<FilterSuggestion>),
    Styles(&'static str),
}

fn answer(ask: Ask) -> Answer {
    match ask {
        Ask::Draw(console, part) => Answer::Drawn(draw(console, part)),
        Ask::Start(console, task) => Answer::Started(start(console, task)),
        Ask::Offer(console, bar, text) => Answer::Offered(filter_typing::offered(console, bar, &text)),
        Ask::Styles => Answer::Styles(LATER_STYLES),
        Ask::Explain(locale, problem, again, listener) => {
            Answer::Drawn(problem::view(locale, problem, again, &listener))
        }
    }
}

fn draw(console: Console, part: Part) -> AnyView {
    match part {
        Part::Create => create::view(console),
        Part::Logger(id) => logger::view(console, id),
        Part::NoLogger => logger::nothing_chosen(),
        Part::Ports => ports::view(console),
        Part::Port(id) => port::view(console, id),
        Part::Dialogs => {
            let dialogs = [edit::view, delete::view, leave::view, renew::view];
            dialogs.map(|dialog| dialog(console)).into_iter().collect::<Vec<_>>().into_any()
        }
        Part::Settings => late_content(settings::fields(console)),
        Part::PasswordFields(fields) => sign_in::password_fields(console, fields, None),
        Part::Denied(fields) => sign_in::denied(console, fields),
        Part::Regions => regions::switch(console),
        Part::Notifications => notifications::view(console),
        Part::ListNotes(rows, selected) => list_notes::view(console, rows, selected),
        Part::Reason(error) => reason::view(console, error),
        Part::Said(error) => reason::said(console, &error),
        Part::Preferences => late_content(preferences::view(console)),
    }
}

fn start(console: Console, task: Task) -> LocalBoxFuture<'static, ()> {
    // The file may have taken longer to come than the console stood.
    if console.is_gone() {
        return Box::pin(std::future::ready(()));
    }
    match task {
        Task::Run(operation) => return Box::pin(console.run(operation)),
        Task::SetEnabled(loggers, enabled) => return console.set_enabled(loggers, enabled),
        Task::Reload => return reload::page(console),
        Task::FollowBuilds => return Box::pin(console.follow_builds(presence::Page)),
        Task::NameTargets => return console.name_targets(),
        Task::SignIn(fields) => return Box::pin(sign_in::connect(console, fields)),
        Task::AskProvider => return Box::pin(console.ask_provider()),
        Task::Act(Act::Renew) => return Box::pin(console.renew_session(true)),
        Task::WatchExpiry => {
            return Box::pin(console.watch_expiry(move |ends_ms| {
                untrack(|| TimeFormat::of(console)).text(Timestamp::from_millis(ends_ms))
            }));
        }
        Task::ExportLoggers(rows) => export::loggers(console, &rows),
        Task::ReadToken(bar, text, then) => {
            if let Some(token) = filter_typing::token(console, bar, &text) {
                then(token);
            }
        }
        Task::Announce(title, error) => reason::announce(console, &title, &error),
        Task::Act(Act::AllowWriting) => console.write_again(),
        Task::SwitchRegion(id) => console.switch_region(&id),
        Task::Tell(listener) => telling::tell(console, &listener),
    }
    // What needs no waiting is done.
    Box::pin(std::future::ready(()))
}

#[cfg(feature = "split")]
mod wasm {
    use super::{Answer, Ask};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    // One function, since each would learn for itself whether the second wasm is there.
    #[wasm_split(later, fallible, preload(fetch), wasm_split_path = leptos::wasm_split)]
    pub fn answer(ask: Ask) -> Result<Answer, SplitLoaderError> {
        Ok(super::answer(ask))
    }
}

#[cfg(not(feature = "split"))]
mod wasm {
    use super::{Answer, Ask};

    type Unread = std::convert::Infallible;

    pub async fn fetch() -> Result<(), Unread> {
        Ok(())
    }

    pub async fn answer(ask: Ask) -> Result<Answer, Unread> {
        Ok(super::answer(ask))
    }
}

/// Asks the second wasm, which is here: then the answer comes at once.
fn ask_now(ask: Ask) -> Option<Answer> {
    wasm::answer(ask).now_or_never().and_then(Result::ok)
}

/// How far the second wasm has come for this mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progressed {
    Unasked,
    Fetching,
    Here,
    Failed,
}

/// Gives the console's root more style rules.
pub type Adopt = Rc<dyn Fn(&'static str)>;

/// The way to the second wasm; one for a mount, in context.
#[derive(Clone, Copy)]
pub(super) struct Later(RwSignal<Progressed>, Stored<Adopt>);

impl Later {
    /// Puts one into the context of the owner.
    pub fn provide(adopt: Adopt) {
        provide_context(Later(RwSignal::new(Progressed::Unasked), Stored::new(adopt)));
    }

    pub fn of_mount() -> Later {
        use_context().expect("a page stands below the root, which has provided it")
    }

    pub fn is_here(self) -> bool {
        self.0.get() == Progressed::Here
    }

    /// The same, fetched if need be; it changes once, whatever becomes of the fetching.
    fn here_soon(self) -> Memo<bool> {
        self.prefetch();
        memo(move || self.is_here())
    }

    /// Fetches it unless it is here or under way. `failed` is what it is after a failure.
    fn fetch(self, failed: Progressed) {
        if matches!(self.0.try_get_untracked(), Some(Progressed::Unasked | Progressed::Failed)) {
            self.0.set(Progressed::Fetching);
            run_on(async move {
                if wasm::fetch().await.is_err() {
                    self.0.try_set(failed);
                    return;
                }
                if let Some(Answer::Styles(rules)) = ask_now(Ask::Styles) {
                    self.1.try_with_value(|adopt| adopt(rules));
                }
                self.0.try_set(Progressed::Here);
            });
        }
    }

    /// Fetches it before it is asked for; a failure is no matter yet.
    pub fn prefetch(self) {
        self.fetch(Progressed::Unasked);
    }
}

/// Draws a part as soon as it can be drawn.
pub(super) fn part(console: Console, part: Part) -> AnyView {
    let title = part.title();
    drawn(move || console.locale(), title, move || Ask::Draw(console, part.clone()))
}

/// Draws why there is no console.
pub(super) fn problem(locale: Locale, problem: Problem, again: Callback<()>, listener: Listener) -> AnyView {
    let ask = move || Ask::Explain(locale, problem.clone(), again, listener.clone());
    drawn(move || locale, Some(words::CONFIG_WRONG), ask)
}

fn drawn(
    locale: impl Fn() -> Locale + Send + 'static,
    title: Option<Word>,
    ask: impl Fn() -> Ask + Send + 'static,
) -> AnyView {
    let locale: Box<dyn Fn() -> Locale + Send> = Box::new(locale);
    let ask: Box<dyn Fn() -> Ask + Send> = Box::new(ask);
    let later = Later::of_mount();
    let again = callback(move |()| later.fetch(Progressed::Failed));
    live(move || {
        let state = later.0.get();
        if state == Progressed::Here {
            return match ask_now(ask()) {
                Some(Answer::Drawn(view)) => view,
                _ => ().into_any(),
            };
        }
        let locale = locale();
        let say = |word: Word| text(word.text(locale));
        let content = if state == Progressed::Failed {
            let help = el("p").say(say(words::PART_UNREAD_HELP)).view();
            let retry = button(say(words::RETRY)).icon(IconName::Refresh).on_click(again).view();
            let banner = banner(Tone::Wrong, say(words::PART_UNREAD), vec![help, retry]);
            el("div").attr("role", "alert").child(banner).view()
        } else {
            later.fetch(Progressed::Failed);
            loading()
        };
        let header = title.map(|title| page_header(say(title), None, None, Vec::new()));
        vec![header.into_any(), content].into_any()
    })
}

/// Why a call failed; until that can be said, which call it was.
pub(super) fn reason(console: Console, error: ApiError) -> AnyView {
    let is_here = Later::of_mount().here_soon();
    live(move || {
        if is_here.get() {
            part(console, Part::Reason(error.clone()))
        } else {
            el("p").class("flc-reference flc-mono").text(reference(&error)).view()
        }
    })
}

/// Draws a part that nobody waits for, once the second wasm is here.
pub(super) fn when_here(console: Console, wanted: Part) -> AnyView {
    let later = Later::of_mount();
    let is_here = memo(move || later.is_here());
    live(move || if is_here.get() { part(console, wanted.clone()) } else { ().into_any() })
}

/// Does a task as soon as it can be done. Its failures are its own to tell; that it could not be begun stands in a
/// notice where somebody waits for it.
pub(super) async fn run(console: Console, task: Task) {
    let is_asked_for = task.is_asked_for();
    match wasm::answer(Ask::Start(console, task)).await {
        Ok(Answer::Started(running)) => running.await,
        Err(_unread) if is_asked_for => {
            console.notices.add(Progress::Failed, Message::plain(words::PART_UNREAD));
        }
        Ok(_) | Err(_) => {}
    }
}

/// The same for a task that outlives the page.
pub(super) fn run_task(console: Console, task: Task) {
    run_on(run(console, task));
}

/// Gives targets their names, once what finds them is here, and those that come up while the page is open.
pub(super) fn name_targets(console: Console) {
    let later = Later::of_mount();
    effect(move || {
        if later.is_here() {
            console.track_targets();
            run_task(console, Task::NameTargets);
        }
    });
}

/// Reads a typed filter, and hands on the token where it is one.
pub(super) fn read_token(console: Console, bar: FilterBar, text: String, then: impl FnOnce(Token) + 'static) {
    run_task(console, Task::ReadToken(bar, text, Box::new(then)));
}

/// What can follow the text in a filter; nothing until the second wasm is here, which typing asks for.
pub(super) fn offered(
    console: Console,
    bar: FilterBar,
    input: RwSignal<String>,
) -> Signal<Vec<FilterSuggestion>> {
    let later = Later::of_mount();
    let is_here = memo(move || later.is_here());
    derive(move || {
        let text = input.get();
        if is_here.get() {
            return match ask_now(Ask::Offer(console, bar, text)) {
                Some(Answer::Offered(offered)) => offered,
                _ => Vec::new(),
            };
        }
        if !text.is_empty() {
            later.prefetch();
        }
        Vec::new()
    })
}
