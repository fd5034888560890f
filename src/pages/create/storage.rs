//! Step 3: where the files go and how they are named.

use leptos::prelude::*;

use super::step::{StepTitle, fault_now, is_checked, with_unknown};
use super::storage_offers::{Accounts, Containers};
use crate::domain::draft::{DraftFault, PartitionChoice, Step};
use crate::domain::logger::{Compression, LogFormat};
use crate::domain::storage_url::{Reading, StorageNote, StoragePart, region_code};
use crate::domain::template::FileNameTemplate;
use crate::domain::timestamp::Timestamp;
use crate::i18n::{help, shortened, storage_fault, storage_note, storage_part, words};
use crate::pages::common::say;
use crate::state::Console;
use crate::ui::{
    Button, ButtonVariant, Checkbox, Choice, CodeBlock, PartState, PartView, PartsLine, RadioGroup,
    TextField, Touched, text,
};

#[component]
pub(super) fn StorageStep() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let (draft, started) = (form.draft, form.started());
    let formats =
        vec![Choice::new(LogFormat::Csv, text("CSV")), Choice::new(LogFormat::Parquet, text("Parquet"))];
    let formats = with_unknown(formats, &started.log_format, LogFormat::wire);
    let compressions =
        vec![Choice::new(Compression::Raw, say(words::RAW)), Choice::new(Compression::Gzip, text("GZIP"))];
    let compressions = with_unknown(compressions, &started.compression, Compression::wire);
    let partitions = vec![
        Choice::new(PartitionChoice::Day, say(words::PARTITION_DAY)).hint(say(words::PARTITION_DAY_HINT)),
        Choice::new(PartitionChoice::Hour, say(words::PARTITION_HOUR)).hint(say(words::PARTITION_HOUR_HINT)),
        Choice::new(PartitionChoice::Custom, say(words::PARTITION_CUSTOM))
            .hint(say(words::PARTITION_CUSTOM_HINT)),
    ];
    // A template's fault shows while one types: half a variable explains itself.
    let partition_fault = move || fault_now(console, |fault| matches!(fault, DraftFault::Partition(_)));
    let file_name_fault = move || fault_now(console, |fault| matches!(fault, DraftFault::FileName(_)));
    let file_name_hint = Signal::derive(move || {
        words::FILE_NAME_HINT.with(console.locale(), &[("template", FileNameTemplate::DEFAULT)])
    });
    view! {
        <StepTitle step=Step::Storage />
        <StorageUrl />
        <Accounts />
        <Containers />
        <RadioGroup legend=say(words::LOG_FORMAT) options=formats value=slice!(draft.log_format) inline=true />
        <RadioGroup legend=say(words::COMPRESSION) options=compressions value=slice!(draft.compression) inline=true />
        <RadioGroup legend=say(words::PARTITION) options=partitions value=slice!(draft.partition) />
        <Show when=move || draft.with(|draft| draft.partition == PartitionChoice::Custom)>
            <TextField
                label=say(words::PARTITION_TEMPLATE)
                value=slice!(draft.partition_template)
                hint=say(words::PARTITION_TEMPLATE_HINT)
                monospace=true
                error=Signal::derive(partition_fault)
            />
        </Show>
        <TextField
            label=say(words::FILE_NAME_TEMPLATE)
            value=slice!(draft.file_name)
            hint=file_name_hint
            optional=true
            monospace=true
            error=Signal::derive(file_name_fault)
        >
            <PortableName />
        </TextField>
        <Checkbox
            label=say(words::ENABLED)
            value=slice!(draft.enabled)
            hint=say(words::ENABLED_HINT)
        />
        <Preview />
    }
}

/// The field Storage URL, with the parts as they were understood.
#[component]
fn StorageUrl() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
    let touched = Touched::default();
    let region = move || {
        console.shared.connection.with(|connection| {
            let region = &connection.as_ref()?.region;
            let hosts: Vec<&str> = region
                .object_storage
                .iter()
                .chain([&region.network])
                .map(|endpoint| endpoint.host())
                .collect();
            region_code(&region.id, &hosts)
        })
    };
    let reading = Memo::new(move |_| draft.with(|draft| draft.storage(region().as_deref())));
    // Messages wait until the field was left after an edit; the parts below it say the same while one types.
    let error = Signal::derive(move || {
        let faults = reading.with(|reading| {
            reading.faults.iter().map(|fault| storage_fault(console.locale(), fault)).collect::<Vec<_>>()
        });
        (!faults.is_empty() && is_checked(console, Step::Storage, touched)).then(|| faults.join("\n"))
    });
    let warning = Signal::derive(move || {
        let notes = reading.with(|reading| {
            let mut notes: Vec<String> =
                reading.notes.iter().map(|note| storage_note(console.locale(), note)).collect();
            notes.extend(other_storage(console, reading));
            notes
        });
        (!notes.is_empty()).then(|| notes.join("\n"))
    });
    let hint = Signal::derive(move || {
        let places = [
            ("endpoint", "{endpoint}"),
            ("account", "{account}"),
            ("container", "{container}"),
            ("directory", "{directory}"),
        ];
        words::STORAGE_URL_HINT.with(console.locale(), &places)
    });
    let parts = Signal::derive(move || reading.with(|reading| part_views(console, reading)));
    let is_empty = Signal::derive(move || draft.with(|draft| draft.storage_url.trim().is_empty()));
    let on_blur = Callback::new(move |()| {
        let sound = reading.with_untracked(|reading| reading.url.clone().filter(|_| !is_elsewhere(reading)));
        if let Some(url) = sound {
            console.keep_account(&url);
        }
    });
    view! {
        <TextField
            label=say(words::STORAGE_URL)
            value=slice!(draft.storage_url)
            hint
            error
            warning
            required=true
            monospace=true
            touched
            on_blur
        >
            <PartsLine parts hidden=is_empty />
        </TextField>
    }
}

/// The note about a region by its name says it where there is one.
fn other_storage(console: Console, reading: &Reading) -> Option<String> {
    let host = reading.url.as_ref()?.host();
    let expected = console.other_storage_host(host).filter(|_| !is_elsewhere(reading))?;
    Some(help::OTHER_STORAGE.with(console.locale(), &[("host", host), ("expected", &expected)]))
}

fn is_elsewhere(reading: &Reading) -> bool {
    reading.notes.iter().any(|note| matches!(note, StorageNote::OtherRegion { .. }))
}

/// How many characters of a part are shown under the field, which has the whole of it.
const PART_CHARS: usize = 240;

fn part_views(console: Console, reading: &Reading) -> Vec<PartView> {
    let parts = &reading.typed;
    let is_odd = |value: &str| value.contains(|c: char| c.is_whitespace() || c.is_control());
    let part = |part: StoragePart, value: &Option<String>| PartView {
        label: storage_part(console.locale(), part).to_owned(),
        value: value.as_deref().map(|value| shortened(value, PART_CHARS)).unwrap_or_default(),
        state: match value {
            Some(value) if is_odd(value) || reading.faults.iter().any(|fault| fault.part() == part) => {
                PartState::Wrong
            }
            Some(_) => PartState::Ok,
            None => PartState::Missing,
        },
    };
    vec![
        part(StoragePart::Scheme, &parts.scheme),
        part(StoragePart::Host, &parts.host),
        part(StoragePart::Version, &parts.version),
        part(StoragePart::Account, &parts.account),
        part(StoragePart::Container, &parts.container),
        part(StoragePart::Directory, &parts.directory),
    ]
}

/// Offers a file name that other programs read more easily.
#[component]
fn PortableName() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
    let name = Memo::new(move |_| draft.with(|draft| draft.portable_file_name()));
    let hint = move || {
        let template = name.get().unwrap_or_default();
        words::FILE_NAME_PORTABLE.with(console.locale(), &[("template", &template)])
    };
    let take = move |()| {
        if let Some(name) = name.get_untracked() {
            draft.update(|draft| draft.file_name = name);
        }
    };
    view! {
        <Show when=move || name.with(Option::is_some)>
            <p class="flc-hint">
                <span>{hint}</span>
                " "
                <Button label=say(words::FILE_NAME_USE) variant=ButtonVariant::Plain on_click=take />
            </p>
        </Show>
    }
}

/// The path of a file as it will be written.
#[component]
fn Preview() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
    let path = Signal::derive(move || {
        let now = Timestamp::from_millis(console.now_ms());
        draft.with(|draft| draft.preview(now)).unwrap_or_default()
    });
    let is_complete = Memo::new(move |_| !path.with(String::is_empty));
    // Until there is a path, there is nothing to copy.
    let shown = move || match is_complete.get() {
        true => view! { <CodeBlock label=say(words::PREVIEW) text=path wrap=true /> }.into_any(),
        false => view! {
            <div role="region" aria-label=say(words::PREVIEW)>
                <p class="flc-hint">{say(words::PREVIEW_NONE)}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="flc-field">
            <h3 class="flc-label">{say(words::PREVIEW)}</h3>
            <p class="flc-hint">{say(words::PREVIEW_HELP)}</p>
            {shown}
        </div>
    }
}
