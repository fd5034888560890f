//! Pages in zstd, inflated by `ruzstd`. The codec of the `parquet` crate is written in C, which no browser's build has.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// So much is inflated before it is asked whether it is too much.
const PIECE: usize = 1024 * 1024;

/// The pages of a column in zstd.
pub struct Inflated {
    pages: SerializedPageReader<Bytes>,
    /// What all pages together are, by the file's own word. A page that becomes more is damaged.
    most: u64,
}

impl Inflated {
    pub fn new(file: &Arc<Bytes>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Inflated> {
        // Pages that are said to be raw come as they lie in the file.
        let raw = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        let pages = SerializedPageReader::new(Arc::clone(file), &raw, rows, None)?;
        Ok(Inflated { pages, most: u64::try_from(chunk.uncompressed_size()).unwrap_or(0) })
    }

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
        let damaged = || ParquetError::General("a page in zstd is damaged".to_owned());
        let (raw, mut compressed) = page.split_at_checked(raw).ok_or_else(damaged)?;
        // Only values that are absent need no byte.
        if compressed.is_empty() {
            return Ok(page.clone());
        }
        let mut bytes = raw.to_vec();
        let mut decoder = FrameDecoder::new();
        // The words of its errors would be a tenth of the module.
        decoder.init(&mut compressed).map_err(|_| damaged())?;
        while !decoder.is_finished() {
            decoder
                .decode_blocks(&mut compressed, BlockDecodingStrategy::UptoBytes(PIECE))
                .map_err(|_| damaged())?;
            bytes.extend(decoder.collect().unwrap_or_default());
            if bytes.len() as u64 > self.most {
                return Err(damaged());
            }
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
