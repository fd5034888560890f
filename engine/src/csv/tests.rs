use proptest::prelude::*;

use super::*;
use crate::field::{Column, Field};

/// Reads a file in pieces of at most `piece` bytes. Each record as text, then each damage.
fn read_in(
    text: &[u8],
    given: Option<&str>,
    piece: usize,
) -> Result<(Vec<String>, Vec<String>, u64), Failure> {
    let mut columns = Columns::default();
    let mut found = Found::default();
    let mut reader = Reader::new(given.map(|given| given.split(',').map(str::to_owned).collect()));
    let mut sink = Sink { columns: &mut columns, file: 0, found: &mut found };
    for piece in text.chunks(piece) {
        reader.push(piece, &mut sink)?;
    }
    reader.finish(&mut sink)?;
    let names: Vec<String> = reader.layout().map(|(names, _)| names.to_vec()).unwrap_or_default();
    let show = |record: usize| {
        let cells = names.iter().map(|name| {
            let column = Field::of_column(name).map_or_else(|| Column::Other(name.clone()), Column::Field);
            let slot = columns.slot(&column).unwrap();
            columns
                .value(slot, columns.codes(slot).get(record))
                .map_or("-".to_owned(), |value| value.to_string())
        });
        let cells: Vec<String> = cells.collect();
        format!("{}:{}", columns.place(record).1, cells.join("|"))
    };
    let records = (0..columns.len()).map(show).collect();
    let damages = found
        .damages
        .iter()
        .map(|damage| format!("{}:{}: {}", damage.line, damage.byte, damage.reason))
        .collect();
    assert_eq!(found.records, columns.len() as u64);
    Ok((records, damages, found.unreadable))
}

#[track_caller]
fn check(text: &str, records: &[&str], damages: &[&str]) {
    for piece in [1, 2, 3, 7, 1 << 20] {
        let (found, damaged, unreadable) = read_in(text.as_bytes(), None, piece).unwrap();
        assert_eq!(found, records, "{text:?} by {piece}");
        assert_eq!(damaged, damages, "{text:?} by {piece}");
        assert_eq!(unreadable, damages.len() as u64);
    }
}

#[test]
fn rows_are_read_with_any_end_of_line() {
    check("", &[], &[]);
    check("\n\r\n", &[], &[]);
    check("bytes,packets\n", &[], &[]);
    check("bytes,packets\n1,2\n3,4\n", &["14:1|2", "18:3|4"], &[]);
    check("bytes,packets\r\n1,2\r\n\r\n3,4", &["15:1|2", "22:3|4"], &[]);
    check("\u{feff}bytes,packets\n1,2", &["17:1|2"], &[]);
    check("\u{feff}\"bytes\",packets\n1,2", &["19:1|2"], &[]);
    check("bytes,filter\n-1,-\n,", &["13:-|-", "18:-|-"], &[]);
}

#[test]
fn quoted_cells_are_read() {
    check("bytes,mine\n1,\"a,b\"\n", &["11:1|a,b"], &[]);
    check("bytes,mine\n1,x\n2,\"a \"\"b\"\"\nc\"\r\n3,y", &["11:1|x", "15:2|a \"b\"\nc", "30:3|y"], &[]);
    check("\"bytes\",\"mine\"\r\n\"1\",\"x\"\r\n\r\n\n\"2\",\"\"", &["16:1|x", "28:2|-"], &[]);
    check("bytes,mine\n\"1\",a\"b\n", &["11:1|a\"b"], &[]);
}

#[test]
fn a_bad_row_does_not_stop_the_others() {
    let damages = ["3:15: 1 columns where there should be 2", "5:20: column 1 is not a number"];
    check("bytes,mine\n1,x\n2\n3,\nx,4\n5,y\n", &["11:1|x", "17:3|-", "24:5|y"], &damages);
    check("bytes,mine\n1,x\n2\n3,\nx,4\n5,\"y\"\n", &["11:1|x", "17:3|-", "24:5|y"], &damages);
    check("bytes,src_addr\n1,1.2.3\n", &[], &["2:15: column 2 is not an address"]);
    check("bytes,mine\n1,2,3\n", &[], &["2:11: 3 columns where there should be 2"]);
    check("bytes,mine\n1,\"2\n3,4\n", &["11:1|2\n3,4\n"], &[]);
}

#[test]
fn a_column_of_the_same_name_is_read_once() {
    check("bytes,bytes,mine\n1,2,a\n", &["17:1|1|a"], &[]);
}

#[test]
fn text_that_is_not_utf8_is_unreadable() {
    let (records, damages, _) = read_in(b"bytes,mine\n1,\xff\n2,a\n", None, 100).unwrap();
    assert_eq!(
        (records, damages),
        (vec!["15:2|a".to_owned()], vec!["2:11: column 2 is not a text in UTF-8".to_owned()])
    );
}

#[track_caller]
fn too_long(quote: &str) {
    let long = "x".repeat(LIMIT + 1);
    let text = format!("bytes,mine\n1,{quote}{long}{quote}\n2,a\n");
    let byte = text.len() - 4;
    for piece in [100, LIMIT + 5, 1 << 20] {
        let (records, damages, _) = read_in(text.as_bytes(), None, piece).unwrap();
        assert_eq!(records, [format!("{byte}:2|a")], "{piece}");
        assert_eq!(damages, ["2:11: the record is longer than 65536 bytes"], "{piece}");
    }
}

#[test]
fn a_record_that_is_too_long_is_skipped() {
    too_long("");
    too_long("\"");
}

#[test]
fn memory_does_not_grow_with_a_line() {
    let mut columns = Columns::default();
    let mut found = Found::default();
    let mut reader = Reader::new(None);
    let mut sink = Sink { columns: &mut columns, file: 0, found: &mut found };
    reader.push(b"bytes,packets\n1,", &mut sink).unwrap();
    for _ in 0..1000 {
        reader.push(&[b'1'; 10_000], &mut sink).unwrap();
        assert!(reader.carry.capacity() < 4 * LIMIT);
    }
    reader.push(b"\n1,2\n", &mut sink).unwrap();
    assert_eq!((found.records, found.unreadable), (1, 1));
}

#[test]
fn what_is_no_log_is_refused() {
    let refused = |text: &[u8]| read_in(text, None, 4096).unwrap_err();
    assert_eq!(refused(b"<html>\n<body>\n"), Failure::UnknownColumns { count: 1 });
    assert_eq!(refused(&[0; LIMIT * 2]), Failure::NoLines { limit: LIMIT });
}

#[test]
fn the_fields_of_the_logger_name_the_columns() {
    let (records, _, _) = read_in(b"5,10.0.0.1\n", Some("bytes,src_addr"), 3).unwrap();
    assert_eq!(records, ["0:5|10.0.0.1"]);
}

/// A cell as a hostile writer would make it, and whether it needs quotes.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z0-9 .:-]{0,8}", 1 => "[a-c,\"\n]{0,6}", 1 => "[가-힣]{1,3}"]
}

proptest! {
    /// Both readers agree with each other, and with csv-core as it is by default, whatever the cut.
    #[test]
    fn all_readers_agree(
        rows in prop::collection::vec((0_u32..2000, cell(), cell()), 1..20),
        quote_all in any::<bool>(),
        crlf in any::<bool>(),
        piece in 1_usize..40,
        last_end in any::<bool>(),
    ) {
        let quoted = |text: &str| {
            let must = quote_all || text.contains([',', '"', '\n']);
            if must { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
        };
        let end = if crlf { "\r\n" } else { "\n" };
        let rows_text: Vec<String> = std::iter::once("bytes,one,two".to_owned())
            .chain(rows.iter().map(|(bytes, one, two)| format!("{bytes},{},{}", quoted(one), quoted(two))))
            .collect();
        let mut text = rows_text.join(end);
        text.push_str(if last_end { end } else { "" });
        let (found, damages, _) = read_in(text.as_bytes(), None, piece).unwrap();
        let found: Vec<String> = found.iter().map(|row| row.split_once(':').unwrap().1.to_owned()).collect();
        let shown = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let expect: Vec<String> = rows.iter().map(|(bytes, one, two)| format!("{bytes}|{}|{}", shown(one), shown(two))).collect();
        prop_assert_eq!(found, expect);
        prop_assert!(damages.is_empty());
    }

    /// Bytes of any kind are read or refused, never panicked at, and alike for every cut.
    #[test]
    fn any_bytes_are_survived(text in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b",\"\n\r1-".to_vec())], 0..200), piece in 1_usize..50) {
        let mut file = b"bytes,src_addr,mine\n".to_vec();
        file.extend(&text);
        prop_assert_eq!(read_in(&file, None, piece), read_in(&file, None, 1 << 20));
    }
}
