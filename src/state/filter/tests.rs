use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::api::Row;
use crate::i18n::words;
use crate::state::listing::{Column, Index, Listed, Sort};

const PROPERTIES: [Property; 6] = [
    Property { id: "name", kind: PropertyKind::Text },
    Property { id: "status", kind: PropertyKind::Choice },
    Property { id: "interval", kind: PropertyKind::Number },
    Property { id: "created_at", kind: PropertyKind::Time },
    Property { id: "name_tag", kind: PropertyKind::Text },
    Property { id: "id", kind: PropertyKind::Id },
];

fn labelled() -> Vec<(Property, String)> {
    let labels = ["Name", "Status", "Interval", "Created", "Name tag", "ID"];
    PROPERTIES.into_iter().zip(labels.map(str::to_owned)).collect()
}

fn token(property: Option<&str>, operator: Operator, value: &str) -> Token {
    let property = property.map(|id| *PROPERTIES.iter().find(|property| property.id == id).unwrap());
    Token { property, operator, value: value.to_owned() }
}

/// A row of a list that has the properties above, and one more column.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    name: String,
    status: String,
    interval: Option<i64>,
    created_at: Option<Timestamp>,
    note: String,
}

const fn column(place: usize, value: for<'a> fn(&'a Sample, &'a ()) -> FieldValue<'a>) -> Column<Sample> {
    Column::new(place, PROPERTIES[place].id, words::NAME, PROPERTIES[place].kind, value)
}

impl Listed for Sample {
    type Column = usize;
    type Query = ();
    type Names = ();

    const COLUMNS: &'static [Column<Sample>] = &[
        column(0, |row, _| FieldValue::text(&row.name)),
        column(1, |row, _| FieldValue::text(&row.status)),
        column(2, |row, _| FieldValue::number(row.interval)),
        column(3, |row, _| FieldValue::time(row.created_at)),
        column(4, |_, _| FieldValue::Absent),
        column(5, |_, _| FieldValue::text("3e84619a-1e49-4b19-b353-a15f7d278f94")),
        Column::new(6, "note", words::DESCRIPTION, PropertyKind::Text, |row, _| FieldValue::text(&row.note)),
    ];
    const SORTED_BY: usize = 0;

    fn id(&self) -> &str {
        &self.name
    }
}

/// Whether one row meets a query.
fn meets(query: &Query) -> bool {
    let row = Sample {
        name: "Web-Prod".to_owned(),
        status: "ERROR".to_owned(),
        interval: Some(10),
        created_at: Timestamp::parse("2024-07-29 09:21:09.5"),
        note: "Web-Prod ERROR flow Ñandú".to_owned(),
    };
    let sort = Sort { column: 0, descending: false };
    !Index::new(Arc::new(vec![Row::Read(row.into())]), ()).arrange(query, sort).is_empty()
}

/// Whether the row above meets a query as it stands in a route.
#[track_caller]
fn check(text: &str, expect: bool) {
    let query = Query::from_text(text, &PROPERTIES);
    assert_eq!(meets(&query), expect, "{query:?}");
}

#[test]
fn text_is_equal_letter_for_letter_and_found_without_case() {
    check("name=Web-Prod", true);
    check("name=web-prod", false);
    check("name=web", false);
    check("name!=web", true);
    check("name!=Web-Prod", false);
    check("name:PROD", true);
    check("name!:prod", false);
    check("name!:test", true);
    check("name:", true);
    check("status=error", true);
    check("status!=ACTIVE", true);
    check("id=3E84619A-1e49-4b19-b353-a15f7d278f94", true);
    check("name:web;name:prod;name!:x", true);
}

#[test]
fn letters_of_every_script_have_no_case() {
    check(":ñANDÚ", true);
    check("!:ÑANDÚ", false);
    check(":nandu", false);
    check("name:WEB-PRÓD", false);
}

#[test]
fn numbers_and_times_have_an_order() {
    check("interval=10", true);
    check("interval=10", true);
    check("interval!=10", false);
    check("interval>=10", true);
    check("interval>10", false);
    check("interval<11", true);
    check("interval>=ten", false);
    check("interval=ten", false);
    check("interval!=ten", true);
    check("interval<NaN", false);
    check("created_at=2024-07-29", true);
    check("created_at=2024-07-29 09:21", true);
    check("created_at=2024-07-29 09:21:09", true);
    check("created_at=2024-07-29 09:21:09.5", true);
    check("created_at=2024-07-29 09:21:09.4", false);
    check("created_at=2024-07-30", false);
    check("created_at!=2024-07-30", true);
    check("created_at>=2024-07-29", true);
    check("created_at<=2024-07-29", true);
    check("created_at>2024-07-29", false);
    check("created_at>2024-07-28", true);
    check("created_at<2024-07-29T09:21:10Z", true);
    check("created_at>=2024-02-30", false);
}

#[test]
fn an_absent_value_differs_from_every_value() {
    check("name_tag=x", false);
    check("name_tag!=x", true);
    check("name_tag:x", false);
    check("name_tag!:x", true);
    check("name_tag=", true);
    check("name_tag!=", false);
}

#[test]
fn free_text_looks_everywhere() {
    check(":flow", true);
    check("FLOW", true);
    check(":nowhere", false);
    check("!:flow", false);
    check("!:nowhere", true);
    check("colour=red", false);
}

#[test]
fn tokens_are_joined_by_and_or_or() {
    check("", true);
    check("|", true);
    check("name:web;interval=10", true);
    check("name:web;interval=11", false);
    check("|name:web;interval=11", true);
    check("|name:x;interval=11", false);
}

#[track_caller]
fn check_read(text: &str, expect: &[Token]) {
    assert_eq!(Query::from_text(text, &PROPERTIES).tokens, expect, "{text:?}");
}

#[test]
fn a_route_is_read_tolerantly() {
    use Operator::*;
    check_read("status=ERROR", &[token(Some("status"), Equals, "ERROR")]);
    check_read("interval>=5", &[token(Some("interval"), AtLeast, "5")]);
    check_read("interval>\\=5", &[token(Some("interval"), Above, "=5")]);
    check_read("name:a\\;b\\\\", &[token(Some("name"), Contains, "a;b\\")]);
    check_read("name:a\\", &[token(Some("name"), Contains, "a\\")]);
    check_read("colour=red", &[token(None, Contains, "colour=red")]);
    check_read("status>=5", &[token(None, Contains, "status>=5")]);
    check_read("Status=5", &[token(None, Contains, "Status=5")]);
    check_read("=5", &[token(None, Contains, "=5")]);
    check_read("plain words", &[token(None, Contains, "plain words")]);
    check_read(";;name=x;", &[token(Some("name"), Equals, "x")]);
    assert!(Query::from_text("", &PROPERTIES).is_empty());
}

#[test]
fn a_query_is_written_readably() {
    let tokens =
        vec![token(Some("status"), Operator::Equals, "ERROR"), token(None, Operator::Contains, "a;b")];
    assert_eq!(Query { tokens: tokens.clone(), joint: Joint::And }.to_text(), "status=ERROR;:a\\;b");
    assert_eq!(Query { tokens, joint: Joint::Or }.to_text(), "|status=ERROR;:a\\;b");
    let query = Query { tokens: vec![token(Some("interval"), Operator::Above, "=5")], joint: Joint::And };
    assert_eq!(query.to_text(), "interval>\\=5");
}

#[track_caller]
fn check_typed(text: &str, expect: Option<Token>) {
    assert_eq!(parse_typed(text, &labelled(), UTC), expect, "{text:?}");
}

#[test]
fn what_is_typed_becomes_a_token() {
    use Operator::*;
    check_typed("Status = ERROR", Some(token(Some("status"), Equals, "ERROR")));
    check_typed("  status=ERROR ", Some(token(Some("status"), Equals, "ERROR")));
    check_typed("STATUS != a b", Some(token(Some("status"), NotEquals, "a b")));
    check_typed("Name : web", Some(token(Some("name"), Contains, "web")));
    check_typed("name !: web", Some(token(Some("name"), NotContains, "web")));
    check_typed("Name tag = x", Some(token(Some("name_tag"), Equals, "x")));
    check_typed("interval >= 5", Some(token(Some("interval"), AtLeast, "5")));
    check_typed("Interval<5", Some(token(Some("interval"), Below, "5")));
    check_typed("Created > 2024-07-29", Some(token(Some("created_at"), Above, "2024-07-29Z")));
    check_typed(
        "created_at <= 2024-07-29 10:00",
        Some(token(Some("created_at"), AtMost, "2024-07-29T10:00Z")),
    );
    check_typed("name = \"\"", Some(token(Some("name"), Equals, "")));
}

#[test]
fn anything_else_is_free_text() {
    use Operator::*;
    let free = |value| Some(token(None, Contains, value));
    check_typed("web prod", free("web prod"));
    check_typed("Names = x", free("Names = x"));
    check_typed("interval >= x", free("interval >= x"));
    check_typed("status : ERR", free("status : ERR"));
    check_typed("created > soon", free("created > soon"));
    check_typed("= 5", free("= 5"));
    check_typed("name", free("name"));
    check_typed(": web", free("web"));
    check_typed("!: web", Some(token(None, NotContains, "web")));
    check_typed("", None);
    check_typed("   ", None);
    check_typed(":", None);
    check_typed("Status = ", None);
    check_typed("interval >=", None);
}

/// Rows whose values are offered.
fn offered() -> Index<Sample> {
    let names = ["web-10", "web-2", "", "db-1", "error-log"];
    let statuses = ["ERROR", "ACTIVE", "ERROR", "", ""];
    let intervals = [Some(10), Some(5), None, None, None];
    let row = |((name, status), interval): ((&str, &str), _)| {
        Row::Read(Arc::new(Sample {
            name: name.to_owned(),
            status: status.to_owned(),
            interval,
            ..Sample::default()
        }))
    };
    Index::new(Arc::new(names.into_iter().zip(statuses).zip(intervals).map(row).collect()), ())
}

fn values(rows: &Index<Sample>) -> impl Fn(Property, &str, usize) -> Vec<String> {
    // The id, which every row has, plays no part in what is suggested here.
    |property, part, most| match property.id {
        "id" => Vec::new(),
        id => rows.present(id, part, most),
    }
}

#[track_caller]
fn check_suggestions(text: &str, expect: &[&str]) {
    let rows = offered();
    let found = suggestions(text, &labelled(), &values(&rows));
    // A complete suggestion is marked with a full stop.
    let shown: Vec<String> =
        found.iter().map(|s| format!("{}{}", s.text, if s.complete { "." } else { "" })).collect();
    assert_eq!(shown, expect, "{text:?}");
    for suggestion in found.iter().filter(|suggestion| suggestion.complete) {
        let token = parse_typed(&suggestion.text, &labelled(), UTC).unwrap();
        assert!(token.property.is_some(), "{suggestion:?}");
    }
}

#[test]
fn properties_come_first_then_operators_then_values() {
    check_suggestions("", &["Name ", "Status ", "Interval ", "Created ", "Name tag ", "ID "]);
    check_suggestions("stat", &["Status "]);
    check_suggestions("err", &["Name = error-log.", "Status = ERROR."]);
    check_suggestions("w", &["Name = web-2.", "Name = web-10."]);
    check_suggestions(
        "e",
        &[
            "Name ",
            "Interval ",
            "Created ",
            "Name tag ",
            "Name = error-log.",
            "Name = web-2.",
            "Name = web-10.",
            "Status = ACTIVE.",
            "Status = ERROR.",
        ],
    );
    check_suggestions("Status", &["Status = ", "Status != "]);
    check_suggestions("name ", &["Name tag ", "Name = ", "Name != ", "Name : ", "Name !: "]);
    check_suggestions("Name !", &["Name != ", "Name !: "]);
    check_suggestions("Interval >", &["Interval >= ", "Interval > ", "Interval > 5.", "Interval > 10."]);
    check_suggestions("status = ", &["Status = ACTIVE.", "Status = ERROR."]);
    check_suggestions("Status != er", &["Status != ERROR."]);
    check_suggestions("Name : web", &["Name : web-2.", "Name : web-10."]);
    check_suggestions("Created >", &["Created >= ", "Created > "]);
    check_suggestions("Created > ", &["Created > "]);
    check_suggestions("Created >= 2026-1", &["Created >= 2026-1"]);
    check_suggestions("created >= 2026-11-22", &["Created >= 2026-11-22."]);
    check_suggestions("Status = x", &[]);
    check_suggestions("nowhere", &[]);
}

fn any_token() -> impl Strategy<Value = Token> {
    let free = prop_oneof![Just(Operator::Contains), Just(Operator::NotContains)]
        .prop_map(|operator| (None, operator));
    let bound = (prop::sample::select(&PROPERTIES[..]), any::<prop::sample::Index>())
        .prop_map(|(property, at)| (Some(property), *at.get(property.kind.operators())));
    (prop_oneof![free, bound], "([=!:<>;|\\\\ a-z]|\\PC){0,8}")
        .prop_map(|((property, operator), value)| Token { property, operator, value })
}

proptest! {
    #[test]
    fn a_query_survives_the_route(
        tokens in proptest::collection::vec(any_token(), 0..5),
        or in any::<bool>(),
    ) {
        let query = Query { tokens, joint: if or { Joint::Or } else { Joint::And } };
        prop_assert_eq!(Query::from_text(&query.to_text(), &PROPERTIES), query);
    }

    #[test]
    fn any_text_is_a_query_that_stays_itself(text in "([=!:<>;|\\\\ a-z]|name|status|interval|\\PC){0,12}") {
        let query = Query::from_text(&text, &PROPERTIES);
        prop_assert_eq!(Query::from_text(&query.to_text(), &PROPERTIES), query.clone());
        meets(&query);
    }

    #[test]
    fn a_negated_operator_is_the_opposite(
        value in "[a-zA-Z0-9 -]{0,4}",
        property in prop::sample::select(&PROPERTIES[..]),
        contained in any::<bool>(),
    ) {
        let [yes, no] = match contained {
            true => [Operator::Contains, Operator::NotContains],
            false => [Operator::Equals, Operator::NotEquals],
        };
        let met = |operator| {
            let query = Query { tokens: vec![token(Some(property.id), operator, &value)], joint: Joint::And };
            meets(&query)
        };
        prop_assert_ne!(met(yes), met(no));
    }

    #[test]
    fn typing_never_panics(text in "(Name|Status|Interval|[=!:<> ]|\\PC){0,6}") {
        let labelled = labelled();
        suggestions(&text, &labelled, &values(&offered()));
        if let Some(token) = parse_typed(&text, &labelled, UTC) {
            prop_assert!(token.property.is_some() || !token.value.is_empty());
        }
    }
}

#[test]
fn a_filter_keeps_its_first_tokens() {
    let of = |count: usize| Query::from_text(&vec!["status=ERROR"; count].join(";"), &PROPERTIES);
    assert_eq!((of(99).tokens.len(), of(99).is_full()), (99, false));
    assert_eq!((of(100).tokens.len(), of(100).is_full()), (100, true));
    assert_eq!((of(100_000).tokens.len(), of(100_000).is_full()), (MOST_TOKENS, true));
}
