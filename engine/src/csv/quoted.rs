//! Rows with quotes, by `csv-core`.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use super::place::{LIMIT, Position};
use crate::damage::Reason;

/// More columns than this are as wrong as a record that is too long.
const MOST_COLUMNS: usize = 1024;

/// Where a row begins, and its cells.
type Row<'a> = (Position, Result<Vec<&'a [u8]>, Reason>);

/// Reads rows from any cut of the text. Memory is bounded by [`LIMIT`].
pub struct Quoted {
    reader: Reader,
    /// The text of the row, without quotes and separators.
    text: Vec<u8>,
    text_len: usize,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    ends_len: usize,
    next: Position,
    start: Position,
    is_within: bool,
    is_too_long: bool,
}

impl Quoted {
    pub fn at(next: Position) -> Quoted {
        let mut reader = ReaderBuilder::new().terminator(Terminator::Any(b'\n')).build();
        reader.set_line(next.line);
        Quoted {
            reader,
            text: vec![0; LIMIT],
            text_len: 0,
            ends: vec![0; MOST_COLUMNS],
            ends_len: 0,
            next,
            start: next,
            is_within: false,
            is_too_long: false,
        }
    }

    /// Takes one row from the front of `input`. `None` if the row goes on in the next piece; an empty piece says that
    /// there is none.
    pub fn row(&mut self, input: &mut &[u8]) -> Option<Row<'_>> {
        let is_last = input.is_empty();
        loop {
            while !self.is_within
                && let Some(rest) = input.strip_prefix(b"\n")
            {
                *input = rest;
                self.next = Position { line: self.next.line + 1, byte: self.next.byte + 1 };
                self.reader.set_line(self.next.line);
            }
            if input.is_empty() && !is_last {
                return None;
            }
            if !self.is_within {
                (self.start, self.is_within) = (self.next, true);
                (self.text_len, self.ends_len, self.is_too_long) = (0, 0, false);
            }
            let text = self.text.get_mut(self.text_len..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ends_len..).unwrap_or_default();
            let (result, read, text_len, ends_len) = self.reader.read_record(input, text, ends);
            *input = input.get(read..).unwrap_or_default();
            self.next = Position { line: self.reader.line(), byte: self.next.byte + read as u64 };
            self.text_len += text_len;
            self.ends_len += ends_len;
            match result {
                // An empty piece is the end to csv-core, so it must not see one before the last.
                ReadRecordResult::InputEmpty if input.is_empty() && !is_last => return None,
                ReadRecordResult::InputEmpty => {}
                // What is read from here on overwrites what is there, and is not used.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.is_too_long = true;
                    (self.text_len, self.ends_len) = (0, 0);
                }
                ReadRecordResult::Record => {
                    self.is_within = false;
                    return Some((self.start, self.cells()));
                }
                ReadRecordResult::End => {
                    self.is_within = false;
                    return None;
                }
            }
        }
    }

    fn cells(&self) -> Result<Vec<&[u8]>, Reason> {
        if self.is_too_long {
            return Err(Reason::TooLong { limit: LIMIT });
        }
        let mut start = 0;
        let ends = self.ends.iter().take(self.ends_len);
        let mut cells: Vec<&[u8]> = ends
            .map(|end| self.text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default())
            .collect();
        if let Some(last) = cells.last_mut() {
            *last = last.strip_suffix(b"\r").unwrap_or(last);
        }
        Ok(cells)
    }
}
