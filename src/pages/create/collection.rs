//! Step 2: which packets, how often, and what stands in each record.

use leptos::prelude::*;

use super::{fault, step_title, with_unknown};
use crate::domain::draft::{DraftFault, MAX_INTERVAL, MIN_INTERVAL, Step};
use crate::domain::log_fields::{CURRENT, FIRST, GROUPS};
use crate::i18n::{field_group, words};
use crate::pages::kit::{button_row, hint, say};
use crate::state::Console;
use crate::ui::{
    Choice, Left, button, checkbox, checkbox_group, code_block, el, new_id, number_field, radio_group, text,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.create;
    let traffic = vec![
        Choice::new("ALL", say(words::TRAFFIC_ALL)).hint(say(words::TRAFFIC_ALL_HINT)),
        Choice::new("ACCEPT", say(words::TRAFFIC_ACCEPT)).hint(say(words::TRAFFIC_ACCEPT_HINT)),
        Choice::new("DROP", say(words::TRAFFIC_DROP)).hint(say(words::TRAFFIC_DROP_HINT)),
    ];
    let traffic = with_unknown(traffic, form.started().filter.wire());
    let interval_left = Left::new();
    let interval_fault = fault(console, Step::Collection, interval_left, |fault| {
        matches!(fault, DraftFault::IntervalNotNumber | DraftFault::IntervalOutOfRange)
    });
    vec![
        step_title(Step::Collection),
        radio_group(say(words::TRAFFIC), traffic, form.filter, false),
        number_field(
            say(words::INTERVAL_FIELD),
            form.interval,
            (MIN_INTERVAL, MAX_INTERVAL),
            say(words::INTERVAL_HINT),
            interval_fault,
            interval_left,
        ),
        checkbox(say(words::SETUP_ONLY), form.connection_setup_only, Some(say(words::SETUP_ONLY_HINT))),
        fields(console),
    ]
    .into_any()
}

fn fields(console: Console) -> AnyView {
    let form = console.create;
    let problem = fault(console, Step::Collection, Left::new(), |fault| *fault == DraftFault::NoFields);
    let set = move |fields: &'static [&'static str]| {
        Callback::new(move |()| form.fields.set(fields.iter().map(|field| (*field).to_owned()).collect()))
    };
    let mut groups: Vec<AnyView> = GROUPS
        .iter()
        .map(|(group, fields)| {
            let legend = Signal::derive(move || field_group(console.locale(), *group).to_owned());
            boxes(console, legend, fields.to_vec())
        })
        .collect();
    // A clone can bring fields of the first set that today's service names otherwise.
    let first_only: Vec<&'static str> = FIRST.into_iter().filter(|field| !CURRENT.contains(field)).collect();
    groups.push(boxes(console, say(words::FIELDS_OTHER), first_only));
    let order = Signal::derive(move || form.fields.get().join(","));
    let error_id = new_id("fields");
    let message = {
        let error_id = error_id.clone();
        move || {
            let line =
                |message| el("p").class("flc-error").attr_text("id", error_id.clone()).text(message).view();
            problem.get().map(line).into_any()
        }
    };
    let button = |word, fields| button(say(word)).on_click(set(fields)).view();
    el("fieldset")
        .class("flc-group")
        .attr_text("aria-describedby", error_id)
        .attr_of("data-invalid", move || problem.with(Option::is_some).then_some("true"))
        .child(el("legend").class("flc-label").say(say(words::FIELDS)).view())
        .child(hint(words::FIELDS_HINT))
        .child(button_row(vec![
            button(words::FIELDS_ALL, &CURRENT),
            button(words::FIELDS_FIRST, &FIRST),
            button(words::FIELDS_NONE, &[]),
        ]))
        .child(el("div").class("flc-columns").children(groups).view())
        .live(message)
        .child(hint(words::FIELDS_ORDER))
        .child(code_block(say(words::FIELDS_ORDER), order, true))
        .view()
}

fn boxes(console: Console, legend: crate::ui::Text, fields: Vec<&'static str>) -> AnyView {
    let options = fields.into_iter().map(|field| Choice::new(field, text(field))).collect();
    checkbox_group(legend, options, console.create.fields, true)
}
