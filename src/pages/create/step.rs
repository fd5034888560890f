//! What the steps of the wizard have in common.

use leptos::prelude::*;

use crate::domain::draft::{Draft, DraftFault, Step};
use crate::i18n::{Word, draft_fault, words};
use crate::pages::common::say;
use crate::state::Console;
use crate::ui::{Choice, Touched, text};

pub(super) fn step_word(step: Step) -> Word {
    match step {
        Step::Target => words::TARGET,
        Step::Collection => words::COLLECTION,
        Step::Storage => words::STORAGE,
        Step::Review => words::REVIEW,
    }
}

/// The title of a step, which takes the focus when the step begins.
#[component]
pub(super) fn StepTitle(step: Step) -> impl IntoView {
    view! { <h2 class="flc-step-title" tabindex="-1">{say(step_word(step))}</h2> }
}

/// Whether a field says what is wrong with it: once it was left after an edit, or its step was tried to leave.
pub(super) fn is_checked(console: Console, step: Step, touched: Touched) -> bool {
    touched.get() || console.part.create.checked.get() >= Some(step)
}

/// The first fault of the current draft that `wanted` names, in words.
pub(super) fn fault_now(console: Console, wanted: fn(&DraftFault) -> bool) -> Option<String> {
    let faults = console.part.create.draft.with(Draft::faults);
    faults.iter().find(|fault| wanted(fault)).map(|fault| draft_fault(console.locale(), fault))
}

/// The same, as soon as the field [is checked](is_checked).
pub(super) fn fault(
    console: Console,
    step: Step,
    touched: Touched,
    wanted: fn(&DraftFault) -> bool,
) -> Signal<Option<String>> {
    Signal::derive(move || is_checked(console, step, touched).then(|| fault_now(console, wanted)).flatten())
}

/// What a group offers, with the value of a cloned logger that this version does not know.
pub(super) fn with_unknown<T: Clone + PartialEq>(
    mut offered: Vec<Choice<T>>,
    cloned: &T,
    name: fn(&T) -> &str,
) -> Vec<Choice<T>> {
    if offered.iter().all(|choice| choice.value != *cloned) {
        offered.push(Choice::new(cloned.clone(), text(name(cloned))));
    }
    offered
}
