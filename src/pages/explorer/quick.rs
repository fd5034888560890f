//! Questions that are asked by one press.

use leptos::prelude::*;

use super::super::common::say;
use crate::i18n::{Word, logs as words};
use crate::state::explorer::Explorer;
use crate::state::explorer::quick::Quick;
use crate::ui::{Button, ButtonVariant};

const fn word(quick: Quick) -> Word {
    match quick {
        Quick::Dropped => words::Q_DROPPED,
        Quick::Scans => words::Q_SCANS,
        Quick::RefusedPorts => words::Q_REFUSED_PORTS,
        Quick::Internet => words::Q_INTERNET,
        Quick::BiggestConversations => words::Q_BIGGEST,
        Quick::OneSided => words::Q_ONE_SIDED,
        Quick::NewSinceBefore => words::Q_NEW,
    }
}

/// A button for each question. A second press takes it back.
#[component]
pub(super) fn QuickQuestions(explorer: Explorer) -> impl IntoView {
    let button = move |quick: Quick| {
        let pressed = Memo::new(move |_| explorer.inquiry.with(|inquiry| quick.is_asked(inquiry)));
        view! {
            <Button
                label=say(word(quick))
                variant=ButtonVariant::Plain
                pressed=pressed
                on_click=move |()| explorer.press(quick)
            />
        }
    };
    view! {
        <div class="flc-quick" role="group" aria-label=say(words::QUICK_QUESTIONS)>
            {Quick::ALL.map(button).into_iter().collect_view()}
        </div>
    }
}
