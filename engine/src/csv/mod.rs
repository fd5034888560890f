//! Reads CSV (RFC 4180) in pieces of any cut.
//!
//! Lines without a quote are read by a scanner of our own, in one pass. From the first piece that has a quote on,
//! `csv-core` reads the rest of the file.

mod layout;
mod line;
mod place;
mod quoted;

use memchr::memchr;
use serde::{Deserialize, Serialize};

#[cfg(feature = "parquet")]
pub use self::layout::{code as code_of_cell, code_of_time};
pub use self::line::Line;
pub use self::place::LIMIT;

use self::layout::Layout;
use self::place::Position;
use self::quoted::Quoted;
use crate::columns::{Columns, Slot};
use crate::damage::{Damage, Failure, Reason};

/// The damages of a file that are kept. All are counted.
const KEPT: usize = 100;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub records: u64,
    /// Records that could not be read.
    pub unreadable: u64,
    /// The first of them.
    pub damages: Vec<Damage>,
}

/// Where the records of one file go.
pub struct Sink<'a> {
    pub columns: &'a mut Columns,
    /// The index of the file.
    pub file: usize,
    pub found: &'a mut Found,
}

impl Sink<'_> {
    /// Takes a record that begins at `byte`.
    pub fn record(&mut self, byte: u64, slots: &[Slot], codes: &[u64]) {
        self.columns.push(self.file, byte, slots, codes);
        self.found.records += 1;
    }

    /// Counts a record that could not be read, and keeps the first ones.
    pub fn damage(&mut self, line: u64, byte: u64, reason: Reason) {
        self.found.unreadable += 1;
        if self.found.damages.len() < KEPT {
            self.found.damages.push(Damage { line, byte, reason });
        }
    }
}

/// The reader of one file.
pub struct Reader {
    /// The columns that the logger was given, for files without a header.
    given: Option<Vec<String>>,
    layout: Option<Layout>,
    /// The beginning of a line that is not complete. Before anything is read, also of the BOM.
    carry: Vec<u8>,
    has_begun: bool,
    /// Whether the rest of a line that is too long is being skipped.
    is_skipping: bool,
    /// Where the carried line begins.
    position: Position,
    quoted: Option<Box<Quoted>>,
    codes: Vec<u64>,
}

impl Reader {
    pub fn new(given: Option<Vec<String>>) -> Reader {
        Reader {
            given,
            layout: None,
            carry: Vec::new(),
            has_begun: false,
            is_skipping: false,
            position: Position { line: 1, byte: 0 },
            quoted: None,
            codes: Vec::new(),
        }
    }

    /// The columns of the file, and whether it has a header; `None` before the first row.
    pub fn layout(&self) -> Option<(&[String], bool)> {
        self.layout.as_ref().map(|layout| (layout.names.as_slice(), layout.has_header))
    }

    /// Reads the next piece.
    pub fn push(&mut self, piece: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        let result = if self.has_begun {
            self.feed(piece, sink)
        } else {
            self.carry.extend_from_slice(piece);
            if self.carry.len() < BOM.len() { Ok(()) } else { self.begin(sink) }
        };
        sink.columns.align();
        result
    }

    /// Reads what is left, where the last line has no end.
    pub fn finish(&mut self, sink: &mut Sink) -> Result<(), Failure> {
        let mut result = if self.has_begun { Ok(()) } else { self.begin(sink) };
        if result.is_ok() {
            result = if self.quoted.is_some() {
                self.feed_quoted(b"", sink)
            } else {
                let line = std::mem::take(&mut self.carry);
                self.line(&line, sink)
            };
        }
        sink.columns.align();
        result
    }

    fn begin(&mut self, sink: &mut Sink) -> Result<(), Failure> {
        self.has_begun = true;
        let start = std::mem::take(&mut self.carry);
        let text = start.strip_prefix(BOM).unwrap_or(&start);
        self.position.byte = (start.len() - text.len()) as u64;
        self.feed(text, sink)
    }

    fn feed(&mut self, mut piece: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        if self.is_skipping {
            let Some((skipped, rest)) = cut(piece) else {
                self.position.byte += piece.len() as u64;
                return Ok(());
            };
            self.is_skipping = false;
            self.step(skipped);
            piece = rest;
        }
        if self.quoted.is_some() {
            return self.feed_quoted(piece, sink);
        }
        if memchr(b'"', piece).is_some() {
            self.quoted = Some(Box::new(Quoted::at(self.position)));
            let carry = std::mem::take(&mut self.carry);
            self.feed_quoted(&carry, sink)?;
            return self.feed_quoted(piece, sink);
        }
        if !self.carry.is_empty() {
            let Some((end, rest)) = cut(piece) else { return self.keep(piece, sink) };
            let mut line = std::mem::take(&mut self.carry);
            line.extend_from_slice(end);
            self.line(&line, sink)?;
            self.step(&line);
            line.clear();
            self.carry = line;
            piece = rest;
        }
        while let Some((line, rest)) = cut(piece) {
            self.line(line, sink)?;
            self.step(line);
            piece = rest;
        }
        self.keep(piece, sink)
    }

    /// Goes behind a line and its end.
    fn step(&mut self, line: &[u8]) {
        self.position.line += 1;
        self.position.byte += line.len() as u64 + 1;
    }

    /// Keeps the beginning of a line until its end comes.
    fn keep(&mut self, start: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        self.carry.extend_from_slice(start);
        if self.carry.len() > LIMIT {
            let line = std::mem::take(&mut self.carry);
            self.line(&line, sink)?;
            self.position.byte += line.len() as u64;
            self.is_skipping = true;
        }
        Ok(())
    }

    /// Reads a line without a quote.
    fn line(&mut self, line: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok(());
        }
        if line.len() > LIMIT {
            return self.row::<std::iter::Empty<_>>(
                self.position,
                Err(Reason::TooLong { limit: LIMIT }),
                sink,
            );
        }
        if let Some(layout) = &self.layout
            && layout.read_line(line, sink.columns, &mut self.codes)
        {
            sink.record(self.position.byte, &layout.slots, &self.codes);
            return Ok(());
        }
        self.row(self.position, Ok(line.split(|byte| *byte == b',')), sink)
    }

    fn feed_quoted(&mut self, mut piece: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        let is_last = piece.is_empty();
        let Some(mut quoted) = self.quoted.take() else { return Ok(()) };
        while is_last || !piece.is_empty() {
            let Some((position, cells)) = quoted.row(&mut piece) else { break };
            // An empty line before CRLF.
            if matches!(cells.as_deref(), Ok([b""])) {
                continue;
            }
            self.row(
                position,
                cells.as_ref().map(|cells| cells.iter().copied()).map_err(|reason| *reason),
                sink,
            )?;
        }
        self.quoted = Some(quoted);
        Ok(())
    }

    fn row<'a, C>(
        &mut self,
        position: Position,
        cells: Result<C, Reason>,
        sink: &mut Sink,
    ) -> Result<(), Failure>
    where
        C: Iterator<Item = &'a [u8]> + Clone,
    {
        let layout = match &self.layout {
            Some(layout) => layout,
            None => {
                let Ok(cells) = &cells else { return Err(Failure::NoLines { limit: LIMIT }) };
                let first: Vec<&[u8]> = cells.clone().collect();
                let layout = Layout::detect(&first, self.given.as_deref(), sink.columns)?;
                let layout = self.layout.insert(layout);
                if layout.has_header {
                    return Ok(());
                }
                layout
            }
        };
        match cells.and_then(|cells| layout.read(cells, sink.columns, &mut self.codes)) {
            Ok(()) => sink.record(position.byte, &layout.slots, &self.codes),
            Err(reason) => sink.damage(position.line, position.byte, reason),
        }
        Ok(())
    }
}

/// The first line, and what follows its end.
fn cut(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (line, end) = text.split_at_checked(memchr(b'\n', text)?)?;
    Some((line, end.strip_prefix(b"\n")?))
}

#[cfg(test)]
mod tests;
