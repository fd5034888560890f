//! Decodes Parquet files as `www/log-parquet.js` asks for it. An error is a [`Failure`] as JSON. The library panics on some
//! damaged files, which ends this module; so it runs in a worker of its own.

#![forbid(unsafe_code)]

use flowlog_engine::{Decoder, Failure};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct ParquetDecoder {
    decoder: Decoder,
}

/// Records for the log.
#[wasm_bindgen]
pub struct ParquetBatch {
    head: String,
    codes: Vec<u64>,
}

#[wasm_bindgen]
impl ParquetDecoder {
    /// Begins with a whole file.
    #[wasm_bindgen(constructor)]
    pub fn new(file: Vec<u8>) -> Result<ParquetDecoder, String> {
        Ok(ParquetDecoder { decoder: Decoder::open(file).map_err(json)? })
    }

    /// The next records; nothing behind the last one.
    pub fn batch(&mut self) -> Result<Option<ParquetBatch>, String> {
        let Some(mut batch) = self.decoder.batch().map_err(json)? else { return Ok(None) };
        let codes = std::mem::take(&mut batch.codes);
        let head =
            serde_json::to_string(&batch).map_err(|error| json(Failure::Parquet(error.to_string())))?;
        Ok(Some(ParquetBatch { head, codes }))
    }

    /// One record as CSV.
    pub fn record(&mut self, record: f64) -> Result<Option<String>, String> {
        self.decoder.record(record as u64).map_err(json)
    }
}

#[wasm_bindgen]
impl ParquetBatch {
    /// A batch of the engine as JSON.
    #[wasm_bindgen(getter)]
    pub fn head(&self) -> String {
        self.head.clone()
    }

    /// Its codes; the batch is over then.
    pub fn codes(self) -> Vec<u64> {
        self.codes
    }
}

fn json(failure: Failure) -> String {
    serde_json::to_string(&failure).unwrap_or_else(|_| "\"interrupted\"".to_owned())
}
