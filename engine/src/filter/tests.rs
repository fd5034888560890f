use std::net::IpAddr;

use proptest::prelude::*;

use super::*;
use crate::field::{Column, Field, Kind};
use crate::question::Question;

/// What a text is read as, written again.
#[track_caller]
fn check(text: &str, expect: &str) {
    let filter: Filter = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(filter.to_string(), expect, "{text}");
    assert_eq!(expect.parse(), Ok(filter), "{text}");
}

#[test]
fn conditions_are_read() {
    check("", "");
    check("  ", "");
    check("src = 10.0.0.0/8", "src = 10.0.0.0/8");
    check("SRC_ADDR=10.9.9.9/8", "src = 10.0.0.0/8");
    check("addr != fe80::/10 , 10.0.0.1", "addr != fe80::/10,10.0.0.1");
    check("port = 443,8443", "port = 443,8443");
    check("port=1000-2000,https", "port = 1000-2000,443");
    check("dst_port > 1023", "dst_port > 1023");
    check("protocol = tcp,udp,6,200", "protocol = TCP,UDP,TCP,200");
    check("action = drop", "action = DROP");
    check("filter = DROP", "action = DROP");
    check("direction = Ingress", "direction = ingress");
    check("flags = SYN", "flags = SYN");
    check("flags = syn+ack,0", "flags = SYN+ACK,0");
    check("flags : 2", "flags : SYN");
    check("flags!:ACK", "flags !: ACK");
    check("bytes >= 1000", "bytes >= 1000");
    check("duration >= 5", "duration >= 5s");
    check("duration < 1500ms", "duration < 1500ms");
    check("duration = 1m-1h", "duration = 60s-3600s");
    check("path = internet", "path = internet");
    check("region : kr", "region : kr");
    check("region = \"a b\",\"c\\\"d\\\\\"", "region = \"a b\",\"c\\\"d\\\\\"");
    check("\"my column\" = x", "\"my column\" = x");
    check("\"src\" = x", "\"src\" = x");
    check("src = -", "src = -");
    check("region = \"-\"", "region = \"-\"");
    check("region = and and region = or", "region = and and region = or");
}

#[test]
fn joints_bind_as_usual() {
    check("src = ::1 and dst = ::2 or port = 1", "src = ::1 and dst = ::2 or port = 1");
    check("src = ::1 AND (dst = ::2 OR port = 1)", "src = ::1 and (dst = ::2 or port = 1)");
    check("not src = ::1 and port = 1", "not src = ::1 and port = 1");
    check("not (src = ::1 and port = 1)", "not (src = ::1 and port = 1)");
    check("not not (src=::1)", "not not src = ::1");
    check("(all) or none", "all or (none)");
    check("all", "");
}

#[track_caller]
fn wrong(text: &str, at: usize, expected: &str) {
    let error = text.parse::<Filter>().unwrap_err();
    assert_eq!((error.at, error.expected.to_string().as_str()), (at, expected), "{text}");
}

#[test]
fn an_error_says_where_and_what() {
    let property = "a field such as src, port or action";
    let joint = "\"and\", \"or\" or the end";
    wrong("sorc = 1", 0, property);
    wrong("src = ::1 and", 13, property);
    wrong("src", 3, "one of = !=");
    wrong("src > ::1", 4, "one of = !=");
    wrong("flags > 1", 6, "one of = != : !:");
    wrong("src = 10.0.0", 6, "an address or a network such as 10.0.0.0/8 for src");
    wrong("port = 1, ", 10, "a port such as 443, 1000-2000 or https for port");
    wrong("port = 20-10", 7, "a port such as 443, 1000-2000 or https for port");
    wrong("port = htps", 7, "a port such as 443, 1000-2000 or https for port");
    wrong("bytes >= 1-2", 9, "a number, a range such as 1-10, or a name for bytes");
    wrong("bytes >= -", 9, "a number, a range such as 1-10, or a name for bytes");
    wrong("bytes >= 1,2", 10, joint);
    wrong("bytes = 9223372036854775808", 8, "a number, a range such as 1-10, or a name for bytes");
    wrong("duration = 5d", 11, "a duration such as 5s for duration");
    wrong("(src = ::1", 10, "\")\"");
    wrong("src = ::1)", 9, joint);
    wrong("src = ::1 port = 2", 10, joint);
    wrong("region = \"a", 11, "a closing quote");
    wrong("region =", 8, "a text for region");
    wrong(&"(".repeat(100_000), 65, "at most 64 parentheses within each other");
    wrong(&"not ".repeat(100_000), 260, "at most 64 parentheses within each other");
}

#[test]
fn a_filter_is_a_text_in_json() {
    let filter: Filter = serde_json::from_str("\"port = 443 and action = DROP\"").unwrap();
    assert_eq!(serde_json::to_string(&filter).unwrap(), "\"port = 443 and action = DROP\"");
    assert!(serde_json::from_str::<Filter>("\"port = \"").is_err());
}

/// Any property with an operator and operands that it can have.
fn condition() -> impl Strategy<Value = Condition> {
    let fields = prop::sample::select(Field::ALL.to_vec()).prop_map(|field| Property::Column(field.into()));
    let property = prop_oneof![
        6 => fields,
        1 => Just(Property::Addr),
        1 => Just(Property::Port),
        1 => Just(Property::Duration),
        1 => prop::sample::select(vec!["mine", "a \"b\\", "src"]).prop_map(|name| Property::Column(Column::Other(name.to_owned()))),
    ];
    let operand = |kind: Kind| match kind {
        Kind::Text => prop_oneof![
            prop::sample::select(vec!["DROP", "ACCEPT", "OK", "ingress", "kr1", "a,b", "-", "", "x\" \\y"])
                .prop_map(|text| Operand::Text(text.to_owned())),
            Just(Operand::Absent)
        ]
        .boxed(),
        Kind::Address => prop_oneof![
            8 => network().prop_map(Operand::Network),
            1 => Just(Operand::Absent)
        ]
        .boxed(),
        Kind::Number | Kind::Time => prop_oneof![
            8 => (number(), 0_u64..100).prop_map(|(first, more)| Operand::Numbers(first, first + more)),
            8 => number().prop_map(|one| Operand::Numbers(one, one)),
            1 => Just(Operand::Absent)
        ]
        .boxed(),
    };
    property
        .prop_flat_map(move |property| {
            let operator = prop::sample::select(property.operators());
            let operands = prop::collection::vec(operand(property.kind()), 1..4);
            (Just(property), operator, operands)
        })
        .prop_filter_map("operands of the operator", |(property, operator, operands)| {
            let operands =
                if operator.takes_list() { operands } else { operands.into_iter().take(1).collect() };
            Condition::new(property, operator, operands)
        })
}

/// Numbers of the size of flags, of ports, of times.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..20, 0_u64..70_000, 0..1_u64 << 50]
}

fn network() -> impl Strategy<Value = Network> {
    let address = prop_oneof![
        (0_u32..16).prop_map(|low| IpAddr::from((0x0a00_0000 | low).to_be_bytes())),
        any::<IpAddr>()
    ];
    (address, 0_u8..=128).prop_map(|(address, prefix)| {
        Network::new(address, prefix.min(if address.is_ipv4() { 32 } else { 128 }))
            .expect("a prefix of its family")
    })
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    condition().prop_map(Filter::Is).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::Any),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    /// What is written is read. A joint of one part is the part.
    #[test]
    fn text_and_filter_say_the_same(filter in filter()) {
        let text = filter.to_string();
        let read: Filter = text.parse().map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(read.to_string().parse(), Ok(read));
    }

    #[test]
    fn a_condition_is_read_as_it_was_written(condition in condition()) {
        prop_assert_eq!(condition.to_string().parse(), Ok(Filter::Is(condition)));
    }

    #[test]
    fn any_text_is_survived(text in "(src|port|and|not|or|flags|[=!:<>(),\"\\\\-]|[0-9a-z./:]{0,5}| |\\PC){0,12}") {
        if let Ok(filter) = text.parse::<Filter>() {
            prop_assert_eq!(filter.to_string().parse(), Ok(filter));
        }
    }
}

#[test]
fn a_question_may_put_the_deepest_filter_into_parentheses_of_its_own() {
    let deep: Filter = format!("{}src = 10.0.0.1", "not ".repeat(64)).parse().unwrap();
    let both = Filter::Any(vec![deep.clone(), Filter::All(vec![deep.clone(), Filter::Not(Box::new(deep))])]);
    assert!(both.to_string().parse::<Filter>().is_err());
    let question = Question { filter: both, ..Question::default() };
    let text = serde_json::to_string(&question).unwrap();
    assert_eq!(serde_json::from_str::<Question>(&text).unwrap(), question);
}
