//! Step 1: what is captured, and under which name.

use leptos::prelude::*;

use super::{fault, step_title};
use crate::domain::draft::{DraftFault, Step};
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;
use crate::i18n::{explain, words};
use crate::pages::kit::{run, say};
use crate::state::{Console, remote};
use crate::ui::{
    Choice, ComboOption, Combobox, InputKind, combobox, derive, effect, radio_group, text_field,
};

pub(super) fn view(console: Console) -> AnyView {
    let form = console.create;
    follow_type(console);
    let name_fault = fault(console, Step::Target, |fault| *fault == DraftFault::NameMissing);
    let resource_fault = fault(console, Step::Target, |fault| {
        matches!(fault, DraftFault::ResourceMissing | DraftFault::ResourceNotUuid)
    });
    let types = vec![
        Choice::new("PORT", say(words::TYPE_PORT)).hint(say(words::TARGET_PORT_HINT)),
        Choice::new("SUBNET", say(words::TYPE_SUBNET)).hint(say(words::TARGET_SUBNET_HINT)),
        Choice::new("VPC", say(words::TYPE_VPC)).hint(say(words::TARGET_VPC_HINT)),
    ];
    vec![
        step_title(Step::Target),
        text_field(say(words::NAME), form.name)
            .hint(say(words::NAME_HINT))
            .required()
            .error(name_fault)
            .view(),
        text_field(say(words::DESCRIPTION), form.description).kind(InputKind::Multiline).optional().view(),
        radio_group(say(words::TARGET_TYPE), types, form.target_type, false),
        combobox(Combobox {
            label: say(words::RESOURCE),
            value: form.target_id,
            options: derive(move || options(console)),
            hint: say(words::RESOURCE_HINT),
            error: resource_fault,
            warning: derive(move || unlisted(console)),
            loading: derive(move || console.resources.with(|remote| remote.loading)),
            monospace: true,
        }),
    ]
    .into_any()
}

/// Reads what the project has of the chosen type, when the type changes.
fn follow_type(console: Console) {
    effect(move || {
        let target_type = TargetType::of_wire(&console.create.target_type.get());
        remote::forget(console.resources);
        run(console.load_resources(target_type));
    });
}

fn options(console: Console) -> Vec<ComboOption> {
    let resources = console.resources.with(|remote| remote.value.clone()).unwrap_or_default();
    let option = |resource: &Resource| ComboOption {
        value: resource.id.clone(),
        label: resource.title().to_owned(),
        detail: resource.detail(),
    };
    resources.iter().map(option).collect()
}

/// Where listing is forbidden or fails, an id can still be typed.
fn unlisted(console: Console) -> Option<String> {
    let error = console.resources.with(|remote| remote.error.clone())?;
    let why = explain(console.locale(), &error).why;
    Some(words::RESOURCES_UNLISTED.with(console.locale(), &[("why", &why)]))
}
