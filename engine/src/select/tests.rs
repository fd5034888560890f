use std::net::IpAddr;

use proptest::prelude::*;

use super::*;
use crate::columns::Value;
use crate::field::Column;
use crate::log::Log;

const HEADER: &str = "timestamp_start,timestamp_end,src_addr,dst_addr,src_port,dst_port,protocol,tcp_flag,packets,bytes,filter,region,mine\n";

fn log(rows: &str) -> Log {
    let mut log = Log::default();
    let file = log.open("test", None);
    log.push(file, HEADER.as_bytes());
    log.push(file, rows.as_bytes());
    log.finish(file);
    assert_eq!(log.files()[0].found.unreadable, 0, "{:?}", log.files()[0]);
    log
}

const ROWS: &str = "\
100,105,10.0.0.1,10.0.0.2,50000,443,6,2,1,60,DROP,kr1,a\n\
200,200,10.0.0.2,10.1.0.1,443,50000,6,18,5,7000,ACCEPT,kr1,b c\n\
300,,fe80::1,10.0.0.9,53,53,17,-1,-1,-1,-,kr2,-\n\
-,400,-,-,0,0,1,0,0,0,ACCEPT,jp1,\n";

#[track_caller]
fn check(filter: &str, expect: &[u16]) {
    let log = log(ROWS);
    let filter: Filter = filter.parse().unwrap_or_else(|error| panic!("{filter}: {error}"));
    assert_eq!(places(&Selection::new(log.columns(), None, &filter, &[])), expect, "{filter}");
}

fn places(selection: &Selection) -> Vec<u16> {
    let mut places = Vec::new();
    for (_, rows) in selection.blocks() {
        match rows {
            Rows::All(len) => places.extend(0..*len as u16),
            Rows::Some(some) => places.extend(some),
        }
    }
    places
}

#[test]
fn conditions_let_their_records_through() {
    check("", &[0, 1, 2, 3]);
    check("none", &[]);
    check("src = 10.0.0.0/24", &[0, 1]);
    check("dst = 10.0.0.0/24", &[0, 2]);
    check("addr = 10.0.0.2", &[0, 1]);
    check("addr != 10.0.0.2", &[2, 3]);
    check("src = ::/0", &[0, 1, 2]);
    check("src = 0.0.0.0/0", &[0, 1]);
    check("src = -", &[3]);
    check("src != -", &[0, 1, 2]);
    check("port = https", &[0, 1]);
    check("dst_port = 443", &[0]);
    check("port = 1-60,50000", &[0, 1, 2]);
    check("port < 1", &[3]);
    check("protocol = TCP,ICMP", &[0, 1, 3]);
    check("flags = SYN", &[0]);
    check("flags : SYN", &[0, 1]);
    check("flags !: SYN", &[2, 3]);
    check("flags = -", &[2]);
    check("flags = 0", &[3]);
    check("bytes >= 60", &[0, 1]);
    check("bytes > 60", &[1]);
    check("bytes <= 60", &[0, 3]);
    check("bytes < 0", &[]);
    check("not bytes >= 60", &[2, 3]);
    check("bytes = -", &[2]);
    check("action = drop", &[0]);
    check("action != DROP", &[1, 2, 3]);
    check("region : kr", &[0, 1, 2]);
    check("region !: kr", &[3]);
    check("\"mine\" = \"b c\"", &[1]);
    check("\"mine\" = -", &[2, 3]);
    check("\"other\" = x", &[]);
    check("\"other\" != x", &[0, 1, 2, 3]);
    check("\"other\" = -", &[0, 1, 2, 3]);
    check("duration = 5", &[0]);
    check("duration < 1ms", &[1]);
    check("duration = -", &[2, 3]);
    check("start = 100000", &[0]);
    check("interface = -", &[0, 1, 2, 3]);
    check("action = DROP or region = jp1", &[0, 3]);
    check("action = ACCEPT and not (region = jp1 or bytes > 7000)", &[1]);
}

#[test]
fn a_range_of_time_has_its_first_millisecond_and_not_its_end() {
    let log = log(ROWS);
    let within = |from, until| {
        places(&Selection::new(log.columns(), Some(TimeRange { from, until }), &Filter::default(), &[]))
    };
    assert_eq!(within(100_000, 300_000), [0, 1]);
    assert_eq!(within(100_001, 300_001), [1, 2]);
    assert!(within(0, 0).is_empty());
    assert_eq!(within(0, u64::MAX), [0, 1, 2]);
}

#[test]
fn many_codes_become_a_table() {
    let rows: String =
        (0..500).map(|n| format!("1,1,10.0.0.{},10.0.0.1,1,1,6,2,1,1,DROP,r{n},\n", n % 250)).collect();
    let log = log(&rows);
    let count = |filter: &str| Selection::new(log.columns(), None, &filter.parse().unwrap(), &[]).len();
    assert_eq!(count("src = 10.0.0.0,10.0.0.2,10.0.0.4,10.0.0.6,10.0.0.8,10.0.0.10"), 12);
    assert_eq!(count("region : 9"), (0..500).filter(|n: &u32| n.to_string().contains('9')).count() as u64);
}

/// What a filter means, read record by record: slow and plain.
fn is_let_through(filter: &Filter, columns: &Columns, record: usize) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| is_let_through(part, columns, record)),
        Filter::Any(parts) => parts.iter().any(|part| is_let_through(part, columns, record)),
        Filter::Not(part) => !is_let_through(part, columns, record),
        Filter::Is(condition) => {
            let value = |column: Column| {
                let slot = columns.slot(&column)?;
                columns.value(slot, columns.codes(slot).get(record))
            };
            let values = match condition.property() {
                Property::Column(column) => vec![value(column.clone())],
                Property::Addr => vec![value(Field::Src.into()), value(Field::Dst.into())],
                Property::Port => vec![value(Field::SrcPort.into()), value(Field::DstPort.into())],
                Property::Duration => match (value(Field::Start.into()), value(Field::End.into())) {
                    (Some(Value::Number(start)), Some(Value::Number(end))) => {
                        vec![Some(Value::Number(end.saturating_sub(start)))]
                    }
                    _ => vec![None],
                },
            };
            let is = values.iter().any(|value| {
                condition.operands().iter().any(|operand| holds(condition, operand, value.as_ref()))
            });
            is != condition.operator().negates()
        }
    }
}

fn holds(condition: &Condition, operand: &Operand, value: Option<&Value>) -> bool {
    use Operator::*;
    let is_part = matches!(condition.operator(), Has | HasNot);
    match (operand, value) {
        (Operand::Absent, value) => value.is_none(),
        (Operand::Numbers(first, last), Some(Value::Number(number))) => match condition.operator() {
            Is | IsNot => first <= number && number <= last,
            Has | HasNot => number & first == *first,
            AtLeast => number >= first,
            AtMost => number <= first,
            Above => number > first,
            Below => number < first,
        },
        (Operand::Network(network), Some(Value::Address(address))) => {
            let (first, prefix) = network.parts();
            match (first, address) {
                (IpAddr::V4(first), IpAddr::V4(address)) => {
                    prefix == 0 || (first.to_bits() ^ address.to_bits()) >> (32 - prefix) == 0
                }
                (IpAddr::V6(first), address) => {
                    let address = match address {
                        IpAddr::V4(address) => address.to_ipv6_mapped(),
                        IpAddr::V6(address) => *address,
                    };
                    prefix == 0 || (first.to_bits() ^ address.to_bits()) >> (128 - prefix) == 0
                }
                _ => false,
            }
        }
        (Operand::Text(part), Some(Value::Text(text))) => {
            if is_part {
                text.contains(part.as_str())
            } else {
                text == part
            }
        }
        _ => false,
    }
}

fn row() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("-1".to_owned()),
        (0_u32..20).prop_map(|n| n.to_string()),
        (0_u32..70_000).prop_map(|n| n.to_string())
    ];
    let address = prop_oneof![
        4 => (0_u8..16).prop_map(|low| format!("10.0.0.{low}")),
        1 => any::<IpAddr>().prop_map(|address| address.to_string()),
        1 => Just("-".to_owned())
    ];
    let action = prop::sample::select(vec!["DROP", "ACCEPT", "-"]);
    let text = prop::sample::select(vec!["kr1", "OK", "ingress", "", "x\"\" \\\\y"]);
    (prop::collection::vec(number, 8), address.clone(), address, action, text).prop_map(
        |(n, src, dst, action, text)| {
            format!(
                "{},{},{src},{dst},{},{},{},{},{},{},{action},\"{text}\",\"{text}\"\n",
                n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]
            )
        },
    )
}

proptest! {
    #[test]
    fn columns_and_records_give_the_same(rows in prop::collection::vec(row(), 0..60), filters in prop::collection::vec(crate::filter::tests::filter(), 20)) {
        let log = log(&rows.concat());
        for filter in filters {
            let found = places(&Selection::new(log.columns(), None, &filter, &[]));
            let expect: Vec<u16> = (0..rows.len() as u16).filter(|record| is_let_through(&filter, log.columns(), usize::from(*record))).collect();
            prop_assert_eq!(found, expect, "{}", filter);
        }
    }
}
