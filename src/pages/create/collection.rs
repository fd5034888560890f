//! Step 2: which packets, how often, and what stands in each record.

use leptos::prelude::*;

use super::step::{StepTitle, fault, with_unknown};
use crate::domain::draft::{DraftFault, MAX_INTERVAL, MIN_INTERVAL, Step};
use crate::domain::log_fields::{CURRENT, FIRST, GROUPS};
use crate::domain::logger::TrafficFilter;
use crate::i18n::{Word, field_group, words};
use crate::pages::common::say;
use crate::state::Console;
use crate::ui::{
    Binding, Button, Checkbox, CheckboxGroup, Choice, CodeBlock, Icon, IconName, InputKind, RadioGroup, Text,
    TextField, Touched, new_id, text,
};

#[component]
pub(super) fn CollectionStep() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let draft = form.draft;
    let traffic = vec![
        Choice::new(TrafficFilter::All, say(words::TRAFFIC_ALL)).hint(say(words::TRAFFIC_ALL_HINT)),
        Choice::new(TrafficFilter::Accept, say(words::TRAFFIC_ACCEPT)).hint(say(words::TRAFFIC_ACCEPT_HINT)),
        Choice::new(TrafficFilter::Drop, say(words::TRAFFIC_DROP)).hint(say(words::TRAFFIC_DROP_HINT)),
    ];
    let traffic = with_unknown(traffic, &form.started().filter, TrafficFilter::wire);
    let interval_touched = Touched::default();
    let interval_fault = fault(console, Step::Collection, interval_touched, |fault| {
        matches!(fault, DraftFault::IntervalNotNumber | DraftFault::IntervalOutOfRange)
    });
    view! {
        <StepTitle step=Step::Collection />
        <RadioGroup legend=say(words::TRAFFIC) options=traffic value=slice!(draft.filter) />
        <TextField
            label=say(words::INTERVAL_FIELD)
            value=slice!(draft.interval)
            kind=InputKind::Number { min: MIN_INTERVAL, max: MAX_INTERVAL }
            hint=say(words::INTERVAL_HINT)
            error=interval_fault
            touched=interval_touched
        />
        <Checkbox
            label=say(words::SETUP_ONLY)
            value=slice!(draft.connection_setup_only)
            hint=say(words::SETUP_ONLY_HINT)
        />
        <Fields />
    }
}

/// The fields of a record: three presets, boxes in groups, and the order in the file.
#[component]
fn Fields() -> impl IntoView {
    let console = expect_context::<Console>();
    let draft = console.part.create.draft;
    let chosen: Binding<Vec<String>> = slice!(draft.fields).into();
    let problem =
        fault(console, Step::Collection, Touched::default(), |fault| *fault == DraftFault::NoFields);
    let preset = move |word: Word, fields: &'static [&'static str]| {
        let on_click = Callback::new(move |()| {
            draft.update(|draft| draft.fields = fields.iter().map(|field| (*field).to_owned()).collect());
        });
        view! { <Button label=say(word) on_click /> }
    };
    let groups = GROUPS.map(|(group, fields)| {
        let legend = Signal::derive(move || field_group(console.locale(), group).to_owned());
        view! { <Boxes legend fields=fields.to_vec() chosen /> }
    });
    // A clone can bring fields of the first set that today's service names otherwise.
    let first_only: Vec<&'static str> = FIRST.into_iter().filter(|field| !CURRENT.contains(field)).collect();
    let order = Signal::derive(move || draft.with(|draft| draft.fields.join(", ")));
    let has_fields = Memo::new(move |_| draft.with(|draft| !draft.fields.is_empty()));
    let error_id = StoredValue::new(new_id("fields"));
    let message = move || {
        problem.get().map(|message| {
            view! {
                <p class="flc-error" id=error_id.get_value()>
                    <Icon name=IconName::Error />
                    <span>{message}</span>
                </p>
            }
        })
    };
    view! {
        <fieldset
            class="flc-group"
            aria-describedby=error_id.get_value()
            data-invalid=move || problem.with(Option::is_some).then_some("true")
        >
            <legend class="flc-label">{say(words::FIELDS)}</legend>
            <p class="flc-hint">{say(words::FIELDS_HINT)}</p>
            <div class="flc-actions">
                {preset(words::FIELDS_ALL, &CURRENT)}
                {preset(words::FIELDS_FIRST, &FIRST)}
                {preset(words::FIELDS_NONE, &[])}
            </div>
            <div class="flc-columns">
                {groups.into_iter().collect_view()}
                <Boxes legend=say(words::FIELDS_OTHER) fields=first_only chosen />
            </div>
            {message}
            <Show when=move || has_fields.get()>
                <p class="flc-hint">{say(words::FIELDS_ORDER)}</p>
                <CodeBlock label=say(words::FIELDS_ORDER) text=order wrap=true />
            </Show>
        </fieldset>
    }
}

#[component]
fn Boxes(legend: Text, fields: Vec<&'static str>, chosen: Binding<Vec<String>>) -> impl IntoView {
    let option = |field: &'static str| Choice::new(field.to_owned(), text(field));
    let options = fields.into_iter().map(option).collect::<Vec<_>>();
    view! { <CheckboxGroup legend options value=chosen monospace=true /> }
}
