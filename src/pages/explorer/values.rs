//! Values of records as a person reads them, and what can be done with one.

use flowlog_engine::{Column, Field, Kind, TimeRange, Value, names};
use leptos::prelude::*;

use super::super::common::TimeFormat;
use super::range::{moment, zoned_text};
use crate::domain::timestamp::Timestamp;
use crate::i18n::{Word, logs as words};
use crate::state::Console;
use crate::state::explorer::Explorer;
use crate::ui::{Cell, IconName, MenuAct, MenuItem};

/// The heading of a field.
pub(super) const fn field_word(field: Field) -> Word {
    match field {
        Field::Start => words::F_START,
        Field::End => words::F_END,
        Field::Interface => words::INTERFACE,
        Field::OwnerType => words::F_OWNER_TYPE,
        Field::Owner => words::F_OWNER,
        Field::Subnet => words::F_SUBNET,
        Field::Vpc => words::F_VPC,
        Field::Region => words::F_REGION,
        Field::Protocol => words::PROTOCOL,
        Field::Src => words::SOURCE,
        Field::Dst => words::DESTINATION,
        Field::SrcPort => words::F_SRC_PORT,
        Field::DstPort => words::F_DST_PORT,
        Field::Flags => words::F_FLAGS,
        Field::Packets => words::PACKETS,
        Field::Bytes => words::BYTES,
        Field::Direction => words::F_DIRECTION,
        Field::Action => words::F_ACTION,
        Field::NoRoutePackets => words::F_NO_ROUTE_PACKETS,
        Field::NoRouteBytes => words::F_NO_ROUTE_BYTES,
        Field::BlackHolePackets => words::F_BLACK_HOLE_PACKETS,
        Field::BlackHoleBytes => words::F_BLACK_HOLE_BYTES,
        Field::Status => words::F_STATUS,
        Field::Path => words::F_PATH,
    }
}

/// A value in words, and what else is known of it: the name of a service, of a resource.
pub(super) struct Shown {
    pub text: String,
    pub note: Option<String>,
}

/// What values are shown by; tracks language, zone and names.
pub(super) struct Reader {
    times: TimeFormat,
    explorer: Explorer,
    none: &'static str,
}

impl Reader {
    pub fn of(console: Console, explorer: Explorer) -> Reader {
        Reader { times: TimeFormat::of(console), explorer, none: console.say(words::NO_VALUE) }
    }

    pub fn time(&self, at: u64) -> String {
        moment(&self.times, at)
    }

    /// When something was seen within a range; without the day, where all of the range is in one.
    pub fn seen(&self, range: Option<TimeRange>, at: Option<u64>) -> Cell {
        let zone = self.explorer.zone.get();
        let day = |at: u64| zoned_text(at, zone).get(..10).map(str::to_owned);
        let is_one_day = range.is_some_and(|range| day(range.from) == day(range.until.saturating_sub(1)));
        let Some(at) = at else { return Cell::Absent };
        let time = Timestamp::from_millis(at as f64);
        match zoned_text(at, zone).get(11..19).filter(|_| is_one_day) {
            Some(clock) => Cell::Time { iso: time.iso(), text: clock.to_owned() },
            None => self.times.cell(Some(time)),
        }
    }

    pub fn value(&self, column: &Column, value: Option<&Value>) -> Shown {
        let text = |text: String| Shown { text, note: None };
        match (column, value) {
            (_, None) => text(self.none.to_owned()),
            (Column::Field(field), Some(Value::Number(number))) if field.kind() == Kind::Time => {
                text(self.time(*number))
            }
            (Column::Field(field), Some(Value::Number(number))) => match names::name(*field, *number) {
                Some(name) if matches!(field, Field::SrcPort | Field::DstPort) => {
                    Shown { text: number.to_string(), note: Some(name) }
                }
                Some(name) => text(name),
                None => text(number.to_string()),
            },
            (_, Some(value)) => Shown { text: value.to_string(), note: self.explorer.name_of(column, value) },
        }
    }

    /// The values of a group in one line, such as the two sides of a conversation.
    pub fn key(&self, by: &[Column], key: &[Option<Value>]) -> Shown {
        let mut shown = by.iter().zip(key).map(|(column, value)| self.value(column, value.as_ref()));
        let Some(first) = shown.next() else { return Shown { text: String::new(), note: None } };
        shown.fold(first, |all, next| Shown {
            text: format!("{} → {}", all.text, next.text), note: all.note
        })
    }
}

/// What can be done with a group: one value for each column.
pub(super) fn menu(
    console: Console,
    explorer: Explorer,
    by: &[Column],
    key: &[Option<Value>],
) -> Vec<MenuItem> {
    let say = |word| console.say(word).to_owned();
    let mut items = Vec::new();
    let (columns, values) = (by.to_vec(), key.to_vec());
    items.push(MenuItem::run(say(words::ONLY_THIS), IconName::Filter, move || {
        explorer.only(&columns, &values)
    }));
    let (columns, values) = (by.to_vec(), key.to_vec());
    items.push(MenuItem::run(say(words::NOT_THIS), IconName::Exclude, move || {
        explorer.not(&columns, &values)
    }));
    if let ([column @ Column::Field(Field::Src | Field::Dst | Field::SrcPort | Field::DstPort)], [value]) =
        (by, key)
    {
        let (column, value) = (column.clone(), value.clone());
        let either = move || explorer.either_side(&column, value.as_ref());
        items.push(MenuItem::run(say(words::EITHER_SIDE), IconName::Network, either));
    }
    if let ([Column::Field(Field::Interface)], [Some(value)]) = (by, key)
        && let Some(route) = untrack(|| explorer.logging_port_of(&value.to_string()))
    {
        let act = MenuAct::Link(route.href());
        items.push(MenuItem { label: say(words::OPEN_PORT), icon: Some(IconName::Network), act });
    }
    let text: Vec<String> = key.iter().flatten().map(ToString::to_string).collect();
    if !text.is_empty() {
        items.push(MenuItem { label: say(words::COPY), icon: None, act: MenuAct::Copy(text.join(" ")) });
    }
    items
}
