//! The create wizard: target, collection, storage, review.

mod collection;
mod review;
mod storage;
mod storage_offers;
mod target;

use leptos::prelude::*;

use super::failure::failed;
use super::kit::{form_buttons, para, run, run_on, say};
use super::loggers::read_only_reason;
use super::reason::say_refused;
use super::writing_off::{off_note, off_reason};
use crate::domain::draft::{DraftFault, Step};
use crate::i18n::{Word, draft_fault, help, step_help, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::forms::Trouble;
use crate::ui::{
    self, ButtonVariant, Choice, Crumb, Left, Tone, banner, breadcrumbs, button, el, link_button, live,
    loading, page_header, showable, steps, when_valid,
};

pub(super) fn view(console: Console) -> AnyView {
    // A wizard whose request was refused stays, with the reason and all that was entered.
    if untrack(|| read_only_reason(console)).is_some() && !console.create.is_dirty() {
        let why = Signal::derive(move || read_only_reason(console).unwrap_or_default());
        let back = link_button(say(words::TO_LOGGERS), "#/loggers", ButtonVariant::Normal, None);
        return super::nowhere(words::CREATE_LOGGER, why, back);
    }
    let ready = begin(console);
    let form = console.create;
    let crumbs = Signal::derive(move || {
        vec![
            Crumb {
                text: console.say(words::LOGGERS).to_owned(),
                href: Some(console.way_back(Page::Loggers).href()),
            },
            Crumb { text: console.say(words::CREATE_LOGGER).to_owned(), href: None },
        ]
    });
    let names = Step::ALL.map(|step| say(word(step))).to_vec();
    let current = Memo::new(move |_| form.step.get() as usize);
    let on_pick = Callback::new(move |index: usize| {
        if let Some(step) = Step::ALL.get(index).filter(|step| **step < form.step.get_untracked()) {
            form.step.set(*step);
        }
    });
    let body = move || if ready.get() { wizard(console) } else { loading() };
    let steps = steps(say(words::STEPS), names, current.into(), on_pick);
    let main = el("div").class("flc-wizard-main").live(body).child(help(console)).view();
    vec![
        breadcrumbs(crumbs),
        page_header(say(words::CREATE_LOGGER), None, None, Vec::new()),
        el("div").class("flc-wizard").child(steps).child(main).view(),
    ]
    .into_any()
}

fn word(step: Step) -> Word {
    match step {
        Step::Target => words::TARGET,
        Step::Collection => words::COLLECTION,
        Step::Storage => words::STORAGE,
        Step::Review => words::REVIEW,
    }
}

/// Starts the form, and starts over when the route asks for the values of another logger or the form was given up.
fn begin(console: Console) -> Memo<bool> {
    Effect::new(move || {
        if console.has_begun_create() == Some(false)
            && let Some(reading) = console.begin_create()
        {
            run(reading);
        }
    });
    Memo::new(move |_| console.has_begun_create() != Some(false))
}

fn wizard(console: Console) -> AnyView {
    let form = console.create;
    let submit = Callback::new(move |element: web_sys::Element| {
        let step = form.step.get_untracked();
        form.checked.update(|checked| *checked = (*checked).max(Some(step)));
        if step == Step::Review {
            if let Some(creating) = console.submit_create() {
                run_on(say_refused(console, creating));
            }
        } else if let Some(next) = Step::ALL.get(step as usize + 1) {
            when_valid(element.clone(), move || {
                form.step.set(*next);
                focus_step(&element);
            });
        }
    });
    let panel = move || {
        form.track_opening();
        match form.step.get() {
            Step::Target => target::view(console),
            Step::Collection => collection::view(console),
            Step::Storage => storage::view(console),
            Step::Review => review::view(console),
        }
    };
    let parts = vec![live(panel), failure(console), off_note(console), buttons(console)];
    ui::form(submit, parts)
}

/// What to know about the step, beside the form where there is room.
fn help(console: Console) -> AnyView {
    let lines = move || {
        let line = |text: &'static str| el("p").text(text.to_owned()).view();
        let lines = step_help(console.locale(), console.create.step.get());
        lines.into_iter().map(line).collect::<Vec<_>>().into_any()
    };
    el("section")
        .class("flc-help")
        .attr_live("aria-label", say(help::HELP))
        .child(el("h2").say(say(help::HELP)).view())
        .live(lines)
        .view()
}

/// A new step begins at its top, also for those who do not see it.
fn focus_step(form: &web_sys::Element) {
    use wasm_bindgen::JsCast as _;
    let form = form.clone();
    request_animation_frame(move || {
        form.scroll_into_view_with_bool(true);
        let heading = form.query_selector("h2[tabindex]").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focus that a browser refuses stays on the button, which is no harm.
            let _ = heading.focus();
        }
    });
}

fn failure(console: Console) -> AnyView {
    let form = console.create;
    let view = move || {
        let Some(trouble) = form.trouble.get() else { return ().into_any() };
        let title = say(trouble.title());
        match trouble {
            Trouble::Clone(error) | Trouble::Refused(error) => failed(title, error, None),
            Trouble::Doubt(error, doubt) => {
                let warning = banner(Tone::Warning, title, vec![para(doubt.help())]);
                vec![warning, failed(say(words::WHY_IN_DOUBT), error, None)].into_any()
            }
            Trouble::Earlier(logger) => {
                let href = Route::logger(&logger.id).href();
                let made = el("a").class("flc-link").attr_text("href", href).text(showable(logger.name));
                banner(Tone::Warning, title, vec![para(words::CREATE_EARLIER_HELP), made.view()])
            }
        }
    };
    live(view)
}

fn buttons(console: Console) -> AnyView {
    let form = console.create;
    let cancel = Callback::new(move |()| {
        let asks = console.has_unsaved_edits();
        console.go(console.way_back(Page::Loggers));
        if !asks {
            form.discard();
        }
    });
    let previous = Callback::new(move |()| {
        let before = (form.step.get_untracked() as usize).checked_sub(1);
        if let Some(step) = before.and_then(|index| Step::ALL.get(index)) {
            form.step.set(*step);
        }
    });
    let back = move || {
        let shown = form.step.get() != Step::Target;
        shown.then(|| button(say(words::PREVIOUS)).on_click(previous).view()).into_any()
    };
    let label = Signal::derive(move || {
        let word = if form.step.get() == Step::Review { words::CREATE_LOGGER } else { words::NEXT };
        console.say(word).to_owned()
    });
    // The other steps can be filled in all the same: writing may be switched on again.
    let reason = off_reason(console);
    let off = Signal::derive(move || reason.get().filter(|_| form.step.get() == Step::Review));
    form_buttons(vec![
        button(say(words::CANCEL)).on_click(cancel).variant(ButtonVariant::Plain).view(),
        live(back),
        button(label).variant(ButtonVariant::Primary).submit().busy(form.sending.into()).off(off).view(),
    ])
}

/// The first fault of the current draft that `wanted` names, once its field was left after an edit or its step was
/// tried to leave.
fn fault(
    console: Console,
    step: Step,
    left: Left,
    wanted: fn(&DraftFault) -> bool,
) -> Signal<Option<String>> {
    let form = console.create;
    Signal::derive(move || {
        if !left.get() && form.checked.get() < Some(step) {
            return None;
        }
        form.draft()
            .faults()
            .iter()
            .find(|fault| wanted(fault))
            .map(|fault| draft_fault(console.locale(), fault))
    })
}

/// What a group offers, with the value of a cloned logger that this version does not know.
fn with_unknown(mut offered: Vec<Choice>, cloned: &str) -> Vec<Choice> {
    if offered.iter().all(|choice| choice.value != cloned) {
        offered.push(Choice::new(cloned.to_owned(), ui::text(cloned)));
    }
    offered
}

/// The title of a step, which takes the focus when the step begins.
fn step_title(step: Step) -> AnyView {
    el("h2").class("flc-step-title").attr("tabindex", "-1").say(say(word(step))).view()
}
