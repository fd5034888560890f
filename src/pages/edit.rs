//! The edit dialog: name, description and whether the logger collects; nothing else can be changed.

use leptos::prelude::*;

use super::common::{TimeFormat, run_on, say, text_cell, yes_no};
use super::failure::{Failure, Spoken, say_refused};
use super::logger_table::{interval_cell, resource_cell};
use super::writing_off::{WritingOff, off_reason};
use crate::domain::logger::LoggerEdit;
use crate::i18n::{Word, compression_name, partition_name, target_type_name, traffic_name, words};
use crate::state::Console;
use crate::ui::{
    Banner, Button, ButtonVariant, Cell, Checkbox, Dialog, Disclosure, Form, InputKind, KeyValue, KeyValues,
    TextField, Tone, Touched, when_valid,
};

/// The dialog Edit logger, open while a logger is being edited.
#[component]
pub(super) fn EditDialog() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.edit;
    let open = RwSignal::new(false);
    Effect::new(move || {
        open.set(form.logger.with(Option::is_some) && console.shared.connection.with(Option::is_some));
    });
    // Whichever way it is closed, it asks first; the question lies over the dialog, which stays open.
    let close = Callback::new(move |()| {
        console.close_edit();
        open.set(form.logger.with_untracked(Option::is_some));
    });
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
    let touched = Touched::new();
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
                <KeyValues items=Signal::derive(move || fixed(console)) />
            </Disclosure>
            <Spoken>
                <ChangedBefore />
            </Spoken>
            <Spoken>{failure}</Spoken>
            <WritingOff />
            <div class="flc-form-actions">
                <Button label=say(words::CANCEL) on_click=close />
                <Button
                    label=say(words::SAVE)
                    variant=ButtonVariant::Primary
                    submit=true
                    busy=form.sending
                    off=off_reason(console)
                />
            </div>
        </Form>
    }
}

fn fixed(console: Console) -> Vec<KeyValue> {
    let locale = console.locale();
    let Some(logger) = console.part.edit.logger.get() else { return Vec::new() };
    let text =
        |word: Word, text: String| KeyValue { label: word.text(locale).to_owned(), value: text_cell(text) };
    vec![
        text(words::TARGET_TYPE, target_type_name(locale, &logger.target_type)),
        KeyValue {
            label: words::TARGET.text(locale).to_owned(),
            value: resource_cell(&console.names(), &logger.target_id),
        },
        text(words::TRAFFIC, traffic_name(locale, &logger.filter)),
        KeyValue { label: words::INTERVAL.text(locale).to_owned(), value: interval_cell(locale, &logger) },
        KeyValue {
            label: words::STORAGE_URL.text(locale).to_owned(),
            value: Cell::MiddleCut(logger.storage_url.clone()),
        },
        text(words::LOG_FORMAT, logger.log_format.wire().to_owned()),
        text(words::COMPRESSION, compression_name(locale, &logger.compression)),
        text(words::PARTITION, partition_name(locale, logger.partition.as_ref())),
    ]
}

/// What somebody else has made of the logger in the meantime.
#[component]
fn ChangedBefore() -> impl IntoView {
    let console = expect_context::<Console>();
    move || {
        console.part.edit.changed.get().map(|logger| {
            let theirs = Signal::derive(move || {
                let edit = LoggerEdit::of(&logger);
                let pair = |word: Word, value| KeyValue { label: console.say(word).to_owned(), value };
                vec![
                    pair(words::NAME, Cell::Text(edit.name)),
                    pair(words::DESCRIPTION, text_cell(edit.description)),
                    pair(words::ENABLED, yes_no(console.locale(), edit.enabled)),
                    pair(words::UPDATED, TimeFormat::of(console).cell(logger.updated_at)),
                ]
            });
            view! {
                <Banner tone=Tone::Warning title=say(words::EDIT_CHANGED)>
                    <p>{say(words::EDIT_CHANGED_HELP)}</p>
                    <p>{say(words::THEIRS)}</p>
                    <KeyValues items=theirs />
                </Banner>
            }
        })
    }
}
