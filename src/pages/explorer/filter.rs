//! The filter of records: typed, offered word by word, checked before it becomes a part of the question.

use std::collections::BTreeSet;

use flowlog_engine::filter::{Expected, Operator, Property, SyntaxError};
use flowlog_engine::{Column, Field, Value};
use leptos::prelude::*;

use super::super::common::say;
use crate::domain::logger::TargetType;
use crate::i18n::{Locale, logs as words, shortened, words as common};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::state::explorer::typing::{Detail, example, offers};
use crate::ui::{
    Button, ButtonVariant, FilterSuggestion, FilterSwitch, IconName, PropertyFilter, SHOWN_OPTIONS,
};

const TOKEN_CHARS: usize = 160;

/// The field with its chips, and what turns the question round.
#[component]
pub(super) fn RecordFilter(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let input = RwSignal::new(String::new());
    // What was wrong with the text that was entered last, until it changes.
    let refused = RwSignal::new(None::<(String, SyntaxError)>);
    let add = move |text: String| match explorer.add_text(&text) {
        Ok(()) => {
            refused.set(None);
            input.set(String::new());
        }
        Err(error) => refused.set(Some((text, error))),
    };
    let error = Signal::derive(move || {
        let (text, error) = refused.get()?;
        (input.get() == text).then(|| explain(console.locale(), &text, &error))
    });
    let chips = Memo::new(move |_| {
        explorer.inquiry.with(|inquiry| {
            inquiry.chips.iter().map(|chip| shortened(&chip.text(), TOKEN_CHARS)).collect::<Vec<_>>()
        })
    });
    let is_on = Signal::derive(move || {
        explorer.inquiry.with(|inquiry| inquiry.chips.iter().map(|chip| chip.is_on).collect::<Vec<_>>())
    });
    let suggestions = Memo::new(move |_| {
        let text = input.get();
        let present = |property: &Property, part: &str| present(console, explorer, property, part);
        let offered = offers(&text, &present, SHOWN_OPTIONS).into_iter().map(|offer| FilterSuggestion {
            text: offer.text,
            label: offer.label,
            detail: detail(console.locale(), offer.detail),
            complete: offer.is_complete,
        });
        offered.collect::<Vec<_>>()
    });
    let count_text = Signal::derive(move || {
        explorer.answers.with(|answers| {
            let Some(basis) = answers.shown.as_ref().map(|shown| &shown.basis) else { return String::new() };
            let number = crate::i18n::numbers::grouped;
            let (n, total) = (number(basis.records), number(basis.of_records));
            common::MATCHES.with(console.locale(), &[("n", &n), ("total", &total)])
        })
    });
    let both = Memo::new(move |_| explorer.inquiry.with(|inquiry| inquiry.both_directions));
    view! {
        <div class="flc-explorer-filter">
            <PropertyFilter
                label=say(words::FILTER_RECORDS)
                placeholder=say(words::FILTER_RECORDS_PLACEHOLDER)
                input
                suggestions
                on_submit=add
                on_pick=move |suggestion: FilterSuggestion| add(suggestion.text)
                tokens=chips
                on_remove=move |at| explorer.remove(at)
                switch=FilterSwitch {
                    is_on,
                    on_switch: Callback::new(move |at| explorer.switch(at)),
                }
                error
                on_clear=move |()| explorer.clear()
                count_text
            />
            <div class="flc-actions">
                <Button label=say(words::SWAP) icon=IconName::Swap on_click=move |()| explorer.swap() />
                <Button
                    label=say(words::BOTH_DIRECTIONS)
                    pressed=both
                    on_click=move |()| explorer.set_both_directions(!both.get_untracked())
                />
                <Show when=move || explorer.can_undo.get()>
                    <Button
                        label=say(words::UNDO)
                        variant=ButtonVariant::Plain
                        on_click=move |()| explorer.undo()
                    />
                </Show>
            </div>
        </div>
    }
}

fn detail(locale: Locale, detail: Detail) -> String {
    match detail {
        Detail::Property(example) => example.to_owned(),
        Detail::Operator(operator) => {
            let word = match operator {
                Operator::Is => common::OP_EQUALS,
                Operator::IsNot => common::OP_NOT_EQUALS,
                Operator::Has => common::OP_CONTAINS,
                Operator::HasNot => common::OP_NOT_CONTAINS,
                Operator::AtLeast => common::OP_AT_LEAST,
                Operator::AtMost => common::OP_AT_MOST,
                Operator::Above => common::OP_ABOVE,
                Operator::Below => common::OP_BELOW,
            };
            word.text(locale).to_owned()
        }
        Detail::Value(known) => known,
    }
}

/// What is wrong with a typed filter, and what should stand there.
fn explain(locale: Locale, text: &str, error: &SyntaxError) -> String {
    let at = text.get(..error.at).map_or(0, |before| before.chars().count()) + 1;
    let at = ("at", at.to_string());
    let with = |word: crate::i18n::Word, values: &[(&str, String)]| {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        word.with(locale, &values)
    };
    match &error.expected {
        Expected::Property => with(words::EXPECTED_PROPERTY, &[at]),
        Expected::Operator(known) => {
            let operators: Vec<&str> = known.iter().map(|operator| operator.symbol()).collect();
            with(words::EXPECTED_OPERATOR, &[at, ("operators", operators.join("  "))])
        }
        Expected::Value(property) => {
            let values = [at, ("property", property.to_string()), ("example", example(property).to_owned())];
            with(words::EXPECTED_VALUE, &values)
        }
        Expected::Joint => with(words::EXPECTED_JOINT, &[at]),
        Expected::ClosingParenthesis => with(words::EXPECTED_PARENTHESIS, &[at]),
        Expected::ClosingQuote => with(words::EXPECTED_QUOTE, &[at]),
        Expected::Flatter => with(words::EXPECTED_FLATTER, &[at]),
    }
}

/// Values of the records that are seen, and addresses of resources by their names.
fn present(console: Console, explorer: Explorer, property: &Property, part: &str) -> Vec<(String, String)> {
    let wanted = |field: Field| match property {
        Property::Column(Column::Field(own)) => *own == field,
        Property::Addr => matches!(field, Field::Src | Field::Dst),
        Property::Port => matches!(field, Field::SrcPort | Field::DstPort),
        Property::Column(Column::Other(_)) | Property::Duration => false,
    };
    let folded = part.to_lowercase();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut offer = |value: String, known: String| {
        let fits = value.to_lowercase().starts_with(&folded) || known.to_lowercase().starts_with(&folded);
        if fits && seen.insert(value.clone()) {
            found.push((value, known));
        }
    };
    explorer.answers.with(|answers| {
        let lists = answers.shown.iter().flat_map(|shown| &shown.lists);
        for list in lists {
            for (at, column) in list.by.iter().enumerate() {
                let Column::Field(field) = column else { continue };
                if !wanted(*field) {
                    continue;
                }
                for value in list.top.rows.iter().filter_map(|row| row.key.get(at)?.as_ref()) {
                    let text = value.to_string();
                    let known = match value {
                        Value::Number(number) => {
                            flowlog_engine::names::name(*field, *number).unwrap_or_default()
                        }
                        value => explorer.name_of(column, value).unwrap_or_default(),
                    };
                    offer(text, known);
                }
            }
        }
    });
    let is_address = wanted(Field::Src) || wanted(Field::Dst);
    if is_address || wanted(Field::Interface) || wanted(Field::Subnet) {
        for target_type in [TargetType::Port, TargetType::Subnet] {
            let Some(listing) = console.shared.resources.listing(&target_type) else { continue };
            listing.with(|remote| {
                for resource in remote.read() {
                    let name = resource.title().to_owned();
                    if is_address {
                        let addresses =
                            resource.address.split([',', ' ']).filter(|address| !address.is_empty());
                        addresses.for_each(|address| offer(address.to_owned(), name.clone()));
                    } else if wanted(Field::Interface) == (target_type == TargetType::Port) {
                        offer(resource.id.clone(), name);
                    }
                }
            });
        }
    }
    found
}
