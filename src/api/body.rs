//! What all JSON bodies have in common.
//!
//! Bodies are structs with serde derives. serde ignores unknown attributes, and an [`Option`] takes an absent attribute
//! and `null` alike. The rows of a list are read one by one, so that a bad row does not hide the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

/// One row of a list answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<T> {
    /// Shared, so that a list of thousands of rows is copied quickly when one of them changes.
    Read(Arc<T>),
    /// A row that could not be read.
    Unreadable {
        /// The row as the service sent it.
        raw: String,
        reason: String,
    },
}

impl<T> Row<T> {
    pub fn read(&self) -> Option<&T> {
        match self {
            Row::Read(value) => Some(value),
            Row::Unreadable { .. } => None,
        }
    }
}

/// An object together with the JSON text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    pub value: T,
    pub json: String,
}

/// Why an object could not be read.
pub(super) enum Misfit {
    /// An attribute has another type than documented, in the words of serde.
    Type(String),
    /// All types are right and a value is not.
    Value(String),
}

/// Reads one object of an answer.
pub(super) type Read<T> = fn(&str) -> Result<T, Misfit>;

/// An object as a body struct. serde would take an array for a struct, too.
pub(super) fn object<B: DeserializeOwned>(json: &str) -> Result<B, Misfit> {
    if !json.trim_ascii_start().starts_with('{') {
        return Err(Misfit::Value("not an object".to_owned()));
    }
    serde_json::from_str(json).map_err(|error| Misfit::Type(error.to_string()))
}

/// The id, which every object must have.
pub(super) fn required_id(id: Option<String>) -> Result<String, Misfit> {
    not_empty(id).ok_or_else(|| Misfit::Value("id is missing".to_owned()))
}

pub(super) fn not_empty(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A whole number. A service may write it with a fraction of zero, and JavaScript makes no difference there.
pub(super) fn whole(name: &str, number: f64) -> Result<i64, Misfit> {
    // Beyond that an `f64` does not hold every whole number.
    const LARGEST: f64 = 9e15;
    if number.fract() == 0.0 && number.abs() <= LARGEST {
        Ok(number as i64)
    } else {
        Err(Misfit::Value(mistyped(name)))
    }
}

/// For an attribute that only helps a person to choose: another type than documented counts as absent.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// The same for a list of objects: an item that does not fit is left out.
pub(super) fn lenient_list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?;
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    Ok(items.into_iter().filter_map(|item| object(item.get()).ok()).collect())
}

/// Reads `{"name": […]}`. The error says what does not fit.
pub(super) fn rows<T>(json: &str, name: &str, read: Read<T>) -> Result<Vec<Row<T>>, String> {
    let list = member(json, name)?.get();
    let list: Vec<&RawValue> = serde_json::from_str(list).map_err(|_| format!("{name} is no list"))?;
    Ok(list.into_iter().map(|raw| row(raw.get(), read)).collect())
}

/// Reads one row of a list.
pub(super) fn row<T>(json: &str, read: Read<T>) -> Row<T> {
    match read_with_reason(json, read) {
        Ok(value) => Row::Read(Arc::new(value)),
        Err(reason) => Row::Unreadable { raw: json.to_owned(), reason },
    }
}

/// Reads `{"name": {…}}`.
pub(super) fn one<T>(json: &str, name: &str, read: Read<T>) -> Result<Fetched<T>, String> {
    let raw = member(json, name)?.get();
    Ok(Fetched { value: read_with_reason(raw, read)?, json: raw.to_owned() })
}

type Attributes<'a> = BTreeMap<String, &'a RawValue>;

/// The value of `name` in an answer's outermost object.
fn member<'a>(json: &'a str, name: &str) -> Result<&'a RawValue, String> {
    let answer: Attributes<'a> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    answer.get(name).copied().ok_or_else(|| format!("{name} is missing"))
}

/// Reads an object, and looks a second time where serde is not enough: serde refuses an attribute that is there twice,
/// where everybody else takes the last one, and does not name the attribute that has another type.
fn read_with_reason<T>(json: &str, read: Read<T>) -> Result<T, String> {
    match read(json) {
        Ok(value) => return Ok(value),
        Err(Misfit::Value(reason)) => return Err(reason),
        Err(Misfit::Type(_)) => {}
    }
    let attributes: Attributes = serde_json::from_str(json).map_err(|error| error.to_string())?;
    read(&json_of(&attributes)).map_err(|misfit| match misfit {
        Misfit::Value(reason) => reason,
        Misfit::Type(reason) => {
            let is_mistyped = |(name, value): &(&String, &&RawValue)| {
                let alone = Attributes::from([((*name).clone(), **value)]);
                matches!(read(&json_of(&alone)), Err(Misfit::Type(_)))
            };
            attributes.iter().find(is_mistyped).map_or(reason, |(name, _)| mistyped(name))
        }
    })
}

fn json_of(attributes: &Attributes) -> String {
    serde_json::to_string(attributes).unwrap_or_default()
}

fn mistyped(name: &str) -> String {
    format!("{name} has another type than documented")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Item {
        id: Option<String>,
        on: Option<bool>,
        size: Option<f64>,
        #[serde(deserialize_with = "lenient")]
        note: String,
        #[serde(deserialize_with = "lenient_list")]
        parts: Vec<Part>,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Part {
        #[serde(deserialize_with = "lenient")]
        name: Option<String>,
    }

    type Summary = (String, Option<bool>, Option<i64>, String, usize);

    fn read(json: &str) -> Result<Summary, Misfit> {
        let item: Item = object(json)?;
        let size = item.size.map(|size| whole("size", size)).transpose()?;
        Ok((required_id(item.id)?, item.on, size, item.note, item.parts.len()))
    }

    type Shown<'a> = (&'a str, Option<bool>, Option<i64>, &'a str, usize);

    #[track_caller]
    fn check(row: &str, expect: Result<Shown<'_>, &str>) {
        let expect = match expect {
            Ok((id, on, size, note, parts)) => {
                Row::Read(Arc::new((id.to_owned(), on, size, note.to_owned(), parts)))
            }
            Err(reason) => Row::Unreadable { raw: row.to_owned(), reason: reason.to_owned() },
        };
        let rows = rows(&format!(r#"{{"items": [{row}]}}"#), "items", read);
        assert_eq!(rows, Ok(vec![expect]));
    }

    #[test]
    fn a_row_is_read_or_says_why_not() {
        check(r#"{"id":"a"}"#, Ok(("a", None, None, "", 0)));
        check(r#"{"id":"a","on":null,"size":null,"note":null,"parts":null}"#, Ok(("a", None, None, "", 0)));
        check(r#"{"id":"a","on":true,"size":-12,"note":"n"}"#, Ok(("a", Some(true), Some(-12), "n", 0)));
        check(r#"{"id":"a\"\\\n\u00e9😀"}"#, Ok(("a\"\\\né😀", None, None, "", 0)));
        check(r#"{"id":"a","later":{"deep":[1,{"x":1.5e300}]}}"#, Ok(("a", None, None, "", 0)));
        check("{}", Err("id is missing"));
        check(r#"{"id":""}"#, Err("id is missing"));
        check(r#"{"id":null}"#, Err("id is missing"));
        check(r#"{"id":5}"#, Err("id has another type than documented"));
        check(r#"{"id":"a","on":1}"#, Err("on has another type than documented"));
        check(r#"{"id":"a","on":"true"}"#, Err("on has another type than documented"));
        check("null", Err("not an object"));
        check("5", Err("not an object"));
        check("[]", Err("not an object"));
        check(r#"["a",true]"#, Err("not an object"));
    }

    #[test]
    fn a_number_is_whole() {
        check(r#"{"id":"a","size":15}"#, Ok(("a", None, Some(15), "", 0)));
        check(r#"{"id":"a","size":15.0}"#, Ok(("a", None, Some(15), "", 0)));
        check(r#"{"id":"a","size":1e3}"#, Ok(("a", None, Some(1000), "", 0)));
        check(r#"{"id":"a","size":1.5}"#, Err("size has another type than documented"));
        check(r#"{"id":"a","size":1e300}"#, Err("size has another type than documented"));
        check(r#"{"id":"a","size":"15"}"#, Err("size has another type than documented"));
    }

    #[test]
    fn the_last_of_two_equal_names_counts() {
        check(r#"{"id":"a","on":true,"id":"b"}"#, Ok(("b", Some(true), None, "", 0)));
        check(r#"{"id":"a","id":5}"#, Err("id has another type than documented"));
    }

    #[test]
    fn what_only_helps_may_be_odd() {
        check(r#"{"id":"a","note":5,"parts":"none"}"#, Ok(("a", None, None, "", 0)));
        check(
            r#"{"id":"a","parts":[null,7,["n"],{},{"name":5},{"name":"n"}]}"#,
            Ok(("a", None, None, "", 3)),
        );
    }

    #[track_caller]
    fn refuse(json: &str, reason: &str) {
        let error = rows(json, "items", read).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }

    #[test]
    fn another_shape_is_refused() {
        refuse("", "EOF");
        refuse("{", "EOF");
        refuse("nul", "EOF");
        refuse("<html>", "expected");
        refuse("[1,]", "expected a map");
        refuse(r#"{"items"}"#, "expected `:`");
        refuse(r#"{"items":[{"id":"a"},{"id":"#, "EOF");
        refuse(r#"{"items":[1,]}"#, "expected value");
        refuse(r#"{"items":[]} x"#, "trailing characters");
        refuse("{}", "items is missing");
        refuse(r#"{"items":null}"#, "items is no list");
        refuse(r#"{"items":{}}"#, "items is no list");
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        check(&format!(r#"{{"id":"a","later":{}}}"#, deep(100_000)), Ok(("a", None, None, "", 0)));
        refuse(&"[".repeat(100_000), "expected a map");
    }

    #[test]
    fn one_object_keeps_its_text() {
        let fetched = one(r#"{"item": {"id": "a"} }"#, "item", read).unwrap();
        assert_eq!((fetched.value.0.as_str(), fetched.json.as_str()), ("a", r#"{"id": "a"}"#));
        assert!(one(r#"{"item": null}"#, "item", read).is_err());
        assert!(one("{}", "item", read).is_err());
    }

    proptest! {
        #[test]
        fn any_text_survives(id in ".{1,40}") {
            let json = serde_json::json!({ "items": [{ "id": id }] }).to_string();
            prop_assert_eq!(rows(&json, "items", read), Ok(vec![Row::Read(Arc::new((id, None, None, String::new(), 0)))]));
        }

        #[test]
        fn any_answer_is_read_or_refused(json in ".{0,60}", rest in "[\\[\\]{}\",:0-9a-z.-]{0,30}") {
            let _ = rows(&json, "items", read);
            let _ = rows(&format!(r#"{{"items":[{rest}]}}"#), "items", read);
        }
    }
}
