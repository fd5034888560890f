//! The delete dialog: names what goes, says what stays, and asks for a word where traffic would be lost.

use leptos::prelude::*;

use super::common::{run_on, say};
use super::form_buttons::FormButtons;
use super::loads::load;
use super::writing_off::{WritingOff, off_reason};
use crate::domain::logger::Logger;
use crate::i18n::words;
use crate::route::{Page, Route};
use crate::state::Console;
use crate::ui::{ButtonVariant, Dialog, Form, TextField, when_valid};

/// The word to type; the same in every language, since the label names it.
const WORD: &str = "delete";

/// So many loggers are named; of the others the number is said.
const MOST_NAMES: usize = 100;

/// The dialog Delete logger, open while there are loggers to delete.
#[component]
pub(super) fn DeleteDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let open = Signal::derive(move || {
        console.part.deleting.with(|loggers| !loggers.is_empty())
            && console.shared.connection.with(Option::is_some)
    });
    let title = Signal::derive(move || match console.part.deleting.with(Vec::len) {
        0 | 1 => console.say(words::DELETE_LOGGER).to_owned(),
        many => words::DELETE_LOGGERS.with(console.locale(), &[("n", &many.to_string())]),
    });
    let close = Callback::new(move |()| console.part.deleting.set(Vec::new()));
    view! {
        <Dialog title open on_close=close>
            {move || view! { <Question loggers=console.part.deleting.get() close /> }}
        </Dialog>
    }
}

#[component]
fn Question(loggers: Vec<Logger>, close: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let typed = RwSignal::new(String::new());
    let checked = RwSignal::new(false);
    let is_collecting = loggers.iter().any(Logger::is_collecting);
    let is_several = loggers.len() > 1;
    let asks = is_several || is_collecting;
    let error = Signal::derive(move || {
        let is_right = !asks || typed.with(|typed| typed.trim().eq_ignore_ascii_case(WORD));
        (checked.get() && !is_right).then(|| console.say(words::DELETE_CONFIRM_WORD).to_owned())
    });
    let more = loggers.len().saturating_sub(MOST_NAMES);
    // The list may still come, and with it others of the same names.
    let names = Memo::new(move |_| {
        let ids = loggers.iter().map(|logger| logger.id.clone());
        let mut names: Vec<(String, String)> = console.called(&loggers).into_iter().zip(ids).collect();
        names.sort_unstable();
        names.truncate(MOST_NAMES);
        names
    });
    let submit = Callback::new(move |element: web_sys::Element| {
        checked.set(true);
        when_valid(element, move || {
            let loggers = console.part.deleting.get_untracked();
            // The second press of a double click.
            if loggers.is_empty() {
                return;
            }
            console.part.deleting.set(Vec::new());
            leave_page_of(console, &loggers);
            run_on(async move {
                let ids: Vec<String> = loggers.iter().map(|logger| logger.id.clone()).collect();
                console.delete(loggers).await;
                // Somebody may have come back to one of them meanwhile.
                if !console.is_gone() && open_logger(console).is_some_and(|id| ids.contains(&id)) {
                    load(console).await;
                }
            });
        });
    });
    let item = |(name, id): (String, String)| view! { <li>{in_type(name, &id)}</li> };
    let and_more = move || words::AND_MORE.with(console.locale(), &[("n", &more.to_string())]);
    view! {
        <Form on_submit=submit>
            // Some browsers scroll a list by keyboard only where it takes the focus.
            <ul class="flc-list" aria-label=say(words::DELETE_LIST) tabindex=is_several.then_some("0")>
                <For each=move || names.get() key=|name| name.clone() children=item />
            </ul>
            <div class="flc-lines">
                {(more > 0).then(|| view! { <p>{and_more}</p> })}
                {is_collecting.then(|| view! { <p>{say(words::DELETE_STOPS)}</p> })}
                <p>{say(words::DELETE_LOSES)}</p>
                <p>{say(words::DELETE_KEEPS)}</p>
            </div>
            {asks.then(|| view! { <TextField label=say(words::DELETE_CONFIRM) value=typed error autofocus=true /> })}
            <WritingOff />
            <FormButtons
                cancel=close
                submit=words::DELETE
                variant=ButtonVariant::Danger
                off=off_reason(console)
            />
        </Form>
    }
}

/// What a logger is called, with its id in the type of code.
fn in_type(name: String, id: &str) -> AnyView {
    match name.split_once(id) {
        Some((before, after)) => {
            let (before, id, after) = (before.to_owned(), id.to_owned(), after.to_owned());
            view! { {before} <span class="flc-mono">{id}</span> {after} }.into_any()
        }
        None => name.into_any(),
    }
}

/// The page of a logger that goes has nothing to show any more.
fn leave_page_of(console: Console, loggers: &[Logger]) {
    if open_logger(console).is_some_and(|id| loggers.iter().any(|logger| logger.id == id)) {
        console.go(Route::to(Page::Loggers));
    }
}

/// The logger whose page is shown, by its id.
fn open_logger(console: Console) -> Option<String> {
    console.part.route.with_untracked(|route| match &route.page {
        Page::Logger { id, .. } => Some(id.clone()),
        _ => None,
    })
}
