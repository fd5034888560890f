use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{Batch, Decoder};
use crate::field::{Column, Field};
use crate::filter::Filter;
use crate::log::Log;
use crate::question::Order;

const SCHEMA: &str = "message flows {
    optional int64 timestamp_start;
    optional int64 timestamp_end (TIMESTAMP_MICROS);
    optional binary src_addr (UTF8);
    required int32 packets (UINT_32);
    optional double bytes;
    optional binary dst_port (UTF8);
    optional int32 mine;
}";

/// A file with three records in each of two row groups.
fn file(compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, properties).unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
    for _ in 0..2 {
        let mut group = writer.next_row_group().unwrap();
        macro_rules! column {
            ($kind:ty, $values:expr, $levels:expr) => {
                let mut column = group.next_column().unwrap().unwrap();
                column.typed::<$kind>().write_batch($values, $levels, None).unwrap();
                column.close().unwrap();
            };
        }
        column!(Int64Type, &[1_764_500_000, 1_764_500_001_500], Some(&[1, 1, 0]));
        column!(Int64Type, &[1_764_500_009_000_000], Some(&[0, 1, 0]));
        column!(ByteArrayType, &texts(&["10.0.0.1", "-"]), Some(&[1, 0, 1]));
        column!(Int32Type, &[-1, 2, 3], None);
        column!(DoubleType, &[5.0, f64::NAN, 7.0], Some(&[1, 1, 1]));
        column!(ByteArrayType, &texts(&["443", "22"]), Some(&[1, 1, 0]));
        column!(Int32Type, &[-7], Some(&[1, 0, 0]));
        group.close().unwrap();
    }
    writer.close().unwrap();
    file
}

fn read(file: &[u8]) -> Log {
    let mut log = Log::default();
    let id = log.open("flows", None);
    file.chunks(7).for_each(|piece| log.push(id, piece));
    log.finish(id);
    log
}

#[track_caller]
fn check(column: &str, expect: &str) {
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(GzipLevel::default())]
    {
        let log = read(&file(compression));
        assert_eq!(log.files()[0].failure, None);
        let page = log.select(None, &Filter::default()).records(
            &Column::Other("order".to_owned()),
            Order::Ascending,
            0,
            3,
        );
        let place = page.columns.iter().position(|known| known.name() == column).unwrap();
        let shown = |value: &Option<_>| {
            value.as_ref().map_or("-".to_owned(), |value: &crate::Value| value.to_string())
        };
        let found: Vec<String> = page.rows.iter().map(|row| shown(&row.values[place])).collect();
        assert_eq!(found.join(" "), expect, "{column} in {compression:?}");
    }
}

#[test]
fn values_of_every_type_are_read() {
    check("start", "1764500000000 1764500001500 -");
    check("end", "- 1764500009000 -");
    check("src", "10.0.0.1 - -");
    check("packets", "4294967295 2 3");
    check("bytes", "5 - 7");
    check("dst_port", "443 22 -");
    check("mine", "-7 - -");
}

#[cfg(feature = "gzip")]
#[test]
fn a_file_within_gzip_is_read() {
    use std::io::Write;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&file(Compression::SNAPPY)).unwrap();
    let log = read(&encoder.finish().unwrap());
    let read = &log.files()[0];
    assert!(
        read.is_gzip && read.is_parquet && read.found.records == 6 && read.columns.len() == 7,
        "{read:?}"
    );
}

#[test]
fn every_row_group_is_read() {
    let log = read(&file(Compression::SNAPPY));
    assert_eq!(log.select(None, &Filter::default()).totals().all.total.bytes, 24);
    assert_eq!(log.columns().place(5), (0, 5));
    assert!(log.files()[0].is_parquet && log.files()[0].columns.len() == 7);
}

#[test]
fn a_value_that_is_none_makes_its_record_unreadable() {
    let schema = Arc::new(parse_message_type("message flows { required binary dst_port (UTF8); }").unwrap());
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let values = ["1", "x", "3"].map(ByteArray::from);
    column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    let log = read(&file);
    let found = &log.files()[0].found;
    let damage = &found.damages[0];
    assert_eq!((found.records, found.unreadable, damage.line), (2, 1, 2));
    assert_eq!(damage.reason.to_string(), "column 1 is not a number");
    assert_eq!(log.columns().codes(Field::DstPort.into()).get(1), 4);
}

#[test]
fn a_damaged_file_fails_with_a_reason() {
    let whole = file(Compression::SNAPPY);
    for damaged in [&whole[..whole.len() - 1], &whole[..whole.len() / 2], b"PAR1PAR1", b"PAR1"] {
        let log = read(damaged);
        let failure = log.files()[0].failure.as_ref().map(ToString::to_string);
        assert!(
            failure.is_some_and(|failure| failure.starts_with("the Parquet file is damaged")),
            "{}",
            damaged.len()
        );
    }
}

#[test]
fn any_flipped_byte_is_survived() {
    for whole in ZSTD.into_iter().chain([file(Compression::SNAPPY).as_slice()]) {
        for place in 4..whole.len() {
            let mut flipped = whole.to_vec();
            flipped[place] ^= 1 << (place % 8);
            let log = read(&flipped);
            assert_eq!(log.files()[0].found.records, log.columns().len() as u64);
        }
    }
}

/// Three records by pyarrow 26, with data pages of version 1 and 2. Only a writer in C makes zstd.
const ZSTD: [&[u8]; 2] =
    [include_bytes!("../../tests/data/zstd_1.parquet"), include_bytes!("../../tests/data/zstd_2.parquet")];

#[test]
fn zstd_is_read() {
    for bytes in ZSTD {
        let log = read(bytes);
        assert_eq!((log.files()[0].failure.as_ref(), log.columns().len()), (None, 3));
        let sums = |filter: &str| {
            let total = log.select(None, &filter.parse().unwrap()).totals().all.total;
            (total.flows, total.bytes, total.packets)
        };
        assert_eq!(sums(""), (3, 12, 0));
        assert_eq!(sums("src = 10.0.0.1 and \"mine\" = aaaaaaaaa and start = 1764500000000"), (1, 5, 0));
        assert_eq!(sums("src = - and bytes = -"), (1, 0, 0));
    }
}

#[test]
fn a_page_in_zstd_that_is_none_fails_with_a_reason() {
    for bytes in ZSTD {
        let magic = bytes.windows(4).position(|window| window == b"\x28\xb5\x2f\xfd").unwrap();
        let mut damaged = bytes.to_vec();
        damaged[magic] ^= 1;
        let failure = read(&damaged).files()[0].failure.as_ref().map(ToString::to_string);
        assert!(
            failure.as_ref().is_some_and(|failure| failure.contains("a page in zstd is damaged")),
            "{failure:?}"
        );
    }
}

/// Another cloud writes numbers as texts, `-` where it has none, and its own names.
#[test]
fn columns_of_another_cloud_map_by_name_as_far_as_they_do() {
    const COLUMNS: [(&str, [&str; 3]); 8] = [
        ("interface_id", ["eni-1", "eni-2", "eni-2"]),
        ("srcaddr", ["198.51.100.1", "-", "198.51.100.7"]),
        ("srcport", ["443", "-", "80"]),
        ("protocol", ["6", "-", "8080"]),
        ("bytes", ["840", "-", "-"]),
        ("start", ["1439387263", "1439387263", "1439387263"]),
        ("action", ["ACCEPT", "-", "-"]),
        ("log_status", ["OK", "NODATA", "NODATA"]),
    ];
    let columns = COLUMNS.map(|(name, _)| format!("required binary {name} (UTF8);")).concat();
    let schema = Arc::new(parse_message_type(&format!("message flows {{ {columns} }}")).unwrap());
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in COLUMNS {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&values.map(ByteArray::from), None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let log = read(&file);
    let file = &log.files()[0];
    assert_eq!((file.failure.as_ref(), file.found.records, file.found.unreadable), (None, 3, 0));
    assert_eq!(file.columns, COLUMNS.map(|(name, _)| name), "each is named");
    let flows = |filter: &str| log.select(None, &filter.parse().unwrap()).totals().all.total.flows;
    for (filter, expect) in [
        ("interface = eni-2", 2),
        ("protocol = 6 and bytes = 840", 1),
        ("protocol = - and bytes = -", 1),
        // Not the service's names: texts, in quotes where a filter has the name for something else.
        ("\"srcaddr\" = 198.51.100.7 and \"srcport\" = 80", 1),
        ("\"srcaddr\" = -", 1),
        ("\"action\" = ACCEPT", 1),
        ("\"start\" = 1439387263 and \"log_status\" = NODATA", 2),
        ("action = ACCEPT or status = NODATA or src = 198.51.100.7", 0),
    ] {
        assert_eq!(flows(filter), expect, "{filter}");
    }
}

#[test]
fn records_that_are_decoded_elsewhere_are_the_same() {
    let file = file(Compression::SNAPPY);
    let read = read(&file);
    let mut log = Log::default();
    // What other files have, so that codes differ.
    let csv = log.open("a.csv", None);
    log.push(csv, b"timestamp_start,src_addr,yours\n1764500000,10.0.0.9,x\n");
    log.finish(csv);
    let id = log.open("flows", None);
    log.count(id, file.len() as u64);
    log.tell(id, false, true);
    let mut decoder = Decoder::open(file).unwrap();
    while let Some(mut batch) = decoder.batch().unwrap() {
        let codes = std::mem::take(&mut batch.codes);
        let mut come: Batch = serde_json::from_str(&serde_json::to_string(&batch).unwrap()).unwrap();
        come.codes = codes;
        log.take(id, &come);
    }
    log.finish(id);
    assert_eq!(log.files()[1], read.files()[0]);
    // The columns of the service and `mine`, which stands behind `yours` in one log.
    let values = |log: &Log, file: usize, mine: usize| {
        let all =
            log.select(None, &Filter::default()).records(&Field::Start.into(), Order::Ascending, 0, 100);
        let rows = all.rows.into_iter().filter(|row| row.file == file);
        rows.map(|row| (row.byte, row.values[..24].to_vec(), row.values[mine].clone())).collect::<Vec<_>>()
    };
    assert_eq!(values(&log, 1, 25), values(&read, 0, 24));
    assert_eq!(values(&log, 1, 25).len(), 6);
    assert_eq!(values(&log, 0, 24)[0].2.as_ref().map(ToString::to_string).as_deref(), Some("x"));
}

#[test]
fn one_record_is_written_as_csv() {
    let mut decoder = Decoder::open(file(Compression::SNAPPY)).unwrap();
    let text = decoder.record(4).unwrap();
    assert_eq!(text.as_deref(), Some("1764500001500,1764500009000,,2,,22,"));
    assert_eq!(Decoder::open(file(Compression::SNAPPY)).unwrap().record(6).unwrap(), None);
}
