//! Step 4: every value once more, and the request exactly as it will be sent.

use leptos::prelude::*;

use super::{step_title, word};
use crate::api::{urls, wire};
use crate::domain::draft::{Draft, PartitionChoice, Step};
use crate::domain::template::FileNameTemplate;
use crate::i18n::{Word, compression_name, target_type_name, traffic_name, words};
use crate::pages::kit::{mono_cell, say, text_cell, yes_no};
use crate::state::Console;
use crate::state::storage_help::policy::quoted;
use crate::ui::{
    ButtonVariant, Cell, KeyValue, Tone, banner, button, callback, card, code_block, derive, el, key_values,
    live, memo, text,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.create;
    let body = memo(move || form.draft().check().ok().map(|new| wire::create_body(&new)));
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
    vec![
        step_title(Step::Review),
        group(console, Step::Target, target),
        group(console, Step::Collection, collection),
        group(console, Step::Storage, storage),
        live(request),
    ]
    .into_any()
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
        (words::RESOURCE, mono_cell(&id)),
    ]
}

fn collection(console: Console, draft: &Draft) -> Values {
    let locale = console.locale();
    vec![
        (words::TRAFFIC, text_cell(traffic_name(locale, &draft.filter))),
        (words::INTERVAL_FIELD, text_cell(draft.interval.clone())),
        (words::SETUP_ONLY, yes_no(locale, draft.connection_setup_only)),
        (words::FIELDS, text_cell(draft.fields.join(", "))),
    ]
}

fn storage(console: Console, draft: &Draft) -> Values {
    let locale = console.locale();
    let partition = match draft.partition {
        PartitionChoice::Day => words::PARTITION_DAY.text(locale).to_owned(),
        PartitionChoice::Hour => words::PARTITION_HOUR.text(locale).to_owned(),
        PartitionChoice::Custom => draft.partition_template.clone(),
    };
    let file_name = match draft.file_name.trim() {
        "" => words::SERVICE_DEFAULT.with(locale, &[("template", FileNameTemplate::DEFAULT)]),
        text => text.to_owned(),
    };
    let url = draft.storage(None).url.map(|url| url.to_string());
    vec![
        (words::STORAGE_URL, mono_cell(url.as_deref().unwrap_or(&draft.storage_url))),
        (words::LOG_FORMAT, text_cell(draft.log_format.wire().to_owned())),
        (words::COMPRESSION, text_cell(compression_name(locale, &draft.compression))),
        (words::PARTITION, text_cell(partition)),
        (words::FILE_NAME_TEMPLATE, text_cell(file_name)),
        (words::ENABLED, yes_no(locale, draft.enabled)),
    ]
}

/// The same request for a shell. The token is a variable of the shell, never its text.
fn curl(console: Console, body: &str) -> String {
    let endpoint = console.client().map(|client| client.endpoint().join(urls::LOGGERS)).unwrap_or_default();
    let (endpoint, body) = (quoted(&endpoint), quoted(body));
    format!(
        "curl -X POST {endpoint} \\\n  -H \"X-Auth-Token: $TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -d {body}"
    )
}
