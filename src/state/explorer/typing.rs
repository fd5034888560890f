//! What can follow a filter that is being typed.

use flowlog_engine::filter::{Operator, Property};
use flowlog_engine::{Field, Filter, Kind, names};

/// A text that can stand in place of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// All that was typed, with what is offered.
    pub text: String,
    /// What is offered alone.
    pub label: String,
    pub detail: Detail,
    /// Whether the text is a filter.
    pub is_complete: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A property, with a condition as an example.
    Property(&'static str),
    Operator(Operator),
    /// What else is known of a value, such as its number or its name.
    Value(String),
}

/// Properties in the order in which they are asked for most, each with an example.
const PROPERTIES: [(&str, &str); 26] = [
    ("src", "src = 10.0.0.0/8"),
    ("dst", "dst != 10.0.0.0/8"),
    ("addr", "addr = 10.10.1.5"),
    ("port", "port = 443,8443"),
    ("dst_port", "dst_port = 1-1023"),
    ("src_port", "src_port >= 32768"),
    ("protocol", "protocol = TCP"),
    ("action", "action = DROP"),
    ("flags", "flags = SYN"),
    ("direction", "direction = ingress"),
    ("path", "path = internet"),
    ("bytes", "bytes >= 1000000"),
    ("packets", "packets > 100"),
    ("duration", "duration >= 5s"),
    ("interface", "interface : 4f2a"),
    ("owner", "owner : 91c0"),
    ("owner_type", "owner_type = loadbalancer"),
    ("subnet", "subnet : 7d31"),
    ("vpc", "vpc : 22aa"),
    ("region", "region = KR1"),
    ("status", "status = SKIPDATA"),
    ("start", "start >= 1790856000"),
    ("end", "end <= 1790859600"),
    ("no_route_packets", "no_route_packets > 0"),
    ("black_hole_packets", "black_hole_packets > 0"),
    ("black_hole_bytes", "black_hole_bytes > 0"),
];

/// A condition on a property as an example.
pub fn example(property: &Property) -> &'static str {
    let name = property.to_string();
    PROPERTIES.iter().find(|(known, _)| *known == name).map_or("…", |(_, example)| example)
}

/// Values that fields have whatever the records are.
fn known_values(property: &Property) -> Values {
    let texts = |texts: &[&str]| texts.iter().map(|text| ((*text).to_owned(), String::new())).collect();
    let named = |field, numbers: &mut dyn Iterator<Item = u64>| {
        numbers.filter_map(|number| Some((names::name(field, number)?, number.to_string()))).collect()
    };
    match property {
        Property::Column(column) => match column {
            flowlog_engine::Column::Field(field) => match field {
                Field::Action => texts(&["DROP", "ACCEPT"]),
                Field::Direction => texts(&["ingress", "egress", "unknown"]),
                Field::Status => texts(&["OK", "SKIPDATA", "NODATA"]),
                Field::OwnerType => texts(&[
                    "instance",
                    "loadbalancer",
                    "transithub_attachment",
                    "inter_project_peering",
                    "inter_region_peering",
                    "colocation_gateway",
                ]),
                Field::Flags => named(*field, &mut [2, 18, 16, 4, 20, 1, 17].into_iter()),
                Field::Path => named(*field, &mut (1..8)),
                Field::Protocol => {
                    named(*field, &mut [6, 17, 1].into_iter().chain(2..6).chain(7..17).chain(18..256))
                }
                Field::SrcPort | Field::DstPort => ports(),
                _ => Vec::new(),
            },
            flowlog_engine::Column::Other(_) => Vec::new(),
        },
        Property::Port => ports(),
        Property::Duration => texts(&["1s", "10s", "1m", "10m"]),
        Property::Addr => Vec::new(),
    }
}

fn ports() -> Values {
    let named = |port| Some((names::name(Field::DstPort, port)?, port.to_string()));
    [443, 80, 22, 53]
        .into_iter()
        .chain((1..65_536).filter(|port| ![443, 80, 22, 53].contains(port)))
        .filter_map(named)
        .collect()
}

/// Values, each with what else is known of it.
pub type Values = Vec<(String, String)>;

/// What is offered for a text. `present` has the values that records or resources have, for a property and what was typed
/// of a value.
pub fn offers(text: &str, present: &dyn Fn(&Property, &str) -> Values, most: usize) -> Vec<Offer> {
    let (before, clause) = text.split_at_checked(clause_start(text)).unwrap_or(("", text));
    let name_end = clause.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(clause.len());
    let (name, rest) = clause.split_at_checked(name_end).unwrap_or((clause, ""));
    let offer = |text: String, label: String, detail| {
        let is_complete = text.parse::<Filter>().is_ok();
        Offer { text, label, detail, is_complete }
    };
    if rest.is_empty() {
        let typed = name.to_ascii_lowercase();
        let fits = |(known, _): &&(&str, &str)| known.starts_with(&typed);
        let offered = PROPERTIES.iter().filter(fits).map(|(known, example)| {
            offer(format!("{before}{known} "), (*known).to_owned(), Detail::Property(example))
        });
        return offered.take(most).collect();
    }
    let Some(property) = Property::named(name) else { return Vec::new() };
    let typed = rest.trim_start();
    let operators = property.operators();
    let operator = operators.iter().filter(|operator| typed.starts_with(operator.symbol()));
    let Some(operator) = operator.max_by_key(|operator| operator.symbol().len()) else {
        let fits = |operator: &&Operator| operator.symbol().starts_with(typed);
        let offered = operators.iter().filter(fits).map(|operator| {
            let text = format!("{before}{name} {} ", operator.symbol());
            offer(text, format!("{name} {}", operator.symbol()), Detail::Operator(*operator))
        });
        return offered.take(most).collect();
    };
    let values = typed.get(operator.symbol().len()..).unwrap_or_default().trim_start();
    // Only the last value of a list is being typed.
    let at = if operator.takes_list() { values.rfind(',').map_or(0, |at| at + 1) } else { 0 };
    let (earlier, part) = values.split_at_checked(at).unwrap_or(("", values));
    let part = part.trim_start();
    let folded = part.to_lowercase();
    let fits = |(value, detail): &(String, String)| {
        value.to_lowercase().starts_with(&folded) || detail.to_lowercase().starts_with(&folded)
    };
    let mut found: Values = present(&property, part);
    found.extend(known_values(&property).into_iter().filter(fits));
    let mut offered: Vec<Offer> = Vec::new();
    for (value, detail) in found {
        let written = written(&property, &value);
        let text = format!("{before}{name} {} {earlier}{written}", operator.symbol());
        if offered.len() < most && !offered.iter().any(|offer| offer.text == text) {
            offered.push(offer(text, value, Detail::Value(detail)));
        }
    }
    offered
}

/// A value as a filter has it: a text that has a space or another sign stands in quotes.
fn written(property: &Property, value: &str) -> String {
    let is_plain = !value.is_empty()
        && !value.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '\\'));
    if is_plain || property.kind() != Kind::Text {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Where the condition begins that is being typed: behind the last joint or parenthesis outside quotes.
fn clause_start(text: &str) -> usize {
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    let mut word_at = None;
    for (at, c) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match c {
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => start = at + 1,
            _ => {}
        }
        if c.is_alphanumeric() || c == '_' {
            word_at = word_at.or(Some(at));
            continue;
        }
        let word = word_at.take().and_then(|begin| text.get(begin..at)).unwrap_or_default();
        let is_joint = ["and", "or", "not"].iter().any(|joint| word.eq_ignore_ascii_case(joint));
        if is_joint && !is_quoted {
            start = at;
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    start + (rest.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn present(property: &Property, part: &str) -> Vec<(String, String)> {
        let all = match property {
            Property::Column(flowlog_engine::Column::Field(Field::Src)) => {
                vec![("10.1.0.5", "web-1"), ("10.1.0.6", "")]
            }
            Property::Column(flowlog_engine::Column::Field(Field::Owner)) => vec![("a b", "")],
            _ => vec![],
        };
        let fits = |(value, name): &(&str, &str)| value.starts_with(part) || name.starts_with(part);
        all.into_iter().filter(fits).map(|(value, name)| (value.to_owned(), name.to_owned())).collect()
    }

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let offered: Vec<String> = offers(text, &present, 4).into_iter().map(|offer| offer.text).collect();
        assert_eq!(offered, expect, "{text}");
    }

    #[test]
    fn a_filter_is_offered_word_by_word() {
        check("", &["src ", "dst ", "addr ", "port "]);
        check("pro", &["protocol "]);
        check("src ", &["src = ", "src != "]);
        check("src !", &["src != "]);
        check("src = ", &["src = 10.1.0.5", "src = 10.1.0.6"]);
        check("src = web", &["src = 10.1.0.5"]);
        check("src = 10.1.0.5, ", &["src = 10.1.0.5,10.1.0.5", "src = 10.1.0.5,10.1.0.6"]);
        check("action = d", &["action = DROP"]);
        check("port = 44", &["port = https", "port = smb"]);
        check("protocol = u", &["protocol = UDP"]);
        check("owner = ", &["owner = \"a b\""]);
        check("nothing = ", &[]);
    }

    #[test]
    fn only_the_last_condition_is_completed() {
        check("port = 443 and act", &["port = 443 and action "]);
        check("(port = 443 or not di", &["(port = 443 or not direction "]);
        check("owner = \"x and s", &[]);
        check(
            "port = 443 AND action ",
            &[
                "port = 443 AND action = ",
                "port = 443 AND action != ",
                "port = 443 AND action : ",
                "port = 443 AND action !: ",
            ],
        );
    }

    #[test]
    fn what_is_a_filter_is_complete() {
        let complete = |text| offers(text, &present, 1).first().map(|offer| offer.is_complete);
        assert_eq!(complete("action = D"), Some(true));
        assert_eq!(complete("act"), Some(false));
        assert_eq!(complete("(action = D"), Some(false));
    }

    #[test]
    fn every_example_is_a_filter_about_its_property() {
        for (name, example) in PROPERTIES {
            assert!(example.parse::<Filter>().is_ok(), "{example}");
            assert!(example.starts_with(name), "{example}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_offers_or_none(text in ".{0,40}") {
            for offer in offers(&text, &present, 50) {
                prop_assert_eq!(offer.is_complete, offer.text.parse::<Filter>().is_ok());
            }
        }
    }
}
