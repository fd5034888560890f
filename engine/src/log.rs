//! A log: the records of several files, which may still be arriving.

#[cfg(feature = "gzip")]
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::batch::Batch;
use crate::columns::Columns;
use crate::csv::{Found, Reader, Sink};
use crate::damage::Failure;

const GZIP: &[u8] = b"\x1f\x8b";
const PARQUET: &[u8] = b"PAR1";

/// What is inflated at once. It may become a thousand times as much.
#[cfg(feature = "gzip")]
const DEFLATED: usize = 4 * 1024;

/// The index of a file of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId(pub usize);

/// What is known of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub name: String,
    /// The bytes that came, before inflating.
    pub bytes: u64,
    #[serde(flatten)]
    pub found: Found,
    /// Why the rest of the file was not read.
    pub failure: Option<Failure>,
    pub is_gzip: bool,
    pub is_parquet: bool,
    pub has_header: bool,
    /// The columns in their order; empty before the first row.
    pub columns: Vec<String>,
}

/// A file that is being read.
struct Reading {
    format: Format,
    reader: Reader,
    #[cfg(feature = "parquet")]
    parquet_columns: Vec<String>,
    /// Whether the bytes come from an inflater. Compression within compression is not undone.
    is_inflated: bool,
}

enum Format {
    /// Too few bytes to tell.
    Unknown(Vec<u8>),
    Csv,
    /// All bytes so far: the end of the file says where everything is.
    #[cfg(feature = "parquet")]
    Parquet(Vec<u8>),
    /// What the file becomes is a file again.
    #[cfg(feature = "gzip")]
    Gzip {
        decoder: Box<flate2::write::MultiGzDecoder<Vec<u8>>>,
        inner: Box<Reading>,
    },
}

/// The records of several files.
///
/// ```
/// let mut log = flowlog_engine::Log::default();
/// let file = log.open("flows.csv", None);
/// log.push(file, b"src_addr,bytes\n10.0.0.1,5");
/// log.push(file, b"00\n");
/// log.finish(file);
/// assert_eq!(log.columns().len(), 1);
/// ```
#[derive(Default)]
pub struct Log {
    columns: Columns,
    files: Vec<File>,
    /// For each file, until its end or its failure.
    readings: Vec<Option<Reading>>,
}

impl Log {
    /// Begins a file. `given` are the names of the columns where the file has no header: the `customized_field` of its
    /// logger.
    pub fn open(&mut self, name: impl Into<String>, given: Option<Vec<String>>) -> FileId {
        self.files.push(File { name: name.into(), ..File::default() });
        self.readings.push(Some(Reading::new(Reader::new(given), false)));
        FileId(self.files.len() - 1)
    }

    /// Reads the next bytes of a file. What is behind a failure is ignored.
    pub fn push(&mut self, file: FileId, bytes: &[u8]) {
        self.count(file, bytes.len() as u64);
        self.read(file, bytes);
    }

    /// The same for bytes that [`Log::count`] does not count as they are: what others became after inflating.
    pub fn read(&mut self, file: FileId, bytes: &[u8]) {
        self.advance(file, |reading, sink| reading.push(bytes, sink));
    }

    /// Says that a file has no more bytes.
    pub fn finish(&mut self, file: FileId) {
        self.advance(file, Reading::finish);
        if let Some(reading) = self.readings.get_mut(file.0) {
            *reading = None;
        }
    }

    /// Says what the caller knows of a file: that it inflates it, and that it has it decoded elsewhere.
    pub fn tell(&mut self, file: FileId, is_gzip: bool, is_parquet: bool) {
        if let Some(Some(reading)) = self.readings.get_mut(file.0) {
            reading.is_inflated = is_gzip;
        }
        if let Some(known) = self.files.get_mut(file.0) {
            known.is_parquet = is_parquet;
        }
    }

    /// Counts bytes of a file as they came.
    pub fn count(&mut self, file: FileId, bytes: u64) {
        if let Some(known) = self.files.get_mut(file.0) {
            known.bytes += bytes;
        }
    }

    /// Takes records of a Parquet file that is decoded elsewhere.
    pub fn take(&mut self, file: FileId, batch: &Batch) {
        self.advance(file, |_, sink| {
            batch.pour(sink);
            Ok(())
        });
        if let Some(known) = self.files.get_mut(file.0) {
            known.columns.clone_from(&batch.names);
        }
    }

    /// Says that the rest of a file will not be read. What was read of it counts. A file that has ended stays as it is.
    pub fn fail(&mut self, file: FileId, failure: Failure) {
        self.advance(file, |_, _| Err(failure));
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    pub fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(file.0)
    }

    pub fn files(&self) -> &[File] {
        &self.files
    }

    fn advance(&mut self, id: FileId, step: impl FnOnce(&mut Reading, &mut Sink) -> Result<(), Failure>) {
        let (Some(file), Some(place)) = (self.files.get_mut(id.0), self.readings.get_mut(id.0)) else {
            return;
        };
        let Some(reading) = place else { return };
        let mut sink = Sink { columns: &mut self.columns, file: id.0, found: &mut file.found };
        let result = step(reading, &mut sink);
        if file.columns.is_empty()
            && let Some((columns, has_header)) = reading.layout()
        {
            (file.columns, file.has_header) = (columns.to_vec(), has_header);
        }
        file.is_gzip |= reading.is_gzip();
        file.is_parquet |= reading.is_parquet();
        if let Err(failure) = result {
            file.failure = Some(failure);
            *place = None;
        }
    }
}

impl Reading {
    fn new(reader: Reader, is_inflated: bool) -> Reading {
        Reading {
            format: Format::Unknown(Vec::new()),
            reader,
            #[cfg(feature = "parquet")]
            parquet_columns: Vec::new(),
            is_inflated,
        }
    }

    fn is_gzip(&self) -> bool {
        match &self.format {
            #[cfg(feature = "gzip")]
            Format::Gzip { .. } => true,
            _ => self.is_inflated,
        }
    }

    fn is_parquet(&self) -> bool {
        match &self.format {
            #[cfg(feature = "parquet")]
            Format::Parquet(_) => true,
            #[cfg(feature = "gzip")]
            Format::Gzip { inner, .. } => inner.is_parquet(),
            _ => false,
        }
    }

    fn push(&mut self, bytes: &[u8], sink: &mut Sink) -> Result<(), Failure> {
        match &mut self.format {
            Format::Csv => self.reader.push(bytes, sink),
            #[cfg(feature = "parquet")]
            Format::Parquet(all) => {
                all.extend_from_slice(bytes);
                Ok(())
            }
            #[cfg(feature = "gzip")]
            Format::Gzip { decoder, inner } => inflate(decoder, bytes, inner, sink),
            Format::Unknown(start) => {
                start.extend_from_slice(bytes);
                if start.len() < PARQUET.len() {
                    return Ok(());
                }
                let start = std::mem::take(start);
                self.tell(&start)?;
                self.push(&start, sink)
            }
        }
    }

    /// Tells the format from the first bytes.
    fn tell(&mut self, start: &[u8]) -> Result<(), Failure> {
        self.format = if start.starts_with(PARQUET) {
            parquet()?
        } else if start.starts_with(GZIP) && !self.is_inflated {
            gzip(std::mem::replace(&mut self.reader, Reader::new(None)))?
        } else {
            Format::Csv
        };
        Ok(())
    }

    fn finish(&mut self, sink: &mut Sink) -> Result<(), Failure> {
        if let Format::Unknown(start) = &mut self.format {
            let start = std::mem::take(start);
            self.tell(&start)?;
            self.push(&start, sink)?;
        }
        #[cfg(feature = "gzip")]
        if let Format::Gzip { decoder, inner } = &mut self.format {
            let is_whole = decoder.try_finish().is_ok();
            inner.push(&std::mem::take(decoder.get_mut()), sink)?;
            return if is_whole { inner.finish(sink) } else { Err(Failure::Gzip) };
        }
        #[cfg(feature = "parquet")]
        if let Format::Parquet(all) = &mut self.format {
            self.parquet_columns = crate::parquet_file::read(std::mem::take(all), sink)?;
            return Ok(());
        }
        self.reader.finish(sink)
    }

    /// The columns, and whether a CSV file has a header; `None` before the first row.
    fn layout(&self) -> Option<(&[String], bool)> {
        #[cfg(feature = "parquet")]
        if !self.parquet_columns.is_empty() {
            return Some((&self.parquet_columns, false));
        }
        #[cfg(feature = "gzip")]
        if let Format::Gzip { inner, .. } = &self.format {
            return inner.layout();
        }
        self.reader.layout()
    }
}

#[cfg(feature = "parquet")]
#[expect(clippy::unnecessary_wraps, reason = "it fails without the feature")]
fn parquet() -> Result<Format, Failure> {
    Ok(Format::Parquet(Vec::new()))
}

#[cfg(not(feature = "parquet"))]
fn parquet() -> Result<Format, Failure> {
    Err(Failure::Unsupported("Parquet".to_owned()))
}

#[cfg(feature = "gzip")]
#[expect(clippy::unnecessary_wraps, reason = "it fails without the feature")]
fn gzip(reader: Reader) -> Result<Format, Failure> {
    let decoder = flate2::write::MultiGzDecoder::new(Vec::new());
    Ok(Format::Gzip { decoder: Box::new(decoder), inner: Box::new(Reading::new(reader, true)) })
}

#[cfg(not(feature = "gzip"))]
fn gzip(_: Reader) -> Result<Format, Failure> {
    Err(Failure::Unsupported("gzip".to_owned()))
}

/// Inflates the next bytes, and reads what they become.
#[cfg(feature = "gzip")]
fn inflate(
    decoder: &mut flate2::write::MultiGzDecoder<Vec<u8>>,
    bytes: &[u8],
    inner: &mut Reading,
    sink: &mut Sink,
) -> Result<(), Failure> {
    for piece in bytes.chunks(DEFLATED) {
        let is_whole = decoder.write_all(piece).is_ok();
        let text = decoder.get_mut();
        inner.push(text, sink)?;
        text.clear();
        if !is_whole {
            return Err(Failure::Gzip);
        }
    }
    Ok(())
}

/// The text of one record of a whole file, by the byte that its [`Record`](crate::Record) has. `None` if there is none.
#[cfg(all(feature = "gzip", feature = "parquet"))]
pub fn record_text(file: &[u8], byte: u64) -> Result<Option<String>, Failure> {
    use std::io::Read;

    let mut inflated = Vec::new();
    let mut text = file;
    if file.starts_with(GZIP) {
        // A record before the damage is there all the same.
        let _ = flate2::read::MultiGzDecoder::new(file).read_to_end(&mut inflated);
        text = &inflated;
    }
    if text.starts_with(PARQUET) {
        return crate::parquet_file::Decoder::open(text.to_vec())?.record(byte);
    }
    let mut line = crate::csv::Line::at(byte);
    line.push(text);
    Ok(line.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one file in pieces of each size.
    #[track_caller]
    fn check(bytes: &[u8], records: u64, failure: Option<&Failure>) {
        for piece in [1, 3, 1000] {
            let mut log = Log::default();
            let id = log.open("a", None);
            bytes.chunks(piece).for_each(|piece| log.push(id, piece));
            log.finish(id);
            let file = &log.files()[0];
            assert_eq!(
                (file.found.records, file.failure.as_ref(), file.bytes),
                (records, failure, bytes.len() as u64)
            );
            assert_eq!(log.columns().len() as u64, records);
        }
    }

    const TEXT: &[u8] = b"bytes,packets\n1,2\n3,4\n";

    #[test]
    fn the_format_is_told_from_the_content() {
        check(b"", 0, None);
        check(b"\n", 0, None);
        check(TEXT, 2, None);
        #[cfg(not(feature = "parquet"))]
        check(b"PAR1....", 0, Some(&Failure::Unsupported("Parquet".to_owned())));
        check(b"<html></html>", 0, Some(&Failure::UnknownColumns { count: 1 }));
    }

    #[cfg(feature = "gzip")]
    fn gzip_of(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn gzip_is_inflated() {
        let one = gzip_of(TEXT);
        check(&one, 2, None);
        let two = [one.clone(), gzip_of(b"5,6\n")].concat();
        check(&two, 3, None);
        let mut flipped = one.clone();
        let crc = flipped.len() - 6;
        flipped[crc] ^= 1;
        check(&flipped, 2, Some(&Failure::Gzip));
        check(&gzip_of(b""), 0, None);
        let mut log = Log::default();
        let twice = log.open("twice", None);
        log.push(twice, &gzip_of(&one));
        log.finish(twice);
        assert!(matches!(log.files()[0].failure, Some(Failure::UnknownColumns { .. })));
        #[cfg(not(feature = "parquet"))]
        check(&gzip_of(b"PAR1...."), 0, Some(&Failure::Unsupported("Parquet".to_owned())));
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn what_was_read_before_a_cut_counts() {
        let rows: String = (0..50_000).map(|row| format!("{},{}\n", row * 7919 % 10_007, row)).collect();
        let whole = gzip_of(format!("bytes,packets\n{rows}").as_bytes());
        let mut log = Log::default();
        let id = log.open("a", None);
        log.push(id, &whole[..whole.len() / 2]);
        log.finish(id);
        let file = &log.files()[0];
        assert_eq!(file.failure, Some(Failure::Gzip));
        assert!(file.found.records > 10_000 && file.found.records < 50_000, "{}", file.found.records);
        assert_eq!(file.found.unreadable, 0);
    }

    #[test]
    fn files_that_arrive_together_are_kept_apart() {
        let mut log = Log::default();
        let (one, two) = (log.open("one", None), log.open("two", None));
        log.push(one, b"bytes,packets\n1,");
        log.push(two, b"src_addr,mine\n10.0.0.1,");
        log.push(one, b"2\n3,4\n");
        log.push(two, b"x\n");
        log.finish(two);
        log.push(two, b"10.0.0.2,y\n");
        log.finish(one);
        let counts: Vec<u64> = log.files().iter().map(|file| file.found.records).collect();
        assert_eq!((counts, log.columns().len()), (vec![2, 1], 3));
        assert_eq!(log.files()[1].columns, ["src_addr", "mine"]);
        assert_eq!(log.columns().place(2), (1, 14));
    }
}
