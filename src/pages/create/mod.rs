//! The create wizard: target, collection, storage, review.

mod collection;
mod review;
mod step;
mod storage;
mod storage_offers;
mod target;

use leptos::prelude::*;

use self::collection::CollectionStep;
use self::review::ReviewStep;
use self::step::step_word;
use self::storage::StorageStep;
use self::target::TargetStep;
use super::common::{run, run_on, say, speak};
use super::failure::{Failure, say_refused};
use super::item_page::WayBack;
use super::loggers::read_only_reason;
use super::nowhere::Nowhere;
use super::writing_off::{WritingOff, off_reason};
use crate::domain::draft::Step;
use crate::i18n::{help, revealed, step_help, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::state::forms::Trouble;
use crate::ui::{
    Banner, Button, ButtonVariant, Form, IconName, LinkButton, Loading, PageHeader, Steps, Tone,
    focus_within, showable, when_valid,
};

/// The page with the wizard, or why no logger can be created.
#[component]
pub(super) fn Create() -> impl IntoView {
    let console = expect_context::<Console>();
    // A wizard whose request was refused stays, with the reason and all that was entered.
    if untrack(|| read_only_reason(console)).is_some() && !console.part.create.is_dirty() {
        let why = Signal::derive(move || read_only_reason(console).unwrap_or_default());
        return view! {
            <Nowhere title=words::CREATE_LOGGER why>
                <LinkButton label=say(words::TO_LOGGERS) href="#/loggers" />
            </Nowhere>
        }
        .into_any();
    }
    let form = console.part.create;
    let ready = begin(console);
    let current = Memo::new(move |_| form.step.get() as usize);
    let on_pick = Callback::new(move |index: usize| {
        if let Some(step) = Step::ALL.get(index).filter(|step| **step < form.step.get_untracked()) {
            form.step.set(*step);
        }
    });
    let steps = Step::ALL.map(|step| say(step_word(step))).to_vec();
    view! {
        <WayBack list=Page::Loggers crumb=say(words::CREATE_LOGGER) />
        <PageHeader title=say(words::CREATE_LOGGER) />
        <div class="flc-wizard">
            <Steps label=say(words::STEPS) steps current on_pick />
            <div class="flc-wizard-main">
                <Show when=move || ready.get() fallback=|| view! { <Loading /> }>
                    <Wizard />
                </Show>
                <Help />
            </div>
        </div>
    }
    .into_any()
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

#[component]
fn Wizard() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
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
        form.track_generation();
        match form.step.get() {
            Step::Target => view! { <TargetStep /> }.into_any(),
            Step::Collection => view! { <CollectionStep /> }.into_any(),
            Step::Storage => view! { <StorageStep /> }.into_any(),
            Step::Review => view! { <ReviewStep /> }.into_any(),
        }
    };
    view! {
        <Form on_submit=submit>
            {panel}
            <CreateTrouble />
            <WritingOff />
            <WizardButtons />
        </Form>
    }
}

/// What to know about the step, beside the form where there is room.
#[component]
fn Help() -> impl IntoView {
    let console = expect_context::<Console>();
    let lines = move || {
        let lines = step_help(console.locale(), console.part.create.step.get());
        lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <section class="flc-help" aria-label=say(help::HELP)>
            <h2>{say(help::HELP)}</h2>
            {lines}
        </section>
    }
}

/// Shows a new step from its top and moves the focus to its heading, which a screen reader then reads.
fn focus_step(form: &web_sys::Element) {
    let form = form.clone();
    request_animation_frame(move || {
        form.scroll_into_view_with_bool(true);
        // Without a heading the focus stays on the button.
        let _ = focus_within(&form, "h2[tabindex]");
    });
}

/// Why no logger was created, above the buttons.
#[component]
fn CreateTrouble() -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        let trouble = console.part.create.trouble.get()?;
        let title = say(trouble.title());
        Some(match trouble {
            Trouble::Clone(error) | Trouble::Refused(error) => view! { <Failure title error /> }.into_any(),
            Trouble::Doubt(doubt) => {
                let help = say(doubt.help());
                view! {
                    <Banner tone=Tone::Warning title>
                        <p>{help}</p>
                        <Button
                            label=say(words::LOOK_AGAIN)
                            icon=IconName::Search
                            on_click=move |()| look_again(console)
                            busy=console.part.create.sending
                        />
                    </Banner>
                    <Failure title=say(words::WHY_IN_DOUBT) error=doubt.error />
                }
                .into_any()
            }
            Trouble::Earlier(logger) => view! {
                <Banner tone=Tone::Warning title>
                    <p>{say(words::CREATE_EARLIER_HELP)}</p>
                    <a class="flc-link" href=Route::logger(&logger.id).href()>
                        {showable(revealed(&logger.name).into_owned())}
                    </a>
                </Banner>
            }
            .into_any(),
        })
    }
}

/// Looks for what was sent, and says also that nothing has come: the words that are shown may stay the same.
fn look_again(console: Console) {
    let Some(looking) = console.look_again() else { return };
    run_on(async move {
        say_refused(console, looking).await;
        let title = |trouble: &Option<Trouble>| match trouble {
            // Why looking failed is said by then.
            Some(Trouble::Doubt(doubt)) if !doubt.is_looked_for => None,
            Some(trouble @ (Trouble::Doubt(..) | Trouble::Earlier(_))) => Some(trouble.title()),
            _ => None,
        };
        if let Some(title) = console.part.create.trouble.try_with_untracked(title).flatten() {
            speak(console.part.polite, console.say(title).to_owned());
        }
    });
}

#[component]
fn WizardButtons() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let cancel = Callback::new(move |()| {
        let asks = console.has_unsaved_edits();
        console.go(console.shared.list_positions.way_back(Page::Loggers));
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
    let label = Signal::derive(move || {
        let word = if form.step.get() == Step::Review { words::CREATE_LOGGER } else { words::NEXT };
        console.say(word).to_owned()
    });
    // The other steps can be filled in all the same: writing may be switched on again.
    let reason = off_reason(console);
    let off = Signal::derive(move || reason.get().filter(|_| form.step.get() == Step::Review));
    view! {
        <div class="flc-form-actions">
            <Button label=say(words::CANCEL) on_click=cancel variant=ButtonVariant::Plain />
            <Show when=move || form.step.get() != Step::Target>
                <Button label=say(words::PREVIOUS) on_click=previous />
            </Show>
            <Button label variant=ButtonVariant::Primary submit=true busy=form.sending off />
        </div>
    }
}
