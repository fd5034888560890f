//! Step 1: what is captured, and under which name.

use std::sync::Arc;

use leptos::prelude::*;

use super::step::{StepTitle, fault, with_unknown};
use crate::api::{ApiError, Row};
use crate::domain::draft::{DraftFault, Step, uuid_of};
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;
use crate::i18n::{explain, words};
use crate::pages::common::{run_on, say};
use crate::state::Console;
use crate::state::remote::Slot;
use crate::state::resources::{self, Coverage, Found, ResourceChoices};
use crate::ui::{
    Button, Choice, ComboOption, Combobox, IconName, InputKind, RadioGroup, SHOWN_OPTIONS, TextField, Touched,
};

#[component]
pub(super) fn TargetStep() -> impl IntoView {
    let console = expect_context::<Console>();
    let form = console.part.create;
    let draft = form.draft;
    let touched = Touched::default();
    let name_fault = fault(console, Step::Target, touched, |fault| *fault == DraftFault::NameMissing);
    let types = vec![
        Choice::new(TargetType::Port, say(words::TYPE_PORT)).hint(say(words::TARGET_PORT_HINT)),
        Choice::new(TargetType::Subnet, say(words::TYPE_SUBNET)).hint(say(words::TARGET_SUBNET_HINT)),
        Choice::new(TargetType::Vpc, say(words::TYPE_VPC)).hint(say(words::TARGET_VPC_HINT)),
    ];
    let types = with_unknown(types, &form.started().target_type, TargetType::wire);
    view! {
        <StepTitle step=Step::Target />
        <TextField
            label=say(words::NAME)
            value=slice!(draft.name)
            hint=say(words::NAME_HINT)
            required=true
            error=name_fault
            touched
        />
        <TextField
            label=say(words::DESCRIPTION)
            value=slice!(draft.description)
            kind=InputKind::Multiline
            optional=true
        />
        <RadioGroup legend=say(words::TARGET_TYPE) options=types value=slice!(draft.target_type) />
        <ResourceField />
    }
}

/// The field Resource, with what the project has of the chosen type.
#[component]
fn ResourceField() -> impl IntoView {
    let console = expect_context::<Console>();
    let picker = Picker::of(console);
    picker.follow_type();
    picker.follow_coverage();
    let draft = console.part.create.draft;
    let (typed, set_typed) = slice!(draft.target_id);
    let found = Memo::new(move |_| {
        let Some(choices) = picker.choices.get() else { return Found::default() };
        match picker.chosen() {
            // A value that was chosen already narrows nothing: the list then offers the others.
            Some(chosen) => choices.beside(&chosen.id, SHOWN_OPTIONS),
            None => choices.find(&typed.get(), SHOWN_OPTIONS),
        }
    });
    let options = Signal::derive(move || {
        let option = |choice: &resources::ResourceChoice| ComboOption {
            value: choice.id.clone(),
            label: choice.label.clone(),
            detail: choice.detail_with_id(),
        };
        found.with(|found| found.first.iter().map(option).collect())
    });
    let more = Signal::derive(move || {
        let more = found.with(|found| found.more);
        (more > 0).then(|| words::RESOURCES_MORE.with(console.locale(), &[("n", &more.to_string())]))
    });
    let touched = Touched::default();
    let error = fault(console, Step::Target, touched, |fault| {
        matches!(fault, DraftFault::ResourceMissing | DraftFault::ResourceNotUuid)
    });
    let has_failed = Memo::new(move |_| picker.error().is_some());
    let again = Callback::new(move |()| {
        run_on(console.list_resources(picker.target_type.get_untracked()));
    });
    view! {
        <Combobox
            label=say(words::RESOURCE)
            value=(typed, set_typed)
            options
            more
            hint=say(words::RESOURCE_HINT)
            error
            warning=Signal::derive(move || picker.warning())
            touched
            loading=picker.loading()
            monospace=true
        >
            <Chosen picker />
        </Combobox>
        <Show when=move || has_failed.get()>
            <div class="flc-actions">
                <Button label=say(words::RETRY) icon=IconName::Refresh on_click=again busy=picker.loading() />
            </div>
        </Show>
    }
}

/// What the field holds, in words; assistive technology hears it when it changes.
#[component]
fn Chosen(picker: Picker) -> impl IntoView {
    let chosen = move || {
        picker.chosen().map(|choice| {
            view! {
                <p class="flc-chosen">
                    <strong>{choice.label}</strong>
                    " "
                    {choice.detail}
                </p>
            }
        })
    };
    let coverage = move || {
        picker.covering().map(|(target_type, id)| {
            view! { <p class="flc-chosen">{picker.coverage(&target_type, &id)}</p> }
        })
    };
    view! {
        <div aria-live="polite">
            {chosen}
            {coverage}
        </div>
    }
}

type ResourceRows = Option<Arc<Vec<Row<Resource>>>>;

/// What is known of the resource that the field holds.
#[derive(Clone, Copy)]
struct Picker {
    console: Console,
    target_type: Memo<TargetType>,
    /// Everything that can be chosen, ready to be searched; `None` while it is not known.
    choices: Memo<Option<Arc<ResourceChoices>>>,
    /// The id that the field holds, once it is one.
    id: Memo<Option<String>>,
}

impl Picker {
    fn of(console: Console) -> Picker {
        let draft = console.part.create.draft;
        let target_type = Memo::new(move |_| draft.with(|draft| draft.target_type.clone()));
        let listed =
            move |of: &TargetType| -> ResourceRows { console.shared.resources.listing(of).and_then(rows_of) };
        // What was listed changes less often than that it is being listed.
        let rows: Memo<ResourceRows> = Memo::new(move |_| target_type.with(listed));
        let vpcs: Memo<ResourceRows> = Memo::new(move |_| listed(&TargetType::Vpc));
        let choices = Memo::new(move |_| {
            let (rows, vpcs) = (rows.get()?, vpcs.get().unwrap_or_default());
            Some(Arc::new(target_type.with(|target_type| ResourceChoices::of(target_type, &rows, &vpcs))))
        });
        let id = Memo::new(move |_| draft.with(|draft| uuid_of(&draft.target_id)));
        Picker { console, target_type, choices, id }
    }

    /// Tracks the field and the listing.
    fn chosen(self) -> Option<resources::ResourceChoice> {
        let id = self.id.get()?;
        self.choices.with(|choices| choices.as_ref().and_then(|choices| choices.with_id(&id)).cloned())
    }

    fn slot(self) -> Option<Slot<Arc<Vec<Row<Resource>>>>> {
        self.target_type.with(|of| self.console.shared.resources.listing(of))
    }

    fn loading(self) -> Signal<bool> {
        Signal::derive(move || self.slot().is_some_and(|slot| slot.with(|remote| remote.loading)))
    }

    /// Why the project's resources of the type are not known.
    fn error(self) -> Option<ApiError> {
        self.slot()?.with(|remote| remote.error.clone())
    }

    /// Reads what the project has of the chosen type; subnets are known by their VPCs as well.
    fn follow_type(self) {
        let console = self.console;
        Effect::new(move || {
            let target_type = self.target_type.get();
            if target_type == TargetType::Subnet {
                run_on(console.offer_resources(TargetType::Vpc));
            }
            run_on(console.offer_resources(target_type));
        });
    }

    /// Ports are counted once a VPC or a subnet is there to count for.
    fn follow_coverage(self) {
        let console = self.console;
        let is_needed = Memo::new(move |_| self.covering().is_some());
        Effect::new(move || {
            if is_needed.get() {
                run_on(console.offer_resources(TargetType::Port));
            }
        });
    }

    /// A target that may have several ports.
    fn covering(self) -> Option<(TargetType, String)> {
        let target_type = self.target_type.get();
        let is_one_port = matches!(target_type, TargetType::Port | TargetType::Other(_));
        Some((target_type, self.id.get()?)).filter(|_| !is_one_port && !self.is_unlisted())
    }

    /// Whether the field holds an id that is known not to be listed.
    fn is_unlisted(self) -> bool {
        let Some(id) = self.id.get() else { return false };
        self.choices.with(|choices| choices.as_ref().is_some_and(|choices| choices.with_id(&id).is_none()))
    }

    fn coverage(self, target_type: &TargetType, id: &str) -> String {
        let locale = self.console.locale();
        let counted = |n: &str| words::COVERED.with(locale, &[("n", n)]);
        match self.console.coverage(target_type, id) {
            Coverage::Counting => counted("…"),
            Coverage::Ports(count) => counted(&count.to_string()),
            Coverage::Unknown(error) => words::COVERED_UNKNOWN.with(locale, &[("why", &self.why(&error))]),
        }
    }

    fn why(self, error: &ApiError) -> String {
        let explained = explain(self.console.locale(), error);
        let mut why = explained.why;
        if let Some(quote) = explained.quote {
            why.push(' ');
            why.push_str(&quote);
        }
        why
    }

    /// Where listing is forbidden or fails, an id can still be typed; and so can one that is not listed.
    fn warning(self) -> Option<String> {
        if let Some(error) = self.error() {
            let why = self.why(&error);
            return Some(words::RESOURCES_UNLISTED.with(self.console.locale(), &[("why", &why)]));
        }
        self.is_unlisted().then(|| self.console.say(words::RESOURCE_UNLISTED).to_owned())
    }
}

fn rows_of(slot: Slot<Arc<Vec<Row<Resource>>>>) -> ResourceRows {
    slot.with(|remote| remote.value.clone())
}
