//! Finds the text of one record again.

use super::place::LIMIT;

/// Takes the text of the record that begins at a byte out of a file that is read once more.
///
/// ```
/// let mut line = flowlog_engine::csv::Line::at(4);
/// assert!(!line.push(b"a\n1\n\"2\n"));
/// assert!(line.push(b"3\",4\n5\n"));
/// assert_eq!(line.text().as_deref(), Some("\"2\n3\",4"));
/// ```
pub struct Line {
    /// The bytes before it that have not come.
    before: u64,
    text: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a cell.
    Start,
    Plain,
    Quoted,
    /// Behind a quote in a quoted cell: its end, or the first of two that mean one.
    Quote,
    /// Behind the record.
    End,
}

impl Line {
    pub fn at(byte: u64) -> Line {
        Line { before: byte, text: Vec::new(), state: State::Start }
    }

    /// Takes the next piece; true once nothing more is needed.
    pub fn push(&mut self, piece: &[u8]) -> bool {
        let skipped = usize::try_from(self.before).unwrap_or(usize::MAX).min(piece.len());
        self.before -= skipped as u64;
        for byte in piece.get(skipped..).unwrap_or_default() {
            self.state = match (self.state, byte) {
                (State::End, _) => break,
                (State::Start | State::Plain | State::Quote, b'\n') => State::End,
                (State::Start | State::Plain | State::Quote, b',') => State::Start,
                (State::Start | State::Quote, b'"') => State::Quoted,
                (State::Start | State::Plain | State::Quote, _) => State::Plain,
                (State::Quoted, b'"') => State::Quote,
                (State::Quoted, _) => State::Quoted,
            };
            if self.state != State::End {
                self.text.push(*byte);
            }
            if self.text.len() > LIMIT {
                self.state = State::End;
            }
        }
        self.state == State::End
    }

    /// The record without its end; `None` if the file is shorter.
    pub fn text(&self) -> Option<String> {
        let text = self.text.strip_suffix(b"\r").unwrap_or(&self.text);
        (self.before == 0 && !text.is_empty()).then(|| String::from_utf8_lossy(text).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, byte: u64, expect: Option<&str>) {
        for size in [1, 2, 1000] {
            let mut line = Line::at(byte);
            let _ = file.as_bytes().chunks(size).any(|piece| line.push(piece));
            assert_eq!(line.text().as_deref(), expect, "{file:?} at {byte}");
        }
    }

    #[test]
    fn a_record_is_found_by_its_byte() {
        check("a,b\n1,2\n3,4\n", 4, Some("1,2"));
        check("a,b\r\n1,2\r\n3,4\r\n", 5, Some("1,2"));
        check("a,b\n1,2", 4, Some("1,2"));
        check("a,b\n1,2\n", 8, None);
        check("a,b\n1,2\n", 9, None);
    }

    #[test]
    fn an_end_of_line_within_quotes_is_part_of_the_record() {
        check("\"1\n2\",3\n4,5\n", 0, Some("\"1\n2\",3"));
        check("\"1\"\"\n2\",3\n4,5\n", 0, Some("\"1\"\"\n2\",3"));
        check("1\"2,3\n4,5\n", 0, Some("1\"2,3"));
        check("\"1\",2\n4,5\n", 0, Some("\"1\",2"));
    }
}
