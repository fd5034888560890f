//! Step 4: every value once more, and the request exactly as it will be sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::{step_title, word};
use crate::api::{Row, loggers};
use crate::domain::draft::{Draft, PartitionChoice, Step};
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;
use crate::i18n::{Word, compression_name, format_name, target_type_name, traffic_name, words};
use crate::pages::kit::{say, text_cell, yes_no};
use crate::pages::logger_details::{fields_cell, template_cell};
use crate::pages::logger_table::resource_cell;
use crate::state::Console;
use crate::state::resources::Choices;
use crate::state::storage_help::policy::quoted;
use crate::ui::{
    ButtonVariant, Cell, ElRef, KeyValue, Tone, banner, button, callback, card, code_block, derive, effect,
    el, key_values, memo, text,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.create;
    let body = memo(move || form.draft().check().ok().map(|new| loggers::create_body(&new)));
    let request = move || match body.get() {
        Some(body) => {
            let command = curl(console, &body);
            vec![
                el("h3").say(say(words::REQUEST)).view(),
                code_block(say(words::REQUEST), text(&body), false),
                el("h3").say(say(words::CURL)).view(),
                code_block(say(words::CURL), text(&command), false),
            ]
            .into_any()
        }
        None => banner(Tone::Wrong, say(words::DRAFT_FAULTS), Vec::new()),
    };
    let request = el("div").class("flc-stack").held(follow_failure(console)).live(request);
    vec![
        step_title(Step::Review),
        group(console, Step::Target, target),
        group(console, Step::Collection, collection),
        group(console, Step::Storage, storage),
        request.view(),
    ]
    .into_any()
}

/// Brings the reason why nothing was created into sight: it stands under all that is reviewed. Gives back what is to
/// hold a part of the form.
fn follow_failure(console: Console) -> ElRef {
    let within = ElRef::default();
    let mut is_first = true;
    effect(move || {
        let has_failed = console.create.trouble.with(Option::is_some);
        if std::mem::take(&mut is_first) || !has_failed {
            return;
        }
        // It is drawn by then.
        request_animation_frame(move || {
            let form = within.get().and_then(|part| part.closest("form").ok().flatten());
            let reason = form.and_then(|form| form.query_selector(".flc-form > .flc-notice").ok().flatten());
            if let Some(reason) = reason {
                reason.scroll_into_view();
            }
        });
    });
    within
}

type Values = Vec<(Word, Cell)>;

fn group(console: Console, step: Step, values: fn(Console, &Draft) -> Values) -> AnyView {
    let form = console.create;
    let items = derive(move || {
        let labelled = |(word, value): (Word, Cell)| KeyValue { label: console.say(word).to_owned(), value };
        values(console, &form.draft()).into_iter().map(labelled).collect::<Vec<_>>()
    });
    let name =
        derive(move || words::CHANGE_STEP.with(console.locale(), &[("step", console.say(word(step)))]));
    let back = callback(move |()| form.step.set(step));
    let back = button(name).on_click(back).variant(ButtonVariant::Plain).view();
    card(say(word(step)), vec![back], vec![key_values(items)])
}

fn target(console: Console, draft: &Draft) -> Values {
    let id = draft.target_uuid().unwrap_or_else(|| draft.target_id.clone());
    vec![
        (words::NAME, text_cell(draft.name.trim().to_owned())),
        (words::DESCRIPTION, text_cell(draft.description.trim().to_owned())),
        (words::TARGET_TYPE, text_cell(target_type_name(console.locale(), &draft.target_type))),
        (words::RESOURCE, chosen(console, draft, id)),
    ]
}

/// The target by what it was offered as, or by a name that is known otherwise, with its id.
fn chosen(console: Console, draft: &Draft, id: String) -> Cell {
    let rows = |of: &TargetType| -> Arc<Vec<Row<Resource>>> {
        let slot = console.resources.listing(of);
        slot.and_then(|slot| slot.with(|remote| remote.value.clone())).unwrap_or_default()
    };
    let choices = Choices::of(&draft.target_type, &rows(&draft.target_type), &rows(&TargetType::Vpc));
    match choices.with_id(&id) {
        Some(choice) if choice.label != id => Cell::Named { text: choice.label.clone(), id },
        _ => resource_cell(&console.names(), &id),
    }
}

fn collection(console: Console, draft: &Draft) -> Values {
    let locale = console.locale();
    vec![
        (words::TRAFFIC, text_cell(traffic_name(locale, &draft.filter))),
        (words::INTERVAL_FIELD, text_cell(draft.interval.clone())),
        (words::SETUP_ONLY, yes_no(locale, draft.connection_setup_only)),
        (words::FIELDS, fields_cell(locale, &draft.fields)),
    ]
}

fn storage(console: Console, draft: &Draft) -> Values {
    let locale = console.locale();
    let partition = match draft.partition {
        PartitionChoice::Day => text_cell(words::PARTITION_DAY.text(locale).to_owned()),
        PartitionChoice::Hour => text_cell(words::PARTITION_HOUR.text(locale).to_owned()),
        PartitionChoice::Custom => template_cell(locale, Some(draft.partition_template.clone())),
    };
    let file_name = Some(draft.file_name.trim().to_owned()).filter(|template| !template.is_empty());
    let url = draft.storage(None).url.map(|url| url.to_string());
    vec![
        (words::STORAGE_URL, Cell::Mono(url.unwrap_or_else(|| draft.storage_url.clone()))),
        (words::LOG_FORMAT, text_cell(format_name(&draft.log_format))),
        (words::COMPRESSION, text_cell(compression_name(locale, &draft.compression))),
        (words::PARTITION, partition),
        (words::FILE_NAME_TEMPLATE, template_cell(locale, file_name)),
        (words::ENABLED, yes_no(locale, draft.enabled)),
    ]
}

/// The same request for a shell. The token is a variable of the shell, never its text.
fn curl(console: Console, body: &str) -> String {
    let endpoint = console.client().map(|client| client.endpoint().join(loggers::PATH)).unwrap_or_default();
    let (endpoint, body) = (quoted(&endpoint), quoted(body));
    format!(
        "curl -X POST {endpoint} \\\n  -H \"X-Auth-Token: $TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -d {body}"
    )
}
