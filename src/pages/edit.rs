//! The edit dialog: name, description and whether the logger collects; nothing else can be changed.

use leptos::prelude::*;

use super::failure::failed;
use super::kit::{TimeFormat, form_buttons, para, run_on, say};
use super::logger_table::{interval_cell, resource_cell};
use super::reason::{say_refused, spoken};
use super::writing_off::{off_note, off_reason};
use crate::domain::logger::{Logger, LoggerEdit};
use crate::i18n::{compression_name, partition_name, target_type_name, traffic_name, words};
use crate::state::Console;
use crate::ui::{
    self, ButtonVariant, Cell, InputKind, KeyValue, Left, Tone, banner, button, checkbox, dialog, disclosure,
    key_values, text_field, when_valid,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.edit;
    let open = RwSignal::new(false);
    Effect::new(move || {
        open.set(form.logger.with(Option::is_some) && console.connection.with(Option::is_some));
    });
    // Whichever way it is closed, it asks first; the question lies over the dialog, which stays open.
    let close = Callback::new(move |()| {
        console.close_edit();
        open.set(form.logger.with_untracked(Option::is_some));
    });
    let submit = Callback::new(move |element: web_sys::Element| {
        form.checked.set(true);
        when_valid(element, move || {
            if let Some(saving) = console.submit_edit() {
                run_on(say_refused(console, saving));
            }
        });
    });
    dialog(say(words::EDIT_LOGGER), open, close, move || body(console, submit, close))
}

fn body(console: Console, submit: Callback<web_sys::Element>, close: Callback<()>) -> AnyView {
    let form = console.edit;
    let left = Left::new();
    let name_error = Signal::derive(move || {
        let missing = form.name.with(|name| name.trim().is_empty());
        (missing && (form.checked.get() || left.get())).then(|| console.say(words::FAULT_NAME).to_owned())
    });
    let failure = move || form.error.get().map(|(title, error)| failed(say(title), error, None)).into_any();
    let save = button(say(words::SAVE)).variant(ButtonVariant::Primary).submit().busy(form.sending.into());
    let save = save.off(off_reason(console));
    let parts = vec![
        text_field(say(words::NAME), form.name).required().error(name_error).left(left).view(),
        text_field(say(words::DESCRIPTION), form.description).kind(InputKind::Multiline).optional().view(),
        checkbox(say(words::ENABLED), form.enabled, None),
        disclosure(
            say(words::FIXED),
            vec![para(words::EDIT_FIXED), key_values(Signal::derive(move || fixed(console)))],
        ),
        spoken(move || changed(console)),
        spoken(failure),
        off_note(console),
        form_buttons(vec![button(say(words::CANCEL)).on_click(close).view(), save.view()]),
    ];
    ui::form(submit, parts)
}

fn fixed(console: Console) -> Vec<KeyValue> {
    let locale = console.locale();
    let Some(logger) = console.edit.logger.get() else { return Vec::new() };
    let text = |word: crate::i18n::Word, text: String| KeyValue {
        label: word.text(locale).to_owned(),
        value: super::kit::text_cell(text),
    };
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
fn changed(console: Console) -> AnyView {
    let theirs = move |logger: &Logger| {
        let edit = LoggerEdit::of(logger);
        let locale = console.locale();
        let pair =
            |word: crate::i18n::Word, value: Cell| KeyValue { label: word.text(locale).to_owned(), value };
        vec![
            pair(words::NAME, Cell::Text(edit.name)),
            pair(words::DESCRIPTION, super::kit::text_cell(edit.description)),
            pair(words::ENABLED, super::kit::yes_no(locale, edit.enabled)),
            pair(words::UPDATED, TimeFormat::of(console).cell(logger.updated_at)),
        ]
    };
    let view = console.edit.changed.get().map(|logger| {
        let body = vec![
            para(words::EDIT_CHANGED_HELP),
            para(words::THEIRS),
            key_values(Signal::derive(move || theirs(&logger))),
        ];
        banner(Tone::Warning, say(words::EDIT_CHANGED), body)
    });
    view.into_any()
}
