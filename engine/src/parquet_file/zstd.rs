//! Pages in zstd, inflated by `ruzstd`. The codec of the `parquet` crate is written in C, which no browser's build has.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use ruzstd::decoding::StreamingDecoder;

/// A reader for a column in zstd.
pub fn column_reader(file: &Bytes, chunk: &ColumnChunkMetaData, rows: usize) -> Result<ColumnReader> {
    // Pages that are said to be raw come as they lie in the file.
    let raw = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
    let pages = SerializedPageReader::new(Arc::new(file.clone()), &raw, rows, None)?;
    let most = u64::try_from(chunk.uncompressed_size()).unwrap_or(0);
    Ok(get_column_reader(chunk.column_descr_ptr(), Box::new(Inflated { pages, most })))
}

struct Inflated {
    pages: SerializedPageReader<Bytes>,
    /// What all pages together are, by the file's own word. A page that becomes more is damaged.
    most: u64,
}

impl Inflated {
    fn inflate(&self, mut page: Page) -> Result<Page> {
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = self.bytes(buf, 0)?,
            Page::DataPageV2 {
                buf, def_levels_byte_len, rep_levels_byte_len, is_compressed: true, ..
            } => {
                // The levels are never compressed.
                let levels = (*def_levels_byte_len as usize).saturating_add(*rep_levels_byte_len as usize);
                *buf = self.bytes(buf, levels)?;
            }
            Page::DataPageV2 { is_compressed: false, .. } => {}
        }
        Ok(page)
    }

    /// The bytes of a page, of which the first ones are raw.
    fn bytes(&self, page: &Bytes, raw: usize) -> Result<Bytes> {
        let damaged = |what: String| ParquetError::General(format!("a page in zstd is damaged: {what}"));
        let (raw, compressed) =
            page.split_at_checked(raw).ok_or_else(|| damaged("it ends within its levels".to_owned()))?;
        // Only values that are absent need no byte.
        if compressed.is_empty() {
            return Ok(page.clone());
        }
        let mut bytes = raw.to_vec();
        let decoder = StreamingDecoder::new(compressed).map_err(|error| damaged(error.to_string()))?;
        let read = decoder.take(self.most.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 > self.most {
            return Err(damaged("it becomes more than its column".to_owned()));
        }
        Ok(bytes.into())
    }
}

impl PageReader for Inflated {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(|page| self.inflate(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

impl Iterator for Inflated {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
