//! Step 4: every value once more, and the request exactly as it will be sent.

use leptos::{html, prelude::*};

use super::step::{StepTitle, step_word};
use crate::api::loggers;
use crate::domain::draft::{Draft, PartitionChoice, Step};
use crate::i18n::{Word, compression_name, format_name, target_type_name, traffic_name, words};
use crate::pages::common::{Values, say, text_cell, yes_no};
use crate::pages::logger_details::{fields_cell, template_cell};
use crate::pages::logger_table::resource_cell;
use crate::state::Console;
use crate::state::logger_export::create_by_curl;
use crate::ui::{Banner, Button, ButtonVariant, Card, Cell, CodeBlock, Tone, text};

#[component]
pub(super) fn ReviewStep() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let body = Memo::new(move |_| form.draft.with(Draft::check).ok().map(|new| loggers::create_body(&new)));
    let request = move || match body.get() {
        Some(body) => {
            let endpoint =
                console.client().map(|client| client.endpoint().join(loggers::PATH)).unwrap_or_default();
            let command = create_by_curl(&endpoint, &body);
            view! {
                <h3>{say(words::REQUEST)}</h3>
                <CodeBlock label=say(words::REQUEST) text=text(&body) />
                <h3>{say(words::CURL)}</h3>
                <CodeBlock label=say(words::CURL) text=text(&command) />
            }
            .into_any()
        }
        None => view! { <Banner tone=Tone::Wrong title=say(words::DRAFT_FAULTS) /> }.into_any(),
    };
    let within = NodeRef::<html::Div>::new();
    follow_failure(console, within);
    view! {
        <StepTitle step=Step::Review />
        <Group step=Step::Target values=target />
        <Group step=Step::Collection values=collection />
        <Group step=Step::Storage values=storage />
        <div class="flc-stack" node_ref=within>
            {request}
        </div>
    }
}

/// Brings the reason why nothing was created into sight: it stands under all that is reviewed.
fn follow_failure(console: Console, within: NodeRef<html::Div>) {
    let mut is_first = true;
    Effect::new(move || {
        let has_failed = console.part.create.trouble.with(Option::is_some);
        if std::mem::take(&mut is_first) || !has_failed {
            return;
        }
        // It is drawn by then.
        request_animation_frame(move || {
            let part = within.try_get_untracked().flatten();
            let form = part.and_then(|part| part.closest("form").ok().flatten());
            let reason = form.and_then(|form| form.query_selector(".flc-form > .flc-notice").ok().flatten());
            if let Some(reason) = reason {
                reason.scroll_into_view();
            }
        });
    });
}

/// The values of a step, with a way back to it.
#[component]
fn Group(step: Step, values: fn(Console, &Draft) -> Vec<(Word, Cell)>) -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let items = Signal::derive(move || form.draft.with(|draft| values(console, draft)));
    let name = Signal::derive(move || {
        words::CHANGE_STEP.with(console.locale(), &[("step", console.say(step_word(step)))])
    });
    let back = Callback::new(move |()| form.step.set(step));
    view! {
        <Card
            title=say(step_word(step))
            actions=move || view! { <Button label=name on_click=back variant=ButtonVariant::Plain /> }
        >
            <Values items />
        </Card>
    }
}

fn target(console: Console, draft: &Draft) -> Vec<(Word, Cell)> {
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
    let title = console.shared.resources.listing(&draft.target_type).and_then(|listing| {
        listing.with(|remote| {
            remote.read().find(|resource| resource.id == id).map(|resource| resource.title().to_owned())
        })
    });
    match title {
        Some(text) if text != id => Cell::Named { text, id },
        _ => resource_cell(&console.names(), &id),
    }
}

fn collection(console: Console, draft: &Draft) -> Vec<(Word, Cell)> {
    let locale = console.locale();
    vec![
        (words::TRAFFIC, text_cell(traffic_name(locale, &draft.filter))),
        (words::INTERVAL_FIELD, text_cell(draft.interval.clone())),
        (words::SETUP_ONLY, yes_no(locale, draft.connection_setup_only)),
        (words::FIELDS, fields_cell(locale, &draft.fields)),
    ]
}

fn storage(console: Console, draft: &Draft) -> Vec<(Word, Cell)> {
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
