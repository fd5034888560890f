//! The page of loggers: the table, and the actions for the selected rows.

use leptos::prelude::*;

use super::attention::Attention;
use super::common::{loader, name_targets, read_at_first, run_on, say};
use super::export::Export;
use super::list::{ListTable, Refresh, Updated, counter};
use super::loads::load;
use super::preferences::Preferences;
use super::select_matching::SelectMatching;
use crate::domain::logger::Logger;
use crate::i18n::{Word, words};
use crate::route::Route;
use crate::state::events::Event;
use crate::state::listing::List;
use crate::state::{Console, logger_list};
use crate::ui::{Button, ButtonVariant, EmptyState, IconName, LinkButton, PageHeader, Popover};

/// The page of loggers.
#[component]
pub(super) fn Loggers() -> impl IntoView {
    let console = expect_context::<Console>();
    let refresh = loader(move || load(console));
    read_at_first::<Logger>(console, refresh);
    name_targets(console);
    let list = List::<Logger>::new(console, console.shared.loggers);
    tell_selection(list);
    let columns = Memo::new(move |_| {
        console.shared.preferences.with(|chosen| logger_list::columns(chosen.columns.as_deref()))
    });
    view! {
        <PageHeader
            title=say(words::LOGGERS_TITLE)
            counter=counter(list)
            under=move || {
                view! {
                    <div class="flc-under-title">
                        <Attention list />
                        <SelectMatching list />
                    </div>
                }
            }
        >
            <Actions list refresh />
        </PageHeader>
        <ListTable list refresh columns empty=|| view! { <NoLoggers /> } selectable=true>
            <Updated remote=console.shared.loggers />
            <Popover label=say(words::PREFERENCES) icon=IconName::Settings>
                <Preferences />
            </Popover>
        </ListTable>
    }
}

/// Reports to the host which loggers are selected, whenever that changes.
fn tell_selection(list: List<Logger>) {
    let mut told: Vec<String> = Vec::new();
    Effect::new(move || {
        if !list.with_selected(|loggers| loggers.map(|logger| &logger.id).eq(&told)) {
            told = list.with_selected(|loggers| loggers.map(|logger| logger.id.clone()).collect());
            list.console.tell(Event::Selected(told.clone()));
        }
    });
}

/// What the buttons need to know of the selected loggers.
#[derive(Clone, Copy, PartialEq)]
struct Chosen {
    loggers: usize,
    /// Of these, how many can be enabled, and how many disabled.
    to_enable: usize,
    to_disable: usize,
}

impl Chosen {
    fn of(loggers: &mut dyn Iterator<Item = &Logger>) -> Chosen {
        loggers.fold(Chosen { loggers: 0, to_enable: 0, to_disable: 0 }, |chosen, logger| Chosen {
            loggers: chosen.loggers + 1,
            to_enable: chosen.to_enable + usize::from(logger.enabled != Some(true)),
            to_disable: chosen.to_disable + usize::from(logger.enabled != Some(false)),
        })
    }
}

/// Why nothing can be changed, if so.
pub(super) fn read_only_reason(console: Console) -> Option<String> {
    console.read_only().map(|why| console.say(why).to_owned())
}

/// The buttons for the selected loggers, and for all.
#[component]
fn Actions(list: List<Logger>, refresh: Callback<()>) -> impl IntoView {
    let console = list.console;
    let chosen = Memo::new(move |_| list.with_selected(Chosen::of));
    // Why a button is off: nothing can be changed, or the selection does not fit.
    let reason = move |why: fn(Chosen) -> Option<Word>| {
        Signal::derive(move || {
            read_only_reason(console).or_else(|| why(chosen.get()).map(|word| console.say(word).to_owned()))
        })
    };
    let one = reason(|chosen| (chosen.loggers != 1).then_some(words::SELECT_ONE));
    let some = reason(|chosen| (chosen.loggers == 0).then_some(words::SELECT_SOME));
    let to_enable = reason(|chosen| match chosen {
        Chosen { loggers: 0, .. } => Some(words::SELECT_SOME),
        chosen => (chosen.to_enable == 0).then_some(words::NONE_TO_ENABLE),
    });
    let to_disable = reason(|chosen| match chosen {
        Chosen { loggers: 0, .. } => Some(words::SELECT_SOME),
        chosen => (chosen.to_disable == 0).then_some(words::NONE_TO_DISABLE),
    });
    let selected = move || untrack(|| list.selected_rows());
    let first = move || untrack(|| list.with_selected(|loggers| loggers.next().cloned()));
    let edit = move |()| {
        if let Some(logger) = first() {
            console.part.edit.open(logger);
        }
    };
    let clone = move |()| {
        if let Some(logger) = first() {
            console.go(Route::clone_of(&logger.id));
        }
    };
    let set_enabled = move |enabled: bool| {
        move |()| {
            let mut loggers = selected();
            loggers.retain(|logger| logger.enabled != Some(enabled));
            run_on(console.set_enabled(loggers, enabled));
        }
    };
    let delete = move |()| console.part.deleting.set(selected());
    view! {
        <Refresh remote=console.shared.loggers refresh />
        <Button label=say(words::EDIT) icon=IconName::Edit on_click=edit off=one />
        <Button label=say(words::ENABLE) icon=IconName::Play on_click=set_enabled(true) off=to_enable />
        <Button label=say(words::DISABLE) icon=IconName::Pause on_click=set_enabled(false) off=to_disable />
        <Button label=say(words::CLONE) icon=IconName::Clone on_click=clone off=one />
        <Button label=say(words::DELETE) icon=IconName::Trash on_click=delete off=some />
        <Export list />
        <CreateLogger />
    }
}

/// The link to the wizard, or a button that says why there is none.
#[component]
fn CreateLogger() -> impl IntoView {
    let console = expect_context::<Console>();
    let may_write = Memo::new(move |_| console.read_only().is_none());
    move || match may_write.get() {
        true => view! {
            <LinkButton
                label=say(words::CREATE_LOGGER)
                href="#/create"
                variant=ButtonVariant::Primary
                icon=IconName::Plus
            />
        }
        .into_any(),
        false => {
            let why = Signal::derive(move || read_only_reason(console));
            view! { <Button label=say(words::CREATE_LOGGER) off=why /> }.into_any()
        }
    }
}

#[component]
fn NoLoggers() -> impl IntoView {
    let console = expect_context::<Console>();
    let create = move || {
        let link =
            || view! { <LinkButton label=say(words::CREATE_LOGGER) href="#/create" icon=IconName::Plus /> };
        console.read_only().is_none().then(link)
    };
    view! {
        <EmptyState title=say(words::NO_LOGGERS) detail=say(words::NO_LOGGERS_HELP) icon=IconName::Logger>
            {create}
        </EmptyState>
    }
}
