//! The dialog Edit logger. Only the name, the description and whether the logger collects can be changed.

use leptos::prelude::*;

use super::common::{TimeFormat, Values, mono_cell, run_on, say, text_cell, yes_no};
use super::failure::{Failure, Spoken, say_refused};
use super::form_buttons::FormButtons;
use super::logger_table::{interval_cell, resource_cell};
use super::writing_off::{WritingOff, off_reason};
use crate::domain::logger::LoggerEdit;
use crate::i18n::{
    Word, compression_name, format_name, partition_name, target_type_name, traffic_name, words,
};
use crate::state::Console;
use crate::ui::{
    Banner, Cell, Checkbox, Dialog, Disclosure, Form, InputKind, TextField, Tone, Touched, when_valid,
};

/// The dialog. It is open while a logger is being edited.
#[component]
pub(super) fn EditDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.edit;
    let open = Signal::derive(move || {
        form.logger.with(Option::is_some) && console.shared.connection.with(Option::is_some)
    });
    // Closing the dialog asks first. The dialog stays open under the question.
    let close = Callback::new(move |()| console.close_edit());
    view! {
        <Dialog title=say(words::EDIT_LOGGER) open on_close=close>
            <EditFields close />
        </Dialog>
    }
}

#[component]
fn EditFields(close: Callback<()>) -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.edit;
    let draft = form.draft;
    let touched = Touched::default();
    let submit = Callback::new(move |element: web_sys::Element| {
        form.checked.set(true);
        when_valid(element, move || {
            if let Some(saving) = console.submit_edit() {
                run_on(say_refused(console, saving));
            }
        });
    });
    let name_error = Signal::derive(move || {
        let missing = draft.with(|draft| draft.name.trim().is_empty());
        (missing && (form.checked.get() || touched.get())).then(|| console.say(words::FAULT_NAME).to_owned())
    });
    let failure = move || form.error.get().map(|(title, error)| view! { <Failure title=say(title) error /> });
    view! {
        <Form on_submit=submit>
            <TextField label=say(words::NAME) value=slice!(draft.name) required=true error=name_error touched />
            <TextField
                label=say(words::DESCRIPTION)
                value=slice!(draft.description)
                kind=InputKind::Multiline
                optional=true
            />
            <Checkbox label=say(words::ENABLED) value=slice!(draft.enabled) />
            <Disclosure summary=say(words::FIXED)>
                <p>{say(words::EDIT_FIXED)}</p>
                <Values items=Signal::derive(move || fixed(console)) />
            </Disclosure>
            <Spoken>
                <ChangedBefore />
            </Spoken>
            <Spoken>{failure}</Spoken>
            <WritingOff />
            <FormButtons cancel=close submit=words::SAVE busy=form.sending off=off_reason(console) />
        </Form>
    }
}

/// The values that cannot be changed.
fn fixed(console: Console) -> Vec<(Word, Cell)> {
    let locale = console.locale();
    let Some(logger) = console.part.edit.logger.get() else { return Vec::new() };
    vec![
        (words::TARGET_TYPE, text_cell(target_type_name(locale, &logger.target_type))),
        (words::TARGET, resource_cell(&console.names(), &logger.target_id)),
        (words::TRAFFIC, text_cell(traffic_name(locale, &logger.filter))),
        (words::INTERVAL, interval_cell(locale, &logger)),
        (words::STORAGE_URL, mono_cell(&logger.storage_url)),
        (words::LOG_FORMAT, text_cell(format_name(&logger.log_format))),
        (words::COMPRESSION, text_cell(compression_name(locale, &logger.compression))),
        (words::PARTITION, text_cell(partition_name(locale, logger.partition.as_ref()))),
    ]
}

/// What somebody else has saved in the meantime.
#[component]
fn ChangedBefore() -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        console.part.edit.changed.get().map(|logger| {
            let theirs = Signal::derive(move || {
                let LoggerEdit { name, description, enabled } = LoggerEdit::of(&logger);
                vec![
                    (words::NAME, Cell::Text(name)),
                    (words::DESCRIPTION, text_cell(description)),
                    (words::ENABLED, yes_no(console.locale(), enabled)),
                    (words::UPDATED, TimeFormat::of(console).cell(logger.updated_at)),
                ]
            });
            view! {
                <Banner tone=Tone::Warning title=say(words::EDIT_CHANGED)>
                    <p>{say(words::EDIT_CHANGED_HELP)}</p>
                    <p>{say(words::THEIRS)}</p>
                    <Values items=theirs />
                </Banner>
            }
        })
    }
}
