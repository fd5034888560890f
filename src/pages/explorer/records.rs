//! The records: a table that holds millions.

use std::ops::Range;

use flowlog_engine::{Column, Field, Kind};
use leptos::prelude::*;

use super::super::common::{run, say};
use super::record::RecordPanel;
use super::values::{Reader, field_word, menu};
use crate::domain::timestamp::Timestamp;
use crate::i18n::logs as words;
use crate::i18n::numbers::grouped;
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::ui::{
    Align, Binding, Cell, CheckboxGroup, Choice, EmptyState, IconName, Popover, WindowColumn, WindowRows,
    WindowedTable,
};

/// The columns that are shown until a person chooses others.
const SHOWN: [Field; 11] = [
    Field::Start,
    Field::Src,
    Field::SrcPort,
    Field::Dst,
    Field::DstPort,
    Field::Protocol,
    Field::Action,
    Field::Flags,
    Field::Packets,
    Field::Bytes,
    Field::Interface,
];

/// The width of a column in pixels.
const fn width(field: Field) -> u32 {
    match field {
        Field::Start | Field::End => 236,
        Field::Src | Field::Dst => 152,
        Field::SrcPort => 128,
        Field::DstPort => 160,
        Field::Packets => 96,
        Field::Protocol | Field::Action | Field::Direction | Field::Status | Field::Region => 88,
        Field::Flags => 96,
        Field::Bytes => 112,
        Field::Path | Field::OwnerType => 136,
        Field::NoRoutePackets | Field::NoRouteBytes | Field::BlackHolePackets | Field::BlackHoleBytes => 144,
        Field::Interface | Field::Owner | Field::Subnet | Field::Vpc => 304,
    }
}

/// The section with the table, the choice of columns and the details of one record.
#[component]
pub(super) fn Records(explorer: Explorer) -> impl IntoView {
    let console = expect_context::<Console>();
    let chosen = RwSignal::new(SHOWN.map(|field| field.name().to_owned()).to_vec());
    // In the order of the service, whatever the order in which they were ticked.
    let fields = Memo::new(move |_| {
        chosen.with(|chosen| {
            let usual =
                SHOWN.into_iter().chain(Field::ALL.into_iter().filter(|field| !SHOWN.contains(field)));
            usual.filter(|field| chosen.iter().any(|name| name == field.name())).collect::<Vec<_>>()
        })
    });
    let columns = Signal::derive(move || fields.get().into_iter().map(column_of).collect::<Vec<_>>());
    // Another question or order makes all rows others.
    let version = Memo::new(move |before: Option<&(u64, String)>| {
        let asked = explorer.inquiry.with(|inquiry| {
            format!("{} {} {:?}", inquiry.filter(), inquiry.records_by, inquiry.records_order)
        });
        let range = explorer.looked_at();
        let text = format!("{asked} {range:?}");
        match before {
            Some((version, known)) if *known == text => (*version, text),
            Some((version, _)) => (version + 1, text),
            None => (0, text),
        }
    });
    let count = Memo::new(move |_| {
        let of_answers =
            explorer.answers.with(|answers| answers.shown.as_ref().map(|shown| shown.basis.records));
        usize::try_from(of_answers.unwrap_or(0)).unwrap_or(usize::MAX)
    });
    let rows = Signal::derive(move || WindowRows { count: count.get(), version: version.get().0 });
    // The rows that are seen; at first, those that the table may ask for.
    let seen = RwSignal::new(0..100_usize);
    // The table asks while it is drawn, and is drawn again by the answer: a request of its own would end with that.
    Effect::new(move || {
        explorer.due();
        version.track();
        let range = seen.get();
        run(explorer.see_records(range.start as u64, range.end.saturating_sub(1) as u64));
    });
    let reader = Memo::new_with_compare(
        move |_| ReaderOf(std::sync::Arc::new(Reader::of(console, explorer))),
        |_, _| true,
    );
    let cells = move |at: usize| {
        let ReaderOf(reader) = reader.get();
        explorer.records.with(|list| {
            let record = list.get(at as u64)?;
            let cell = |field: &Field| {
                let column = Column::Field(*field);
                let place = list.columns.iter().position(|known| *known == column);
                let value = place.and_then(|place| record.values.get(place)?.as_ref());
                cell_of(&reader, *field, value)
            };
            Some(fields.with(|fields| fields.iter().map(cell).collect::<Vec<_>>()))
        })
    };
    let need = move |range: Range<usize>| {
        if seen.with_untracked(|seen| *seen != range) {
            seen.set(range);
        }
    };
    let sort = Signal::derive(move || {
        explorer.inquiry.with(|inquiry| {
            let is_descending = inquiry.records_order == flowlog_engine::Order::Descending;
            Some((inquiry.records_by.name().to_owned(), is_descending))
        })
    });
    let open_menu = move |(at, id): (usize, String)| {
        let Some(field) = Field::named(&id) else { return Vec::new() };
        let column = Column::Field(field);
        let value = explorer.records.with_untracked(|list| {
            let place = list.columns.iter().position(|known| *known == column)?;
            list.get(at as u64)?.values.get(place).cloned()
        });
        value.map(|value| menu(console, explorer, &[column], &[value])).unwrap_or_default()
    };
    let opened = Memo::new(move |_| {
        explorer.opened.with(|opened| opened.as_ref().and_then(|opened| usize::try_from(opened.at).ok()))
    });
    let options: Vec<Choice<String>> = Field::ALL
        .into_iter()
        .map(|field| Choice::new(field.name().to_owned(), say(field_word(field))))
        .collect();
    let options = StoredValue::new(options);
    view! {
        <section class="flc-stack">
            <header class="flc-records-header">
                <h2>
                    {say(words::RECORDS)} <span class="flc-counter">{move || format!(" ({})", grouped(count.get() as u64))}</span>
                </h2>
                <Popover label=say(words::COLUMNS) icon=IconName::Settings>
                    <div class="flc-record-columns">
                        <CheckboxGroup
                            legend=say(words::COLUMNS)
                            options=options.get_value()
                            value=Binding::from(chosen)
                        />
                    </div>
                </Popover>
            </header>
            <div class="flc-records">
                <WindowedTable
                    label=say(words::RECORDS)
                    columns
                    rows
                    row=cells
                    on_need=need
                    sort
                    on_sort=move |id: String| explorer.sort_records(Column::from(id))
                    opened
                    on_open=move |at: usize| explorer.open_record(at as u64)
                    menu=open_menu
                    busy=Signal::derive(move || explorer.records.with(|list| list.is_asking))
                    empty=|| {
                        view! {
                            <EmptyState
                                title=say(words::NOTHING_MATCHES)
                                detail=say(words::NOTHING_MATCHES_HELP)
                                icon=IconName::Search
                            />
                        }
                    }
                />
                <RecordPanel explorer />
            </div>
        </section>
    }
}

#[derive(Clone)]
struct ReaderOf(std::sync::Arc<Reader>);

fn column_of(field: Field) -> WindowColumn {
    let is_number = matches!(
        field,
        Field::Packets
            | Field::Bytes
            | Field::SrcPort
            | Field::DstPort
            | Field::NoRoutePackets
            | Field::NoRouteBytes
            | Field::BlackHolePackets
            | Field::BlackHoleBytes
    );
    WindowColumn {
        id: field.name(),
        label: say(field_word(field)),
        sortable: true,
        align: if is_number { Align::End } else { Align::Start },
        width: width(field),
        has_menu: true,
    }
}

fn cell_of(reader: &Reader, field: Field, value: Option<&flowlog_engine::Value>) -> Cell {
    let Some(value) = value else { return Cell::Absent };
    match (field, value) {
        (_, flowlog_engine::Value::Number(at)) if field.kind() == Kind::Time => {
            let time = Timestamp::from_millis(*at as f64);
            Cell::Time { iso: time.iso(), text: reader.time(*at) }
        }
        (Field::Packets | Field::Bytes, flowlog_engine::Value::Number(number)) => {
            Cell::Number(grouped(*number))
        }
        (Field::SrcPort | Field::DstPort, flowlog_engine::Value::Number(number)) => {
            Cell::Number(number.to_string())
        }
        _ => {
            let shown = reader.value(&Column::Field(field), Some(value));
            Cell::Text(shown.note.unwrap_or(shown.text))
        }
    }
}
