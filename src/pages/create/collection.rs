//! Step 2: which packets, how often, and what stands in each record.

use leptos::prelude::*;
use crate::ui::{derive, callback};

use super::{fault, step_title};
use crate::domain::draft::{DraftFault, MAX_INTERVAL, MIN_INTERVAL, Step};
use crate::domain::log_fields::{CURRENT, FIRST, GROUPS};
use crate::i18n::{field_group, words};
use crate::pages::kit::say;
use crate::state::Console;
use crate::ui::{
    Button, Checkbox, CheckboxGroup, Choice, CodeBlock, NumberField, RadioGroup, text,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.create;
    let traffic = vec![
        Choice::new("ALL", say(words::TRAFFIC_ALL)).hint(say(words::TRAFFIC_ALL_HINT)),
        Choice::new("ACCEPT", say(words::TRAFFIC_ACCEPT)).hint(say(words::TRAFFIC_ACCEPT_HINT)),
        Choice::new("DROP", say(words::TRAFFIC_DROP)).hint(say(words::TRAFFIC_DROP_HINT)),
    ];
    let interval_fault = fault(console, Step::Collection, |fault| {
        matches!(fault, DraftFault::IntervalNotNumber | DraftFault::IntervalOutOfRange)
    });
    view! {
        {step_title(Step::Collection)}
        <RadioGroup legend=say(words::TRAFFIC) options=traffic value=form.filter />
        <NumberField
            label=say(words::INTERVAL_FIELD)
            value=form.interval
            min=MIN_INTERVAL
            max=MAX_INTERVAL
            hint=say(words::INTERVAL_HINT)
            error=interval_fault
        />
        <Checkbox
            label=say(words::SETUP_ONLY)
            checked=form.connection_setup_only
            hint=say(words::SETUP_ONLY_HINT)
        />
        {fields(console)}
    }
    .into_any()
}

fn fields(console: Console) -> AnyView {
    let form = console.create;
    let problem = fault(console, Step::Collection, |fault| *fault == DraftFault::NoFields);
    let set = move |fields: &'static [&'static str]| {
        callback(move |()| form.fields.set(fields.iter().map(|field| (*field).to_owned()).collect()))
    };
    let mut groups: Vec<AnyView> = GROUPS
        .iter()
        .map(|(group, fields)| {
            let legend = derive(move || field_group(console.locale(), *group).to_owned());
            boxes(console, legend, fields.to_vec())
        })
        .collect();
    // A clone can bring fields of the first set that today's service names otherwise.
    let first_only: Vec<&'static str> = FIRST.into_iter().filter(|field| !CURRENT.contains(field)).collect();
    groups.push(boxes(console, say(words::FIELDS_OTHER), first_only));
    let order = derive(move || form.fields.get().join(","));
    let message = move || {
        problem.get().map(|message| view! { <p class="flc-error" id="flc-fields-error">{message}</p> })
    };
    view! {
        <fieldset
            class="flc-group"
            aria-describedby="flc-fields-error"
            data-invalid=move || problem.get().map(|_| "true")
        >
            <legend class="flc-label">{say(words::FIELDS)}</legend>
            <p class="flc-hint">{say(words::FIELDS_HINT)}</p>
            <div class="flc-actions">
                <Button label=say(words::FIELDS_ALL) on_click=set(&CURRENT) />
                <Button label=say(words::FIELDS_FIRST) on_click=set(&FIRST) />
                <Button label=say(words::FIELDS_NONE) on_click=set(&[]) />
            </div>
            <div class="flc-columns">{groups}</div>
            {message}
            <CodeBlock label=say(words::FIELDS_ORDER) text=order wrap=true />
        </fieldset>
    }
    .into_any()
}

fn boxes(console: Console, legend: crate::ui::Text, fields: Vec<&'static str>) -> AnyView {
    let options = fields.into_iter().map(|field| Choice::new(field, text(field))).collect();
    view! { <CheckboxGroup legend=legend options=options value=console.create.fields monospace=true /> }.into_any()
}
