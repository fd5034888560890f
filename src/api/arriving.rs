//! A list while it arrives: how many rows have come, and the first of them.
//!
//! This only looks where rows begin and end. The whole answer is read by [`super::body`] in the end, and that alone says
//! what the list has.

use std::ops::Range;

use super::body::{Read, Row, row};

/// So many rows are read before the last one has come. More than a page shows.
const FIRST: usize = 200;

/// Finds the rows of `{"name": [{…}, {…}]}` in bytes that come piece by piece.
pub struct Arriving<T> {
    name: &'static str,
    read: Read<T>,
    /// How many bytes had come the last time, and the first that was not looked at.
    length: usize,
    next: usize,
    /// How many brackets are open.
    depth: usize,
    in_text: bool,
    /// Where the last text begins, and the last that is whole.
    text_start: usize,
    text: Range<usize>,
    /// Whether the brackets that are open are those of the list.
    in_list: bool,
    row_start: usize,
    /// How many rows have come whole.
    count: usize,
    first: Vec<Row<T>>,
}

impl<T> Arriving<T> {
    pub(super) fn new(name: &'static str, read: Read<T>) -> Arriving<T> {
        Arriving {
            name,
            read,
            length: 0,
            next: 0,
            depth: 0,
            in_text: false,
            text_start: 0,
            text: 0..0,
            in_list: false,
            row_start: 0,
            count: 0,
            first: Vec::new(),
        }
    }

    /// Looks at all that has come, and gives the number of rows. Less than before is the beginning of another answer.
    pub fn look(&mut self, body: &[u8]) -> usize {
        if body.len() < self.length {
            *self = Arriving::new(self.name, self.read);
        }
        self.length = body.len();
        while let Some(at) = self.next_mark(body) {
            self.next = at + 1;
            self.step(body, at);
        }
        self.count
    }

    /// The first rows, once, when there are enough of them to be worth showing.
    pub fn take_first(&mut self) -> Option<Vec<Row<T>>> {
        let is_enough = self.first.len() == FIRST;
        is_enough.then(|| std::mem::take(&mut self.first))
    }

    /// Where the next byte stands that means something. Most of an answer is skipped here.
    fn next_mark(&mut self, body: &[u8]) -> Option<usize> {
        let rest = body.get(self.next..)?;
        let found = match self.in_text {
            true => rest.iter().position(|byte| matches!(byte, b'"' | b'\\')),
            false => rest.iter().position(|byte| matches!(byte, b'"' | b'[' | b']' | b'{' | b'}')),
        };
        if found.is_none() {
            self.next = body.len();
        }
        found.map(|found| self.next + found)
    }

    fn step(&mut self, body: &[u8], at: usize) {
        let Some(byte) = body.get(at).copied() else { return };
        match byte {
            // The byte behind it belongs to the text, whatever it is.
            b'\\' => self.next += 1,
            b'"' if self.in_text => {
                self.in_text = false;
                self.text = self.text_start..at;
            }
            b'"' => {
                self.in_text = true;
                self.text_start = at + 1;
            }
            b'[' | b'{' => {
                if byte == b'[' && self.depth == 1 {
                    self.in_list = body.get(self.text.clone()) == Some(self.name.as_bytes());
                }
                if byte == b'{' && self.depth == 2 {
                    self.row_start = at;
                }
                self.depth += 1;
            }
            b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                if byte == b'}' && self.depth == 2 && self.in_list {
                    self.take_row(body.get(self.row_start..=at).unwrap_or_default());
                }
            }
            _ => {}
        }
    }

    fn take_row(&mut self, json: &[u8]) {
        if self.count < FIRST
            && let Ok(json) = std::str::from_utf8(json)
        {
            self.first.push(row(json, self.read));
        }
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::api::body::Misfit;

    fn read(json: &str) -> Result<String, Misfit> {
        Ok(json.to_owned())
    }

    fn arriving() -> Arriving<String> {
        Arriving::new("rows", read)
    }

    #[track_caller]
    fn check(body: &str, expect: &[&str]) {
        let mut arriving = arriving();
        assert_eq!(arriving.look(body.as_bytes()), expect.len());
        let first: Vec<&str> = arriving.first.iter().filter_map(Row::read).map(String::as_str).collect();
        assert_eq!(first, expect);
    }

    #[test]
    fn rows_are_counted_when_they_are_whole() {
        check("", &[]);
        check(r#"{"rows":["#, &[]);
        check(r#"{"rows":[{"a":1"#, &[]);
        check(r#"{"rows":[{"a":1}"#, &[r#"{"a":1}"#]);
        check(r#"{"rows": [ {"a":[{"b":{}}]} , {}] }"#, &[r#"{"a":[{"b":{}}]}"#, "{}"]);
        check(r#"{"rows":[{"a":"}\"{\\"},{"b":"]"}]}"#, &[r#"{"a":"}\"{\\"}"#, r#"{"b":"]"}"#]);
        check(r#"{"rows":[{"a":"가"}]}"#, &[r#"{"a":"가"}"#]);
    }

    #[test]
    fn other_lists_are_none_of_it() {
        check(r#"{"links":[{"a":1}],"rows":[{"b":2}],"more":[{"c":3}]}"#, &[r#"{"b":2}"#]);
        check(r#"{"x":{"rows":[{"a":1}]}}"#, &[]);
        check(r#"[{"rows":[{"a":1}]}]"#, &[]);
        check("]]}}{", &[]);
        check("<html>", &[]);
    }

    #[test]
    fn an_answer_that_begins_anew_is_counted_anew() {
        let mut arriving = arriving();
        assert_eq!(arriving.look(br#"{"rows":[{},{},{"#), 2);
        assert_eq!(arriving.look(br#"{"rows":[{}"#), 1);
        assert_eq!(arriving.look(b""), 0);
        assert_eq!(arriving.look(br#"{"rows":[{"a":"longer than before"},{}"#), 2);
    }

    #[test]
    fn the_first_rows_are_given_once() {
        let body = |rows: usize| format!(r#"{{"rows":[{}"#, "{},".repeat(rows));
        let mut arriving = arriving();
        arriving.look(body(FIRST - 1).as_bytes());
        assert_eq!(arriving.take_first(), None);
        arriving.look(body(FIRST + 1).as_bytes());
        assert_eq!(arriving.take_first().map(|rows| rows.len()), Some(FIRST));
        assert_eq!(arriving.look(body(FIRST + 9).as_bytes()), FIRST + 9);
        assert_eq!(arriving.take_first(), None);
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(names in prop::collection::vec(".{0,8}", 0..8), cut in 0_usize..200) {
            let rows: Vec<_> = names.iter().map(|name| serde_json::json!({ "n": name })).collect();
            let body = serde_json::json!({ "rows": rows }).to_string();
            let mut arriving = arriving();
            arriving.look(body.as_bytes().get(..cut).unwrap_or_default());
            prop_assert_eq!(arriving.look(body.as_bytes()), names.len());
        }

        #[test]
        fn nothing_is_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            arriving().look(&bytes);
        }
    }
}
