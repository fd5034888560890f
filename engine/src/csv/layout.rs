//! Which column of a file is which column of the records, and how its values are read.

use std::net::IpAddr;

use crate::columns::{ABSENT, Columns, MOST, Slot, coded, mapped, number};
use crate::damage::{Failure, Reason};
use crate::field::{Column, Field, Kind};

/// A time from here on is in milliseconds, a smaller one in seconds: as seconds it is in the year 5138, as
/// milliseconds in 1973.
const FIRST_MILLISECOND: u64 = 100_000_000_000;

/// The columns of one file.
#[derive(Debug)]
pub struct Layout {
    pub names: Vec<String>,
    /// Whether the first row is a header.
    pub has_header: bool,
    /// For each column of the file; `None` if it is read nowhere, because an earlier one has the same name.
    targets: Vec<Option<(Slot, Kind)>>,
    pub slots: Vec<Slot>,
}

impl Layout {
    /// Tells the columns from the first row: by a header, or by the fields that the logger was given, or by their
    /// number.
    pub fn detect(
        first: &[&[u8]],
        given: Option<&[String]>,
        columns: &mut Columns,
    ) -> Result<Layout, Failure> {
        let cells: Vec<String> =
            first.iter().map(|cell| String::from_utf8_lossy(cell.trim_ascii()).into_owned()).collect();
        let has_header = cells.iter().any(|cell| Field::of_column(cell).is_some());
        let names = if has_header {
            cells
        } else {
            let given = given.filter(|given| given.len() == first.len()).map(<[String]>::to_vec);
            given
                .or_else(|| Field::by_count(first.len()))
                .ok_or(Failure::UnknownColumns { count: first.len() })?
        };
        let mut slots = Vec::new();
        let targets = names.iter().map(|name| {
            let slot = columns.slot_or_new(Column::of_file(name));
            let is_new = !slots.contains(&slot);
            is_new.then(|| {
                slots.push(slot);
                (slot, columns.kind(slot))
            })
        });
        let targets = targets.collect();
        Ok(Layout { names, has_header, targets, slots })
    }

    /// Reads a row into `codes`, in the order of `slots`.
    pub fn read<'a>(
        &self,
        mut cells: impl Iterator<Item = &'a [u8]> + Clone,
        columns: &mut Columns,
        codes: &mut Vec<u64>,
    ) -> Result<(), Reason> {
        let all = cells.clone();
        let miscounted = || Reason::Columns { expected: self.targets.len(), found: all.clone().count() };
        codes.clear();
        for (index, target) in self.targets.iter().enumerate() {
            let cell = cells.next().ok_or_else(miscounted)?;
            if let Some((slot, kind)) = target {
                codes.push(
                    code(cell, *slot, *kind, columns)
                        .ok_or(Reason::Value { column: index + 1, kind: *kind })?,
                );
            }
        }
        if cells.next().is_some() { Err(miscounted()) } else { Ok(()) }
    }
}

impl Layout {
    /// Does the same with a line without a quote, in one pass over its bytes. False where a line is not as most are:
    /// [`Layout::read`] then reads it, or says what is wrong.
    pub fn read_line(&self, line: &[u8], columns: &mut Columns, codes: &mut Vec<u64>) -> bool {
        codes.clear();
        let mut rest = Some(line);
        for target in &self.targets {
            let Some(text) = rest else { return false };
            let Some((slot, kind)) = *target else { return false };
            let ends = |(_, len): &(_, usize)| matches!(text.get(*len), None | Some(b','));
            let known = match kind {
                Kind::Text => columns.texts(slot).last_at_start(text).filter(ends),
                Kind::Address => v4(text)
                    .filter(|(_, len)| ends(&(0, *len)))
                    .and_then(|(v4, len)| Some((columns.addresses_mut().code(mapped(v4))?, len))),
                Kind::Number => number_at_start(text).filter(ends).map(|(number, len)| (coded(number), len)),
                Kind::Time => number_at_start(text)
                    .filter(ends)
                    .and_then(|(time, len)| Some((code_of_time(time)?, len))),
            };
            let (code, len) = match known {
                Some(known) => known,
                None => {
                    let len = text.iter().position(|byte| *byte == b',').unwrap_or(text.len());
                    let Some(code) = text.get(..len).and_then(|cell| self::code(cell, slot, kind, columns))
                    else {
                        return false;
                    };
                    (code, len)
                }
            };
            codes.push(code);
            rest = text.get(len + 1..).filter(|_| len < text.len());
        }
        rest.is_none()
    }
}

/// The number that a text begins with, and its length.
fn number_at_start(text: &[u8]) -> Option<(u64, usize)> {
    let (mut number, mut len) = (0, 0);
    // 18 digits are never more than the greatest number.
    for byte in text.iter().take(18) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number * 10 + u64::from(digit);
        len += 1;
    }
    (len > 0).then_some((number, len))
}

/// The code of a value; `None` if it is not one of this kind.
pub fn code(cell: &[u8], slot: Slot, kind: Kind, columns: &mut Columns) -> Option<u64> {
    if matches!(cell, b"" | b"-") {
        return Some(ABSENT);
    }
    match kind {
        Kind::Text => columns.texts_mut(slot).code(cell),
        Kind::Address => columns.addresses_mut().code(address(cell)?),
        // −1 stands where a counter does not apply.
        Kind::Number | Kind::Time if cell == b"-1" => Some(ABSENT),
        Kind::Number => digits(cell).map(coded),
        Kind::Time => digits(cell).and_then(code_of_time),
    }
}

/// The code of a time in seconds or milliseconds.
pub fn code_of_time(time: u64) -> Option<u64> {
    let milliseconds = if time < FIRST_MILLISECOND { time * 1000 } else { time };
    (milliseconds <= MOST).then_some(coded(milliseconds))
}

fn digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    // 19 digits fit in 64 bits.
    let mut number = 0;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    (number <= MOST).then_some(number)
}

fn address(text: &[u8]) -> Option<u128> {
    let v4 = v4(text).filter(|(_, len)| *len == text.len());
    v4.map(|(address, _)| mapped(address))
        .or_else(|| std::str::from_utf8(text).ok()?.parse::<IpAddr>().ok().map(number))
}

/// The IPv4 address in its usual form that a text begins with, and its length. The parser of the standard library takes
/// four times as long.
fn v4(text: &[u8]) -> Option<(u32, usize)> {
    let (mut address, mut octet, mut digits, mut dots, mut len) = (0_u32, 0_u32, 0, 0, 0);
    for byte in text {
        if *byte == b'.' {
            if digits == 0 || dots == 3 {
                return None;
            }
            address = address << 8 | octet;
            (octet, digits, dots) = (0, 0, dots + 1);
        } else {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            if digit > 9 {
                break;
            }
            // A leading zero could mean octal.
            if digits > 0 && octet == 0 {
                return None;
            }
            octet = octet * 10 + digit;
            digits += 1;
            if octet > 255 {
                return None;
            }
        }
        len += 1;
    }
    (dots == 3 && digits > 0).then_some((address << 8 | octet, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(kind: Kind, text: &str, expect: Option<u64>) {
        assert_eq!(
            code(text.as_bytes(), Field::Packets.into(), kind, &mut Columns::default()),
            expect,
            "{text}"
        );
    }

    #[test]
    fn numbers_and_absent_values_are_told_apart() {
        check(Kind::Number, "0", Some(1));
        check(Kind::Number, "65535", Some(65536));
        check(Kind::Number, "007", Some(8));
        check(Kind::Number, "9223372036854775807", Some(1 << 63));
        check(Kind::Number, "-1", Some(ABSENT));
        check(Kind::Number, "-", Some(ABSENT));
        check(Kind::Number, "", Some(ABSENT));
        check(Kind::Number, "9223372036854775808", None);
        check(Kind::Number, "99999999999999999999", None);
        check(Kind::Number, "-2", None);
        check(Kind::Number, "+1", None);
        check(Kind::Number, "1.0", None);
        check(Kind::Number, " 1", None);
        check(Kind::Number, "0x1", None);
    }

    #[test]
    fn seconds_become_milliseconds() {
        check(Kind::Time, "1764500000", Some(1_764_500_000_001));
        check(Kind::Time, "1764500000123", Some(1_764_500_000_124));
        check(Kind::Time, "99999999999", Some(99_999_999_999_001));
        check(Kind::Time, "100000000000", Some(100_000_000_001));
        check(Kind::Time, "-1", Some(ABSENT));
        check(Kind::Time, "2026-11-30", None);
    }

    #[test]
    fn texts_are_utf8() {
        check(Kind::Text, "kr1", Some(1));
        check(Kind::Text, "-1", Some(1));
        check(Kind::Text, "-", Some(ABSENT));
        assert_eq!(code(b"\xc3", Field::Region.into(), Kind::Text, &mut Columns::default()), None);
    }

    proptest! {
        #[test]
        fn addresses_are_read_as_the_standard_library_does(text in "([0-9]{1,3}|0|25[4-6])(\\.([0-9]{0,3}|25[4-6])){2,4}|[0-9a-f:.]{1,20}") {
            let whole = v4(text.as_bytes()).filter(|(_, len)| *len == text.len()).map(|(address, _)| address);
            prop_assert_eq!(whole, text.parse::<std::net::Ipv4Addr>().ok().map(|address| address.to_bits()));
            prop_assert_eq!(address(text.as_bytes()), text.parse::<IpAddr>().ok().map(number));
        }
    }

    const NAMES: &[&[u8]] = &[b"timestamp_start", b"src_addr", b"bytes", b"region", b"bytes", b"mine"];

    proptest! {
        /// A line that is read in one pass has the same codes as cell by cell, and every good line is read so.
        #[test]
        fn one_pass_reads_the_same(
            rows in prop::collection::vec("([0-9]{1,20}|-1?|),([0-9]{1,3}(\\.[0-9]{1,3}){3}x?|::1|-|),([0-9]{0,20}|-1|1.5),(a|b|kr1|-|),(5|m)", 0..20),
            twice in any::<bool>(),
        ) {
            let names: Vec<&[u8]> = NAMES.iter().copied().enumerate().filter(|(at, _)| twice || *at != 4).map(|(_, name)| name).collect();
            let mut columns = Columns::default();
            let layout = Layout::detect(&names, None, &mut columns).unwrap();
            let (mut once, mut by_cell) = (Vec::new(), Vec::new());
            for row in rows {
                let row = if twice { row + ",z" } else { row };
                let cells = row.as_bytes().split(|byte| *byte == b',');
                let is_good = layout.read(cells, &mut columns, &mut by_cell).is_ok();
                prop_assert_eq!(layout.read_line(row.as_bytes(), &mut columns, &mut once), is_good && !twice);
                if is_good && !twice {
                    prop_assert_eq!(&once, &by_cell);
                }
            }
        }
    }

    #[track_caller]
    fn layout(first: &str, given: Option<&str>, expect: Result<(&str, bool), Failure>) {
        let cells: Vec<&[u8]> = first.split(',').map(str::as_bytes).collect();
        let given: Option<Vec<String>> = given.map(|given| given.split(',').map(str::to_owned).collect());
        let found = Layout::detect(&cells, given.as_deref(), &mut Columns::default());
        let found = found.map(|layout| (layout.names.join(","), layout.has_header));
        assert_eq!(found, expect.map(|(names, has_header)| (names.to_owned(), has_header)), "{first}");
    }

    #[test]
    fn columns_come_from_the_header_then_the_logger_then_their_number() {
        layout("bytes,src_addr,mine", None, Ok(("bytes,src_addr,mine", true)));
        layout(" BYTES ,x", None, Ok(("BYTES,x", true)));
        layout("bytes,x", Some("packets,src_addr"), Ok(("bytes,x", true)));
        layout("1,10.0.0.1", Some("bytes,src_addr"), Ok(("bytes,src_addr", false)));
        layout("1,2,3", Some("bytes,src_addr"), Err(Failure::UnknownColumns { count: 3 }));
        layout("<html>", None, Err(Failure::UnknownColumns { count: 1 }));
        let first = "1,1,i,v,s,p,r,6,a,b,1,2,2,1,1,DROP,OK";
        let names = "timestamp_start,timestamp_end,interface_id,owner_id,subnet_id,vpc_id,region,protocol,src_addr,\
            dst_addr,src_port,dst_port,tcp_flag,packets,bytes,filter,status";
        layout(first, None, Ok((names, false)));
        layout(first, Some("bytes"), Ok((names, false)));
    }
}
